"""What the applicant takes over when they have seen what changed in a program."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from applicants.applications.creation import shortlist
from applicants.applications.program_sync import sync_with_program
from applicants.editing import StaleError
from applicants.models import Applicant, Application
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.models import Program
from tests.factories import make_program

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE = (datetime.date(2026, month, 1) for month in (4, 5, 6))


@pytest.fixture(autouse=True)
def tenth_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def program() -> Program:
    """A program that closes in May and asks for a CV."""
    window = {"opens": None, "closes": "2026-05-01", "term": None, "note": None}
    return make_program(windows=[window], requirements=[{"code": "cv", "level": "required"}])


def close_on(program: Program, day: datetime.date) -> None:
    program.windows.update(closes=day.isoformat())
    apply_change(program.pk, ChangeAction.EDITED)


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_a_deadline_moves_with_the_program(ada: Applicant, program: Program) -> None:
    application, _ = shortlist(ada, program)
    close_on(program, JUNE)
    assert again(application).deadline_on == MAY
    assert sync_with_program(again(application)) == 0
    assert (again(application).deadline_on, again(application).version) == (JUNE, 2)


def test_a_deadline_of_ones_own_stays(ada: Applicant, program: Program) -> None:
    application, _ = shortlist(ada, program)
    application.amend(deadline_on=APRIL)
    close_on(program, JUNE)
    sync_with_program(again(application))
    assert again(application).deadline_on == APRIL


def test_documents_keep_their_notes_and_new_ones_join(ada: Applicant, program: Program) -> None:
    application, _ = shortlist(ada, program)
    application.checklist.update(state="have", note="in the drawer")
    requirement = program.requirements.get().requirement
    program.requirements.create(requirement=requirement, any_of="CV or résumé")
    apply_change(program.pk, ChangeAction.EDITED)
    assert [sync_with_program(again(application)) for _ in range(2)] == [1, 0]
    rows = application.checklist.values_list("code", "any_of", "state", "note")
    assert list(rows) == [("cv", "", "have", "in the drawer"), ("cv", "CV or résumé", "to_get", "")]


def test_how_long_the_program_takes_a_document_follows_it(ada: Applicant, program: Program) -> None:
    application, _ = shortlist(ada, program)
    application.checklist.create(label="Photo", valid_days=9)
    program.requirements.update(valid_days=30)
    apply_change(program.pk, ChangeAction.EDITED)
    assert sync_with_program(again(application)) == 0
    assert list(application.checklist.values_list("code", "valid_days")) == [("cv", 30), ("", 9)]
    program.requirements.update(valid_days=None)
    apply_change(program.pk, ChangeAction.EDITED)
    sync_with_program(again(application))
    assert list(application.checklist.values_list("code", "valid_days")) == [("cv", None), ("", 9)]


def test_an_older_page_takes_nothing_over(ada: Applicant, program: Program) -> None:
    application, _ = shortlist(ada, program)
    late = again(application)
    application.amend(note="first")
    close_on(program, JUNE)
    late.refresh_from_db(fields=["program"])
    with pytest.raises(StaleError):
        sync_with_program(late)
    assert again(application).record["windows"][0]["closes"] == "2026-05-01"
