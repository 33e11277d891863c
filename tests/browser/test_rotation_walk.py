"""A rotation on a phone: the first day, a refused note, and the note mended."""

import datetime
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import SCRIPTLESS, Server
from tests.browser.tabs import Opener
from tests.clock import today

ACCEPTED = f"""
from applicants.models import Applicant, Application
ugo = Applicant.objects.get(user__email="{SCRIPTLESS}")
Application.objects.filter(applicant=ugo, name="Heart rotation").delete()
days = {{"starts_on": FIRST, "ends_on": LAST}}
Application.objects.create(applicant=ugo, name="Heart rotation", status="accepted", **days)
"""


def test_a_note_with_a_patient_in_it_is_mended_and_kept(
    open_tab: Opener, server: Server, states: dict[str, Any]
) -> None:
    day = today()
    last = day + datetime.timedelta(days=27)
    server.run(f"FIRST, LAST = '{day}', '{last}'\n{ACCEPTED}")
    page = open_tab(360, storage_state=states[SCRIPTLESS]).page
    page.goto("/rotations/")
    page.get_by_role("link", name="Heart rotation").click()
    expect(page.locator(".lead")).to_contain_text("Day 1 of 28")
    page.get_by_role("link", name="Add what the host says").click()
    page.get_by_label("Whom to ask for").fill("The coordinator, room 3")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The coordinator, room 3")).to_be_visible()
    page.get_by_role("link", name="Write in the journal").click()
    page.get_by_label("What happened").fill("Saw Mr. Okafor, MRN 00482913. Read about murmurs.")
    page.get_by_role("button", name="Save this entry").click()
    expect(page.locator("[data-identifier]")).to_have_count(2)
    expect(page.locator("[data-entry]")).to_have_count(0)
    page.get_by_label("What happened").fill("Saw a man with a murmur. Read about valves.")
    page.get_by_role("button", name="Save this entry").click()
    expect(page.locator("[data-entry]")).to_contain_text("Saw a man with a murmur.")
    page.goto(page.url.replace("/journal/", "/log/"))
    page.get_by_label("Skill").select_option(label="Take a history")
    page.get_by_label("Observed").check()
    page.get_by_label("Note").fill("Asked Mrs. Okafor about her pills.")
    page.get_by_role("button", name="Add this line").click()
    expect(page.locator("[data-identifier]")).to_have_count(1)
    page.get_by_label("Note").fill("Asked about pills through an interpreter.")
    page.get_by_role("button", name="Add this line").click()
    expect(page.locator("[data-line]")).to_contain_text("Observed, 1 time · Patient care, Communication")
    expect(page.locator("[data-missing]")).to_contain_text("Medical knowledge, Practice-based learning")
