"""Operations that let the release before run on the new schema, as it does during a rolling update."""

from typing import Any

from django.db.migrations import RemoveField


class ForgetField(RemoveField):
    """Removes a field from the models and leaves its column in the database until a later release drops it.

    The column has to have a default or take NULL, because nobody writes it any more. SQLite makes a table
    anew from its models with the next change of it, and the column is gone then.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Leave the column."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the column where it is gone meanwhile."""
        model = to_state.apps.get_model(app_label, self.model_name)
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
        if model._meta.get_field(self.name).column not in {column.name for column in columns}:
            super().database_backwards(app_label, schema_editor, from_state, to_state)
