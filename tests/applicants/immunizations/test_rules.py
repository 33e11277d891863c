"""What is missing on the form: in words, and what no order of entries and no later entry can change."""

import datetime
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from applicants.immunizations.rules import RuleResult, Shot, judge_section, years_later

SECTIONS = {
    row["code"]: SimpleNamespace(**row)
    for row in json.loads(
        (settings.BASE_DIR / "fixtures" / "reference" / "immunization_sections.json").read_text()
    )
}
TODAY = datetime.date(2026, 11, 25)


def shot(section: str, entry: str, day: str, result: str = "") -> Shot:
    known = next(one for one in SECTIONS[section].entries if one["code"] == entry)
    return Shot(datetime.date.fromisoformat(day), known["type"], frozenset(known["covers"]), result)


def said(section: str, *shots: tuple[str, ...], today: datetime.date = TODAY) -> tuple[str, list[str]]:
    found = judge_section(SECTIONS[section], [shot(section, *one) for one in shots], today)
    return found.standing.value, list(found.words)


MMR = [f"{part}: 2 more doses, or a positive titer." for part in ("Measles", "Mumps", "Rubella")]
HEP = "hepatitis_b_vaccine"
THREE = [(HEP, "2026-01-01"), (HEP, "2026-02-01"), (HEP, "2026-07-01")]
TITER = "hepatitis_b_titer"


@pytest.mark.parametrize(
    ("section", "shots", "standing", "words"),
    [
        ("mmr", [], "missing", MMR),
        (
            "mmr",
            [("mmr", "2000-01-01")],
            "missing",
            [words.replace("2 more doses", "1 more dose") for words in MMR],
        ),
        ("mmr", [("mmr", "2000-01-01"), ("mmr", "2001-01-01")], "complete", []),
        (
            "mmr",
            [("mmr", "2000-01-01"), ("mmr", "2000-01-01")],
            "missing",
            [w.replace("2 more doses", "1 more dose") for w in MMR],
        ),
        (
            "mmr",
            [
                ("mmr", "2000-01-01"),
                ("measles_vaccine", "2001-01-01"),
                ("mumps_titer", "2025-01-01", "positive"),
            ],
            "missing",
            ["Rubella: 1 more dose, or a positive titer."],
        ),
        (
            "mmr",
            [("mmr", "2000-01-01"), ("mmr", "2001-01-01"), ("measles_titer", "2025-01-01", "equivocal")],
            "complete",
            ["Measles: your last titer is not positive. Ask the host if the doses are enough."],
        ),
        ("varicella", [("varicella_titer", "2025-01-01", "positive")], "complete", []),
        (
            "varicella",
            [("varicella_titer", "2025-01-01", "negative")],
            "missing",
            ["Varicella: 2 more doses, or a positive titer."],
        ),
        ("tdap", [("td", "2024-01-01")], "missing", ["Tdap: 1 dose."]),
        ("tdap", [("tdap", "2016-11-25")], "complete", ["Good until November 25, 2026."]),
        ("tdap", [("tdap", "2016-11-24")], "missing", ["Td or Tdap: your last dose is over 10 years old."]),
        (
            "tdap",
            [("tdap", "2010-01-01"), ("td", "2020-02-29")],
            "complete",
            ["Good until February 28, 2030."],
        ),
        ("influenza", [("influenza_vaccine", "2026-09-01")], "complete", []),
        (
            "influenza",
            [("influenza_vaccine", "2026-08-31")],
            "missing",
            ["A dose dated September 1, 2026 or later, for this season."],
        ),
        ("hepatitis_b", THREE[:1], "missing", ["2 more doses, then a titer."]),
        (
            "hepatitis_b",
            THREE,
            "missing",
            ["A titer, best between July 29, 2026 and August 26, 2026, or later."],
        ),
        ("hepatitis_b", [*THREE, (TITER, "2026-08-01", "positive")], "complete", []),
        (
            "hepatitis_b",
            [*THREE, (TITER, "2026-06-01", "positive")],
            "missing",
            ["A titer, best between July 29, 2026 and August 26, 2026, or later."],
        ),
        (
            "hepatitis_b",
            [*THREE[:1], (TITER, "2026-08-01", "positive")],
            "missing",
            ["2 more doses on record. Ask the host if your positive titer alone is enough."],
        ),
        (
            "hepatitis_b",
            [*THREE, (TITER, "2026-08-01", "negative")],
            "missing",
            ["A second series: 3 more doses, then a titer."],
        ),
        (
            "hepatitis_b",
            [
                *THREE,
                (TITER, "2026-08-01", "negative"),
                *((HEP, f"2026-{month}-01") for month in ("09", "10", "11")),
            ],
            "missing",
            ["A titer, best between November 29, 2026 and December 27, 2026, or later."],
        ),
        (
            "hepatitis_b",
            [
                *THREE,
                (TITER, "2026-08-01", "negative"),
                *((HEP, f"2026-{month}-01") for month in ("09", "10", "11")),
                (TITER, "2026-11-20", "negative"),
            ],
            "ask",
            ["Two series and no positive titer: ask the host what it wants."],
        ),
        ("tb_screening", [], "missing", ["Two skin tests 7 to 21 days apart, or one blood test (IGRA)."]),
        (
            "tb_screening",
            [("tb_skin_test", "2026-11-01", "negative")],
            "missing",
            ["A second skin test between November 8, 2026 and November 22, 2026, or one blood test (IGRA)."],
        ),
        (
            "tb_screening",
            [("tb_skin_test", "2026-11-01", "negative"), ("tb_skin_test", "2026-11-08", "negative")],
            "complete",
            ["Good until November 8, 2027 by the usual rule."],
        ),
        (
            "tb_screening",
            [("tb_skin_test", "2026-10-01", "negative"), ("tb_skin_test", "2026-10-23", "negative")],
            "missing",
            ["A second skin test between October 30, 2026 and November 13, 2026, or one blood test (IGRA)."],
        ),
        (
            "tb_screening",
            [("igra", "2025-11-25", "negative")],
            "complete",
            ["Good until November 25, 2026 by the usual rule."],
        ),
        (
            "tb_screening",
            [("igra", "2025-11-24", "negative")],
            "missing",
            ["A new test: your last one is over 365 days old."],
        ),
        (
            "tb_screening",
            [("igra", "2026-11-01", "equivocal")],
            "missing",
            ["Two skin tests 7 to 21 days apart, or one blood test (IGRA)."],
        ),
        (
            "tb_screening",
            [("igra", "2026-11-01", "positive")],
            "missing",
            ["A chest X-ray after your positive test of November 1, 2026."],
        ),
        (
            "tb_screening",
            [("igra", "2026-11-01", "positive"), ("chest_x_ray", "2026-11-03", "negative")],
            "ask",
            ["Your test is positive and you have an X-ray. Ask the host how old it may be."],
        ),
        ("covid_19", [], "ask", []),
        ("additional", [("other_vaccine", "2020-01-01")], "ask", []),
    ],
)
def test_it_says_what_is_missing(section: str, shots: list[Any], standing: str, words: list[str]) -> None:
    assert said(section, *shots) == (standing, words)


