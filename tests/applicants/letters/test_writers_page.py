"""What a letter's writer reads first: who asks, by when, where to upload, and two buttons; no menu."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from applicants.letters.guidance import PORTAL
from applicants.models import Applicant, Letter, Season, SeasonDate
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def shown(address: str) -> str:
    return as_shown(Client().get(address))


def test_the_page_has_no_site_menu(address: str) -> None:
    page = shown(address)
    assert [mark in page for mark in ("<nav", "Sign up", 'href="/programs/"')] == [False] * 3


def test_the_account_s_name_says_who_asks_unless_another_was_chosen(
    ada: Applicant, letter: Letter, address: str
) -> None:
    ada.user.name = "Ada Lovelace"
    ada.user.save()
    assert "<h1>A letter of recommendation for Ada Lovelace</h1>" in shown(address)
    letter.amend(asked_as="Ada L.")
    page = shown(address)
    assert ("for Ada L.</h1>" in page, "Lovelace" in page) == (True, False)


def test_two_buttons_come_before_everything_else(letter: Letter, address: str) -> None:
    first = shown(address).split("<dl")[0]
    assert re.findall(r'<button[^>]*name="act"[^>]*>([^<]+)<', first) == [
        "Yes, I will write",
        "No, I cannot write",
    ]
    letter.move_to("agreed", on=NOW.date(), note="")
    first = shown(address).split("<dl")[0]
    assert re.findall(r'<a class="button[^"]*" href="([^"]+)"', first) == [PORTAL.url, "#ready-h"]


def test_it_says_by_when_and_where(letter: Letter, address: str) -> None:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="programs_see", day="2026-12-20", is_confirmed=True)
    letter.amend(match_years=[2027])
    page = shown(address)
    assert "<b>December 20, 2026</b>, when residency programs start to read" in page
    assert page.count(f'href="{PORTAL.url}"') >= 1


def test_a_day_that_nobody_has_announced_is_not_made_up(letter: Letter, address: str) -> None:
    letter.amend(match_years=[2029])
    assert "No day is announced yet." in shown(address)
