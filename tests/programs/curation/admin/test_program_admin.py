"""Programs at the advisors' admin: the list and the form."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.models import User
from programs.models import (
    Card,
    CatalogVersion,
    FlagSilence,
    Host,
    Program,
    Requirement,
    SearchDocument,
    Specialty,
)
from tests.admin_forms import LIST, history_url, last_change, row, save, untouched
from tests.factories import make_program


@pytest.fixture
def program(db: None) -> Program:
    return make_program(
        name="Cardiology observership",
        audiences=["graduate", "clinical_student"],
        blackout_months=[12, 1],
        visas=["B-1", "ESTA"],
        specialties=["Urology"],
        letter="on_merit",
        fees=[{"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week"}],
        requirements=[{"code": "cv", "level": "required"}],
    )


def names_on(client: Client, query: str = "") -> list[str]:
    return [program.name for program in client.get(f"{LIST}{query}").context["cl"].result_list]


# The list


def test_the_list_shows_what_matters(curator_client: Client, program: Program) -> None:
    Program.objects.update(fresh_on=datetime.date(2020, 3, 5), intake="open")
    page = curator_client.get(LIST)
    cells = ("Cardiology observership", program.host.name, "TX", "Observership", "Open", "Published")
    assert [cell for cell in (*cells, "Stale: March 5, 2020", "$2,000") if cell not in page.text] == []


def test_what_a_program_does_not_say_on_the_list(curator_client: Client) -> None:
    make_program(sources=[])
    page = curator_client.get(LIST)
    assert ("No date" in page.text, "Not stated" in page.text) == (True, True)


# Session, user, their permissions and the group's, keys of the page, its rows; beyond one page the count.
@pytest.mark.parametrize(("count", "queries"), [(1, 7), (50, 7), (51, 8)])
def test_the_list_takes_few_queries(
    count: int, queries: int, curator_client: Client, program: Program, django_assert_num_queries: Any
) -> None:
    clones = [
        Program(
            slug=f"clone-{number}",
            name=f"Clone {number}",
            host=program.host,
            host_kind="clinic",
            type="elective",
        )
        for number in range(count - 1)
    ]
    Program.objects.bulk_create(clones)
    curator_client.get(LIST)
    with django_assert_num_queries(queries):
        curator_client.get(LIST)


def test_pages_follow_each_other(curator_client: Client, program: Program) -> None:
    Program.objects.bulk_create(
        Program(slug=f"x-{n}", name=f"X {n:03}", host=program.host, host_kind="clinic", type="elective")
        for n in range(60)
    )
    everything = ["Cardiology observership", *(f"X {n:03}" for n in range(60))]
    assert names_on(curator_client) + names_on(curator_client, "?p=2") == everything
    assert names_on(curator_client, "?o=-1")[:2] == ["X 059", "X 058"]
    assert len(names_on(curator_client, "?all=")) == 61


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cardio", ["Cardiology observership"]),
        ("OBSERVERSHIP Mayo", ["Cardiology observership"]),
        ("mayo rochester", ["Cardiology observership"]),
        ("mayo houston", []),
        ("small-slug", ["Small"]),
        ("small-slu", []),
        ("100%", []),
    ],
)
def test_search(words: str, found: list[str], curator_client: Client, program: Program) -> None:
    Host.objects.filter(pk=program.host_id).update(name="Mayo Clinic", city="Rochester")
    make_program(name="Small", slug="small-slug")
    assert [
        program.name for program in curator_client.get(LIST, {"q": words}).context["cl"].result_list
    ] == found


# The form


def test_saving_an_untouched_form_changes_no_fact(curator_client: Client, program: Program) -> None:
    before = program.record
    assert save(curator_client, program).status_code == 302
    program.refresh_from_db()
    assert program.record == before
    assert (last_change(program).action, last_change(program).facts) == ("edited", {})


def test_a_save_reaches_visitors_and_history(curator_client: Client, curator: User, program: Program) -> None:
    version = CatalogVersion.objects.get().number
    values = {"name": "Heart observership", "letter": "not_offered", "visas": "esta, B-2"}
    assert save(curator_client, program, **values).status_code == 302
    program.refresh_from_db()
    assert (program.record["name"], program.record["visas"]) == ("Heart observership", ["ESTA", "B-2"])
    assert SearchDocument.objects.get().title == "Heart observership"
    assert "Heart observership" in Card.objects.get().html
    assert (timezone.now() - program.curated_at).total_seconds() < 60
    assert CatalogVersion.objects.get().number > version
    assert [(change.action, change.by) for change in program.changes.all()] == [
        ("edited", curator),
        ("created", None),
    ]
    assert last_change(program).facts == {
        "name": ["Cardiology observership", "Heart observership"],
        "letter": ["on_merit", "not_offered"],
        "visas": [["B-1", "ESTA"], ["ESTA", "B-2"]],
    }


def test_rows_are_saved_before_the_program_is_settled(curator_client: Client, program: Program) -> None:
    tb_test = Requirement.objects.get(code="tb_test")
    rows = row("fees", 1, kind="application", amount_min=100, amount_max=100, basis="once")
    rows |= row("requirements", 1, requirement=tb_test.pk, level="required")
    assert save(curator_client, program, **rows).status_code == 302
    program.refresh_from_db()
    assert [fee["amount_min"] for fee in program.record["fees"]] == [500, 100]
    assert [line["code"] for line in program.record["requirements"]] == ["cv", "tb_test"]
    assert (program.four_week_price_min_usd, SearchDocument.objects.get().price) == (2100, 2100)


def test_an_advisor_may_take_a_row_away(curator_client: Client, program: Program) -> None:
    assert save(curator_client, program, **{"fees-0-DELETE": "on"}).status_code == 302
    program.refresh_from_db()
    assert (program.record["fees"], program.four_week_price_min_usd) == ([], None)


def test_an_advisor_creates_a_program(curator_client: Client, curator: User, program: Program) -> None:
    url = reverse("admin:programs_program_add")
    values = {
        "name": "New",
        "slug": "new",
        "host": program.host_id,
        "host_kind": "clinic",
        "type": "elective",
    }
    values |= {"publication": "draft", "blackout_months": [6]}
    values |= row("silences", 0, rule="no_letter", reason="They write one")
    values |= row("requirements", 0, requirement=Requirement.objects.get(code="cv").pk, level="required")
    assert curator_client.post(url, untouched(curator_client, url) | values).status_code == 302
    new = Program.objects.get(slug="new")
    assert (new.publication, new.record["blackout_months"], new.record["audiences"]) == ("draft", [6], [])
    assert [(change.action, change.by) for change in new.changes.all()] == [("created", curator)]
    assert SearchDocument.objects.filter(program=new).exists() is False


def test_address_and_publication_are_not_typed_over(curator_client: Client, program: Program) -> None:
    save(curator_client, program, slug="another", publication="archived", curated_at="")
    program.refresh_from_db()
    assert (program.slug == "another", program.publication) == (False, "published")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"visas": "B-1, nonsense"}, "Write a visa class such as B-1 or ESTA."),
        ({"intake_as_of": "soon"}, "Write a date as 2024, 2024-12 or 2024-12-31."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"name": ""}, "This field is required."),
        ({"audiences": ["graduate", "pirate"]}, "pirate is not one of the available choices."),
    ],
)
def test_a_wrong_fact_is_refused(
    values: dict[str, Any], error: str, curator_client: Client, program: Program
) -> None:
    answer = save(curator_client, program, **values)
    assert (answer.status_code, error in answer.text) == (200, True)
    assert [change.action for change in program.changes.all()] == ["created"]


def test_two_rows_for_the_same_thing_are_refused(curator_client: Client, program: Program) -> None:
    again = row("requirements", 1, requirement=Requirement.objects.get(code="cv").pk, level="preferred")
    answer = save(curator_client, program, **again)
    assert "Two rows are for the same thing. Keep one of them." in answer.text
    assert program.requirements.count() == 1


def test_a_silence_names_who_and_why(curator_client: Client, curator: User, program: Program) -> None:
    save(curator_client, program, **row("silences", 0, rule="weak_source", reason="Called the host"))
    silence = FlagSilence.objects.get()
    assert (silence.silenced_by, silence.rule, silence.reason) == (curator, "weak_source", "Called the host")
    assert last_change(program).facts == {
        "silences": [[], [{"rule": "weak_source", "reason": "Called the host"}]]
    }
    assert "Weak source: Called the host" in curator_client.get(history_url(program)).text


def test_only_a_changed_silence_changes_its_author(
    curator_client: Client, curator: User, program: Program
) -> None:
    other = User.objects.create_superuser("root@example.org", "correct horse")
    FlagSilence.objects.create(program=program, rule="no_letter", reason="Wrote one", silenced_by=other)
    save(curator_client, program, **row("silences", 1, rule="weak_source", reason="Called"))
    assert [silence.silenced_by for silence in FlagSilence.objects.all()] == [other, curator]
    FlagSilence.objects.update(silenced_on="2026-01-01")
    save(curator_client, program, **{"silences-0-reason": "Saw one"})
    today, days = timezone.localdate(), [silence.silenced_on for silence in FlagSilence.objects.all()]
    assert days == [today, datetime.date(2026, 1, 1)]
    assert [silence.silenced_by for silence in FlagSilence.objects.all()] == [curator, curator]


def test_an_unknown_flag_cannot_be_silenced(curator_client: Client, program: Program) -> None:
    answer = save(curator_client, program, **row("silences", 0, rule="all", reason="No"))
    assert (answer.status_code, FlagSilence.objects.count()) == (200, 0)


def test_specialties_survive_a_save(curator_client: Client, program: Program) -> None:
    allergy = Specialty.objects.exclude(name="Urology").first()
    urology = Specialty.objects.get(name="Urology")
    save(curator_client, program, specialties=[urology.pk, allergy.pk])
    program.refresh_from_db()
    assert program.record["specialties"] == sorted(["Urology", allergy.name])
