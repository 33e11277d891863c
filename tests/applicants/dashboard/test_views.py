"""/dashboard/: what needs the owner now, and nothing of anybody else's."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.applications.workflow import ApplicationStatus
from applicants.models import Applicant, ApplicationMove, Exam, Payment, Season, SeasonDate
from tests.factories import make_application, make_contact, make_letter, make_program, make_search
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
STANDS = re.compile(r'<li data-application="([^"]+)" data-status="([^"]+)"')


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Stand still at noon of November 25, 2026."""
    with time_machine.travel(NOON, tick=False):
        yield


def day(number: int) -> datetime.date:
    return NOON.date() + datetime.timedelta(days=number)


def section(page: str, name: str) -> str:
    """Return the section with this heading's id."""
    return page.split(f'aria-labelledby="{name}"')[1].split("</section>", maxsplit=1)[0]


def today(page: str) -> list[str]:
    """Return the first lines as one reads them."""
    lines = page.split('aria-label="Today"')[1].split("</section>", maxsplit=1)[0].split("<p>")[1:]
    return [re.sub(r" ([.)])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", line).split())) for line in lines]


def test_the_first_lines_say_what_is_due_and_who_owes_a_letter(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, name="Near", deadline_on=day(7))
    assert today(as_shown(ada_client.get("/dashboard/"))) == [
        "Today: nothing is due. Next: Application deadline: Near (Dec 2, in 7 days).",
        "Letters: nobody owes you one.",
    ]
    make_application(ada, name="Now", deadline_on=day(0))
    make_application(ada, name="Missed", deadline_on=day(-1))
    sent = make_letter(ada, status="packet_sent")
    sent.moves.create(to_status="packet_sent", happened_on=day(-10))
    make_letter(ada, status="agreed", writer_name="Dr. Wilson")
    make_letter(ada, status="asked", writer_name="Dr. Cuddy")
    first, letters = today(as_shown(ada_client.get("/dashboard/")))
    due, _, following = first.partition(" Next: ")
    assert [due, following, letters] == [
        "Today: 2 things due. First: Application deadline: Missed (yesterday).",
        "Application deadline: Near (Dec 2, in 7 days).",
        "Letters: Dr. House owes you a letter (since Nov 15, 2026). Dr. Wilson is waiting for your packet.",
    ]


def test_it_shows_what_is_overdue_or_near_apart_from_what_is_later(
    ada: Applicant, ada_client: Client
) -> None:
    for name, number in (("Old", -1), ("Near", 7), ("Far", 8)):
        make_application(ada, name=name, deadline_on=day(number))
    page = as_shown(ada_client.get("/dashboard/"))
    names = {part: re.findall(r">(Old|Near|Far)</a>", section(page, part)) for part in ("now", "next")}
    assert names == {"now": ["Old", "Near"], "next": ["Far"]}


def test_it_leads_whoever_has_nothing_yet_to_the_programs_that_fit(ada_client: Client) -> None:
    steps = section(as_shown(ada_client.get("/dashboard/")), "first-steps")
    assert re.findall(r'href="([^"]+)">Find programs', steps) == ["/programs/?sort=fit"]


def test_old_silence_never_hides_what_is_due_today(ada: Applicant, ada_client: Client) -> None:
    for _ in range(30):
        application = make_application(ada, status=ApplicationStatus.SUBMITTED)
        ApplicationMove.objects.create(application=application, to_status="submitted", happened_on=day(-60))
    make_application(ada, name="Today's", deadline_on=day(0))
    make_application(ada, name="Missed", deadline_on=day(-1))
    now = section(as_shown(ada_client.get("/dashboard/")), "now")
    assert now.index("Missed") < now.index("Follow up") < now.index("Today&#x27;s")
    assert "25 more on your agenda" in now


def test_people_to_be_in_touch_with_never_hide_a_missed_payment(ada: Applicant, ada_client: Client) -> None:
    for _ in range(7):
        make_contact(ada, next_on=day(-30))
    payment = {"what": "Deposit", "amount_usd": 900, "due_on": day(-1)}
    Payment.objects.create(application=make_application(ada, status=ApplicationStatus.ACCEPTED), **payment)
    now = section(as_shown(ada_client.get("/dashboard/")), "now")
    assert now.index("Pay Deposit") < now.index("Get in touch")
    assert "2 more on your agenda" in now


