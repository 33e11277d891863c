"""A curator restores an earlier version, and says why things changed."""

import pytest
from django.test import Client

from applicants.models import User
from programs.models import Program, Specialty
from tests.admin_forms import history_url, last_change, save
from tests.factories import make_program
from tests.page_text import as_shown


@pytest.fixture
def program(db: None) -> Program:
    return make_program(name="Observership", summary="Two weeks.")


def address_of(program: Program, place: int) -> str:
    change = program.changes.order_by("pk")[place]
    return f"/admin/programs/program/{program.pk}/restore/{change.pk}/"


def test_why_stands_in_the_history(curator_client: Client, program: Program) -> None:
    save(curator_client, program, summary="Four weeks.", reason="The page of May says so")
    assert last_change(program).reason == "The page of May says so"
    page = as_shown(curator_client.get(history_url(program)))
    said = ("<strong>Why:</strong> The page of May says so", "Source: Page, June 2026")
    assert [words for words in said if words not in page] == []
    assert page.count("Restore this version") == 1  # the newest version is today's


def test_the_page_shows_what_would_change_and_restores(
    curator_client: Client, curator: User, program: Program
) -> None:
    save(curator_client, program, summary="Four weeks.")
    page = curator_client.get(address_of(program, 0)).text
    assert ("<td>Four weeks.</td><td>Two weeks." in page, 'name="reason"' in page) == (True, True)
    answer = curator_client.post(address_of(program, 0), {"reason": "It was right"}, follow=True)
    change = last_change(program)
    assert (change.action, change.by, change.reason) == ("restored", curator, "It was right")
    assert (change.facts, "The earlier version is restored." in answer.text) == (
        {"summary": ["Four weeks.", "Two weeks."]},
        True,
    )


def test_without_a_reason_the_day_is_one(curator_client: Client, program: Program) -> None:
    save(curator_client, program, summary="Four weeks.")
    curator_client.post(address_of(program, 0))
    assert last_change(program).reason.startswith("Back to the version of ")


def test_today_s_version_has_nothing_to_restore(curator_client: Client, program: Program) -> None:
    page = curator_client.get(address_of(program, 0)).text
    assert ("There is nothing to restore." in page, "<form method" in page) == (True, False)


def test_why_a_version_cannot_come_back(curator_client: Client, program: Program) -> None:
    zoology = Specialty.objects.create(name="Zoology", slug="zoology")
    save(curator_client, program, specialties=[zoology.pk])
    save(curator_client, program, specialties=[])
    zoology.delete()
    answer = curator_client.post(address_of(program, 1))
    assert "This version cannot come back: specialties: unknown" in answer.text
    assert program.changes.count() == 3


def test_a_change_of_another_program_is_not_found(curator_client: Client, program: Program) -> None:
    other = make_program()
    change = other.changes.get().pk
    assert curator_client.get(f"/admin/programs/program/{program.pk}/restore/{change}/").status_code == 404
