"""Letters against what is needed: whole months, unknown is not fresh, letterhead is told and never scored."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.letters.choices import LetterheadKind, Waiver
from applicants.letters.season_coverage import (
    Deadline,
    LetterFacts,
    counts_toward_season,
    coverage,
    deadline_of,
    is_fresh,
)
from applicants.letters.workflow import IN_HAND, LetterStatus
from programs.windows import months_later

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date(2026, 9, 23)
DEADLINE = Deadline(DAY, "By September 23, 2026 you will have")
LAST, OVER = datetime.date(2026, 9, 30), datetime.date(2026, 5, 31)
UNSURE, SINCE = "September 2026 (not confirmed)", "Programs have looked at applications since"
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1))
MAYBE = st.one_of(st.none(), DAYS)
SHEETS = st.builds(
    LetterFacts,
    status=st.sampled_from([status.value for status in LetterStatus]),
    specialty=st.sampled_from(["", "Internal Medicine", "Surgery"]),
    is_us=st.booleans(),
    waiver=st.sampled_from([waiver.value for waiver in Waiver]),
    letterhead=st.sampled_from(["", *LetterheadKind.values]),
    written_on=MAYBE,
    ready_on=MAYBE,
    is_off=st.booleans(),
).filter(lambda one: not one.is_off or one.status == LetterStatus.PLANNED)


def sheet(**facts: object) -> LetterFacts:
    usual = {
        "status": "confirmed",
        "specialty": "Internal Medicine",
        "is_us": True,
        "waiver": "waived",
        "letterhead": "hospital",
        "written_on": datetime.date(2026, 5, 1),
    }
    return LetterFacts(**usual | facts)


def test_the_sentence_of_the_requirement() -> None:
    sheets = [
        sheet(letterhead="practice", waiver="not_waived"),
        sheet(letterhead=""),
        sheet(written_on=datetime.date(2025, 9, 23)),
        sheet(status="declined"),
        sheet(is_us=False),
        sheet(written_on=None),
    ]
    (line,) = coverage(sheets, {"Internal Medicine": 3}, DEADLINE, TODAY)
    assert line.sentence == (
        "By September 23, 2026 you will have 2 US internal medicine letters under 12 months old; "
        "1 is on clinic letterhead; 1 is not waived. 1 uploaded has no date here: add it. "
        "1 will be 12 months old or older. 1 is not from US work."
    )
    assert line.need_words == "You want 3: 1 more to find."
    assert (len(line.fresh), line.missing) == (2, 1)


def test_what_is_promised_and_what_is_hoped_for_says_so() -> None:
    late = datetime.date(2026, 10, 31)
    sheets = [
        sheet(status="agreed", written_on=None),
        sheet(status="planned", written_on=None, ready_on=DAY),
        sheet(status="asked", written_on=None, ready_on=late),
    ]
    (line,) = coverage(sheets, {"Internal Medicine": 2}, DEADLINE, TODAY)
    assert line.sentence.startswith(
        "By September 23, 2026 you will have 2 US internal medicine letters under 12 months old; "
        "1 promised and not uploaded yet; 1 not promised yet"
    )
    assert "1 comes after that day." in line.sentence
    assert line.need_words == "You want 2: that is enough, if all come."


def test_what_is_not_there_yet_is_not_had_today() -> None:
    gone = deadline_of(OVER, "", None, TODAY, is_confirmed=True)
    ready = {"written_on": None, "ready_on": datetime.date(2026, 3, 1)}
    sheets = [sheet(), sheet(status="planned", **ready), sheet(status="agreed", **ready)]
    (line,) = coverage(sheets, {"Internal Medicine": 3}, gone, TODAY)
    assert line.sentence == (
        "Programs have looked at applications since May 31, 2026. "
        "Today you have 1 US internal medicine letter under 12 months old; 1 is on hospital letterhead. "
        "2 are still missing."
    )
    assert line.need_words == "You want 3: 2 not there."


def test_enough_says_whether_all_are_there() -> None:
    (line,) = coverage([sheet()], {"Internal Medicine": 1}, DEADLINE, TODAY)
    assert line.need_words == "You want 1: that is enough."


@given(SHEETS, DAYS)
def test_today_only_what_is_in_hand_counts(one: LetterFacts, today: datetime.date) -> None:
    assert one.status in IN_HAND or not counts_toward_season(one, today, today)


def test_a_rotation_that_does_not_take_place_brings_no_letter() -> None:
    (line,) = coverage([sheet(status="planned", written_on=None, is_off=True)], {}, DEADLINE, TODAY)
    assert line.sentence.endswith("12 months old. 1 is from a rotation that does not take place.")


def test_no_letter_and_no_target_in_words() -> None:
    assert coverage([], {}, DEADLINE, TODAY) == []
    (line,) = coverage([], {"": 3}, DEADLINE, TODAY)
    assert line.sentence == ("By September 23, 2026 you will have no US general letters under 12 months old.")
    (line,) = coverage([sheet(specialty="")], {}, DEADLINE, TODAY)
    assert (line.need_words, line.missing) == ("", 0)


@pytest.mark.parametrize(
    ("written", "on", "expected"),
    [
        ("2025-09-24", "2026-09-23", True),
        ("2025-09-23", "2026-09-23", False),
        ("2024-02-29", "2025-02-27", True),
        ("2024-02-29", "2025-02-28", False),
        ("2023-02-28", "2024-02-27", True),
        ("2023-02-28", "2024-02-28", False),
    ],
)
def test_twelve_months_on_the_calendar(written: str, on: str, *, expected: bool) -> None:
    assert is_fresh(datetime.date.fromisoformat(written), datetime.date.fromisoformat(on)) is expected


@given(DAYS, DAYS)
def test_a_letter_grows_old_once(written: datetime.date, on: datetime.date) -> None:
    if not is_fresh(written, on):
        assert not is_fresh(written, on + datetime.timedelta(days=1))
    if written <= on:
        assert is_fresh(written, on) is ((on - written).days < 365 or on < months_later(written, 12))


@given(SHEETS)
def test_letterhead_and_waiver_never_count(one: LetterFacts) -> None:
    found = counts_toward_season(one, DAY, TODAY)
    for head in ("", *LetterheadKind.values):
        for waiver in Waiver.values:
            read = dataclasses.replace(one, letterhead=head, waiver=waiver)
            assert counts_toward_season(read, DAY, TODAY) is found


@given(st.lists(SHEETS, max_size=12), st.dictionaries(st.sampled_from(["", "Surgery"]), st.integers(1, 5)))
def test_every_letter_is_counted_once_or_said_why_not(
    sheets: list[LetterFacts], wanted: dict[str, int]
) -> None:
    lines = coverage(sheets, wanted, DEADLINE, TODAY)
    told = sum(
        len(line.fresh) + line.undated + line.old + line.late + line.off + line.elsewhere for line in lines
    )
    assert told == sum(one.status != LetterStatus.DECLINED for one in sheets)
    assert {line.specialty for line in lines} >= set(wanted)
    for line in lines:
        assert min(line.undated, line.old, line.late, line.off, line.elsewhere) >= 0
        assert not any(one.is_off for one in line.fresh)
        assert all(one.is_us and one.specialty == line.specialty for one in line.fresh)
        assert all(one.written_on for one in line.fresh if one.status in IN_HAND)
        assert line.missing == max(0, (line.wanted or 0) - len(line.fresh))


@pytest.mark.parametrize(
    ("day", "words", "last", "is_confirmed", "expected"),
    [
        (DAY, "", None, True, (DAY, "By September 23, 2026 you will have", True)),
        (DAY, "", None, False, (DAY, "By September 23, 2026 (not confirmed) you will have", False)),
        (None, "late September 2026", LAST, False, (LAST, f"By late {UNSURE} you will have", False)),
        (OVER, "", None, True, (TODAY, f"{SINCE} May 31, 2026. Today you have", True)),
        (None, "", None, False, (TODAY, "Today you have", False)),
    ],
)
def test_the_day_is_what_the_source_says(
    day: datetime.date | None,
    words: str,
    last: datetime.date | None,
    *,
    is_confirmed: bool,
    expected: Deadline,
) -> None:
    found = deadline_of(day, words, last, TODAY, is_confirmed=is_confirmed)
    assert (found.day, found.opening, found.is_confirmed) == expected
