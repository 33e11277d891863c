from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Make the table of the shared cache."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    """Drop it again."""
    schema_editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [("applicants", "0002_desk")]

    operations = [migrations.RunPython(create, drop)]
