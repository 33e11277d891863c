"""The link check as a timed job: some pages an hour, and never more in a day than the settings allow."""

import datetime

from django.conf import settings
from django.utils import timezone

from programs.curation.links.checking import LinkReport, check_links
from programs.models import SourcePage

DAY = datetime.timedelta(days=1)
ROUNDS_A_DAY = 24


def pages_now(now: datetime.datetime) -> int:
    """How many pages one round may read.

    The database says what was read in the last 24 hours, by hand too: a restart begins no new day.
    """
    left = settings.LINK_CHECKS_A_DAY - SourcePage.objects.count_since(now - DAY)
    return max(0, min(left, -(-settings.LINK_CHECKS_A_DAY // ROUNDS_A_DAY)))


def check_some_links() -> LinkReport:
    """Read the pages of one round; raise NoNetworkError when nothing can be reached."""
    count = pages_now(timezone.now())
    return check_links(count) if count else LinkReport()
