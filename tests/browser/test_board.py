"""The board: a card goes to another column by mouse, by keyboard, and by a plain form."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from tests.browser.conftest import SCRIPTLESS, Server
from tests.browser.tabs import Opener, send

EMPTY_DATA = f"""
from applicants.models import Applicant
Applicant.objects.filter(user__email="{SCRIPTLESS}").delete()
"""
PREPARE = f"""{EMPTY_DATA}
from applicants.applications.creation import create_manually
from applicants.models import User
import uuid
one = Applicant.objects.create(user=User.objects.get(email="{SCRIPTLESS}"))
create_manually(one, uuid.uuid4(), on=one.today, name="A rotation")
"""


EDGE: Position = {"x": 8, "y": 8}  # of the card: its menu is not for dragging


@pytest.fixture
def open_board(open_tab: Opener, states: dict[str, Any], server: Server) -> Iterator[Any]:
    """Open the board of somebody with one shortlisted application."""
    server.run(PREPARE)

    def opened(width: int = 1280, **options: Any) -> Page:
        page = open_tab(width, storage_state=states[SCRIPTLESS], **options).page
        page.goto("/applications/")
        return page

    yield opened
    server.run(EMPTY_DATA)


def card_in(page: Page, status: str) -> Locator:
    return page.locator(f"[data-column={status}] .ticket")


def test_a_card_is_dragged_with_the_mouse(open_board: Any) -> None:
    page = open_board()
    with page.expect_navigation():
        card_in(page, "shortlisted").drag_to(page.locator("[data-column=preparing]"), source_position=EDGE)
    expect(card_in(page, "preparing")).to_have_count(1)


def test_a_card_is_not_dropped_where_it_cannot_go(open_board: Any) -> None:
    page = open_board()
    card_in(page, "shortlisted").drag_to(page.locator("[data-column=interview]"), source_position=EDGE)
    expect(card_in(page, "shortlisted")).to_have_count(1)


def test_a_card_is_moved_by_the_keyboard(open_board: Any) -> None:
    page = open_board()
    card_in(page, "shortlisted").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-board-status]")).to_have_text("Enter moves it to Preparing.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(card_in(page, "preparing")).to_have_count(1)


def test_a_card_is_moved_by_its_form_without_a_script(open_board: Any) -> None:
    page = open_board(360, java_script_enabled=False)
    card = card_in(page, "shortlisted")
    card.get_by_role("combobox").select_option("preparing")
    send(card.get_by_role("button", name="Move"))
    expect(card_in(page, "preparing")).to_have_count(1)
