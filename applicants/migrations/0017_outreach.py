"""Writing to one person is an outreach in code; its table keeps its name."""

import django.db.models.deletion
from django.db import migrations, models


def outreaches_of(name, **more):
    return models.ForeignKey(related_name="outreaches", to=f"applicants.{name}", **more)


OPTIONAL = {"blank": True, "null": True, "on_delete": django.db.models.deletion.SET_NULL}


class Migration(migrations.Migration):
    dependencies = [("applicants", "0016_moves")]

    operations = [
        migrations.RenameModel("OutreachContact", "Outreach"),
        migrations.AlterModelOptions(
            "Outreach", options={"ordering": ("created_at", "id"), "verbose_name_plural": "outreaches"}
        ),
        migrations.AlterField(
            "Outreach",
            "applicant",
            outreaches_of("applicant", on_delete=django.db.models.deletion.CASCADE),
        ),
        migrations.AlterField("Outreach", "template", outreaches_of("outreachtemplate", **OPTIONAL)),
        migrations.AlterField("Outreach", "application", outreaches_of("application", **OPTIONAL)),
    ]
