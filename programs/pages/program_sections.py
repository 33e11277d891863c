"""The sections of a program's page, each complete when it is made."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from programs import choices, facts, formatting, freshness, pricing, proof
from programs.models import Program, Requirement
from programs.pages import cards
from programs.pages.citations import Citation, Citations
from programs.pages.host_message import HostMessage, host_message
from programs.pages.price_spread import ComparedPrice, compared_price
from programs.records import Record, open_months
from programs.search import Catalog

CitedFact = tuple[facts.StatedFact, Citation]


@dataclass(frozen=True)
class ProgramHead:
    """The top of a program's page: name, host and place.

    ``host_kind`` is blank for "other".
    """

    type_label: str
    host_kind: str
    place: str
    weeks_words: str | None
    contact_words: str | None
    letter_words: str | None


def program_head(record: Record) -> ProgramHead:
    host_kind = choices.HostKind(record["host"]["kind"])
    return ProgramHead(
        type_label=str(choices.ProgramType(record["type"]).label),
        host_kind="" if host_kind == choices.HostKind.OTHER else str(host_kind.label),
        place=formatting.place_words(record["host"]["city"], record["host"]["state"]),
        weeks_words=formatting.weeks_words(record["weeks_min"], record["weeks_max"]),
        contact_words=formatting.choice_label(choices.PatientContact, record["patient_contact"]),
        letter_words=formatting.choice_label(choices.LetterPolicy, record["letter"]),
    )


@dataclass(frozen=True)
class AccessSection:
    """Whether the program takes anybody, and whom.

    ``is_shut``: the intake closes it to everybody. ``is_closed_program``: nobody from abroad need ask.

    ``words``: what closes or narrows it, whatever one's documents are; ``title``: how closed it is.
    """

    is_shut: bool
    is_closed_program: bool
    title: str
    words: Sequence[str]
    how_to_apply: str


def access_section(record: Record) -> AccessSection:
    is_shut = record["intake"] in choices.SHUT_INTAKES
    is_closed = record["intake"] in choices.HIDDEN_INTAKES
    if is_closed:
        title = "This program is shut"
    elif is_shut:
        title = "Not open when the source was written"
    else:
        title = "Not open to everyone"
    return AccessSection(is_shut, is_closed, title, access_words(record), how_to_apply(record))


def access_words(record: Record) -> list[str]:
    codes = [code for code in record["access"] if code in cards.SHUT_INTAKES_AND_ACCESS]
    as_of = formatting.partial_date_words(record["intake_as_of"])
    intake = None
    if record["intake"] and record["intake"] != choices.Intake.OPEN:
        intake = f"{choices.Intake(record['intake']).label}{f' (as of {as_of})' if as_of else ''}"
    closed_to = formatting.labels_of(choices.Audience, record.get("not_open_to", []))
    access = formatting.labels_of(choices.Access, codes)
    not_open = closed_to and f"Not open to: {closed_to}"
    note = record["access_note"] if access else None
    return [words for words in (intake, not_open, access, note) if words]


def how_to_apply(record: Record) -> str:
    route = formatting.choice_label(choices.ApplicationRoute, record["application_route"])
    lead = record["lead_time_weeks"]
    ahead = None if lead is None else f"Apply at least {formatting.length_words(lead)} ahead"
    unknown = None if route else "The source does not say how to apply. Start at the official page"
    return f"{formatting.join_stated(route, unknown, ahead)}."


@dataclass(frozen=True)
class MonthChip:
    """A month of the year, and whether the program has places in it."""

    number: int
    name: str
    is_open: bool


@dataclass(frozen=True)
class FactsSection:
    """What is stated, by group, and what is not.

    ``who``: whether one can go, without what stands above all; ``work``: what one does there.
    ``differences``: for whom, and what.
    ``questions``: not stated and worth asking; ``message``: all of them, to the host, None without any.
    ``unstated``: hardly worth asking. ``months``: none where nothing is stated of any.
    """

    who: dict[str, list[CitedFact]]
    work: dict[str, list[CitedFact]]
    rest: dict[str, list[CitedFact]]
    differences: Sequence[tuple[str, str, Citation]]
    questions: Sequence[facts.StatedFact]
    message: HostMessage | None
    unstated: Sequence[facts.StatedFact]
    months: Sequence[MonthChip]
    months_words: str | None
    months_cite: Citation


def facts_section(record: Record, cites: Citations, name: str = "") -> FactsSection:
    """Build the section of the facts; ``name`` is whoever would write to the host."""
    missing = facts.missing_facts(record)
    questions = [fact for fact in [*missing, *facts.missing_lists(record)] if fact.question]
    above = {record["access_note"]} & {*access_words(record)}
    known = {
        group: [(fact, cites.fact(fact.name)) for fact in stated if fact.words not in above]
        for group, stated in facts.stated_facts(record).items()
    }
    return FactsSection(
        who={group: stated for group, stated in known.items() if group == facts.WHO},
        work={group: stated for group, stated in known.items() if group == facts.WORK},
        rest={group: stated for group, stated in known.items() if group not in (facts.WHO, facts.WORK)},
        differences=differences_of(record, cites),
        questions=questions,
        message=host_message(record, questions, name),
        unstated=[fact for fact in missing if not fact.question],
        months=month_chips(record),
        months_words=formatting.month_ranges(open_months(record)),
        months_cite=cites.fact("blackout_months"),
    )


def month_chips(record: Record) -> list[MonthChip]:
    """The twelve months when the record says which have no places; else none."""
    open_ones = open_months(record)
    return [
        MonthChip(month, calendar.month_abbr[month], month in open_ones)
        for month in (range(1, 13) if record["blackout_months"] else ())
    ]


def differences_of(record: Record, cites: Citations) -> list[tuple[str, str, Citation]]:
    return [
        (
            str(choices.Audience(line["audience"]).label),
            f"{choices.DifferingFact(line['fact']).label}: {line['value']}",
            cites.line("differences", position),
        )
        for position, line in enumerate(record.get("differences", []))
    ]


@dataclass(frozen=True)
class FeeWords:
    kind: str
    amount: str
    basis: str
    notes: list[str]
    in_price: str
    cite: Citation | None = None


@dataclass(frozen=True)
class FeesSection:
    """What the program costs, line by line.

    ``price_words``: the four-week price, None when it is unknown; ``known_words``: what is known of it, None
    when that is nothing; ``alternatives``: of tuition lines.
    ``compared``: where the price stands among comparable ones, None where too few are stated.
    """

    price_words: str | None
    known_words: str | None
    lines: Sequence[FeeWords]
    alternatives: bool
    compared: ComparedPrice | None


def fees_section(
    record: Record, price: pricing.FourWeekPrice, cites: Citations, catalog: Catalog
) -> FeesSection:
    parts = {id(line.fee): line for line in price.lines}
    return FeesSection(
        formatting.four_week_price_words(price),
        formatting.known_price_words(price, record["fees"]),
        [
            replace(fee_words(fee, parts.get(id(fee))), cite=cites.line("fees", position))
            for position, fee in enumerate(record["fees"])
        ],
        price.alternatives,
        compared_price(record, price, catalog),
    )


def fee_words(fee: pricing.FeeLine, part: pricing.CountedLine | None) -> FeeWords:
    """Spell a fee; ``part`` is its part in the four-week price, if it has one."""
    refund = {True: "Refundable", False: "Not refundable", None: None}[fee["refundable"]]
    applies = fee["applies_to"] and f"For: {fee['applies_to']}"
    return FeeWords(
        kind=str(choices.FeeKind(fee["kind"]).label),
        amount=formatting.money_range(fee["amount_min"], fee["amount_max"]) or "Amount not stated",
        basis=str(choices.FeeBasis(fee["basis"]).label),
        notes=[note for note in (applies, fee["note"], refund) if note],
        in_price=formatting.money_range(part.low, part.high) or "" if part else "",
    )


@dataclass(frozen=True)
class RequirementWords:
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


def requirements_of(record: Record, catalog: Catalog, cites: Citations) -> dict[str, list[RequirementWords]]:
    known = catalog.words.requirements
    lines = [
        (
            known[line["code"]].group,
            replace(words, path=f"requirements.{n}", cite=cites.line("requirements", n)),
        )
        for n, line in enumerate(record["requirements"])
        if line["code"] in known and (words := requirement_words(known[line["code"]], line))
    ]
    grouped = {
        str(group.label): [words for of_group, words in lines if of_group == group]
        for group in choices.RequirementGroup
    }
    return {group: words for group, words in grouped.items() if words}


def requirement_words(requirement: Requirement, line: dict[str, Any]) -> RequirementWords:
    days = line.get("valid_days")
    own = f"Here it counts for {formatting.counted(days, 'day')} from its date." if days else ""
    return RequirementWords(
        code=requirement.code,
        label=requirement.label,
        level=str(choices.RequirementLevel(line["level"]).label),
        minimum="" if line["minimum"] is None else f"at least {formatting.number_words(line['minimum'])}",
        detail=line["detail"] or "",
        applies_to=line.get("applies_to") or "",
        any_of=line.get("any_of") or "",
        what_it_is=requirement.what_it_is,
        expires=own or requirement.validity_text,
    )


@dataclass(frozen=True)
class ProofSection:
    """How old the proof is, and where the facts come from.

    ``freshness_code``: fresh, stale or undated, for the mark's color. ``oldest_fact``: what makes the
    program as old as it is, blank when it states nothing that decides. ``is_weak``: every source is somebody
    else's page.
    """

    freshness_code: str
    words: str
    oldest_fact: str
    is_weak: bool
    sources: Sequence[dict[str, str]]


def proof_section(program: Program, catalog: Catalog) -> ProofSection:
    sources = program.record["sources"]
    oldest, _ = proof.oldest_deciding(program.record, program.checked_on, program.fact_checks)
    return ProofSection(
        freshness_code=freshness.freshness(program.fresh_on, catalog.today) or "undated",
        words=cards.proof_words(program.fresh_on, cards.last_check(program), catalog.today),
        oldest_fact=facts.fact_label(oldest).lower() if oldest else "",
        is_weak={source["kind"] for source in sources} == {choices.SourceKind.SECONDARY},
        sources=[
            {
                "url": source["url"],
                "title": source["title"] or source["url"],
                "date": formatting.partial_date_words(source["page_date"]) or "no date on the page",
                "kind": str(choices.SourceKind(source["kind"]).label),
            }
            for source in sources
        ],
    )
