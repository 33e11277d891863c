"""A visa that ends before a stay does is said on every page, in the same words."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape
from icalendar import Calendar

from applicants.applications.visas import visa_gap
from applicants.applications.workflow import ENDS, ApplicationStatus
from applicants.models import Applicant, Application
from tests.factories import make_application

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
FIRST, LAST = datetime.date(2027, 4, 11), datetime.date(2027, 5, 8)


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def gap_words(expires_on: datetime.date | None, **facts: object) -> str | None:
    """Return the title of what is said of a stay, None when nothing is."""
    application = Application(**{"status": "offered", "starts_on": FIRST, "ends_on": LAST} | facts)
    gap = visa_gap(application, Applicant(visa_expires_on=expires_on), TODAY)
    return gap.title if gap else None


@pytest.mark.parametrize(
    ("expires_on", "words"),
    [
        (None, None),
        (LAST, None),
        (LAST - datetime.timedelta(days=1), "Your visa ends before this rotation ends"),
        (FIRST, "Your visa ends before this rotation ends"),
        (FIRST - datetime.timedelta(days=1), "Your visa ends before this rotation"),
        (day(-9), "Your visa ends before this rotation"),
    ],
)
def test_a_visa_has_to_last_until_the_last_day(expires_on: datetime.date | None, words: str | None) -> None:
    assert gap_words(expires_on) == words


@pytest.mark.parametrize("status", ApplicationStatus)
def test_nothing_is_said_of_what_is_over(status: ApplicationStatus) -> None:
    assert (gap_words(FIRST, status=status) is None) is (status in ENDS)
    assert gap_words(day(-9), status=status, starts_on=day(-20), ends_on=day(-1)) is None


def test_nothing_is_said_of_a_stay_without_dates() -> None:
    assert gap_words(FIRST, starts_on=None, ends_on=None) is None
    assert gap_words(FIRST, starts_on=None) == "Your visa ends before this rotation ends"


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["shortlisted", "offered", "accepted", "rotating"])
def test_page_agenda_dashboard_and_calendar_say_it(status: str, ada: Applicant, ada_client: Client) -> None:
    ada.visa_expires_on = datetime.date(2027, 4, 20)
    ada.save()
    application = make_application(ada, name="Offered", status=status, starts_on=FIRST, ends_on=LAST)
    title = "Your visa ends before this rotation ends"
    sentence = escape(
        "Your visa or status is valid until April 20, 2027, and the rotation ends on May 8, 2027. "
        "Renew or extend it in time, or ask the host for other dates."
    )
    addresses = (application.get_absolute_url(), "/dashboard/", "/applications/?view=agenda")
    with time_machine.travel(NOON, tick=False):
        pages = [ada_client.get(address).text for address in addresses]
        feed = Calendar.from_ical(ada_client.get(f"/calendar/{ada.calendar_secret}.ics").content)
    assert [(title in page, sentence in page) for page in pages] == [(True, True)] * 3
    assert f'data-visa-gap="{application.pk}"' in pages[1]
    assert f"{title}: Offered" in [str(event["summary"]) for event in feed.walk("VEVENT")]
    ada.visa_expires_on = LAST
    ada.save()
    with time_machine.travel(NOON, tick=False):
        assert [title in ada_client.get(address).text for address in addresses] == [False] * 3
