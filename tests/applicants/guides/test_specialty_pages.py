"""Advice by specialty and societies: what is shown to whom, and from which source."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from applicants.guides.models import Society, SpecialtyAdvice
from applicants.guides.specialty_pages import advice_groups, society_groups
from applicants.reference_data import load_missing_rows
from programs.models import Specialty
from programs.us_states import USState
from tests.factories import load_vocabularies, make_program
from tests.page_text import as_shown

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"
SOURCE = {"source_title": "Page", "source_url": "https://example.org/", "as_of": "2026", "grade": "official"}


def test_advice_stands_by_who_says_so() -> None:
    rows = [SpecialtyAdvice(kind=kind, says=says) for kind, says in (("program", "a"), ("society", "b"))]
    assert [(title, [row.says for row in found]) for title, found in advice_groups(rows)] == [
        ("What societies advise", ["b"]),
        ("What single residency programs ask", ["a"]),
    ]


@pytest.mark.parametrize(
    ("state", "kind", "names"),
    [
        ("", "", ["everywhere", "Texas mentors"]),
        ("TX", "", ["everywhere", "Texas mentors", "Texas society"]),
        ("NY", "", ["everywhere", "New York society"]),
        ("", "state", ["New York society", "Texas society"]),
        ("TX", "mentors", ["Texas mentors"]),
    ],
)
def test_societies_of_a_state(state: str, kind: str, names: list[str]) -> None:
    rows = [
        Society(kind="img", name="everywhere"),
        Society(kind="mentors", state="TX", name="Texas mentors"),
        Society(kind="state", state="NY", name="New York society"),
        Society(kind="state", state="TX", name="Texas society"),
    ]
    assert [row.name for _, found in society_groups(rows, state, kind) for row in found] == names


@pytest.mark.django_db
def test_the_shipped_rows_are_sourced_and_speak_of_the_catalogs_specialties_and_states() -> None:
    load_vocabularies()
    count = load_missing_rows(SpecialtyAdvice, "specialty_advice.json", FOLDER)
    count += load_missing_rows(Society, "societies.json", FOLDER)
    rows = [*SpecialtyAdvice.objects.all(), *Society.objects.all()]
    assert (len(rows), count) == (188, 188)
    known = {"", *Specialty.objects.values_list("name", flat=True)}
    assert {row.specialty for row in rows} - known == set()
    assert [row.code for row in rows if not row.source_title] == []
    assert set(Society.objects.values_list("state", flat=True)) - {"", *USState.values} == set()
    # One program's rule always names the program, so that nobody takes it for the specialty's.
    assert [row.code for row in SpecialtyAdvice.objects.filter(kind="program", host="")] == []


@pytest.mark.django_db
def test_a_specialtys_page_and_the_list_that_leads_to_it(client: Client) -> None:
    load_vocabularies()
    cardiology = Specialty.objects.get(name="Cardiovascular Disease")
    SpecialtyAdvice.objects.create(
        code="own",
        specialty=cardiology.name,
        kind="society",
        says="Ask early.",
        letters="at least 3",
        **SOURCE,
    )
    SpecialtyAdvice.objects.create(code="all", kind="adviser", says="Four weeks.", **SOURCE)
    SpecialtyAdvice.objects.create(code="other", specialty="Psychiatry", kind="society", says="No.", **SOURCE)
    make_program(specialties=[cardiology.name])
    address = f"/advice/{cardiology.slug}/"
    shown = as_shown(client.get("/programs/", {"specialty": cardiology.name}))
    assert f'<a href="{address}">Advice: Cardiovascular Disease</a>' in shown
    page = client.get(address).content.decode()
    assert [says in page for says in ("Ask early.", "Letters: at least 3", "Four weeks.", "No.")] == [
        True,
        True,
        True,
        False,
    ]
    assert "Page</a>." in page
    assert client.get("/advice/nothing/").status_code == 404


@pytest.mark.django_db
def test_what_nobody_advises_says_so(client: Client) -> None:
    load_vocabularies()
    slug = Specialty.objects.get(name="Dermatology").slug
    assert "no advice with a source" in client.get(f"/advice/{slug}/").content.decode()
    assert "We know of none" in client.get("/societies/").content.decode()