def test_documents_have_a_place_once_there_is_an_application(ada: Applicant, ada_client: Client) -> None:
    assert 'id="documents"' not in as_shown(ada_client.get("/dashboard/"))
    make_application(ada)
    assert "Nothing is missing" in section(as_shown(ada_client.get("/dashboard/")), "documents")


def test_outreach_is_one_click_away(ada_client: Client) -> None:
    helpers = as_shown(ada_client.get("/dashboard/")).split('id="helpers"')[1]
    assert 'href="/outreach/"' in helpers


def test_offers_wait_with_their_clock_the_most_urgent_first(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, name="Silent", status=ApplicationStatus.OFFERED)
    make_application(ada, name="Later", status=ApplicationStatus.OFFERED, reply_by=day(9))
    make_application(ada, name="Sooner", status=ApplicationStatus.OFFERED, reply_by=day(2))
    make_application(ada, name="Accepted", status=ApplicationStatus.ACCEPTED, reply_by=day(1))
    offers = section(as_shown(ada_client.get("/dashboard/")), "offers")
    assert re.findall(r">(Silent|Later|Sooner|Accepted)</a>", offers) == ["Sooner", "Later", "Silent"]
    assert ["in 2 days" in offers, "No last day is set." in offers] == [True, True]


def test_an_offer_and_a_visa_that_ends_too_early_stand_once(ada: Applicant, ada_client: Client) -> None:
    Applicant.objects.update(visa_expires_on=day(20))
    make_application(ada, name="Offer", status=ApplicationStatus.OFFERED, reply_by=day(2))
    stay = {"starts_on": day(10), "ends_on": day(37)}
    make_application(ada, name="Stay", status=ApplicationStatus.ACCEPTED, **stay)
    page = as_shown(ada_client.get("/dashboard/"))
    assert (page.count("Respond to their offer"), page.count("Your visa ends before this rotation")) == (1, 1)
    assert "Respond to their offer" in today(page)[0]
    assert 'href="/applications/' in section(page, "offers")


def test_each_thing_to_do_has_the_button_that_leads_there(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada, name="Mercy", deadline_on=day(2))
    now = section(as_shown(ada_client.get("/dashboard/")), "now")
    assert f'href="{application.get_absolute_url()}#moves-h">Prepare<span' in now


