"""A record in the words of the index: terms, searchable words, numbers."""

import copy
from typing import Any

import pytest

from programs import pricing
from programs.models import SearchDocument
from programs.search import FACETS
from programs.search.index_terms import (
    document_fields,
    facet_terms,
    hundredths,
    name_words,
    open_months,
    other_words,
    requirement_terms,
    specialty_terms,
    stated_count,
    terms_for,
    yes_no,
)
from tests.programs.search.records import parents_of_specialties

Record = dict[str, Any]
PARENTS = parents_of_specialties()
# Kept as numbers or derived from the day; the documents one lacks go by the documents that are asked.
NOT_TERMS = {"price_max", "weeks", "lead_max", "graduated", "freshness", "flag"}
PARAMETERS = {f.parameter for f in FACETS} - NOT_TERMS - {"requirement_not"} | {"requirement"}


@pytest.fixture
def record(records: list[Record]) -> Record:
    """Return a record that states nothing but its type and host."""
    empty: Record = {key: [] if isinstance(value, list) else None for key, value in records[0].items()}
    host = {"name": "Mercy", "kind": "clinic", "city": None, "state": None}
    return copy.deepcopy(empty | {"name": "Visit", "type": "research", "any_specialty": False, "host": host})


# Words


def test_names_hold_everything_that_has_a_name(record: Record) -> None:
    record |= {
        "provider": {"name": "Rotations Inc", "kind": "agency"},
        "specialties": ["Cardiovascular Disease"],
        "summary": "Summaries",
    }
    record["host"] |= {"city": "São Paulo", "state": "TX"}
    assert name_words(record) == [
        *("visit", "mercy", "rotations", "inc", "sao", "paulo", "tx", "texas", "research"),
        *("cardiovascular", "disease"),
    ]


def test_other_words_leave_out_those_of_names(record: Record) -> None:
    record |= {
        "summary": "Visit the ward",
        "access_note": "Sponsors",
        "schedule_note": "Mondays",
        "fees": [{"note": "Payable"}, {"note": None}],
        "requirements": [{"detail": "Within 90 days", "code": "tb_test", "level": "required"}],
        "sources": [{"title": "Mercy visitors", "kind": "primary"}],
    }
    assert other_words(record) == [
        *("ward", "sponsors", "mondays", "payable", "within", "90", "days", "visitors")
    ]


# Terms


@pytest.mark.parametrize(("flag", "code"), [(None, None), (True, "true"), (False, "false")])
def test_yes_no(flag: bool | None, code: str | None) -> None:  # noqa: FBT001
    assert yes_no(flag) == code


@pytest.mark.parametrize(
    ("codes", "terms"),
    [
        (["a", "b"], ["x=a", "x=b"]),
        ([], ["x?"]),
        ([None], ["x?"]),
        (["", None], ["x?"]),
        ([0], ["x=0"]),
        (["a", None], ["x=a"]),
    ],
)
def test_terms_of_one_fact(codes: list[Any], terms: list[str]) -> None:
    assert terms_for("x", codes) == terms


@pytest.mark.parametrize(
    ("blackout", "months"),
    [([], []), ([7], [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]), (list(range(1, 13)), [])],
)
def test_months_with_places(blackout: list[int], months: list[int], record: Record) -> None:
    assert open_months(record | {"blackout_months": blackout}) == months


@pytest.mark.parametrize(
    ("names", "is_any", "terms"),
    [
        ([], False, ["specialty?"]),
        ([], True, ["specialty=*"]),
        (["Child"], False, ["specialty=Child", "specialty=Parent"]),
        (["Child", "Parent"], False, ["specialty=Child", "specialty=Parent"]),
        (["Child"], True, ["specialty=*", "specialty=Child", "specialty=Parent"]),
        (["Stranger"], False, ["specialty=Stranger"]),
    ],
)
def test_a_specialty_brings_its_parent(
    names: list[str],
    is_any: bool,  # noqa: FBT001
    terms: list[str],
    record: Record,
) -> None:
    parents = {"Child": "Parent", "Parent": None}
    assert specialty_terms(record | {"specialties": names, "any_specialty": is_any}, parents) == terms


