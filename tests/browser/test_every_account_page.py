"""Every page of an account and its pages, as strictly looked at as the catalog's pages."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from applicants.applications.workflow import ApplicationStatus
from applicants.letters.workflow import LetterStatus
from tests.browser.conftest import APPLICANT, NEWCOMER, PASSWORD
from tests.browser.factories import (
    ANSWERED,
    CHANGED,
    DOCUMENT,
    DRAFT,
    ENTRY,
    IDS,
    LETTER_IDS,
    LINE,
    LONG,
    PACKED,
    PERSON,
    SEALED,
    SEARCH,
    TEXT,
    TRIP,
    UNDECIDED,
    WAITING,
    WRITER_TOKEN,
)
from tests.browser.tabs import Opener, send
from tests.browser.test_every_page import OPEN, PAID, SHUT, WIDTHS, faults

# Everything folded away on an application's page, and on the list what only an applicant can filter by:
# with all filters open the bar that sticks to the bottom would cover half an option by chance.
UNFOLD = """document.querySelectorAll(
    "[data-application] details, [data-approach] details, [data-sample], [data-letter] details, "
    + ".writer details, #filters, [data-group=fit], .card:first-child details"
).forEach((part) => { part.open = true; })"""
ENTRANCES = {
    "sign-up": "/accounts/signup/",
    "log-in": "/accounts/login/",
    "check your email": "/accounts/confirm-email/",
    "confirm the address, wrong link": "/accounts/confirm-email/wrong/",
    "reset": "/accounts/password/reset/",
    "reset, sent": "/accounts/password/reset/done/",
    "reset, wrong link": "/accounts/password/reset/key/1-wrong/",
    "reset, done": "/accounts/password/reset/key/done/",
    "account closed": "/accounts/inactive/",
    "visas": "/visas/",
    "visas, answered": "/visas/?activity=observing&stage=graduate&nationality=other",
    "visas, American": "/visas/?activity=elective&stage=final_year_student&nationality=us",
    "visas, half asked": "/visas/?activity=observing",
    "advice": "/advice/",
    "advice, answered": "/advice/?stage=older_graduate",
    "seasons": "/seasons/",
    "statistics": "/statistics/?specialty=Internal+Medicine",
    "pathway": "/pathway/",
    "visa planner": "/visas/plan/?activity=observing&stage=graduate&nationality=other&visa=B-1"
    "&starts_on=2027-03-01&wait_days=90",
    "specialty advice": "/advice/internal-medicine/",
    "societies": "/societies/?state=IL",
    "funding": "/funding/?stage=graduate&country=NG",
    "letter writer": f"/letter/{WRITER_TOKEN}/",
}
FULL = {
    "dashboard": "/dashboard/",
    "board": "/applications/",
    "board, ended": "/applications/?show=ended",
    "table": "/applications/?view=table",
    "table, sorted, wrong": "/applications/?view=table&sort=-rating&show=nonsense&month=never",
    "agenda": "/applications/?view=agenda",
    "month": "/applications/?view=month",
    **{f"application, {status.label.lower()}": f"/applications/{pk}/" for status, pk in IDS.items()},
    "application, changed": f"/applications/{CHANGED}/",
    "application, long words": f"/applications/{LONG}/",
    "add": "/applications/add/",
    "add, looked for": "/applications/add/?q=observership",
    "import": "/applications/import/",
    "edit": f"/applications/{LONG}/edit/",
    "edit, of the catalog": f"/applications/{CHANGED}/edit/",
    "delete": f"/applications/{CHANGED}/delete/",
    "documents": "/documents/",
    "document": f"/documents/{DOCUMENT}/",
    "document, delete": f"/documents/{DOCUMENT}/delete/",
    "pack": f"/applications/{PACKED}/pack/",
    "immunizations": "/immunizations/",
    "immunizations, to print": "/immunizations/print/",
    "contacts": "/contacts/",
    "contacts, found": "/contacts/?q=somebody&role=alumnus",
    "contacts, not found": "/contacts/?q=nobody&role=nonsense",
    "contact": f"/contacts/{PERSON}/",
    "contact, new": f"/contacts/new/?application={LONG}",
    "contact, edit": f"/contacts/{PERSON}/edit/",
    "contact, delete": f"/contacts/{PERSON}/delete/",
    "outreach": "/outreach/",
    "outreach, ended": "/outreach/?show=ended",
    "outreach, settings": "/outreach/settings/",
    "outreach, new": "/outreach/new/",
    "outreach, draft": f"/outreach/{DRAFT}/",
    "outreach, due": f"/outreach/{WAITING}/",
    "outreach, answered": f"/outreach/{ANSWERED}/",
    "outreach, delete": f"/outreach/{DRAFT}/delete/",
    "texts": "/outreach/templates/",
    "text": f"/outreach/templates/{TEXT}/",
    "text, new": "/outreach/templates/new/?sample=research",
    "text, delete": f"/outreach/templates/{TEXT}/delete/",
    "letters": "/letters/",
    **{f"letter, {status.label.lower()}": f"/letters/{pk}/" for status, pk in LETTER_IDS.items()},
    "letter, undecided, long words": f"/letters/{UNDECIDED}/",
    "letter, sealed": f"/letters/{SEALED}/",
    "letter, plan": "/letters/new/",
    "letter, edit": f"/letters/{SEALED}/edit/",
    "letter, delete": f"/letters/{SEALED}/delete/",
    "letters, matrix": "/letters/matrix/",
    "letters, matrix of no letters": "/letters/matrix/?season=2050",
    "pathway, signed in": "/pathway/",
    "pathway, one step": "/pathway/account/",
    "rotations": "/rotations/",
    "rotation": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/",
    "rotation, first day": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/first-day/",
    "journal": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/journal/",
    "journal, entry": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/journal/{ENTRY}/",
    "journal, delete": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/journal/{ENTRY}/delete/",
    "log": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/log/",
    "log, line": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/log/{LINE}/",
    "log, delete": f"/rotations/{IDS[ApplicationStatus.ACCEPTED]}/log/{LINE}/delete/",
    "searches": "/searches/",
    "search, new": "/searches/new/?type=observership&state=TX",
    "search": f"/searches/{SEARCH}/",
    "search, delete": f"/searches/{SEARCH}/delete/",
    "alerts": "/alerts/",
    "trips": "/plans/",
    "trip, new": "/plans/new/",
    "trip": f"/plans/{TRIP}/",
    "trip, edit": f"/plans/{TRIP}/edit/",
    "trip, steps": f"/plans/{TRIP}/steps/",
    "trip, rotation": f"/plans/{TRIP}/rotations/new/",
    "trip, cost": f"/plans/{TRIP}/costs/new/",
    "trip, proposed cost": f"/plans/{TRIP}/costs/proposed/visa-mrv/",
    "trip, delete": f"/plans/{TRIP}/delete/",
    "profile": "/profile/",
    "calendar": "/calendar/",
    "reminders": "/reminders/",
    "account": "/me/",
    "account delete": "/me/delete/",
    "email": "/accounts/email/",
    "password": "/accounts/password/change/",
    "sessions": "/accounts/sessions/",
    "second step": "/accounts/2fa/",
    "passkeys": "/accounts/2fa/webauthn/",
    "log out": "/accounts/logout/",
    "is it you": "/accounts/reauthenticate/",
    "visas, signed in": "/visas/?activity=hands_on&stage=graduate&nationality=visa_waiver",
    "advice, signed in": "/advice/?stage=graduate",
    "seasons, signed in": "/seasons/",
    "home, signed in": "/",
    "list, signed in": "/programs/",
    "list, what is open": "/programs/?fit=open",
    "list, by fit": "/programs/?sort=fit&fit=blocked",
    "program, open, signed in": f"/programs/{OPEN}/",
    "program, paid, signed in": f"/programs/{PAID}/",
    "program, closed program, signed in": f"/programs/{SHUT}/",
    "compare, signed in": f"/programs/compare/?program={OPEN}&program={PAID}&program={SHUT}",
    "host, signed in": "/hosts/memorial-sloan-kettering-cancer-center-new-york/",
}
EMPTY = {
    "dashboard, empty": "/dashboard/",
    "board, empty": "/applications/",
    "table, empty": "/applications/?view=table",
    "agenda, empty": "/applications/?view=agenda",
    "month, empty": "/applications/?view=month",
    "documents, empty": "/documents/",
    "immunizations, empty": "/immunizations/",
    "immunizations, to print, empty": "/immunizations/print/",
    "contacts, empty": "/contacts/",
    "outreach, empty": "/outreach/",
    "outreach, nobody": "/outreach/new/",
    "texts, empty": "/outreach/templates/",
    "profile, empty": "/profile/",
    "trips, empty": "/plans/",
    "rotations, empty": "/rotations/",
    "searches, empty": "/searches/",
    "alerts, empty": "/alerts/",
    "letters, empty": "/letters/",
    "letters, matrix, empty": "/letters/matrix/",
    "list, nothing said": "/programs/",
    "program, nothing said": f"/programs/{PAID}/",
}
# Pages that ask for the password once more.
GUARDED = {
    "authenticator app": "/accounts/2fa/totp/activate/",
    "passkey, new": "/accounts/2fa/webauthn/add/",
    "recovery codes, new": "/accounts/2fa/recovery-codes/generate/",
}
WHO = {**dict.fromkeys(FULL, APPLICANT), **dict.fromkeys(EMPTY, NEWCOMER), **dict.fromkeys(GUARDED, NEWCOMER)}
PAGES = {**ENTRANCES, **FULL, **EMPTY}
UNPROCESSABLE = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
CONFLICT = "Failed to load resource: the server responded with a status of 409 (Conflict)"
SHEET = "Program\tHospital\tDeadline\tMystery\nA rotation\tA hospital\t3/4/2027\tx\n\t\t\t\n"


def look_at_a_sheet(page: Page) -> None:
    page.goto("/applications/import/")
    page.get_by_label("Paste your table here").fill(SHEET)
    send(page.get_by_role("button", name="Preview"))


def import_a_sheet(page: Page) -> None:
    look_at_a_sheet(page)
    send(page.get_by_role("button", name=re.compile("^Import")))


def look_at_no_sheet(page: Page) -> None:
    page.goto("/applications/import/")
    send(page.get_by_role("button", name="Preview"))


def add_what_is_to_come(page: Page) -> None:
    page.goto("/applications/add/")
    page.locator("#facts-name").fill("A rotation")
    page.get_by_label("Since").fill("2999-01-01")
    send(page.get_by_role("button", name="Add program"))


def say_nonsense_of_oneself(page: Page) -> None:
    page.goto("/profile/")
    if not page.get_by_label("Date of birth").is_visible():
        page.get_by_role("heading", name="You", exact=True).click()
    page.get_by_label("Date of birth").fill("2999-01-01")
    send(page.get_by_role("button", name="Save my profile"))


def delete_without_the_password(page: Page) -> None:
    page.goto("/me/delete/")
    page.get_by_label("Your password").fill("wrong")
    send(page.get_by_role("button", name="Delete everything"))


def edit_what_has_changed(page: Page) -> None:
    """Save an old copy of the page's form, as a second tab does."""
    page.goto(f"/applications/{CHANGED}/")
    page.locator("#plan-next_action").fill("Call them")
    page.locator('form[action$="/save/"] [name="version"]').evaluate("field => { field.value = 1; }")
    send(page.get_by_role("button", name="Save changes"))


