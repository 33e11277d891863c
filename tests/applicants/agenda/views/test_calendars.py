"""The private calendar: right events behind a secret that can be changed, and nothing without it."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from applicants.agenda.choices import EntryKind
from applicants.applications.workflow import ApplicationStatus
from applicants.models import Applicant, Application, ArrivalStep, Exam, Payment, Season, SeasonDate
from tests.factories import (
    make_application,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_plan,
)
from tests.page_text import as_shown
from usce_portal.secret_paths import SecretPathFilter

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
AWKWARD = "Cardiology, “hands-on”; \\ observership\nBEGIN:VALARM – " + "ünïcödé " * 12


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Stand still at noon of November 25, 2026."""
    with time_machine.travel(NOON, tick=False):
        yield


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def address(applicant: Applicant) -> str:
    applicant.refresh_from_db()
    return reverse("applicants:calendar_feed", args=[applicant.calendar_secret])


def events(applicant: Applicant) -> list[Event]:
    """Return the events of the feed, read back as a phone does."""
    return Calendar.from_ical(Client().get(address(applicant)).content).walk("VEVENT")


def fill(applicant: Applicant) -> list[Application]:
    """Give an applicant one of everything that has a day."""
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    Exam.objects.create(applicant=applicant, kind="toefl", status="scheduled", taken_on=day(20))
    Applicant.objects.filter(pk=applicant.pk).update(visa_expires_on=day(200))
    make_contact(applicant, name="Jane Doe", next_on=day(6))
    make_outreach(applicant).move_to("sent", on=TODAY)
    accepted = make_application(
        applicant,
        status=ApplicationStatus.ACCEPTED,
        starts_on=day(30),
        ends_on=day(57),
        name=AWKWARD,
        host_name="Host",
        city="Houston",
        state="TX",
    )
    Payment.objects.create(application=accepted, what="Rest", amount_usd=900, due_on=day(3))
    Payment.objects.create(
        application=accepted, what="Deposit", amount_usd=500, paid_on=day(-1), refund_until=day(4)
    )
    accepted.checklist.create(code="tb_test", label="TB test")
    make_document(applicant, issued_on=day(40 - 365))
    make_letter(applicant, status="uploaded", worked_until=day(-10))
    windows = {"windows": [{"opens": "--12-01", "closes": "--12-31"}]}
    plan = make_plan(applicant, accepted)
    ArrivalStep.objects.update(days_before=1, grade="official")
    plan["trip"].days.all().delete()
    return [
        accepted,
        make_application(applicant, record=windows, next_action="Call", next_action_on=day(1)),
        make_application(applicant, status=ApplicationStatus.SUBMITTED),
        make_application(applicant, status=ApplicationStatus.OFFERED, reply_by=day(2)),
    ]


def test_everything_on_the_agenda_is_in_the_feed_under_unique_names(ada: Applicant) -> None:
    fill(ada)
    found = events(ada)
    kinds = sorted(str(event["categories"].cats[0]) for event in found)
    assert kinds == sorted(kind.label for kind in EntryKind)
    assert len({str(event["uid"]) for event in found}) == len(found)


def test_every_event_leads_to_where_one_acts(ada: Applicant) -> None:
    fill(ada)
    assert [str(event["summary"]) for event in events(ada) if "url" not in event] == []


def test_a_rotation_ends_the_day_after_its_last_day_and_all_days_are_whole(ada: Applicant) -> None:
    accepted = fill(ada)[0]
    found = {str(event["uid"]): event for event in events(ada)}
    stay = found[f"{accepted.pk}-starts@usce-portal"]
    assert (stay["dtstart"].dt, stay["dtend"].dt) == (day(30), day(58))
    assert {type(event["dtstart"].dt) for event in found.values()} == {datetime.date}
    assert {event["dtstart"].params["VALUE"] for event in found.values()} == {"DATE"}
    lengths = {(event["dtend"].dt - event["dtstart"].dt).days for event in found.values()}
    assert lengths == {1, 28}


def test_awkward_words_arrive_whole_and_add_no_component(ada: Applicant) -> None:
    accepted = fill(ada)[0]
    body = Client().get(address(ada)).content
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert Calendar.from_ical(body).walk("VALARM") == []
    found = {str(event["uid"]): event for event in events(ada)}
    event = found[f"{accepted.pk}-starts@usce-portal"]
    assert str(event["summary"]) == f"Rotation: {AWKWARD}"
    assert str(event["location"]) == "Host, Houston, TX"
    assert str(event["url"]) == f"http://127.0.0.1:8000/applications/{accepted.pk}/"


