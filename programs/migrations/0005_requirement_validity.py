import django.core.validators
from django.db import migrations, models

import programs.models.fields
from programs.migration_operations import ForgetField


class Migration(migrations.Migration):
    """How long a document is good moves to its requirement.

    The old column stays in the database until the next release, so that the code before runs beside this one.
    """

    dependencies = [("programs", "0004_derived_version")]

    operations = [
        migrations.AddField("requirement", "never_expires", models.BooleanField(db_default=False, default=False)),
        migrations.AddField(
            "requirement",
            "validity_days",
            models.PositiveIntegerField(
                blank=True,
                help_text="Days from its date. Empty: it does not expire, or there is no common rule.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(20000),
                ],
            ),
        ),
        migrations.AddField(
            "requirement",
            "validity_text",
            models.CharField(blank=True, db_default="", default="", help_text="The rule in words.", max_length=500),
        ),
        migrations.AddField("requirement", "source_title", models.CharField(blank=True, db_default="", default="", max_length=200)),
        migrations.AddField(
            "requirement",
            "source_url",
            models.URLField(
                blank=True,
                db_default="", default="",
                max_length=500,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
            ),
        ),
        migrations.AddField(
            "requirement",
            "as_of",
            models.CharField(
                blank=True,
                db_default="", default="",
                max_length=10,
                validators=[programs.models.fields.validate_partial_date],
            ),
        ),
        migrations.AddConstraint(
            "requirement",
            models.CheckConstraint(
                condition=models.Q(("never_expires", False), ("validity_days__isnull", True), _connector="OR"),
                name="requirement_for_ever_has_no_days",
            ),
        ),
        migrations.AddConstraint(
            "requirement",
            models.CheckConstraint(
                condition=models.Q(
                    ("validity_days__isnull", True), models.Q(("source_url", ""), _negated=True), _connector="OR"
                ),
                name="requirement_days_have_a_source",
            ),
        ),
        ForgetField("requirement", "expires_after_months"),
    ]
