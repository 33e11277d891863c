"""What the portal needs before its first applicant: rules, advice, seasons, kinds, texts, rights.

Everything here only adds what is missing, so that it may run at every start: whatever an advisor or an
administrator has changed since stays as it is.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import models, transaction

from applicants.documents.models import DocumentKind
from applicants.guides.loading import load_seasons
from applicants.guides.models import (
    ArrivalStep,
    CostFigure,
    EntryRule,
    Funding,
    LeadTime,
    MatchFigure,
    PathwayStep,
    RotationTip,
    Season,
    SeasonDate,
    Skill,
    Society,
    SpecialtyAdvice,
    StageAdvice,
    VisaStep,
)
from applicants.immunizations.models import ImmunizationSection
from applicants.outreach.models import OutreachSample
from programs.curation.importing.shipped_files import (
    ADVISORS,
    LoadingError,
    create_advisors,
    create_row,
    read_json,
)
from programs.models import Requirement

CURATED = (
    EntryRule,
    StageAdvice,
    SpecialtyAdvice,
    Society,
    Season,
    SeasonDate,
    CostFigure,
    ArrivalStep,
    LeadTime,
    Funding,
    MatchFigure,
    PathwayStep,
    VisaStep,
    RotationTip,
    Skill,
    DocumentKind,
    ImmunizationSection,
    OutreachSample,
)


def is_empty(model: type[models.Model]) -> bool:
    return not model._default_manager.exists()


def fill_empty_table(model: type[models.Model], name: str, folder: Path) -> int:
    """Fill an empty table from a file; return how many rows are new. Raise LoadingError if it is broken."""
    if not is_empty(model):
        return 0
    rows = read_json(folder / name)
    return len([create_row(model, row, f"{name}, row {number}") for number, row in enumerate(rows, start=1)])


def load_missing_seasons(folder: Path) -> int:
    """Add the missing seasons and days; return how many. Raise LoadingError when the file is broken."""
    try:
        return load_seasons(folder)
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise LoadingError(f"seasons: {error}") from error


def load_missing_rows(model: type[models.Model], name: str, folder: Path) -> int:
    """Add the rows of a file whose code is new; return how many. Raise LoadingError if it is broken."""
    known = set(model._default_manager.values_list("code", flat=True))
    missing = [row for row in read_json(folder / name) if row["code"] not in known]
    return len([create_row(model, row, f"{name}, {row['code']}") for row in missing])


def load_missing_kinds(folder: Path) -> int:
    """Add the missing kinds of documents, each with the requirement of its code; return how many are new."""
    count = load_missing_rows(DocumentKind, "document_kinds.json", folder)
    requirements = {found.code: found for found in Requirement.objects.all()}
    for kind in DocumentKind.objects.without_requirement():
        kind.requirement = requirements.get(kind.code)
        kind.save(update_fields=["requirement"])
    return count


STEPS: dict[str, Callable[[Path], int]] = {
    "entry rules": partial(fill_empty_table, EntryRule, "entry_rules.json"),
    "stage advice": partial(fill_empty_table, StageAdvice, "stage_advice.json"),
    "advice by specialty": partial(load_missing_rows, SpecialtyAdvice, "specialty_advice.json"),
    "societies": partial(load_missing_rows, Society, "societies.json"),
    "seasons and their days": load_missing_seasons,
    "cost figures": partial(load_missing_rows, CostFigure, "cost_figures.json"),
    "steps before a rotation": partial(load_missing_rows, ArrivalStep, "arrival_steps.json"),
    "lead times": partial(load_missing_rows, LeadTime, "lead_times.json"),
    "funding": partial(load_missing_rows, Funding, "funding.json"),
    "figures of the Match": partial(load_missing_rows, MatchFigure, "match_figures.json"),
    "steps of the pathway": partial(load_missing_rows, PathwayStep, "pathway_steps.json"),
    "steps of visas": partial(load_missing_rows, VisaStep, "visa_steps.json"),
    "days of a rotation": partial(load_missing_rows, RotationTip, "rotation_tips.json"),
    "skills": partial(load_missing_rows, Skill, "skills.json"),
    "kinds of documents": load_missing_kinds,
    "texts for outreach": partial(load_missing_rows, OutreachSample, "outreach_templates.json"),
    "sections of the immunization form": partial(
        fill_empty_table, ImmunizationSection, "immunization_sections.json"
    ),
}


def let_advisors_curate(curated: Iterable[type[models.Model]] = CURATED) -> None:
    """Let the advisors see, add and change what the portal shows to everybody."""
    config = apps.get_app_config("applicants")
    create_permissions(config, verbosity=0)
    names = [model._meta.model_name for model in curated]
    codes = [f"{act}_{name}" for name in names for act in ("view", "add", "change")]
    create_advisors()
    group = Group.objects.get(name=ADVISORS)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label=config.label, codename__in=codes)
    )


@transaction.atomic
def load_reference_data(folder: Path, say: Callable[[str], None]) -> None:
    """Add what is missing from the shipped files in this folder; raise LoadingError when a file is broken.

    The advisors get their rights when a table is filled for the first time, so that taking them away lasts.
    """
    fresh = [model for model in CURATED if is_empty(model)]
    for name, load in STEPS.items():
        if count := load(folder):
            say(f"{name}: {count} new")
    if fresh:
        let_advisors_curate(fresh)
