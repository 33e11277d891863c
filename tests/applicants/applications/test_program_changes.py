"""A change of a tracked program is said on the dashboard and on every view of the applications."""

import pytest
from django.test import Client

from applicants.applications.creation import shortlist
from applicants.models import Applicant, Application
from programs.choices import ChangeAction, Publication
from programs.curation.publishing.changes import apply_change
from programs.models import Program
from tests.factories import make_application, make_program
from tests.page_forms import send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
PAGES = ("/dashboard/", *(f"/applications/?view={view}" for view in ("board", "table", "agenda", "month")))


def change(program: Program, **facts: object) -> None:
    """Change a program as a curator does."""
    for name, value in facts.items():
        setattr(program, name, value)
    program.save()
    apply_change(program.pk, ChangeAction.EDITED)
    program.refresh_from_db()


def said(client: Client, application: Application) -> list[str]:
    """Return what each page says has changed in an application's program, blank for nothing."""
    mark = f'data-changed-program="{application.pk}"'
    texts = [as_shown(client.get(address)).partition(mark)[2].partition("</li>")[0] for address in PAGES]
    return [text.rpartition("</a>: ")[2] for text in texts]


@pytest.fixture
def program() -> Program:
    return make_program(intake="open")


def test_a_paused_program_is_said_everywhere_until_it_was_seen(
    program: Program, ada: Applicant, ada_client: Client
) -> None:
    application, _ = shortlist(ada, program)
    make_application(ada, name="By hand")
    assert said(ada_client, application) == [""] * 5
    change(program, intake="paused")
    assert said(ada_client, application) == ["Intake"] * 5
    send(ada_client, application.get_absolute_url(), "/seen/")
    assert said(ada_client, application) == [""] * 5


def test_a_record_that_merely_knows_more_keys_says_nothing(
    program: Program, ada: Applicant, ada_client: Client
) -> None:
    application, _ = shortlist(ada, program)
    stated = {key: value for key, value in program.record.items() if value not in (None, [])}
    Application.objects.update(record=stated)
    assert said(ada_client, application) == [""] * 5


@pytest.mark.parametrize("status", ["completed", "withdrawn"])
def test_what_is_over_and_what_has_left_the_catalog_say_nothing(
    status: str, program: Program, ada: Applicant, ada_client: Client
) -> None:
    application, _ = shortlist(ada, program)
    change(program, intake="paused")
    Application.objects.update(status=status)
    assert said(ada_client, application) == [""] * 5
    Application.objects.update(status="shortlisted")
    Program.objects.update(publication=Publication.ARCHIVED)
    assert said(ada_client, application) == [""] * 5