def end_before_the_start(page: Page) -> None:
    page.goto(f"/applications/{CHANGED}/")
    page.get_by_label("Start date").fill("2027-05-01")
    page.get_by_label("End date").fill("2027-04-01")
    send(page.get_by_role("button", name="Save changes"))


def name_files_wrongly(page: Page) -> None:
    page.goto(f"/applications/{PACKED}/pack/")
    page.get_by_label("What the files are called").fill("../{document}")
    send(page.get_by_role("button", name="Save the pack"))


def look_at_names(page: Page) -> None:
    page.goto(f"/applications/{PACKED}/pack/")
    page.get_by_label("What the files are called").fill("{last_name}_{document}")
    send(page.get_by_role("button", name="Show me the names"))


def enter_a_test_without_its_result(page: Page) -> None:
    page.goto("/immunizations/")
    page.get_by_label("What it is").select_option("igra")
    page.get_by_label("Date").fill("2026-01-01")
    send(page.get_by_role("button", name="Add to my record"))


def add_the_same_email(page: Page) -> None:
    page.goto("/contacts/new/")
    page.get_by_label("Name").fill("Somebody else")
    page.get_by_label("Email").fill("long.name@example.org")
    send(page.get_by_role("button", name="Save this person"))


def answer_without_an_outcome(page: Page) -> None:
    page.goto(f"/outreach/{WAITING}/")
    page.locator('[data-step="replied"] summary').click()
    page.locator('[data-step="replied"] form').evaluate("form => { form.noValidate = true; }")
    send(page.locator('[data-step="replied"] button'))