def test_what_a_word_processor_leaves_in_a_text_breaks_no_calendar(ada: Applicant) -> None:
    make_contact(ada, name="Jane\x0bDoe\x07", next_on=TODAY, next_note="One\x0ctwo\nthree\tfour")
    body = Client().get(address(ada)).content
    assert [byte for byte in body if byte < 32 and chr(byte) not in "\r\n\t"] == []
    (event,) = events(ada)
    assert str(event["summary"]) == "Get in touch with Jane Doe "
    assert str(event["description"]) == "One two\nthree\tfour"


def test_somebody_to_be_in_touch_with_has_a_name_that_stays_and_a_link(ada: Applicant) -> None:
    contact = make_contact(ada, name="Jane Doe", next_on=day(6), next_note="Thank her", email="j@example.org")
    for on in (6, 9):
        contact.next_on = day(on)
        contact.save()
        (event,) = events(ada)
        assert (str(event["uid"]), event["dtstart"].dt) == (f"{contact.pk}-in_touch@usce-portal", day(on))
    assert str(event["summary"]) == "Get in touch with Jane Doe"
    assert str(event["url"]) == f"http://127.0.0.1:8000/contacts/{contact.pk}/"
    assert "j@example.org" not in str(event)


def test_what_is_not_confirmed_says_so(ada: Applicant) -> None:
    fill(ada)
    season = next(event for event in events(ada) if "season" in str(event["uid"]))
    assert str(season["summary"]) == "Match Day (2027 Match), not confirmed"


def test_names_stay_and_the_sequence_rises_with_a_change(ada: Applicant) -> None:
    application = make_application(ada, deadline_on=day(1))
    (before,) = events(ada)
    later = NOON + datetime.timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        application.version += 1
        application.deadline_on = day(9)
        application.save()
        (after,) = events(ada)
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (1, 2)
    assert (before["last-modified"].dt, after["last-modified"].dt) == (NOON, later)
    assert (before["dtstamp"].dt, after["dtstamp"].dt) == (NOON, later)
    assert after["dtstart"].dt == day(9)


def test_private_words_stay_out_of_the_feed(ada: Applicant, obi: Applicant) -> None:
    secret = "Not for the phone"
    make_application(
        ada, deadline_on=day(1), note=secret, host_contact=secret, costs_note=secret, host_login_hint=secret
    )
    make_application(obi, deadline_on=day(1), name="Obi's")
    body = as_shown(Client().get(address(ada)))
    assert secret not in body
    assert ada.user.email not in body
    assert "Obi" not in body


def test_the_feed_may_not_be_stored_or_found(ada: Applicant) -> None:
    answer = Client().get(address(ada))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_an_unchanged_feed_is_not_sent_again(ada: Applicant) -> None:
    application = make_application(ada, deadline_on=day(1))
    tag = Client().get(address(ada))["ETag"]
    assert Client().get(address(ada), headers={"if-none-match": tag}).status_code == 304
    application.name = "Another name"
    application.save()
    assert Client().get(address(ada), headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("ending", ["x", "%00", "A" * 43, "A" * 65, "../../etc/passwd", "' OR 1=1--"])
def test_any_other_address_is_missing(ending: str, ada: Applicant) -> None:
    assert Client().get(f"/calendar/{ending}.ics").status_code == 404


def test_the_feed_of_a_closed_account_is_missing(ada: Applicant) -> None:
    ada.user.is_active = False
    ada.user.save()
    assert Client().get(address(ada)).status_code == 404


def test_a_new_address_kills_the_old_one_and_nobody_elses(
    ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    old, others = address(ada), address(obi)
    answer = ada_client.post("/calendar/")
    assert (answer.status_code, answer["Location"]) == (302, "/calendar/")
    assert Client().get(old).status_code == 404
    assert Client().get(address(ada)).status_code == 200
    assert address(ada) != old
    assert Client().get(others).status_code == 200


def test_the_page_shows_the_own_address_alone(ada: Applicant, obi: Applicant, ada_client: Client) -> None:
    page = as_shown(ada_client.get("/calendar/"))
    assert f'value="http://127.0.0.1:8000{address(ada)}"' in page
    assert f'href="webcal://127.0.0.1:8000{address(ada)}"' in page
    assert obi.calendar_secret not in page


def test_looking_at_the_page_changes_nothing(ada: Applicant, ada_client: Client) -> None:
    before = address(ada)
    ada_client.get("/calendar/")
    ada_client.head("/calendar/")
    assert address(ada) == before


def test_the_secret_is_in_no_log(ada: Applicant, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(SecretPathFilter())
    old = address(ada)
    ada.renew_calendar_secret()
    assert Client().get(old).status_code == 404
    assert [record.getMessage() for record in caplog.records] == ["Not Found: /calendar/[secret]"]


def test_the_page_says_what_its_readers_see(ada_client: Client) -> None:
    page = as_shown(ada_client.get("/calendar/"))
    assert "when documents expire and can be renewed" in page
    assert "the steps to each letter of recommendation" in page
    assert "what you have to pay" in page
