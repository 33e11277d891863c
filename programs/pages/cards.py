"""A program's card on the list, rendered when the program changes and kept in a table.

Only the mark of freshness depends on the day; ``good_until`` says when to render again.
"""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programs import choices, flags, formatting, freshness, pricing
from programs.answers import UNCHECKED, age_warning, warnings_among
from programs.models import Card, Program
from programs.records import Record, open_months

TEMPLATE = "programs/_card.html"
# What a visitor must know before reading on.
SHUT_INTAKES_AND_ACCESS = frozenset(
    set(choices.Access) - {choices.Access.OPEN, choices.Access.AGENCY_CUSTOMER}
)
AGES = frozenset({UNCHECKED, flags.NOT_RECHECKED})
# In what order a card names whom a program takes: first those who most visitors are.
MOST_VISITORS = (choices.Audience.GRADUATE, choices.Audience.FINAL_YEAR_STUDENT)
# A private-use character: here goes what a card says to one visitor alone.
SUMMARY = "\ue003"

Summaries = Callable[[list[int]], Mapping[int, str]]


def no_summaries(program_ids: list[int]) -> Mapping[int, str]:  # noqa: ARG001 - in place of one who has some
    """What cards say to a visitor without an account: nothing."""
    return {}


def first_of(words: Sequence[str], shown: int = 1) -> str:
    """The first ones and how many more: "graduates +4"."""
    named, more = ", ".join(words[:shown]), len(words) - shown
    return f"{named}\u00a0+{more}" if more > 0 else named


def specialty_words(record: Record) -> str:
    return "Any specialty" if record["any_specialty"] else first_of(record["specialties"])


def audience_words(codes: Collection[str]) -> str:
    """Two of them in full: graduates and final-year students where they are among them."""
    ordered = dict.fromkeys((*MOST_VISITORS, *choices.Audience))
    return first_of([formatting.audience_words([code]) for code in ordered if code in codes], shown=2)


def price_on_card(price: pricing.FourWeekPrice) -> str | None:
    words = formatting.four_week_price_words(price)
    return f"{words} for 4 weeks" if words and price.low else words


def compared_facts(record: Record) -> dict[str, str | None]:
    """What people compare first, beside the price, by name; None is not stated."""
    return {
        "length": formatting.weeks_words(record["weeks_min"], record["weeks_max"]),
        "who can apply": audience_words(record["audiences"]) or None,
        "letter": formatting.choice_label(choices.LetterPolicy, record["letter"]),
    }


def line_words(record: Record) -> str:
    """Kind unless the name says it, delivery unless in person, and what is stated of the rest."""
    months = formatting.month_ranges(open_months(record))
    is_elsewhere = record["delivery"] != choices.Delivery.IN_PERSON
    kind = str(choices.ProgramType(record["type"]).label)
    compared = compared_facts(record)
    facts = [
        None if kind.lower() in record["name"].lower() else kind,
        compared["length"],
        formatting.choice_label(choices.PatientContact, record["patient_contact"]),
        formatting.choice_label(choices.Delivery, record["delivery"]) if is_elsewhere else None,
        compared["letter"],
        compared["who can apply"],
        months and f"openings {months}",
        specialty_words(record),
    ]
    return formatting.DOT.join(str(words) for words in facts if words)


def proof_words(
    fresh_on: datetime.date | None, checked_on: datetime.date | None, today: datetime.date
) -> str:
    """How old the proof is, never "verified" without a date."""
    if fresh_on is None:
        return "Source has no date. Not re-checked"
    month = f"{fresh_on:%B %Y}"
    if freshness.freshness(fresh_on, today) != choices.Freshness.FRESH:
        return f"Not checked since {month}"
    return f"Checked {formatting.day_words(fresh_on)}" if checked_on == fresh_on else f"Source dated {month}"


