"""What is not kept for ever: sent mails, accounts that nobody confirmed, old sessions and counters."""

import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from applicants.mail.models import Mail
from applicants.profile.encryption import encrypt_every_text_anew
from applicants.profile.models import RateCount, User
from applicants.profile.second_step import encrypt_anew

KEPT = datetime.timedelta(days=7)
KEPT_COUNTS = datetime.timedelta(days=1)  # longer than any limit counts
# Longer than any warning is ahead of what it warns of.
WARNINGS_KEPT = datetime.timedelta(days=120)


def tidy() -> dict[str, int]:
    """Delete what has had its time; return how many of each.

    What SECRET_KEY_FALLBACKS encrypted is encrypted with SECRET_KEY, so that the fallback can go.
    """
    encrypt_anew(Authenticator.objects.all())
    encrypt_every_text_anew()
    now = timezone.now()
    old_mails = Mail.objects.settled_before(now - KEPT).except_warnings_since(now - WARNINGS_KEPT)
    return {
        "mails": old_mails.delete()[0],
        "unconfirmed accounts": delete_each(User.objects.unconfirmed_since(now - KEPT)),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "counters": drop_old_counters(now) + RateCount.objects.begun_before(now - KEPT_COUNTS).delete()[0],
    }


def delete_each(users: list[User]) -> int:
    """Delete accounts one by one, so that each takes little time; return how many."""
    for user in users:
        user.delete()
    return len(users)


def drop_old_counters(now: datetime.datetime) -> int:
    """Delete what is over in the cache's table, which Django's cache does only when it is full."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - a name of ours
        return cursor.rowcount
