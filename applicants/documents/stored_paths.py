"""Which rows of which models stand for a private file: what the sweep, the check and the backup ask."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models


class StoredPathField(models.CharField):
    """Where the private storage keeps a row's file.

    A model with one also has ``sha256``. Its files are then never taken for orphans, and are checked and
    backed up; to delete them with their rows stays the model's own business.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """What a migration has to know: to the database it is text."""
        name, _, given, options = super().deconstruct()
        return name, "django.db.models.CharField", given, options


def path_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every model with a private file, and the name of its field."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, StoredPathField):
                yield model, field.name


def known_paths() -> set[str]:
    """Every path that a row knows. One query for each model."""
    return {
        path
        for model, field in path_fields()
        for path in model._default_manager.values_list(field, flat=True)
    }


def known_sums() -> dict[str, str]:
    """The sha256 of every file that a row knows, by its path. One query for each model."""
    return {
        path: sha256
        for model, field in path_fields()
        for path, sha256 in model._default_manager.values_list(field, "sha256")
    }
