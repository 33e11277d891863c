"""The catalog by a plain re-statement of the rules over the records themselves: an engine of a few sets.

It stands in for the index in the tests of search, which both pass, so the pages need nothing of an engine
but ``programs.search.Catalog``.
"""

import datetime
import difflib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from itertools import combinations
from typing import Any

from programs import eligibility_rules, flags, pricing, windows
from programs.answers import Answer
from programs.choices import NARROW_ACCESS, SHUT_INTAKES, ProgramSort
from programs.search import (
    FACETS,
    FACETS_BY_PARAMETER,
    FLAGGED,
    HIDE,
    NOT_STATED,
    OWN_FACETS,
    PAGE_SIZE,
    WISH,
    PriceSpread,
    SearchQuery,
    SearchResult,
    Suggestion,
)
from programs.search.folding import search_words
from programs.search.index_terms import name_words, other_words, stated_count
from programs.search.synonyms import WORDS
from programs.search.vocabulary import CatalogWords
from tests.programs.search.records import TODAY, parents_of_specialties

Record = dict[str, Any]
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


def earliest(written: str) -> datetime.date:
    return datetime.date.fromisoformat({4: f"{written}-01-01", 7: f"{written}-01"}.get(len(written), written))


def flags_of(record: Record) -> set[str]:
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    case = flags.FlagCase(record, price, oldest_deciding_day(record), TODAY)
    return {flag.rule for flag in flags.red_flags(case)}


def price_of(record: Record) -> int | None:
    return pricing.four_week_price(record["fees"], is_free=record["free"]).low


def oldest_deciding_day(record: Record) -> datetime.date | None:
    """Return the oldest day of the sources of what decides; None when one of them has none."""
    proof = record["proof"] or {}
    paths = [key for key in ("audiences", "intake", "free") if record[key] not in (None, [])]
    paths += [f"fees.{n}/fees" for n in range(len(record["fees"]))]
    for n, line in enumerate(record["requirements"]):
        paths.append(f"requirements.{n}/requirements.{line['code']}/requirements")
    places = [
        next((proof[path] for path in either.split("/") if path in proof), 0) for either in paths or ["none"]
    ]
    dates = [record["sources"][place]["page_date"] for place in places] if record["sources"] else [None]
    return min(earliest(date) for date in dates if date) if all(dates) else None


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
    if parameter == "flag":
        return code in flags_of(record)
    if parameter == "month":
        return int(code) not in record["blackout_months"] if record["blackout_months"] else None
    if parameter == "freshness":
        day = oldest_deciding_day(record)
        return None if day is None else code == ("fresh" if (TODAY - day).days < 365 else "stale")
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
    facet = FACETS_BY_PARAMETER[parameter]
    if facet == HIDE:
        return not (FLAGGED in codes and flags_of(record))  # nothing is for nobody without an account
    if facet.excluded:
        return not any(finds(record, facet.excluded, code) for code in codes)
    answers = [finds(record, parameter, code) for code in codes]
    if answers[0] is None:
        return unstated
    return all(answers) if FACETS_BY_PARAMETER[parameter].all_of else any(answers)


Ids = frozenset[int]
NEVER = float("inf")


