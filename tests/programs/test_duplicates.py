"""Which programs of the catalog something is probably the same as."""

import pytest

from programs.duplicates import duplicates_of, duplicates_of_suggestion
from programs.models import Program
from tests.factories import make_program, make_record

HOST = {"name": "Jackson Memorial Hospital", "kind": "teaching_hospital", "city": "Miami", "state": "FL"}
PAGE = "https://jacksonhealth.example/education/observers/"


@pytest.fixture
def jackson(db: None) -> Program:
    source = make_record()["sources"][0] | {"url": "https://jacksonhealth.example/fees/"}
    make_program(slug="far", name="Surgery clerkship", type="elective")
    make_program(slug="same-host", name="Cardiology research year", type="research", host=HOST)
    return make_program(
        slug="jackson", name="International observership", host=HOST, website=PAGE, sources=[source]
    )


@pytest.mark.parametrize(
    ("name", "host", "page", "slugs"),
    [
        ("International Observership", "Jackson Memorial Hospital", "https://other.example/a", ["jackson"]),
        ("Internatonal observership", "Jakson Memorial Hosptal", "https://other.example/a", ["jackson"]),
        ("Jackson Memorial Hospital International Observership", "", "https://other.example/a", ["jackson"]),
        ("Observing", "", "http://www.jacksonhealth.example/education/observers", ["jackson"]),
        ("What it costs", "", "https://jacksonhealth.example/fees/", ["jackson"]),
        ("Observing", "", "https://jacksonhealth.example/", []),
        ("Dermatology elective", "Jackson Memorial Hospital", "https://other.example/a", []),
        ("International observership", "Mercy", "https://other.example/a", []),
        ("International observership 2", "Jackson Memorial Hospital", "https://other.example/a", []),
        ("", "", "https://other.example/a", []),
    ],
)
def test_what_a_visitor_may_mean(name: str, host: str, page: str, slugs: list[str], jackson: Program) -> None:
    found = duplicates_of_suggestion(name, host, page, Program.objects.all())
    assert [program.slug for program in found] == slugs


def test_only_the_programs_asked_for_are_named(jackson: Program) -> None:
    Program.objects.filter(pk=jackson.pk).update(publication="draft")
    asked = (jackson.name, HOST["name"], PAGE)
    assert duplicates_of_suggestion(*asked, Program.objects.published()) == []
    assert duplicates_of_suggestion(*asked, Program.objects.all()) == [jackson]


def test_the_likeliest_stand_first(jackson: Program) -> None:
    make_program(slug="nearly", name="International observerships", host=HOST)
    found = duplicates_of_suggestion(
        jackson.name, HOST["name"], "https://other.example/a", Program.objects.all()
    )
    assert [program.slug for program in found] == ["jackson", "nearly"]


def test_a_host_with_a_common_name_is_found(jackson: Program) -> None:
    host = {"name": "University Hospital", "kind": "university"}
    common = make_program(slug="common", name="Summer elective", host=host)
    asked = ("Summer elective", "Universty Hospital", "https://other.example/a")
    assert duplicates_of_suggestion(*asked, Program.objects.all()) == [common]


def test_a_program_is_not_its_own_duplicate(jackson: Program) -> None:
    other = make_program(slug="other", name="Internatonal observership", host=HOST)
    make_program(slug="elective", name="International observership", host=HOST, type="elective")
    assert duplicates_of(jackson, Program.objects.all()) == [other]


def test_it_takes_two_queries(jackson: Program, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):
        duplicates_of_suggestion(jackson.name, HOST["name"], PAGE, Program.objects.all())
