"""The main job with JavaScript off: filter, sort, turn the page, read, compare."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tabs import Opener


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, reuse_tab: Opener) -> Page:
    """A tab without JavaScript that shows the list, the filters in sight."""
    tab = reuse_tab(request.param, java_script_enabled=False).page
    tab.goto("/programs/")
    if not tab.locator("#apply").is_visible():
        tab.locator("#filters > summary").click()
    return tab


def total(page: Page) -> int:
    return int(page.locator("#results").get_attribute("data-total") or -1)


def test_a_ticked_filter_narrows_the_list_to_its_count(page: Page) -> None:
    everything = total(page)
    option = page.locator('[data-facet="type"][data-value="observership"]')
    promised = int(option.get_attribute("data-count") or -1)
    option.check()
    page.locator("#apply").click()
    expect(page).to_have_url(re.compile(r"[?&]type=observership"))
    assert total(page) == promised
    assert 0 < promised < everything
    expect(page.locator('[data-facet="type"][data-value="observership"]')).to_be_checked()
    page.get_by_role("link", name=re.compile("Remove filter: Observership")).click()
    expect(page.locator('[data-facet="type"][data-value="observership"]')).not_to_be_checked()
    assert total(page) == everything


def test_a_search_finds_what_it_names(page: Page) -> None:
    page.locator("#q").fill("cleveland clinic")
    page.locator("#go").click()
    expect(page).to_have_url(re.compile(r"[?&]q=cleveland\+clinic"))
    expect(page.locator(".card").first).to_contain_text("Cleveland Clinic")


def test_the_order_changes_by_its_button(page: Page) -> None:
    page.locator("#sort").select_option("name")
    page.get_by_role("button", name="Sort", exact=True).click()
    expect(page).to_have_url(re.compile(r"[?&]sort=name"))
    expect(page.locator(".card__name")).to_have_count(20)
    names = page.locator(".card__name").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_page_2_goes_on_where_page_1_ends(page: Page) -> None:
    first = page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.program)")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"[?&]page=2"))
    expect(page.locator(".card")).to_have_count(20)
    second = page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.program)")
    assert len(first) == len(second) == 20
    assert set(first) & set(second) == set()


def test_a_program_opens_and_leads_back(page: Page) -> None:
    link = page.locator(".card__name a").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("[data-source]").first).to_be_visible()
    page.get_by_role("link", name="Programs", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/programs/$"))


def test_two_ticked_programs_stand_side_by_side(page: Page) -> None:
    boxes = page.locator('.card input[name="program"]')
    slugs = [boxes.nth(number).get_attribute("value") for number in (0, 3)]
    boxes.nth(0).check()
    boxes.nth(3).check()
    page.get_by_role("button", name="Compare ticked programs").click()
    expect(page).to_have_url(re.compile(r"/programs/compare/\?program="))
    columns = page.locator("th[data-program]")
    expect(columns).to_have_count(2)
    assert [column.get_attribute("data-program") for column in columns.all()] == slugs
    page.get_by_role("link", name=re.compile("^Remove")).first.click()
    expect(columns).to_have_count(1)
    assert [column.get_attribute("data-program") for column in columns.all()] == slugs[1:]


def test_a_tile_of_the_map_sets_its_state(page: Page) -> None:
    tile = page.locator("#map-TX")
    if not tile.is_visible():
        page.locator("#map > summary").click()
    promised = page.locator('[data-facet="state"][data-value="TX"]').get_attribute("data-count")
    tile.click()
    expect(page).to_have_url(re.compile(r"[?&]state=TX$"))
    assert total(page) == int(promised or -1)