def write_an_unknown_field(page: Page) -> None:
    page.goto("/outreach/templates/new/")
    page.get_by_label("Your name for it").fill("A text")
    page.get_by_label("What it is for").select_option("other")
    page.get_by_label("Subject").fill("{{salary}}")
    page.get_by_label("Text", exact=True).fill("{{my_name")
    send(page.get_by_role("button", name="Save this text"))


def make_the_link(page: Page) -> None:
    page.goto(f"/letters/{LETTER_IDS[LetterStatus.ASKED]}/")
    make = page.get_by_role("button", name="Make the writer’s link")
    send(make.or_(page.get_by_role("button", name="Make a new link, end the old one")))


def move_a_letter_to_the_future(page: Page) -> None:
    page.goto(f"/letters/{LETTER_IDS[LetterStatus.PLANNED]}/")
    page.get_by_text("I asked for it").click()
    page.locator("#move-asked-on").fill("2999-01-01")
    send(page.get_by_role("button", name="Mark as “Asked”"))


def tick_five_letters(page: Page) -> None:
    page.goto("/letters/matrix/")
    for box in page.locator("tr[data-count='4'] input[type=checkbox]").all()[:9]:
        box.check()
    send(page.get_by_role("button", name="Save the matrix"))


def hand_over_nothing(page: Page) -> None:
    page.context.clear_cookies()  # as the writer, who has no account
    page.goto(f"/letter/{WRITER_TOKEN}/")
    page.get_by_text("Or hand the letter over here as well").click()
    send(page.get_by_role("button", name="Hand the letter over"))


