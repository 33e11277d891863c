"""Cells as curators write them, column by column."""

import json
from typing import Any

import pytest

from programs.curation.spreadsheet.columns import BY_FIELD, COLUMNS, match_headers
from programs.curation.spreadsheet.known_programs import KnownPrograms
from programs.curation.spreadsheet.words import TABLE
from programs.records import FLAG_COLUMNS
from programs.sheets.reader import CellError
from tests.programs.search.records import CATALOG

TUITION = {"applies_to": None, "basis": "once", "counted": None, "kind": "tuition", "refundable": None}
READ = [
    ("letter", "Y", {"letter": "offered"}),
    ("letter", "1", {"letter": "offered"}),
    ("housing", "0", {"housing": "not_provided"}),
    ("intake", "TRUE", {"intake": "open"}),
    ("hands_on", "No", {"patient_contact": "observation"}),
    ("hands_on", "n", {"patient_contact": "observation"}),
    ("hands_on", "Yes", {"patient_contact": "hands_on"}),
    ("hands_on", "Limited", {"patient_contact": "limited"}),
    ("patient_contact", "No", {"patient_contact": "none"}),
    ("type", "Virtual rotation", {"type": "telerotation"}),
    ("length", "2 wks - 3 mos", {"weeks_min": 2, "weeks_max": 12}),
    ("length", "2 weeks to 3 months", {"weeks_min": 2, "weeks_max": 12}),
    ("place", "Phoenix, AZ 85001, USA", {"host.city": "Phoenix", "host.state": "AZ"}),
    ("place", "Online", {"delivery": "virtual"}),
    ("host.city", "Houston", {"host.city": "Houston"}),
    ("host.city", "Houston, TX", {"host.city": "Houston", "host.state": "TX"}),
    (
        "fees",
        "$2,000 (housing included)",
        {
            "fees": [
                TUITION | {"amount_min": 2000, "amount_max": 2000, "note": "$2,000 (housing included)"},
            ],
            "free": False,
        },
    ),
    ("capacity", "max 4 a month", {"capacity": {"count": 4, "per": "month", "note": None}}),
    ("windows.both", "opens 1/15, closes 4/1", {"windows.opens": "--01-15", "windows.closes": "--04-01"}),
    ("windows.both", "Nov 1 - Feb 15", {"windows.opens": "--11-01", "windows.closes": "--02-15"}),
    (
        "windows.both",
        "1/1/2027 to 3/31/2027",
        {"windows.opens": "2027-01-01", "windows.closes": "2027-03-31"},
    ),
    ("windows.both", "Deadline: Dec 1", {"windows.closes": "--12-01"}),
    ("windows.both", "Mar-Apr", {"schedule_note": "Applications: Mar-Apr"}),
    ("windows.both", "Sept 1", {"schedule_note": "Applications: Sept 1"}),
    ("windows.both", "Rolling", {"schedule_note": "Applications: Rolling"}),
    ("requirements", "None required", {"requirements": []}),
]
REFUSED = [
    ("fees", "Paid: $2,000/month stipend", "speaks of money for the visitor"),
    ("fees", "$750 first week, $500 each additional week", "costs other amounts with other lengths"),
    ("fees", "1,5", "could mean thousands or a fraction"),
    ("length", "0 weeks", "at most five years"),
    ("length", "400 weeks", "at most five years"),
    ("length", "8/4", "is not a length"),
    ("length", "-2 weeks", "is not a length"),
    ("place", "Las Vegas, NV / Reno, NV", "is not one city and its state"),
    ("place", "12 Main St, Houston, TX", "is not one city and its state"),
    ("capacity", "max 4 when possible", "is not a number of places"),
    ("visas", "not needed", "or leave the cell empty"),
    ("requirements", "Step 1 500", "500 is not from 1 to 300"),
]


@pytest.mark.parametrize(("field", "text", "meant"), READ)
def test_what_a_cell_means(field: str, text: str, meant: dict[str, Any]) -> None:
    assert BY_FIELD[field].read_cell(text) == meant


@pytest.mark.parametrize(("field", "text", "why"), REFUSED)
def test_why_a_cell_is_refused(field: str, text: str, why: str) -> None:
    with pytest.raises(CellError, match=why):
        BY_FIELD[field].read_cell(text)


def test_a_requirement_keeps_its_capitals() -> None:
    [line] = BY_FIELD["requirements"].read_cell("Step 2 CK pass")["requirements"]
    assert (line["code"], line["detail"]) == ("usmle_step2_ck", "Step 2 CK pass")


def test_names_that_curators_give_columns() -> None:
    header = [
        "#",
        "Who may apply",
        "What they ask for",
        "Apply how early",
        "Date on page",
        "My notes",
        "Notes",
    ]
    meant = ["", "audiences", "requirements", "lead_time_weeks", "source_date", "", "summary"]
    assert match_headers(header, {}) == meant


@pytest.mark.usefixtures("vocabularies")
@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Cardiologgy", "Cardiovascular Disease"),
        ("Pediatrics (all subspecialties)", "Pediatrics"),
        ("Wizardry", ""),
    ],
)
def test_a_misspelled_specialty_has_a_suggestion(text: str, near: str) -> None:
    assert KnownPrograms.load().nearest_specialty(text) == near


def test_every_yes_or_no_of_a_record_has_a_column() -> None:
    keys = {key for one in COLUMNS for key in one.keys}
    assert [key for key in FLAG_COLUMNS if key not in keys] == []


def test_each_requirement_is_named_by_a_pattern_of_its_own() -> None:
    codes = {row["code"] for row in json.loads((CATALOG / "requirements.json").read_text())}
    assert set(TABLE["requirements"]) == codes
