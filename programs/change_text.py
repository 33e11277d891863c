"""A changed fact in words: before and after, a list as what came and what went."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from programs import choices, formatting
from programs.facts import FACTS_BY_NAME
from programs.flags import RULES

# Facts that a program's page does not list under their own names.
NAMES = {
    "name": "Name",
    "slug": "Address",
    "summary": "Summary",
    "host": "Host",
    "any_specialty": "Any specialty",
    "fees": "Fees",
    "requirements": "Requirements",
    "sources": "Sources",
    "proof": "Facts not from the first source",
    "differences": "Differences by audience",
    "silences": "Silenced red flags",
}
# What goes wrong with a value that was recorded when facts had other codes or another shape.
OF_ANOTHER_SHAPE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class ChangedFact:
    """One changed fact: its values before and after, or for a list what came and what went.

    ``source``: what the value after rests on; blank where that is not asked or not known.
    """

    label: str
    before: str = formatting.NOT_STATED
    after: str = formatting.NOT_STATED
    is_list: bool = False
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    source: str = ""


def host_words(host: dict[str, Any]) -> str:
    place = formatting.place_words(host["city"], host["state"])
    return (
        formatting.join_stated(host["name"], choices.HostKind(host["kind"]).label, place, separator="; ")
        or ""
    )


def fee_words(fee: dict[str, Any]) -> str | None:
    refundable, counted = (formatting.yes_no_words(fee[key]) for key in ("refundable", "counted"))
    amount = formatting.money_range(fee["amount_min"], fee["amount_max"]) or "amount not stated"
    return formatting.join_stated(
        f"{choices.FeeKind(fee['kind']).label}: {amount} {choices.FeeBasis(fee['basis']).label}",
        fee["applies_to"] and f"for: {fee['applies_to']}",
        refundable and f"refundable: {refundable}",
        counted and f"part of the four-week price: {counted}",
        fee["note"],
        separator="; ",
    )


def requirement_words(line: dict[str, Any]) -> str | None:
    level = choices.RequirementLevel(line["level"]).label.lower()
    return formatting.join_stated(
        f"{line['code'].replace('_', ' ')}: {level}",
        None if line["minimum"] is None else f"at least {formatting.number_words(line['minimum'])}",
        line["any_of"] and f"any of: {line['any_of']}",
        line["applies_to"] and f"for: {line['applies_to']}",
        line.get("valid_days") and f"counts for {formatting.counted(line['valid_days'], 'day')}",
        line["detail"],
        separator="; ",
    )


def source_words(source: dict[str, Any]) -> str:
    kind = choices.SourceKind(source["kind"]).label
    date = formatting.partial_date_words(source["page_date"])
    return formatting.join_stated(source["title"], source["url"], date, kind, separator="; ") or ""


def difference_words(line: dict[str, Any]) -> str:
    audience, fact = choices.Audience(line["audience"]).label, choices.DifferingFact(line["fact"]).label
    return f"{audience}: {fact}: {line['value']}"


LINES: dict[str, Callable[[Any], str | None]] = {
    "specialties": str,
    "fees": fee_words,
    "requirements": requirement_words,
    "sources": source_words,
    "differences": difference_words,
    "silences": lambda line: f"{RULES[line['rule']][0]}: {line['reason']}",
}
VALUES: dict[str, Callable[[Any], str | None]] = {
    "name": str,
    "slug": str,
    "summary": str,
    "host": host_words,
    "any_specialty": formatting.yes_no_words,
    "proof": lambda proof: "; ".join(f"{path}: source {place + 1}" for path, place in proof.items()) or None,
}


def value_words(name: str, value: Any) -> str:
    """A code that today's words do not know any more is shown as it stands."""
    if value is None:
        return formatting.NOT_STATED
    try:
        words = VALUES[name](value) if name in VALUES else FACTS_BY_NAME[name].words({name: value})
    except OF_ANOTHER_SHAPE:
        return str(value)
    return str(words)


def line_words(name: str, line: Any) -> str:
    """One line of a list in words; as it stands where today's words do not know it any more."""
    try:
        return str(LINES[name](line) if name in LINES else FACTS_BY_NAME[name].words({name: [line]}))
    except OF_ANOTHER_SHAPE:
        return str(line)


def came_and_went(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """The lines that a list has gained and lost; of equal lines each counts."""
    came, went = [], list(before)
    for line in after:
        if line in went:
            went.remove(line)
        else:
            came.append(line)
    return came, went


def change_label(name: str) -> str:
    """What a fact is called where its changes are told; its key where nobody named it."""
    return NAMES.get(name) or (FACTS_BY_NAME[name].label if name in FACTS_BY_NAME else name)


def changed_fact(name: str, before: Any, after: Any) -> ChangedFact:
    label = change_label(name)
    stated = [value for value in (before, after) if value is not None]
    if not stated or not all(isinstance(value, list) for value in stated):
        return ChangedFact(label, value_words(name, before), value_words(name, after))
    added, removed = (
        [line_words(name, line) for line in lines] for lines in came_and_went(before or [], after or [])
    )
    return ChangedFact(label, is_list=True, added=added, removed=removed)
