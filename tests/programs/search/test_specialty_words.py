"""Which specialty a text names."""

import pytest

from programs.search.specialty_words import specialty_meant

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
