"""An outreach goes on in one way, within the day's limit, once for each person."""

import datetime
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from applicants.editing import StaleError
from applicants.models import Applicant, Outreach, OutreachSettings
from applicants.outreach.choices import OutreachStatus
from tests.factories import make_contact, make_outreach

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Stand still at noon of November 25, 2026."""
    with time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC), tick=False):
        yield


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def stored(outreach: Outreach) -> tuple[str, list[datetime.date | None]]:
    """Return the status and the days that the database has: messages, end, due."""
    outreach = Outreach.objects.get(pk=outreach.pk)
    days = ("sent_on", "followed_up_on", "followed_up_again_on", "ended_on", "due_on")
    return outreach.status, [getattr(outreach, name) for name in days]


def limit(applicant: Applicant, number: int) -> None:
    OutreachSettings.objects.create(applicant=applicant, daily_limit=number)


def test_the_whole_way_and_back(ada: Applicant) -> None:
    outreach = make_outreach(ada)
    outreach.move_to("sent", on=day(-15))
    assert stored(outreach) == ("sent", [day(-15), None, None, None, day(-8)])
    outreach.move_to("followed_up_once", on=day(-8))
    assert stored(outreach) == ("followed_up_once", [day(-15), day(-8), None, None, day(-1)])
    outreach.move_to("followed_up_twice", on=day(-1))
    assert stored(outreach) == ("followed_up_twice", [day(-15), day(-8), day(-1), None, day(6)])
    outreach.move_to("replied", on=day(0), outcome="yes", note="Come in May")
    assert stored(outreach) == ("replied", [day(-15), day(-8), day(-1), day(0), None])
    assert (outreach.outcome, outreach.note) == ("yes", "Come in May")
    backward = []
    while outreach.status != OutreachStatus.DRAFTED:
        backward.append(outreach.take_back())
    assert backward == [
        OutreachStatus.FOLLOWED_UP_TWICE,
        OutreachStatus.FOLLOWED_UP_ONCE,
        OutreachStatus.SENT,
        OutreachStatus.DRAFTED,
    ]
    assert stored(outreach) == ("drafted", [None] * 5)
    assert (outreach.outcome, outreach.note) == ("", "")
    with pytest.raises(ValidationError):
        outreach.take_back()


def test_an_answer_ends_the_reminders_at_once_and_may_change(ada: Applicant) -> None:
    outreach = make_outreach(ada)
    outreach.move_to("sent", on=day(-1))
    outreach.move_to("replied", on=day(0), outcome="maybe")
    assert outreach.due_on is None
    outreach.move_to("replied", on=day(0), outcome="yes")
    assert outreach.outcome == "yes"


def test_a_late_answer_may_follow_a_stop(ada: Applicant) -> None:
    outreach = make_outreach(ada)
    outreach.move_to("sent", on=day(-9))
    outreach.move_to("stopped", on=day(-2))
    assert stored(outreach) == ("stopped", [day(-9), None, None, day(-2), None])
    outreach.move_to("replied", on=day(0), outcome="referred")
    assert outreach.take_back() == OutreachStatus.SENT
    assert stored(outreach) == ("sent", [day(-9), None, None, None, day(-2)])


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
    outreach = make_outreach(ada)
    outreach.move_to("sent", on=day(-5))
    before = stored(outreach)
    with pytest.raises(ValidationError) as error:
        outreach.move_to(step, on=day(on), outcome=outcome)
    assert (list(error.value.message_dict), stored(outreach)) == ([field], before)


def test_a_step_taken_in_two_windows_is_taken_once(ada: Applicant) -> None:
    outreach = make_outreach(ada)
    other = Outreach.objects.get(pk=outreach.pk)
    outreach.move_to("sent", on=day(0))
    with pytest.raises(StaleError):
        other.move_to("stopped", on=day(0))
    assert stored(outreach)[0] == "sent"


def test_nobody_is_written_to_twice(ada: Applicant) -> None:
    contact = make_contact(ada)
    Outreach.objects.create(applicant=ada, contact=contact)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outreach.objects.create(applicant=ada, contact=contact)


def test_ten_new_messages_a_day_unless_the_applicant_says_otherwise(ada: Applicant, obi: Applicant) -> None:
    for _ in range(10):
        make_outreach(ada).move_to("sent", on=day(0))
    extra = make_outreach(ada)
    with pytest.raises(ValidationError) as error:
        extra.move_to("sent", on=day(0))
    assert error.value.messages == [
        (
            "You have marked 10 of 10 new messages as sent on November 25, 2026. "
            "Write the next one tomorrow, or raise your daily limit."
        )
    ]
    assert stored(extra)[0] == "drafted"
    make_outreach(obi).move_to("sent", on=day(0))
    make_outreach(ada).move_to("sent", on=day(-1))
    OutreachSettings.objects.filter(applicant=ada).update(daily_limit=11)
    extra.move_to("sent", on=day(0))
    assert stored(extra)[0] == "sent"


def test_follow_ups_do_not_count_and_a_message_taken_back_frees_its_place(ada: Applicant) -> None:
    limit(ada, 1)
    old, first, second = make_outreach(ada), make_outreach(ada), make_outreach(ada)
    old.move_to("sent", on=day(-7))
    first.move_to("sent", on=day(0))
    old.move_to("followed_up_once", on=day(0))
    first.take_back()
    second.move_to("sent", on=day(0))
    assert [stored(one)[0] for one in (old, first, second)] == ["followed_up_once", "drafted", "sent"]


def send_all_at_once(outreaches: list[Outreach]) -> Counter[str]:
    """Let each thread mark one outreach as sent at the same moment; return what became of them."""
    barrier, results = threading.Barrier(len(outreaches)), []

    def send(outreach: Outreach) -> None:
        barrier.wait()
        try:
            outreach.move_to("sent", on=TODAY)
        except ValidationError:
            results.append("refused")
        else:
            results.append("sent")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[outreach]) for outreach in outreaches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(results)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first_ever", [True, False])
def test_messages_sent_at_the_same_moment_cannot_pass_the_limit(
    *, is_first_ever: bool, ada: Applicant
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory; its writers queue anyway")
    if not is_first_ever:
        limit(ada, 3)
    most = 10 if is_first_ever else 3
    outreaches = [make_outreach(ada) for _ in range(most + 3)]
    assert send_all_at_once(outreaches) == Counter(sent=most, refused=3)
    assert Outreach.objects.filter(sent_on=TODAY).count() == most
