"""The list with JavaScript: results change in place, the address follows, nothing jumps."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.tabs import Opener, Visit


@pytest.fixture
def visit(reuse_tab: Opener) -> Visit:
    """A tab that shows the list."""
    opened = reuse_tab(1280)
    opened.page.goto("/programs/")
    opened.page.evaluate("window.neverReloaded = true")
    return opened


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def option(page: Page, parameter: str, value: str) -> Locator:
    return page.locator(f'[data-facet="{parameter}"][data-value="{value}"]')


def open_filter(page: Page, parameter: str) -> Locator:
    """Open a filter that is closed at first; return it."""
    group = page.locator(f'details[data-group="{parameter}"]')
    expect(group).not_to_have_attribute("open", "")
    group.locator("summary").click()
    return group


def results(page: Page) -> Locator:
    return page.locator("#results")


def test_a_ticked_filter_changes_the_results_in_place(page: Page, visit: Visit) -> None:
    group = open_filter(page, "state")
    texas = option(page, "state", "TX")
    promised = texas.get_attribute("data-count") or ""
    texas.check()
    expect(results(page)).to_have_attribute("data-total", promised)
    expect(page).to_have_url(re.compile(r"/programs/\?state=TX$"))
    expect(group).to_have_attribute("open", "")
    expect(texas).to_be_focused()
    expect(texas).to_be_checked()
    assert page.evaluate("window.neverReloaded") is True
    assert visit.console == []


@pytest.mark.parametrize("status", [503, 507])
def test_in_an_outage_a_line_says_so_and_goes_with_the_next_answer(page: Page, status: int) -> None:
    everything = results(page).get_attribute("data-total") or ""
    line = '<p class="message message--error">Try again.</p>'
    page.route(re.compile("/programs/[?]"), lambda route: route.fulfill(status=status, body=line), times=1)
    open_filter(page, "state")
    texas = option(page, "state", "TX")
    promised = texas.get_attribute("data-count") or ""
    texas.check()
    expect(page.locator("#refused")).to_have_text("Try again.")
    expect(results(page)).to_have_attribute("data-total", everything)
    texas.uncheck()
    expect(page.locator("#refused")).to_be_empty()
    texas.check()
    expect(results(page)).to_have_attribute("data-total", promised)


def test_filters_are_ticked_one_after_another_by_keyboard(page: Page) -> None:
    open_filter(page, "state")
    promised = option(page, "state", "TX").get_attribute("data-count") or ""
    option(page, "state", "TX").focus()
    page.keyboard.press("Space")
    expect(results(page)).to_have_attribute("data-total", promised)  # the next key is meant for the new page
    expect(page).to_have_url(re.compile(r"\?state=TX$"))
    expect(option(page, "state", "TX")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?state=TX&state=[A-Z]{2}$"))
    assert page.locator('[data-facet="state"]:checked').count() == 2


def test_the_back_button_goes_back_through_filters(page: Page) -> None:
    everything = results(page).get_attribute("data-total") or ""
    kind = option(page, "type", "observership")
    promised = kind.get_attribute("data-count") or ""
    kind.check()
    expect(results(page)).to_have_attribute("data-total", promised)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/programs/$"))
    expect(results(page)).to_have_attribute("data-total", everything)
    expect(kind).not_to_be_checked()
    page.go_forward()
    expect(page).to_have_url(re.compile(r"\?type=observership$"))
    expect(results(page)).to_have_attribute("data-total", promised)
    expect(kind).to_be_checked()


def test_the_back_button_comes_back_from_a_program(page: Page) -> None:
    kind = option(page, "type", "observership")
    promised = kind.get_attribute("data-count") or ""
    kind.check()
    expect(results(page)).to_have_attribute("data-total", promised)
    page.locator(".card__name a").first.click()
    expect(page.locator("h1[data-fact=name]")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?type=observership$"))
    expect(results(page)).to_have_attribute("data-total", promised)
    expect(kind).to_be_checked()
    expect(page.locator("body > header")).to_be_visible()


def test_a_search_keeps_what_is_ticked(page: Page) -> None:
    option(page, "type", "observership").check()
    expect(page).to_have_url(re.compile(r"\?type=observership$"))
    page.locator("#q").fill("cardiology")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=cardiology&type=observership$"))
    expect(option(page, "type", "observership")).to_be_checked()
    assert page.evaluate("window.neverReloaded") is True


def test_the_order_changes_at_once_and_keeps_what_is_ticked(page: Page) -> None:
    option(page, "type", "observership").check()
    expect(page).to_have_url(re.compile(r"\?type=observership$"))
    page.locator("#sort").select_option("name")
    expect(page).to_have_url(re.compile(r"\?type=observership&sort=name$"))
    names = page.locator(".card__name").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_tick_leaves_the_page_where_it_was_scrolled_to(reuse_tab: Opener, width: int) -> None:
    page = reuse_tab(width).page
    page.goto("/programs/")
    if width == 360:
        page.locator("#to-filters").click()
    kind = option(page, "type", "externship")
    page.evaluate("window.scrollTo(0, 300)")
    before = page.evaluate("window.scrollY")
    assert before == 300
    kind.evaluate("box => { box.focus({ preventScroll: true }); box.click(); }")
    expect(page).to_have_url(re.compile(r"\?type=externship$"))
    expect(kind).to_be_focused()
    assert abs(page.evaluate("window.scrollY") - before) < 5
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > -200


def test_a_filter_taken_away_leaves_the_page_where_it_was(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto("/programs/?type=externship&state=TX")
    page.evaluate("window.neverReloaded = true")
    page.evaluate("window.scrollTo(0, 60)")
    page.locator("[data-pill=state]").evaluate(
        "pill => { pill.focus({ preventScroll: true }); pill.click(); }"
    )
    expect(page).to_have_url(re.compile(r"\?type=externship$"))
    expect(page.locator("#total")).to_be_focused()
    assert abs(page.evaluate("window.scrollY") - 60) < 5
    assert page.evaluate("window.neverReloaded") is True


def test_on_a_phone_the_filters_stay_open_while_one_ticks(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto("/programs/")
    expect(page.locator("#unstated")).not_to_be_visible()
    page.locator("#to-filters").click()
    option(page, "type", "observership").check()
    expect(page).to_have_url(re.compile(r"\?type=observership$"))
    expect(page.locator("#filters")).to_have_attribute("open", "")
    expect(option(page, "type", "observership")).to_be_focused()


def test_on_a_phone_show_programs_closes_the_filters_and_goes_to_the_results(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto("/programs/")
    page.locator("#to-filters").click()
    kind = option(page, "type", "observership")
    promised = kind.get_attribute("data-count") or ""
    kind.check()
    expect(page.locator("#apply")).to_have_text(f"Show programs: {promised}")
    page.locator("#apply").click()
    expect(page.locator("#filters")).not_to_have_attribute("open", "")
    expect(page.locator("#total")).to_be_focused()
    expect(page.locator("#total")).to_be_in_viewport()
    expect(results(page)).to_have_attribute("data-total", promised)