def test_in_spring_the_season_began_last_year() -> None:
    spring = datetime.date(2027, 3, 1)
    assert said("influenza", ("influenza_vaccine", "2026-10-01"), today=spring)[0] == "complete"
    assert (
        said("influenza", ("influenza_vaccine", "2026-10-01"), today=datetime.date(2027, 9, 1))[0]
        == "missing"
    )


def test_what_is_dated_later_does_not_count_yet() -> None:
    assert said("influenza", ("influenza_vaccine", "2026-11-26"))[0] == "missing"


def test_ten_years_after_a_leap_day() -> None:
    assert years_later(datetime.date(2020, 2, 29), 10) == datetime.date(2030, 2, 28)


DAYS = st.dates(datetime.date(1990, 1, 1), TODAY)


@st.composite
def records(draw: st.DrawFn) -> tuple[Any, list[Shot]]:
    code = draw(st.sampled_from(sorted(SECTIONS)))
    one = st.builds(
        lambda entry, on, result: Shot(
            on, entry["type"], frozenset(entry["covers"]), "" if entry["type"] == "dose" else result
        ),
        st.sampled_from(SECTIONS[code].entries),
        DAYS,
        st.sampled_from(["positive", "negative", "equivocal"]),
    )
    return SECTIONS[code], draw(st.lists(one, max_size=9))


@given(records(), DAYS)
def test_whatever_stands_there_it_has_an_answer(record: tuple[Any, list[Shot]], today: datetime.date) -> None:
    found = judge_section(*record, today)
    assert isinstance(found, RuleResult)
    if found.standing == "missing":
        assert found.words


@given(records(), st.randoms())
def test_the_order_of_entries_changes_nothing(record: tuple[Any, list[Shot]], random: Any) -> None:
    section, shots = record
    shuffled = list({(one.on, one.type, one.covers): one for one in shots}.values())
    mixed = list(shuffled)
    random.shuffle(mixed)
    assert judge_section(section, mixed, TODAY) == judge_section(section, shuffled, TODAY)


@given(records(), DAYS)
def test_one_more_dose_never_makes_a_complete_section_incomplete(
    record: tuple[Any, list[Shot]], on: datetime.date
) -> None:
    section, shots = record
    doses = [entry for entry in section.entries if entry["type"] == "dose"]
    before = judge_section(section, shots, TODAY).standing
    for entry in doses:
        after = judge_section(section, [*shots, Shot(on, "dose", frozenset(entry["covers"]))], TODAY).standing
        assert (before, after) != ("complete", "missing")


@given(st.lists(DAYS, min_size=1, max_size=6))
def test_two_step_skin_tests_against_a_plain_calendar(days: list[datetime.date]) -> None:
    shots = [Shot(on, "skin_test", frozenset(), "negative") for on in days]
    good = [
        two
        for one in days
        for gap in range(7, 22)
        if (two := one + datetime.timedelta(days=gap)) in days and (TODAY - two).days <= 365
    ]
    assert (judge_section(SECTIONS["tb_screening"], shots, TODAY).standing == "complete") == bool(good)


def test_every_entry_has_a_code_of_its_own() -> None:
    codes = [entry["code"] for section in SECTIONS.values() for entry in section.entries]
    assert len(codes) == len(set(codes))
