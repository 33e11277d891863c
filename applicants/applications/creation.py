"""How an application comes to be: from a program of the catalog, by hand, or from a sheet."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from applicants.applications import checklists
from applicants.applications.models import Application, ApplicationMove, ChecklistLine
from applicants.profile.caps import FullError, lock, require_room
from applicants.profile.models import Applicant
from programs import windows
from programs.flags import flags_of, open_flags
from programs.models import Program, Requirement
from programs.records import Record


def labels_by_code() -> dict[str, str]:
    """The words of every requirement; one query."""
    return dict(Requirement.objects.values_list("code", "label"))


def next_deadline(record: Record, today: datetime.date) -> datetime.date | None:
    """The next day on which applications close; None when the record states none that is to come."""
    closing = [window["closes"] for window in record.get("windows", []) if window["closes"]]
    return windows.next_closing(closing, today)


def facts_of(program: Program, today: datetime.date) -> dict[str, Any]:
    """What an application copies from its program, so that it stays whole without it."""
    record = program.record
    return {
        "record": record,
        "name": record["name"],
        "host_name": record["host"]["name"],
        "city": record["host"]["city"] or "",
        "state": record["host"]["state"] or "",
        "type": record["type"],
        "website": record["website"] or "",
        "deadline_on": next_deadline(record, today),
    }


def create_from_program(
    application: Application, on: datetime.date, lines: Sequence[dict[str, Any]] = ()
) -> None:
    """Give a new application its first move and its checklist."""
    ApplicationMove.objects.create(application=application, to_status=application.status, happened_on=on)
    ChecklistLine.objects.bulk_create([ChecklistLine(application=application, **line) for line in lines])


@transaction.atomic
def shortlist(applicant: Applicant, program: Program) -> tuple[Application, bool]:
    """The applicant's application to a program, and whether it is new.

    A new one is shortlisted today, with what it copies from the program and its checklist. Twice asked,
    even at the same moment, makes one: the database holds each program once per applicant. Raise FullError
    when there are as many applications as one can keep.
    """
    lock(applicant)
    if found := applicant.applications.to_program(program):
        return found, False
    require_room(applicant, applicant.applications.all())
    facts = facts_of(program, timezone.localdate())
    application = applicant.applications.create(program=program, **facts)
    create_from_program(application, application.today, checklists.lines_of(program.record, labels_by_code()))
    return application, True


def create_manually(
    applicant: Applicant,
    pk: uuid.UUID,
    *,
    on: datetime.date | None = None,
    has_room: bool = False,
    **facts: Any,
) -> tuple[Application, bool]:
    """The application with this id, and whether it is new; ``on`` is its first day (None: today).

    The id comes with the form or from the row of a sheet, so that the same one sent twice makes one
    application. An id that somebody else's application already has says nothing and gets another one.
    Raise FullError when there are as many as one can keep. ``has_room``: the caller has checked that already.
    """
    if found := applicant.applications.with_id(pk):
        return found, False
    application = Application(pk=pk, applicant=applicant, **facts)
    program = application.program
    lines = checklists.lines_of(program.record, labels_by_code()) if program else []
    try:
        with transaction.atomic():
            if not has_room:
                require_room(applicant, applicant.applications.all())
            application.save(force_insert=True)
            create_from_program(application, on or application.today, lines)
    except (IntegrityError, FullError) as error:
        found = applicant.applications.with_id(pk) or (program and applicant.applications.to_program(program))
        if found:
            return found, False
        if isinstance(error, FullError) or not Application.objects.with_id(pk):
            raise
        return create_manually(applicant, uuid.uuid4(), on=on, has_room=has_room, **facts)
    return application, True


def remove_from_shortlist(applicant: Applicant, program: Program) -> bool:
    """Take a program off the shortlist; False, and nothing happens, once anything was done with it."""
    untouched = applicant.applications.of_programs([program.pk]).untouched()
    deleted, _ = untouched.delete()
    return bool(deleted) or not applicant.applications.of_programs([program.pk]).exists()


def shortlist_warnings(program: Program) -> list[str]:
    """What to know before spending time on a program, as sentences; load it with ``for_reading``."""
    found = open_flags(flags_of(program, timezone.localdate()))
    return [f"{flag.title}: {flag.reason}" for flag in found]
