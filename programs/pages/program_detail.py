"""A program's page: everything known, everything to ask, and the rules behind both."""

import datetime
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from programs import choices, facts, flags, formatting, freshness, pricing, proof
from programs.models import Program, Requirement, StateRule
from programs.pages import cards
from programs.pages.citations import UNCITED, Citation
from programs.records import Record
from programs.search import Catalog, similar_ids

FIRST_GROUPS = (facts.WHO, facts.WORK)
JSON_LD_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class FeeWords:
    """A fee line in words."""

    kind: str
    amount: str
    basis: str
    notes: list[str]
    in_price: str
    cite: Citation | None = None


@dataclass(frozen=True)
class RequirementWords:
    """A requirement in words."""

    code: str
    label: str
    level: str
    minimum: str
    detail: str
    applies_to: str
    any_of: str
    what_it_is: str
    expires: str
    path: str = ""
    cite: Citation | None = None


@dataclass
class ProgramPage:
    """A program as its page shows it."""

    program: Program
    catalog: Catalog
    summaries: cards.Summaries = cards.no_summaries

    def load(self) -> "ProgramPage":
        """Read now what the page or the comparison needs from the database, and return itself."""
        _ = self.requirements, self.state_rules, self.red_flags
        return self

    def load_similar(self, summaries: cards.Summaries = cards.no_summaries) -> "ProgramPage":
        """Read the cards of similar programs too, with what they say to one visitor."""
        self.load().summaries = summaries
        _ = self.similar
        return self

    @property
    def today(self) -> datetime.date:
        """Return the day of the catalog."""
        return self.catalog.today

    @property
    def record(self) -> Record:
        """Return the program in the exchange format."""
        return self.program.record

    @cached_property
    def case(self) -> flags.FlagCase:
        """Return what price and red flags are computed from."""
        return cards.case_of(self.program, self.today)

    @property
    def is_shut(self) -> bool:
        """Return whether the intake closes the program to everybody."""
        return self.record["intake"] in choices.SHUT_INTAKES

    @property
    def is_closed_program(self) -> bool:
        """Return whether the plain list leaves it out: nobody from abroad need ask."""
        return self.record["intake"] in choices.HIDDEN_INTAKES

    @property
    def door_title(self) -> str:
        """Return how closed the program is."""
        if self.is_closed_program:
            return "This program is shut"
        if self.is_shut:
            return "Not open when the source was written"
        return "This program is not open to everybody"

    @cached_property
    def door_words(self) -> list[str]:
        """Return what closes or narrows it, whatever one's documents are."""
        record = self.record
        codes = [code for code in record["access"] if code in cards.SHUT_INTAKES_AND_ACCESS]
        as_of = formatting.partial_date_words(record["intake_as_of"])
        intake = None
        if record["intake"] and record["intake"] != choices.Intake.OPEN:
            intake = f"{choices.Intake(record['intake']).label}{f' (as of {as_of})' if as_of else ''}"
        closed_to = formatting.labels_of(choices.Audience, record.get("not_open_to", []))
        access = formatting.labels_of(choices.Access, codes)
        not_open = closed_to and f"Not open to: {closed_to}"
        return [
            words for words in (intake, not_open, access, record["access_note"] if access else None) if words
        ]

    def cite(self, place: int) -> Citation:
        """Return the source at a place, for beside a fact that rests on it."""
        return Citation(proof.proof_at(self.record, place, self.program.checked_on), self.today)

    @property
    def uncited(self) -> SafeString:
        """Return what the element of a fact says that rests on no source."""
        return UNCITED

    @property
    def first_source(self) -> Citation:
        """Return the source of name, host and summary."""
        return self.cite(0)

    @cached_property
    def cites(self) -> dict[str, Citation]:
        """Return the source of each fact; of fees and requirements that of their first line."""
        names = [*(fact.name for fact in facts.FACTS), *facts.SECTIONS]
        return {name: self.cite(proof.fact_place(self.record, name)) for name in names}

    @cached_property
    def known(self) -> dict[str, list[tuple[facts.StatedFact, Citation]]]:
        """Return what is stated, by group, each fact with its source."""
        stated = facts.stated_facts(self.record)
        return {group: [(fact, self.cites[fact.name]) for fact in found] for group, found in stated.items()}

    @property
    def known_first(self) -> dict[str, list[tuple[facts.StatedFact, Citation]]]:
        """Return what is stated of whether one can go and what one does there; the rest follows it."""
        return {group: stated for group, stated in self.known.items() if group in FIRST_GROUPS}

    @property
    def known_rest(self) -> dict[str, list[tuple[facts.StatedFact, Citation]]]:
        """Return what else is stated."""
        return {group: stated for group, stated in self.known.items() if group not in FIRST_GROUPS}

    @cached_property
    def questions(self) -> list[facts.StatedFact]:
        """Return what is not stated and worth asking."""
        lists = facts.missing_lists(self.record)
        return [fact for fact in [*facts.missing_facts(self.record), *lists] if fact.question]

    @cached_property
    def unstated(self) -> list[facts.StatedFact]:
        """Return what is not stated and hardly worth asking."""
        return [fact for fact in facts.missing_facts(self.record) if not fact.question]

    @property
    def type_label(self) -> str:
        """Return the program type in words."""
        return str(choices.ProgramType(self.record["type"]).label)

    @property
    def host_kind(self) -> str:
        """Return what kind of place the host is; nothing for "other"."""
        kind = choices.HostKind(self.record["host"]["kind"])
        return "" if kind == choices.HostKind.OTHER else str(kind.label)

    @property
    def place(self) -> str:
        """Return city and state as far as they are stated."""
        return formatting.place_words(self.record["host"]["city"], self.record["host"]["state"])

    @property
    def is_weak(self) -> bool:
        """Return whether every source is somebody else's page."""
        return {source["kind"] for source in self.record["sources"]} == {choices.SourceKind.SECONDARY}

    @property
    def weeks_words(self) -> str | None:
        """Return the length in words."""
        return formatting.weeks_words(self.record["weeks_min"], self.record["weeks_max"])

    @property
    def contact_words(self) -> str | None:
        """Return the patient contact in words."""
        return formatting.label_of(choices.PatientContact, self.record["patient_contact"])

    @property
    def letter_words(self) -> str | None:
        """Return the letter policy in words."""
        return formatting.label_of(choices.LetterPolicy, self.record["letter"])

    @property
    def how_to_apply(self) -> str:
        """Return the way to apply in one sentence."""
        route = formatting.label_of(choices.ApplicationRoute, self.record["application_route"])
        lead = self.record["lead_time_weeks"]
        ahead = None if lead is None else f"Apply at least {formatting.counted(lead, 'week')} ahead"
        unknown = None if route else "The source does not say how to apply. Start at the official page"
        return f"{formatting.joined(route, unknown, ahead)}."

    @cached_property
    def price_words(self) -> str | None:
        """Return the four-week price in words; None when it is unknown."""
        return formatting.four_week_price_words(self.case.price)

    @property
    def price_cite(self) -> Citation:
        """Return the source of the four-week price."""
        return self.cites["fees" if self.record["fees"] else "free"]

    @cached_property
    def fees(self) -> list[FeeWords]:
        """Return the fee lines, each with its part in the four-week price."""
        parts = {id(line.fee): line for line in self.case.price.lines}
        return [
            fee_words(fee, parts.get(id(fee)), self.cite(proof.line_place(self.record, "fees", n)))
            for n, fee in enumerate(self.record["fees"])
        ]

    @cached_property
    def red_flags(self) -> list[flags.Flag]:
        """Return the red flags, silenced ones with their reason."""
        silences = [(silence.rule, silence.reason) for silence in self.program.silences.all()]
        return flags.red_flags(self.case, silences)

    @cached_property
    def requirements(self) -> dict[str, list[RequirementWords]]:
        """Return the requirements by family, in the order of the families."""
        known = self.catalog.words.requirements
        lines = [
            (
                known[line["code"]],
                line,
                f"requirements.{n}",
                self.cite(proof.line_place(self.record, "requirements", n)),
            )
            for n, line in enumerate(self.record["requirements"])
            if line["code"] in known
        ]
        grouped = {
            str(group.label): [requirement_words(*line) for line in lines if line[0].group == group]
            for group in choices.RequirementGroup
        }
        return {group: words for group, words in grouped.items() if words}

    @cached_property
    def sources(self) -> list[dict[str, str]]:
        """Return where the facts come from, with dates."""
        return [
            {
                "url": source["url"],
                "title": source["title"] or source["url"],
                "date": formatting.partial_date_words(source["page_date"]) or "no date on the page",
                "kind": str(choices.SourceKind(source["kind"]).label),
            }
            for source in self.record["sources"]
        ]

    @property
    def proof(self) -> str:
        """Return how old the proof is."""
        return cards.proof_words(self.program.fresh_on, self.program.checked_on, self.today)

    @property
    def oldest_words(self) -> str:
        """Return which fact makes the program as old as it is; nothing when none that decides is stated."""
        name = proof.oldest_deciding(self.record, self.program.checked_on)[0]
        return facts.label_of(name).lower() if name else ""

    @property
    def freshness_code(self) -> str:
        """Return fresh, stale or undated, for the mark's color."""
        return freshness.freshness(self.program.fresh_on, self.today) or "undated"

    @cached_property
    def state_rules(self) -> list[StateRule]:
        """Return the state law above this host."""
        states = {self.record["host"]["state"], *self.record["states"]}
        return [rule for rule in self.catalog.words.state_rules if rule.state in states]

    @cached_property
    def similar(self) -> SafeString:
        """Return the cards of the nearest programs."""
        return cards.joined_html(similar_ids(self.program, self.catalog), self.today, self.summaries)

    @cached_property
    def structured(self) -> SafeString:
        """Return the program for search engines; < > & are escaped, so it cannot leave its script element."""
        text = json.dumps(json_ld(self.record, self.case.price), ensure_ascii=False)
        return mark_safe(text.translate(JSON_LD_ESCAPES))  # noqa: S308

    @cached_property
    def differences(self) -> list[tuple[str, str, Citation]]:
        """Return what differs by audience: for whom, what, and who says so."""
        return [
            (
                str(choices.Audience(line["audience"]).label),
                f"{choices.DifferingFact(line['fact']).label}: {line['value']}",
                self.cite(proof.line_place(self.record, "differences", n)),
            )
            for n, line in enumerate(self.record.get("differences", []))
        ]


