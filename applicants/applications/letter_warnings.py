"""Says at shortlisting, not at the end, that a program gives no letter. Pure.

Why: docs/sources.md#programs-that-give-no-letter
"""

from programs.choices import Audience, DifferingFact, LetterPolicy
from programs.records import Record

NO_LETTER = (
    "This program gives no letter of recommendation, its source says. Do not count on one from here, "
    "and ask the host before you pay."
)
NOT_STATED = "It does not say whether it gives letters of recommendation. Ask the host before you pay."


def letter_warning(record: Record) -> str:
    """The warning of a program that refuses letters; blank for any other."""
    return NO_LETTER if record.get("letter") == LetterPolicy.NOT_OFFERED else ""


def letter_notes(record: Record) -> list[str]:
    """What to know about a program's letters; nothing of one added by hand, which states nothing."""
    if not record:
        return []
    found = [letter_warning(record)] if record.get("letter") else [NOT_STATED]
    differing = [
        f"{Audience(line['audience']).label}: {line['value']}"
        for line in record.get("differences") or []
        if line["fact"] == DifferingFact.LETTER
    ]
    return [words for words in (*found, *differing) if words]
