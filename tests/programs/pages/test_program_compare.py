"""Programs side by side: which rows there are, and which of them differ."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Prefetch, prefetch_related_objects

from programs import facts
from programs.flags import Flag
from programs.models import FlagSilence, Program, Requirement
from programs.pages.program_compare import (
    LONG,
    Comparison,
    ComparisonColumn,
    ComparisonRow,
    comparison,
    flag_titles,
)
from programs.search.catalog import IndexedCatalog
from programs.search.index import Index
from programs.search.vocabulary import CatalogWords

Record = dict[str, Any]
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalog know two requirements and no state law; no flag is silenced."""
    documents = [Requirement(code=code, label=code.upper(), group="exam") for code in ("toefl", "cv")]
    monkeypatch.setattr(CatalogWords, "requirements", {row.code: row for row in documents})
    monkeypatch.setattr(CatalogWords, "state_rules", [])


def program_of(record: Record, slug: str) -> Program:
    program = Program(pk=1, slug=slug, record=record | {"slug": slug})
    prefetch_related_objects([program], Prefetch("silences", FlagSilence.objects.none()))
    return program


def compared(*records: Record, missing: int = 0, **options: bool) -> Comparison:
    programs = [program_of(record, f"p-{number}") for number, record in enumerate(records)]
    return comparison(programs, IndexedCatalog(Index([], version=1, today=TODAY)), missing, **options)


@pytest.fixture
def blank(records: list[Record]) -> Record:
    empty: Record = {key: [] if isinstance(value, list) else None for key, value in records[0].items()}
    host = {"name": "Mercy", "kind": "teaching_hospital", "city": None, "state": None}
    sources = [{"url": "https://example.org/visit", "title": None, "page_date": None, "kind": "primary"}]
    stated = {"name": "Visit", "type": "elective", "any_specialty": False, "host": host, "sources": sources}
    return empty | stated


@pytest.mark.parametrize(
    ("cells", "is_stated", "is_different", "differs_in_words"),
    [
        ([None, None], False, False, False),
        (["Yes", "Yes"], True, False, False),
        (["Yes", None], True, True, False),
        (["Yes", "No"], True, True, True),
        (["Yes", None, "Yes"], True, True, False),
        (["Yes", None, "No"], True, True, True),
        (["Yes"], True, False, False),
    ],
)
def test_a_row_differs(
    cells: list[str | None],
    is_stated: bool,  # noqa: FBT001
    is_different: bool,  # noqa: FBT001
    differs_in_words: bool,  # noqa: FBT001
) -> None:
    row = ComparisonRow("free", "Free", cells)
    assert (row.is_stated, row.is_different, row.differs_in_words) == (
        is_stated,
        is_different,
        differs_in_words,
    )


@pytest.mark.parametrize(("count", "is_enough"), [(0, False), (1, False), (2, True), (4, True)])
def test_two_are_enough(count: int, is_enough: bool, blank: Record) -> None:  # noqa: FBT001
    comparison = compared(*[blank] * count, missing=3)
    assert (comparison.is_enough, len(comparison.columns), comparison.missing_count) == (is_enough, count, 3)


def test_columns_lead_to_the_comparison_without_them(blank: Record) -> None:
    columns = compared(blank, blank | {"name": "Other"}, blank).columns
    assert [column.query_without for column in columns] == [
        "program=p-1&program=p-2",
        "program=p-0&program=p-2",
        "program=p-0&program=p-1",
    ]
    assert replace(columns[1], query_without="") == ComparisonColumn(
        name="Other",
        slug="p-1",
        host="Mercy",
        query_without="",
    )


def test_nothing_is_compared_but_proof_flags_and_type_when_nothing_is_stated(blank: Record) -> None:
    rows = {row.name: row.cells for row in compared(blank, blank).rows}
    assert rows == {
        "proof": ["Source has no date. Not re-checked"] * 2,
        "flags": ["None"] * 2,
        "type": ["Elective"] * 2,
    }


def test_what_decides_stands_first(blank: Record) -> None:
    stated = {
        "host": blank["host"] | {"city": "Houston", "state": "TX", "kind": "agency"},
        "letter": "not_offered",
        "free": True,
        "requirements": [
            {"code": "toefl", "level": "required", "minimum": 80, "detail": None},
            {"code": "cv", "level": "preferred", "minimum": None, "detail": None},
        ],
    }
    rows = {row.name: row.cells for row in compared(blank, blank | stated).rows}
    assert list(rows) == [
        *("four_week_price", "place", "proof", "flags", "requirements", "type", "free", "letter")
    ]
    assert rows["place"] == [None, "Houston, TX"]
    assert rows["four_week_price"] == [None, "Free"]
    assert rows["flags"] == ["None", "No letter; No named host"]
    assert rows["requirements"] == [None, "TOEFL"]


