"""Where the bars of a trip stand."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from applicants.models import TripRotation
from applicants.plans.picture import FEWEST_MONTHS, MONTH_WIDTH, picture_of
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


DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2031, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 200)), min_size=1, max_size=4))
def test_every_bar_is_inside_and_has_a_width(stretches: list[tuple[datetime.date, int]]) -> None:
    stays = [stay(first, first + datetime.timedelta(days=days - 1)) for first, days in stretches]
    picture = picture_of(stays, TODAY)
    assert picture is not None
    assert len(picture.months) >= FEWEST_MONTHS
    ends = [(bar.x, bar.x + bar.width) for bar in picture.bars]
    assert [bar for bar in ends if bar[0] < 0 or bar[1] > picture.width + 2 or bar[1] - bar[0] < 2] == []
