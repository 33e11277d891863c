"""Programs and people for tests: plain functions with plain defaults."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group

from applicants.models import User
from programs.curation.importing import import_lines
from programs.curation.loading import ADVISORS, create_advisors, load_requirements, load_specialties
from programs.models import Program, Specialty

CATALOGUE = Path(settings.BASE_DIR) / "fixtures" / "catalogue"
_numbers = iter(range(1, 1_000_000))


def make_record(**facts: Any) -> dict[str, Any]:
    """Return a record that states little: a host, a type and a source, and whatever ``facts`` say."""
    number = next(_numbers)
    record: dict[str, Any] = {
        "slug": f"program-{number}",
        "name": f"Program {number}",
        "host": {"name": f"Host {number}", "kind": "university", "city": "Houston", "state": "TX"},
        "type": "observership",
        "any_specialty": False,
        "sources": [
            {
                "url": f"https://example.org/{number}",
                "title": "Page",
                "page_date": "2026-06",
                "kind": "primary",
            }
        ],
    }
    return record | facts


def load_vocabularies() -> None:
    """Create the shipped specialties and requirements."""
    load_specialties(CATALOGUE / "specialties.json")
    load_requirements(CATALOGUE / "requirements.json")


def import_records(*records: dict[str, Any], **options: Any) -> Any:
    """Import records as the command does, and return its report."""
    if not Specialty.objects.exists():
        load_vocabularies()
    lines = [json.dumps(record).encode() for record in records]
    return import_lines(lines, **{"dry_run": False, "force": False} | options)


def make_program(**facts: Any) -> Program:
    """Import one program and return it."""
    record = make_record(**facts)
    report = import_records(record)
    assert not report.refused, report.refused
    return Program.objects.get(slug=record["slug"])


def make_advisor(email: str) -> User:
    """Return an advisor: staff in the group Advisors."""
    create_advisors()
    user = User.objects.create_user(email, "correct horse", is_staff=True)
    user.groups.add(Group.objects.get(name=ADVISORS))
    return user
