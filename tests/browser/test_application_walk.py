"""One applicant's whole way in a real browser: from sign-up to an accepted offer, and out again."""

import datetime
import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, log_in
from tests.browser.tabs import Opener, unfold
from tests.clock import today

WALKER = "wale.walker@example.org"
PASSWORD = "seven long rotations"
ACCEPTED = ("I sent the application", "They want an interview", "They offer me a place", "I accept the offer")
READ_MAIL = f"""
from applicants.models import Mail
print(Mail.objects.get(to="{WALKER}").text)
"""
# Every row of every table, of Django's and allauth's too.
FIND_WALKER = """
from django.db import connection
with connection.cursor() as cursor:
    for table in connection.introspection.table_names():
        cursor.execute(f'SELECT * FROM "{table}"')
        print(*[table for row in cursor.fetchall() if "wale.walker" in str(row).lower()], end="")
"""


def day(number: int) -> str:
    """Return the day that is so many days from today, as date fields take it."""
    return (today() + datetime.timedelta(days=number)).isoformat()


def sign_up(page: Page, server: Server) -> None:
    """Sign up by the menu, and open the link in the mail: it logs in without another press."""
    page.goto("/")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name").fill("Ada Walker")
    page.get_by_label("Email address").fill(WALKER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    link = re.search(r"http\S+", server.run(READ_MAIL))
    assert link
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def fill_in_the_profile(page: Page) -> None:
    page.get_by_role("navigation", name="Your account").get_by_role("link", name="Profile").click()
    page.wait_for_url("**/profile/")
    for section in page.locator("details.section").all():
        unfold(section)
    page.get_by_label("Current stage").select_option("graduate")
    page.get_by_label("Graduation date").fill(day(-500))
    page.get_by_role("group", name="USMLE Step 1", exact=True).get_by_label("Status").select_option("passed")
    page.locator("#q-citizenships select").select_option("NG")
    page.get_by_label("US visa or status you hold now").select_option("B-1/B-2")
    page.get_by_role("button", name="I have or can get the usual documents").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(page.get_by_label("Current stage")).to_have_value("graduate")


def show_what_is_open(page: Page) -> Locator:
    """Filter the list to what is open to me; return the cards."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Programs", exact=True).click()
    option = page.locator('[data-facet="fit"][data-value="open"]')
    promised = option.get_attribute("data-count") or ""
    if not option.is_visible():
        page.locator("details.facet", has=option).locator("summary").click()
    option.check()
    expect(page).to_have_url(re.compile(r"[?&]fit=open"))
    expect(page.locator("#results")).to_have_attribute("data-total", promised)
    cards = page.locator(".card")
    verdicts = page.locator(".card [data-verdict]").evaluate_all("all => all.map(one => one.dataset.verdict)")
    assert int(promised) >= 3
    assert set(verdicts) == {"open"}
    assert len(verdicts) == cards.count()
    return cards


def shortlist_three(page: Page) -> list[str]:
    """Save one program from the list, one from its page, one from the comparison; return their names."""
    cards = show_what_is_open(page)
    names = [cards.nth(number).locator(".card__name").inner_text() for number in range(3)]
    cards.nth(0).get_by_role("button", name=re.compile("^Save")).click()
    expect(page).to_have_url(re.compile(r"/programs/\?.*fit=open"))
    expect(cards.nth(0).locator('[data-status="shortlisted"]')).to_be_visible()
    page.get_by_role("link", name=names[1], exact=True).click()
    page.locator(".fit--panel").get_by_role("button", name=re.compile("^Save")).click()
    expect(page.locator('h1[data-fact="name"]')).to_have_text(names[1])
    expect(page.locator('.fit--panel [data-status="shortlisted"]')).to_be_visible()
    page.get_by_role("link", name="Programs", exact=True).first.click()
    cards = show_what_is_open(page)
    for number in range(3):
        cards.nth(number).locator('input[name="program"]').check()
    page.get_by_role("button", name="Compare ticked programs").click()
    expect(page.locator("th[data-program]")).to_have_count(3)
    page.get_by_role("button", name=re.compile("^Save")).click()
    expect(page.locator('[data-status="shortlisted"]')).to_have_count(3)
    return names


def open_application(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Your account").get_by_role("link", name="Applications").click()
    page.locator("[data-application]").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def set_dates(page: Page, first: str, last: str) -> None:
    page.get_by_label("Start date").fill(first)
    page.get_by_label("End date").fill(last)
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".messages")).to_contain_text("Dates and next action saved.")


def move(page: Page, action: str) -> None:
    """Make one move today; an offer wants an answer in nine days."""
    fold = page.locator("details[data-move]", has=page.locator("summary", has_text=action))
    fold.locator("summary").click()
    if action == "They offer me a place":
        fold.get_by_label("Last day to answer").fill(day(9))
    status = fold.get_attribute("data-move") or ""
    fold.get_by_role("button").click()
    moved, asked = page.locator(f"article[data-status={status}]"), fold.get_by_text("Submit anyway")
    expect(moved.or_(asked)).to_be_visible()
    if asked.is_visible():
        asked.click()
    expect(page.locator("article.application")).to_have_attribute("data-status", status)


def accept_two_that_overlap(page: Page, first: str, second: str) -> None:
    """Go the whole way with two applications whose stays share 15 days."""
    open_application(page, first)
    set_dates(page, day(60), day(87))
    for action in ACCEPTED[:3]:
        move(page, action)
    expect(page.locator(".offer__clock")).to_contain_text("9 days left")
    move(page, ACCEPTED[3])
    expect(page.locator("[data-overlap]")).to_have_count(0)
    open_application(page, second)
    set_dates(page, day(73), day(100))
    for action in ACCEPTED:
        move(page, action)
    warning = f"It overlaps with “{first}” (accepted) on 15 days."
    expect(page.locator(".messages")).to_contain_text(warning)
    expect(page.locator("[data-overlap]")).to_contain_text(warning)
    page.get_by_role("link", name="Dashboard").click()
    expect(page.locator("main")).to_contain_text("Two rotations overlap.")


def feed_of(page: Page) -> str:
    """Return the secret address of the calendar, as the page shows it."""
    page.get_by_role("link", name="Your agenda on your phone").click()
    return page.get_by_label("Address of your calendar").input_value()


def events(address: str) -> list[tuple[str, str]]:
    """Read the calendar as a phone does, without cookies: the day and the words of each event."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        calendar = Calendar.from_ical(answer.read())
    return [(event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])) for event in calendar.walk("VEVENT")]


