"""The link that lets a writer act on one letter: made, found by its token, ended."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from applicants.editing import StaleError
from applicants.letters.models import Letter, LetterLink
from applicants.profile.caps import require_room

TOKEN_BYTES = 32


def digest_of(token: str) -> str:
    """Hash a token for storage. Tokens are long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def create_link(letter: Letter) -> str:
    """Make a letter's link and return its token, which is shown once and kept nowhere; an earlier one ends.

    From now on the waiver can no longer change. Raise ValidationError while it is not decided, and when the
    letter has had as many links as it may have. Raise StaleError when another link was made just then.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            require_room(letter.applicant, letter.links.all())
            letter.fix_waiver()
            end_link(letter)
            letter.links.create(digest=digest_of(token))
    except IntegrityError as error:
        raise StaleError from error
    return token


def is_made_already(letter: Letter, seen: str) -> bool:
    """Whether a form that showed a link, by its id, or "none" is sent again after another was made.

    A reload would else end the link that has just been copied. Without ``seen`` nobody can tell.
    """
    link = LetterLink.objects.filter(letter=letter).live(timezone.now()).first()
    return bool(seen) and link is not None and seen != str(link.pk)


def end_link(letter: Letter) -> bool:
    """End a letter's link at once; return whether there was one."""
    return bool(LetterLink.objects.filter(letter=letter).not_ended().update(ended_at=timezone.now()))


def link_of(token: str) -> LetterLink | None:
    """The live link of a token with its letter; None, whatever the reason, for any other token."""
    return LetterLink.objects.live(timezone.now()).with_digest(digest_of(token))


def use_up(link: LetterLink) -> None:
    """End a link because it has done its work; raise StaleError when it has ended meanwhile.

    Of two answers at the same moment one wins: the update holds the row until the transaction ends.
    """
    now = timezone.now()
    if not LetterLink.objects.live(now).filter(pk=link.pk).update(ended_at=now):
        raise StaleError


def note_opening(link: LetterLink) -> None:
    """Note when a link was opened first, so that its sender knows that it arrived."""
    if link.opened_at is None:
        LetterLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