def test_each_source_of_what_is_required_is_cited_once(blank: Record) -> None:
    sources = [blank["sources"][0] | {"url": f"https://example.org/{number}"} for number in range(4)]
    lines = [
        {"code": code, "level": level, "minimum": None, "detail": None}
        for code, level in (
            ("cv", "preferred"),
            ("toefl", "required"),
            ("cv", "required"),
            ("toefl", "required"),
        )
    ]
    places = {f"requirements.{line}": place for line, place in enumerate((3, 2, 1, 2))}
    stated = {"sources": sources, "requirements": lines, "proof": places}
    rows = {row.name: row for row in compared(blank, blank | stated).rows}
    none, some = rows["requirements"].cited
    assert (none.words, none.others) == (None, [])
    assert [cite.proof.number for cite in (some.cite, *some.others)] == [3, 2]
    assert [[cite.proof.number for cite in row.cites[1]] for row in (rows["type"],)] == [[1]]


def test_equal_answers_stand_once_with_the_letters_of_their_programs(blank: Record) -> None:
    stated = [{"free": True}, {}, {"free": True}, {"free": False}]
    rows = {row.name: row for row in compared(*[blank | one for one in stated]).rows}
    assert [(cell.letters, cell.is_again, cell.words) for cell in rows["free"].cited] == [
        ("A, C", False, "Yes"),
        ("B", False, None),
        ("A, C", True, "Yes"),
        ("D", False, "No"),
    ]


def test_a_text_of_many_lines_is_cut_on_a_phone(blank: Record) -> None:
    short, long = "x" * LONG, "y" * (LONG + 1)
    rows = compared(blank | {"schedule_note": short}, blank | {"schedule_note": long}).rows
    cells = next(row.cited for row in rows if long in row.cells)
    assert [cell.is_long for cell in cells] == [False, True]


def test_what_all_share_and_what_none_states_is_said_in_a_line(blank: Record) -> None:
    found = compared(blank | {"free": True}, blank | {"free": True, "certificate": True})
    shared = [row for row in found.rows if not row.is_different]
    assert found.same == "; ".join(f"{row.label}: {row.cells[0]}" for row in shared)
    assert "Free of charge: Yes" in found.same
    stated = {row.label.lower() for row in found.rows}
    assert set(found.unstated.split(", ")) & stated == set()
    assert "letter of recommendation" in found.unstated.split(", ")


def test_what_the_cells_cite_is_listed_by_program(blank: Record) -> None:
    sources = [blank["sources"][0] | {"url": f"https://example.org/{number}"} for number in range(3)]
    stated = {"sources": sources, "certificate": True, "phone": "1", "proof": {"certificate": 2}}
    found = compared(blank, blank | stated).sources
    assert [[source.number for source in listed] for _, listed in found] == [[1], [1, 3]]
    assert found[1][1][1].url == "https://example.org/2"


def test_a_stated_no_is_a_difference_in_words(blank: Record) -> None:
    rows = {row.name: row for row in compared(blank | {"free": False}, blank | {"free": True}).rows}
    assert (rows["free"].cells, rows["free"].differs_in_words) == (["No", "Yes"], True)


def test_each_shipped_fact_has_its_row_when_any_program_states_it(records: list[Record]) -> None:
    names = [fact.name for fact in facts.FACTS]
    for first in range(0, len(records), 4):
        four = records[first : first + 4]
        rows = compared(*four).rows
        shown = [row.name for row in rows if row.name in names]
        assert shown == [fact.name for fact in facts.FACTS if any(fact.words(record) for record in four)]
        assert {len(row.cells) for row in rows} == {len(four)}


def test_what_an_advisor_looked_into_is_said_beside_the_open_flags() -> None:
    flag = Flag(
        "no_letter", "No letter", "The rule", "The reason", "An advisor looked into it on May 1: Asked"
    )
    raised = Flag("no_named_host", "No named host", "The rule", "The reason")
    said = "No letter: An advisor looked into it on May 1: Asked"
    assert flag_titles([flag]) == f"None open; {said}"
    assert flag_titles([flag, raised]) == f"No named host; {said}"
    assert flag_titles([]) == "None"


def test_only_differences_leaves_out_what_all_share(blank: Record) -> None:
    one, other = blank | {"letter": "offered", "free": True}, blank | {"letter": "not_offered", "free": True}
    every, some = compared(one, other), compared(one, other, is_only_differences=True)
    assert [row.name for row in some.rows] == [row.name for row in every.rows if row.is_different]
    assert ("free" in [row.name for row in every.rows], "free" in [row.name for row in some.rows]) == (
        True,
        False,
    )
    assert some.same_count == len(every.rows) - len(some.rows)


def test_the_address_turns_differences_on_and_off_and_removing_keeps_it(blank: Record) -> None:
    every, some = compared(blank, blank), compared(blank, blank, is_only_differences=True)
    assert every.other_query == "program=p-0&program=p-1&only=differences"
    assert some.other_query == "program=p-0&program=p-1"
    assert some.columns[0].query_without == "program=p-1&only=differences"


def test_the_address_of_the_whole_comparison_keeps_its_programs(blank: Record) -> None:
    assert compared(blank, blank, blank).whole_query == "program=p-0&program=p-1&program=p-2&only=nothing"
