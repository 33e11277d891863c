"""The one method that moves an application: moves, undo and corrections, each raising the version."""

import datetime
import threading
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections

from applicants.applications.workflow import RULES, ApplicationStatus, can_move, next_statuses
from applicants.editing import StaleError
from applicants.models import Applicant, Application, ApplicationMove
from tests.factories import make_applicant, make_application

pytestmark = pytest.mark.django_db
THREADS = 4
ROUNDS = 10


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@pytest.fixture(autouse=True)
def tenth_of_march() -> None:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


def history(application: Application) -> list[tuple[str, str, datetime.date, str]]:
    """Return the stored moves."""
    columns = ("from_status", "to_status", "happened_on", "note")
    return list(ApplicationMove.objects.filter(application=application).values_list(*columns))


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def faults(act: Callable[[], object]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        act()
    return refused.value.message_dict


@pytest.fixture
def application(ada: Applicant) -> Application:
    """A shortlisted application with its start."""
    application = make_application(ada)
    application.moves.create(to_status="shortlisted", happened_on=day(1))
    return application


# Moves


def test_a_move_sets_the_status_adds_the_event_and_raises_the_version(application: Application) -> None:
    move = application.move_to("submitted", on=day(5), note="By email")
    assert (move.from_status, move.to_status) == ("shortlisted", "submitted")
    assert (application.status, application.version) == ("submitted", 2)
    assert (stored(application).status, stored(application).version) == ("submitted", 2)
    assert history(application) == [
        ("", "shortlisted", day(1), ""),
        ("shortlisted", "submitted", day(5), "By email"),
    ]


@pytest.mark.parametrize("before", ApplicationStatus)
def test_only_listed_moves_pass_whatever_the_status(ada: Applicant, before: ApplicationStatus) -> None:
    passed = set()
    for after in ApplicationStatus:
        application = make_application(ada, status=before)
        if can_move(before, after):
            application.move_to(after, on=day(10))
            passed.add(after)
        else:
            assert list(faults(lambda a=application, s=after: a.move_to(s, on=day(10)))) == ["status"]
            assert (history(application), stored(application).version) == ([], 1)
    assert passed == set(RULES[before].moves)


@pytest.mark.parametrize(
    ("on", "fault"),
    [
        (day(11), "This day is in the future. Write down what has happened."),
        (
            datetime.date(2026, 2, 28),
            "The move before it happened on March 1, 2026. Choose that day or a later one.",
        ),
    ],
)
def test_a_move_has_a_day_that_is_past_and_not_before_the_previous_move(
    application: Application, on: datetime.date, fault: str
) -> None:
    assert faults(lambda: application.move_to("submitted", on=on)) == {"on": [fault]}
    assert (stored(application).status, stored(application).version) == ("shortlisted", 1)


def test_today_is_the_applicants_own(ada: Applicant) -> None:
    with time_machine.travel("2026-03-10 23:30:00+00:00", tick=False):
        ada.time_zone = "Asia/Karachi"
        make_application(ada).move_to("submitted", on=day(11))
        ada.time_zone = "America/New_York"
        assert list(faults(lambda: make_application(ada).move_to("submitted", on=day(11)))) == ["on"]


def test_an_offer_keeps_its_last_day_to_answer_and_its_undo_clears_it(application: Application) -> None:
    application.move_to("submitted", on=day(2))
    application.move_to("offered", on=day(3), reply_by=day(20))
    assert stored(application).reply_by == day(20)
    application.move_to("accepted", on=day(4))
    assert stored(application).reply_by == day(20)
    application.undo_last_move()
    assert stored(application).reply_by == day(20)
    application.undo_last_move()
    assert stored(application).reply_by is None


def test_the_last_day_to_answer_is_not_before_the_offer(application: Application) -> None:
    application.move_to("submitted", on=day(2))
    words = {"reply_by": ["The last day to answer cannot be before the offer."]}
    assert faults(lambda: application.move_to("offered", on=day(5), reply_by=day(4))) == words


@pytest.mark.parametrize(("before", "after"), [("accepted", "rotating"), ("accepted", "completed")])
def test_a_stay_neither_begins_nor_ends_before_its_first_day(ada: Applicant, before: str, after: str) -> None:
    application = make_application(ada, status=before, starts_on=day(9), ends_on=day(20))
    words = (
        "The first day of the stay is March 9, 2026. Choose that day or a later one, "
        "or correct the dates of the stay first."
    )
    assert faults(lambda: application.move_to(after, on=day(8))) == {"on": [words]}
    move = application.move_to(after, on=day(9))
    assert faults(lambda: application.correct_move(move, on=day(8), note="")) == {"on": [words]}
    application.undo_last_move()
    assert stored(application).status == before


def test_a_place_is_accepted_or_cancelled_before_its_first_day(ada: Applicant) -> None:
    application = make_application(ada, status="offered", starts_on=datetime.date(2026, 6, 1))
    application.move_to("accepted", on=day(5))
    application.move_to("cancelled", on=day(6))
    assert stored(application).status == "cancelled"


# Undo


def test_undo_takes_back_one_move_at_a_time_down_to_the_start(application: Application) -> None:
    application.move_to("preparing", on=day(2))
    application.move_to("submitted", on=day(2), note="oops")
    assert application.undo_last_move().note == "oops"
    assert (stored(application).status, len(history(application))) == ("preparing", 2)
    application.undo_last_move()
    assert (stored(application).status, stored(application).version) == ("shortlisted", 5)
    with pytest.raises(ValidationError, match="no move to undo"):
        application.undo_last_move()
    assert history(application) == [("", "shortlisted", day(1), "")]


@pytest.mark.parametrize(("before", "after"), [(b, a) for b in ApplicationStatus for a in next_statuses(b)])
def test_undo_is_the_reverse_of_every_move(
    ada: Applicant, before: ApplicationStatus, after: ApplicationStatus
) -> None:
    application = make_application(ada, status=before)
    application.move_to(after, on=day(3))
    application.undo_last_move()
    assert (stored(application).status, history(application)) == (before, [])


# Corrections


def test_a_correction_stays_between_the_neighbors(application: Application) -> None:
    application.move_to("submitted", on=day(4))
    application.move_to("interview", on=day(8))
    middle = application.moves.all()[1]
    application.correct_move(middle, on=day(8), note="The day I really sent it")
    assert history(application)[1] == ("shortlisted", "submitted", day(8), "The day I really sent it")
    too_late = "The move after it happened on March 8, 2026. Choose that day or an earlier one."
    assert faults(lambda: application.correct_move(middle, on=day(9), note="")) == {"on": [too_late]}
    first = application.moves.first()
    application.correct_move(first, on=datetime.date(2026, 1, 1), note="")
    assert [row[2] for row in history(application)] == [datetime.date(2026, 1, 1), day(8), day(8)]
    last = application.moves.last()
    assert list(faults(lambda: application.correct_move(last, on=day(11), note=""))) == ["on"]
    assert stored(application).version == 5


# Two edits at once


@pytest.mark.parametrize(
    "act",
    [
        lambda late: late.move_to("withdrawn", on=day(9)),
        lambda late: late.undo_last_move(),
        lambda late: late.correct_move(late.moves.first(), on=day(1), note="late"),
        lambda late: late.amend(note="late"),
    ],
)
def test_an_edit_begun_before_another_was_saved_changes_nothing(
    application: Application, act: Callable[[Application], object]
) -> None:
    application.move_to("preparing", on=day(2))
    late = stored(application)
    application.amend(note="first")
    with pytest.raises(StaleError):
        act(late)
    assert (stored(application).note, stored(application).status) == ("first", "preparing")
    assert (len(history(application)), stored(application).version) == (2, 3)
    assert late.version == 2


def add_two(application: Application, *names: str | None) -> None:
    with application.one_edit():
        for name in names:
            application.payments.create(what=name, amount_usd=1)


def test_an_edit_of_parts_is_whole_or_not_at_all(application: Application) -> None:
    late = stored(application)
    with application.one_edit():
        application.payments.create(what="Deposit", amount_usd=100)
    with pytest.raises(StaleError), late.one_edit():
        late.payments.create(what="Twice", amount_usd=1)
    with pytest.raises(IntegrityError):
        add_two(application, "Lost", None)
    assert list(application.payments.values_list("what", flat=True)) == ["Deposit"]
    assert (application.version, stored(application).version) == (2, 2)


def edit_at_once(loaded: list[Application]) -> list[bool]:
    """Let each thread save its own edit of the same version at the same moment; return who was saved."""
    barrier = threading.Barrier(len(loaded))
    saved = [False] * len(loaded)

    def edit(number: int) -> None:
        barrier.wait()
        try:
            loaded[number].amend(note=f"by {number}")
            saved[number] = True
        except StaleError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=edit, args=[number]) for number in range(len(loaded))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return saved


@pytest.mark.django_db(transaction=True)
def test_of_edits_at_the_same_moment_exactly_one_is_saved() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory; its writers queue anyway (see the version test)")
    application = make_application(make_applicant("ada@example.org"))
    for version in range(1, ROUNDS + 1):
        saved = edit_at_once([stored(application) for _ in range(THREADS)])
        assert saved.count(True) == 1
        assert stored(application).note == f"by {saved.index(True)}"
        assert stored(application).version == version + 1
