"""One table of synonyms, asked by search, filters, imports and outreach."""

import pytest

from programs.choices import ProgramType
from programs.search.folding import search_words
from programs.search.synonyms import PLACE_WORDS, PROGRAM_TYPES, WORDS, in_full, specialty_meant

NAMES = ["Cardiovascular Disease", "Clinical Ethics", "Emergency Medicine", "Internal Medicine", "Urology"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("urology", "Urology"),
        ("  URÓLOGY ", "Urology"),
        ("internal medicine", "Internal Medicine"),
        ("im", "Internal Medicine"),
        ("er", "Emergency Medicine"),
        ("cardiology", "Cardiovascular Disease"),
        ("urologi", "Urology"),
        ("clinical", None),
        ("medicine", None),
        ("urology houston", None),
        ("heart", None),
        ("the", None),
        ("", None),
    ],
)
def test_a_text_names_a_specialty_in_full_or_by_a_short_form(text: str, meant: str | None) -> None:
    assert specialty_meant(text, {"urologi": "urology"}, NAMES) == meant


def test_a_short_form_of_several_specialties_names_none() -> None:
    assert specialty_meant("cardiology", {}, [*NAMES, "Cardiovascular Surgery"]) is None


def test_every_synonym_is_folded_and_stands_for_known_words() -> None:
    assert [word for word in (*WORDS, *PLACE_WORDS) if search_words(word) != [word]] == []
    assert set(PROGRAM_TYPES) <= set(ProgramType)


def test_words_are_replaced_by_what_they_stand_for() -> None:
    assert in_full(["peds", "im", "houston"]) == ["pediatrics", "internal", "medicine", "houston"]
