"""The one code path of a change: visitors see it, and who changed what is recorded, in one transaction."""

import datetime
from itertools import pairwise
from typing import Any

import pytest
import time_machine

from applicants.models import User
from programs.choices import ChangeAction, Publication
from programs.curation.publishing.changes import apply_change, archive_program, mark_checked, publish_program
from programs.models import Card, CatalogVersion, Change, Fee, Host, Program, SearchDocument, Specialty
from programs.pages import cards
from tests.factories import make_program

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
TUITION = {"kind": "tuition", "amount_min": 500, "amount_max": 600, "basis": "week"}
DATED = {"url": "https://example.org/", "kind": "primary", "page_date": "2026-03"}


@pytest.fixture(autouse=True)
def vocabulary_and_day(db: None, request: pytest.FixtureRequest) -> Any:
    """Start with two specialties, one the other's parent, on a day in June."""
    surgery = Specialty.objects.create(name="General Surgery", slug="general-surgery")
    Specialty.objects.create(name="Urology", slug="urology", parent=surgery)
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def program(vocabulary_and_day: None) -> Program:
    return make_program(slug="first", name="First", fees=[TUITION], sources=[DATED], letter="offered")


def version() -> int:
    return CatalogVersion.objects.get().number


def changes(program: Program) -> list[tuple[str, Any, dict[str, Any]]]:
    """Return what is recorded of a program, the oldest first."""
    return list(program.changes.order_by("pk").values_list("action", "by", "facts"))


def test_a_new_program_has_one_change_without_facts(program: Program) -> None:
    assert changes(program) == [("created", None, {})]


def test_settling_derives_all_that_visitors_see(program: Program, curator: User) -> None:
    program.fees.update(amount_min=700, amount_max=None)
    program.specialties.set([Specialty.objects.get(name="Urology")])
    Program.objects.filter(pk=program.pk).update(name="Renamed", letter="")
    before = version()
    apply_change(program.pk, ChangeAction.EDITED, by=curator)
    program.refresh_from_db()
    assert (version(), program.changed_in) == (before + 1, before + 1)
    assert (program.record["name"], program.record["letter"]) == ("Renamed", None)
    assert (program.four_week_price_min_usd, program.four_week_price_max_usd) == (2800, None)
    assert program.fresh_on == datetime.date(2026, 3, 1)
    entry = SearchDocument.objects.get(program=program)
    assert (entry.title, entry.price, entry.fresh_on) == ("Renamed", 2800, datetime.date(2026, 3, 1))
    assert {"specialty=Urology", "specialty=General Surgery", "letter?"} <= set(entry.terms.split("\n"))
    assert "Renamed" in program.card.html
    assert "from $2,800" in program.card.html


def test_a_change_names_who_and_each_fact_before_and_after(program: Program, curator: User) -> None:
    Program.objects.filter(pk=program.pk).update(letter="", is_free=False, weeks_min=4)
    Fee.objects.create(program=program, kind="housing", amount_min=0, basis="month")
    before = program.record["fees"]
    change = apply_change(program.pk, ChangeAction.EDITED, by=curator)
    added = {
        "kind": "housing",
        "amount_min": 0,
        "amount_max": None,
        "basis": "month",
        "applies_to": None,
        "refundable": None,
        "counted": None,
        "note": None,
    }
    assert (change.program, change.by, change.action, change.at) == (program, curator, "edited", NOON)
    assert change.facts == {
        "letter": ["offered", None],
        "free": [None, False],
        "weeks_min": [None, 4],
        "fees": [before, [*before, added]],
    }
    assert changes(program)[1:] == [("edited", curator.pk, change.facts)]


def test_settling_without_a_change_records_the_act_and_no_fact(program: Program, curator: User) -> None:
    before, html = program.record, program.card.html
    change = apply_change(program.pk, ChangeAction.EDITED, by=curator)
    program.refresh_from_db()
    assert (change.facts, program.record, Card.objects.get().html) == ({}, before, html)


