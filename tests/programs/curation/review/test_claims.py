"""A queue that several curators share never hands one program to two."""

import datetime
import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from applicants.models import User
from programs.models import ReviewItem
from tests.factories import make_person, make_program

CURATORS, ROUNDS = 2, 200


def claim_at_once(users: list[User]) -> list[int | None]:
    """Return what each got who asked at the same moment."""
    start, got = threading.Barrier(len(users)), []

    def ask(user: User) -> None:
        try:
            start.wait(30)
            got.append(ReviewItem.objects.claim_next(user, timezone.now(), timezone.localdate()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return got


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)
def test_nobody_gets_what_another_one_has() -> None:
    users = [make_person(f"c{number}@example.org", is_staff=True) for number in range(CURATORS)]
    programs = {make_program().pk for _ in range(3)}
    for _ in range(ROUNDS):
        got = claim_at_once(users)
        assert (len(set(got)), set(got) <= programs) == (CURATORS, True)
        ReviewItem.objects.update(claimed_by=None, claimed_until=None)


@pytest.mark.django_db
def test_a_claim_runs_out_and_is_kept_by_its_curator() -> None:
    ada, obi = (make_person(f"{name}@example.org") for name in ("ada", "obi"))
    program, now, today = make_program().pk, timezone.now(), timezone.localdate()
    queue = ReviewItem.objects
    assert queue.claim_next(ada, now, today) == program
    assert queue.claim_next(obi, now, today) is None
    assert queue.claim_next(ada, now, today) == program
    assert queue.claim_next(obi, now + datetime.timedelta(minutes=31), today) == program


@pytest.mark.django_db
def test_those_that_are_alike_come_in_the_order_of_their_keys() -> None:
    ada, now, today = make_person("ada@example.org"), timezone.now(), timezone.localdate()
    first, second = make_program(name="Zebra").pk, make_program(name="Aardvark").pk
    assert ReviewItem.objects.next_for(ada, now, today).pk == first
    assert [item.pk for item in ReviewItem.objects.first_due(today, 5)] == [first, second]
    assert ReviewItem.objects.claim_next(ada, now, today) == first
    ReviewItem.objects.update(due_on=today + datetime.timedelta(days=1))
    assert ReviewItem.objects.next_for(ada, now, today) is None


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by statistics, which are empty")
def test_the_first_one_is_read_from_the_index_of_the_order() -> None:
    plan = ReviewItem.objects.first_ones(timezone.localdate())[:1].explain()
    assert ("USING INDEX review_order" in plan, "TEMP B-TREE" in plan) == (True, False)