def test_every_application_stands_once_with_its_status(
    ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    mine = [make_application(ada, status=status) for status in ApplicationStatus]
    make_application(obi, name="Obi's")
    page = as_shown(ada_client.get("/dashboard/"))
    assert sorted(STANDS.findall(section(page, "standing"))) == sorted((str(a.pk), a.status) for a in mine)
    assert "Obi" not in page


def test_overlapping_rotations_are_warned_of(ada: Applicant, ada_client: Client) -> None:
    make_application(ada, name="One", status=ApplicationStatus.ACCEPTED, starts_on=day(1), ends_on=day(28))
    make_application(ada, name="Two", status=ApplicationStatus.ROTATING, starts_on=day(20), ends_on=day(40))
    page = as_shown(ada_client.get("/dashboard/"))
    assert "share 9 days: Dec 15 to Dec 23, 2026" in page
    Applicant.objects.get().applications.filter(name="Two").update(starts_on=day(29))
    assert "overlap" not in as_shown(ada_client.get("/dashboard/"))


def test_the_season_counts_down_and_says_what_is_not_confirmed(ada: Applicant, ada_client: Client) -> None:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    SeasonDate.objects.create(season=season, event="match_week", day=day(110), is_confirmed=True)
    SeasonDate.objects.create(season=season, event="eras_opens", day=day(-100))
    shown = section(as_shown(ada_client.get("/dashboard/")), "season")
    assert re.findall(r"<b>(.*?)</b>", shown) == ["in 110 days", "in 114 days"]
    assert (shown.count(">confirmed<"), shown.count("not confirmed")) == (1, 1)
    Applicant.objects.update(seeks_residency=False)
    assert 'aria-labelledby="season"' not in as_shown(ada_client.get("/dashboard/"))


def test_an_empty_account_teaches_the_first_three_steps(ada_client: Client) -> None:
    page = as_shown(ada_client.get("/dashboard/"))
    steps = section(page, "first-steps")
    assert steps.count("<li>") == 3
    for address in ("/profile/", "/programs/?sort=fit", "/applications/import/", "/applications/add/"):
        assert f'href="{address}"' in steps
    assert "Nothing is overdue" in page
    assert 'aria-labelledby="funnel"' not in page


def test_who_has_not_chosen_a_clock_is_asked_to(ada: Applicant, ada_client: Client) -> None:
    assert "Choose your time zone" in as_shown(ada_client.get("/dashboard/"))
    Applicant.objects.update(time_zone="Africa/Lagos")
    assert "Choose your time zone" not in as_shown(ada_client.get("/dashboard/"))


def test_a_visitor_is_sent_to_the_log_in(client: Client) -> None:
    answer = client.get("/dashboard/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/dashboard/")


def test_an_advisor_sees_an_own_empty_dashboard(ada: Applicant, curator_client: Client) -> None:
    make_application(ada, name="Ada's secret", deadline_on=day(0))
    assert "Ada" not in as_shown(curator_client.get("/dashboard/"))


def fill(applicant: Applicant, count: int) -> None:
    """Put so many applications of every status on the data, each with payments, history and dates."""
    program = make_program(windows=[{"opens": "--02-01", "closes": "--03-01"}])
    for number in range(count):
        application = make_application(
            applicant,
            program=None if number else program,
            record=program.record,
            status=ApplicationStatus.values[number % len(ApplicationStatus)],
            starts_on=day(number),
            ends_on=day(number + 28),
            next_action_on=day(number - 20),
        )
        Payment.objects.create(application=application, what="Fee", amount_usd=1, due_on=day(number))
        ApplicationMove.objects.create(application=application, to_status="submitted", happened_on=day(-30))
    Exam.objects.create(applicant=applicant, kind="toefl", status="scheduled", taken_on=day(3))


@pytest.mark.parametrize(("count", "queries"), [(0, 8), (1, 10), (50, 10)])
def test_queries_do_not_grow(count: int, queries: int, ada: Applicant, ada_client: Client) -> None:
    fill(ada, count)
    ada_client.get("/dashboard/")
    with CaptureQueriesContext(connection) as captured:
        ada_client.get("/dashboard/")
    assert len(captured) == queries


def test_a_pending_offer_stands_among_the_offers_of_dashboard_and_agenda_alike(
    ada: Applicant, ada_client: Client
) -> None:
    make_application(ada, name="Dated", status=ApplicationStatus.OFFERED, reply_by=day(80))
    make_application(ada, name="Undated", status=ApplicationStatus.OFFERED)
    pages = [as_shown(ada_client.get(path)) for path in ("/dashboard/", "/applications/?view=agenda")]
    listed = [re.findall(r">(Dated|Undated)</a>", section(page, "offers")) for page in pages]
    assert listed == [["Dated", "Undated"]] * 2
    assert pages[1].count("Undated") == section(pages[1], "offers").count("Undated")


def test_it_tells_what_left_the_catalog_and_what_newly_matches_until_it_is_seen(
    ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    search = make_search(ada, name="Texas")
    facts = [
        ("left", "Gone clinic", None),
        ("matches", "New clinic", search),
        ("changed", "Known clinic", None),
    ]
    for kind, name, found_by in facts:
        program = make_program(name=name)
        ada.alerts.create(
            program=program, change=program.changes.get(), kind=kind, search=found_by, made_at=NOON
        )
    news = section(as_shown(ada_client.get("/dashboard/")), "news")
    assert ("Gone clinic" in news, "New clinic" in news) == (True, True)
    assert "Matches your search “Texas”" in news
    assert "Known clinic" not in news  # the notice about applications tells of it
    assert 'href="/alerts/"' in news
    assert 'aria-labelledby="news"' not in as_shown(obi_client.get("/dashboard/"))
    ada_client.post("/alerts/seen/")
    assert 'aria-labelledby="news"' not in as_shown(ada_client.get("/dashboard/"))
