"""A change of status is a move in code, of applications and of letters; the tables keep their names."""

import django.db.models.deletion
from django.db import migrations, models


def moves_of(name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to=f"applicants.{name}"
    )


class Migration(migrations.Migration):
    dependencies = [("applicants", "0015_american_labels")]

    operations = [
        migrations.AlterModelTable("StatusChange", "applicants_statuschange"),
        migrations.RenameModel("StatusChange", "ApplicationMove"),
        migrations.AlterField("ApplicationMove", "application", moves_of("application")),
        migrations.AlterModelTable("LetterEvent", "applicants_letterevent"),
        migrations.RenameModel("LetterEvent", "LetterMove"),
        migrations.AlterField("LetterMove", "letter", moves_of("letter")),
    ]