class PlainCatalog:
    """``programs.search.Catalog`` over records; program ids are their numbers in the list."""

    def __init__(self, records: list[Record], words: CatalogWords, today: datetime.date = TODAY) -> None:
        self.records, self.words, self.today = records, words, today
        self.everything, self.nothing = frozenset(range(len(records))), frozenset()
        self.listed = frozenset(pk for pk in self.everything if records[pk]["intake"] not in CLOSED)
        self.names = {pk: set(name_words(record)) for pk, record in enumerate(records)}
        self.rest = {pk: set(other_words(record)) for pk, record in enumerate(records)}
        self.answers, self.read, self.key = cache(self.answers), cache(self.read), cache(self.key)

    def answers(self, parameter: str, code: str) -> tuple[Ids, Ids]:
        """Return the programs that an option finds, and those that do not state its fact."""
        found = {pk: finds(self.records[pk], parameter, code) for pk in self.everything}
        return frozenset(pk for pk in found if found[pk]), frozenset(pk for pk in found if found[pk] is None)

    def option(self, parameter: str, code: str) -> Ids:
        return self.answers(parameter, code)[0]

    def found_by(self, parameter: str, code: str, fit: Mapping[str, Ids]) -> Ids:
        """Return what an option finds for a visitor."""
        if parameter == HIDE.parameter:
            return self.flagged if code == FLAGGED else self.not_for(fit)
        own = FACETS_BY_PARAMETER[parameter] in OWN_FACETS
        return fit.get(code, frozenset()) if own else self.option(parameter, code)

    @cached_property
    def flagged(self) -> Ids:
        return frozenset(pk for pk, record in enumerate(self.records) if flags_of(record))

    def not_for(self, fit: Mapping[str, Ids]) -> Ids:
        return fit.get(Answer.NOT_FOR_ME, frozenset()) | fit.get(Answer.NOT_ACCEPTING, frozenset())

    def fit_layers(self, fit: Mapping[str, Ids]) -> list[Ids]:
        """Return everything by answer, red flags last, and most wishes matched first."""
        wishes = [programs for name, programs in fit.items() if name.startswith(WISH)]
        matched = {pk: sum(pk in wish for wish in wishes) for pk in self.everything}
        return [
            frozenset(
                pk for pk in fit.get(answer, ()) if (pk in self.flagged, matched[pk]) == (flagged, count)
            )
            for answer in Answer
            for flagged in (False, True)
            for count in reversed(range(len(wishes) + 1))
        ]

    def passing(self, query: SearchQuery, fit: Mapping[str, Ids], parameter: str) -> Ids:
        """Return what one filter lets pass."""
        codes, excluded = query.ticked[parameter], FACETS_BY_PARAMETER[parameter].excluded
        options = [self.found_by(excluded or parameter, code, fit) for code in codes]
        if excluded:
            return self.everything.difference(*options)
        if FACETS_BY_PARAMETER[parameter] in OWN_FACETS:
            return frozenset().union(*options)
        join = frozenset.intersection if FACETS_BY_PARAMETER[parameter].all_of else frozenset.union
        return join(*options) | (
            self.answers(parameter, codes[0])[1] if query.includes_unstated else frozenset()
        )

    def found(
        self, query: SearchQuery, fit: Mapping[str, Ids], dropped: Iterable[str] = (), *, closed: bool = False
    ) -> Ids:
        """Return what all but some filters let pass."""
        asked = [parameter for parameter in query.ticked if parameter not in dropped]
        found = self.everything if closed or "intake" in asked else self.listed
        for parameter in asked:
            found &= self.passing(query, fit, parameter)
        return found if "q" in dropped or not search_words(query.text) else found & self.read(query.text)[0]

    def holding(self, words: Mapping[int, set[str]], word: str) -> Ids:
        """Return the programs with a word, one that starts with it, or what it is short for."""
        meant = set(WORDS.get(word, [word]))
        return frozenset(
            pk
            for pk, own in words.items()
            if word in own or meant <= own or (len(word) > 2 and any(w.startswith(word) for w in own))
        )

    def read(self, text: str) -> tuple[Ids, Ids, list[tuple[str, str]]]:
        """Return the programs that hold all words, those that hold all in names, and the corrections."""
        found, named, corrections = self.everything, self.everything, []
        for written in search_words(text):
            word = written
            if not self.holding(self.names, word) | self.holding(self.rest, word) and len(word) > 3:
                known = {name for own in self.names.values() for name in own} | set(WORDS)
                near = [name for name in known if abs(len(name) - len(word)) < 3]
                if close := difflib.get_close_matches(word, near, n=1, cutoff=0.75):
                    word = close[0]
                    corrections.append((written, word))
            in_names = self.holding(self.names, word)
            found, named = found & (in_names | self.holding(self.rest, word)), named & in_names
        return found, named, corrections

    def best(self, pk: int) -> tuple[Any, ...]:
        record = self.records[pk]
        is_fresh = finds(record, "freshness", "fresh") is True
        few = bool(set(record["access"]) & NARROW_ACCESS)
        shut = record["intake"] in SHUT_INTAKES
        return shut, few, not is_fresh, -stated_count(record), record["name"][:300].casefold(), pk

    def key(self, pk: int, sort: ProgramSort) -> tuple[Any, ...]:
        record = self.records[pk]
        weeks = record["weeks_max"] if record["weeks_min"] is None else record["weeks_min"]
        price, closing = price_of(record), self.closing_day(pk)
        day = oldest_deciding_day(record)
        own = {
            ProgramSort.CHEAPEST: NEVER if price is None else price,
            ProgramSort.SHORTEST: NEVER if weeks is None else weeks,
            ProgramSort.DEADLINE: closing.toordinal() if closing else NEVER,
            ProgramSort.FRESHEST: -day.toordinal() if day else NEVER,
            ProgramSort.NAME: record["name"][:300].casefold(),
        }
        rest = (pk,) if sort == ProgramSort.NAME else self.best(pk)
        return own.get(sort, 0), *rest

    def first_ids(self, programs: Ids, sort: ProgramSort, count: int) -> list[int]:
        return sorted(programs, key=lambda pk: self.key(pk, sort))[:count]

    def all_ids(self, query: SearchQuery, fit: Mapping[str, Ids]) -> list[int]:
        found, layers = self.found(query, fit), [self.everything]
        if query.sort == ProgramSort.BEST and search_words(query.text):
            named = self.read(query.text)[1]
            layers = [named, self.everything - named]
        elif query.sort == ProgramSort.FIT and fit:
            layers = self.fit_layers(fit)
        return [pk for layer in layers for pk in self.first_ids(found & layer, query.sort, len(found))]

    def count(self, query: SearchQuery, fit: Mapping[str, Ids]) -> int:
        return len(self.found(query, fit))

    def counts(self, query: SearchQuery, fit: Mapping[str, Ids]) -> dict[str, dict[str, int]]:
        counts = {}
        for facet in FACETS:
            parameter, ticked = facet.parameter, query.ticked.get(facet.parameter, ())
            dropped = () if facet.all_of else (parameter,)
            scope = self.found(query, fit, dropped, closed=parameter == "intake" and not ticked)
            scope = self.found(query, fit, dropped, closed=True) if parameter == "intake" else scope
            codes = [option.code for option in self.words.vocabulary.offered(parameter, ticked)]
            counts[parameter] = {code: len(scope & self.option(parameter, code)) for code in codes}
            counts[parameter][NOT_STATED] = len(scope & self.answers(parameter, "0")[1])
        if fit:
            for facet in OWN_FACETS:
                scope, codes = self.found(query, fit, [facet.parameter]), dict(facet.options)
                counts[facet.parameter] = {code: len(scope & fit.get(code, frozenset())) for code in codes}
        return counts

    def suggestions(self, query: SearchQuery, fit: Mapping[str, Ids]) -> list[Suggestion]:
        asked = [*query.ticked, *(["q"] if search_words(query.text) else [])]
        for size in range(1, min(4, len(asked))):
            near = combinations(asked, size)
            found = [Suggestion(dropped, len(self.found(query, fit, dropped))) for dropped in near]
            if found := [each for each in found if each.count]:
                return sorted(found, key=lambda each: each.count)
        return []

    def search(self, query: SearchQuery, fit: Mapping[str, Ids], page: int = 1) -> SearchResult:
        ids = self.all_ids(query, fit)
        page = max(1, min(page, -(-len(ids) // PAGE_SIZE)))
        shown = self.found(query, fit, closed=True)
        return SearchResult(
            query=query,
            page=page,
            ids=ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            total=len(ids),
            hidden_count=0 if "intake" in query.ticked else len(shown - self.listed),
            counts=self.counts(query, fit),
            corrections=self.read(query.text)[2] if search_words(query.text) else (),
            suggestions=[] if ids else self.suggestions(query, fit),
            prices=self.prices(frozenset(ids)),
        )

    def prices(self, programs: Ids) -> PriceSpread | None:
        """Restate the quartiles: the lowest stated price that a quarter, a half, three do not lie above."""
        found = sorted(price for pk in programs if (price := price_of(self.records[pk])) is not None)
        if len(found) < 8:
            return None
        quarters = [next(p for n, p in enumerate(found, 1) if 4 * n >= q * len(found)) for q in (1, 2, 3)]
        return PriceSpread(len(found), found[0], *quarters, found[-1])

    def codes(self, parameter: str) -> list[str]:
        found = {code for record in self.records for code in CODED[parameter](record)}
        return sorted(found - {None})

    def rules(self) -> list[tuple[str, Ids]]:
        found: dict[str, set[int]] = {}
        for pk, record in enumerate(self.records):
            for rule in eligibility_rules.rules_of(record):
                found.setdefault(rule.key, set()).add(pk)
        return [(key, frozenset(programs)) for key, programs in found.items()]

    def with_ids(self, program_ids: Iterable[int]) -> Ids:
        return self.everything & frozenset(program_ids)

    def closing_day(self, program_id: int) -> datetime.date | None:
        closes = [window["closes"] for window in self.records[program_id]["windows"] if window["closes"]]
        return windows.next_closing(closes, self.today) if closes else None
