"""The source that each row and fact of a program rests on, chosen on the program's form."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Fee, Program, ProgramRequirement, Requirement
from tests.admin_forms import change_url, row, save
from tests.factories import make_program

pytestmark = pytest.mark.django_db
PAGES = [
    {"url": f"https://example.org/{number}", "title": f"Page {number}", "kind": "primary"}
    for number in (1, 2)
]
FEES = [{"kind": "tuition", "basis": "once"}, {"kind": "deposit", "basis": "once"}]


@pytest.fixture
def program() -> Program:
    return make_program(sources=PAGES, fees=FEES, housing="provided")


def second_source(program: Program) -> str:
    return str(program.sources.all()[1].pk)


def proof_now() -> dict[str, int]:
    return Program.objects.get().record["proof"]


def test_a_fee_rests_on_the_source_that_is_chosen(curator_client: Client, program: Program) -> None:
    assert save(curator_client, program, **{"fees-1-source": second_source(program)}).status_code == 302
    assert proof_now() == {"fees.1": 1}
    assert save(curator_client, program, **{"fees-1-source": ""}).status_code == 302
    assert proof_now() == {}


def test_saving_an_untouched_form_keeps_the_proof(curator_client: Client, program: Program) -> None:
    save(curator_client, program, **{"fees-1-source": second_source(program), "sources-1-facts": "housing"})
    assert save(curator_client, program).status_code == 302
    assert proof_now() == {"fees.1": 1, "housing": 1}


def test_a_source_is_chosen_among_the_programs_own(curator_client: Client, program: Program) -> None:
    stranger = make_program(sources=PAGES).sources.all()[1]
    answer = save(curator_client, program, **{"fees-0-source": str(stranger.pk)})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()
    assert Fee.objects.filter(source=stranger).count() == 0


def test_facts_of_a_source_are_typed_in_one_line(curator_client: Client, program: Program) -> None:
    save(curator_client, program, **{"sources-1-facts": "housing, housing,"})
    assert proof_now() == {"housing": 1}
    answer = save(curator_client, program, **{"sources-1-facts": "garden"})
    assert (
        "garden is no fact. Write its key in the exchange format, such as housing." in answer.content.decode()
    )


def test_a_source_that_is_taken_away_leaves_its_facts_to_the_first(
    curator_client: Client, program: Program
) -> None:
    save(curator_client, program, **{"fees-1-source": second_source(program), "sources-1-facts": "housing"})
    assert save(curator_client, program, **{"sources-1-DELETE": "on"}).status_code == 302
    record = Program.objects.get().record
    assert (record["proof"], [source["url"] for source in record["sources"]]) == (
        {},
        ["https://example.org/1"],
    )


def test_who_may_change_a_program_may_add_blocks_and_packages(
    curator_client: Client, program: Program
) -> None:
    new = row("blocks", 0, starts="2027-01-04") | row("packages", 0, name="Four weeks", weeks="4")
    assert save(curator_client, program, **new).status_code == 302
    record = Program.objects.get().record
    assert record["blocks"] == [{"starts": "2027-01-04", "ends": None, "note": None}]
    assert record["packages"] == [{"name": "Four weeks", "weeks": 4, "price_usd": None, "note": None}]


def test_the_form_costs_as_many_queries_with_one_row_as_with_many(
    curator_client: Client, program: Program
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            curator_client.get(change_url(program))
        return len(found)

    cost()
    few = cost()
    for requirement in Requirement.objects.all()[:20]:
        Fee.objects.create(program=program, kind="other")
        ProgramRequirement.objects.create(program=program, requirement=requirement)
    assert cost() == few


def test_requirements_are_chosen_by_their_group(curator_client: Client, program: Program) -> None:
    cv = Requirement.objects.get(code="cv")
    assert (
        save(
            curator_client, program, **row("requirements", 0, requirement=cv.pk, level="required")
        ).status_code
        == 302
    )
    page = curator_client.get(change_url(program)).content.decode()
    assert f'<option value="{cv.pk}" selected>{cv.label}</option>' in page
    assert '<optgroup label="Exams">' in page
    answer = save(curator_client, program, **{"requirements-0-requirement": "0"})
    assert "Select a valid choice" in answer.content.decode()
