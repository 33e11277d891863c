"""The digest: exactly one on each own day and hour, only when something is due, and easy to stop."""

import datetime
import random
from collections import Counter
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from applicants.agenda import digests
from applicants.agenda.digests import applicant_of_token, is_due, token_for, write_due_digests
from applicants.applications.workflow import ApplicationStatus
from applicants.models import Alert, Applicant, Mail, Payment, Season, SeasonDate
from applicants.profile.timezones import local_time, zone_of
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.models import Program
from tests.factories import make_applicant, make_application, make_contact, make_person, make_program

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
QUARTER = datetime.timedelta(minutes=15)

# The days on which the clock changes there, in spring and in fall.
CHANGES = {
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "America/St_Johns": ("2026-03-08", "2026-11-01"),
    "Europe/London": ("2026-03-29", "2026-10-25"),
    "Africa/Cairo": ("2026-04-24", "2026-10-29"),  # at midnight
    "Asia/Beirut": ("2026-03-29", "2026-10-24"),  # at midnight
    "Australia/Lord_Howe": ("2026-10-04", "2026-04-05"),  # by half an hour
    "Pacific/Auckland": ("2026-09-27", "2026-04-05"),
    "America/Santiago": ("2026-09-06", "2026-04-04"),  # at midnight
}


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def keys() -> list[str]:
    return sorted(Mail.objects.values_list("key", flat=True))


def due_mail(applicant: Applicant) -> Mail:
    """Return the digest written at noon."""
    write_due_digests(NOON)
    return Mail.objects.get(user=applicant.user)


# When


@pytest.mark.parametrize(("zone", "changes"), CHANGES.items())
def test_both_days_of_a_clock_change_have_exactly_one_digest(zone: str, changes: tuple[str, str]) -> None:
    waiting = {hour: someone_who_wants_digests(zone, hour) for hour in (0, 1, 2, 7, 23)}
    for written in changes:
        days = [
            datetime.date.fromisoformat(written) + datetime.timedelta(days=number) for number in (-1, 0, 1)
        ]
        now, end = own_midnight(zone, days[0]), own_midnight(zone, days[2] + datetime.timedelta(days=1))
        assert local_time(zone, now).utcoffset() != local_time(zone, end).utcoffset()
        while now < end:
            write_due_digests(now)
            now += QUARTER
        for hour, applicant in waiting.items():
            mails = Mail.objects.filter(user=applicant.user).order_by("due_at")
            assert [mail.key for mail in mails] == [f"digest:{applicant.pk}:{one}" for one in days]
            hours = [local_time(zone, mail.due_at).hour for mail in mails]
            # On the day that leaves the hour out, the next one is it.
            assert [number for number in hours if number not in (hour, hour + 1)] == []
            assert hours.count(hour) >= 2
        Mail.objects.all().delete()
        Applicant.objects.update(digested_on=None)


def someone_who_wants_digests(zone: str, hour: int) -> Applicant:
    """Return an applicant with a deadline long over, which every digest tells."""
    email = make_person(f"at-{hour}@example.org").email
    applicant = make_applicant(email, time_zone=zone, digest_hour=hour)
    make_application(applicant, deadline_on=datetime.date(2026, 1, 1))
    return applicant


def own_midnight(zone: str, date: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time(), zone_of(zone)).astimezone(datetime.UTC)


@pytest.mark.parametrize(("zone", "changes"), CHANGES.items())
def test_the_command_writes_one_on_each_change_day(
    zone: str, changes: tuple[str, str], ada: Applicant
) -> None:
    Applicant.objects.update(time_zone=zone)
    make_application(ada, deadline_on=datetime.date(2026, 1, 1))
    for written in changes:
        Applicant.objects.update(digested_on=None)
        start = own_midnight(zone, datetime.date.fromisoformat(written))
        with time_machine.travel(start, tick=False) as clock:
            for _ in range(23):
                call_command("remind_due", stdout=StringIO())
                clock.shift(datetime.timedelta(hours=1))
    assert keys() == sorted(f"digest:{ada.pk}:{written}" for written in changes)


@given(
    now=st.datetimes(timezones=st.just(datetime.UTC)).filter(lambda now: 1970 < now.year < 2100),
    zone=st.sampled_from(sorted(CHANGES)),
    hour=st.integers(0, 23),
    days=st.sets(st.integers(0, 6)),
)
def test_a_digest_is_due_from_its_hour_on_the_chosen_days_once(
    now: datetime.datetime, zone: str, hour: int, days: set[int]
) -> None:
    applicant = Applicant(time_zone=zone, digest_hour=hour, digest_days=sorted(days))
    own = local_time(zone, now)
    assert is_due(applicant, now) == (own.weekday() in days and own.hour >= hour)
    applicant.digested_on = own.date()
    assert is_due(applicant, now) is False


