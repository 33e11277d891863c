"""What a second step keeps secret, encrypted in the database with a key that SECRET_KEY gives.

These are an app's secret and the seed of recovery codes (``applicants.profile.encryption``).
"""

import contextlib
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from applicants.profile import encryption
from applicants.profile.encryption import UndecryptableError, fernet_of

PURPOSE = "applicants.profile.second_step"
# Which part of an authenticator's data is secret, by its type; a passkey has none.
SECRET_PARTS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
UNREADABLE = (
    "Your second step cannot be read, because the portal's secret key has changed. "
    "Ask the people who run the portal to restore the key or to remove your second step."
)


class UnreadableSecretError(ValidationError):
    """A secret that no key of the settings decrypts; forms show it, and templates show nothing."""

    silent_variable_failure = True

    def __init__(self) -> None:
        super().__init__(UNREADABLE, code="unreadable_secret")


class MFAAdapter(DefaultMFAAdapter):
    """Where allauth asks us how the secrets of a second step are stored."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a stored secret; raise UnreadableSecretError when its key is gone."""
        return decrypt(encrypted_text)


def encrypt(text: str) -> str:
    """Encrypt with SECRET_KEY, and mark with which one."""
    return encryption.encrypt(text, PURPOSE)


def decrypt(stored: str) -> str:
    """What is stored in the clear; a row of an earlier version is so already.

    Raise UnreadableSecretError when neither SECRET_KEY nor a fallback encrypted it.
    """
    try:
        return encryption.decrypt(stored, PURPOSE)
    except UndecryptableError as error:
        raise UnreadableSecretError from error


def encrypt_anew(authenticators: models.QuerySet[Any]) -> int:
    """Encrypt with SECRET_KEY what is stored in the clear or under an earlier key; return how many.

    What no key reads is left as it is: the key may come back.
    """
    mark, _ = fernet_of(settings.SECRET_KEY, PURPOSE)
    count = 0
    for kind, part in SECRET_PARTS.items():
        others = authenticators.filter(type=kind).exclude(**{f"data__{part}__startswith": mark})
        for pk in others.values_list("pk", flat=True):
            with contextlib.suppress(UnreadableSecretError):
                count += rewrite(others, pk, part, encrypt)
    return count


def store_in_the_clear(authenticators: models.QuerySet[Any]) -> None:
    """Undo the encryption for an earlier version of the portal; raise UnreadableSecretError without a key."""
    for kind, part in SECRET_PARTS.items():
        for pk in authenticators.filter(type=kind).values_list("pk", flat=True):
            rewrite(authenticators, pk, part, str)


def rewrite(authenticators: models.QuerySet[Any], pk: int, part: str, stored_as: Callable[[str], str]) -> int:
    """Store one secret in another way; return how many: 0 when it is gone by now.

    The row is locked, because it also counts which recovery codes are used.
    """
    with transaction.atomic():
        found = authenticators.select_for_update().filter(pk=pk)
        for authenticator in found:
            authenticator.data[part] = stored_as(decrypt(authenticator.data[part]))
            authenticator.save(update_fields=["data"])
        return len(found)
