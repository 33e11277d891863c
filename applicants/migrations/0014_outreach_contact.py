"""Writing to somebody is an outreach contact in code; its table keeps its name, which earlier code needs."""

import django.db.models.deletion
from django.db import migrations, models


def related(to, name):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name=name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("applicants", "0013_encrypt_totp_secrets")]

    operations = [
        migrations.AlterModelTable("Approach", "applicants_approach"),
        migrations.RenameModel("Approach", "OutreachContact"),
        migrations.AlterModelOptions(
            "OutreachContact",
            options={"ordering": ("created_at", "id"), "verbose_name_plural": "outreach contacts"},
        ),
        migrations.AlterField(
            "OutreachContact",
            "applicant",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outreach_contacts",
                to="applicants.applicant",
            ),
        ),
        migrations.AlterField(
            "OutreachContact",
            "contact",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outreach",
                to="applicants.contact",
            ),
        ),
        migrations.AlterField(
            "OutreachContact", "template", related("applicants.outreachtemplate", "outreach_contacts")
        ),
        migrations.AlterField(
            "OutreachContact", "application", related("applicants.application", "outreach_contacts")
        ),
    ]