def export(page: Page) -> str:
    """Download everything; return the applications as the zip has them."""
    page.get_by_role("navigation", name="Your account").get_by_role("link", name="Account").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert [WALKER in archive.read("applicants.user.json").decode()] == [True]
        return archive.read("applicants.application.json").decode()


def delete_the_account(page: Page) -> None:
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator(".messages")).to_contain_text("Your account and everything in it are deleted.")


def test_from_sign_up_to_an_accepted_offer_and_out_again(open_tab: Opener, server: Server) -> None:
    visit = open_tab(1280, accept_downloads=True)
    page = visit.page
    sign_up(page, server)
    log_in(page, WALKER, PASSWORD)
    fill_in_the_profile(page)
    first, second, third = shortlist_three(page)
    accept_two_that_overlap(page, first, second)
    feed = feed_of(page)
    assert feed.startswith(f"{server.url}/calendar/")
    planned = events(feed)
    for name, number in ((first, 60), (first, 87), (second, 73), (second, 100)):
        assert [words for on, words in planned if on == day(number) and name in words] != []
    rows = json.loads(export(page))
    assert {row["name"]: row["status"] for row in rows} == {
        first: "accepted",
        second: "accepted",
        third: "shortlisted",
    }
    assert "applicants_user" in server.run(FIND_WALKER)
    delete_the_account(page)
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Email address").fill(WALKER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator("main")).to_contain_text("The email address or the password is not right.")
    assert urlsplit(page.url).path == "/accounts/login/"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        events(feed)
    assert server.run(FIND_WALKER) == ""
    others = [line for line in visit.console if "422" not in line]  # documents were missing, asked once
    assert (others, visit.foreign, visit.overflow) == ([], [], 0)
