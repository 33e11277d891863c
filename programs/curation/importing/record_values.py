"""Single values of a raw record: each reader returns the value normalized or says what is wrong.

Limits, validators and codes are those of the model's column, so that they cannot drift.
"""

import math
import re
import reprlib
import unicodedata
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from programs.models import Program
from programs.models.fields import validate_country, validate_visa_class
from programs.models.program_rows import MOST_VALID_DAYS
from programs.records import plain_number

SHOWN_CHARACTERS = 60
# With 100 lines of daily dollars the four-week price still fits its column.
MOST_UNITS = 1_000_000
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINE_BREAKS_AND_TABS = frozenset("\n\r\t")

Read = Callable[[Any], Any]


class WrongValueError(ValueError):
    """Why a value is refused, in words that read on after the name of its key."""


def quote_value(value: Any) -> str:
    """A value for a message: printable, on one line, at most 60 characters."""
    writer = reprlib.Repr()
    writer.maxlevel, writer.maxstring, writer.maxlong = 2, SHOWN_CHARACTERS, SHOWN_CHARACTERS
    written = writer.repr(value)
    return written if len(written) <= SHOWN_CHARACTERS else f"{written[: SHOWN_CHARACTERS - 1]}…"


def is_unstated(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip(" \t\r\n"))


def refuse_characters(raw: str, allowed: Collection[str]) -> None:
    """Raise WrongValueError when the text has a control character or half of a surrogate pair."""
    for character in raw:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise WrongValueError(f"{quote_value(raw)} has the forbidden character U+{ord(character):04X}")


def text_reader(column: models.Field) -> Read:
    """A reader of texts that fit the column; line breaks only where it is a text area."""
    allowed = LINE_BREAKS_AND_TABS if isinstance(column, models.TextField) else frozenset()

    def read(raw: Any) -> str:
        if not isinstance(raw, str):
            raise WrongValueError(f"{quote_value(raw)} is not a text")
        written = raw.strip(" \t\r\n")
        refuse_characters(written, allowed)
        if column.max_length and len(written) > column.max_length:
            raise WrongValueError(
                f"{quote_value(written)} has {len(written)} characters, more than {column.max_length}"
            )
        run_validator(column.run_validators, written, raw)
        return written

    return read


def run_validator(validator: Callable[[Any], None], value: Any, raw: Any) -> None:
    """Run a model's validator; its ValidationError becomes a WrongValueError that shows the value."""
    try:
        validator(value)
    except ValidationError as error:
        raise WrongValueError(
            f"{quote_value(raw)} is refused: {' '.join(dict.fromkeys(error.messages))}"
        ) from None


def read_slug(raw: Any) -> str:
    written = text_reader(Program._meta.get_field("slug"))(raw)
    if not SLUG.fullmatch(written):
        raise WrongValueError(
            f"{quote_value(raw)} is not made of lower-case ascii letters, digits and single hyphens"
        )
    return written


def read_visa(raw: Any) -> str:
    if not isinstance(raw, str):
        raise WrongValueError(f"{quote_value(raw)} is not a text")
    run_validator(validate_visa_class, raw.strip(), raw)
    return raw.strip()


def read_country(raw: Any) -> str:
    if not isinstance(raw, str):
        raise WrongValueError(f"{quote_value(raw)} is not a text")
    run_validator(validate_country, raw.strip(), raw)
    return raw.strip()


def read_flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise WrongValueError(f"{quote_value(raw)} is neither true, false nor null")
    return raw


def read_number(raw: Any) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise WrongValueError(f"{quote_value(raw)} is not a number")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise WrongValueError(f"{quote_value(raw)} is not a finite number")
    if raw < 0:
        raise WrongValueError(f"{quote_value(raw)} is negative")
    if raw > MOST_UNITS:
        raise WrongValueError(f"{quote_value(raw)} is more than {MOST_UNITS}")
    return raw


def read_whole_number(raw: Any) -> int:
    if read_number(raw) != int(raw):
        raise WrongValueError(f"{quote_value(raw)} is not a whole number")
    return int(raw)


def read_valid_days(raw: Any) -> int:
    days = read_whole_number(raw)
    if not 1 <= days <= MOST_VALID_DAYS:
        raise WrongValueError(f"{quote_value(raw)} is not from 1 to {MOST_VALID_DAYS} days")
    return days


def number_reader(column: models.DecimalField) -> Read:
    """A reader of numbers that the column keeps without rounding."""

    def read(raw: Any) -> int | float | None:
        exact = Decimal(str(read_number(raw))).normalize()
        run_validator(column.run_validators, exact, raw)
        return plain_number(exact)

    return read


def code_reader(known: Collection[str | int]) -> Read:
    def read(raw: Any) -> str | int:
        if isinstance(raw, bool) or not isinstance(raw, str | int) or raw not in known:
            raise WrongValueError(f"unknown code {quote_value(raw)}; known are {', '.join(map(str, known))}")
        return raw

    return read


def column_reader(model: type[models.Model], name: str) -> Read:
    """The reader that fits a model's column."""
    column = cast("models.Field", model._meta.get_field(name))
    if codes := getattr(column, "codes", None) or column.flatchoices:
        return code_reader([code for code, _ in codes])
    if isinstance(column, models.BooleanField):
        return read_flag
    if isinstance(column, models.DecimalField):
        return number_reader(column)
    return read_whole_number if isinstance(column, models.IntegerField) else text_reader(column)
