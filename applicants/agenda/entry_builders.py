"""The agenda: everything of an applicant's that falls on a day, from whatever they keep. Pure."""

import datetime
from collections.abc import Callable, Iterator
from uuid import UUID

from django.urls import reverse

from applicants.agenda.choices import EntryKind
from applicants.agenda.closing import Window, closing_day, opening_day
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.models import Application, ChecklistLine
from applicants.applications.visas import visa_gap
from applicants.applications.waiting import FOLLOW_UP, wait_for_answer
from applicants.applications.workflow import COMMITTED, OPENING, ApplicationStatus, is_over
from applicants.documents.choices import ENDING
from applicants.documents.validity import Verdict, last_day
from applicants.letters.reminders import agenda_steps, step_label
from applicants.outreach.workflow import due_words
from applicants.profile.choices import ExamKind
from applicants.profile.timezones import local_date
from programs.formatting import money

ROTATIONS = (*COMMITTED, ApplicationStatus.COMPLETED)
FROM_CATALOG = "This date is from the catalog. Check it with the host."


def windows_of(application: Application) -> list[Window]:
    """When the program takes applications: as the catalog has it now, else as it was last seen."""
    has_program = application.program_id is not None
    return (application.program_windows if has_program else application.kept_windows) or []


def deadline_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the day until which an application has to be sent: the applicant's own, else the catalog's."""
    for application in data.applications:
        if application.status not in OPENING:
            continue
        if application.deadline_on:
            yield data.of(application, EntryKind.DEADLINE, application.deadline_on, "Application deadline")
            continue
        since = local_date(data.applicant.time_zone, application.created_at)
        if day := closing_day(windows_of(application), data.today, since):
            yield data.of(application, EntryKind.DEADLINE, day, "Applications close", note=FROM_CATALOG)


def opening_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the day on which an application can be sent first."""
    for application in data.applications:
        if application.status in OPENING and (day := opening_day(windows_of(application), data.today)):
            yield data.of(application, EntryKind.OPENS, day, "Applications open", note=FROM_CATALOG)


def next_action_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield what the applicant has planned to do next."""
    for application in data.applications:
        if application.next_action_on and not is_over(application.status):
            words = application.next_action or "Next step"
            yield data.of(application, EntryKind.NEXT_ACTION, application.next_action_on, words)


def answer_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    for application in data.applications:
        if application.status == ApplicationStatus.OFFERED and application.reply_by:
            yield data.of(application, EntryKind.REPLY_BY, application.reply_by, "Respond to their offer")


def silence_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the day on which a host has been silent for too long."""
    for application in data.applications:
        usual = data.applicant.no_reply_days
        if wait := wait_for_answer(application, application.last_move_on, usual):
            yield data.of(application, EntryKind.NO_REPLY, wait.until, FOLLOW_UP, note=wait.note)


