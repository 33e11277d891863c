"""From a stranger's name to an application: a contact, a text, a message, a follow-up and a yes."""

import datetime
import re
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCRIPTLESS, Server
from tests.browser.tabs import Opener, unfold
from tests.clock import today

WIDTHS = (360, 1280)
NAME = "Dr. Zoë Doe"
EMPTY_DATA = f"""
from applicants.models import Applicant
Applicant.objects.filter(user__email="{SCRIPTLESS}").delete()
"""


def day(number: int) -> str:
    """Return the day that is so many days from today, as date fields take it."""
    return (today() + datetime.timedelta(days=number)).isoformat()


@pytest.fixture(params=[(360, False), (1280, False), (1280, True)], ids=["phone", "no script", "script"])
def page(request: pytest.FixtureRequest, open_tab: Opener, states: dict[str, Any], server: Server) -> Page:
    """A tab of somebody whose account is empty, with JavaScript or without it."""
    server.run(EMPTY_DATA)
    width, has_script = request.param
    options = {"java_script_enabled": has_script, "storage_state": states[SCRIPTLESS]}
    if has_script:
        options["permissions"] = ["clipboard-read", "clipboard-write"]
    return open_tab(width, **options).page


def add_a_person(page: Page) -> None:
    """Come by the menu, and add somebody."""
    page.goto("/dashboard/")
    menu = page.get_by_role("navigation", name="Your account")
    unfold(menu.locator("details"))
    menu.get_by_role("link", name="People").click()
    page.get_by_role("navigation", name="People").get_by_role("link", name="Outreach").click()
    expect(page.get_by_role("heading", name="How to ask")).to_be_visible()
    page.get_by_role("link", name="Add the person").click()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Email").fill("zoe.doe@example.org")
    page.get_by_label("Hospital, school or society").fill("Mayo Clinic")
    page.get_by_label("Department").fill("Cardiology")
    page.get_by_role("button", name="Save this person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def make_a_text(page: Page) -> None:
    """Make one of our texts one's own, and sign it."""
    page.goto("/outreach/settings/")
    page.get_by_label("Your name below a message").fill("Ugo Eze")
    page.get_by_label("New messages a day, at most").fill("1")
    page.get_by_role("button", name="Save settings").click()
    page.get_by_role("link", name="Your texts").click()
    sample = page.locator('[data-sample="observership-physician"]')
    sample.locator("summary").click()
    sample.get_by_role("link", name="Make it my own").click()
    page.get_by_label("Your name for it").fill("My message")
    page.get_by_role("button", name="Save this text").click()
    expect(page.get_by_role("link", name="My message", exact=True)).to_be_visible()


def draft_a_message(page: Page) -> None:
    """Draft the message on the person's page, and see what is missing in it."""
    page.goto("/contacts/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Write to them").click()
    page.get_by_label("With which text?").select_option(label="My message")
    page.get_by_role("button", name="Draft the message").click()
    expect(page.locator("article[data-approach]")).to_have_attribute("data-status", "drafted")
    expect(page.locator("[data-gaps]")).to_contain_text("[your medical school] in your profile")
    page.locator("#text-subject").fill("Observing & learning?")
    page.locator("#text-body").fill("Dear Dr. Doe,\nmay I observe? Ugo & family + 1")
    page.get_by_role("button", name="Save the message").click()
    expect(page.locator("[data-gaps]")).to_have_count(0)


def take(page: Page, step: str, on: str, outcome: str = "") -> None:
    """Take a step on a day."""
    fold = page.locator(f'[data-step="{step}"]')
    unfold(fold)
    fold.get_by_label("Day").fill(on)
    if outcome:
        fold.get_by_label("What did they answer?").select_option(outcome)
    fold.get_by_role("button").click()
    expect(page.locator("article[data-approach]")).to_have_attribute("data-status", step)


def test_the_whole_way_to_a_yes(page: Page) -> None:
    add_a_person(page)
    make_a_text(page)
    draft_a_message(page)
    address = page.get_by_role("link", name="Open in my mail program").get_attribute("href") or ""
    assert unquote(address) == (
        "mailto:zoe.doe@example.org?subject=Observing & learning?"
        "&body=Dear Dr. Doe,\r\nmay I observe? Ugo & family + 1"
    )
    take(page, "sent", day(-8))
    expect(page.locator("#follow-body")).to_have_value(re.compile(r"Dear Dr. Zoë Doe,(.|\n)*Ugo Eze"))
    page.goto("/applications/?view=agenda")
    page.get_by_role("link", name=f"Follow up with {NAME}", exact=True).click()
    take(page, "followed_up_once", day(-1))
    expect(page.locator(".outreach__state")).to_contain_text("Follow up a last time")
    take(page, "replied", day(0), "yes")
    page.get_by_role("button", name="Make it an application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Observership with {NAME}")
    expect(page.locator("[data-contact]")).to_contain_text(NAME)
    page.goto("/outreach/?show=ended")
    expect(page.locator("[data-replied]")).to_contain_text("1 of 1 replied, 1 said yes")


def test_the_limit_stops_the_second_message_of_a_day(page: Page) -> None:
    make_a_text(page)
    for number in (1, 2):
        page.goto("/contacts/new/")
        page.get_by_label("Name").fill(f"Dr. {number}")
        page.get_by_role("button", name="Save this person").click()
        page.get_by_role("link", name="Write to them").click()
        page.get_by_role("button", name="Draft the message").click()
        page.locator('[data-step="sent"]').get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("You have marked 1 of 1 new message as sent")
    expect(page.locator("article[data-approach]")).to_have_attribute("data-status", "drafted")
    page.goto("/outreach/")
    expect(page.locator("[data-sent-today]")).to_have_attribute("data-sent-today", "1")
    expect(page.get_by_text("1 of 1 today")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_text_is_copied_with_a_script_and_can_be_selected_without(
    width: int, open_tab: Opener, states: dict[str, Any], server: Server
) -> None:
    server.run(EMPTY_DATA)
    page = open_tab(
        width, storage_state=states[SCRIPTLESS], permissions=["clipboard-read", "clipboard-write"]
    ).page
    add_a_person(page)
    make_a_text(page)
    draft_a_message(page)
    here = page.url
    page.get_by_role("button", name="Copy text").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Dear Dr. Doe,\nmay I observe? Ugo & family + 1"
    plain = open_tab(width, storage_state=states[SCRIPTLESS], java_script_enabled=False).page
    plain.goto(here)
    expect(plain.get_by_role("button", name="Copy text")).to_be_hidden()
    expect(plain.locator("#message-body")).to_have_attribute("readonly", "")
    expect(plain.locator("#message-body")).to_have_value(copied)
