"""Answering whoever reported something."""

from typing import Any

import pytest

from applicants.models import User
from programs.curation.feedback.reports import resolve_report
from programs.feedback.links import report_path
from programs.models import Report
from tests.factories import make_program


@pytest.fixture
def report(db: None) -> Report:
    return Report.objects.create(
        kind="problem", program=make_program(), text="Over", email="ann@example.org", outcome=""
    )


def test_an_answer_is_mailed_once_and_the_address_deleted(
    report: Report, curator: User, mailoutbox: list[Any]
) -> None:
    report.outcome, report.answer = "changed", "The fee is corrected."
    resolve_report(report, curator)
    report.refresh_from_db()
    assert (report.email, report.resolved_by, report.resolved_at is not None) == ("", curator, True)
    [mail] = mailoutbox
    assert mail.to == ["ann@example.org"]
    assert [
        words
        for words in ("the record was changed", "The fee is corrected.", report_path(report))
        if words not in mail.body
    ] == []
    report.answer = "Corrected again."
    resolve_report(report, curator)
    assert len(mailoutbox) == 1


def test_nobody_is_mailed_who_left_no_address(report: Report, curator: User, mailoutbox: list[Any]) -> None:
    report.email, report.outcome = "", "kept"
    resolve_report(report, curator)
    assert mailoutbox == []
    assert (list(Report.objects.open()), list(Report.objects.resolved())) == ([], [report])
