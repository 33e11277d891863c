"""The source and the date beside each fact."""

import datetime
from typing import Any

import pytest

from programs.models import Program
from programs.pages.citations import Citation, Citations
from programs.proof import Proof
from programs.records import complete_record

TODAY = datetime.date(2026, 11, 30)
URL = "https://example.org/?a=1&b=2"


def proof(page_date: str, day: str | None) -> Proof:
    return Proof(2, URL, page_date, day and datetime.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("found", "words", "is_old"),
    [
        (None, "no date", True),
        (proof("", None), "no date", True),
        (proof("2026", "2026-01-01"), "2026", False),
        (proof("2026-05", "2026-05-01"), "May 2026", False),
        (proof("2023", "2023-01-01"), "2023, may have changed", True),
        (proof("2023", "2026-11-02"), "Nov 2026", False),
    ],
)
def test_the_day_of_a_fact_in_words(found: Proof | None, words: str, *, is_old: bool) -> None:
    citation = Citation(found, TODAY)
    assert (citation.words, citation.is_old) == (words, is_old)


def test_the_link_leads_to_the_source_in_the_list() -> None:
    citation = Citation(proof("2026-05", "2026-05-01"), TODAY, "/programs/a/")
    assert str(citation) == (
        '<a class="cite" href="/programs/a/#source-2"><span class="sr">Source </span>2: May 2026</a>'
    )
    assert citation.attributes == (
        'data-source-url="https://example.org/?a=1&amp;b=2" data-source-date="2026-05"'
    )


def test_what_rests_on_no_source_has_no_link() -> None:
    citation = Citation(None, TODAY)
    assert (str(citation), citation.attributes) == ("", 'data-source-url="" data-source-date=""')


def numbers(names: list[str], **facts: Any) -> list[int | None]:
    sources = [{"url": f"https://example.org/{n}", "page_date": None} for n in range(3)]
    cites = Citations(Program(record=complete_record({"sources": sources} | facts)), TODAY)
    found = [cites.fact(name).proof for name in names]
    return [proof and proof.number for proof in found]


def test_the_price_rests_on_the_fees_or_on_the_words_that_it_is_free() -> None:
    where = {"fees": 1, "free": 2}
    assert numbers(["four_week_price", "place"], fees=[{}], free=False, proof=where) == [2, 1]
    assert numbers(["four_week_price", "place"], fees=[], free=True, proof=where) == [3, 1]
    assert numbers(["four_week_price"], fees=[], free=True, sources=[], proof={}) == [None]