def test_only_an_act_by_a_person_marks_a_program_as_curated(program: Program, curator: User) -> None:
    apply_change(program.pk, ChangeAction.IMPORTED)
    program.refresh_from_db()
    assert program.curated_at is None
    apply_change(program.pk, ChangeAction.EDITED, by=curator)
    program.refresh_from_db()
    assert program.curated_at == NOON


def test_another_program_is_left_alone(program: Program, curator: User) -> None:
    other = make_program(slug="other", name="Other")
    seen = (other.changed_in, other.card.html, other.search_document.terms)
    apply_change(program.pk, ChangeAction.EDITED, by=curator)
    other = Program.objects.get(pk=other.pk)
    assert (other.changed_in, other.card.html, other.search_document.terms) == seen
    assert changes(other) == [("created", None, {})]


def test_a_renamed_host_shows_once_its_programs_are_settled(program: Program) -> None:
    Host.objects.filter(pk=program.host_id).update(name="Mercy", city="Austin")
    change = apply_change(program.pk, ChangeAction.EDITED)
    assert [pair["name"] for pair in change.facts["host"]] == [program.record["host"]["name"], "Mercy"]
    assert "city=Austin" in SearchDocument.objects.get(program=program).terms.split("\n")
    assert "Mercy\N{NO-BREAK SPACE}· Austin, TX" in Card.objects.get(program=program).html


def test_a_failure_half_way_changes_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    Program.objects.filter(pk=program.pk).update(name="Renamed")
    before = (version(), SearchDocument.objects.get().title, Card.objects.get().html, changes(program))

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(cards, "card_of", broken)
    with pytest.raises(RuntimeError):
        apply_change(program.pk, ChangeAction.EDITED)
    assert (
        version(),
        SearchDocument.objects.get().title,
        Card.objects.get().html,
        changes(program),
    ) == before
    assert Program.objects.get().record["name"] == "First"


# Confirm, publish, archive


def test_confirming_dates_the_proof_today(program: Program, curator: User) -> None:
    change = mark_checked(program, curator)
    program = Program.objects.get()
    assert (program.checked_on, program.checked_by, program.fresh_on) == (TODAY, curator, TODAY)
    assert program.search_document.fresh_on == TODAY
    assert "Checked June 1, 2026" in program.card.html
    assert program.card.good_until == TODAY + datetime.timedelta(days=364)
    assert (change.action, change.by, change.facts) == ("confirmed", curator, {})


def test_confirming_an_unpublished_program_does_not_show_it(program: Program, curator: User) -> None:
    archive_program(program, curator)
    mark_checked(Program.objects.get(), curator)
    assert (SearchDocument.objects.count(), Card.objects.count()) == (0, 0)
    assert Program.objects.get().publication == Publication.ARCHIVED


def test_archiving_takes_a_program_away_and_keeps_its_history(program: Program, curator: User) -> None:
    before = version()
    change = archive_program(program, curator)
    program = Program.objects.get()
    assert (program.publication, program.changed_in) == (Publication.ARCHIVED, before + 1)
    assert (SearchDocument.objects.count(), Card.objects.count()) == (0, 0)
    assert (change.action, change.by) == ("archived", curator)
    assert [action for action, *_ in changes(program)] == ["created", "archived"]
    assert program.record["name"] == "First"


def test_publishing_shows_a_program_as_it_is_now(program: Program, curator: User) -> None:
    archive_program(program, curator)
    Program.objects.filter(pk=program.pk).update(name="Renamed")
    change = publish_program(Program.objects.get(), curator)
    program = Program.objects.get()
    assert program.publication == Publication.PUBLISHED
    assert (program.search_document.title, "Renamed" in program.card.html) == ("Renamed", True)
    assert (change.action, change.facts) == ("published", {"name": ["First", "Renamed"]})


def test_every_act_moves_the_version_on_by_one(program: Program, curator: User) -> None:
    numbers = [version()]
    for act in (mark_checked, archive_program, publish_program, mark_checked):
        act(Program.objects.get(), curator)
        numbers.append(version())
    assert [after - before for before, after in pairwise(numbers)] == [1, 1, 1, 1]
    assert Change.objects.count() == 5
