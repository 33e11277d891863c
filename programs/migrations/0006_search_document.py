"""A search entry is a search document in code; its table keeps its name, which earlier code needs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_requirement_validity")]

    operations = [
        migrations.AlterModelTable("Entry", "programs_entry"),
        migrations.RenameModel("Entry", "SearchDocument"),
        migrations.AlterField(
            "SearchDocument",
            "program",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="search_document",
                serialize=False,
                to="programs.program",
            ),
        ),
    ]
