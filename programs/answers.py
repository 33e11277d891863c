"""Should I spend time and money here? One answer from three: the rules, what is suspicious, and its age.

The rules are read for one person (``Eligibility``); red flags and age are the same for everybody. What is
suspicious never stands beside a plain yes.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from programs import flags, freshness
from programs.choices import SHUT_INTAKES, Freshness
from programs.eligibility_rules import Eligibility
from programs.flags import Flag

if TYPE_CHECKING:
    from programs.models import Program

UNCHECKED = "unchecked"
OLD = Flag(
    UNCHECKED,
    "Not checked within a year",
    "The oldest proof is over a year old or has no date.",
    "",
    is_red=False,
)


class Answer(TextChoices):
    """What a program is to one person, best first."""

    QUALIFY = "qualify", "You qualify"
    QUALIFY_WITH_WARNINGS = "qualify_with_warnings", "You qualify, with warnings"
    NEEDS_ANSWERS = "needs_answers", "Needs your answers"
    NOT_FOR_ME = "not_for_me", "Not eligible"
    NOT_ACCEPTING = "not_accepting", "Not accepting"


# What somebody can go to, whether something speaks against it or not.
FOR_ME = (Answer.QUALIFY, Answer.QUALIFY_WITH_WARNINGS)
# What "hide what is not for me" leaves out.
NOT_FOR_ME = (Answer.NOT_FOR_ME, Answer.NOT_ACCEPTING)


def answer_of(eligibility: str, intake: str | None, warnings: Collection[Flag]) -> Answer:
    """What a program is to an applicant; ``eligibility`` is an ``Eligibility``."""
    if intake in SHUT_INTAKES:
        return Answer.NOT_ACCEPTING
    if eligibility == Eligibility.BLOCKED:
        return Answer.NOT_FOR_ME
    if eligibility == Eligibility.UNKNOWN:
        return Answer.NEEDS_ANSWERS
    return Answer.QUALIFY_WITH_WARNINGS if warnings else Answer.QUALIFY


def age_warning(fresh_on: datetime.date | None, today: datetime.date) -> Flag | None:
    """The warning of a proof that has no date or is over a year old; None: it is fresh."""
    if freshness.freshness(fresh_on, today) == Freshness.FRESH:
        return None
    since = "rests on a page without a date" if fresh_on is None else f"was last seen in {fresh_on:%B %Y}"
    return replace(OLD, reason=f"What decides whether you can go {since}. Ask whether it still holds.")


def warnings_among(found: Iterable[Flag], age: Flag | None) -> list[Flag]:
    """The open flags, and the age of the proof unless one of them says so already."""
    warned = flags.open_flags(list(found))
    says_age = any(flag.rule == flags.NOT_RECHECKED for flag in warned)
    return [*warned, *([age] if age and not says_age else [])]


def all_flags_of(program: "Program", today: datetime.date) -> list[Flag]:
    """The warnings, then the flags that an advisor looked into, each with its reason."""
    found = flags.flags_of(program, today)
    silenced = [flag for flag in found if flag.silenced_because]
    return [*warnings_among(found, age_warning(program.fresh_on, today)), *silenced]


def program_warnings(program: "Program", today: datetime.date) -> list[Flag]:
    """All that one should know before spending time or money; load the program with its silences."""
    return warnings_among(flags.flags_of(program, today), age_warning(program.fresh_on, today))
