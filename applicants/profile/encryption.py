"""Texts that the database keeps encrypted, with a key that SECRET_KEY gives for each purpose.

They are stored as ``fernet:<key's id>:<token>``. The id tells which of SECRET_KEY and SECRET_KEY_FALLBACKS
encrypted it, so that what an earlier key wrote is found by a query.
"""

import base64
import contextlib
from functools import cache
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast

MARK = "fernet:"
KEY_BYTES, ID_BYTES = 32, 4
UNREADABLE = "(This text cannot be read, because the portal's secret key has changed. It is kept.)"


class UndecryptableError(Exception):
    """No key of the settings decrypts it."""


@cache
def fernet_of(secret_key: str, purpose: str) -> tuple[str, Fernet]:
    """How texts of a purpose begin under a key, and what encrypts them."""
    length = KEY_BYTES + ID_BYTES
    derived = HKDF(SHA256(), length=length, salt=None, info=purpose.encode()).derive(secret_key.encode())
    key_id = derived[KEY_BYTES:].hex()
    return f"{MARK}{key_id}:", Fernet(base64.urlsafe_b64encode(derived[:KEY_BYTES]))


def encrypt(text: str, purpose: str) -> str:
    """Encrypt with SECRET_KEY, and mark with which one."""
    mark, fernet = fernet_of(settings.SECRET_KEY, purpose)
    return mark + fernet.encrypt(text.encode()).decode()


def decrypt(stored: str, purpose: str) -> str:
    """What is stored, in the clear; a text without the mark is so already.

    Raise UndecryptableError when neither SECRET_KEY nor a fallback encrypted it.
    """
    if not stored.startswith(MARK):
        return stored
    for secret_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        mark, fernet = fernet_of(secret_key, purpose)
        if stored.startswith(mark):
            try:
                return fernet.decrypt(stored.removeprefix(mark)).decode()
            except InvalidToken as error:
                raise UndecryptableError from error
    raise UndecryptableError


class UnreadableText(str):
    """What pages show of a text whose key is gone; saved again, it stays as it is ``stored``."""

    stored: str
    __slots__ = ("stored",)

    def __new__(cls, stored: str) -> Self:
        self = super().__new__(cls, UNREADABLE)
        self.stored = stored
        return self


class EncryptedTextField(models.TextField):
    """A text that the database keeps encrypted; an empty one stays empty. Nothing can be searched in it."""

    purpose = "encrypted text"

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if not value:
            return value
        try:
            return decrypt(value, self.purpose)
        except UndecryptableError:
            return UnreadableText(value)

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """A form that showed a text without its key sends the placeholder: the text stays as stored."""
        if data != UNREADABLE:
            super().save_form_data(instance, data)

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; what could not be read is stored as it was."""
        if isinstance(value, UnreadableText):
            return value.stored
        text = super().get_prep_value(value)
        return encrypt(text, self.purpose) if text else text


def encrypt_texts_anew(rows: models.QuerySet[Any], name: str) -> int:
    """Encrypt with SECRET_KEY what an earlier key encrypted in a field; return how many rows.

    What no key reads is left as it is: the key may come back.
    """
    mark, _ = fernet_of(settings.SECRET_KEY, EncryptedTextField.purpose)
    stored = Cast(name, models.TextField())
    others = rows.annotate(stored=stored).exclude(stored="").exclude(stored__startswith=mark)
    count = 0
    for pk in others.values_list("pk", flat=True):
        with transaction.atomic(), contextlib.suppress(UndecryptableError):
            row = rows.select_for_update().get(pk=pk)
            if isinstance(getattr(row, name), UnreadableText):
                continue
            row.save(update_fields=[name])
            count += 1
    return count


def encrypt_every_text_anew() -> int:
    """Do so for every encrypted text of the portal; return how many rows."""
    return sum(
        encrypt_texts_anew(model._default_manager.all(), field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    )
