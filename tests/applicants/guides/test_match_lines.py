"""One line for a specialty: on a program's page, in the profile, each leading to its row and source."""

import re
from typing import Any

import pytest
from django.test import Client

from applicants.guides.match_lines import MatchLine, match_lines
from applicants.guides.models import MatchFigure
from applicants.models import Applicant
from programs.models import Specialty
from tests.factories import load_vocabularies, make_program
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
WORDS = "Neurology, 2025 Match: 3 of 10 positions filled went to non-US IMGs."


def figure(code: str, **facts: Any) -> MatchFigure:
    usual = {"scope": "specialty", "year": 2025, "specialty": "Neurology", "specialty_name": "Neurology"}
    source = {"source_title": "NRMP", "source_url": "https://nrmp.example/", "grade": "official"}
    numbers = {"filled": 10, "non_us_img": 3, "figure": "3 of 10"}
    return MatchFigure.objects.create(code=code, **usual | source | numbers | facts)


@pytest.fixture
def neurology() -> Specialty:
    load_vocabularies()
    figure("newest")
    figure("copied", grade="other", non_us_img=4)
    figure("in-texas", scope="state_specialty", state="TX")
    figure("preliminary", specialty="", specialty_name="Neurology (preliminary)")
    return Specialty.objects.get(name="Neurology")


@pytest.mark.usefixtures("neurology")
def test_a_specialty_has_one_line_and_one_without_figures_none() -> None:
    assert match_lines(["Pathology", "Neurology", ""]) == [MatchLine(WORDS, "newest")]


def test_a_program_shows_the_lines_of_its_specialties_to_everybody(
    neurology: Specialty, ada_client: Client, client: Client
) -> None:
    without = make_program(specialties=["Pathology-Anatomic and Clinical"])
    assert "data-match" not in as_shown(client.get(without.get_absolute_url()))
    program = make_program(name="Neurology", specialties=[neurology.name])
    for reader in (client, ada_client):
        page = as_shown(reader.get(program.get_absolute_url()))
        assert re.findall(r'data-match="([\w-]+)"', page) == ["newest"]
        assert WORDS in page
        assert 'href="/statistics/#newest"' in page
    assert 'id="newest"' in as_shown(client.get("/statistics/"))


def test_the_profile_shows_the_lines_of_the_specialties_wished_for(
    neurology: Specialty, ada: Applicant, ada_client: Client
) -> None:
    assert "data-match" not in as_shown(ada_client.get("/profile/"))
    ada.specialties.add(neurology)
    assert WORDS in as_shown(ada_client.get("/profile/"))
