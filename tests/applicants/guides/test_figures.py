"""Figures of the Match: only what a row prints, each with its source."""

import re
from typing import Any

import pytest
from django.test import Client

from applicants.guides.figures import (
    best,
    figure_row,
    figure_sentence,
    img_share,
    positions_of,
    specialty_rows,
    state_rows,
)
from applicants.guides.models import MatchFigure
from applicants.reference_data import load_missing_rows
from programs.models import Specialty
from tests.applicants.plans.loading import FOLDER
from tests.factories import load_vocabularies
from tests.page_text import as_shown, jumps_of

PERCENTS = {"us_img_percent": 10.5, "non_us_img_percent": 32.7, "percent_of": "offered"}
PERCENT_WORDS = "23.9 percent of positions offered went to non-US IMGs, 4.9 percent to US IMGs."


def row(**facts: Any) -> MatchFigure:
    usual = {"pk": 1, "scope": "specialty", "year": 2025, "grade": "other", "specialty_name": "Neurology"}
    return MatchFigure(**usual | facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"filled": 10584, "us_img": 1145, "non_us_img": 3575, "grade": "official"},
            "Neurology, 2025 Match: 3,575 of 10,584 positions filled went to non-US IMGs, 1,145 to US IMGs.",
        ),
        (
            {"offered": 100, "non_us_img": 5},
            "One source says: Neurology, 2025 Match: 5 of 100 positions offered went to non-US IMGs.",
        ),
        (
            {"non_us_img_percent": 23.9, "us_img_percent": 4.9, "percent_of": "offered", "filled": 925},
            f"One source says: Neurology, 2025 Match: {PERCENT_WORDS}",
        ),
        ({"figure": "many"}, "One source says: Neurology, 2025 Match: many."),
    ],
)
def test_a_sentence_says_no_more_than_its_row(facts: dict[str, Any], sentence: str) -> None:
    assert figure_sentence(row(**facts)) == sentence


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ({"img_percent": 44.5, "percent_of": "filled", "filled": 582}, (44.5, "positions filled")),
        (
            {"us_img_percent": 10.5, "non_us_img_percent": 32.7, "percent_of": "offered"},
            (43.2, "positions offered, computed"),
        ),
        ({"us_img": 1, "non_us_img": 2, "filled": 12}, (25.0, "positions filled, computed")),
        ({"us_img": 1, "non_us_img": 2, "offered": 12}, (25.0, "positions offered, computed")),
        ({"non_us_img": 2, "filled": 12}, None),
        ({"img_percent": 44.5}, None),
    ],
)
def test_a_share_is_printed_or_computed_from_one_row(
    facts: dict[str, Any], share: tuple[float, str] | None
) -> None:
    assert img_share(row(**facts)) == share


@pytest.mark.parametrize(
    ("facts", "positions"),
    [
        ({"filled": 619, "offered": 622} | PERCENTS, (622, "offered")),
        ({"filled": 619, "offered": 622, "non_us_img": 3} | PERCENTS, (619, "filled")),
        ({"filled": 619, "offered": 622, "non_us_img_percent": 27, "percent_of": "filled"}, (619, "filled")),
        ({"offered": 622}, (622, "offered")),
        ({}, (None, "offered")),
    ],
)
def test_a_percent_of_positions_offered_stands_beside_those(
    facts: dict[str, Any], positions: tuple[int | None, str]
) -> None:
    assert positions_of(row(**facts)) == positions


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("official", "Official source"),
        ("other", "One source says so: advisor, seller or blog"),
        ("", ""),
    ],
)
def test_what_one_source_alone_says_is_said_so(grade: str, words: str) -> None:
    assert row(grade=grade).grade_words == words


def test_a_count_and_a_percent_in_one_column_say_which_they_are() -> None:
    counts = figure_row(row(us_img=1, non_us_img=3575, filled=10584))
    assert (counts.us_img, counts.non_us_img) == ("1 position", "3,575 positions")
    percents = figure_row(row(non_us_img_percent=27, percent_of="filled"))
    assert (percents.us_img, percents.non_us_img) == ("", "27%")


def test_states_of_the_newest_year_stand_first_and_in_it_the_most_imgs() -> None:
    texas = row(pk=1, scope="state", state="TX", year=2017, img_total=900)
    ohio = row(pk=2, scope="state", state="OH", year=2024, img_total=50)
    old_ohio = row(pk=3, scope="state", state="OH", year=2017, img_total=990)
    iowa = row(pk=4, scope="state", state="IA", year=2024, img_total=60)
    assert state_rows([texas, ohio, old_ohio, iowa, row(pk=5)]) == [iowa, ohio, texas]


def test_the_newest_trusted_row_counts_unless_it_is_old_else_the_newest() -> None:
    old, new, good = row(pk=1, year=2023), row(pk=2), row(pk=3, grade="official")
    assert best([old, new, good]) == good
    earlier = row(pk=4, year=2024, grade="institution")
    assert best([old, new, earlier]) == earlier
    assert best([old, new, row(pk=5, year=2012, grade="official", caveat="old")]) == new
    assert best([]) is None


@pytest.mark.django_db
def test_every_shipped_figure_has_its_source_and_year_and_a_known_specialty() -> None:
    assert load_missing_rows(MatchFigure, "match_figures.json", FOLDER) == MatchFigure.objects.count() > 100
    load_vocabularies()
    figures = list(MatchFigure.objects.all())
    assert [one.code for one in figures if not (one.source_title and one.source_url and one.year)] == []
    names = set(Specialty.objects.values_list("name", flat=True))
    assert {one.specialty for one in figures if one.specialty} - names == set()
    line = best(one for one in figures if one.specialty == "Internal Medicine")
    assert line is not None
    assert (line.year, line.grade, line.non_us_img, line.filled) == (2025, "official", 3575, 10584)
    names = [one.figure.specialty_name for one in specialty_rows(figures, "name")]
    assert names == sorted(names)


@pytest.mark.django_db
def test_the_page_sorts_and_shows_one_specialty_year_by_year(client: Client) -> None:
    load_missing_rows(MatchFigure, "match_figures.json", FOLDER)
    body = as_shown(client.get("/statistics/"))
    assert [words for _, words in jumps_of(body)] == [
        *("All specialties", "By specialty", "By state", "By specialty and state"),
    ]
    assert re.findall(r'data-figure="([\w-]+)"', body)[0] == "sp-2025-im-acp"
    shown = as_shown(client.get("/statistics/?specialty=Internal Medicine&sort=nonsense"))
    assert "Internal Medicine, year by year" in shown
    assert shown.count("data-figure=") > body.count("data-figure=")
    assert "We have no figure with a source" in as_shown(client.get("/statistics/?specialty=Magic"))
