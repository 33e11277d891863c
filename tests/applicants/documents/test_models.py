"""A kind that expires needs the date that says when."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from applicants.models import Document, DocumentVersion
from tests.applicants.documents.conftest import Post
from tests.factories import make_kind

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("code", "facts", "issued_on", "expires_on", "missing"),
    [
        ("tb_test", {}, None, None, "issued_on"),
        ("tb_test", {}, DAY, None, ""),
        ("tb_test", {}, None, DAY, ""),
        ("passport", {"validity_days": None}, DAY, None, "expires_on"),
        ("passport", {"validity_days": None}, None, DAY, ""),
        ("cv", {"validity_days": None, "never_expires": True}, None, None, ""),
        ("background_check", {"validity_days": None}, None, None, ""),
    ],
)
def test_which_date_is_missing(
    code: str,
    facts: dict[str, object],
    issued_on: datetime.date | None,
    expires_on: datetime.date | None,
    missing: str,
) -> None:
    assert make_kind(code, **facts).missing_date(issued_on, expires_on) == missing


def faults(answer: HttpResponse, form: str = "form") -> dict[str, list[str]]:
    return dict(answer.context_data[form].errors)


def test_a_file_without_the_date_it_needs_is_not_kept(upload: Post, ada_client: Client) -> None:
    make_kind("passport", label="Passport", validity_days=None)
    answer = upload(ada_client, issued_on="")
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert faults(answer) == {
        "issued_on": ["Add the document date, or its expiration date: a TB test expires."]
    }
    words = "Add the expiration date of your passport. It is compared with the days of each rotation."
    assert faults(upload(ada_client, kind="passport")) == {"expires_on": [words]}


def test_a_new_version_and_an_edit_need_it_too(upload: Post, ada_client: Client, document: Document) -> None:
    answer = upload(ada_client, address=f"/documents/{document.pk}/versions/", issued_on="")
    assert (answer.status_code, DocumentVersion.objects.count()) == (422, 1)
    edited = ada_client.post(document.get_absolute_url(), {"name": "Mine", "issued_on": ""})
    assert "issued_on" in faults(edited, "edit_form")
