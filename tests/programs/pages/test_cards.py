"""A program's card: what it shows, how long it is right, and when it is rendered again."""

import datetime
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from applicants.models import User
from programs import pricing
from programs.choices import Access, Intake
from programs.curation.publishing.changes import apply_change
from programs.models import Card, FlagSilence, Program, Specialty
from programs.pages.cards import (
    SHUT_INTAKES_AND_ACCESS,
    audience_words,
    cards_html,
    compared_facts,
    joined_html,
    price_on_card,
    proof_words,
    specialty_words,
)
from tests.factories import make_program

Record = dict[str, Any]
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
YEAR = datetime.timedelta(days=365)


def source(page_date: str | None) -> list[Record]:
    return [{"url": "https://example.org/visit", "kind": "primary", "page_date": page_date}]


# Words


@pytest.mark.parametrize(
    ("names", "is_any", "words"),
    [
        ([], False, ""),
        (["A"], False, "A"),
        (["A", "B", "C"], False, "A\u00a0+2"),
        ([], True, "Any specialty"),
        (["A", "B"], True, "Any specialty"),
    ],
)
def test_specialties(names: list[str], is_any: bool, words: str) -> None:  # noqa: FBT001
    assert specialty_words({"specialties": names, "any_specialty": is_any}) == words


def day(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("fresh_on", "checked_on", "words"),
    [
        (None, None, "Source has no date. Not re-checked"),
        (day(0), None, "Source dated June 2026"),
        (day(0), day(0), "Checked June 1, 2026"),
        (day(0), day(30), "Source dated June 2026"),
        (day(364), None, "Source dated June 2025"),
        (day(364), day(364), "Checked June 2, 2025"),
        (day(365), None, "Not checked since June 2025"),
        (day(365), day(365), "Not checked since June 2025"),
        (day(365), day(900), "Not checked since June 2025"),
    ],
)
def test_the_age_of_the_proof_always_with_a_date(
    fresh_on: datetime.date | None, checked_on: datetime.date | None, words: str
) -> None:
    assert proof_words(fresh_on, checked_on, TODAY) == words


def test_what_is_compared_first_is_none_where_it_is_not_stated(records: list[Record]) -> None:
    record = records[0] | {"weeks_min": None, "weeks_max": None, "audiences": [], "letter": None}
    assert compared_facts(record) == {"length": None, "who can apply": None, "letter": None}
    stated = record | {"weeks_min": 4, "weeks_max": 4, "audiences": ["graduate"], "letter": "on_merit"}
    assert compared_facts(stated) == {
        "length": "4 weeks",
        "who can apply": "graduates",
        "letter": "Letter on merit",
    }
    assert [price_on_card(price) for price in (pricing.UNKNOWN_PRICE, pricing.NO_FEE)] == [None, "Free"]
    assert price_on_card(pricing.FourWeekPrice(1000, 1500)) == "$1,000 to $1,500 for 4 weeks"


def test_doors_that_a_card_warns_of() -> None:
    assert set(Access) - SHUT_INTAKES_AND_ACCESS == {Access.OPEN, Access.AGENCY_CUSTOMER}


def test_a_card_names_two_groups_that_a_program_takes() -> None:
    three = ["clinical_student", "final_year_student", "graduate"]
    assert audience_words(three) == "graduates, final-year students\u00a0+1"
    assert audience_words(["practicing_physician", "graduate"]) == "graduates, practicing physicians"
    assert audience_words(["practicing_physician"]) == "practicing physicians"
    assert audience_words([]) == ""


# Cards


@pytest.fixture
def vocabulary_and_day(db: None) -> Any:
    """Start with a specialty, on a day in June."""
    Specialty.objects.create(name="Urology", slug="urology")
    with time_machine.travel(NOON, tick=False):
        yield


