"""Applications out as a sheet and in again: nothing runs as a formula, and nothing changes on the way."""

import csv
import datetime
import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from applicants.applications.forms.sheets import SheetColumnsForm
from applicants.applications.spreadsheet.columns import COLUMNS
from applicants.applications.spreadsheet.exporting import csv_of, escape_cell
from applicants.applications.workflow import ApplicationStatus
from applicants.models import Application
from programs.choices import ProgramType
from programs.pages.exports import FORMULA_STARTS, unescape_cell
from programs.sheets.reader import decode_text, read_text
from programs.us_states import USState

TODAY = datetime.date(2026, 3, 10)
TEXTS = (
    "host_name",
    "city",
    "host_contact",
    "requirements_note",
    "costs_note",
    "deadlines_note",
    "specialty_note",
    "note",
)
DAYS = ("starts_on", "ends_on", "deadline_on", "reply_by", "next_action_on")


class Exported(Application):
    """An unsaved application without a history."""

    last_move = None

    class Meta:
        proxy = True
        app_label = "applicants"
        managed = False


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n=+-@'\t, ;\""), max_size=30
).map(str.strip)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the facts of an application."""
    drawn: dict[str, Any] = {name: draw(WORDS) for name in TEXTS}
    first, last = sorted(
        draw(st.lists(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), min_size=2, max_size=2))
    )
    drawn |= {name: draw(st.none() | st.dates(first, last)) for name in DAYS}
    if drawn["starts_on"] and drawn["ends_on"] and drawn["ends_on"] < drawn["starts_on"]:
        drawn["starts_on"], drawn["ends_on"] = drawn["ends_on"], drawn["starts_on"]
    return drawn | {
        "name": draw(WORDS.filter(bool)),
        "next_action": draw(WORDS),
        "status": draw(st.sampled_from(ApplicationStatus.values)),
        "type": draw(st.sampled_from(["", *ProgramType.values])),
        "state": draw(st.sampled_from(["", *USState.values])),
        "rating": draw(st.none() | st.integers(1, 5)),
        "rank": draw(st.none() | st.integers(1, 999)),
        "website": draw(st.sampled_from(["", "https://example.org/a?b=c"])),
        "host_portal_url": draw(st.sampled_from(["", "https://portal.example.org/"])),
        "host_login_hint": draw(st.sampled_from(["", "ada@example.org", "=cmd"])),
    }


def exported(rows: list[dict[str, Any]]) -> str:
    return csv_of([Exported(**row) for row in rows])


@given(rows=st.lists(facts(), min_size=1, max_size=3))
def test_out_and_in_again_changes_nothing(rows: list[dict[str, Any]]) -> None:
    sheet = read_text(decode_text(exported(rows).encode()))
    first = SheetColumnsForm(sheet=sheet)
    sent = {name: first[name].value() for name in first.fields}
    again = SheetColumnsForm(sent, sheet=read_text(first["text"].value(), delimiter=","))
    assert again.is_valid(), again.errors
    read = again.rows(TODAY)
    assert [row.faults for row in read] == [[] for _ in rows]
    assert [{name: row.values[name] for name in facts} for row, facts in zip(read, rows, strict=True)] == rows


@given(text=st.text(st.sampled_from("=+-@'\t\r\n ;\ufeffab"), max_size=8))
@example(text="'\t'=")
@example(text=";=1;'=2;''=3\n-4")
def test_no_cell_runs_and_each_comes_back(text: str) -> None:
    cell = str(escape_cell(text))
    assert not cell.lstrip(" \ufeff").startswith(FORMULA_STARTS)
    assert unescape_cell(cell) == text


@given(rows=st.lists(facts(), min_size=1, max_size=2))
def test_no_cell_of_an_export_starts_a_formula(rows: list[dict[str, Any]]) -> None:
    table = list(csv.reader(io.StringIO(exported(rows).removeprefix("\ufeff"), newline="")))
    assert table[0] == [column.label for column in COLUMNS]
    assert [cell for row in table for cell in row if cell.lstrip(" ").startswith(FORMULA_STARTS)] == []


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_formula_is_made_harmless(start: str) -> None:
    assert escape_cell(f"{start}cmd") == f"'{start}cmd"
    assert escape_cell(f" {start}cmd") == f"' {start}cmd"
