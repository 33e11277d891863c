"""What a second step keeps secret, encrypted in the database with a key that SECRET_KEY gives.

An app's secret and the seed of recovery codes are stored as ``fernet:<key's id>:<token>``. The id tells which
of SECRET_KEY and SECRET_KEY_FALLBACKS encrypted it, so that what an earlier key wrote is found by a query.
"""

import base64
import contextlib
from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

MARK = "fernet:"
KEY_BYTES, ID_BYTES = 32, 4
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


@cache
def fernet_of(secret_key: str) -> tuple[str, Fernet]:
    length = KEY_BYTES + ID_BYTES
    derived = HKDF(SHA256(), length=length, salt=None, info=b"applicants.profile.second_step").derive(
        secret_key.encode()
    )
    key_id = derived[KEY_BYTES:].hex()
    return f"{MARK}{key_id}:", Fernet(base64.urlsafe_b64encode(derived[:KEY_BYTES]))


def encrypt(text: str) -> str:
    """Encrypt with SECRET_KEY, and mark with which one."""
    mark, fernet = fernet_of(settings.SECRET_KEY)
    return mark + fernet.encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """What is stored in the clear; a row of an earlier version is so already.

    Raise UnreadableSecretError when neither SECRET_KEY nor a fallback encrypted it.
    """
    if not stored.startswith(MARK):
        return stored
    for secret_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        mark, fernet = fernet_of(secret_key)
        if stored.startswith(mark):
            try:
                return fernet.decrypt(stored.removeprefix(mark)).decode()
            except InvalidToken as error:
                raise UnreadableSecretError from error
    raise UnreadableSecretError


def encrypt_anew(authenticators: models.QuerySet[Any]) -> int:
    """Encrypt with SECRET_KEY what is stored in the clear or under an earlier key; return how many.

    What no key reads is left as it is: the key may come back.
    """
    mark, _ = fernet_of(settings.SECRET_KEY)
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