def warnings_on(html: str) -> list[str]:
    return re.findall(r'data-warning="(\w+)"', html)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_card_of_a_program_that_states_little() -> None:
    html = make_program(slug="least", name="Least <b>", sources=source(None)).card.html
    assert "Not stated: price, length, who can apply, letter" in html
    assert html.startswith('<li class="card" data-program="least">')
    assert "Least &lt;b&gt;" in html
    assert "Least <b>" not in html
    assert "Source has no date. Not re-checked" in html
    assert [word for word in ("red flag", "card__access", "card__specialties", "tag--") if word in html] == []


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_card_of_a_program_that_states_much() -> None:
    program = make_program(
        name="Heart",
        host={"name": "Mercy", "kind": "agency", "city": "Houston", "state": "TX"},
        provider={"name": "Rotations", "kind": "agency"},
        type="externship",
        patient_contact="hands_on",
        delivery="hybrid",
        intake="open",
        access=["open", "vslo_school", "partner_school"],
        specialties=["Urology"],
        weeks_min=2,
        weeks_max=8,
        free=True,
        letter="on_merit",
        audiences=["graduate"],
    )
    words = words_of(program.card.html)
    assert "Mercy · Houston, TX · through Rotations" in words
    kind, facts = "Externship · 2 to 8 weeks · Hands-on", "Part virtual, part in person · Letter on merit"
    assert f"Open Free · {kind} · {facts} · graduates · Urology" in words
    assert "VSLO schools only; Partner schools only" in words
    assert "Source dated June 2026" in words


@pytest.mark.usefixtures("vocabulary_and_day")
@pytest.mark.parametrize("intake", Intake)
def test_the_intake_is_marked_good_or_bad(intake: Intake) -> None:
    html = make_program(intake=intake).card.html
    mark = "good" if intake == Intake.OPEN else "bad"
    assert f'<span class="tag tag--{mark}">{intake.label}</span>' in html


@pytest.mark.usefixtures("vocabulary_and_day")
def test_months_with_places_are_said_where_they_are_stated() -> None:
    (html,) = cards_html([make_program(blackout_months=[7, 8]).pk], TODAY)
    assert "openings September to June" in html
    (html,) = cards_html([make_program(name="Another").pk], TODAY)
    assert "places" not in html


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_kind_that_the_name_says_and_the_age_of_an_old_proof_are_said_once() -> None:
    words = words_of(make_program(name="Observerships abroad", sources=source("2025-05-01")).card.html)
    assert ("Observership ·" in words, words.count("checked")) == (False, 1)
    assert "Not checked since May 2025" in words


@pytest.mark.django_db
def test_a_program_in_person_does_not_say_so() -> None:
    assert "In person" not in make_program(delivery="in_person").card.html


@pytest.mark.usefixtures("vocabulary_and_day")
def test_silenced_flags_do_not_warn(curator: User) -> None:
    program = make_program(letter="not_offered", sources=[])
    assert warnings_on(program.card.html) == ["no_letter", "weak_source", "unchecked"]
    FlagSilence.objects.create(program=program, rule="no_letter", reason="Asked them", silenced_by=curator)
    apply_change(program.pk, "edited", by=curator)
    html = Card.objects.get().html
    assert warnings_on(html) == ["weak_source", "unchecked"]
    assert "1 red flag looked into</p>" in html


# As the days go by


@pytest.mark.usefixtures("vocabulary_and_day")
@pytest.mark.parametrize(
    ("page_date", "good_until"),
    [
        (None, None),
        ("2026-06-01", TODAY + YEAR - datetime.timedelta(days=1)),
        ("2025-06-01", datetime.date(2027, 6, 1)),
        ("2024-05-31", None),
    ],
)
def test_how_long_a_card_is_right(page_date: str | None, good_until: datetime.date | None) -> None:
    assert make_program(sources=source(page_date)).card.good_until == good_until


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_card_that_has_run_out_is_rendered_for_the_day(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    old, new = make_program(slug="old", sources=source("2025-06-02")), make_program(slug="new")
    ids, htmls = [new.pk, old.pk], [new.card.html, old.card.html]
    with django_assert_num_queries(1):
        assert cards_html(ids, TODAY) == htmls
    tomorrow = TODAY + datetime.timedelta(days=1)
    with django_assert_num_queries(3):
        later = cards_html(ids, tomorrow)
    assert "Source dated June 2025" in htmls[1]
    assert "Not checked since June 2025" in later[1]
    assert [later[0], Card.objects.get(program=old).html] == htmls


@pytest.mark.usefixtures("vocabulary_and_day")
def test_cards_stand_in_the_order_asked_and_unknown_ones_are_left_out() -> None:
    ids = [make_program(slug=f"p-{number}").pk for number in range(3)]
    asked = [ids[2], 0, ids[0], ids[1]]
    html = joined_html(asked, TODAY)
    assert re.findall('data-program="([^"]+)"', html) == ["p-2", "p-0", "p-1"]
    assert joined_html([], TODAY) == ""


@pytest.mark.usefixtures("vocabulary_and_day")
def test_a_lost_card_is_rendered() -> None:
    program = make_program()
    html = program.card.html
    Card.objects.all().delete()
    assert cards_html([program.pk], TODAY) == [html]
    assert Program.objects.get().record == program.record
