"""A program's page on a phone: short, with everything still there, and one message to copy."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import APPLICANT
from tests.browser.tabs import Opener
from tests.browser.test_every_page import OPEN, PAID

SCREEN = 780
MOST_SCREENS = 5
MOST_COMPARED_SCREENS = 6
USUAL = "griffin-hospital-clinical-observership"
# Those that state the most.
LONGEST = [
    "washington-univ-som-st-louis-visiting-student-electives-vslo",
    "cleveland-clinic-florida-physician-observer",
    "md-anderson-cancer-center-observer",
    "columbia-univ-college-physicians-surgeons-international-exchange-elective",
    "baptist-health-south-florida-observer",
]


@pytest.mark.parametrize("who", ["", APPLICANT])
@pytest.mark.parametrize("slug", [OPEN, PAID, USUAL, *LONGEST])
def test_a_program_is_read_in_five_screens(
    slug: str, who: str, reuse_tab: Opener, states: dict[str, Any]
) -> None:
    visit = reuse_tab(360, storage_state=states[who] if who else None)
    visit.page.goto(f"/programs/{slug}/")
    assert visit.page.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * SCREEN
    assert visit.overflow == 0


def test_what_is_folded_opens_and_holds_every_fact(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto(f"/programs/{USUAL}/")
    requirement = page.locator('[data-line="requirements.0"]')
    expect(requirement).not_to_be_visible()
    page.get_by_role("heading", name="Requirements").click()
    expect(requirement).to_be_visible()
    page.locator('.program__main > section a.cite[href="#source-1"]').first.press("Enter")
    expect(page.locator("#source-1")).to_be_in_viewport()


def test_a_link_to_a_folded_source_opens_it(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto(f"/programs/{LONGEST[0]}/")
    source = page.locator("#source-1")
    expect(source).not_to_be_visible()
    page.locator('a.cite[href="#source-1"]:visible').first.press("Enter")
    expect(source).to_be_in_viewport()


def test_print_shows_what_is_folded(reuse_tab: Opener) -> None:
    page = reuse_tab(360).page
    page.goto(f"/programs/{LONGEST[0]}/")
    page.emulate_media(media="print")
    for part in ("#source-1", '[data-line="requirements.0"]', '[data-fact="type"]'):
        expect(page.locator(part)).to_be_visible()
    page.emulate_media(media="screen")


def test_on_a_desktop_many_requirements_questions_and_sources_alone_are_folded(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto(f"/programs/{USUAL}/")
    for part in ('[data-line="fees.0"]', "#similar-h", '[data-fact="phone"]'):
        expect(page.locator(part)).to_be_visible()
    requirement = page.locator('[data-line="requirements.0"]')
    expect(requirement).not_to_be_visible()
    page.get_by_role("heading", name="Requirements").click()
    expect(requirement).to_be_visible()


def test_all_questions_are_one_message_to_copy(reuse_tab: Opener) -> None:
    visit = reuse_tab(360)
    page = visit.page
    page.goto(f"/programs/{USUAL}/")
    page.get_by_role("heading", name=re.compile("Not stated")).click()
    message = page.locator("#message")
    questions = int(re.findall(r"\d+", page.locator("#ask-h + .fold__what").inner_text())[0])
    assert len(re.findall(r"^\d+\. .*\?$", message.input_value(), re.MULTILINE)) == questions
    page.get_by_role("button", name="Copy the message").click()
    expect(page.locator("[data-copied]")).to_contain_text(re.compile("Copied|selected"))
    address = page.get_by_role("link", name="Open in my mail program").get_attribute("href") or ""
    assert address.startswith("mailto:Observership@griffinhealth.org?subject=Questions%20about%20")
    assert visit.console == []


@pytest.mark.parametrize("has_script", [True, False])
def test_three_programs_are_compared_in_six_phone_screens(has_script: bool, reuse_tab: Opener) -> None:  # noqa: FBT001
    visit = reuse_tab(360, java_script_enabled=has_script)
    asked = "&".join(f"program={slug}" for slug in (*LONGEST[1:3], USUAL))
    visit.page.goto(f"/programs/compare/?{asked}")
    height = (visit.page.locator("html").bounding_box() or {})["height"]
    assert height <= MOST_COMPARED_SCREENS * SCREEN
    shared = visit.page.locator("tbody tr:not(.differs):has([data-fact])").first
    expect(shared).to_be_hidden()
    visit.page.get_by_role("link", name="Show them too").click()
    expect(shared).to_be_visible()
    expect(visit.page.locator("th[data-program]")).to_have_count(3)


def test_a_desktop_compares_all_that_is_stated(reuse_tab: Opener) -> None:
    page = reuse_tab(1280).page
    page.goto(f"/programs/compare/?program={LONGEST[1]}&program={LONGEST[2]}&program={USUAL}")
    expect(page.locator("tbody tr:not(.differs):has([data-fact])").first).to_be_visible()
    expect(page.get_by_role("link", name="Show them too")).to_be_hidden()
