"""Operations that let the release before run on the new schema, as it does during a rolling update."""

from typing import Any

from django.db.migrations import RemoveField


class ForgetField(RemoveField):
    """Removes a field from the models and leaves its column to PostgreSQL until a later release drops it.

    The column has to have a default or take NULL, because nobody writes it any more. SQLite has no rolling
    update, and makes tables anew from the models, so there the column goes at once.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the column unless old code may still read it."""
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the column where it was dropped."""
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
