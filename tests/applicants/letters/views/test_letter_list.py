"""Letters in their list, on the agenda, the feed and in the digest."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.agenda.data import load_agenda_data
from applicants.agenda.digests import write_due_digests
from applicants.agenda.entries import AgendaEntry
from applicants.agenda.entry_builders import agenda
from applicants.applications.workflow import ApplicationStatus
from applicants.letters.workflow import LetterStatus
from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Letter, Mail, Season, SeasonDate
from programs.formatting import day_words
from programs.models import Specialty
from tests.factories import make_application, make_contact, make_letter
from tests.page_forms import send

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def nudges(applicant: Applicant) -> list[AgendaEntry]:
    return [entry for entry in agenda(load_agenda_data(applicant, NOW)) if entry.kind == "letter"]


def shown(client: Client, address: str = "/letters/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_steps_are_tasks_with_names_that_stay_beside_their_rotation(ada: Applicant) -> None:
    rotation = make_application(ada, status=ApplicationStatus.ROTATING, ends_on=day(3))
    letter = make_letter(ada, rotation=rotation)
    first, last = nudges(ada)
    assert (first.uid, first.days_left, first.is_overdue) == (f"letter-{letter.pk}-letter-ask", -4, True)
    assert (first.title, first.where) == (
        "Ask for the letter (Dr. House): Cardiology observership",
        f"/letters/{letter.pk}/",
    )
    assert (last.uid, last.days_left) == (f"letter-{letter.pk}-letter-plan_b", 38)
    letter.touch_step("ask", day=day(2))
    assert (nudges(ada)[0].uid, nudges(ada)[0].days_left) == (first.uid, 2)
    letter.touch_step("ask", done_on=TODAY)
    assert [entry.uid for entry in nudges(ada)] == [last.uid]


@pytest.mark.parametrize("status", LetterStatus)
def test_nobody_is_thanked_before_the_letter_is_there(
    status: LetterStatus, ada: Applicant, ada_client: Client
) -> None:
    letter = make_letter(ada, worked_until=day(-10), status=status)
    write_due_digests(NOW)
    mails = "".join(mail.text for mail in Mail.objects.all())
    feed = ada_client.get(f"/calendar/{ada.calendar_secret}.ics").text.replace("\r\n ", "")
    pages = [shown(ada_client, address) for address in ("/dashboard/", "/applications/?view=agenda")]
    letters, page = shown(ada_client), shown(ada_client, letter.get_absolute_url())
    is_there = status in ("uploaded", "confirmed")
    words = "Thank the writer (Dr. House)"
    assert [words in text for text in (mails, feed, *pages)] == [is_there] * 4
    assert "Thank the writer: " in letters if is_there else "Thank the writer" not in letters
    assert ('reminders__step--due" data-step="thank"' in page) is is_there


@pytest.mark.parametrize(("in_touch", "is_asked"), [(None, True), (20, True), (14, False), (-14, False)])
def test_whoever_gets_in_touch_around_that_day_anyway_is_not_told_to_thank(
    in_touch: int | None, ada: Applicant, ada_client: Client, *, is_asked: bool
) -> None:
    contact = make_contact(ada, name="Dr. House", next_on=None if in_touch is None else day(in_touch))
    make_letter(ada, contact=contact, worked_until=day(-1), status="uploaded")
    assert [entry.words for entry in nudges(ada)] == ["Thank the writer (Dr. House)"] * is_asked
    assert ("Thank the writer: " in shown(ada_client)) is is_asked


def test_a_letter_whose_rotation_is_off_leads_to_another_rotation(ada: Applicant, ada_client: Client) -> None:
    rotation = make_application(ada, ends_on=day(9), status=ApplicationStatus.NOT_ACCEPTED)
    letter = make_letter(ada, rotation=rotation)
    assert f'href="/letters/{letter.pk}/edit/">Choose a rotation<' in shown(ada_client)


def test_one_letter_s_page_shows_its_next_reminder_and_folds_the_others(
    ada: Applicant, ada_client: Client
) -> None:
    letter = make_letter(ada, worked_until=day(-10), status="packet_sent")
    page = shown(ada_client, letter.get_absolute_url())
    open_part, _, folded = page[page.index('id="reminders-h"') :].partition("The other reminders")
    assert re.findall(r'data-step="(\w+)"', open_part) == ["uploaded"]
    assert re.findall(r'data-step="(\w+)"', folded) == ["ask", "thank", "remind", "plan_b"]


def test_somebody_else_s_letters_are_not_on_the_agenda(ada: Applicant, obi: Applicant) -> None:
    make_letter(obi, worked_until=day(3))
    assert nudges(ada) == []


def test_a_letter_without_a_rotation_stands_for_itself(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada, worked_until=day(3))
    assert nudges(ada)[0].application is None
    for page in ("/dashboard/", "/applications/?view=agenda", "/applications/?view=month"):
        assert f'<a href="/letters/{letter.pk}/">Ask for the letter (Dr. House)</a>' in shown(
            ada_client, page
        )


def test_a_letter_is_followed_up_after_its_rotation_has_ended(ada: Applicant, ada_client: Client) -> None:
    rotation = make_application(ada, status=ApplicationStatus.COMPLETED, ends_on=day(-20))
    letter = make_letter(ada, rotation=rotation, status="packet_sent")
    page = shown(ada_client, "/applications/?view=agenda")
    assert f'<a href="/letters/{letter.pk}/">Ask whether it is uploaded (Dr. House)</a>' in page


def test_until_the_packet_is_sent_nobody_is_asked_about_the_upload(
    ada: Applicant, ada_client: Client
) -> None:
    letter = make_letter(ada, worked_until=day(-10), status="agreed")
    page = shown(ada_client, "/applications/?view=agenda")
    assert f'<a href="/letters/{letter.pk}/">Send the packet (Dr. House)</a>' in page
    assert "Ask whether it is uploaded" not in page


def test_the_feed_has_the_steps(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada, worked_until=day(3))
    body = ada_client.get(f"/calendar/{ada.calendar_secret}.ics").content.decode().replace("\r\n ", "")
    assert f"UID:letter-{letter.pk}-letter-ask@usce-portal" in body
    assert f"/letters/{letter.pk}/" in body


def test_the_digest_has_the_steps_and_where_to_act(ada: Applicant) -> None:
    letter = make_letter(ada, worked_until=day(7))
    letter.touch_step("thank", day=day(90))
    assert write_due_digests(NOW) == 1
    mail = Mail.objects.get()
    assert "Ask for the letter (Dr. House)" in mail.text
    assert f"/letters/{letter.pk}/" in mail.text
    assert mail.text.count("(Dr. House)") == 1


@pytest.fixture
def season() -> Season:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="programs_see", words="late December 2026")
    return season


def test_the_list_counts_by_the_day_on_which_programs_look(
    ada: Applicant, ada_client: Client, season: Season
) -> None:
    specialty = Specialty.objects.create(name="Internal Medicine", slug="im")
    letter = make_letter(ada, specialty=specialty, status="confirmed", written_on=day(-30))
    make_letter(ada, specialty=specialty, match_years=[2025], status="confirmed", written_on=day(-30))
    send(ada_client, "/letters/", "/targets/", specialty=specialty.pk, count="3")
    page = shown(ada_client)
    assert "By late December 2026 (not confirmed) you will have 1 US internal medicine letter" in page
    assert "You want 3: 2 more to find." in page
    assert "This season’s date isn’t confirmed yet." in page
    assert f'data-letter="{letter.pk}" data-status="confirmed"' in page
    send(ada_client, "/letters/", "/targets/", specialty=specialty.pk, count="0")
    assert "more to find" not in shown(ada_client)


def test_a_letter_from_a_refused_rotation_is_no_task_and_does_not_count(
    ada: Applicant, ada_client: Client, season: Season
) -> None:
    letter = make_letter(
        ada, rotation=make_application(ada, status=ApplicationStatus.NOT_ACCEPTED, ends_on=day(3))
    )
    assert nudges(ada) == []
    for address in ("/letters/", f"/letters/{letter.pk}/"):
        assert "Its rotation will not take place." in shown(ada_client, address)
    assert "you will have no US general letters under 12 months old." in shown(ada_client)


def test_the_list_of_a_season_without_letters_leads_to_the_others(ada: Applicant, ada_client: Client) -> None:
    make_letter(ada, match_years=[2026])
    ada.match_year = 2028
    ada.save()
    assert "None of your letters is for the 2028 Match." in shown(ada_client)


def test_a_goal_is_changed_not_added_and_nonsense_is_refused(ada: Applicant, ada_client: Client) -> None:
    for count in ("2", "4", "-1", "99", "many"):
        ada_client.post("/letters/targets/", {"match_year": "2027", "count": count})
    ada_client.post("/letters/targets/", {"match_year": "99999", "count": "1"})
    assert list(ada.letter_targets.values_list("match_year", "specialty", "count")) == [(2027, None, 4)]


def test_the_list_says_what_is_next(ada: Applicant, ada_client: Client) -> None:
    make_letter(ada, waiver="undecided", worked_until=day(7))
    page = shown(ada_client)
    assert "Decide about the waiver, then ask." in page
    assert "Ask for the letter: November 25, 2026, today" in page
    agreed = make_letter(ada, status="agreed")
    assert "Send the packet: make the writer’s link." in shown(ada_client)
    create_link(agreed)
    assert "Send the packet: send the link to the writer, then mark it as sent." in shown(ada_client)
    agreed.questions.create(text="Private words?")
    page = shown(ada_client)
    assert "Answer the writer’s question." in page
    assert "Private words?" not in page


def test_letters_stand_by_whose_move_it_is_with_one_button_each(ada: Applicant, ada_client: Client) -> None:
    for status in ("confirmed", "packet_sent", "planned"):
        make_letter(ada, status=status)
    page = shown(ada_client)
    headings = re.findall(r'class="letter-group">([^<]+) <', page)
    assert headings == ["Your move", "Waiting for them", "Closed"]
    assert re.findall(r'data-letter="[^"]+" data-status="(\w+)"', page) == [
        "planned",
        "packet_sent",
        "confirmed",
    ]
    rows = page.split("data-letter=")[1:]
    assert [
        row.split('</li> <li class="letter-row"')[0].count('class="button button--row"') for row in rows[:2]
    ] == [1, 1]


def test_a_reminder_whose_day_has_come_is_the_applicant_s_move(ada: Applicant, ada_client: Client) -> None:
    make_letter(ada, status="packet_sent", worked_until=day(-20))
    assert re.findall(r'class="letter-group">([^<]+) <', shown(ada_client)) == ["Your move"]


def test_an_empty_list_teaches_what_to_do(ada_client: Client) -> None:
    page = shown(ada_client)
    assert "No letters yet" in page
    assert 'href="/letters/new/"' in page


def test_others_see_only_their_own(ada: Applicant, obi_client: Client) -> None:
    make_letter(ada, writer_name="Dr. Unseen")
    assert "Dr. Unseen" not in shown(obi_client)


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_takes_six_queries_at_any_size(count: int, ada: Applicant, ada_client: Client) -> None:
    for number in range(count):
        letter = make_letter(ada, contact=ada.contacts.create(name=f"Dr. {number}"))
        letter.steps.create(code="ask", day=TODAY)
        ada.letter_targets.create(
            match_year=2027, specialty=Specialty.objects.create(name=str(number), slug=str(number)), count=1
        )
    ada_client.get("/letters/")
    with CaptureQueriesContext(connection) as queries:
        assert ada_client.get("/letters/").status_code == 200
    assert len(queries) == 6
    assert Letter.objects.count() == count


def test_each_step_of_the_track_has_its_day(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada)
    letter.move_to(LetterStatus.ASKED, on=day(-20))
    letter.move_to(LetterStatus.AGREED, on=day(-6))
    steps = re.findall(r'<li class="track__step[^"]*"[^>]*>(.*?)</li>', shown(ada_client))
    words = [" ".join(re.sub(r'<span class="sr">.*?</span>|<[^>]+>', "", step).split()) for step in steps]
    assert words == ["Asked Nov 5", "Agreed Nov 19", "Packet", "Uploaded", "In ERAS"]


@pytest.mark.parametrize("status", LetterStatus)
def test_list_page_and_agenda_name_the_same_step_and_day(
    status: LetterStatus, ada: Applicant, ada_client: Client
) -> None:
    letter = make_letter(ada, status=status, worked_until=day(-3), waiver="waived")
    page, listed = shown(ada_client, letter.get_absolute_url()), shown(ada_client)
    for entry in nudges(ada)[:1]:
        label = entry.words.removesuffix(f" ({letter.writer})")
        assert f"<strong>{label}</strong> <span>{day_words(entry.day)}" in page
        assert label in listed
