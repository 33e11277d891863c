"""What was typed is still there after a lost session, an old token, and where a page only takes a form."""

import json
import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Applicant
from applicants.profile.encryption import decrypt
from applicants.profile.kept_forms import KEPT_SECONDS, MOST_CHARACTERS, PURPOSE
from tests.applicants.profile.logging_in import PASSWORD
from tests.factories import make_application, make_person

HERE = "/sent-form/"
NOTE = "Ask Dr. Lee\r\nabout “housing” & parking"


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def sent_without_session(client: Client, data: dict[str, Any], address: str = "/contacts/new/") -> str:
    """Send a form without a log-in; return where that leads."""
    answer = client.post(address, data, headers={"referer": "http://testserver/contacts/new/?from=list"})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_what_was_sent_is_offered_after_the_log_in(ada: Applicant, client: Client) -> None:
    address = sent_without_session(client, {"name": "Dr. Lee", "note": NOTE, "csrfmiddlewaretoken": "x" * 64})
    assert address == "/accounts/login/?next=/sent-form/"
    client.force_login(ada.user)
    page = client.get(HERE).content.decode()
    assert 'action="/contacts/new/"' in page
    fields = hidden_fields(page)
    assert (fields["name"], fields["note"]) == ("Dr. Lee", "Ask Dr. Lee\r\nabout “housing” &amp; parking")
    assert ada.user.email in page
    assert "What you typed" in page


def test_what_was_sent_can_be_forgotten(ada: Applicant, client: Client) -> None:
    sent_without_session(client, {"name": "Dr. Lee"})
    client.force_login(ada.user)
    assert client.post(HERE).headers["Location"] == "/contacts/new/?from=list"
    assert client.get(HERE).headers["Location"] == "/dashboard/"


def test_what_was_sent_is_kept_for_half_an_hour(ada: Applicant, client: Client) -> None:
    sent_without_session(client, {"name": "Dr. Lee"})
    assert client.session.get_expiry_age() == KEPT_SECONDS
    client.force_login(ada.user)
    session = client.session
    session["kept_form"]["kept_at"] -= KEPT_SECONDS
    session.save()
    assert client.get(HERE).headers["Location"] == "/dashboard/"


def test_a_log_in_ends_when_every_log_in_does(client: Client, db: None) -> None:
    make_person("eve@example.org")
    sent_without_session(client, {"name": "Dr. Lee"})
    answer = client.post(f"/accounts/login/?next={HERE}", {"login": "eve@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == HERE
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_what_is_too_long_is_not_kept(client: Client, db: None) -> None:
    too_long = {"note": "a " * (MOST_CHARACTERS // 2)}
    assert sent_without_session(client, too_long) == "/accounts/login/?next=/contacts/new/%3Ffrom%3Dlist"
    assert "kept_form" not in client.session


def test_passwords_and_files_are_not_kept(ada: Applicant, client: Client) -> None:
    file = SimpleUploadedFile("cv <1>.pdf", b"%PDF-1.4")
    sent_without_session(client, {"name": "CV", "password": "secret", "file": file}, "/documents/")
    kept = client.session["kept_form"]
    assert (json.loads(decrypt(kept["fields"], PURPOSE)), kept["files"]) == ([["name", "CV"]], ["cv <1>.pdf"])
    client.force_login(ada.user)
    assert "“cv &lt;1&gt;.pdf” again" in client.get(HERE).content.decode()


def test_a_page_that_was_asked_for_is_where_the_log_in_leads(client: Client, db: None) -> None:
    assert client.get("/letters/?a=1").headers["Location"] == "/accounts/login/?next=/letters/%3Fa%3D1"
    assert "kept_form" not in client.session


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://testserver/programs/?q=a", "/programs/?q=a"),
        ("https://other.example/programs/", "/applications/shortlist/"),
        ("http://testserver/", "/applications/shortlist/"),
        ("", "/applications/shortlist/"),
    ],
)
def test_the_page_of_a_form_is_one_of_ours(referrer: str, page: str, client: Client, db: None) -> None:
    client.post("/applications/shortlist/", {"program": "a"}, headers={"referer": referrer})
    assert client.session["kept_form"]["page"] == page


def test_a_swap_moves_the_whole_page_to_the_log_in(client: Client, db: None) -> None:
    answer = client.post("/applications/shortlist/", {"program": "a"}, headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/sent-form/"
    assert answer.content == b""
    headers = {"hx-request": "true", "referer": "http://testserver/applications/add/"}
    found = client.get("/applications/add/?q=x", headers=headers)
    assert found.headers["HX-Redirect"] == "/accounts/login/?next=/applications/add/"


@pytest.fixture
def strict_client(ada: Applicant) -> Client:
    """A client whose posts need a token; Ada is logged in."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada.user)
    return strict


def test_an_old_token_loses_nothing(strict_client: Client) -> None:
    page = strict_client.post(
        "/contacts/new/",
        {"name": "Dr. Lee", "note": NOTE},
        headers={"origin": "http://testserver", "referer": "http://testserver/contacts/new/"},
    )
    assert (page.status_code, page.headers["Cache-Control"]) == (403, "private, no-store")
    fields = hidden_fields(page.content.decode())
    assert (fields["name"], fields["note"]) == ("Dr. Lee", "Ask Dr. Lee\r\nabout “housing” &amp; parking")
    token = {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]}
    sent = strict_client.post("/contacts/new/", {"name": "Dr. Lee", "note": NOTE} | token)
    assert sent.status_code in (302, 422)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_another_site_gets_no_form_to_send_again(origin: str, strict_client: Client) -> None:
    headers = {"origin": origin} if origin else {}
    page = strict_client.post("/contacts/new/", {"name": "Evil words"}, headers=headers)
    assert page.status_code == 403
    assert "Evil words" not in page.content.decode()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/change/", "/admin/login/"])
def test_a_log_in_with_an_old_token_starts_again(address: str, db: None) -> None:
    page = Client(enforce_csrf_checks=True).post(
        address, {"login": "ada@example.org", "password": "a secret"}, headers={"origin": "http://testserver"}
    )
    assert page.status_code == 403
    assert "a secret" not in page.content.decode()
    assert f'href="{address}"' in page.content.decode()


def test_an_address_for_forms_leads_to_its_page(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada)
    found = ada_client.get(f"/applications/{application.pk}/payments/")
    assert (found.status_code, found.headers["Allow"]) == (405, "POST")
    assert f'href="/applications/{application.pk}/"' in found.content.decode()
    assert 'href="/letters/"' in ada_client.get("/letters/targets/").content.decode()
    assert ada_client.head("/letters/targets/").content == b""


def test_somebody_elses_page_says_who_is_logged_in(ada: Applicant, ada_client: Client) -> None:
    page = ada_client.get(f"/applications/{uuid.uuid4()}/").content.decode()
    assert f"You are logged in as <strong>{ada.user.email}</strong>" in page
