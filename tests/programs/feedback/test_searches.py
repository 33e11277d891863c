"""Searches that found nothing, counted without knowing anybody."""

import datetime

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from programs.feedback import searches
from programs.models import FruitlessSearch
from tests.factories import make_program


def request_from(address: str) -> HttpRequest:
    return RequestFactory().get("/programs/", REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Zebra   Medicine ", "zebra medicine"),
        ("STRASSE", "strasse"),
        ("me@example.org", ""),
        ("+1 713 555 0100", ""),
        ("ab", ""),
        ("x" * 61, ""),
        ("icd 10", "icd 10"),
    ],
)
def test_texts_that_may_be_private_are_not_counted(text: str, expected: str) -> None:
    assert searches.normalize_search(text) == expected


@pytest.mark.django_db
def test_five_people_make_a_row_that_is_shown_and_nothing_of_them_is_kept() -> None:
    for number in range(4):
        for _ in range(3):
            searches.note_fruitless(request_from(f"203.0.113.{number}"), "Zebra medicine")
    row = FruitlessSearch.objects.get()
    assert (row.text, row.people, len(row.marks), row.times) == ("zebra medicine", 4, 4, 12)
    assert list(FruitlessSearch.objects.by_at_least(searches.ENOUGH_PEOPLE)) == []
    searches.note_fruitless(request_from("203.0.113.99"), "zebra MEDICINE")
    row.refresh_from_db()
    assert (row.people, row.marks, row.times) == (5, [], 13)
    assert list(FruitlessSearch.objects.by_at_least(searches.ENOUGH_PEOPLE)) == [row]


@pytest.mark.django_db
def test_one_household_is_one_person() -> None:
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
        searches.note_fruitless(request_from(address), "zebra")
    assert FruitlessSearch.objects.get().people == 1


@pytest.mark.django_db
def test_the_table_is_bounded_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_ROWS", 2)
    for text in ("one", "two", "three", "one"):
        searches.note_fruitless(request_from("203.0.113.1"), text)
    assert list(FruitlessSearch.objects.values_list("text", "times")) == [("one", 2), ("two", 1)]
    today = timezone.localdate()
    FruitlessSearch.objects.update(last_on=today - datetime.timedelta(days=31))
    FruitlessSearch.objects.filter(text="two").update(people=5)
    assert searches.forget_rare_searches(today) == 1
    assert FruitlessSearch.objects.get().text == "two"


@pytest.mark.django_db
def test_the_list_counts_only_what_finds_nothing() -> None:
    make_program(name="Hopkins visit")
    client = Client()
    for query in ("?q=hopkins", "?q=zzqxvv+wwkkjj", "", "?state=WY"):
        assert client.get(f"/programs/{query}").status_code == 200
    client.head("/programs/?q=qqqzzz+vvvxxx")
    assert list(FruitlessSearch.objects.values_list("text", flat=True)) == ["zzqxvv wwkkjj"]
