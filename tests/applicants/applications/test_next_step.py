"""Where an application stands on its way, and what comes next."""

import datetime
from typing import Any

import pytest

from applicants.applications.next_step import next_step_words, stages
from applicants.applications.workflow import ApplicationStatus
from applicants.models import Application, ApplicationMove

TODAY = datetime.date(2026, 3, 10)


def application(status: str, **facts: Any) -> Application:
    return Application(status=status, **facts)


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@pytest.mark.parametrize(
    ("status", "facts", "words"),
    [
        ("shortlisted", {}, "Prepare the application and send it"),
        ("preparing", {"deadline_on": day(12)}, "Send the application by March 12, 2026, in 2 days"),
        (
            "preparing",
            {"deadline_on": day(9)},
            "The deadline was March 9, 2026. Ask whether they still take it",
        ),
        ("interview", {}, "Waiting for their reply"),
        ("offered", {"reply_by": day(14)}, "4 days left: answer by March 14, 2026."),
        ("accepted", {"starts_on": day(11)}, "Your rotation starts tomorrow: March 11, 2026"),
        ("accepted", {}, "Add the first and last day of your rotation"),
        ("rotating", {"ends_on": day(20)}, "Your rotation ends in 10 days: March 20, 2026"),
        ("withdrawn", {}, "This application has ended"),
    ],
)
def test_the_next_step_in_words(status: str, facts: dict[str, Any], words: str) -> None:
    assert next_step_words(application(status, **facts), TODAY) == words


def test_the_way_has_eight_stages_with_the_days_of_those_behind() -> None:
    moves = [
        ApplicationMove(to_status="shortlisted", happened_on=day(1)),
        ApplicationMove(to_status="submitted", happened_on=day(2)),
    ]
    found = stages(application("submitted"), moves)
    assert [(one.number, one.happened_on, one.is_done, one.is_current) for one in found[:4]] == [
        (1, day(1), True, False),
        (2, None, True, False),
        (3, day(2), False, True),
        (4, None, False, False),
    ]
    assert len(found) == 8


def test_an_application_that_ended_early_has_no_way() -> None:
    assert stages(application(ApplicationStatus.DECLINED), []) == []
