"""The review queue by keyboard: each press opens a source or gives an answer, and can be taken back."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.tabs import Opener


def stop_at_the_host(route: Route) -> None:
    """Let the portal note what is opened, and do not follow it to the host's own page."""
    answer = route.fetch(max_redirects=0)
    if "/source/" in answer.headers["location"]:
        route.fetch(url=answer.headers["location"], max_redirects=0)
    route.fulfill(body="")


def states(page: Page) -> list[str]:
    return page.locator(".review-sources .review-state").all_inner_texts()


def test_one_press_opens_and_one_confirms(reuse_tab: Opener, advisor_state: Any) -> None:
    visit = reuse_tab(1280, storage_state=advisor_state)
    page = visit.page
    for address in ("**/source/*/", "**/ahead/"):
        page.context.route(address, stop_at_the_host)
    page.goto("/admin/review/")
    page.get_by_role("button", name="Check the next program").click()
    first = page.get_by_role("heading", level=1).inner_text()
    assert set(states(page)) == {"not opened yet"}
    with page.context.expect_page():
        page.keyboard.press("o")
    assert set(states(page)) == {"opened"}
    with page.context.expect_page() as source, page.expect_navigation():
        page.keyboard.press("n")
    source.value.wait_for_load_state()
    second = page.get_by_role("heading", level=1).inner_text()
    page.evaluate("lookAgain()")
    assert (second != first, states(page)[0]) == (True, "opened")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    assert visit.console == []
    page.context.unroute_all()
    for tab in page.context.pages[1:]:
        tab.close()
