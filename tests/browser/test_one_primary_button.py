"""One accent for one action: how many filled buttons a page shows outside of rows."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import APPLICANT, NEWCOMER
from tests.browser.tabs import Opener
from tests.browser.test_every_account_page import EMPTY, FULL
from tests.browser.test_every_page import PAGES

ROWS = "li, tr, .card, .move form, [data-savebar]"
FILLED = f"""() => {{
    const probe = document.createElement("i");
    probe.className = "button";
    document.body.append(probe);
    const accent = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return [...document.querySelectorAll("main :is(a, button, summary)")]
        .filter((one) => one.checkVisibility() && getComputedStyle(one).backgroundColor === accent)
        .filter((one) => !one.closest("{ROWS}"))
        .map((one) => one.textContent.trim());
}}"""


def crowded(page: Page, addresses: dict[str, str]) -> dict[str, list[str]]:
    """Return the filled buttons of each page that has more than one."""
    found = {}
    for name, address in addresses.items():
        page.goto(address.split("#")[0])
        found[name] = page.evaluate(FILLED)
    return {name: buttons for name, buttons in found.items() if len(buttons) > 1}


def test_public_pages_have_one_primary_button(reuse_tab: Opener) -> None:
    assert crowded(reuse_tab(1280).page, PAGES) == {}


@pytest.mark.parametrize(("person", "addresses"), [(APPLICANT, FULL), (NEWCOMER, EMPTY)])
def test_the_account_has_one_primary_button_a_page(
    person: str, addresses: dict[str, str], reuse_tab: Opener, states: dict[str, Any]
) -> None:
    assert crowded(reuse_tab(1280, storage_state=states[person]).page, addresses) == {}
