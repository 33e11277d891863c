"""The account's main jobs with JavaScript off: save a program, move on, tick documents, say who one is."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCRIPTLESS, Server
from tests.browser.tabs import Opener

NAME = "Observership without a script"
WIDTHS = (360, 1280)
EMPTY_DATA = f"""
from applicants.models import Applicant
Applicant.objects.filter(user__email="{SCRIPTLESS}").delete()
"""


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, reuse_tab: Opener, states: dict[str, Any], server: Server) -> Page:
    """A tab without JavaScript, of somebody whose account is empty."""
    server.run(EMPTY_DATA)
    return reuse_tab(request.param, java_script_enabled=False, storage_state=states[SCRIPTLESS]).page


@pytest.fixture
def application(page: Page) -> Page:
    """The page of an application added by hand."""
    page.goto("/applications/add/")
    page.locator("#facts-name").fill(NAME)
    page.get_by_role("button", name="Add program").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    return page


def test_a_program_is_saved_from_the_list_and_stands_on_the_board(page: Page) -> None:
    page.goto("/programs/?type=observership")
    card = page.locator(".card").first
    name = card.locator(".card__name").inner_text()
    card.get_by_role("button", name=re.compile("^Save")).click()
    expect(page).to_have_url(re.compile(r"/programs/\?type=observership$"))
    expect(page.locator(".messages")).to_contain_text(f"“{name}” is on your shortlist now.")
    expect(card.locator('[data-status="shortlisted"]')).to_be_visible()
    page.goto("/applications/")
    expect(page.locator('[data-application][data-status="shortlisted"]')).to_contain_text(name)


def test_an_application_moves_on_and_back(application: Page) -> None:
    fold = application.locator('[data-move="submitted"]')
    fold.locator("summary").click()
    fold.get_by_role("button").click()
    article = application.locator("article.application")
    expect(article).to_have_attribute("data-status", "submitted")
    application.get_by_role("button", name="Undo this change").click()
    expect(article).to_have_attribute("data-status", "shortlisted")


def test_documents_are_ticked(application: Page) -> None:
    form = application.locator('form[action$="/checklist/add/"]')
    application.get_by_text("Add another document").click()
    form.get_by_role("textbox").fill("Photo")
    form.get_by_role("button", name="Add document").click()
    line = application.locator(".requirement", has_text="Photo")
    expect(line).to_have_attribute("data-state", "to_get")
    line.get_by_role("combobox").select_option("have")
    application.get_by_role("button", name="Save changes").click()
    expect(application.locator(".messages")).to_contain_text("Checklist saved.")
    expect(line).to_have_attribute("data-state", "have")


def test_the_profile_is_saved_and_the_programs_answer(page: Page) -> None:
    page.goto("/profile/")
    for title in ("You", "USMLE and ECFMG"):
        if not page.get_by_role("button", name=f"Save {title}", exact=True).is_visible():
            page.get_by_role("heading", name=title, exact=True).click()
    page.get_by_label("Current stage").select_option("graduate")
    page.get_by_role("group", name="USMLE Step 1", exact=True).get_by_label("Status").select_option("passed")
    page.get_by_role("button", name="Save my profile").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    for title in ("You", "USMLE and ECFMG"):
        if not page.get_by_role("button", name=f"Save {title}", exact=True).is_visible():
            page.get_by_role("heading", name=title, exact=True).click()
    expect(page.get_by_label("Current stage")).to_have_value("graduate")
    expect(page.get_by_role("group", name="USMLE Step 1", exact=True).get_by_label("Status")).to_have_value(
        "passed"
    )
    page.goto("/programs/")
    if not page.locator("#apply").is_visible():
        page.locator("#filters > summary").click()
    option = page.locator('[data-facet="fit"][data-value="blocked"]')
    promised = option.get_attribute("data-count") or ""
    if not option.is_visible():
        page.locator('details[data-group="fit"] summary').click()
    option.check()
    page.locator("#apply").click()
    expect(page).to_have_url(re.compile(r"[?&]fit=blocked"))
    expect(page.locator("#results")).to_have_attribute("data-total", promised)
    verdicts = page.locator(".card [data-verdict]").evaluate_all("all => all.map(one => one.dataset.verdict)")
    assert set(verdicts) == {"blocked"}


def test_every_page_of_the_account_and_the_way_out_are_in_sight(page: Page) -> None:
    page.goto("/dashboard/")
    nav = page.get_by_role("navigation", name="Your account")
    more = nav.locator("summary")
    if more.is_visible():
        more.click()
    parts = nav.locator("a, button").all()
    assert [part.inner_text() for part in parts] == [
        *("Dashboard", "Applications", "Documents", "Letters", "Rotations", "Trips", "People"),
        *("Profile", "Account", "Log out"),
    ]
    assert page.viewport_size
    boxes = [part.bounding_box() or {"x": -1, "width": 0} for part in parts]
    wide = page.viewport_size["width"]
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > wide] == []
