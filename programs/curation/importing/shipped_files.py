"""What a portal needs before its first visitor: vocabularies, the advisors' group, guide, programs.

It may run at every start: vocabularies and guide get what is missing, programs a new release of the files.
Whatever a curator or an administrator has changed since stays as it is.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import models, transaction

from programs.curation.importing.record_import import RecordResult, import_lines
from programs.curation.publishing.changes import archive_program
from programs.curation.publishing.reindexing import mark_derived
from programs.models import (
    AudienceDifference,
    Block,
    CatalogVersion,
    Change,
    Fee,
    FlagSilence,
    FormerSlug,
    Host,
    Limit,
    Package,
    Program,
    ProgramRequirement,
    Provider,
    Requirement,
    Resource,
    Source,
    Specialty,
    StateRule,
    Term,
    Window,
)

ADVISORS = "Advisors"
CURATED = (
    Program,
    Fee,
    ProgramRequirement,
    Window,
    Source,
    Limit,
    AudienceDifference,
    Block,
    Package,
    FlagSilence,
    Host,
    Provider,
    Specialty,
    Requirement,
    Term,
    Resource,
    StateRule,
)
GUIDE = {"terms": Term, "resources": Resource, "state_rules": StateRule}
PROGRAM_FILES = ("programs.jsonl", "closed_doors.jsonl")
REPLACED = "replaced.json"
REPORTED = (RecordResult.REFUSED, RecordResult.KEPT)

Say = Callable[[str], None]


class LoadingError(Exception):
    """A shipped file that is missing or broken."""


def read_json(path: Path) -> Any:
    """Read the content of a JSON file; raise LoadingError when it cannot be read."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LoadingError(f"{path.name} cannot be read: {error}") from error


Row = TypeVar("Row", bound=models.Model)


def create_row(model: type[Row], values: dict[str, Any], where: str) -> Row:
    """Raise LoadingError when the model refuses the row."""
    try:
        row = model(**values)
        row.full_clean()
    except (TypeError, ValidationError) as error:
        raise LoadingError(f"{where}: {error}") from error
    row.save()
    return row


def load_specialties(path: Path) -> int:
    """Create the missing specialties, then set the parents of the new ones; return how many are new."""
    known = {specialty.name: specialty for specialty in Specialty.objects.all()}
    new = [row for row in read_json(path) if row["name"] not in known]
    for row in new:
        values = {"name": row["name"], "slug": row["slug"]}
        known[row["name"]] = create_row(Specialty, values, f"{path.name}, {row['name']}")
    for row in new:
        if row["parent"]:
            known[row["name"]].parent = known[row["parent"]]
            known[row["name"]].save()
    return len(new)


def load_requirements(path: Path) -> int:
    """Create the missing requirements; return how many are new."""
    known = set(Requirement.objects.values_list("code", flat=True))
    new = [row for row in read_json(path) if row["code"] not in known]
    for row in new:
        create_row(Requirement, row, f"{path.name}, {row['code']}")
    return len(new)


def permission_codes() -> list[str]:
    """What advisors may do: see, add and change what they curate, and see the history."""
    names = [model._meta.model_name for model in CURATED]
    return [f"{act}_{name}" for name in names for act in ("view", "add", "change")] + [
        f"view_{Change._meta.model_name}"
    ]


def create_advisors() -> bool:
    """Create the group of the advisors with its permissions, once; return whether it is new."""
    group, is_new = Group.objects.get_or_create(name=ADVISORS)
    if is_new:
        config = apps.get_app_config("programs")
        create_permissions(config, verbosity=0)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label=config.label, codename__in=permission_codes())
        )
    return is_new


def load_guide(path: Path) -> int:
    """Fill the guide's empty tables; return how many rows are new."""
    empty = {key: model for key, model in GUIDE.items() if not model._default_manager.exists()}
    if not empty or not path.exists():
        return 0
    content = read_json(path)
    rows = [(model, key, values) for key, model in empty.items() for values in content.get(key, [])]
    for model, key, values in rows:
        create_row(model, values, f"{path.name}, {key}, {list(values.values())[:2]}")
    return len(rows)


def replace_programs(path: Path, say: Say) -> None:
    """Send the addresses of programs that a release has dropped to those that took their place.

    A dropped program leaves the list unless a person has edited it; applications to it keep what they know.
    """
    for old, new in read_json(path).items():
        successor = Program.objects.filter(slug=new).first()
        if successor is None:
            raise LoadingError(f"{path.name}: there is no program {new}")
        FormerSlug.objects.get_or_create(slug=old, defaults={"program": successor})
        dropped = Program.objects.published().filter(slug=old).first()
        if dropped and dropped.curated_at:
            say(f"kept {old}, which the release replaces by {new}: a person has edited it")
        elif dropped:
            archive_program(dropped, None)
            say(f"archived {old}: {new} takes its place")


def load_programs(folder: Path, say: Say) -> None:
    """Import the shipped programs, unless the portal has these files already."""
    files = [folder / name for name in (*PROGRAM_FILES, REPLACED)]
    release = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    version, _ = CatalogVersion.objects.get_or_create(pk=1)
    if version.release == release:
        return
    is_new = not Program.objects.exists()
    for path in files[:-1]:
        with path.open("rb") as lines:
            report = import_lines(lines)
        say(f"{path.name}: {report}")
        for outcome in report.outcomes:
            if outcome.result in REPORTED or any(message.startswith("kept") for message in outcome.messages):
                say(f"{path.name}, {outcome}")
    replace_programs(files[-1], say)
    CatalogVersion.objects.filter(pk=1).update(release=release)
    if is_new:
        mark_derived()


@transaction.atomic
def load_catalog(folder: Path, say: Say) -> None:
    """Add what is missing from the shipped files in this folder; raise LoadingError when a file is broken."""
    catalog = folder / "catalog"
    steps = {
        "specialties": load_specialties(catalog / "specialties.json"),
        "requirements": load_requirements(catalog / "requirements.json"),
        "advisors' group": create_advisors(),
        "guide": load_guide(folder / "guide.json"),
    }
    for name, count in steps.items():
        if count:
            say(f"{name}: {int(count)} new")
    if any(steps.values()):
        CatalogVersion.advance(words=True)
    load_programs(catalog, say)
