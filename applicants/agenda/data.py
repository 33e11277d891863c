"""What the agenda is made of, and its loading."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from applicants.agenda.choices import TASKS, EntryKind
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.other_dates import OtherDate, other_dates
from applicants.applications.models import Application
from applicants.applications.querysets import ApplicationQuerySet
from applicants.documents.collection import DocumentCollection, load_documents
from applicants.guides.models import SeasonDate
from applicants.guides.seasons import season_dates_for
from applicants.letters.models import Letter
from applicants.letters.reminders import LetterReminders, reminders_of
from applicants.plans.data import steps_for_agenda
from applicants.plans.steps import PlanStep
from applicants.profile.models import Applicant
from applicants.profile.timezones import local_date


@dataclass(frozen=True)
class AgendaData:
    """What the agenda is made of. Applications come from ``ApplicationQuerySet.for_agenda``."""

    today: datetime.date
    applicant: Applicant
    applications: Sequence[Application]
    other_dates: Sequence[OtherDate] = ()
    season_dates: Sequence[SeasonDate] = ()
    collection: DocumentCollection = field(default_factory=DocumentCollection)
    reminders: Sequence[LetterReminders] = ()
    plan_steps: Mapping[str, PlanStep] = field(default_factory=dict)

    def of(
        self, application: Application, kind: EntryKind, day: datetime.date, words: str, **more: Any
    ) -> AgendaEntry:
        """Make an entry of an application; ``part`` tells apart several of one kind."""
        return self.entry(str(application.pk), kind, day, words, application=application, **more)

    def own(self, kind: EntryKind, day: datetime.date, words: str, **more: Any) -> AgendaEntry:
        return self.entry(f"applicant-{self.applicant.pk}", kind, day, words, **more)

    def days_of(self, kind: EntryKind) -> Iterator[OtherDate]:
        """Yield the days of one kind of thing that belongs to no application."""
        return (day for day in self.other_dates if day.kind == kind)

    def about(
        self, letter: Letter, kind: EntryKind, day: datetime.date, words: str, **more: Any
    ) -> AgendaEntry:
        rotation = next((one for one in self.applications if one.pk == letter.rotation_id), None)
        facts = {"application": rotation, "page": letter.get_absolute_url()} | more
        return self.entry(f"letter-{letter.pk}", kind, day, words, **facts)

    def entry(self, owner: str, kind: EntryKind, day: datetime.date, words: str, **more: Any) -> AgendaEntry:
        """An entry with its stable name and its distance from today."""
        part = more.pop("part", "")
        facts = {"is_task": kind in TASKS} | more
        uid = f"{owner}-{kind.value}-{part}" if part else f"{owner}-{kind.value}"
        return AgendaEntry(uid, day, kind, words, (day - self.today).days, **facts)


def load_agenda_data(
    applicant: Applicant,
    now: datetime.datetime | None = None,
    applications: ApplicationQuerySet | None = None,
) -> AgendaData:
    """Load what the agenda is made of, on the applicant's own day; seven queries, nine with trips.

    ``applications`` are the applicant's, when a page needs more of them than the agenda does.
    """
    today = local_date(applicant.time_zone, now or timezone.now())
    chosen = applicant.applications.all() if applications is None else applications
    loaded = list(chosen.for_agenda())
    return AgendaData(
        today=today,
        applicant=applicant,
        applications=loaded,
        other_dates=other_dates([applicant])[applicant.pk],
        season_dates=season_dates_for(applicant, today),
        reminders=reminders_of(applicant.letters.for_agenda()),
        collection=load_documents(applicant),
        plan_steps=steps_for_agenda(applicant.trips.for_agenda(), loaded, today),
    )
