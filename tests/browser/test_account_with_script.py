"""The account with JavaScript: nothing typed is lost."""

from typing import Any

from playwright.sync_api import Dialog, expect

from tests.browser.conftest import APPLICANT
from tests.browser.factories import LONG
from tests.browser.tabs import Opener


def test_saving_one_form_asks_before_it_loses_another(open_tab: Opener, states: dict[str, Any]) -> None:
    page = open_tab(storage_state=states[APPLICANT]).page
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    page.goto(f"/applications/{LONG}/")
    page.get_by_label("Private notes").fill("Not saved yet")
    page.get_by_label("Next action", exact=True).fill("Call them")
    page.get_by_role("button", name="Save dates").click()
    expect(page.get_by_label("Private notes")).to_have_value("Not saved yet")
    with page.expect_navigation():
        page.get_by_role("button", name="Save notes").click()  # and lose the other
    expect(page.get_by_label("Private notes")).to_have_value("Not saved yet")
    expect(page.get_by_label("Next action", exact=True)).to_have_value("")
    assert asked == ["beforeunload"] * 2
    page.get_by_label("Next action", exact=True).fill("Call them")
    with page.expect_navigation():
        page.get_by_role("button", name="Save dates").click()
    expect(page.get_by_label("Next action", exact=True)).to_have_value("Call them")
    assert asked == ["beforeunload"] * 2
