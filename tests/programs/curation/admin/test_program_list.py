"""The columns of the advisors' list of programs, and the links that lead on from it."""

import datetime

import pytest
from django.test import Client

from programs.curation.admin.program_list import ProgramList, applicant_count
from programs.models import Program, ReviewItem
from tests.admin_forms import LIST, change_url
from tests.factories import make_program

FEE = {"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week"}
NEED = {"code": "cv", "level": "required"}


def column(name: str, program: Program) -> str:
    return getattr(ProgramList, name)(ProgramList(Program, None), program)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, "Open to, Intake, Fees, Requirements"),
        ({"audiences": ["graduate"], "fees": [FEE]}, "Intake, Requirements"),
        ({"audiences": ["graduate"], "intake": "open", "free": True}, "Requirements"),
        ({"free": False, "requirements": [NEED]}, "Open to, Intake"),
        (
            {"audiences": ["graduate"], "intake": "open", "free": True, "requirements": [NEED]},
            "Nothing that decides",
        ),
    ],
)
def test_what_nobody_has_found_yet(facts: dict[str, object], missing: str) -> None:
    assert column("missing", make_program(**facts)) == missing


@pytest.mark.django_db
def test_how_many_wait_for_it_is_a_count() -> None:
    program = make_program()
    assert (column("people", program), applicant_count(program)) == ("none", 0)
    ReviewItem.objects.update(people=1)
    assert column("people", Program.objects.get()) == "on 1 shortlist"
    ReviewItem.objects.update(people=12)
    assert column("people", Program.objects.get()) == "on 12 shortlists"
    ReviewItem.objects.all().delete()
    assert column("people", Program.objects.get()) == "none"


@pytest.mark.django_db
def test_when_it_was_last_checked() -> None:
    program = make_program(sources=[])
    assert column("last_checked", program) == "Never. No date"
    program.checked_on, program.fresh_on = datetime.date(2020, 5, 4), datetime.date(2019, 1, 1)
    assert column("last_checked", program) == "May 4, 2020. Stale: January 1, 2019"


@pytest.mark.django_db
def test_type_intake_and_whether_it_is_hidden() -> None:
    program = make_program(intake="open")
    assert (column("kind", program), column("host_place", program)) == (
        "Observership, Open",
        f"{program.host.name}, TX",
    )
    program.publication, program.intake, program.host.state = "draft", "", ""
    assert (column("kind", program), column("host_place", program)) == (
        "Observership, Draft",
        program.host.name,
    )


def test_each_row_leads_to_source_public_page_and_queue(curator_client: Client) -> None:
    program = make_program(sources=[{"url": "https://example.org/visit", "kind": "primary"}])
    page = curator_client.get(LIST).text
    check = f"/admin/review/{program.pk}/"
    for address in ("https://example.org/visit", program.get_absolute_url(), check, "/admin/review/"):
        assert f'href="{address}"' in page
    Program.objects.update(publication="draft")
    page = curator_client.get(LIST).text
    assert ("https://example.org/visit" in page, check in page) == (True, False)


def test_the_form_leads_there_too(curator_client: Client) -> None:
    program = make_program(sources=[{"url": "https://example.org/visit", "kind": "primary"}])
    page = curator_client.get(change_url(program)).text
    for address in ("https://example.org/visit", f"/admin/review/{program.pk}/"):
        assert f'href="{address}"' in page
    bare = make_program(sources=[])
    assert curator_client.get(change_url(bare)).status_code == 200
