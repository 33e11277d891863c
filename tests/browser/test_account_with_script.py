"""The account with JavaScript: nothing typed is lost, and an application's page is short on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, ViewportSize, expect

from tests.browser.conftest import APPLICANT
from tests.browser.factories import IDS, LONG
from tests.browser.tabs import Opener, send

MOST_SCREENS = 5
PHONE: ViewportSize = {"width": 360, "height": 780}


@pytest.fixture
def page(open_tab: Opener, states: dict[str, Any]) -> Page:
    """A tab on the page of an application."""
    page = open_tab(storage_state=states[APPLICANT]).page
    page.goto(f"/applications/{LONG}/")
    return page


def new_payment(page: Page) -> Locator:
    page.locator("summary", has_text="Add a payment").click()
    return page.locator('form[action$="/payments/"]')


def test_saving_one_form_asks_before_it_loses_another(page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    what = new_payment(page).get_by_label("What for")
    what.fill("Not saved yet")
    page.get_by_label("Private notes").fill("A note")
    page.get_by_role("button", name="Save changes").click()
    expect(what).to_have_value("Not saved yet")
    assert asked == ["beforeunload"]
    send(page.get_by_role("button", name="Save changes"))  # and lose the other
    expect(page.get_by_label("Private notes")).to_have_value("A note")
    assert asked == ["beforeunload"] * 2
    page.get_by_label("Private notes").fill("Another note")
    send(page.get_by_role("button", name="Save changes"))
    expect(page.get_by_label("Private notes")).to_have_value("Another note")
    assert asked == ["beforeunload"] * 2


def test_one_save_keeps_what_was_typed_in_every_section(page: Page) -> None:
    expect(page.locator("[data-savebar]")).to_be_hidden()
    page.get_by_label("Private notes").fill("Ask for the second week")
    page.get_by_label("Next action", exact=True).fill("Call them")
    expect(page.locator("[data-savebar-words]")).to_have_text("2 changes not saved, in Dates, Notes")
    send(page.get_by_role("button", name="Save changes"))
    expect(page.get_by_label("Private notes")).to_have_value("Ask for the second week")
    expect(page.get_by_label("Next action", exact=True)).to_have_value("Call them")
    expect(page.locator("[data-savebar]")).to_be_hidden()


def test_another_form_of_the_page_loses_nothing_typed(page: Page) -> None:
    page.get_by_label("Private notes").fill("Typed before the payment")
    form = new_payment(page)
    form.get_by_label("What for").fill("Fee")
    form.get_by_label("Amount in US dollars").fill("100")
    send(form.get_by_role("button", name="Add payment"))
    expect(page.locator("[data-payment]")).to_have_count(1)
    expect(page.get_by_label("Private notes")).to_have_value("Typed before the payment")
    expect(page.locator("[data-savebar-words]")).to_have_text("1 change not saved, in Notes")
    send(page.get_by_role("button", name="Save changes"))
    page.reload()
    expect(page.get_by_label("Private notes")).to_have_value("Typed before the payment")


def test_a_fault_in_another_form_of_the_page_loses_nothing_typed(page: Page) -> None:
    page.get_by_label("Private notes").fill("Typed before the fault")
    form = new_payment(page)
    form.evaluate("form => { form.noValidate = true; }")
    form.get_by_label("What for").fill("Fee")
    send(form.get_by_role("button", name="Add payment"))
    expect(page.locator(".form-errors")).to_be_visible()
    expect(page.get_by_label("Private notes")).to_have_value("Typed before the fault")
    expect(page.locator("[data-savebar-words]")).to_have_text("1 change not saved, in Notes")


@pytest.mark.parametrize("status", IDS)
def test_an_application_is_at_most_five_phone_screens(page: Page, status: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/applications/{IDS[status]}/")
    screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
    assert screens <= MOST_SCREENS


def test_without_scripts_the_page_says_what_to_press_first(open_tab: Opener, states: dict[str, Any]) -> None:
    page = open_tab(360, storage_state=states[APPLICANT], java_script_enabled=False).page
    page.goto(f"/applications/{LONG}/")
    expect(page.locator("[data-savebar]")).to_contain_text(
        "Save your changes before you press another button."
    )
