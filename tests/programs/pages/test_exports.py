"""Exports: no cell that a spreadsheet would run, and everything in them that the records say."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from programs import facts
from programs.choices import Publication
from programs.models import Program, Specialty
from programs.pages import exports
from programs.pages.exports import (
    CHUNK,
    FORMULA_STARTS,
    LAST_COLUMNS,
    PLACE_COLUMNS,
    csv_lines,
    in_order_of,
    json_parts,
    row_of,
    safe_cell,
)
from tests.factories import import_records, make_record

Record = dict[str, Any]
COLUMNS = [*PLACE_COLUMNS, *(fact.name for fact in facts.FACTS), *LAST_COLUMNS]
NASTY = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", " \t=1")
NASTY += ("\ufeff=1", " \ufeff =1", "\u200b@SUM(1)", "\xa0-1")
SKIPPED = " \xa0\u200b\ufeff"


def is_harmless(cell: object) -> bool:
    return not isinstance(cell, str) or not cell.lstrip(SKIPPED).startswith(FORMULA_STARTS)


def is_harmless_when_cut(cell: str) -> bool:
    """Return whether no piece is a formula for a spreadsheet that cuts cells at semicolons and line ends."""
    return all(is_harmless(piece) for piece in re.split(r"[;\t\r\n]+", cell))


def program_of(record: Record) -> Program:
    return Program(record=record, four_week_price_min_usd=100, four_week_price_max_usd=None)


# Formulas


@pytest.mark.parametrize("text", NASTY)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        (0, 0),
        (-5, -5),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("'=1", "'=1"),
        ("  x", "  x"),
    ],
)
def test_what_it_would_not_run_stays(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


@given(
    st.text() | st.builds("{}{}{}".format, st.text(" ", max_size=3), st.sampled_from("=+-@\t\r"), st.text())
)
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = safe_cell(text)
    assert is_harmless(cell) is True
    assert str(cell).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (";=1", ";'=1"),
        ("a; =1", "a;' =1"),
        ("a;\ufeff=1;+2", "a;'\ufeff=1;'+2"),
        ("a\t=1", "a\t'=1"),
        ("a\r\n-1", "a\r\n'-1"),
        ("=1;=2", "'=1;'=2"),
        ("a; b - c", "a; b - c"),
        ("a, -1", "a, -1"),
        ("https://x.example/?a=1; https://y.example", "https://x.example/?a=1; https://y.example"),
    ],
)
def test_a_formula_after_another_list_separator_gets_one_too(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@given(st.text(st.sampled_from(";=+-@\ufeff ab'\n"), max_size=8).map("x".__add__))
def test_no_piece_of_a_cut_cell_is_a_formula(text: str) -> None:
    assert is_harmless_when_cut(str(safe_cell(text))) is True


def poisoned(record: Record, nasty: str) -> Record:
    """Return a record whose every free text is a formula."""
    return record | {
        "slug": nasty,
        "name": nasty,
        "host": {"name": nasty, "kind": nasty, "city": nasty, "state": nasty},
        "provider": {"name": nasty, "kind": "agency"},
        "specialties": [nasty],
        "any_specialty": False,
        "access_note": nasty,
        "schedule_note": nasty,
        "windows": [{"opens": None, "closes": None, "term": nasty, "note": nasty}],
        "funding": {"kind": "stipend", "amount_usd": None, "note": nasty},
        "capacity": {"count": None, "per": None, "note": nasty},
        "visas": [nasty],
        "visas_refused": [nasty],
        "intake_as_of": nasty,
        "website": nasty,
        "email": nasty,
        "phone": nasty,
        "requirements": [{"code": nasty, "level": "required"}],
        "sources": [{"url": nasty, "title": nasty, "page_date": nasty, "kind": "primary"}],
        "summary": nasty,
    }


@pytest.mark.parametrize("nasty", NASTY)
def test_no_column_lets_a_formula_through(nasty: str, records: list[Record]) -> None:
    row = dict(zip(COLUMNS, row_of(program_of(poisoned(records[0], nasty))), strict=True))
    assert {column: cell for column, cell in row.items() if not is_harmless(cell)} == {}
    poisoned_columns = {column for column, cell in row.items() if str(cell).startswith("'")}
    assert {
        *("slug", "name", "host", "host_kind", "city", "state", "provider", "specialties", "access_note"),
        *("schedule_note", "windows", "capacity", "visas", "visas_refused", "intake_as_of", "website"),
        *("email", "phone", "requirements", "sources", "source_dates", "summary"),
    } <= poisoned_columns


def test_a_telephone_number_with_a_plus_stays_readable(records: list[Record]) -> None:
    row = dict(zip(COLUMNS, row_of(program_of(records[0] | {"phone": "+1 555 0100"})), strict=True))
    assert row["phone"] == "'+1 555 0100"


# Cells


def test_a_row_states_each_fact_in_words_and_is_empty_elsewhere(records: list[Record]) -> None:
    for record in records:
        row = dict(zip(COLUMNS, row_of(program_of(record)), strict=True))
        assert {fact.name: row[fact.name] for fact in facts.FACTS} == {
            fact.name: safe_cell(fact.words(record)) for fact in facts.FACTS
        }
        assert (row["four_week_price_min_usd"], row["four_week_price_max_usd"]) == (100, "")
        assert "Not stated" not in row.values()


def test_the_last_columns_hold_lists(records: list[Record]) -> None:
    record = records[0] | {
        "requirements": [
            {"code": "cv", "level": "required"},
            {"code": "mspe", "level": "preferred"},
            {"code": "tb_test", "level": "required"},
        ],
        "sources": [
            {"url": "https://a.example/", "page_date": "2026", "kind": "primary"},
            {"url": "https://b.example/", "page_date": None, "kind": "primary"},
        ],
        "proof": {"housing": 1},
        "summary": None,
    }
    assert row_of(program_of(record))[-5:] == [
        "cv; tb_test",
        "https://a.example/; https://b.example/",
        "2026; no date",
        "housing: https://b.example/, no date",
        "",
    ]


# Files


@pytest.fixture
def programs(db: None) -> dict[str, int]:
    """Import programs with commas, quotes, line breaks and foreign letters; return ids by slug."""
    Specialty.objects.create(name="Urology", slug="urology")
    summaries = ('He said "go, now"', "Line one\nline two\r\nline three", "São Paulo 東京; 100%", None)
    records = [make_record(slug=f"p-{n}", summary=text) for n, text in enumerate(summaries)]
    assert import_records(*records).refused == []
    return dict(Program.objects.values_list("slug", "pk"))


def test_a_spreadsheet_reads_back(programs: dict[str, int]) -> None:
    slugs = ["p-2", "p-0", "p-3", "p-1"]
    text = "".join(csv_lines([programs[slug] for slug in slugs]))
    assert text.startswith("\ufeffslug,name,host,")
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert (header, {len(row) for row in rows}) == (COLUMNS, {len(COLUMNS)})
    assert [row[0] for row in rows] == slugs
    records = {program.slug: program.record for program in Program.objects.all()}
    assert [row[-1] for row in rows] == [records[slug]["summary"] or "" for slug in slugs]


def test_json_holds_the_records_themselves(programs: dict[str, int]) -> None:
    slugs = ["p-1", "p-3", "p-2", "p-0"]
    document = json.loads("".join(json_parts([programs[slug] for slug in slugs])))
    records = {program.slug: program.record for program in Program.objects.all()}
    assert document == {"count": 4, "programs": [records[slug] for slug in slugs]}


def test_nothing_is_a_header_and_an_empty_list() -> None:
    assert list(csv_lines([])) == ["\ufeff" + ",".join(COLUMNS) + "\r\n"]
    assert json.loads("".join(json_parts([]))) == {"count": 0, "programs": []}


def test_an_export_comes_in_order_a_chunk_at_a_time(
    programs: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    ids = sorted(programs.values(), reverse=True)
    with django_assert_num_queries(2):
        assert [program.pk for program in in_order_of(ids)] == ids
    with django_assert_num_queries(1):
        first = next(in_order_of(ids))
    assert (first.pk, CHUNK) == (ids[0], 500)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_a_program_taken_away_meanwhile_is_left_out(publication: str, programs: dict[str, int]) -> None:
    Program.objects.filter(slug="p-1").update(publication=publication)
    ids = list(programs.values())
    left = [pk for slug, pk in programs.items() if slug != "p-1"]
    assert [program.pk for program in in_order_of([*ids, 0])] == left
    assert len(list(csv_lines(ids))) == 4
    assert "p-1" not in "".join(json_parts(ids))
