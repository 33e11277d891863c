"""Red flags: open rules, each with its text and its reason. Nothing is scored in secret.

Their sources: docs/sources.md#red-flags

A flag on a missing fact is worded as a question to ask the host, not as an accusation.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from programs import formatting, freshness, pricing
from programs.choices import (
    ACADEMIC_HOST_KINDS,
    Audience,
    DifferingFact,
    FeeKind,
    HostKind,
    LetterPolicy,
    PatientContact,
    SourceKind,
)
from programs.records import Record

if TYPE_CHECKING:
    from programs.models import Program

# US dollars for four weeks; the published threshold of the first rule.
HIGH_FOUR_WEEK_PRICE_USD = 2500
GUARANTEED_LETTER = re.compile(
    r"guarant\w+[^.;]{0,60}\b(letters?|lors?)\b|\b(letters?|lors?)\b[^.;]{0,60}guarant", re.IGNORECASE
)
NEGATION = re.compile(r"\b(no|not|nor|never|neither|cannot|without)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True)
class Flag:
    """A raised flag: which rule, why here, and in words that and why a curator silenced it, if one did.

    The warning of a proof over a year old is none of the published red flags: ``is_red`` is False.
    """

    rule: str
    title: str
    rule_text: str
    reason: str
    silenced_because: str = ""
    is_red: bool = True


@dataclass(frozen=True)
class FlagCase:
    """What the rules look at."""

    record: Record
    price: pricing.FourWeekPrice
    fresh_on: datetime.date | None
    today: datetime.date


def high_fee_without_academic_host(case: FlagCase) -> str | None:
    """The reason when it costs much and no academic host is named."""
    highest = case.price.low if case.price.high is None else case.price.high
    if case.record["host"]["kind"] in ACADEMIC_HOST_KINDS or (highest or 0) < HIGH_FOUR_WEEK_PRICE_USD:
        return None
    price = formatting.four_week_price_words(case.price)
    return f"Four weeks cost {price}, and no teaching hospital or university is named as the host."


def no_letter(case: FlagCase) -> str | None:
    """The reason when the host says that it gives no letters."""
    if case.record["letter"] != LetterPolicy.NOT_OFFERED:
        return None
    return "The source says that no letter of recommendation is given."


def promises_letter(text: str) -> bool:
    """Whether a text guarantees a letter; "no guarantee of a letter" and the like guarantee none."""
    return any(
        not NEGATION.search(re.split(r"[.,;:]", text[: match.start()])[-1][-20:] + match[0])
        for match in GUARANTEED_LETTER.finditer(text)
    )


def guaranteed_letter(case: FlagCase) -> str | None:
    """The reason when a letter is promised before anyone has seen you work."""
    fees = [fee["note"] for fee in case.record["fees"]]
    sources = [source["title"] for source in case.record["sources"]]
    texts = [case.record["name"], case.record["summary"], case.record["schedule_note"], *fees, *sources]
    if not any(text and promises_letter(text) for text in texts):
        return None
    return "A letter is promised in advance. Residency programs give little weight to such letters."


def no_named_host(case: FlagCase) -> str | None:
    """The question when an agency names no hospital."""
    if case.record["host"]["kind"] != HostKind.AGENCY:
        return None
    return "No hospital or clinic is named. Ask which one it is, and who supervises you, before you pay."


def not_refundable(case: FlagCase) -> str | None:
    """The question when the main payment is lost even if the visa is refused."""
    main = (FeeKind.TUITION, FeeKind.DEPOSIT)
    for fee in case.record["fees"]:
        kept = fee["kind"] in main and fee["refundable"] is False
        if kept and "visa" not in (fee["note"] or "").lower():
            return "The main payment is not refunded. Ask what happens to it if your visa is refused."
    return None


def hands_on_for_graduates(case: FlagCase) -> str | None:
    """The reason when graduates are offered hands-on work outside a teaching hospital."""
    record = case.record
    differs = any(
        line["audience"] == Audience.GRADUATE and line["fact"] == DifferingFact.PATIENT_CONTACT
        for line in record.get("differences", [])
    )
    offered = (
        record["patient_contact"] == PatientContact.HANDS_ON and Audience.GRADUATE in record["audiences"]
    )
    if not offered or differs or record["host"]["kind"] in ACADEMIC_HOST_KINDS:
        return None
    return (
        "Hands-on work is offered to graduates outside a teaching hospital. "
        "Ask how state law allows it: some boards treat it as practice without a license."
    )


def is_home_page(url: str) -> bool:
    """Whether an address names a site and no page in it."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def weak_source(case: FlagCase) -> str | None:
    """The reason when the facts do not come from the host's own page about the program."""
    sources = case.record["sources"]
    if not sources:
        return "No source is recorded."
    if all(source["kind"] == SourceKind.SECONDARY for source in sources):
        return "The facts come from somebody else's page, not from the host's own. Check with the host."
    if all(is_home_page(source["url"]) for source in sources):
        return "The source is a home page that does not describe the program. Check with the host."
    return None


