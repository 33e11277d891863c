"""The front page of an account, the download, and the page that deletes."""

import datetime
import io
import zipfile

import pytest
import time_machine
from django.test import Client

from applicants.models import Mail, User
from applicants.privacy.forms import WORD
from tests.factories import make_advisor
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


def test_the_account_page_leads_everywhere(ada_client: Client) -> None:
    page = as_shown(ada_client.get("/me/"))
    links = [
        "/profile/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/me/export.zip",
        "/me/delete/",
    ]
    assert [link for link in links if f'href="{link}"' not in page] == []
    assert "ada@example.org" in page
    assert "obi@example.org" not in page


def test_it_says_whether_a_second_step_is_on(ada_client: Client, curator_client: Client) -> None:
    assert "whoever knows your password gets in" in ada_client.get("/me/").content.decode()
    assert "your password alone isn’t enough to log in" in as_shown(curator_client.get("/me/"))


def test_the_download_is_a_zip_that_nobody_keeps(ada_client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC), tick=False):
        ada_client.force_login(User.objects.get(email="ada@example.org"))
        answer = ada_client.get("/me/export.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="usce-portal-my-data-2026-11-25.zip"'
    )
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert "applicants.user.json" in archive.namelist()
        assert b"ada@example.org" in archive.read("applicants.user.json")


@pytest.mark.parametrize("proof", ["", "Correct horse", WORD, "correct horse "])
def test_without_the_right_password_nothing_is_deleted(proof: str, ada_client: Client) -> None:
    answer = ada_client.post("/me/delete/", {"proof": proof})
    assert answer.status_code == 200
    assert "form-errors" in answer.content.decode()
    assert User.objects.filter(email="ada@example.org").exists()


@pytest.mark.parametrize(
    ("proof", "is_gone"), [(WORD, True), (" DELETE ", True), ("delete", False), ("", False)]
)
def test_an_account_without_a_password_types_a_word(
    proof: str,
    is_gone: bool,  # noqa: FBT001
    applicant: User,
) -> None:
    applicant.set_unusable_password()
    applicant.save()
    client = Client()
    client.force_login(applicant)
    assert "Type the word DELETE" in client.get("/me/delete/").content.decode()
    client.post("/me/delete/", {"proof": proof})
    assert User.objects.exists() is not is_gone


def test_looking_at_the_page_deletes_nothing(ada_client: Client) -> None:
    assert "no one can bring it back" in ada_client.get("/me/delete/").content.decode()
    assert User.objects.count() == 1


def test_a_deleted_account_is_told_so_on_the_home_page(ada_client: Client, obi_client: Client) -> None:
    page = ada_client.post("/me/delete/", {"proof": PASSWORD}, follow=True)
    assert "Your account and everything in it are deleted." in page.content.decode()
    assert list(User.objects.values_list("email", flat=True)) == ["obi@example.org"]
    assert obi_client.get("/me/").status_code == 200


def test_an_advisor_cannot_delete_the_account_here() -> None:
    client = Client()
    client.force_login(make_advisor("cora@example.org"))
    assert "is closed by a superuser" in client.get("/me/delete/").content.decode()
    assert client.post("/me/delete/", {"proof": PASSWORD}).status_code == 403
    assert User.objects.count() == 1


@pytest.mark.parametrize(("address", "most"), [("/me/", 3), ("/me/delete/", 2)])
def test_pages_cost_few_queries(
    address: str, most: int, ada_client: Client, django_assert_num_queries: object
) -> None:
    Mail.objects.bulk_create([Mail(to="ada@example.org", subject="S", text="") for _ in range(30)])
    ada_client.get(address)
    with django_assert_num_queries(most):
        ada_client.get(address)


@pytest.mark.parametrize(
    "what", ["applications", "documents", "immunization", "letters", "contacts", "reminders"]
)
def test_the_page_names_everything_that_goes(what: str, ada_client: Client) -> None:
    page = ada_client.get("/me/delete/").content.decode()
    assert what in page.split("<ul>")[1].split("</ul>")[0]
