"""An approach goes on through one door, within the day's limit, once for each person."""

import datetime
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from applicants.models import Applicant, Approach, OutreachSettings
from applicants.outreach.choices import Step
from applicants.outreach.models import MovedElsewhereError
from tests.factories import make_approach, make_contact

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Stand still at noon of November 25, 2026."""
    with time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC), tick=False):
        yield


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def stored(approach: Approach) -> tuple[str, list[datetime.date | None]]:
    """Return the status and the days that the database has: letters, end, due."""
    approach = Approach.objects.get(pk=approach.pk)
    days = ("sent_on", "followed_up_on", "followed_up_again_on", "ended_on", "due_on")
    return approach.status, [getattr(approach, name) for name in days]


def limit(applicant: Applicant, number: int) -> None:
    OutreachSettings.objects.create(applicant=applicant, daily_limit=number)


def test_the_whole_way_and_back(ada: Applicant) -> None:
    approach = make_approach(ada)
    approach.move_to("sent", on=day(-15))
    assert stored(approach) == ("sent", [day(-15), None, None, None, day(-8)])
    approach.move_to("followed_up_once", on=day(-8))
    assert stored(approach) == ("followed_up_once", [day(-15), day(-8), None, None, day(-1)])
    approach.move_to("followed_up_twice", on=day(-1))
    assert stored(approach) == ("followed_up_twice", [day(-15), day(-8), day(-1), None, day(6)])
    approach.move_to("replied", on=day(0), outcome="yes", note="Come in May")
    assert stored(approach) == ("replied", [day(-15), day(-8), day(-1), day(0), None])
    assert (approach.outcome, approach.note) == ("yes", "Come in May")
    backward = []
    while approach.status != Step.DRAFTED:
        backward.append(approach.take_back())
    assert backward == [Step.FOLLOWED_UP_TWICE, Step.FOLLOWED_UP_ONCE, Step.SENT, Step.DRAFTED]
    assert stored(approach) == ("drafted", [None] * 5)
    assert (approach.outcome, approach.note) == ("", "")
    with pytest.raises(ValidationError):
        approach.take_back()


def test_an_answer_ends_the_reminders_at_once_and_may_change(ada: Applicant) -> None:
    approach = make_approach(ada)
    approach.move_to("sent", on=day(-1))
    approach.move_to("replied", on=day(0), outcome="maybe")
    assert approach.due_on is None
    approach.move_to("replied", on=day(0), outcome="yes")
    assert approach.outcome == "yes"


def test_a_late_answer_may_follow_a_stop(ada: Applicant) -> None:
    approach = make_approach(ada)
    approach.move_to("sent", on=day(-9))
    approach.move_to("stopped", on=day(-2))
    assert stored(approach) == ("stopped", [day(-9), None, None, day(-2), None])
    approach.move_to("replied", on=day(0), outcome="referred")
    assert approach.take_back() == Step.SENT
    assert stored(approach) == ("sent", [day(-9), None, None, None, day(-2)])


@pytest.mark.parametrize(
    ("step", "on", "outcome", "field"),
    [
        ("followed_up_twice", 0, "", "status"),
        ("drafted", 0, "", "status"),
        ("followed_up_once", 1, "", "on"),
        ("followed_up_once", -6, "", "on"),
        ("replied", -6, "yes", "on"),
        ("replied", 0, "", "outcome"),
        ("replied", 0, "nonsense", "outcome"),
    ],
)
def test_what_cannot_be_is_refused(step: str, on: int, outcome: str, field: str, ada: Applicant) -> None:
    approach = make_approach(ada)
    approach.move_to("sent", on=day(-5))
    before = stored(approach)
    with pytest.raises(ValidationError) as error:
        approach.move_to(step, on=day(on), outcome=outcome)
    assert (list(error.value.message_dict), stored(approach)) == ([field], before)


def test_a_step_taken_in_two_windows_is_taken_once(ada: Applicant) -> None:
    approach = make_approach(ada)
    other = Approach.objects.get(pk=approach.pk)
    approach.move_to("sent", on=day(0))
    with pytest.raises(MovedElsewhereError):
        other.move_to("stopped", on=day(0))
    assert stored(approach)[0] == "sent"


def test_nobody_is_written_to_twice(ada: Applicant) -> None:
    contact = make_contact(ada)
    Approach.objects.create(applicant=ada, contact=contact)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approach.objects.create(applicant=ada, contact=contact)


def test_ten_new_letters_a_day_unless_the_applicant_says_otherwise(ada: Applicant, obi: Applicant) -> None:
    for _ in range(10):
        make_approach(ada).move_to("sent", on=day(0))
    extra = make_approach(ada)
    with pytest.raises(ValidationError) as error:
        extra.move_to("sent", on=day(0))
    assert error.value.messages == [
        (
            "You have marked 10 of 10 new letters as sent on November 25, 2026. "
            "Write the next one tomorrow, or raise your daily limit."
        )
    ]
    assert stored(extra)[0] == "drafted"
    make_approach(obi).move_to("sent", on=day(0))
    make_approach(ada).move_to("sent", on=day(-1))
    OutreachSettings.objects.filter(applicant=ada).update(daily_limit=11)
    extra.move_to("sent", on=day(0))
    assert stored(extra)[0] == "sent"


def test_follow_ups_do_not_count_and_a_letter_taken_back_frees_its_place(ada: Applicant) -> None:
    limit(ada, 1)
    old, first, second = make_approach(ada), make_approach(ada), make_approach(ada)
    old.move_to("sent", on=day(-7))
    first.move_to("sent", on=day(0))
    old.move_to("followed_up_once", on=day(0))
    first.take_back()
    second.move_to("sent", on=day(0))
    assert [stored(one)[0] for one in (old, first, second)] == ["followed_up_once", "drafted", "sent"]


def send_all_at_once(approaches: list[Approach]) -> Counter[str]:
    """Let each thread mark one approach as sent at the same moment; return what became of them."""
    barrier, results = threading.Barrier(len(approaches)), []

    def send(approach: Approach) -> None:
        barrier.wait()
        try:
            approach.move_to("sent", on=TODAY)
        except ValidationError:
            results.append("refused")
        else:
            results.append("sent")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[approach]) for approach in approaches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(results)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first_ever", [True, False])
def test_letters_sent_at_the_same_moment_cannot_pass_the_limit(
    *, is_first_ever: bool, ada: Applicant
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory; its writers queue anyway")
    if not is_first_ever:
        limit(ada, 3)
    most = 10 if is_first_ever else 3
    approaches = [make_approach(ada) for _ in range(most + 3)]
    assert send_all_at_once(approaches) == Counter(sent=most, refused=3)
    assert Approach.objects.filter(sent_on=TODAY).count() == most