def stay_days(
    application: Application, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a stay; None: not known, or completed before it."""
    days = application.starts_on, application.ends_on
    if application.status != ApplicationStatus.COMPLETED:
        return days
    first, last = (day if day and day <= today else None for day in days)
    return first, last


def rotation_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the first and the last day of each stay. A last day that is past waits to be marked completed.

    Of a completed one only what is past: nothing of it is still to come.
    """
    for application in data.applications:
        if application.status not in ROTATIONS:
            continue
        starts_on, ends_on = stay_days(application, data.today)
        if starts_on:
            yield data.of(application, EntryKind.STARTS, starts_on, "Rotation starts", until=ends_on)
        if ends_on:
            is_task = application.status in COMMITTED
            note = "When it is over, mark it “Completed”." if is_task else ""
            yield data.of(application, EntryKind.ENDS, ends_on, "Rotation ends", is_task=is_task, note=note)


def payment_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield what is to be paid, and until when paid money comes back, also for what was called off."""
    for application in data.applications:
        for payment in application.payments.all():
            what = f"{payment.what}, {money(payment.amount_usd)}"
            is_owed = not is_over(application.status) or application.status == ApplicationStatus.COMPLETED
            if payment.due_on and payment.paid_on is None and is_owed:
                words = f"Pay {what}"
                yield data.of(application, EntryKind.PAYMENT, payment.due_on, words, part=payment.pk)
            if payment.refund_until and payment.paid_on and application.status != ApplicationStatus.COMPLETED:
                words, note = f"Last day to ask for {what} back", payment.refund_terms
                day = payment.refund_until
                yield data.of(application, EntryKind.REFUND, day, words, part=payment.pk, note=note)


def visa_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the day on which the applicant's visa expires."""
    applicant = data.applicant
    if applicant.visa_expires_on:
        words = f"Your visa expires ({applicant.visa_held})" if applicant.visa_held else "Your visa expires"
        yield data.own(EntryKind.VISA, applicant.visa_expires_on, words, page=reverse("applicants:profile"))


def visa_gap_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the stays that the visa does not cover to the end: it waits to be renewed until its last day."""
    for application in data.applications:
        if gap := visa_gap(application, data.applicant, data.today):
            facts = {"note": gap.sentence, "is_task": True}
            yield data.of(application, EntryKind.VISA, gap.expires_on, gap.title, **facts)


def exam_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the exams that are planned. One that is past waits for its result in the profile."""
    for exam in data.days_of(EntryKind.EXAM):
        note, words = "Afterward, add the result to your profile.", ExamKind(exam.words).label
        facts = {"part": exam.key, "note": note, "page": reverse("applicants:profile")}
        yield data.own(EntryKind.EXAM, exam.day, words, is_task=True, **facts)


def contact_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the days to be in touch with somebody (docs/sources.md#keeping-in-touch)."""
    for person in data.days_of(EntryKind.IN_TOUCH):
        key, words = str(UUID(person.key)), f"Get in touch with {person.words}"
        page = reverse("applicants:contact_detail", args=[key])
        yield data.entry(key, EntryKind.IN_TOUCH, person.day, words, note=person.detail, page=page)


def follow_up_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the days to follow up messages, and to stop: docs/sources.md#two-follow-ups."""
    for message in data.days_of(EntryKind.FOLLOW_UP):
        key, words = str(UUID(message.key)), due_words(message.detail, message.words)
        page = reverse("applicants:outreach_detail", args=[key])
        yield data.entry(key, EntryKind.FOLLOW_UP, message.day, words, page=page)


def season_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the days of the season; a day that is not confirmed says so."""
    for date in data.season_dates:
        if date.day is None:
            continue
        words = f"{date.get_event_display()} ({date.season})"
        note = date.time_note if date.is_confirmed else "This date is not confirmed."
        facts = {"part": f"{date.season.year}-{date.event}", "is_confirmed": date.is_confirmed, "note": note}
        yield data.own(EntryKind.SEASON, date.day, words, page=reverse("applicants:season_list"), **facts)


def expiry_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the last day on which each document is good, by its own date or the usual rule of its kind."""
    for version in data.collection.newest:
        document, rule = version.document, version.document.kind.rule()
        if day := last_day(rule, version.dated):
            words = f"Your {rule.name} expires"
            facts = {"part": document.pk, "note": document.name, "page": document.get_absolute_url()}
            yield data.own(EntryKind.EXPIRES, day, words, **facts)


def renewal_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield when a new document can be had that covers a rotation, where the old one does not.

    Only documents that end too early: what is missing from the start is on the checklist.
    """
    for application in data.applications if data.collection.versions else ():
        if is_over(application.status):
            continue
        verdicts = verdicts_of(application, data.collection, data.today)
        for line in application.checklist.all():
            found = verdicts.get(line.pk)
            if found and found.state in ENDING:
                yield from line_renewal_entries(data, application, line, found)


def line_renewal_entries(
    data: AgendaData, application: Application, line: ChecklistLine, found: Verdict
) -> Iterator[AgendaEntry]:
    """Yield the first and the last day to date a new document; nobody waits for a first day that is past."""
    if found.window is None:
        return
    first, last = found.window
    words = f"Last day to renew {line.label}"
    yield data.of(application, EntryKind.RENEW, last, words, part=line.pk, note=found.words)
    if first > data.today:
        words, part = f"{line.label} can be renewed from now on", f"{line.pk}-from"
        yield data.of(application, EntryKind.RENEW, first, words, part=part, note=found.words, is_task=False)


def letter_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the steps that lead to each letter: ask, thank, was it uploaded, remind, plan B."""
    for one in data.reminders:
        for step in agenda_steps(one.facts):
            if step.day:
                words = f"{step_label(step.code, one.letter.status)} ({one.letter.writer})"
                yield data.about(one.letter, EntryKind.LETTER, step.day, words, part=step.code.value)


def plan_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the days on which a step of a trip must be done."""
    for uid, step in data.plan_steps.items():
        if step.by is None or step.trip is None:
            continue
        words = f"{step.title} ({step.trip.name})"
        page = reverse("applicants:trip_steps", args=[step.trip.pk])
        facts = {"note": step.text, "page": page, "application": step.stay.application if step.stay else None}
        yield data.entry(uid, EntryKind.PLAN, step.by, words, **facts)


def pathway_entries(data: AgendaData) -> Iterator[AgendaEntry]:
    """Yield the days that are planned for steps of the way to residency."""
    for step in data.days_of(EntryKind.PLAN):
        page = reverse("applicants:pathway_edit", args=[step.key])
        yield data.own(EntryKind.PLAN, step.day, step.words, part=step.key, note=step.detail, page=page)


# Whoever keeps more things with dates adds a function here.
ENTRY_BUILDERS: tuple[Callable[[AgendaData], Iterator[AgendaEntry]], ...] = (
    deadline_entries,
    opening_entries,
    next_action_entries,
    answer_entries,
    silence_entries,
    rotation_entries,
    payment_entries,
    visa_entries,
    visa_gap_entries,
    exam_entries,
    contact_entries,
    follow_up_entries,
    season_entries,
    expiry_entries,
    renewal_entries,
    letter_entries,
    plan_entries,
    pathway_entries,
)


def agenda(data: AgendaData) -> list[AgendaEntry]:
    return sorted((entry for build in ENTRY_BUILDERS for entry in build(data)), key=lambda e: (e.day, e.uid))
