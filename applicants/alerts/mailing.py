"""Alerts by mail: at once, or as lines of the daily reminders; and the one click that ends them."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from django.conf import settings
from django.urls import reverse

from applicants.alerts.facts import fact_line, first_source, told_facts
from applicants.alerts.models import Alert
from applicants.mail.models import Mail
from applicants.profile.choices import AlertMail
from applicants.profile.mail_tokens import applicant_of_mail, mail_token
from applicants.profile.models import Applicant
from programs.formatting import counted

SALT = "alerts"
MOST_LINES = 20
# So much of one change is in a mail; the page has the rest.
MOST_FACTS = 5
LONGEST_LINE = 300


def alert_lines(alerts: Sequence[Alert]) -> Iterator[str]:
    """Yield the lines of a mail: each program with what changed from what to what, and its source."""
    for alert in alerts[:MOST_LINES]:
        why = f", for your search “{alert.search.name}”" if alert.search else ""
        yield f"- {alert.get_kind_display()}: {' '.join(alert.program.name.split())}{why}"
        for fact in told_facts(alert.change.facts)[:MOST_FACTS]:
            yield f"  {shorten(fact_line(fact), LONGEST_LINE, placeholder=' …')}"
        if source := first_source(alert.program.record):
            yield f"  Source: {source['url']} ({source['date']})"
        yield f"  {settings.PORTAL_URL}{alert.program.get_absolute_url()}"
    if len(alerts) > MOST_LINES:
        yield f"- and {len(alerts) - MOST_LINES} more"
    yield f"Everything that changed: {settings.PORTAL_URL}{reverse('applicants:alert_list')}"


def mails_at_once(alerts: Iterable[Alert], round_key: str, now: datetime.datetime) -> list[Mail]:
    """One mail for each applicant who wants to know at once, and note on the alerts that it tells of them.

    ``round_key`` makes one mail of one round.
    """
    by_applicant: dict[int, list[Alert]] = {}
    for alert in alerts:
        by_applicant.setdefault(alert.applicant_id, []).append(alert)
    people = Applicant.objects.who_want_alerts_at_once().in_bulk(list(by_applicant)).values()
    for applicant in people:
        for alert in by_applicant[applicant.pk]:
            alert.mailed_at = now
    return [mail_of(applicant, by_applicant[applicant.pk], round_key, now) for applicant in people]


def mail_of(applicant: Applicant, alerts: Sequence[Alert], round_key: str, now: datetime.datetime) -> Mail:
    stop = f"{settings.PORTAL_URL}{reverse('applicants:alerts_stop', args=[token_for(applicant)])}"
    lines = [*alert_lines(alerts), "", f"Stop these emails: {stop}"]
    return Mail(
        to=applicant.user.email,
        user=applicant.user,
        subject=f"{counted(len(alerts), 'change')} in programs you follow",
        text="\n".join(lines),
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        key=f"alerts:{applicant.pk}:{round_key}",
        due_at=now,
    )


def token_for(applicant: Applicant) -> str:
    """What proves that somebody holds an alert of this applicant's. It does not expire."""
    return mail_token(applicant, SALT)


def applicant_of_token(token: str) -> Applicant | None:
    """Whose alert a token comes from; None when it was not made here or the account is gone."""
    return applicant_of_mail(token, SALT)


def stop_mails(applicant: Applicant) -> None:
    """Send no alerts by mail any more; the page of alerts goes on."""
    Applicant.objects.filter(pk=applicant.pk).update(alert_mail=AlertMail.NONE)
    applicant.alert_mail = AlertMail.NONE