def fee_words(
    fee: pricing.FeeLine, part: pricing.CountedLine | None, cite: Citation | None = None
) -> FeeWords:
    """Return a fee line in words; ``part`` is its part in the four-week price, if it has one."""
    refund = {True: "Refundable", False: "Not refundable", None: None}[fee["refundable"]]
    applies = fee["applies_to"] and f"For: {fee['applies_to']}"
    return FeeWords(
        kind=str(choices.FeeKind(fee["kind"]).label),
        amount=formatting.money_range(fee["amount_min"], fee["amount_max"]) or "Amount not stated",
        basis=str(choices.FeeBasis(fee["basis"]).label),
        notes=[note for note in (applies, fee["note"], refund) if note],
        in_price=formatting.money_range(part.low, part.high) or "" if part else "",
        cite=cite,
    )


def requirement_words(
    requirement: Requirement, line: dict[str, Any], path: str = "", cite: Citation | None = None
) -> RequirementWords:
    """Return a requirement in words."""
    days = line.get("valid_days")
    own = f"Here it counts for {formatting.counted(days, 'day')} from its date." if days else ""
    return RequirementWords(
        code=requirement.code,
        label=requirement.label,
        level=str(choices.RequirementLevel(line["level"]).label),
        minimum="" if line["minimum"] is None else f"at least {formatting.plain(line['minimum'])}",
        detail=line["detail"] or "",
        applies_to=line.get("applies_to") or "",
        any_of=line.get("any_of") or "",
        what_it_is=requirement.what_it_is,
        expires=own or requirement.validity_text,
        path=path,
        cite=cite,
    )


def json_ld(record: Record, price: pricing.FourWeekPrice) -> dict[str, Any]:
    """Return schema.org's EducationalOccupationalProgram, stated facts only."""
    host = record["host"]
    address = {"@type": "PostalAddress", "addressCountry": "US"}
    address |= {"addressLocality": host["city"]} if host["city"] else {}
    address |= {"addressRegion": host["state"]} if host["state"] else {}
    program: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": record["name"],
        "provider": {"@type": "Organization", "name": host["name"], "address": address},
    }
    program |= {"description": record["summary"]} if record["summary"] else {}
    program |= {"url": record["website"]} if record["website"] else {}
    if price.low is not None:
        offer = {"@type": "Offer", "priceCurrency": "USD", "price": price.low, "description": "Four weeks"}
        program["offers"] = offer
    return program
