"""On which source each fact rests, and how old that makes the program."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import proof, records
from tests.factories import make_record

DAY = datetime.date
CODES = ("cv", "toefl", "toefl")


def source(page_date: str | None) -> dict[str, Any]:
    return {
        "url": f"https://example.org/{page_date}",
        "title": None,
        "page_date": page_date,
        "kind": "primary",
    }


def record_with(*page_dates: str | None, **facts: Any) -> dict[str, Any]:
    return records.complete_record(make_record(sources=[source(day) for day in page_dates]) | facts)


@pytest.mark.parametrize(
    ("given_proof", "places"),
    [
        ({}, [0, 0, 0]),
        ({"requirements": 1}, [1, 1, 1]),
        ({"requirements.toefl": 2}, [0, 2, 2]),
        ({"requirements": 1, "requirements.cv": 0, "requirements.2": 2}, [0, 1, 2]),
    ],
)
def test_a_line_rests_on_its_own_source_its_codes_or_its_lists(
    given_proof: dict[str, int], places: list[int]
) -> None:
    record = record_with(
        "2026", "2025", "2024", requirements=[{"code": code} for code in CODES], proof=given_proof
    )
    assert [proof.line_place(record, "requirements", line) for line in range(3)] == places


def test_a_code_of_a_list_rests_on_its_own_source() -> None:
    record = record_with("2026", "2025", audiences=["graduate"], proof={"audiences.graduate": 1})
    assert proof.place_of(record, "audiences.graduate", "audiences") == 1
    assert proof.place_of(record, "audiences") == 0


def test_a_fact_has_the_later_of_its_pages_day_and_the_check() -> None:
    record = record_with("2025-03")
    assert proof.proof_at(record, 0, None) == proof.Proof(
        1, "https://example.org/2025-03", "2025-03", DAY(2025, 3, 1)
    )
    checked = proof.proof_at(record, 0, DAY(2026, 1, 2))
    assert checked is not None
    assert (checked.page_date, checked.day) == ("2025-03", DAY(2026, 1, 2))
    assert proof.proof_at(record, 1, None) is None


@pytest.mark.parametrize(
    ("facts", "given_proof", "oldest"),
    [
        ({"housing": "provided"}, {"housing": 1}, ("", DAY(2026, 5, 1))),
        ({"audiences": ["graduate"]}, {}, ("audiences", DAY(2026, 5, 1))),
        ({"audiences": ["graduate"], "intake": "open"}, {"intake": 1}, ("intake", DAY(2021, 1, 1))),
        ({"free": False, "fees": [{}, {}]}, {"fees.1": 1}, ("fees", DAY(2021, 1, 1))),
        (
            {"requirements": [{"code": "cv"}], "intake": "open"},
            {"requirements.cv": 2},
            ("requirements", None),
        ),
        ({"free": False}, {"fees": 1}, ("free", DAY(2026, 5, 1))),
    ],
)
def test_a_program_is_as_old_as_the_oldest_fact_that_decides(
    facts: dict[str, Any], given_proof: dict[str, int], oldest: tuple[str, datetime.date | None]
) -> None:
    record = record_with("2026-05", "2021", None, proof=given_proof, **facts)
    name, found = proof.oldest_deciding(record, None)
    assert (name, found and found.day) == oldest
    assert proof.fresh_on(record, None) == oldest[1]
    assert proof.fresh_on(record, DAY(2026, 11, 1)) == DAY(2026, 11, 1)


def test_without_any_source_only_a_check_has_a_day() -> None:
    record = record_with(intake="open")
    assert proof.fresh_on(record, None) is None
    assert proof.fresh_on(record, DAY(2026, 11, 1)) == DAY(2026, 11, 1)


PATHS = ["housing", "audiences", "audiences.graduate", "fees", "fees.0", "fees.1"]
PATHS += ["requirements", "requirements.cv", "requirements.toefl", "requirements.1", "requirements.2"]


@given(st.dictionaries(st.sampled_from(PATHS), st.integers(0, 2)))
def test_the_one_way_to_write_it_says_the_same_and_stays(given_proof: dict[str, int]) -> None:
    record = record_with(
        "2026",
        "2025",
        "2024",
        audiences=["graduate"],
        fees=[{}, {}],
        requirements=[{"code": code} for code in CODES],
    )
    written = proof.normalize_proof(record, given_proof)

    def places(paths: dict[str, int]) -> list[int]:
        whole = record | {"proof": paths}
        return [
            proof.place_of(whole, "housing"),
            proof.place_of(whole, "audiences"),
            proof.place_of(whole, "audiences.graduate", "audiences"),
            *(proof.line_place(whole, "fees", line) for line in range(2)),
            *(proof.line_place(whole, "requirements", line) for line in range(3)),
        ]

    assert places(written) == places(given_proof)
    assert proof.normalize_proof(record, written) == written
    assert len(written) <= len(places(written))
