"""Facets, counts and totals against a plain re-statement of the rules over the records themselves."""

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from programs import pricing
from programs.choices import ProgramSort
from programs.search.facets import FACETS, FACETS_BY_PARAMETER
from programs.search.index import Index
from programs.search.selection import Question, Selection, WayOut
from tests.programs.search.conftest import TODAY, parents_of_specialties

Record = dict[str, Any]
CATALOGUE = Path(settings.BASE_DIR) / "fixtures" / "catalogue"
PARENTS = parents_of_specialties()
CLOSED = ("not_offered", "discontinued")
# None: the record does not state the fact. Else the set of codes that find it.
CODED = {
    "type": lambda r: {r["type"]},
    "contact": lambda r: {r["patient_contact"]},
    "state": lambda r: {r["host"]["state"], *r["states"]},
    "city": lambda r: {r["host"]["city"]},
    "setting": lambda r: {r["setting"]},
    "host_kind": lambda r: {r["host"]["kind"]},
    "delivery": lambda r: {r["delivery"]},
    "free": lambda r: {None if r["free"] is None else str(r["free"]).lower()},
    "certificate": lambda r: {None if r["certificate"] is None else str(r["certificate"]).lower()},
    "audience": lambda r: set(r["audiences"]),
    "letter": lambda r: {r["letter"]},
    "letterhead": lambda r: {r["letterhead"]},
    "intake": lambda r: {r["intake"]},
    "access": lambda r: set(r["access"]),
    "seekers": lambda r: {r["residency_seekers"]},
    "housing": lambda r: {r["housing"]},
    "funding": lambda r: {(r["funding"] or {}).get("kind")},
    "source": lambda r: {source["kind"] for source in r["sources"]},
}
CODES = {
    "requirement_not": ["usmle_step1", "toefl", "cv", "background_check", "immunizations"],
    "specialty": [
        "Internal Medicine",
        "Pediatrics",
        "Cardiovascular Disease",
        "General Surgery",
        "Neurology",
    ],
    "city": ["Houston", "New York", "Boston", "Kansas City"],
    "state": ["TX", "NY", "CA", "MO", "KS", "WY"],
    "visa": ["B-1", "B-2", "J-1", "ESTA"],
    "price_max": ["0", "100", "1000", "1500.5", "2500", "100000"],
    "weeks": ["0.1", "2", "4", "4.3", "12", "60"],
    "lead_max": ["2", "4.3", "13", "60"],
    "graduated": ["0", "3", "5", "6"],
}


def earliest(written: str) -> datetime.date:
    return datetime.date.fromisoformat({4: f"{written}-01-01", 7: f"{written}-01"}.get(len(written), written))


def price_of(record: Record) -> int | None:
    return pricing.four_week_price(record["fees"], is_free=record["free"]).low


def finds(record: Record, parameter: str, code: str) -> bool | None:  # noqa: PLR0911 - one return a rule
    """Say whether one option finds a record; None when the record does not state the fact."""
    if parameter in CODED:
        codes = CODED[parameter](record) - {None}
        return code in codes if codes else None
    if parameter == "specialty":
        names = set(record["specialties"]) | {PARENTS[name] for name in record["specialties"]}
        if record["any_specialty"]:
            return True
        return code in names if record["specialties"] else None
    if parameter == "requirement_not":
        required = {line["code"] for line in record["requirements"] if line["level"] == "required"}
        return code not in required if record["requirements"] else None
    if parameter == "visa":
        if not record["visas"] and not record["visas_refused"]:
            return None
        return code in record["visas"]
    if parameter == "month":
        return int(code) not in record["blackout_months"] if record["blackout_months"] else None
    if parameter == "freshness":
        dates = [earliest(s["page_date"]) for s in record["sources"] if s["page_date"]]
        if not dates:
            return None
        return code == ("fresh" if (TODAY - max(dates)).days < 365 else "stale")
    return finds_number(record, parameter, float(code))


def finds_number(record: Record, parameter: str, wanted: float) -> bool | None:
    shortest, longest = record["weeks_min"], record["weeks_max"]
    if parameter == "weeks":
        if shortest is None and longest is None:
            return None
        return (shortest is None or shortest <= wanted) and (longest is None or wanted <= longest)
    if parameter == "price_max":
        price = price_of(record)
        return None if price is None else price <= wanted
    if parameter == "lead_max":
        lead = record["lead_time_weeks"]
        return None if lead is None else lead <= wanted
    limit = record["max_years_since_graduation"]
    return None if limit is None else wanted <= limit