# Pages that answer a form: how to get there, their heading, and what Chromium says of the status.
ANSWERS: dict[str, tuple[Callable[[Page], None], str, list[str]]] = {
    "import, preview": (look_at_a_sheet, "Check the columns", []),
    "import, report": (import_a_sheet, "What became of your sheet", []),
    "import, nothing": (look_at_no_sheet, "Import a spreadsheet", [UNPROCESSABLE]),
    "add, wrong": (add_what_is_to_come, "Add a program that is not in the catalog", [UNPROCESSABLE]),
    "profile, wrong": (say_nonsense_of_oneself, "Your profile", [UNPROCESSABLE]),
    "account delete, wrong": (delete_without_the_password, "Delete my account", []),
    "letter, link made": (make_the_link, "Copy this link now", []),
    "letter, wrong move": (move_a_letter_to_the_future, "", [UNPROCESSABLE]),
    "letters, five of four": (tick_five_letters, "Letters for each residency program", [UNPROCESSABLE]),
    "letter writer, no file": (hand_over_nothing, "A letter of recommendation", [UNPROCESSABLE]),
    "application, conflict": (edit_what_has_changed, "", [CONFLICT]),
    "pack, wrong names": (name_files_wrongly, "Pack for the host", [UNPROCESSABLE]),
    "pack, preview": (look_at_names, "Pack for the host", []),
    "immunizations, wrong": (
        enter_a_test_without_its_result,
        "Your immunization record",
        [UNPROCESSABLE],
    ),
    "contact, double": (add_the_same_email, "Add a person", [UNPROCESSABLE]),
    "outreach, no answer": (answer_without_an_outcome, "Dr. Due", [UNPROCESSABLE]),
    "text, unknown field": (write_an_unknown_field, "A text of your own", [UNPROCESSABLE]),
    "application, wrong": (end_before_the_start, "", [UNPROCESSABLE]),
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, reuse_tab: Opener, states: dict[str, Any]) -> None:
    visit = reuse_tab(360, storage_state=states[WHO[name]] if name in WHO else None)
    assert faults(visit, PAGES[name], UNFOLD) == {}
    assert urlsplit(visit.page.url).path == urlsplit(PAGES[name]).path


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", GUARDED)
def test_page_behind_the_password(name: str, width: int, reuse_tab: Opener, states: dict[str, Any]) -> None:
    visit = reuse_tab(width, storage_state=states[NEWCOMER])
    visit.page.goto(GUARDED[name])
    if urlsplit(visit.page.url).path == "/accounts/reauthenticate/":
        visit.page.get_by_label("Password").fill(PASSWORD)
        send(visit.page.get_by_role("button", name="Go on"))
    assert faults(visit, widths=[width]) == {}
    assert urlsplit(visit.page.url).path == GUARDED[name]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ANSWERS)
def test_page_that_answers_a_form(name: str, width: int, reuse_tab: Opener, states: dict[str, Any]) -> None:
    reach, heading, console = ANSWERS[name]
    visit = reuse_tab(width, storage_state=states[APPLICANT])
    reach(visit.page)
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert faults(visit, widths=[width]) == ({"console": console} if console else {})


def test_a_day_stands_beside_the_first_line_of_a_long_title(
    reuse_tab: Opener, states: dict[str, Any]
) -> None:
    page = reuse_tab(1280, storage_state=states[APPLICANT]).page
    page.goto("/dashboard/")
    entry = page.locator(".entry--in_touch", has_text="Otorhinolaryngology").first
    day, title = (entry.locator(part).bounding_box() for part in ("time b", ".entry__what a"))
    assert day
    assert title
    assert title["height"] > 2 * day["height"]
    assert abs(title["y"] - day["y"]) < day["height"] / 4
