"""The list by keyboard, without a network, and from page to page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NEWCOMER
from tests.browser.tabs import Opener

MOST_PRESSES = 20
FOLLOWING = 4  # Node.DOCUMENT_POSITION_FOLLOWING
IN_A_CARD = "!!document.activeElement.closest('.card')"


def presses_to_the_first_result(page: Page) -> int:
    """Press Tab from the top, and Enter on the link that skips the filters, until a card has the keyboard."""
    presses = 0
    while not page.evaluate(IN_A_CARD):
        page.keyboard.press("Tab")
        presses += 1
        if page.evaluate("document.activeElement.getAttribute('href')") == "#found":
            page.keyboard.press("Enter")
            presses += 1
        assert presses <= MOST_PRESSES
    return presses


def test_the_first_result_is_reached_in_a_few_presses(reuse_tab: Opener, states: dict[str, object]) -> None:
    for state in (None, states[NEWCOMER]):
        page = reuse_tab(1280, storage_state=state).page
        page.goto("/programs/?type=observership&state=NJ&state=NY")
        assert presses_to_the_first_result(page) <= MOST_PRESSES


@pytest.mark.parametrize("name", [None, NEWCOMER])
def test_on_a_phone_they_are_few_even_without_that_link(
    name: str | None, reuse_tab: Opener, states: dict[str, object]
) -> None:
    page = reuse_tab(360, storage_state=states[name] if name else None).page
    page.goto("/programs/")
    presses = 0
    while not page.evaluate(IN_A_CARD) and presses <= MOST_PRESSES:
        page.keyboard.press("Tab")
        presses += 1
    assert presses <= MOST_PRESSES


def test_the_map_follows_the_filters_and_sets_a_state(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto("/programs/?type=observership")
    page.evaluate("window.neverReloaded = true")
    texas = page.locator("#map-TX")
    promised = page.locator('[data-facet="state"][data-value="TX"]').get_attribute("data-count")
    expect(texas).to_have_accessible_name(f"Texas: {promised} programs")
    texas.click()
    expect(page.locator("#results")).to_have_attribute("data-total", promised or "")
    expect(page).to_have_url(re.compile(r"type=observership&state=TX$"))
    expect(texas).to_be_focused()
    expect(texas).to_have_attribute("aria-current", "true")
    expect(page.locator("#announced")).to_have_text(f"{promised} programs")
    page.locator("#map-NY").press("Enter")
    expect(page).to_have_url(re.compile("state=TX&state=NY"))
    page.locator("#map-TX").press("Enter")
    expect(page).to_have_url(re.compile(r"type=observership&state=NY$"))
    page.locator('[data-facet="type"][data-value="externship"]').check()
    expect(page).to_have_url(re.compile("externship"))
    number = page.locator('[data-facet="state"][data-value="FL"]').get_attribute("data-count")
    expect(page.locator("#map-FL")).to_have_accessible_name(f"Florida: {number} programs")
    assert page.evaluate("window.neverReloaded") is True


def test_on_a_phone_the_map_is_folded_behind_the_list_and_a_link_leads_there(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto("/programs/")
    fold = page.locator("#map")
    expect(fold).not_to_have_attribute("open", "")
    place = page.locator(".card").last.evaluate(
        "card => card.compareDocumentPosition(document.querySelector('#map'))"
    )
    assert place == FOLLOWING
    page.get_by_role("link", name="Map of states").click()
    expect(page.locator("#map-TX")).to_be_in_viewport()
    page.locator("#map-TX").click()
    expect(page).to_have_url(re.compile("state=TX"))
    expect(fold).to_have_attribute("open", "")


def test_the_count_is_read_out_by_a_line_that_stays(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto("/programs/")
    line = page.locator("#announced")
    expect(line).to_be_empty()
    line.evaluate("line => { line.isTheSame = true; }")
    kind = page.locator('[data-facet="type"][data-value="externship"]')
    promised = kind.get_attribute("data-count")
    kind.check()
    expect(line).to_have_text(f"{promised} programs")
    assert line.evaluate("line => line.isTheSame") is True


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0, "The connection is lost."),
        (429, "There were too many requests in a short time."),
        (500, "Something went wrong on our side."),
    ],
)
def test_a_list_that_cannot_be_loaded_says_so_and_keeps_its_filters(
    reuse_tab: Opener, status: int, words: str
) -> None:
    page = reuse_tab(360).page
    page.goto("/programs/?type=observership")
    everything = page.locator("#results").get_attribute("data-total") or ""
    page.route(
        re.compile("/programs/[?]"),
        lambda route: route.fulfill(status=status, body="") if status else route.abort(),
        times=1,
    )
    page.locator("#to-filters").click()
    page.locator("#q").evaluate("q => { q.value = 'heart'; }")
    kind = page.locator('[data-facet="type"][data-value="externship"]')
    kind.click()
    expect(page.locator("#refused")).to_contain_text(words)
    expect(page.locator("#refused")).to_be_in_viewport()
    expect(kind).not_to_be_checked()
    expect(page.locator('[data-facet="type"][data-value="observership"]')).to_be_checked()
    expect(page.locator("#q")).to_have_value("heart")
    expect(page.locator("#results")).to_have_attribute("data-total", everything)
    kind.check()
    expect(page.locator("#refused")).to_be_empty()
    expect(page).to_have_url(re.compile("type=externship"))


def test_what_is_ticked_to_compare_survives_pages(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto("/programs/")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#tray")).to_be_hidden()
    first = page.locator(".card__compare input").nth(1)
    slugs = [first.get_attribute("value")]
    first.check()
    expect(page.locator("#tray-go")).to_be_disabled()
    page.goto("/programs/?page=2")
    second = page.locator(".card__compare input").nth(0)
    slugs.append(second.get_attribute("value"))
    second.check()
    page.locator('[data-facet="type"][data-value="externship"]').check()
    expect(page.locator("#tray-count")).to_have_text("Compare 2 of 4")
    page.get_by_role("button", name="Compare ticked programs").click()
    expect(page.locator("th[data-program]")).to_have_count(2)
    shown = page.locator("th[data-program]").evaluate_all("all => all.map(one => one.dataset.program)")
    assert shown == slugs
    page.go_back()
    page.goto("/programs/")
    expect(page.locator(".card__compare input").nth(1)).to_be_checked()
    page.get_by_role("button", name=re.compile("^Remove ")).first.click()
    expect(page.locator(".card__compare input").nth(1)).not_to_be_checked()
    page.evaluate("sessionStorage.clear()")


def test_count_filters_and_order_stay_in_sight_on_a_phone(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto("/programs/")
    page.evaluate("window.scrollTo(0, 2500)")
    for part in ("#count", "#to-filters", "#sort"):
        expect(page.locator(part)).to_be_in_viewport()
    page.locator("#to-filters").click()
    expect(page.locator("#filters")).to_have_attribute("open", "")
    expect(page.locator("#filters > summary")).to_be_in_viewport()


def test_more_filters_say_what_is_set_inside_and_stay_open_while_one_ticks(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto("/programs/?certificate=true")
    more = page.locator("#more-filters")
    expect(more.locator("summary").first).to_have_text(
        re.compile("More filters: Certificate: Certificate given")
    )
    more.locator("summary").first.click()
    page.locator('[data-group="housing"] summary').click()
    box = page.locator('[data-group="housing"] input').first
    box.check()
    expect(page).to_have_url(re.compile("housing="))
    expect(more).to_have_attribute("open", "")
    expect(box).to_be_focused()
