"""How many answered, in words that promise no more than the counts hold."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.outreach.choices import OutreachResult, OutreachStatus
from applicants.outreach.models import Outreach
from applicants.outreach.rates import Rate, rate_of, rates_by

DAY = datetime.date(2026, 11, 25)
SENT = Outreach(status=OutreachStatus.SENT, sent_on=DAY)
NO = Outreach(status=OutreachStatus.REPLIED, sent_on=DAY, outcome=OutreachResult.NO)
YES = Outreach(status=OutreachStatus.REPLIED, sent_on=DAY, outcome=OutreachResult.YES)
DRAFT = Outreach()
DROPPED = Outreach(status=OutreachStatus.STOPPED)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate("", 12, 3, 0), "3 of 12 replied (25%)"),
        (Rate("", 12, 3, 1), "3 of 12 replied (25%), 1 said yes"),
        (Rate("", 5, 5, 0), "5 of 5 replied (100%)"),
        (Rate("", 4, 4, 2), "4 of 4 replied, 2 said yes"),
        (Rate("", 1, 0, 0), "0 of 1 replied"),
    ],
)
def test_words(rate: Rate, words: str) -> None:
    assert rate.words == words


def test_only_what_was_sent_counts() -> None:
    assert rate_of("x", [SENT, NO, YES, DRAFT, DROPPED]) == Rate("x", 3, 2, 1)


def test_by_label_the_most_sent_first() -> None:
    labels = ["b", "a", "a", "c", "d"]
    assert rates_by(labels, [YES, SENT, NO, DRAFT, SENT]) == [
        Rate("a", 2, 1, 0),
        Rate("b", 1, 1, 1),
        Rate("d", 1, 0, 0),
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([SENT, NO, YES, DRAFT, DROPPED]))))
def test_the_parts_add_up_to_the_whole(pairs: list[tuple[str, Outreach]]) -> None:
    outreaches = [outreach for _, outreach in pairs]
    rates, whole = (
        rates_by([label for label, _ in pairs], outreaches),
        rate_of("all", outreaches),
    )
    sums = [sum(getattr(rate, name) for rate in rates) for name in ("sent", "replied", "agreed")]
    assert sums == [whole.sent, whole.replied, whole.agreed]
    assert [rate for rate in rates if "%" in rate.words and rate.sent < 5] == []