def not_rechecked(case: FlagCase) -> str | None:
    """The reason when a fact that decides rests on a proof over two years old."""
    if case.fresh_on is None or not freshness.is_long_unchecked(case.fresh_on, case.today):
        return None
    year = case.fresh_on.year
    return f"What decides whether you can go rests in part on a page of {year}. Ask whether it still holds."


# The one rule whose outcome depends on the day.
NOT_RECHECKED = "not_rechecked"
# rule: (title, the rule in words, what finds it)
RULES: dict[str, tuple[str, str, Callable[[FlagCase], str | None]]] = {
    "high_fee_no_academic_host": (
        "High fee, no academic host",
        f"Four weeks cost ${HIGH_FOUR_WEEK_PRICE_USD:,} or more and no academic host is named.",
        high_fee_without_academic_host,
    ),
    "no_letter": ("No letter", "The host refuses letters of recommendation.", no_letter),
    "guaranteed_letter": ("Guaranteed letter", "A letter is guaranteed in advance.", guaranteed_letter),
    "no_named_host": ("No named host", "An agency does not name the hospital.", no_named_host),
    "not_refundable": (
        "Payment not refundable",
        "Tuition or deposit is kept even if the visa is refused.",
        not_refundable,
    ),
    "hands_on_for_graduates": (
        "Hands-on for graduates",
        "Hands-on work for graduates outside a teaching hospital; state boards have warned about it.",
        hands_on_for_graduates,
    ),
    "weak_source": (
        "Weak source",
        "Only secondary sources, a bare home page, or none.",
        weak_source,
    ),
    NOT_RECHECKED: (
        "Not re-checked",
        "Whom it is open to, intake, fees or requirements: the oldest proof is over two years old.",
        not_rechecked,
    ),
}


def red_flags(case: FlagCase, silences: Iterable[tuple[str, str]] = ()) -> list[Flag]:
    """The flags that a program raises, those a curator silenced with their written reason.

    ``silences`` are (rule, reason) pairs.
    """
    reasons = dict(silences)
    return [
        Flag(rule, title, rule_text, reason, reasons.get(rule, ""))
        for rule, (title, rule_text, find) in RULES.items()
        if (reason := find(case))
    ]


def silences_of(program: "Program") -> list[tuple[str, str]]:
    """A program's silenced rules with what pages say of each: a role and no name, when, and why."""
    return [
        (row.rule, f"An advisor looked into it on {formatting.day_words(row.silenced_on)}: {row.reason}")
        for row in program.silences.all()
    ]


def flag_named(rule: str) -> Flag:
    """A flag by its rule alone, without why it stands here."""
    title, rule_text, _ = RULES[rule]
    return Flag(rule, title, rule_text, reason="")


def case_of(program: "Program", today: datetime.date) -> FlagCase:
    price = pricing.four_week_price(program.record["fees"], is_free=program.record["free"])
    return FlagCase(program.record, price, program.fresh_on, today)


def flags_of(program: "Program", today: datetime.date) -> list[Flag]:
    """A program's flags, silenced ones among them; load it with its silences."""
    return red_flags(case_of(program, today), silences_of(program))


def open_flags(flags: list[Flag]) -> list[Flag]:
    """The flags that no curator has silenced."""
    return [flag for flag in flags if not flag.silenced_because]
