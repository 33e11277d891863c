"""The one method that moves a letter: forward only, dated, the waiver decided before."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from applicants.editing import StaleError
from applicants.letters.workflow import (
    ACTIONS,
    MEANINGS,
    MOVES,
    LetterStatus,
    action,
    can_move,
    next_statuses,
)
from applicants.models import Applicant, Letter
from tests.factories import make_letter

TODAY = datetime.date(2026, 11, 25)
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def test_every_status_has_its_words_and_moves() -> None:
    assert set(MEANINGS) == set(LetterStatus) == set(MOVES)
    assert set(ACTIONS) == set(LetterStatus) - {LetterStatus.PLANNED}


@given(st.sampled_from(LetterStatus), st.sampled_from(LetterStatus))
def test_moves_lead_forward_but_a_no_may_become_a_yes(one: LetterStatus, other: LetterStatus) -> None:
    order = [status for status in LetterStatus if status != LetterStatus.DECLINED]
    is_back = (one, other) == (LetterStatus.UPLOADED, LetterStatus.PACKET_SENT)
    if can_move(one, other) and LetterStatus.DECLINED not in (one, other):
        assert (order.index(other) > order.index(one)) is not is_back
    assert (not can_move(one, other)) or (action(one, other) == "It is not in ERAS") is is_back
    assert can_move(LetterStatus.DECLINED, other) is (other in (LetterStatus.AGREED, LetterStatus.UPLOADED))
    assert (other in next_statuses(one)) is can_move(one, other)
    assert can_move(one, LetterStatus.PLANNED) is False


@pytest.mark.django_db
def test_a_move_sets_the_status_adds_an_event_and_fixes_the_waiver(letter: Letter) -> None:
    move = letter.move_to("asked", on=TODAY, note="After the round")
    stored = Letter.objects.get()
    assert (stored.status, stored.waiver_fixed_at) == ("asked", NOON)
    assert (move.from_status, move.to_status, move.happened_on) == ("planned", "asked", TODAY)
    assert (move.note, move.is_by_writer) == ("After the round", False)


@pytest.mark.django_db
def test_steps_that_happened_unnoticed_may_be_passed_over(letter: Letter) -> None:
    letter.move_to("uploaded", on=TODAY)
    assert [move.to_status for move in letter.moves.all()] == ["uploaded"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "on", "fault"),
    [
        ("planned", TODAY, "cannot go to"),
        ("asked", TODAY + datetime.timedelta(days=1), "in the future"),
        ("agreed", datetime.date(2026, 11, 19), "The move before it happened on November 20, 2026"),
    ],
)
def test_what_the_door_refuses(letter: Letter, status: str, on: datetime.date, fault: str) -> None:
    letter.move_to("asked", on=datetime.date(2026, 11, 20))
    if status == "asked":
        letter.undo_last_move()
    with pytest.raises(ValidationError, match=fault):
        Letter.objects.get().move_to(status, on=on)
    assert Letter.objects.get().moves.filter(happened_on=on).exists() is False


@pytest.mark.django_db
def test_nobody_is_asked_before_the_waiver_is_decided(ada: Applicant) -> None:
    letter = make_letter(ada, waiver="undecided")
    with pytest.raises(ValidationError, match="Decide about the waiver first"):
        letter.move_to("asked", on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(status="asked")
    letter.decide_waiver("waived")
    letter.move_to("asked", on=TODAY)
    assert Letter.objects.get().status == "asked"


@pytest.mark.django_db
def test_the_waiver_stays_even_when_the_asking_is_undone(letter: Letter) -> None:
    letter.move_to("asked", on=TODAY)
    letter.undo_last_move()
    stored = Letter.objects.get()
    assert (stored.status, stored.moves.count()) == ("planned", 0)
    with pytest.raises(ValidationError, match="can no longer be changed"):
        stored.decide_waiver("not_waived")
    assert Letter.objects.get().waiver == "waived"


@pytest.mark.django_db
def test_an_undo_goes_back_one_step_and_never_over_the_writer_s_word(letter: Letter) -> None:
    letter.move_to("asked", on=TODAY)
    letter.move_to("agreed", on=TODAY, is_by_writer=True)
    with pytest.raises(ValidationError, match="The writer said this"):
        letter.undo_last_move()
    letter.move_to("packet_sent", on=TODAY)
    assert letter.undo_last_move().to_status == "packet_sent"
    assert Letter.objects.get().status == "agreed"


@pytest.mark.django_db
def test_nothing_to_undo(letter: Letter) -> None:
    with pytest.raises(ValidationError, match="no move to undo"):
        letter.undo_last_move()


@pytest.mark.django_db
def test_of_two_moves_begun_at_once_one_is_saved(letter: Letter) -> None:
    first, second = Letter.objects.get(), Letter.objects.get()
    first.move_to("agreed", on=TODAY)
    with pytest.raises(StaleError):
        second.move_to("declined", on=TODAY)
    assert [move.to_status for move in letter.moves.all()] == ["agreed"]


@pytest.mark.django_db
def test_a_waiver_changed_elsewhere_meanwhile_stops_the_asking(letter: Letter) -> None:
    other = Letter.objects.get()
    letter.decide_waiver("not_waived")
    with pytest.raises(StaleError):
        other.move_to("asked", on=TODAY)
    assert (Letter.objects.get().status, Letter.objects.get().waiver) == ("planned", "not_waived")


@pytest.mark.django_db
def test_a_letter_outlives_its_writer_and_its_rotation(letter: Letter, ada: Applicant) -> None:
    contact = ada.contacts.create(name="Gregory House")
    letter.amend(contact=contact)
    assert str(Letter.objects.get()) == "Letter from Gregory House"
    contact.delete()
    letter.rotation.delete()
    stored = Letter.objects.get()
    assert (str(stored), stored.rotation) == ("Letter from Dr. House", None)
