"""The digest: one email a day with what is due, at the hour and on the days that its reader chose."""

import datetime
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from applicants.agenda.application_list import AgendaGroup, groups
from applicants.agenda.data import AgendaData
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda
from applicants.agenda.other_dates import OtherDate, other_dates
from applicants.alerts.mailing import alert_lines
from applicants.alerts.models import Alert
from applicants.applications.models import Application
from applicants.documents.collection import collection_of
from applicants.documents.models import Document
from applicants.guides.seasons import SeasonDates, every_season, season_dates_of
from applicants.letters.models import Letter
from applicants.letters.reminders import reminders_of
from applicants.mail.models import Mail
from applicants.plans.data import steps_for_agenda
from applicants.plans.models import Trip
from applicants.profile.choices import AlertMail
from applicants.profile.mail_tokens import applicant_of_mail, mail_token
from applicants.profile.models import Applicant
from applicants.profile.timezones import local_time, zone_words
from programs.formatting import counted, day_words

# Named after where this once lived: links in mails that were sent with it go on working.
SALT = "applicants.planning.digest"
# So many applicants are in memory at once.
BATCH = 200
# So much of one stretch of days is in a mail; the agenda has the rest.
MOST_IN_A_STRETCH = 50
# No clock on earth is further ahead of UTC.
FARTHEST_AHEAD = datetime.timedelta(hours=14)


def write_due_digests(now: datetime.datetime) -> int:
    """Write into the outbox every digest whose hour has come, and return how many.

    At most one for each applicant and own day, however often it runs: the mail's key is unique. Who was
    away at the hour (a server that stood still) gets it later that day. Nothing due: no mail that day.
    """
    latest_day = (now + FARTHEST_AHEAD).date()
    waiting = Applicant.objects.who_want_digests().not_digested_since(latest_day)
    due = [applicant for applicant in waiting.order_by("pk") if is_due(applicant, now)]
    dates = every_season() if due else {}
    return sum(write_batch(due[start : start + BATCH], now, dates) for start in range(0, len(due), BATCH))


def is_due(applicant: Applicant, now: datetime.datetime) -> bool:
    """Whether the applicant's own day is one of the chosen, its hour has come, and none was written.

    An hour that the clock leaves out in spring has come once a later one has; one that it repeats in
    fall comes once, because the day is noted.
    """
    own = local_time(applicant.time_zone, now)
    is_new_day = applicant.digested_on is None or applicant.digested_on < own.date()
    return is_new_day and own.weekday() in applicant.digest_days and own.hour >= applicant.digest_hour


def write_batch(applicants: Sequence[Applicant], now: datetime.datetime, dates: SeasonDates) -> int:
    """Write the digests of some applicants, read in a constant number of queries."""
    applications = Prefetch("applications", Application.objects.for_agenda())
    documents = Prefetch("documents", Document.objects.with_versions())
    letters = Prefetch("letters", Letter.objects.for_agenda())
    trips = Prefetch("trips", Trip.objects.for_agenda())
    alerts = Prefetch("alerts", Alert.objects.unmailed().for_list())
    prefetch_related_objects(applicants, applications, documents, letters, trips, alerts)
    days = other_dates(applicants)
    return sum(write_digest(applicant, now, dates, days[applicant.pk]) for applicant in applicants)


@transaction.atomic
def write_digest(
    applicant: Applicant, now: datetime.datetime, dates: SeasonDates, days: Sequence[OtherDate]
) -> bool:
    """Note the applicant's own day as done, and put their mail into the outbox if anything is due."""
    own = local_time(applicant.time_zone, now)
    applications = list(applicant.applications.all())
    data = AgendaData(
        own.date(),
        applicant,
        applications,
        days,
        season_dates_of(applicant, own.date(), dates),
        collection_of(
            version for document in applicant.documents.all() for version in document.versions.all()
        ),
        reminders_of(applicant.letters.all()),
        steps_for_agenda(applicant.trips.all(), applications, own.date()),
    )
    every = groups(agenda(data))
    near = [one.first(MOST_IN_A_STRETCH) for one in every if one.code != "later" and one.entries]
    alerts = list(applicant.alerts.all()) if applicant.alert_mail == AlertMail.DIGEST else []
    free = Applicant.objects.filter(pk=applicant.pk).not_digested_since(own.date())
    if not free.update(digested_on=own.date()):
        return False  # another run was first, and told of its alerts
    if near or alerts:
        mail = mail_of(applicant, near, alerts, own.date(), now)
        Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(mailed_at=now)
        # Nobody gets two mails of one day, even where the day was forgotten.
        Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return bool(near or alerts)


