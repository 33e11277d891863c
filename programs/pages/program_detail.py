"""A program's page: everything known, everything to ask, and the rules behind both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from programs import flags, pricing
from programs.answers import all_flags_of
from programs.models import Program, StateRule
from programs.pages import cards
from programs.pages.citations import Citation, Citations
from programs.pages.program_sections import (
    AccessSection,
    FactsSection,
    FeesSection,
    ProgramHead,
    ProofSection,
    RequirementWords,
    access_section,
    facts_section,
    fees_section,
    program_head,
    proof_section,
    requirements_of,
)
from programs.records import Record
from programs.search import Catalog, similar_ids

# Facts that stand on the page outside its lists of facts.
CITED_BESIDE = ("name", "access_note", "host", "summary", "four_week_price", "fees", "requirements")
JSON_LD_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class ProgramPage:
    """A program as its page shows it.

    ``requirements`` by family. ``state_rules``: the state law above the host. ``similar``: the cards of the
    nearest programs. ``structured``: for search engines. ``cites``: the source of what stands outside
    the lists of facts; "none" for what is not stated.
    """

    program: Program
    head: ProgramHead
    access: AccessSection
    facts: FactsSection
    fees: FeesSection
    red_flags: Sequence[flags.Flag]
    requirements: dict[str, list[RequirementWords]]
    state_rules: Sequence[StateRule]
    proof: ProofSection
    similar: SafeString
    structured: SafeString
    cites: Mapping[str, Citation]


def program_page(
    program: Program,
    catalog: Catalog,
    summaries: cards.Summaries = cards.no_summaries,
    name: str = "",
) -> ProgramPage:
    """Build a program's page. ``summaries``: the visitor's cards of similar programs; ``name``: their own."""
    record, case = program.record, flags.case_of(program, catalog.today)
    cites = Citations(program, catalog.today)
    states = {record["host"]["state"], *record["states"]}
    return ProgramPage(
        program=program,
        head=program_head(record),
        access=access_section(record),
        facts=facts_section(record, cites, name),
        fees=fees_section(record, case.price, cites, catalog),
        red_flags=all_flags_of(program, catalog.today),
        requirements=requirements_of(record, catalog, cites),
        state_rules=[rule for rule in catalog.words.state_rules if rule.state in states],
        proof=proof_section(program, catalog),
        similar=cards.joined_html(similar_ids(program, catalog), catalog.today, summaries),
        structured=json_ld_text(record, case.price),
        cites={name: cites.fact(name) for name in CITED_BESIDE} | {"none": Citation(None, catalog.today)},
    )


def json_ld_text(record: Record, price: pricing.FourWeekPrice) -> SafeString:
    """Escape < > &, so that no text leaves its script element."""
    text = json.dumps(json_ld(record, price), ensure_ascii=False)
    return mark_safe(text.translate(JSON_LD_ESCAPES))  # noqa: S308


def json_ld(record: Record, price: pricing.FourWeekPrice) -> dict[str, Any]:
    """An EducationalOccupationalProgram of schema.org with the stated facts only."""
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
