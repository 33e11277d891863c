"""Programs and people for tests: plain functions with plain defaults."""

import datetime
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.models import Group

from applicants.models import (
    Answer,
    Applicant,
    Application,
    ArrivalStep,
    Contact,
    Document,
    DocumentKind,
    DocumentVersion,
    Exam,
    FirstDay,
    Letter,
    Outreach,
    OutreachTemplate,
    PathwayStep,
    RotationTip,
    SavedSearch,
    Skill,
    Trip,
    TripRotation,
    User,
)
from applicants.reference_data import let_advisors_curate
from programs.curation.importing.record_import import import_lines
from programs.curation.importing.shipped_files import ADVISORS
from programs.models import Program, Requirement, Specialty
from programs.search import SearchQuery, conditions_of

CATALOG = Path(settings.BASE_DIR) / "fixtures" / "catalog"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
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


@cache
def shipped(name: str) -> list[dict[str, Any]]:
    return json.loads((CATALOG / name).read_bytes())


def load_vocabularies() -> None:
    """Create the shipped specialties and requirements, as loading does, in a few queries instead of hundreds.

    Nearly every test of a program starts here; that the rows are valid is tested with the loading.
    """
    rows = shipped("specialties.json")
    parents: dict[str, Specialty] = {}
    for is_child in (False, True):
        new = [
            Specialty(name=row["name"], slug=row["slug"], parent=parents.get(row["parent"]))
            for row in rows
            if bool(row["parent"]) == is_child
        ]
        parents = {specialty.name: specialty for specialty in Specialty.objects.bulk_create(new)}
    requirements = [Requirement(**row) for row in shipped("requirements.json")]
    Requirement.objects.bulk_create(requirements, ignore_conflicts=True)  # a kind's may be there before


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


def make_person(email: str, **facts: Any) -> User:
    """Return somebody with an account whose address is confirmed."""
    user = User.objects.create_user(email, "correct horse", **facts)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def make_advisor(email: str) -> User:
    """Return an advisor: staff in the group Advisors, with an authenticator app."""
    let_advisors_curate()
    user = make_person(email, is_staff=True)
    user.groups.add(Group.objects.get(name=ADVISORS))
    TOTP.activate(user, TOTP_SECRET)
    return user


def make_superuser(email: str) -> User:
    """Return a superuser with an authenticator app."""
    user = make_person(email, is_staff=True, is_superuser=True)
    TOTP.activate(user, TOTP_SECRET)
    return user


def totp_code(secret: str = TOTP_SECRET) -> str:
    """Return the code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def make_applicant(
    email: str,
    *,
    exams: dict[str, str] | None = None,
    answers: dict[str, bool] | None = None,
    **facts: Any,
) -> Applicant:
    """Return an applicant with an account; ``exams`` are kind: status, ``answers`` code: yes or no."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, "correct horse")
    applicant, _ = Applicant.objects.update_or_create(user=user, defaults=facts)
    for kind, status in (exams or {}).items():
        Exam.objects.create(applicant=applicant, kind=kind, status=status)
    for code, is_yes in (answers or {}).items():
        Answer.objects.create(applicant=applicant, code=code, is_yes=is_yes)
    return applicant


def make_application(applicant: Applicant, **facts: Any) -> Application:
    """Return an application added by hand, shortlisted unless ``facts`` say otherwise."""
    return Application.objects.create(applicant=applicant, **{"name": "Cardiology observership"} | facts)


VALIDITY = {
    "validity_days": 365,
    "never_expires": False,
    "validity_text": "",
    "source_url": "https://example.org/",
}


def make_kind(code: str = "tb_test", **facts: Any) -> DocumentKind:
    """Return a kind of document: a TB test, good for a year, unless ``facts`` say otherwise."""
    if found := DocumentKind.objects.filter(code=code).first():
        return found
    usual = {"label": "TB test", "what_it_is": "A document.", "renewal": "retest"}
    validity = VALIDITY | {
        name: facts.pop(name) for name in [*VALIDITY, "source_title", "as_of"] if name in facts
    }
    words = {"label": facts.get("label", usual["label"]), "group": "document"}
    requirement, is_new = Requirement.objects.get_or_create(code=code, defaults=words | validity)
    if not is_new:
        Requirement.objects.filter(pk=requirement.pk).update(**validity)
    defaults = usual | {"requirement": requirement} | facts
    return DocumentKind.objects.get_or_create(code=code, defaults=defaults)[0]


