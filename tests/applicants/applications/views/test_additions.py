"""Adding a program by hand, after looking whether it is there already."""

import uuid

import pytest
from django.test import Client

from applicants.models import Applicant, Application
from programs.choices import Publication
from tests.factories import make_application, make_program
from tests.page_forms import forms_of, said

pytestmark = pytest.mark.django_db
ADD = "/applications/add/"


def filled(client: Client, **typed: str) -> dict[str, str]:
    return forms_of(client.get(ADD))[""] | typed


def test_a_program_is_added_by_hand(ada: Applicant, ada_client: Client) -> None:
    form = filled(
        ada_client, name="Dr. Ruiz’s clinic", host_name="Ruiz", state="FL", costs_note="$400 a week"
    )
    answer = ada_client.post(ADD, form, follow=True)
    row = Application.objects.get()
    assert (f"{row.pk}", row.applicant, row.program) == (form["id"], ada, None)
    assert (row.name, row.state, row.costs_note, row.status) == (
        "Dr. Ruiz’s clinic",
        "FL",
        "$400 a week",
        "shortlisted",
    )
    assert [move.to_status for move in row.moves.all()] == ["shortlisted"]
    assert (said(answer), answer.redirect_chain[0][0]) == (
        ["“Dr. Ruiz’s clinic” is added."],
        row.get_absolute_url(),
    )


def test_sent_twice_makes_one(ada_client: Client) -> None:
    form = filled(ada_client, name="Once")
    answers = [ada_client.post(ADD, form) for _ in range(2)]
    assert (answers[0]["Location"], Application.objects.count()) == (answers[1]["Location"], 1)


def test_it_can_stand_further_on(ada_client: Client) -> None:
    ada_client.post(ADD, filled(ada_client, name="Further", status="submitted", on="2026-01-15"))
    move = Application.objects.get().moves.get()
    assert (move.from_status, move.to_status, f"{move.happened_on}") == ("", "submitted", "2026-01-15")


def test_somebody_elses_id_makes_another_one(ada_client: Client, obi: Applicant) -> None:
    theirs = make_application(obi, name="Secret")
    answer = ada_client.post(ADD, filled(ada_client, id=str(theirs.pk), name="Mine"), follow=True)
    assert answer.status_code == 200
    assert "Secret" not in answer.content.decode()
    assert sorted(Application.objects.values_list("name", flat=True)) == ["Mine", "Secret"]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 301},
        {"state": "ZZ"},
        {"website": "javascript:alert(1)"},
        {"status": "nonsense"},
        {"on": "2999-01-01"},
        {"id": "nonsense"},
        {"type": "\x00"},
    ],
)
def test_bad_input_is_refused_with_what_was_typed(ada_client: Client, typed: dict[str, str]) -> None:
    answer = ada_client.post(ADD, filled(ada_client, name="Kept name") | typed)
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    assert "form-errors" in answer.content.decode()
    assert "Kept name" in answer.content.decode() or "name" in typed


def test_one_looks_first_whether_it_is_there(ada: Applicant, ada_client: Client, obi: Applicant) -> None:
    make_application(
        ada, name="Heart observership", host_name="Mercy Hospital", city="Houston", status="submitted"
    )
    make_application(obi, name="Obi’s heart observership", host_name="Mercy")
    make_program(name="Heart research", slug="heart-research")
    saved = make_program(name="Heart of Texas")
    make_application(ada, name="Other", program=saved)
    hidden = make_program(name="Heart hidden")
    hidden.publication = Publication.DRAFT
    hidden.save()
    body = ada_client.get(ADD, {"q": "heart"}).content.decode()
    assert [body.count(mark) for mark in ("Heart observership</a>", "Obi", "Heart research</a>")] == [1, 0, 1]
    assert [body.count(mark) for mark in ("Heart of Texas", "Heart hidden", 'data-status="submitted"')] == [
        0,
        0,
        1,
    ]
    assert 'name="name" value="heart"' in body
    assert "Heart observership" in ada_client.get(ADD, {"q": "mercy houston heart"}).content.decode()
    assert "You have not saved “zebra” yet." in ada_client.get(ADD, {"q": "zebra"}).content.decode()


def test_htmx_gets_what_is_found_alone(ada_client: Client) -> None:
    body = ada_client.get(ADD, {"q": "zebra"}, headers={"HX-Request": "true"}).content.decode()
    assert body.strip().startswith('<div id="found"') is True
    assert "<html" not in body


@pytest.mark.parametrize("words", ["\x00", "x" * 300, "%", "'", "<script>", "  "])
def test_any_words_can_be_looked_for(ada_client: Client, words: str) -> None:
    answer = ada_client.get(ADD, {"q": words})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("<h2", 1)[1]


def test_an_id_is_new_each_time(ada_client: Client) -> None:
    assert len({uuid.UUID(filled(ada_client)["id"]) for _ in range(3)}) == 3
