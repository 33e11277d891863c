"""Where the working copy holds a fact: in columns of the program, or in a row of a list."""

from typing import cast

from django.db import models

from programs import proof
from programs.models import Program
from programs.records import FLAG_COLUMNS

# Facts that several columns hold, or one of another name.
COLUMNS = {
    **{key: (column,) for key, column in FLAG_COLUMNS.items()},
    "intake": ("intake", "intake_as_of"),
    "funding": ("funding_kind", "funding_amount_usd", "funding_note"),
    "capacity": ("capacity_count", "capacity_per", "capacity_note"),
}
# What a program cannot be without.
NEEDED = ("type",)


def columns_of(path: str) -> tuple[str, ...]:
    return COLUMNS.get(path, (path,))


def is_line(path: str) -> bool:
    """Whether a fact is one line of a list, as ``fees.0``."""
    key, _, position = path.partition(".")
    return key in proof.LINES and position.isdigit()


def line_of(program: Program, path: str) -> models.Model:
    """The row of a fact for which ``is_line`` holds."""
    key, _, position = path.partition(".")
    return list(getattr(program, key).all())[int(position)]


def clear_fact(program: Program, path: str) -> None:
    """Make a fact not stated; raise ValueError for one that a program cannot be without."""
    if path in NEEDED:
        message = "A program has to have a type. Choose Changed, or archive the program."
        raise ValueError(message)
    if is_line(path):
        line_of(program, path).delete()
    elif path == "specialties":
        program.specialties.clear()
    else:
        for name in columns_of(path):
            column = cast("models.Field", program._meta.get_field(name))
            setattr(program, name, None if column.null else column.get_default())
        program.save(update_fields=columns_of(path))