def make_document(applicant: Applicant, code: str = "tb_test", **facts: Any) -> Document:
    """Return a document with one version, whose file is on no disk; ``facts`` are of the version."""
    document = Document.objects.create(applicant=applicant, kind=make_kind(code))
    DocumentVersion.objects.create(
        document=document,
        **{"path": str(document.pk), "original_name": "a.pdf", "size": 1, "content_type": "application/pdf"}
        | facts,
    )
    return document


def make_contact(applicant: Applicant, **facts: Any) -> Contact:
    """Return somebody of an applicant's, an attending physician unless ``facts`` say otherwise."""
    return Contact.objects.create(applicant=applicant, **{"name": "Jane Doe"} | facts)


def make_trip(applicant: Applicant, *applications: Application, **facts: Any) -> Trip:
    """Return a trip with a rotation for each application."""
    trip = Trip.objects.create(applicant=applicant, **{"name": "Spring 2027"} | facts)
    for application in applications:
        TripRotation.objects.create(trip=trip, application=application, name=application.name)
    return trip


def make_search(applicant: Applicant, query: SearchQuery | None = None, **facts: Any) -> SavedSearch:
    """Return a saved search, of every program unless a query is given."""
    usual = {"name": "My search", "conditions": conditions_of(query or SearchQuery())}
    return SavedSearch.objects.create(applicant=applicant, **usual | facts)


def make_rotation(applicant: Applicant, **facts: Any) -> dict[str, Any]:
    """Return an accepted application with its first day, a tick, a journal entry, and a line of its log."""
    days = {"starts_on": datetime.date(2027, 3, 1), "ends_on": datetime.date(2027, 3, 28)}
    rotation = make_application(applicant, **{"status": "accepted", **days, **facts})
    source = {"source_title": "Page", "source_url": "https://example.org/", "grade": "official"}
    tip, _ = RotationTip.objects.get_or_create(
        code="dress",
        defaults={"phase": "first_day", "kind": "checklist", "title": "Dress", "text": "Wear it", **source},
    )
    FirstDay.objects.create(application=rotation, when="6:30 a.m.", whom="Dr. Ray")
    rotation.tip_checks.create(tip=tip, done_on=days["starts_on"])
    entry = rotation.journal.create(day=days["starts_on"], hours=8, text="I listened to a murmur.")
    skill = {"group": "clinical", "name": "Listen to a heart", "competencies": ["patient_care"], **source}
    known, _ = Skill.objects.get_or_create(code="heart", defaults=skill)
    line = rotation.log.create(
        day=days["starts_on"], skill=known, name=known.name, level="observed", competencies=known.competencies
    )
    return {"rotation": rotation, "entry": entry, "line": line}


def make_plan(applicant: Applicant, *applications: Application) -> dict[str, Any]:
    """Return what the addresses of trips are filled with: a trip with its rows and a step to do."""
    words = {"title": "Find a room", "text": "Ask the host.", "grade": "other", "source_title": "A guide"}
    ArrivalStep.objects.get_or_create(code="find-a-room", defaults=words | {"days_before": 60})
    account = {"title": "Open an account", "stage": "certification", "grade": "official"}
    PathwayStep.objects.get_or_create(code="open-an-account", defaults=account)
    trip = make_trip(applicant, *applications)
    trip.costs.create(kind="other", label="SIM card", low_usd=30)
    rotation = trip.rotations.first()
    trip.days.create(code=f"{rotation.pk}-find-a-room", day="2027-01-01")
    return {"trip": trip, "trip_rotation": rotation, "trip_cost": trip.costs.get()}


def make_template(applicant: Applicant, **facts: Any) -> OutreachTemplate:
    """Return a text of an applicant's own that greets and names its writer."""
    usual = {
        "name": "My text",
        "purpose": "observership",
        "subject": "A question from {{my_name}}",
        "body": "Dear Dr. {{contact_name}},\nI am {{my_name}}.",
    }
    return OutreachTemplate.objects.create(applicant=applicant, **usual | facts)


def make_outreach(applicant: Applicant, **facts: Any) -> Outreach:
    """Return a draft to somebody new; ``facts`` that start with ``contact__`` are of the person."""
    person = {name.removeprefix("contact__"): facts.pop(name) for name in list(facts) if "contact__" in name}
    usual = {"subject": "Hello", "body": "Dear Dr. Doe"}
    return Outreach.objects.create(
        applicant=applicant, contact=make_contact(applicant, **person), **usual | facts
    )


def make_letter(applicant: Applicant, **facts: Any) -> Letter:
    """Return a planned letter by Dr. House whose waiver is waived, unless ``facts`` say otherwise."""
    usual = {"writer_name": "Dr. House", "waiver": "waived", "match_years": [2027]}
    return Letter.objects.create(applicant=applicant, **usual | facts)
