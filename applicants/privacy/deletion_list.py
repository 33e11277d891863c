"""What the page before a deletion says will go. A model that no line tells of gets a line of its own."""

from django.db.models import CASCADE

from applicants.profile.models import Applicant

# Lines with the models of an applicant's rows that they tell of; rows below those go with them.
LINES = (
    ("your profile, exams and answers", "exam answer ratecount"),
    ("your short list and all applications with their notes, dates, payments and checklists", "application"),
    (
        "your documents with all their versions, and your immunization record",
        "document fileaccess immunization",
    ),
    (
        "your letters of recommendation: plans, writers’ links and what writers handed over here",
        "letter lettertarget residencyprogram",
    ),
    (
        "your contacts, your texts and what you noted about whom you wrote to",
        "contact outreachtemplate outreachsettings outreach",
    ),
    ("your trips with their costs and days, and how far you are on the pathway", "trip pathwayprogress"),
    ("your saved searches, the programs that you watch and what we told you", "savedsearch watch alert"),
    ("your reminders and the address of your private calendar", ""),
)
LAST_LINE = "your email addresses, password, passkeys and codes, on every device"


def deletion_lines() -> list[str]:
    """What is deleted with an account, as parts of one sentence."""
    told = {name for _, names in LINES for name in names.split()}
    models = [
        relation.related_model
        for relation in Applicant._meta.related_objects
        if getattr(relation, "on_delete", None) is CASCADE and not relation.related_model._meta.auto_created
    ]
    untold = [model._meta for model in models if model._meta.model_name not in told]
    return [*(line for line, _ in LINES), *(f"your {meta.verbose_name_plural}" for meta in untold), LAST_LINE]
