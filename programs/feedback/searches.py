"""Searches that found nothing: what people look for and the catalog lacks. Nobody can be known from it."""

import contextlib
import datetime
import ipaddress
import re

from allauth.account.adapter import get_adapter
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from programs.models import FruitlessSearch

# Shown to curators only from so many different people on, so that it says nothing of one of them.
ENOUGH_PEOPLE = 5
# One of so many marks for each network and text: tens of thousands of networks share one.
MARKS = 2**16
MOST_ROWS = 2000
KEPT_WITHOUT_ENOUGH = datetime.timedelta(days=30)
LONGEST, FEWEST_LETTERS, MOST_DIGITS = 60, 3, 5


def normalize_search(text: str) -> str:
    """A searched text as it is counted; blank for one that could name a person or a number."""
    words = " ".join(text.casefold().split())
    is_private = "@" in words or len(re.findall(r"\d", words)) > MOST_DIGITS
    return "" if is_private or not FEWEST_LETTERS <= len(words) <= LONGEST else words


def network_of(request: HttpRequest) -> str:
    """A visitor's address, of IPv6 the part that one household shares."""
    address = get_adapter().get_client_ip(request)
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if ":" in address else address


def mark_of(request: HttpRequest, text: str) -> int:
    """A number that tells a few people apart and that nobody can be found by."""
    digest = salted_hmac("programs.feedback.searches", f"{text}\n{network_of(request)}").digest()
    return int.from_bytes(digest[:4], "big") % MARKS


def note_fruitless(request: HttpRequest, text: str) -> None:
    """Count a search that found nothing. A page does not fail because the database cannot take the count."""
    words = normalize_search(text)
    if words and request.method == "GET":
        with contextlib.suppress(DatabaseError), transaction.atomic():
            count_search(words, mark_of(request, words), timezone.localdate())


def count_search(words: str, mark: int, today: datetime.date) -> None:
    """Count one search by whoever has a mark."""
    search = FruitlessSearch.objects.select_for_update().filter(text=words).first()
    if search is None and FruitlessSearch.objects.count() >= MOST_ROWS:
        return
    row = search or FruitlessSearch(text=words)
    if row.people < ENOUGH_PEOPLE and mark not in row.marks:
        row.people, row.marks = row.people + 1, [*row.marks, mark]
    if row.people >= ENOUGH_PEOPLE:
        row.marks = []
    row.times, row.last_on = row.times + 1, today
    row.save()


def forget_rare_searches(today: datetime.date) -> int:
    """Delete the texts that too few people have searched for, and none lately; return how many."""
    old = FruitlessSearch.objects.by_few_before(ENOUGH_PEOPLE, today - KEPT_WITHOUT_ENOUGH)
    return old.delete()[0]
