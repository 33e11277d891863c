"""What the portal says about the jobs of its mail loop."""

import datetime
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from applicants.mail.models import JobRound, Mail
from applicants.mail.querysets import MOST_TRIES
from applicants.mail.rounds import LATE_AFTER, note_round, report

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


def ago(seconds: int) -> datetime.datetime:
    return NOW - datetime.timedelta(seconds=seconds)


def mail(**facts: Any) -> Mail:
    return Mail.objects.create(
        **{"to": "ada@example.org", "subject": "S", "text": "T", "due_at": NOW} | facts
    )


def test_without_a_round_every_job_is_late() -> None:
    assert list(report(NOW)) == [
        "mail: no round yet, late",
        "digests: no round yet, late",
        "alerts: no round yet, late",
        "tidy: no round yet, late",
        "retention: no round yet, late",
        "sweep: no round yet, late",
        "links: turned off",
        "outbox: 0 due, the oldest for 0 s, 0 given up",
    ]


def test_the_link_check_is_a_job_like_others_unless_it_is_turned_off(settings: Any) -> None:
    settings.LINK_CHECKS_A_DAY = 1
    note_round("links", ago(10801), "NoNetworkError")
    assert list(report(NOW))[6] == "links: no round yet, late, NoNetworkError"
    note_round("links", ago(10800))
    assert list(report(NOW))[6] == "links: last round 10800 s ago"


def test_each_job_says_how_long_ago_its_last_round_was() -> None:
    note_round("mail", ago(412))
    note_round("digests", ago(600))
    note_round("alerts", ago(601))
    note_round("tidy", ago(7200))
    note_round("retention", ago(60))
    note_round("sweep", ago(7201))
    assert list(report(NOW))[:6] == [
        "mail: last round 412 s ago, late",
        "digests: last round 600 s ago",
        "alerts: last round 601 s ago, late",
        "tidy: last round 7200 s ago",
        "retention: last round 60 s ago",
        "sweep: last round 7201 s ago, late",
    ]


def test_a_round_that_failed_keeps_the_last_good_one_and_names_its_error() -> None:
    note_round("mail", ago(20))
    note_round("mail", ago(10), "KeyError")
    note_round("tidy", ago(10), "OSError")
    lines = list(report(NOW))
    assert (lines[0], lines[3]) == (
        "mail: last round 20 s ago, KeyError",
        "tidy: no round yet, late, OSError",
    )
    note_round("mail", NOW)
    assert next(iter(report(NOW))) == "mail: last round 0 s ago"
    assert JobRound.objects.count() == 2


def test_the_outbox_counts_what_is_due_and_what_was_given_up() -> None:
    mail(due_at=ago(90), leased_until=NOW + datetime.timedelta(minutes=1))
    mail(due_at=ago(30))
    mail(due_at=NOW + datetime.timedelta(seconds=1))
    mail(due_at=ago(500), sent_at=ago(400))
    mail(due_at=ago(9000), tries=MOST_TRIES)
    assert list(report(NOW))[-1] == "outbox: 2 due, the oldest for 90 s, 1 given up"


def test_it_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    note_round("mail", NOW)
    with django_assert_num_queries(2):
        assert len(list(report(NOW))) == len(LATE_AFTER) + 1
