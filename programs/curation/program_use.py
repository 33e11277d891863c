"""How many applicants use each program. The catalog knows the counts and nobody's name."""

from django.conf import settings
from django.core.cache import caches
from django.utils.module_loading import import_string

from programs.models import ReviewItem

KEY = "review-people"
GOOD_FOR = 600  # seconds


def count_people() -> None:
    """Write the counts into the review queue, as ``settings.PROGRAM_USE`` gives them."""
    if settings.PROGRAM_USE:
        ReviewItem.objects.note_people(import_string(settings.PROGRAM_USE)())


def count_people_now_and_then() -> None:
    """Write the counts unless this worker has done it in the last minutes."""
    if caches["memory"].add(KEY, "counted", GOOD_FOR):
        count_people()