def last_check(program: Program) -> datetime.date | None:
    """The day of the check that makes a program as fresh as it is, else that of its last whole one."""
    is_of_one_fact = str(program.fresh_on) in program.fact_checks.values()
    return program.fresh_on if is_of_one_fact else program.checked_on


def host_line(record: Record) -> str:
    place = formatting.place_words(record["host"]["city"], record["host"]["state"])
    provider = f"through {record['provider']['name']}" if record["provider"] else ""
    return formatting.DOT.join(part for part in (record["host"]["name"], place, provider) if part)


def warnings_on_card(warnings: list[flags.Flag], proof: str) -> list[flags.Flag]:
    """The warning of an old proof says how old it is: the card says it once."""
    return [replace(flag, title=proof) if flag.rule in AGES else flag for flag in warnings]


def card_context(program: Program, today: datetime.date) -> dict[str, Any]:
    record, case = program.record, flags.case_of(program, today)
    program_flags = flags.red_flags(case, flags.silences_of(program))
    silenced_count = len(program_flags) - len(flags.open_flags(program_flags))
    price = price_on_card(case.price)
    proof = proof_words(program.fresh_on, last_check(program), today)
    warnings = warnings_among(program_flags, age_warning(program.fresh_on, today))
    compared = {"price": price, **compared_facts(record)}
    return {
        "slug": program.slug,
        "record": record,
        "host_line": host_line(record),
        "price": price,
        "line": line_words(record),
        "not_stated": ", ".join(name for name, words in compared.items() if not words),
        "intake": formatting.choice_label(choices.Intake, record["intake"]),
        "intake_is_open": record["intake"] == choices.Intake.OPEN,
        "access": formatting.labels_of(
            choices.Access, [code for code in record["access"] if code in SHUT_INTAKES_AND_ACCESS]
        ),
        "warnings": warnings_on_card(warnings, proof),
        "silenced": f"{formatting.counted(silenced_count, 'red flag')} looked into" if silenced_count else "",
        "proof": "" if any(flag.rule in AGES for flag in warnings) else proof,
        "summary": SUMMARY,
        "freshness": freshness.freshness(program.fresh_on, today) or "undated",
    }


def card_of(program: Program, today: datetime.date) -> Card:
    """A program's unsaved card; load the program with ``for_editing``."""
    return Card(
        program=program,
        html=render_to_string(TEMPLATE, card_context(program, today)).strip(),
        good_until=freshness.last_day_of_mark(program.fresh_on, today),
    )


def kept_cards(program_ids: list[int], today: datetime.date) -> dict[int, str]:
    """The cards of these programs in this order; one query when all are kept and right for the day."""
    kept = Card.objects.filter(program__in=program_ids).values_list("program_id", "html", "good_until")
    good = {pk: html for pk, html, good_until in kept if good_until is None or good_until >= today}
    if missing := [pk for pk in program_ids if pk not in good]:
        programs = Program.objects.filter(pk__in=missing).prefetch_related("silences")
        good |= {program.pk: card_of(program, today).html for program in programs}
    return {pk: good[pk] for pk in program_ids if pk in good}


def cards_html(program_ids: list[int], today: datetime.date) -> list[str]:
    """The cards of these programs in this order, marks included."""
    return list(kept_cards(program_ids, today).values())


def with_summary(html: str, summary: str) -> str:
    """A card with a visitor's own summary at its mark.

    Only the last mark is ours: the template writes it after every text of a host or program, and such a
    text may hold the same character. Those before it are dropped.
    """
    before, _, after = html.rpartition(SUMMARY)
    return f"{before.replace(SUMMARY, '')}{summary}{after}"


def joined_html(
    program_ids: list[int], today: datetime.date, summaries: Summaries = no_summaries
) -> SafeString:
    """The cards as one piece of HTML; each is a rendered template, so it is safe."""
    own, cards = summaries(program_ids), kept_cards(program_ids, today)
    return mark_safe("".join(with_summary(html, own.get(pk, "")) for pk, html in cards.items()))  # noqa: S308
