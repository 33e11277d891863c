"""Lost sessions and connections, conflicts, reloads, the back button: what was typed is still there."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Server, log_in
from tests.browser.tabs import Opener, send

FORGETFUL, OTHER = "tess@example.org", "olu@example.org"
PROGRAM = "griffin-hospital-clinical-observership"
MAKE = f"""
import datetime, uuid
from applicants.applications.creation import create_manually
from applicants.models import Applicant, User
from tests.factories import make_kind, make_letter, make_person
User.objects.filter(email__in=["{FORGETFUL}", "{OTHER}"]).delete()
one, other = (Applicant.objects.create(user=make_person(email)) for email in ("{FORGETFUL}", "{OTHER}"))
print(create_manually(one, uuid.uuid4(), on=one.today, name="A rotation")[0].pk)
print(make_letter(one, waiver="waived").pk)
"""
END = f"""
from applicants.models import User
User.objects.filter(email__in=["{FORGETFUL}", "{OTHER}"]).delete()
"""


@pytest.fixture(scope="module")
def made(server: Server) -> Iterator[list[str]]:
    """Somebody's application and letter, by their ids; and another account."""
    yield server.run(MAKE).split()
    server.run(END)


@pytest.fixture(scope="module")
def application(made: list[str]) -> str:
    return f"/applications/{made[0]}/"


@pytest.fixture(scope="module")
def letter(made: list[str]) -> str:
    return f"/letters/{made[1]}/"


@pytest.fixture
def open_page(open_tab: Opener, made: list[str]) -> Callable[..., Page]:
    """Open a page of somebody who has just logged in."""

    def opened(address: str, **options: Any) -> Page:
        page = open_tab(**options).page
        log_in(page, FORGETFUL)
        page.goto(address)
        return page

    return opened


def log_in_again(page: Page, email: str = FORGETFUL) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    send(page.get_by_role("button", name="Log in", exact=True))


def lose_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def type_note(page: Page, words: str) -> None:
    page.get_by_label("Private notes").fill(words)


def save(page: Page) -> None:
    send(page.get_by_role("button", name="Save changes"))


