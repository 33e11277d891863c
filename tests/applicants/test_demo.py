"""Demo accounts: made once, on an empty development database, and good enough to log in with."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.demo import ADVISOR, APPLICANT, HISTORIES, PASSWORD, make_demo
from applicants.models import Application, ApplicationMove, User
from tests.factories import make_kind, make_person, make_program, totp_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(settings: Settings, tmp_path: Path) -> list[str]:
    """Make the demo beside four programs and two kinds of documents; return what it prints."""
    settings.PRIVATE_DIR = tmp_path
    for code in ("cv", "tb_test"):
        make_kind(code)
    for _ in range(4):
        make_program()
    return make_demo()


def test_both_people_are_made_with_sample_work(lines: list[str]) -> None:
    assert set(User.objects.values_list("email", "is_staff")) == {(APPLICANT, False), (ADVISOR, True)}
    statuses = Application.objects.order_by("program__slug").values_list("status", flat=True)
    assert list(statuses) == ["shortlisted", "submitted", "offered"]
    assert ApplicationMove.objects.count() == sum(map(len, HISTORIES))
    assert all(application.record["slug"] for application in Application.objects.all())
    applicant = User.objects.get(email=APPLICANT).applicant
    applicant.full_clean()
    assert [exam.kind for exam in applicant.exams.all()] == ["usmle_step1", "usmle_step2_ck"]
    documents = applicant.documents.order_by("kind__code").values_list("kind__code", "versions__content_type")
    assert list(documents) == [("cv", "application/pdf"), ("tb_test", "application/pdf")]
    letters = applicant.letters.order_by("writer_name").values_list("contact__name", "status", "waiver")
    assert list(letters) == [
        ("Dr. Demo Attending", "agreed", "waived"),
        ("Dr. Demo Preceptor", "planned", "undecided"),
    ]


def test_the_applicant_logs_in_with_what_is_printed(
    lines: list[str], log_in: Callable[..., HttpResponse]
) -> None:
    assert f"  applicant: {APPLICANT}  password: {PASSWORD}" in lines
    assert log_in(Client(), APPLICANT, PASSWORD).headers["Location"] == "/dashboard/"


@pytest.mark.parametrize("by_app", [True, False])
def test_the_advisor_gets_into_the_admin_with_what_is_printed(
    by_app: bool,  # noqa: FBT001
    lines: list[str],
    log_in: Callable[..., HttpResponse],
) -> None:
    text = "\n".join(lines)
    recovery = re.search(r"once each: (\d+)", text)[1]
    code = totp_code(re.search(r"secret=(\w+)", text)[1]) if by_app else recovery
    client = Client()
    log_in(client, ADVISOR, PASSWORD)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/admin/programs/program/").status_code == 200


def test_a_second_start_makes_nothing_and_prints_until_somebody_has_logged_in(
    lines: list[str], log_in: Callable[..., HttpResponse]
) -> None:
    assert make_demo() == lines
    log_in(Client(), APPLICANT, PASSWORD)
    assert [line for line in make_demo() if APPLICANT in line] == []
    assert User.objects.count() == 2


def test_where_somebody_has_an_account_nothing_is_made() -> None:
    make_person("ada@example.org")
    assert make_demo() == []
    assert User.objects.count() == 1


def test_production_refuses(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="never made in production"):
        call_command("make_demo")
    assert User.objects.count() == 0


def test_the_command_prints_the_log_ins(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_demo")
    assert capsys.readouterr().out.startswith("Demo accounts to log in with:\n  applicant: applicant@demo")