def mail_of(
    applicant: Applicant,
    near: Sequence[AgendaGroup],
    alerts: Sequence[Alert],
    day: datetime.date,
    now: datetime.datetime,
) -> Mail:
    """The mail with what is due, and with how to stop it in one click (RFC 8058)."""
    stop = f"{settings.PORTAL_URL}{reverse('applicants:reminder_unsubscribe', args=[token_for(applicant)])}"
    return Mail(
        to=applicant.user.email,
        user=applicant.user,
        subject=subject_of(near, len(alerts)),
        text="\n".join([*lines_of(near), *news_lines(alerts), *closing_lines(applicant, stop)]),
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        key=f"digest:{applicant.pk}:{day.isoformat()}",
        due_at=now,
    )


def news_lines(alerts: Sequence[Alert]) -> list[str]:
    """The part of the mail about programs that changed; [] without any."""
    return ["WHAT CHANGED", *alert_lines(alerts), ""] if alerts else []


def subject_of(near: Sequence[AgendaGroup], changes: int = 0) -> str:
    """How many things there are; no names, because mail boxes show subjects to bystanders."""
    counts = {group.code: group.count for group in near}
    overdue, coming = counts.get("overdue", 0), counts.get("today", 0) + counts.get("soon", 0)
    parts = [f"{overdue} overdue"] if overdue else []
    parts += [f"{coming} due in the next 7 days"] if coming else []
    parts += [counted(changes, "change")] if changes else []
    return f"Your applications: {', '.join(parts)}"


def lines_of(near: Sequence[AgendaGroup]) -> Iterator[str]:
    """Yield the mail's lines: a heading for each stretch of days and what falls into it."""
    for group in near:
        yield f"{group.label.upper()} ({counted(group.count, 'thing')})"
        for entry in group.entries:
            yield from entry_lines(entry)
        if group.hidden_count:
            yield f"- and {group.hidden_count} more on your agenda"
        yield ""


def entry_lines(entry: AgendaEntry) -> Iterator[str]:
    """Yield one thing: its day, its words and where to act on it."""
    unsure = "" if entry.is_confirmed else " (not confirmed)"
    yield f"- {day_words(entry.day)}, {entry.when}: {' '.join(entry.title.split())}{unsure}"
    if entry.where:
        yield f"  {settings.PORTAL_URL}{entry.where}"


def closing_lines(applicant: Applicant, stop: str) -> Iterator[str]:
    """Yield why this mail comes and how to change or stop it."""
    portal = settings.PORTAL_URL
    yield f"Everything on your agenda: {portal}{reverse('applicants:application_list')}?view=agenda"
    yield ""
    yield f"You get this email from {applicant.digest_hour}:00 on, {zone_words(applicant.time_zone)}."
    yield f"Change the hour and the days: {portal}{reverse('applicants:reminder_settings')}"
    yield f"Stop these emails: {stop}"


# The way out


def token_for(applicant: Applicant) -> str:
    """What proves that somebody holds a digest of this applicant's. It does not expire."""
    return mail_token(applicant, SALT)


def applicant_of_token(token: str) -> Applicant | None:
    """Whose digest a token comes from; None when it was not made here or the account is gone."""
    return applicant_of_mail(token, SALT)


def stop_digests(applicant: Applicant) -> None:
    """Switch the reminders off; nothing else changes."""
    applicant.has_digest = False
    applicant.save(update_fields=["has_digest"])