def passes(record: Record, parameter: str, codes: tuple[str, ...], *, unstated: bool) -> bool:
    answers = [finds(record, parameter, code) for code in codes]
    if answers[0] is None:
        return unstated
    return all(answers) if FACETS_BY_PARAMETER[parameter].all_of else any(answers)


def fits(record: Record, question: Question, without: str = "") -> bool:
    ticked = {parameter: codes for parameter, codes in question.ticked.items() if parameter != without}
    if "intake" not in ticked and without != "intake" and record["intake"] in CLOSED:
        return False
    return all(passes(record, p, codes, unstated=question.includes_unstated) for p, codes in ticked.items())


def codes_of(parameter: str) -> list[str]:
    options = FACETS_BY_PARAMETER[parameter].options
    return CODES.get(parameter) or [code for code, _ in options or ()]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a few filters with one to three codes each."""
    parameters = draw(st.lists(st.sampled_from([f.parameter for f in FACETS]), max_size=3, unique=True))
    ticked = {}
    for parameter in parameters:
        most = 1 if FACETS_BY_PARAMETER[parameter].is_single else 3
        codes = draw(st.lists(st.sampled_from(codes_of(parameter)), min_size=1, max_size=most, unique=True))
        ticked[parameter] = tuple(codes)
    return Question(ticked=ticked, includes_unstated=draw(st.booleans()))


@hypothesis_settings(max_examples=200, deadline=None)
@given(question=questions())
def test_total_equals_a_plain_count(index: Index, records: list[Record], question: Question) -> None:
    assert Selection(index, question).total == sum(fits(record, question) for record in records)


@hypothesis_settings(max_examples=60, deadline=None)
@given(question=questions())
def test_every_count_equals_a_plain_count(index: Index, records: list[Record], question: Question) -> None:
    selection = Selection(index, question)
    for facet in FACETS:
        parameter, codes = facet.parameter, codes_of(facet.parameter)
        own = "" if facet.all_of else parameter
        scope = [record for record in records if fits(record, question, without=own)]
        *counts, unstated = selection.counts(
            parameter, index.windows(parameter, codes), index.tails(parameter, codes)
        )
        assert counts == [sum(finds(r, parameter, code) is True for r in scope) for code in codes], parameter
        assert unstated == sum(finds(r, parameter, codes[0]) is None for r in scope), parameter


@hypothesis_settings(max_examples=100, deadline=None)
@given(question=questions(), sort=st.sampled_from(list(ProgramSort)), page=st.integers(1, 5))
def test_pages_hold_every_match_once(index: Index, question: Question, sort: ProgramSort, page: int) -> None:
    selection = Selection(index, Question(question.ticked, "", question.includes_unstated, sort))
    everything = selection.all_ids()
    assert sorted(everything) == sorted(set(everything))
    assert len(everything) == selection.total
    assert selection.page(page, 20) == everything[(page - 1) * 20 : page * 20]


def test_cheapest_first_puts_unknown_prices_last(index: Index, records: list[Record]) -> None:
    prices = [price_of(records[i]) for i in Selection(index, Question(sort=ProgramSort.CHEAPEST)).all_ids()]
    known = [price for price in prices if price is not None]
    assert prices == sorted(known) + [None] * (len(prices) - len(known))


def test_names_are_in_alphabetical_order(index: Index, records: list[Record]) -> None:
    names = [
        records[i]["name"].casefold() for i in Selection(index, Question(sort=ProgramSort.NAME)).all_ids()
    ]
    assert names == sorted(names)


def test_the_plain_list_leaves_out_closed_doors_and_counts_them(index: Index) -> None:
    selection = Selection(index, Question())
    assert (selection.total, selection.hidden_count) == (280, 31)
    assert Selection(index, Question(ticked={"intake": ("not_offered",)})).total == 31


def test_an_empty_list_offers_the_nearest_that_is_not(index: Index) -> None:
    question = Question(ticked={"type": ("sub_internship",), "state": ("WY",), "letter": ("offered",)})
    assert Selection(index, question).ways_out() == [
        WayOut(("state", "letter"), 1),
        WayOut(("type", "state"), 6),
    ]
    question = Question(ticked={"type": ("observership",), "state": ("WY",)})
    assert Selection(index, question).ways_out() == [WayOut(("state",), 161)]


def test_a_parent_specialty_finds_its_children(index: Index, records: list[Record]) -> None:
    found = Selection(index, Question(ticked={"specialty": ("Internal Medicine",)})).all_ids()
    child = next(
        i
        for i, r in enumerate(records)
        if r["specialties"] == ["Gastroenterology"] and not r["any_specialty"]
    )
    assert child in found
