"""Hosts that say they do not take international applicants."""

import json
from typing import Any

import pytest

from programs.curation.importing.closed_programs import check_either_shape, is_closed_program, kind_by_name

WHO = {
    "host": "Example Medical School",
    "city": "Troy",
    "state": "NY",
    "type": "elective",
    "not_open_to": ["final_year_student"],
    "words_in_brief": "Not open to international students.",
    "source_url": "https://example.org/visiting",
    "source_title": "Visiting Students",
    "page_date": "2024-05",
}


def test_a_closed_door_becomes_a_normal_record() -> None:
    record, errors, notes = check_either_shape(WHO)
    assert (errors, notes) == ([], [])
    assert record is not None
    stated = {key: value for key, value in record.items() if value not in (None, [], {}, False)}
    assert stated == {
        "slug": "example-medical-school-elective-closed-door",
        "name": "Elective (closed to international applicants)",
        "host": {"name": "Example Medical School", "kind": "university", "city": "Troy", "state": "NY"},
        "type": "elective",
        "not_open_to": ["final_year_student"],
        "intake": "not_offered",
        "intake_as_of": "2024-05",
        "website": "https://example.org/visiting",
        "summary": "Not open to international students.",
        "sources": [
            {
                "url": "https://example.org/visiting",
                "title": "Visiting Students",
                "page_date": "2024-05",
                "kind": "primary",
            }
        ],
    }


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("UC Davis School of Medicine", "university"),
        ("SUNY Downstate College of Medicine", "university"),
        ("Eastern Virginia Medical School", "university"),
        ("Oregon Health & Science University", "university"),
        ("Mercy Hospital St. Louis", "other"),
        ("Boston Medical Center", "other"),
    ],
)
def test_kind_by_name_does_not_guess(host: str, kind: str) -> None:
    assert kind_by_name(host) == kind


def test_a_stated_kind_wins() -> None:
    record = check_either_shape(WHO | {"host_kind": "teaching_hospital"}).record
    assert record is not None
    assert record["host"]["kind"] == "teaching_hospital"


def test_shipped_closed_doors_are_right_and_have_slugs_of_their_own(
    door_lines: list[bytes], program_lines: list[bytes]
) -> None:
    checked = [check_either_shape(json.loads(line)) for line in [*door_lines, *program_lines]]
    assert [one.errors + one.notes for one in checked] == [[]] * 523
    assert len({one.record["slug"] for one in checked if one.record}) == 523


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"host": 5}, "host: 5 is not a text"),
        ({"type": "tour"}, "type: unknown code 'tour'"),
        ({"words_in_brief": ""}, "words_in_brief: is missing"),
        ({"source_url": "javascript:1"}, "source_url: 'javascript:1' is refused"),
        ({"page_date": "soon"}, "page_date: 'soon' is refused"),
    ],
)
def test_refusals_name_the_keys_of_the_short_shape(change: dict[str, Any], message: str) -> None:
    record, errors, _ = check_either_shape(WHO | change)
    assert record is None
    assert [message in error for error in errors] == [True]


@pytest.mark.parametrize("raw", [None, [], {}, {"slug": "a", "words_in_brief": "b"}])
def test_other_shapes_are_no_closed_doors(raw: Any) -> None:
    assert is_closed_program(raw) is False
