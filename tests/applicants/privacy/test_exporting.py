"""The export holds every owned row, none of anybody else's, and nothing that would let a finder in."""

import json
import zipfile
from typing import Any

import pytest

from applicants.mail.models import Mail
from applicants.models import Application, User
from applicants.privacy.exporting import HIDDEN, SECRETS, export_rows, export_zip
from tests.applicants.privacy.factories import make_marked, owned_models, rows_of
from tests.factories import make_advisor, make_applicant, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked() -> User:
    """Ada, with a row in every table; Obi has one too."""
    make_program()
    make_marked("obi@example.org", "OBI")
    return make_marked("ada@example.org", "ADA")


def exported(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return what is in the zip, without the page about it."""
    with export_zip(user) as written, zipfile.ZipFile(written) as archive:
        names = [name for name in archive.namelist() if name.endswith(".json")]
        return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in names}


def keys(rows: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str]]:
    """Return the rows of an export as (model, key)."""
    return {(name, str(next(iter(row.values())))) for name, found in rows.items() for row in found}


def test_the_walk_knows_the_tables_that_matter() -> None:
    names = {model._meta.label_lower for model in owned_models()}
    assert names >= {
        "account.emailaddress",
        "account.emailconfirmation",
        "applicants.answer",
        "applicants.applicant",
        "applicants.applicant_specialties",
        "applicants.application",
        "applicants.exam",
        "applicants.mail",
        "applicants.payment",
        "applicants.applicationmove",
        "mfa.authenticator",
        "usersessions.usersession",
    }


def test_every_row_that_leads_to_the_user_is_exported(marked: User) -> None:
    assert {("applicants.application", str(row.pk)) for row in Application.objects.all()} - rows_of(marked)
    rows = {
        (name, str(row["id"])) for name, found in exported(marked).items() for row in found if "id" in row
    }
    assert rows == rows_of(marked)


def test_nothing_of_anybody_else_is_exported(marked: User) -> None:
    written = json.dumps(exported(marked)).lower()
    assert written.count("ada-") > 30
    assert "obi" not in written


def test_what_would_let_a_finder_in_is_hidden(marked: User) -> None:
    rows = exported(marked)
    shown = {(name, field) for name, fields in SECRETS.items() for field in fields if name in rows}
    assert {rows[name][0][field] for name, field in shown} == {HIDDEN}
    assert {name for name, _ in shown} == set(SECRETS)
    written = json.dumps(rows)
    for secret in (marked.password, marked.applicant.calendar_secret):
        assert secret not in written


def test_shared_things_have_their_names() -> None:
    applicant = make_applicant("ada@example.org", school_name="Lagos")
    program = make_program(name="Heart clinic")
    Application.objects.create(applicant=applicant, program=program, name="Heart clinic")
    rows = export_rows(applicant.user)
    assert rows["applicants.application"][0]["program"] == "Heart clinic"
    assert rows["applicants.application"][0]["applicant"] == applicant.pk
    assert rows["applicants.applicant"][0]["school_name"] == "Lagos"


def test_a_mail_from_before_the_account_is_exported_but_not_one_to_an_unconfirmed_address(
    marked: User,
) -> None:
    Mail.objects.create(to=marked.email.upper(), subject="Before", text="")
    Mail.objects.create(to="ada-second@example.org", subject="Perhaps of somebody else", text="")
    subjects = {row["subject"] for row in exported(marked)["applicants.mail"]}
    assert "Before" in subjects
    assert "Perhaps of somebody else" not in subjects


def test_an_advisor_exports_the_account_and_not_the_catalog() -> None:
    rows = exported(make_advisor("cora@example.org"))
    assert {name.split(".")[0] for name in rows} == {"account", "applicants", "mfa"}


def test_the_zip_says_what_it_is(applicant: User) -> None:
    with export_zip(applicant) as written, zipfile.ZipFile(written) as archive:
        assert b"Everything that the USCE portal keeps about you" in archive.read("about.txt")
