"""How many applicants use each program, and how many reports are open: counts, and nobody's name."""

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.module_loading import import_string

from programs.models import Report, ReviewItem

KEY = "review-people"
GOOD_FOR = 600  # seconds


def count_people() -> None:
    """Write the counts into the review queue, applicants as ``settings.PROGRAM_USE`` gives them.

    A program with a new report is due again.
    """
    if settings.PROGRAM_USE:
        ReviewItem.objects.note_counts("people", import_string(settings.PROGRAM_USE)())
    reported = ReviewItem.objects.note_counts("reports", Report.objects.open().count_per_program())
    ReviewItem.objects.make_due(reported, timezone.localdate())


def count_people_now_and_then() -> None:
    """Write the counts unless this worker has done it in the last minutes."""
    if caches["memory"].add(KEY, "counted", GOOD_FOR):
        count_people()
