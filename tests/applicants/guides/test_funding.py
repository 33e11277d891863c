"""Funding: what is for somebody, what is not and why, and what is over."""

import datetime
from typing import Any

import pytest
from django.test import Client

from applicants.guides.funding import deadline_words, funding_page, why_not
from applicants.guides.models import Funding
from applicants.models import Applicant
from applicants.reference_data import load_missing_rows
from tests.applicants.plans.loading import FOLDER
from tests.page_text import as_shown, jumps_of

TODAY = datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("facts", "stage", "country", "words"),
    [
        ({}, "graduate", "NG", ""),
        ({"stages": ["graduate"]}, "", "", ""),
        ({"stages": ["graduate"]}, "graduate", "", ""),
        ({"stages": ["practicing_physician"]}, "graduate", "", "It is for: practicing physicians."),
        ({"citizenships": ["PK"]}, "", "NG", "It is for citizens of Pakistan."),
        ({"citizenships": ["PK"]}, "", "PK", ""),
    ],
)
def test_it_says_why_something_is_not_for_somebody(
    facts: dict[str, Any], stage: str, country: str, words: str
) -> None:
    assert why_not(Funding(**facts), stage, country).lower() == words.lower()


def test_a_round_that_is_over_says_so() -> None:
    over = Funding(deadline_on=datetime.date(2026, 11, 30))
    assert deadline_words(over, TODAY) == "November 30, 2026. This round is over: look for the next one"
    assert deadline_words(Funding(deadline_on=TODAY), TODAY) == "December 1, 2026"
    assert deadline_words(Funding(deadline="July 1"), TODAY) == "July 1"


@pytest.mark.django_db
def test_every_shipped_row_has_a_source_and_nothing_is_hidden() -> None:
    count = load_missing_rows(Funding, "funding.json", FOLDER)
    rows = list(Funding.objects.all())
    assert (count, [row.code for row in rows if not (row.source_title and row.dated_words)]) == (
        len(rows),
        [],
    )
    page = funding_page(rows, "preclinical_student", "BR", TODAY)
    shown = [*(row for group in page.groups for row in group.rows), *page.not_for_you, *page.to_know]
    assert sorted(one.row.code for one in shown) == sorted(row.code for row in rows)


@pytest.mark.django_db
def test_the_page_starts_with_the_profile(ada: Applicant, ada_client: Client, client: Client) -> None:
    load_missing_rows(Funding, "funding.json", FOLDER)
    ada.stage, ada.citizenships = "graduate", ["NG"]
    ada.save()
    mine = as_shown(ada_client.get("/funding/"))
    assert [words for _, words in jumps_of(mine)][-2:] == ["Not for you", "Good to know"]
    assert '<option value="graduate" selected>' in mine
    assert "It is for citizens of Pakistan." in mine
    assert "not for you, and why" not in as_shown(client.get("/funding/"))
    assert "It is for citizens of Pakistan." not in as_shown(ada_client.get("/funding/?country=PK"))


@pytest.mark.django_db
def test_a_row_says_where_one_must_live_only_if_its_source_does(client: Client) -> None:
    source = {"kind": "money", "grade": "official", "source_title": "Giver"}
    for code, lives_in_us in (("in", True), ("out", False), ("any", None)):
        Funding.objects.create(code=code, name=code, lives_in_us=lives_in_us, **source)
    page = as_shown(client.get("/funding/"))
    tags = ("Only for people who live in the US", "Only for people who live outside the US")
    assert [page.count(words) for words in tags] == [1, 1]