def test_a_second_run_writes_nothing_twice(ada: Applicant) -> None:
    make_application(ada, deadline_on=TODAY)
    assert [write_due_digests(NOON), write_due_digests(NOON)] == [1, 0]
    assert keys() == [f"digest:{ada.pk}:2026-11-25"]


def test_two_runs_at_once_write_one_mail(ada: Applicant) -> None:
    make_application(ada, deadline_on=TODAY)
    write_due_digests(NOON)
    Applicant.objects.update(digested_on=None)  # as the other run has read it
    write_due_digests(NOON)
    assert keys() == [f"digest:{ada.pk}:2026-11-25"]


@pytest.mark.parametrize(
    "facts",
    [
        {"has_digest": False},
        {"digest_hour": 13},
        {"digest_days": []},
        {"digest_days": [0, 1, 3, 4, 5, 6]},  # not on Wednesdays
        {"time_zone": "America/Los_Angeles"},  # it is four in the morning there
    ],
)
def test_no_digest_outside_the_chosen_hours(facts: dict[str, Any], ada: Applicant) -> None:
    Applicant.objects.update(**facts)
    make_application(ada, deadline_on=TODAY)
    assert (write_due_digests(NOON), keys()) == (0, [])


def test_no_digest_for_a_closed_account(ada: Applicant) -> None:
    ada.user.is_active = False
    ada.user.save()
    make_application(ada, deadline_on=TODAY)
    assert write_due_digests(NOON) == 0


# What


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"deadline_on": day(-30)}, 1),
        ({"deadline_on": day(0)}, 1),
        ({"deadline_on": day(7)}, 1),
        ({"deadline_on": day(8)}, 0),
        ({"status": ApplicationStatus.WITHDRAWN, "deadline_on": day(0)}, 0),
        ({"status": ApplicationStatus.ACCEPTED, "starts_on": day(-3)}, 0),
        ({}, 0),
    ],
)
def test_a_mail_comes_only_when_something_is_due(facts: dict[str, Any], count: int, ada: Applicant) -> None:
    make_application(ada, **facts)
    assert (write_due_digests(NOON), Mail.objects.count()) == (count, count)


def test_the_mail_says_what_is_due_and_where_to_act(ada: Applicant, obi: Applicant) -> None:
    application = make_application(ada, name="Cardiology\r\nBcc: x@example.org", deadline_on=day(-1))
    make_application(ada, status=ApplicationStatus.OFFERED, reply_by=day(2), name="Neurology")
    make_application(obi, deadline_on=TODAY, name="Obi's")
    mail = due_mail(ada)
    assert (mail.to, mail.due_at, mail.subject) == (
        "ada@example.org",
        NOON,
        "Your applications: 1 overdue, 1 due in the next 7 days",
    )
    assert mail.text.split("\n")[:6] == [
        "OVERDUE (1 thing)",
        "- November 24, 2026, yesterday: Application deadline: Cardiology Bcc: x@example.org",
        f"  http://127.0.0.1:8000/applications/{application.pk}/",
        "",
        "NEXT 7 DAYS (1 thing)",
        "- November 27, 2026, in 2 days: Respond to their offer: Neurology",
    ]
    assert "Obi" not in mail.text
    assert "http://127.0.0.1:8000/applications/?view=agenda" in mail.text


def test_a_day_that_is_not_confirmed_says_so_in_the_mail(ada: Applicant) -> None:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(3))
    assert "Match Day (2027 Match) (not confirmed)" in due_mail(ada).text


def test_the_mail_names_whom_to_be_in_touch_with(ada: Applicant, obi: Applicant) -> None:
    contact = make_contact(ada, name="Jane\nDoe", next_on=TODAY)
    make_contact(obi, name="Obi's friend", next_on=TODAY)
    assert due_mail(ada).text.split("\n")[:3] == [
        "TODAY (1 thing)",
        "- November 25, 2026, today: Get in touch with Jane Doe",
        f"  http://127.0.0.1:8000/contacts/{contact.pk}/",
    ]


def test_a_long_list_is_cut_short_and_counted_whole(ada: Applicant) -> None:
    for _ in range(53):
        make_contact(ada, next_on=TODAY)
    mail = due_mail(ada)
    assert mail.subject == "Your applications: 53 due in the next 7 days"
    assert mail.text.startswith("TODAY (53 things)\n")
    assert (mail.text.count("Get in touch with"), mail.text.count("- and 3 more on your agenda")) == (50, 1)