def test_only_what_is_required_shuts_anybody_out(record: Record) -> None:
    assert requirement_terms(record) == ["requirement?"]
    lines = [
        {"code": "cv", "level": "preferred"},
        {"code": "tb_test", "level": "not_required"},
        {"code": "toefl", "level": "required"},
        {"code": "toefl", "level": "required"},
    ]
    assert requirement_terms(record | {"requirements": lines}) == ["requirement=toefl"]
    assert requirement_terms(record | {"requirements": lines[:2]}) == []


def test_a_record_that_states_nothing_says_so_of_every_filter(record: Record) -> None:
    terms = facet_terms(record, PARENTS)
    assert [term for term in terms if "?" not in term] == ["type=research", "host_kind=clinic"]
    assert {term.rstrip("?").split("=")[0] for term in terms} == PARAMETERS


def test_a_refused_visa_is_stated_and_accepts_none(record: Record) -> None:
    def visas(**facts: Any) -> list[str]:
        return [term for term in facet_terms(record | facts, PARENTS) if term.startswith("visa")]

    assert visas(visas_refused=["B-2"]) == ["visa=-"]
    assert visas(visas=["B-1"], visas_refused=["B-2"]) == ["visa=B-1"]
    assert visas() == ["visa?"]


def test_a_program_is_in_its_hosts_state_and_in_all_its_own(record: Record) -> None:
    record["host"]["state"] = "TX"
    terms = facet_terms(record | {"states": ["NM", "TX"]}, PARENTS)
    assert [term for term in terms if term.startswith("state")] == ["state=TX", "state=NM"]


def test_every_shipped_record_answers_every_filter_in_one_way(records: list[Record]) -> None:
    for record in records:
        terms = facet_terms(record, PARENTS)
        stated = {term.split("=")[0] for term in terms if "=" in term}
        unstated = {term[:-1] for term in terms if term.endswith("?")}
        assert (stated & unstated, PARAMETERS - stated - unstated - {"requirement"}) == (set(), set())
        assert len(set(terms)) == len(terms)
        assert [term for term in terms if "\n" in term] == []


# Numbers and the whole row


@pytest.mark.parametrize(
    ("number", "kept"), [(None, None), (0, 0), (4, 400), (4.3, 430), (0.29, 29), (2.5, 250)]
)
def test_hundredths(number: float | None, kept: int | None) -> None:
    assert hundredths(number) == kept


def test_the_more_is_stated_the_more_counts(record: Record) -> None:
    base = stated_count(record)
    assert stated_count(record | {"free": False, "weeks_min": 0}) == base + 2
    assert stated_count(record | {"visas": ["B-1"], "summary": ""}) == base + 1


def test_the_fields_of_a_row(record: Record) -> None:
    record |= {
        "name": "n" * 300,
        "weeks_min": 0,
        "weeks_max": 4.3,
        "max_years_since_graduation": 5,
        "windows": [{"closes": "--03-01"}, {"closes": None}, {"closes": "2027-01-01"}],
    }
    fields = document_fields(record, pricing.FourWeekPrice(1000, None), PARENTS)
    numbers = {key: fields[key] for key in ("price", "weeks_min", "weeks_max", "lead", "graduated")}
    assert numbers == {"price": 1000, "weeks_min": 0, "weeks_max": 430, "lead": None, "graduated": 500}
    assert (fields["closes"], fields["title"]) == ("--03-01 2027-01-01", "n" * 300)
    assert fields["terms"].split("\n") == [*facet_terms(record, PARENTS), "flag=weak_source"]
    silenced = document_fields(record, pricing.UNKNOWN_PRICE, PARENTS, ["weak_source", "not_rechecked"])
    assert silenced["terms"].split("\n") == [*facet_terms(record, PARENTS), "silenced=not_rechecked"]
    columns = {field.name for field in SearchDocument._meta.fields}
    assert set(fields) == columns - {"program", "fresh_on"}


def test_every_shipped_record_fits_its_row(records: list[Record]) -> None:
    for record in records:
        fields = document_fields(record, pricing.UNKNOWN_PRICE, PARENTS)
        assert (len(fields["title"]) <= 300, 0 < fields["stated"] < 100) == (True, True)
        assert [name for name in ("terms", "names") if not fields[name]] == []
