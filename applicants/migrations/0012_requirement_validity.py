import django.db.models.deletion
from django.db import migrations, models

from programs.migration_operations import ForgetField

SAME = ("never_expires", "validity_days", "source_title", "source_url", "as_of")
NO_COMMON_RULE = "We know of no common rule. Ask the host."
OLD = ("never_expires", "validity_days", "validity_words", "source_title", "source_url", "as_of")


def to_requirements(apps, schema_editor):
    requirements = apps.get_model("programs", "Requirement").objects.in_bulk(field_name="code")
    for kind in apps.get_model("applicants", "DocumentKind").objects.all():
        requirement = requirements.get(kind.code)
        if requirement is None:
            continue
        for name in SAME:
            setattr(requirement, name, getattr(kind, name))
        requirement.validity_text = kind.validity_words.replace(NO_COMMON_RULE, "")
        requirement.save()
        kind.requirement = requirement
        kind.save()


def to_kinds(apps, schema_editor):
    for kind in apps.get_model("applicants", "DocumentKind").objects.exclude(requirement=None):
        for name in SAME:
            setattr(kind, name, getattr(kind.requirement, name))
        kind.validity_words = kind.requirement.validity_text or NO_COMMON_RULE
        kind.save()


def with_defaults():
    text = {"blank": True, "default": "", "db_default": ""}
    yield "never_expires", models.BooleanField(default=False, db_default=False)
    yield "validity_words", models.CharField(max_length=500, **text)
    yield "source_title", models.CharField(max_length=200, **text)
    yield "source_url", models.URLField(max_length=500, **text)
    yield "as_of", models.CharField(max_length=10, **text)


class Migration(migrations.Migration):
    """How long a document is good moves to its requirement.

    The old columns stay in the database until the next release, so that the code before runs beside this one.
    """

    dependencies = [("applicants", "0011_job_rounds"), ("programs", "0005_requirement_validity")]

    operations = [
        migrations.AddField(
            "documentkind",
            "requirement",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="document_kind",
                to="programs.requirement",
            ),
        ),
        *(migrations.AlterField("documentkind", name, field) for name, field in with_defaults()),
        migrations.RunPython(to_requirements, to_kinds),
        migrations.RemoveConstraint("documentkind", "documentkind_for_ever_has_no_days"),
        migrations.RemoveConstraint("documentkind", "documentkind_days_have_a_source"),
        *(ForgetField("documentkind", name) for name in OLD),
    ]
