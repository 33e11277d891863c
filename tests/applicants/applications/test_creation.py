"""How an application comes to be, also when the same form arrives several times at once."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections

from applicants.applications.creation import create_manually, remove_from_shortlist, shortlist
from applicants.models import Applicant, Application, ApplicationMove, ChecklistLine
from tests.factories import make_applicant, make_application, make_program

THREADS = 4


def at_once(act: Callable[[], object]) -> None:
    """Do the same thing in several threads at the same moment."""
    barrier = threading.Barrier(THREADS)

    def run() -> None:
        barrier.wait()
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def counts() -> tuple[int, int, int]:
    return Application.objects.count(), ApplicationMove.objects.count(), ChecklistLine.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_the_same_form_at_the_same_moment_makes_one(number: int) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory, and its writers queue anyway")
    ada, pk = make_applicant("ada@example.org"), uuid.uuid4()
    program = make_program(requirements=[{"code": "cv", "level": "required"}])
    at_once(lambda: shortlist(ada, program))
    assert counts() == (1, 1, 1)
    at_once(lambda: create_manually(ada, pk, name="By hand"))
    assert counts() == (2, 2, 1)


@pytest.mark.django_db
def test_only_ones_own_untouched_application_goes_off_the_shortlist(ada: Applicant, obi: Applicant) -> None:
    program = make_program()
    theirs, _ = shortlist(obi, program)
    assert remove_from_shortlist(ada, program) is True
    mine, _ = shortlist(ada, program)
    mine.amend(note="worked on")
    assert remove_from_shortlist(ada, program) is False
    assert set(Application.objects.all()) == {mine, theirs}


@pytest.mark.django_db
def test_an_application_that_the_database_refuses_is_an_error_not_a_loop(ada: Applicant) -> None:
    with pytest.raises(Exception, match=r"(?i)constraint"):
        create_manually(ada, uuid.uuid4(), name="x", status="nonsense")
    assert Application.objects.count() == 0


@pytest.mark.django_db
def test_a_program_saved_before_under_another_id_is_found(ada: Applicant) -> None:
    program = make_program()
    there = make_application(ada, program=program)
    assert create_manually(ada, uuid.uuid4(), name="x", program=program) == (there, False)
