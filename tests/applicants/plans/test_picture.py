"""Where the bars of a trip stand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.models import TripRotation
from applicants.plans.picture import FEWEST_MONTHS, MONTH_WIDTH, PictureFacts, picture_of
from applicants.plans.stays import Stay

TODAY = datetime.date(2026, 12, 1)


def stay(first: datetime.date, last: datetime.date, *closed: int) -> Stay:
    return Stay(TripRotation(name="A"), None, "A", "", "", first, last, {"blackout_months": list(closed)})


def test_a_whole_month_fills_its_place() -> None:
    picture = picture_of([stay(datetime.date(2027, 3, 1), datetime.date(2027, 3, 31), 7)], TODAY)
    assert picture is not None
    (bar,) = picture.bars
    assert (bar.x, bar.width) == (3 * MONTH_WIDTH, MONTH_WIDTH)
    assert [mark.label for mark in picture.months][:4] == ["Dec", "Jan 2027", "Feb", "Mar"]
    assert [(mark.x, mark.width) for mark in picture.closed] == [(7 * MONTH_WIDTH, MONTH_WIDTH)]
    assert picture.today == 0


def test_without_dates_there_is_nothing_to_draw() -> None:
    assert picture_of([], TODAY) is None


def test_what_is_due_troubled_and_covered_by_the_visa_is_drawn() -> None:
    one = stay(datetime.date(2027, 3, 1), datetime.date(2027, 3, 31))
    other = stay(datetime.date(2027, 4, 1), datetime.date(2027, 4, 30))
    one.rotation.pk, other.rotation.pk = 1, 2
    days = [datetime.date(2027, 1, 1), datetime.date(2020, 1, 1)]  # the second is outside of the picture
    facts = PictureFacts(frozenset({2}), {1: days}, datetime.date(2027, 2, 28))
    picture = picture_of([one, other], TODAY, facts)
    assert picture is not None
    assert [bar.x for bar in picture.troubled] == [4 * MONTH_WIDTH]
    assert [(mark.x, mark.y) for mark in picture.due] == [(MONTH_WIDTH, picture.bars[0].y)]
    assert picture.visa is not None
    assert (picture.visa.x, picture.visa.width) == (0, 3 * MONTH_WIDTH)


@pytest.mark.parametrize(
    ("until", "width"),
    [("2026-11-30", None), ("2026-12-31", MONTH_WIDTH), ("2035-01-01", 12 * MONTH_WIDTH)],
)
def test_the_visa_ends_where_the_picture_ends(until: str, width: float | None) -> None:
    facts = PictureFacts(visa_until=datetime.date.fromisoformat(until))
    picture = picture_of([stay(datetime.date(2027, 3, 1), datetime.date(2027, 3, 31))], TODAY, facts)
    assert picture is not None
    assert (picture.visa.width if picture.visa else None) == width


DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2031, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 200)), min_size=1, max_size=4))
def test_every_bar_is_inside_and_has_a_width(stretches: list[tuple[datetime.date, int]]) -> None:
    stays = [stay(first, first + datetime.timedelta(days=days - 1)) for first, days in stretches]
    picture = picture_of(stays, TODAY)
    assert picture is not None
    assert len(picture.months) >= FEWEST_MONTHS
    outside = [bar for bar in picture.bars if bar.x < 0 or bar.x + bar.width > picture.width + 2]
    assert (outside, [bar for bar in picture.bars if bar.width < 2]) == ([], [])
