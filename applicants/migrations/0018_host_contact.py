"""The application's columns about its host say so in code; in the table they keep their names."""

from django.db import migrations, models

import programs.models.fields


def host_contact():
    return models.CharField(
        blank=True, db_column="contact", help_text="Whom to write to there, as typed.", max_length=300
    )


def host_portal_url():
    return models.URLField(
        blank=True,
        db_column="portal_url",
        max_length=500,
        validators=[programs.models.fields.validate_web_url],
    )


def host_login_hint():
    return models.CharField(
        blank=True,
        db_column="portal_login_hint",
        help_text="Which email or user name. Never a password.",
        max_length=200,
    )


class Migration(migrations.Migration):
    dependencies = [("applicants", "0017_outreach")]

    operations = [
        migrations.AlterField("Application", "contact", host_contact()),
        migrations.RenameField("Application", "contact", "host_contact"),
        migrations.AlterField("Application", "portal_url", host_portal_url()),
        migrations.RenameField("Application", "portal_url", "host_portal_url"),
        migrations.AlterField("Application", "portal_login_hint", host_login_hint()),
        migrations.RenameField("Application", "portal_login_hint", "host_login_hint"),
    ]
