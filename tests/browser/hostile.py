"""Programs, messages and an applicant whose every text would run a script if a page took it for HTML."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.test import Client
from django.utils import timezone

from applicants.applications.creation import shortlist
from applicants.models import Application, User
from programs.choices import ChangeAction
from programs.feedback.links import PROPOSALS, REPORTS
from programs.feedback.searches import ENOUGH_PEOPLE
from programs.models import CatalogVersion, Change, FruitlessSearch, HostProposal, Program, Report
from tests.factories import import_records, make_applicant, make_person
from tests.programs.feedback.payloads import PAYLOADS

GROUPS = 8
GROUP = len(PAYLOADS) // GROUPS
VICTIM = "vic@example.org"
# Payloads without a space, as an address must be.
IN_ADDRESSES = [payload for payload in PAYLOADS if " " not in payload]


def texts_of(number: int) -> Iterator[str]:
    """Yield the payloads a few at a time, beginning elsewhere for each program."""
    groups = [" ".join(PAYLOADS[GROUP * place : GROUP * (place + 1)]) for place in range(GROUPS)]
    return cycle([*groups[number:], *groups[:number]])


def hostile_record(number: int) -> dict[str, Any]:
    """Return a record that states payloads wherever the format takes words.

    Over all numbers below GROUPS every payload stands in every field that has room for it.
    """
    text, short = texts_of(number), PAYLOADS[number::GROUPS]
    brief = next(payload for payload in short if len(payload) <= 50)
    address = f"https://hostile.example/{number}?{IN_ADDRESSES[number]}"
    lines = range(len(short))
    codes = ("cv", "toefl", "ielts", "passport", "photo_id")
    return {
        "slug": f"hostile-{number}",
        "name": next(text),
        "host": {"name": next(text), "kind": "clinic", "city": short[0][:100], "state": "TX"},
        "provider": {"name": next(text), "kind": "agency"},
        "type": "observership",
        "any_specialty": False,
        "audiences": ["graduate"],
        "access": ["open"],
        "access_note": next(text),
        "supervisor": next(text),
        "summary": next(text),
        "schedule_note": next(text),
        "funding": {"kind": "stipend", "amount_usd": 1, "note": next(text)},
        "capacity": {"count": 1, "per": "month", "note": next(text)},
        "phone": brief,
        "website": address,
        "intake": "open",
        "fees": [
            {"kind": "other", "basis": "once", "amount_min": 1, "applies_to": next(text), "note": next(text)}
        ],
        "packages": [{"name": next(text), "weeks": 4, "note": next(text)}],
        "requirements": [
            {
                "code": codes[line],
                "level": "required",
                "detail": next(text),
                "any_of": short[line][:60],
                "applies_to": next(text),
            }
            for line in lines
        ],
        "windows": [{"opens": "--01-01", "term": next(text), "note": next(text)}],
        "blocks": [{"starts": "--07-06", "note": next(text)}],
        "limits": [{"kind": "other", "maximum": 1, "note": next(text)}],
        "differences": [{"audience": "graduate", "fact": "other", "value": next(text)}],
        "sources": [{"url": address, "title": next(text), "kind": "primary", "page_date": "2026"}],
    }


def make_messages(program: Program, number: int) -> dict[str, str]:
    """Make a report, a suggestion and a host's correction, and return their private addresses."""
    text, now = texts_of(number), timezone.now()
    named = {"name": next(text), "host_name": next(text), "text": next(text), "answer": next(text)}
    named["url"] = f"https://hostile.example/?{IN_ADDRESSES[-1 - number]}"
    answered = {"outcome": "kept", "resolved_at": now}
    report = Report.objects.create(kind="problem", program=program, topic="fact", **named)
    suggestion = Report.objects.create(kind="suggestion", **named, **answered)
    proposal = HostProposal.objects.create(
        program=program,
        email="office@hostile.example",
        state="waiting",
        facts={"schedule_note": [None, next(text)], "supervisor": [next(text), None]},
        note=next(text),
        submitted_at=now,
        answer=next(text),
    )
    unsent = HostProposal.objects.create(program=program, email="office@hostile.example")
    return {
        "unsent": f"/programs/host/{PROPOSALS.sign(str(unsent.pk))}/",
        "report": f"/programs/reports/{REPORTS.sign(str(report.pk))}/",
        "suggestion": f"/programs/reports/{REPORTS.sign(str(suggestion.pk))}/",
        "proposal": f"/programs/host/{PROPOSALS.sign(str(proposal.pk))}/",
        "report, admin": f"/admin/programs/report/{report.pk}/change/",
        "suggestion, admin": f"/admin/programs/report/{suggestion.pk}/change/",
        "proposal, admin": f"/admin/programs/hostproposal/{proposal.pk}/change/",
    }


def make_hostile_catalog() -> None:
    """Import the programs, let somebody apply to them, and print as JSON where all of it is shown."""
    report = import_records(*map(hostile_record, range(GROUPS)))
    assert not report.refused, report.refused
    programs = list(
        Program.objects.filter(slug__startswith="hostile-").select_related("host").order_by("slug")
    )
    user = make_person(VICTIM)
    applicant = make_applicant(VICTIM, stage="graduate")
    pages: dict[str, str] = {}
    for number, program in enumerate(programs):
        text = texts_of(number)
        change = Change.objects.create(
            program=program,
            action=ChangeAction.EDITED,
            reason=next(text),
            facts={"summary": [None, next(text)], "fees": [[], program.record["fees"]]},
        )
        application, _ = shortlist(applicant, program)
        older = program.record | {"summary": next(text), "name": next(text)}
        Application.objects.filter(pk=application.pk).update(record=older)
        pages |= {f"{name} {number}": path for name, path in make_messages(program, number).items()}
        pages |= {
            f"program {number}": f"/programs/{program.slug}/",
            f"host {number}": program.host.get_absolute_url(),
            f"application {number}": f"/applications/{application.pk}/",
            f"edit {number}": f"/applications/{application.pk}/edit/",
            f"pack {number}": f"/applications/{application.pk}/pack/",
            f"form {number}": f"/admin/programs/program/{program.pk}/change/",
            f"history {number}": f"/admin/programs/program/{program.pk}/history/",
            f"restore {number}": f"/admin/programs/program/{program.pk}/restore/{change.pk}/",
            f"review {number}": f"/admin/review/{program.pk}/",
            f"review, line {number}": f"/admin/review/{program.pk}/fact/fees.0/",
            f"review, supervisor {number}": f"/admin/review/{program.pk}/fact/supervisor/",
            f"host form {number}": f"/admin/programs/host/{program.host_id}/change/",
        }
    today = timezone.localdate()
    for payload in PAYLOADS:
        FruitlessSearch.objects.create(text=payload[:60], people=ENOUGH_PEOPLE, times=9, last_on=today)
    client = Client()
    client.force_login(user)
    print(json.dumps({"pages": pages, "session": client.cookies["sessionid"].value}))  # noqa: T201


def remove_hostile_catalog() -> None:
    """Leave the catalog as the other tests know it."""
    User.objects.filter(email=VICTIM).delete()
    Report.objects.filter(url__startswith="https://hostile.example").delete()
    FruitlessSearch.objects.all().delete()
    CatalogVersion.advance(rebuild=True)
    Program.objects.filter(slug__startswith="hostile-").delete()
