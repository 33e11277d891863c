"""The statuses: each has its words, and which move leads where, over the whole enum × the whole enum."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

from applicants.applications.workflow import (
    ACTIONS,
    COMMITTED,
    ENDS,
    FUNNEL,
    MEANINGS,
    OPENING,
    PENDING,
    RULES,
    SENT,
    WAITING,
    ApplicationStatus,
    Phase,
    can_move,
    is_over,
    next_statuses,
)

# Every allowed move, written out once more: from → to.
ALLOWED = {
    "shortlisted": "preparing submitted withdrawn",
    "preparing": "submitted withdrawn",
    "submitted": "interview offered not_accepted no_reply withdrawn",
    "interview": "offered not_accepted no_reply withdrawn",
    "offered": "accepted declined not_accepted",
    "accepted": "rotating completed cancelled",
    "rotating": "completed cancelled",
    "no_reply": "interview offered not_accepted",
    "completed": "",
    "not_accepted": "",
    "withdrawn": "",
    "declined": "",
    "cancelled": "",
}
PAIRS = list(itertools.product(ApplicationStatus, ApplicationStatus))


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_move_is_allowed_exactly_where_the_list_says(
    before: ApplicationStatus, after: ApplicationStatus
) -> None:
    assert can_move(before, after) is (after.value in ALLOWED[before.value].split())


def test_the_list_names_every_status() -> None:
    assert [len(PAIRS), set(ALLOWED), set(RULES)] == [
        13 * 13,
        set(ApplicationStatus.values),
        set(ApplicationStatus),
    ]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_status_has_a_meaning_and_a_button_of_its_own(status: ApplicationStatus) -> None:
    assert MEANINGS[status].endswith(".")
    assert len({*MEANINGS.values()}) == len({*ACTIONS.values()}) == len(ApplicationStatus)
    assert ACTIONS[status]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_next_statuses_agree_with_the_predicate_and_keep_the_order(status: ApplicationStatus) -> None:
    assert next_statuses(status) == [other for other in ApplicationStatus if can_move(status, other)]


def test_the_groups_cover_every_status_once() -> None:
    assert sorted([*PENDING, *COMMITTED, *ENDS]) == sorted(ApplicationStatus.values)
    assert set(OPENING) | set(WAITING) | {ApplicationStatus.OFFERED} == set(PENDING)
    assert [status for status in ApplicationStatus if is_over(status)] == [
        status for status in ApplicationStatus if status in ENDS
    ]


def test_every_status_can_be_reached_from_the_start() -> None:
    reached = {ApplicationStatus.SHORTLISTED}
    for _ in ApplicationStatus:
        reached |= {after for before in reached for after in RULES[before].moves}
    assert reached == set(ApplicationStatus)


def test_an_unknown_status_is_an_error() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        can_move("nonsense", "submitted")
    assert can_move("shortlisted", "nonsense") is False


def test_a_stage_proves_itself_and_whatever_is_sent_was_submitted() -> None:
    proven = {status: set(RULES[status].reached) for status in ApplicationStatus}
    assert [stage for stage in FUNNEL if stage not in proven[stage]] == []
    assert [status for status in SENT if ApplicationStatus.SUBMITTED not in proven[status]] == []
    assert {stage for stages in proven.values() for stage in stages} == set(FUNNEL)


def test_the_phases_that_the_stylesheet_colors_exist() -> None:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "application.css").read_text()
    colored = set(re.findall(r"\.status--(\w+)", css))
    # What waits on somebody keeps the plain color.
    assert colored == set(Phase.values) - {"opening", "waiting"}