def test_days_are_the_readers_own(ada: Applicant) -> None:
    Applicant.objects.update(time_zone="Pacific/Kiritimati", digest_hour=0)
    make_application(ada, deadline_on=TODAY)
    mail = due_mail(ada)
    assert mail.key == f"digest:{ada.pk}:2026-11-26"
    assert "November 25, 2026, yesterday" in mail.text


def test_queries_grow_by_the_mails_written_alone() -> None:
    def queries(people: int) -> int:
        for number in range(people):
            applicant = make_applicant(f"p{number}@example.org", digested_on=None)
            for _ in range(3):
                application = make_application(applicant, deadline_on=TODAY)
                Payment.objects.create(application=application, what="Fee", amount_usd=1, due_on=TODAY)
        Mail.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            write_due_digests(NOON)
        return len(captured)

    one = queries(1)
    assert (one, queries(5) - one) == (14, 4 * 4)


# The way out


def test_the_mails_headers_stop_it_in_one_click_without_a_log_in(ada: Applicant, obi: Applicant) -> None:
    make_application(ada, deadline_on=TODAY)
    headers = due_mail(ada).headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert dict(Applicant.objects.values_list("user__email", "has_digest")) == {
        "ada@example.org": False,
        "obi@example.org": True,
    }


def test_a_token_leads_to_its_applicant_and_to_nobody_else(ada: Applicant, obi: Applicant) -> None:
    token = token_for(ada)
    assert applicant_of_token(token) == ada
    number, signature = token.split(":")
    forged = [f"{obi.pk}:{signature}", number, f"{number}:", "", ":", f"x:{signature}", "\x00"]
    assert [applicant_of_token(one) for one in forged] == [None] * len(forged)
    ada.user.delete()
    assert applicant_of_token(token) is None


def test_mails_of_several_people_do_not_mix() -> None:
    people = [make_applicant(f"p{number}@example.org") for number in range(3)]
    for applicant in people:
        make_application(applicant, deadline_on=TODAY, name=f"Place of {applicant.user.email}")
    assert write_due_digests(NOON) == 3
    found = Counter(
        (mail.to, mail.to in mail.text, mail.text.count("Place of")) for mail in Mail.objects.all()
    )
    assert found == Counter((applicant.user.email, True, 1) for applicant in people)


def test_news_comes_with_the_reminders_once_also_when_nothing_is_due(ada: Applicant) -> None:
    program = make_program(name="Heart")
    facts = {"kind": "changed", "made_at": NOON, "program": program, "change": program.changes.get()}
    Alert.objects.create(applicant=ada, **facts)
    write_due_digests(NOON)
    mail = Mail.objects.get()
    assert mail.subject == "Your applications: 1 change"
    assert "- Changed: Heart" in mail.text
    Applicant.objects.update(digested_on=None)
    Mail.objects.all().delete()
    write_due_digests(NOON)
    assert Mail.objects.count() == 0
    assert Alert.objects.unmailed().count() == 0


def test_a_sender_that_is_killed_loses_no_news_and_repeats_none(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.digest_days = list(range(7))
    ada.save()
    program = make_program(name="Heart")
    chance, kills = random.Random(7), 0

    class KilledError(Exception):
        """A sender that was killed."""

    for number in range(100):
        Program.objects.filter(pk=program.pk).update(summary=f"Words {number}.")
        change = apply_change(program.pk, ChangeAction.EDITED)
        Alert.objects.create(applicant=ada, kind="changed", made_at=NOON, program=program, change=change)
        if number % 10 < 9:
            continue
        now = NOON + datetime.timedelta(days=number // 10)
        for step in chance.choices(("agenda", "mail_of", "news_lines", "groups"), k=2):
            with monkeypatch.context() as patch:
                whole = getattr(digests, step)

                def dies(*args: Any, act: Any = whole) -> Any:
                    act(*args)
                    raise KilledError

                patch.setattr(digests, step, dies)
                with pytest.raises(KilledError):
                    write_due_digests(now)
            kills += 1
        write_due_digests(now)
        write_due_digests(now)
    texts = "\n".join(Mail.objects.values_list("text", flat=True))
    assert (kills, Mail.objects.count(), texts.count("- Changed: Heart")) == (20, 10, 100)
    told = Counter(line for line in texts.splitlines() if "Words" in line)
    assert (len(told), set(told.values())) == (100, {1})
    assert Alert.objects.unmailed().count() == 0