@pytest.mark.parametrize("has_script", [True, False])
def test_a_session_lost_while_typing(
    has_script: bool,  # noqa: FBT001
    open_page: Callable[..., Page],
    application: str,
) -> None:
    words = f"Typed for half an hour, scripts: {has_script}"
    page = open_page(application, java_script_enabled=has_script)
    type_note(page, words)
    lose_session(page)
    save(page)
    log_in_again(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Send what you typed?")
    expect(page.locator("main")).to_contain_text(FORGETFUL)
    send(page.get_by_role("button", name="Send it now"))
    expect(page).to_have_url(re.compile(f"{application}$"))
    expect(page.get_by_label("Private notes")).to_have_value(words)


def test_all_cookies_lost_while_typing(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    type_note(page, "Typed before the cookies went")
    page.context.clear_cookies()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Send it again")
    send(page.get_by_role("button", name="Send it now"))
    log_in_again(page)
    send(page.get_by_role("button", name="Send it now"))
    expect(page.get_by_label("Private notes")).to_have_value("Typed before the cookies went")


def test_an_old_token_after_a_log_in_elsewhere(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    type_note(page, "Typed before the other log-in")
    other = page.context.new_page()
    other.goto("/")
    send(other.get_by_role("button", name="Log out"))
    log_in(other, FORGETFUL)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Send it again")
    page.get_by_text("What you typed", exact=True).click()
    expect(page.get_by_text("Typed before the other log-in")).to_be_visible()
    send(page.get_by_role("button", name="Send it now"))
    expect(page.get_by_label("Private notes")).to_have_value("Typed before the other log-in")


def test_a_session_lost_before_a_swap(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/programs/?q={PROGRAM}")
    page.goto("/programs/")
    lose_session(page)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Save to shortlist")).first.click()
    assert page.locator("main").count() == 1
    log_in_again(page)
    send(page.get_by_role("button", name="Send it now"))
    expect(page.locator(".messages")).to_contain_text("is on your shortlist now")


def test_a_file_chosen_before_the_session_was_lost(open_page: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "my cv.pdf"
    file.write_bytes(b"%PDF-1.4")
    page = open_page("/documents/#add")
    form = page.locator("form[enctype='multipart/form-data']")
    form.locator("input[type=file]").set_input_files(file)
    form.get_by_label("Document type").select_option("cv")
    form.get_by_label("Document name").fill("My long name")
    lose_session(page)
    send(form.get_by_role("button", name="Save document"))
    log_in_again(page)
    expect(page.locator(".notice")).to_contain_text("choose “my cv.pdf” again")
    send(page.get_by_role("button", name="Send it now"))
    expect(page.locator("form[enctype='multipart/form-data']")).to_be_visible()
    expect(page.get_by_label("Document name")).to_have_value("My long name")


def test_two_tabs_that_edit_the_same(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    other = page.context.new_page()
    other.goto(application)
    type_note(other, "Saved in the second tab")
    save(other)
    type_note(page, "Typed in the first tab")
    with page.expect_response("**/save/") as answered:
        save(page)
    assert answered.value.status == 409
    expect(page.get_by_label("Private notes")).to_have_value("Typed in the first tab")
    expect(page.locator("main")).to_contain_text("Saved in the second tab")
    save(page)
    expect(page.get_by_label("Private notes")).to_have_value("Typed in the first tab")


def test_a_reload_and_the_back_button_after_saving(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    type_note(page, "Saved once")
    save(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.reload()
    assert "POST" not in sent
    page.get_by_role("link", name="Dashboard").click()
    page.go_back()
    expect(page.get_by_label("Private notes")).to_have_value("Saved once")
    page.go_back()
    expect(page.get_by_label("Private notes")).to_have_value("Saved once")


def test_a_double_click_saves_once(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    before = page.locator("[data-payment]").count()
    page.locator("summary", has_text="Add a payment").click()
    form = page.locator('form[action$="/payments/"]')
    form.get_by_label("What for").fill("Fee")
    form.get_by_label("Amount in US dollars").fill("100")
    form.get_by_role("button", name="Add payment").dblclick()
    expect(page.locator("[data-payment]")).to_have_count(before + 1)
    page.goto("/applications/add/")
    page.get_by_label("Program", exact=True).fill("Twice clicked")
    page.get_by_role("button", name="Add program").dblclick()
    page.wait_for_url(re.compile("/applications/[0-9a-f-]{36}/$"))
    page.goto("/applications/?view=table")
    expect(page.get_by_role("link", name="Twice clicked", exact=True)).to_have_count(1)


def test_a_reload_makes_no_second_link(open_page: Callable[..., Page], letter: str) -> None:
    page = open_page(letter)
    send(page.get_by_role("button", name="Make the writer’s link"))
    address = page.get_by_label("Link for").input_value()
    page.reload()
    expect(page.locator(".messages")).to_contain_text("You made this link already, and it works.")
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("letter")


def test_offline_while_saving_from_a_card(open_page: Callable[..., Page]) -> None:
    page = open_page("/programs/?page=2")
    button = page.get_by_role("button", name=re.compile("^Save to shortlist")).first
    page.context.set_offline(True)
    button.click()
    expect(page.locator("#refused")).to_have_text(
        "The connection is lost. Try again when you are online. Nothing was saved."
    )
    page.context.set_offline(False)
    button.click()
    expect(page.locator('.card [data-status="shortlisted"]').first).to_be_visible()


def test_offline_while_searching_beside_a_form(open_page: Callable[..., Page]) -> None:
    page = open_page("/applications/add/")
    page.get_by_label("Program", exact=True).fill("Typed already")
    page.context.set_offline(True)
    page.locator("#q").fill("heart")
    expect(page.locator("#refused")).to_contain_text("The connection is lost.")
    page.context.set_offline(False)
    page.locator("#q").fill("hearts")
    expect(page.locator("#refused")).to_be_empty()
    expect(page.get_by_label("Program", exact=True)).to_have_value("Typed already")


def test_a_link_opened_with_another_account(open_tab: Opener, application: str) -> None:
    page = open_tab().page
    page.goto(application)
    log_in_again(page, OTHER)
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    expect(page.locator("main")).to_contain_text(f"You are logged in as {OTHER}.")


def test_an_address_for_forms_opened_as_a_page(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(f"{application}save/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing to open here")
    page.get_by_role("link", name="Go to its page").click()
    expect(page).to_have_url(re.compile(f"{application}$"))


def test_an_old_confirmation_link(open_tab: Opener) -> None:
    page = open_tab().page
    page.goto("/accounts/confirm-email/MTA:1abcde:made-up/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    page.locator("main").get_by_role("link", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_nothing_typed_stays_after_a_log_out(open_page: Callable[..., Page], application: str) -> None:
    page = open_page(application)
    page.evaluate("sessionStorage.setItem('draft /x/', 'Private words')")
    page.goto("/dashboard/")
    send(page.get_by_role("button", name="Log out"))
    assert page.evaluate("sessionStorage.length") == 0
