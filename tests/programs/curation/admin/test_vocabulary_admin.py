"""What programs point at: a change of it reaches the programs."""

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import User
from programs.models import (
    CatalogVersion,
    Change,
    Host,
    Program,
    Provider,
    Requirement,
    SearchDocument,
    Specialty,
)
from tests.admin_forms import change_url, save, untouched
from tests.factories import load_vocabularies, make_program, make_superuser


def facts_changed() -> list[dict]:
    """Return what was recorded by people, program by program."""
    return [change.facts for change in Change.objects.filter(by__isnull=False).order_by("program__name")]


def saved(client: Client, row: object, **values: object) -> list[str]:
    """Save a form, and return what is said on the next page."""
    answer = client.post(change_url(row), untouched(client, change_url(row)) | values, follow=True)
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def two_at_mercy(db: None) -> Host:
    """A host with a published and an archived program; a third is elsewhere."""
    host = {"name": "Mercy", "kind": "clinic", "city": "Houston", "state": "TX"}
    for name in ("A", "B"):
        make_program(name=name, host=host)
    make_program(name="C")
    Program.objects.filter(name="B").update(publication="archived")
    return Host.objects.get(name="Mercy")


def test_a_renamed_host(curator_client: Client, curator: User, two_at_mercy: Host) -> None:
    said = saved(curator_client, two_at_mercy, name="Mercy Hospital", state="OH")
    assert "Updated: 2 programs." in said
    before = {"name": "Mercy", "kind": "clinic", "city": "Houston", "state": "TX"}
    after = before | {"name": "Mercy Hospital", "state": "OH"}
    assert facts_changed() == [{"host": [before, after]}, {"host": [before, after]}]
    program = Program.objects.get(name="A")
    assert (program.record["host"], program.curated_at is None) == (after, False)
    assert "state=OH" in SearchDocument.objects.get(program=program).terms.splitlines()
    assert Program.objects.get(name="C").curated_at is None


def test_a_host_saved_as_it_was_changes_nothing(curator_client: Client, two_at_mercy: Host) -> None:
    assert save(curator_client, two_at_mercy).status_code == 302
    assert facts_changed() == []


def test_a_new_host(curator_client: Client) -> None:
    url = reverse("admin:programs_host_add")
    assert curator_client.post(url, {"name": "New", "slug": "new"}).status_code == 302
    assert Host.objects.get().name == "New"


def test_a_renamed_provider(curator_client: Client) -> None:
    make_program(provider={"name": "Rotations", "kind": "agency"})
    said = saved(curator_client, Provider.objects.get(), name="Better Rotations")
    assert "Updated: 1 program." in said
    before = {"name": "Rotations", "kind": "agency"}
    assert facts_changed() == [{"provider": [before, before | {"name": "Better Rotations"}]}]


def test_a_renamed_specialty_reaches_its_childrens_programs(curator_client: Client) -> None:
    make_program(name="A", specialties=["Urology"])
    make_program(name="B", specialties=["Pediatric Urology", "Urology"])
    make_program(name="C", specialties=["Pediatric Urology"])
    make_program(name="D", specialties=["Neurology"])
    said = saved(curator_client, Specialty.objects.get(name="Urology"), name="Urologic Surgery")
    assert "Updated: 3 programs." in said
    under = [
        name
        for name, terms in SearchDocument.objects.order_by("title").values_list("title", "terms")
        if "specialty=Urologic Surgery" in terms.splitlines()
    ]
    assert under == ["A", "B", "C"]


def test_a_specialty_under_another_parent(curator_client: Client) -> None:
    make_program(specialties=["Pediatric Urology"])
    pediatrics = Specialty.objects.get(name="Pediatrics")
    saved(curator_client, Specialty.objects.get(name="Pediatric Urology"), parent=pediatrics.pk)
    terms = SearchDocument.objects.get().terms.splitlines()
    assert ("specialty=Pediatrics" in terms, "specialty=Urology" in terms) == (True, False)


@pytest.mark.parametrize(
    ("name", "parent"),
    [("Neurology", "Pediatric Urology"), ("Urology", "Neurology"), ("Urology", "Urology")],
)
def test_a_third_level_is_refused(name: str, parent: str, curator_client: Client) -> None:
    load_vocabularies()
    answer = save(
        curator_client, Specialty.objects.get(name=name), parent=Specialty.objects.get(name=parent).pk
    )
    assert "Two levels are enough" in answer.text
    assert Specialty.objects.get(name=name).parent is None


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_deleted_specialty_leaves_its_programs(way: str, client: Client, db: None) -> None:
    client.force_login(make_superuser("root@example.org"))
    make_program(specialties=["Pediatric Urology", "Neurology"])
    specialty = Specialty.objects.get(name="Pediatric Urology")
    if way == "page":
        client.post(reverse("admin:programs_specialty_delete", args=[specialty.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [specialty.pk], "post": "yes"}
        client.post(reverse("admin:programs_specialty_changelist"), chosen)
    assert Program.objects.get().record["specialties"] == ["Neurology"]
    assert facts_changed() == [{"specialties": [["Neurology", "Pediatric Urology"], ["Neurology"]]}]


def test_a_requirements_words_reach_the_filters(curator_client: Client) -> None:
    make_program(requirements=[{"code": "usmle_step1", "level": "required"}])
    requirement = Requirement.objects.get(code="usmle_step1")
    version = CatalogVersion.objects.get().number
    save(curator_client, requirement, label="First Step", code="another")
    requirement.refresh_from_db()
    assert (requirement.label, requirement.code) == ("First Step", "usmle_step1")
    assert CatalogVersion.objects.get().number == version + 1
