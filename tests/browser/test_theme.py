"""The theme's switch with and without scripts, and what pages look like on paper."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import APPLICANT
from tests.browser.factories import LONG
from tests.browser.tabs import Opener, send
from tests.browser.test_every_page import OPEN, PAID

DARK, LIGHT, WHITE = "rgb(16, 22, 26)", "rgb(250, 249, 245)", "rgb(255, 255, 255)"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
SHOWN = "one => one.checkVisibility()"
PRINTED = {
    "program": f"/programs/{OPEN}/",
    "comparison": f"/programs/compare/?program={OPEN}&program={PAID}",
    "application": f"/applications/{LONG}/",
    "agenda": "/applications/?view=agenda",
    "dashboard": "/dashboard/",
}


def background(page: Page) -> str:
    return page.evaluate(BACKGROUND)


def test_the_theme_changes_without_a_reload_and_is_remembered(open_tab: Opener) -> None:
    visit = open_tab(1280, color_scheme="light")
    page = visit.page
    page.goto("/kinds/")
    assert background(page) == LIGHT
    page.evaluate("window.neverReloaded = true")
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert (background(page), page.evaluate("window.neverReloaded")) == (DARK, True)
    page.goto("/programs/")
    assert background(page) == DARK
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="System").click()
    assert background(page) == LIGHT
    page.emulate_media(color_scheme="dark")
    assert background(page) == DARK
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Light").click()
    page.reload()
    assert (background(page), visit.console) == (LIGHT, [])


def test_without_scripts_the_switch_comes_back_to_the_same_page(open_tab: Opener) -> None:
    page = open_tab(360, java_script_enabled=False, color_scheme="light").page
    page.goto("/programs/?type=research&state=NY")
    address = page.url
    send(page.get_by_role("button", name="Dark"))
    assert page.url == address
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("name", PRINTED)
def test_on_paper_is_nothing_to_press_and_nothing_folded(
    name: str, open_tab: Opener, states: dict[str, Any]
) -> None:
    page = open_tab(760, storage_state=states[APPLICANT], color_scheme="dark").page
    page.goto(PRINTED[name])
    page.emulate_media(media="print", color_scheme="dark")
    assert background(page) == WHITE
    pressed = page.locator("button, .button, nav, [type=checkbox], [type=file]").evaluate_all(
        f"all => all.filter({SHOWN}).map(one => one.outerHTML)"
    )
    assert pressed == []
    folded = "all => all.filter(one => one.parentElement.checkVisibility() && !one.checkVisibility())"
    parts = page.locator("details > :is(ul, ol, section)").evaluate_all(
        f"all => ({folded})(all).map(one => one.outerHTML)"
    )
    assert parts == []


@pytest.mark.parametrize("name", ["program", "comparison"])
def test_on_paper_stand_the_addresses_of_sources(name: str, open_tab: Opener) -> None:
    page = open_tab(760).page
    page.goto(PRINTED[name])
    page.emulate_media(media="print")
    links = page.locator(".sources a")
    assert links.count() > 0
    for link in links.all():
        after = link.evaluate("one => getComputedStyle(one, '::after').content")
        assert (link.get_attribute("href") or "-") in after + link.inner_text()
        expect(link).to_be_visible()
