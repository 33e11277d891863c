"""When each job of the mail loop last went through, for whoever watches the portal."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Min, Q

from applicants.mail.models import JobRound, Mail
from applicants.mail.querysets import MOST_TRIES

# After so long without a round a job is late: a few of its pauses, and time for a long round.
LATE_AFTER = {
    "mail": datetime.timedelta(minutes=5),
    "digests": datetime.timedelta(minutes=10),
    "alerts": datetime.timedelta(minutes=10),
    "tidy": datetime.timedelta(hours=2),
    "retention": datetime.timedelta(hours=2),
    "sweep": datetime.timedelta(hours=2),
    "links": datetime.timedelta(hours=3),
}


def note_round(name: str, now: datetime.datetime, error: str = "") -> None:
    """Save how a job's round ended; an error leaves the moment of the last good round as it was."""
    values = {"error": error} if error else {"error": "", "finished_at": now}
    JobRound.objects.update_or_create(name=name, defaults=values)


def report(now: datetime.datetime) -> Iterator[str]:
    """Yield a line about each job, and one about what waits to be sent; two queries."""
    rounds = {one.name: one for one in JobRound.objects.all()}
    for name, patience in LATE_AFTER.items():
        if name == "links" and not settings.LINK_CHECKS_A_DAY:
            yield "links: turned off"
        else:
            yield line_about(name, rounds.get(name), patience, now)
    yield line_about_mail(now)


def line_about(name: str, last: JobRound | None, patience: datetime.timedelta, now: datetime.datetime) -> str:
    """When a job last went through, whether that is too long ago, and its last error's name."""
    moment = last.finished_at if last else None
    words = f"last round {seconds_between(moment, now)} s ago" if moment else "no round yet"
    late = ", late" if moment is None or now - moment > patience else ""
    error = f", {last.error}" if last and last.error else ""
    return f"{name}: {words}{late}{error}"


def line_about_mail(now: datetime.datetime) -> str:
    """How many mails are due, since when the oldest is, and how many were tried too often."""
    due = Q(due_at__lte=now, tries__lt=MOST_TRIES)
    found = Mail.objects.waiting().aggregate(
        backlog=Count("pk", filter=due),
        oldest=Min("due_at", filter=due),
        given_up=Count("pk", filter=Q(tries__gte=MOST_TRIES)),
    )
    oldest = seconds_between(found["oldest"] or now, now)
    return f"outbox: {found['backlog']} due, the oldest for {oldest} s, {found['given_up']} given up"


def seconds_between(earlier: datetime.datetime, later: datetime.datetime) -> int:
    """Whole seconds, never below 0."""
    return max(0, int((later - earlier).total_seconds()))
