"""A published program's place in the review queue, as far as it follows from its record."""

import datetime
from collections.abc import Iterable

from programs import flags
from programs.models import Program, ReviewItem

DERIVED = ["flags", "oldest"]


def build_item(program: Program, today: datetime.date) -> ReviewItem:
    """A program's unsaved place; load the program with ``for_editing``."""
    found = flags.open_flags(flags.flags_of(program, today))
    return ReviewItem(program=program, flags=len(found), oldest=program.fresh_on or datetime.date.min)


def queue_programs(programs: Iterable[Program], today: datetime.date) -> None:
    """Put programs in the queue; of those that are there, what curators and applicants did stays."""
    ReviewItem.objects.bulk_create(
        [build_item(program, today) for program in programs],
        update_conflicts=True,
        unique_fields=["program"],
        update_fields=DERIVED,
    )


def unqueue_programs(programs: Iterable[Program]) -> None:
    ReviewItem.objects.filter(program__in=list(programs)).delete()
