"""The wait for an answer: every page, the mail and the calendar name the same day in the same words."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape
from icalendar import Calendar

from applicants.agenda.digests import write_due_digests
from applicants.models import Applicant, Application, Mail
from tests.factories import make_application

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
FOLLOW_UP = "Follow up if no one has answered"


def day(number: int) -> datetime.date:
    return NOON.date() + datetime.timedelta(days=number)


def sent(applicant: Applicant, ago: int, **facts: object) -> Application:
    """Return an application that was sent so many days ago."""
    application = make_application(applicant, name="Silent", status="submitted", **facts)
    application.moves.create(to_status="submitted", happened_on=day(-ago))
    return application


@pytest.mark.parametrize(
    ("ago", "facts", "until"),
    [
        (24, {}, day(-3)),
        (20, {}, day(1)),
        (24, {"next_action_on": day(-16)}, day(5)),  # a reminder was sent: the wait began again
        (24, {"no_reply_days": 30}, day(6)),
    ],
)
def test_everything_names_the_same_day_in_the_same_words(
    ago: int, facts: dict[str, object], until: datetime.date, ada: Applicant, ada_client: Client
) -> None:
    application = sent(ada, ago, **facts)
    days = facts.get("no_reply_days", 21)
    note = f"{days} days without a reply. Follow up once, or mark it “No reply”."
    with time_machine.travel(NOON, tick=False):
        page = ada_client.get(application.get_absolute_url()).text
        whole = ada_client.get("/dashboard/").text
        dashboard = whole.partition("dashboard__today")[2].partition("</section>")[2]
        agenda = ada_client.get("/applications/?view=agenda").text
        feed = Calendar.from_ical(ada_client.get(f"/calendar/{ada.calendar_secret}.ics").content)
        write_due_digests(NOON)
    mail = Mail.objects.get(user=ada.user).text
    words = f"{until:%B} {until.day}, {until.year}"
    assert escape(f"{FOLLOW_UP} by {words}: {note}") in page
    for shown in (dashboard, agenda):
        assert f'datetime="{until}"' in shown.partition(FOLLOW_UP)[0].rpartition("<li")[2]
        assert escape(note) in shown
    assert f"- {words}" in mail
    assert f"{FOLLOW_UP}: Silent" in mail
    event = next(one for one in feed.walk("VEVENT") if one["uid"].startswith(f"{application.pk}-no_reply"))
    assert (event["dtstart"].dt, str(event["summary"])) == (until, f"{FOLLOW_UP}: Silent")


def test_a_planned_interview_moves_the_day_on_the_page_too(ada: Applicant, ada_client: Client) -> None:
    application = sent(ada, 24, next_action_on=day(6))
    with time_machine.travel(NOON, tick=False):
        page = ada_client.get(application.get_absolute_url()).text
    assert f"{FOLLOW_UP} by December 22, 2026" in page
    assert "No word for" not in page


@pytest.mark.parametrize("status", ["shortlisted", "offered", "no_reply", "completed"])
def test_nothing_is_said_where_no_answer_is_due(status: str, ada: Applicant, ada_client: Client) -> None:
    application = sent(ada, 60)
    Application.objects.filter(pk=application.pk).update(status=status)
    assert FOLLOW_UP not in ada_client.get(application.get_absolute_url()).text
