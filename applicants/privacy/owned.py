"""All that belongs to an account, found by the rule that deletes it: what goes with a user is theirs."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector

from applicants.mail.models import Mail
from applicants.profile.models import User

STAGED_LOGIN = "account_login"  # where allauth keeps a log-in that waits for a link or a code

Rows = dict[type[Model], list[Model]]


class EveryRow(Collector):
    """Django's collector of what a deletion takes with it, told to fetch every row."""

    def can_fast_delete(self, *_args: Any, **_options: Any) -> bool:
        """Make Django fetch every row instead of deleting some unseen."""
        return False


def addresses_of(user: User) -> set[str]:
    """The email addresses that are known to be an account's, in lower case."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {user.email.lower(), *(address.lower() for address in found)}


def claimed_addresses_of(user: User) -> set[str]:
    """The addresses that an account has added and not confirmed; they may be anybody's."""
    found = EmailAddress.objects.filter(user=user, verified=False).values_list("email", flat=True)
    return {address.lower() for address in found}


def rows_of(user: User) -> Rows:
    """The rows that die with an account, by model, and mails to its addresses that name no account."""
    collector = EveryRow(using=router.db_for_write(User), origin=user)
    collector.collect([user])
    rows: Rows = {model: list(found) for model, found in collector.data.items() if found}
    strays = list(Mail.objects.to_strangers(addresses_of(user)))
    if strays:
        rows[Mail] = [*rows.get(Mail, []), *strays]
    return rows


def session_keys_of(user: User) -> set[str]:
    """The keys of all sessions that know an account, unfinished log-ins included."""
    listed = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    return {*listed, *stray_session_keys(user)}


def stray_session_keys(user: User) -> Iterator[str]:
    """Yield the keys of sessions whose data name an account: it logged in, or began to."""
    addresses, staged_pk = addresses_of(user), user_pk_to_url_str(user)
    for session in Session.objects.iterator():
        written = session.get_decoded()
        staged = written.get(STAGED_LOGIN) or {}
        began = staged.get("user_pk") == staged_pk or (staged.get("email") or "").lower() in addresses
        if began or written.get(SESSION_KEY) == str(user.pk):
            yield session.session_key
