"""Deletes an account for real."""

from itertools import product

from allauth.account import app_settings
from allauth.core.internal.ratelimit import get_cache_key, parse_rates
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest

from applicants.documents.models import DocumentVersion
from applicants.documents.uploading import delete_files
from applicants.letters.models import LetterFile
from applicants.mail.models import Mail
from applicants.privacy.owned import addresses_of, claimed_addresses_of, session_keys_of
from applicants.profile.accounts import counter_of
from applicants.profile.models import User


def erase(request: HttpRequest, user: User) -> None:
    """Delete an account with all its rows, files, sessions, mails and counters, and log it out everywhere.

    What it did to the public catalog stays, without its name. On SQLite the write-ahead log is emptied
    after the commit, so that nothing stays in the files.
    """
    addresses, session_keys = addresses_of(user), session_keys_of(user)
    counters = counter_keys(request, user, addresses)
    with transaction.atomic():
        Mail.objects.to_strangers(addresses | claimed_addresses_of(user)).delete()
        Session.objects.filter(session_key__in=session_keys).delete()
        paths = DocumentVersion.objects.of_user(user).paths() | LetterFile.objects.of_user(user).paths()
        user.delete()
        cache.delete_many(counters)
        transaction.on_commit(empty_log)
        transaction.on_commit(lambda: delete_files(paths))
    request.session.flush()


def counter_keys(request: HttpRequest, user: User, addresses: set[str]) -> list[str]:
    """The keys under which allauth counts an account's tries; those of its network stay."""
    words = [*addresses, *map(counter_of, addresses), f"mfa-auth-user-{user.pk}"]
    rates = [
        (action, rate) for action, text in app_settings.RATE_LIMITS.items() for rate in parse_rates(text)
    ]
    counted = [(action, rate) for action, rate in rates if rate.per != "ip"]
    return [
        get_cache_key(request, app="allauth.account", action=action, rate=rate, key=word, user=user)
        for (action, rate), word in product(counted, words)
    ]


def empty_log() -> None:
    """Move SQLite's write-ahead log into the database and cut it; other databases need nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
