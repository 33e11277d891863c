"""What an alert tells of a change: the facts that a reader cares about, and what they rest on. Pure."""

from collections.abc import Mapping
from typing import Any

from programs.change_text import ChangedFact, changed_fact
from programs.formatting import partial_date_words
from programs.records import Record

# What changes about a program without a reader caring.
UNTOLD = frozenset({"proof", "slug", "silences"})


def told_facts(facts: Mapping[str, list[Any]]) -> list[ChangedFact]:
    """The facts of ``Change.facts`` that a reader cares about, each before and after in words."""
    return [changed_fact(name, *pair) for name, pair in facts.items() if name not in UNTOLD]


def fact_line(fact: ChangedFact) -> str:
    """One changed fact as a line of plain text."""
    if not fact.is_list:
        return f"{fact.label}: {fact.before} → {fact.after}"
    signs = (("new", fact.added), ("gone", fact.removed))
    parts = [f"{sign}: {'; '.join(lines)}" for sign, lines in signs if lines]
    return f"{fact.label}: {', '.join(parts)}"


def first_source(record: Record) -> dict[str, str]:
    """Title, address and date in words of what a program rests on; {} without any source."""
    for source in record.get("sources") or ():
        date = partial_date_words(source["page_date"]) or "date not known"
        return {"title": source["title"] or source["url"], "url": source["url"], "date": date}
    return {}
