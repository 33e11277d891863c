"""Accepted rotations that share days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.overlaps import overlaps
from applicants.applications.workflow import COMMITTED, ApplicationStatus
from applicants.models import Application

START = datetime.date(2027, 1, 1)


def stay(
    first: int | None, last: int | None, status: ApplicationStatus = ApplicationStatus.ACCEPTED
) -> Application:
    """Return a stay from and to a day of January, counted from 0."""
    days = [None if number is None else START + datetime.timedelta(days=number) for number in (first, last)]
    return Application(name="Stay", status=status, starts_on=days[0], ends_on=days[1])


STAYS = st.builds(
    lambda first, length, status: stay(first, first + length, status),
    st.integers(0, 40),
    st.integers(0, 20),
    st.sampled_from(ApplicationStatus),
)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (stay(0, 9), stay(10, 19), []),
        (stay(0, 10), stay(10, 19), [1]),
        (stay(0, 30), stay(10, 19), [10]),
        (stay(5, 5), stay(5, 5), [1]),
        (stay(0, 30), stay(10, None), []),
        (stay(0, 30), stay(None, 10), []),
        (stay(0, 30), stay(10, 19, ApplicationStatus.OFFERED), []),
        (stay(0, 30), stay(10, 19, ApplicationStatus.ROTATING), [10]),
        (stay(0, 30), stay(10, 19, ApplicationStatus.CANCELLED), []),
    ],
)
def test_two_stays_share_days_when_both_stand_and_both_have_dates(
    one: Application, other: Application, shared: list[int]
) -> None:
    assert [overlap.day_count for overlap in overlaps([one, other])] == shared
    assert [overlap.day_count for overlap in overlaps([other, one])] == shared


@given(st.lists(STAYS, max_size=6))
def test_every_shared_day_is_found_and_no_other(stays: list[Application]) -> None:
    def days(one: Application) -> set[datetime.date]:
        return {
            one.starts_on + datetime.timedelta(days=n) for n in range((one.ends_on - one.starts_on).days + 1)
        }

    standing = [one for one in stays if one.status in COMMITTED]
    expected = {
        (frozenset({a.pk, b.pk}), len(days(a) & days(b)))
        for number, a in enumerate(standing)
        for b in standing[number + 1 :]
        if days(a) & days(b)
    }
    found = overlaps(stays)
    assert {(frozenset({one.first.pk, one.second.pk}), one.day_count) for one in found} == expected
    assert len(found) == len(expected)
