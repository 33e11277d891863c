"""Cells in people's own words."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.spreadsheet import cells
from applicants.applications.spreadsheet.columns import plain_name
from applicants.applications.workflow import ApplicationStatus
from programs.choices import ProgramType
from programs.us_states import USState


@given(day=st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), is_day_first=st.booleans())
def test_a_day_is_read_in_every_way_of_writing_it(day: datetime.date, is_day_first: bool) -> None:  # noqa: FBT001
    slashed = f"{day.day}/{day.month}" if is_day_first else f"{day.month}/{day.day}"
    ways = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.isoformat()} 09:30",
        f"{slashed}/{day.year}",
        f"{slashed}/{day:%y}",
        f"{slashed}/{day.year}".replace("/", "."),
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day}-{day:%b}-{day:%y}",
        f"{day:%b}. {day.day}th, {day.year}",
    ]
    assert {cells.read_day(way, is_day_first=is_day_first) for way in ways} == {day.isoformat()}


@pytest.mark.parametrize(
    "text", ["soon", "rolling", "2026", "13/13/2026", "2026-02-30", "31/12", "March", "1e9"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(cells.CellError):
        cells.read_day(text, is_day_first=False)


@pytest.mark.parametrize(
    ("texts", "first", "doubtful"),
    [
        (["25/3/2026", "1/2/2026"], True, True),
        (["3/25/2026", "1/2/2026"], False, True),
        (["1/2/2026"], False, True),
        (["25/3/2026"], True, False),
        (["25/3/2026", "3/25/2026"], False, False),
        (["5/5/2026", "x", ""], False, False),
    ],
)
def test_the_order_of_day_and_month_is_told_from_the_other_days(
    texts: list[str], first: object, doubtful: object
) -> None:
    assert (cells.is_day_first(texts), cells.has_doubtful_days(texts)) == (first, doubtful)


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_status_is_read_by_label_and_code(status: ApplicationStatus) -> None:
    for text in (status.label, status.value, status.label.upper(), f" {status.label} "):
        assert cells.read_status(text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Applied", "submitted"),
        ("Under review", "submitted"),
        ("REJECTED", "not_accepted"),
        ("ghosted", "no_reply"),
        ("To apply", "shortlisted"),
        ("", "shortlisted"),
        ("n/a", "shortlisted"),
        ("Offer received!", "offered"),
        ("Shortlist", "shortlisted"),
        ("short list", "shortlisted"),
        ("Wish list", "shortlisted"),
        ("wait list", "submitted"),
        ("Waitlisted", "submitted"),
        ("No reply yet", "submitted"),
        ("Draft", "preparing"),
        ("not selected", "not_accepted"),
    ],
)
def test_other_words_for_a_status(text: str, status: str) -> None:
    assert cells.read_status(text) == status


def test_no_word_means_two_statuses() -> None:
    words = [word for said in cells.STATUS_WORDS.values() for word in said.split("|")]
    assert (len(words), sum(word == plain_name(word) for word in words)) == (len(set(words)), len(words))
    own = {plain_name(name): status for status in ApplicationStatus for name in (status.label, status.value)}
    assert [word for word in words if own.get(word, cells.STATUSES[word]) != cells.STATUSES[word]] == []


@pytest.mark.parametrize("enum", [ProgramType, USState])
def test_types_and_states_are_read_by_label_and_code(enum: type) -> None:
    read = cells.read_program_type if enum is ProgramType else cells.read_state
    for member in enum:
        assert {read(member.label), read(member.value), read(member.label.lower())} == {member.value}
    assert (read(""), read("?")) == ("", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", "4"), ("4.0", "4"), ("4/5", "4"), ("3 out of 5", "3"), ("★★★☆", "3"), ("#2", "2"), ("-", "")],
)
def test_numbers(text: str, number: str) -> None:
    assert cells.read_whole_number(text) == number


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("status", "banana"),
        ("type", "banana"),
        ("state", "Ontario"),
        ("rating", "good"),
        ("rank", "-1"),
        ("on", "soon"),
    ],
)
def test_what_means_nothing_is_refused_in_words(field: str, text: str) -> None:
    with pytest.raises(cells.CellError, match=rf"^“{text}” is not a "):
        cells.form_value(field, text, is_day_first=False)


@pytest.mark.parametrize("field", ["website", "host_portal_url"])
def test_a_blank_web_address_is_none(field: str) -> None:
    assert cells.form_value(field, "n/a", is_day_first=False) == ""


@given(
    field=st.sampled_from(["status", "type", "state", "rating", "on", "website", "name", "note"]),
    text=st.text(),
)
def test_any_text_is_read_or_refused(field: str, text: str) -> None:
    try:
        read = cells.form_value(field, text, is_day_first=True)
    except cells.CellError as fault:
        read = str(fault)
    assert isinstance(read, str)
