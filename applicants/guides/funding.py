"""Which funding is for somebody, and why the rest is not. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django_countries.data import COUNTRIES

from applicants.guides.choices import FundingOffer
from applicants.guides.models import Funding
from programs.formatting import audience_words, day_words

# What one can ask for; the rest is good to know.
OFFERS = (FundingOffer.MONEY, FundingOffer.PROGRAM, FundingOffer.SERVICE, FundingOffer.DISCOUNT)


@dataclass(frozen=True)
class FundingRow:
    """One row of the list. ``not_for_you`` says why it is not; blank: nothing stated speaks against it."""

    row: Funding
    deadline: str
    not_for_you: str


def why_not(row: Funding, stage: str, country: str) -> str:
    """What speaks against it for somebody at a stage with a passport; blank: nothing, or they did not say."""
    if stage and row.stages and stage not in row.stages:
        return f"It is for: {audience_words(row.stages)}."
    if country and row.citizenships and country not in row.citizenships:
        return f"It is for citizens of {', '.join(str(COUNTRIES[code]) for code in row.citizenships)}."
    return ""


def is_over(row: Funding, today: datetime.date) -> bool:
    """Whether the round that the page shows is past."""
    return row.deadline_on is not None and row.deadline_on < today


def deadline_words(row: Funding, today: datetime.date) -> str:
    """When one must have asked; a round that is over says so."""
    if row.deadline_on is None:
        return row.deadline
    day = day_words(row.deadline_on)
    return f"{day}. This round is over: look for the next one" if is_over(row, today) else day


@dataclass(frozen=True)
class FundingGroup:
    """The rows of one kind."""

    title: str
    rows: Sequence[FundingRow]


@dataclass(frozen=True)
class FundingPage:
    """What is for the reader by kind, what is not with its reason, and what is good to know."""

    groups: Sequence[FundingGroup]
    not_for_you: Sequence[FundingRow]
    to_know: Sequence[FundingRow]


def funding_page(rows: Iterable[Funding], stage: str, country: str, today: datetime.date) -> FundingPage:
    in_order = sorted(rows, key=lambda row: (is_over(row, today), row.name))
    every = [FundingRow(row, deadline_words(row, today), why_not(row, stage, country)) for row in in_order]
    offers = [row for row in every if row.row.kind in OFFERS]
    by_kind = [
        (kind, [row for row in offers if row.row.kind == kind and not row.not_for_you]) for kind in OFFERS
    ]
    return FundingPage(
        [FundingGroup(str(kind.label), found) for kind, found in by_kind if found],
        [row for row in offers if row.not_for_you],
        [row for row in every if row.row.kind not in OFFERS],
    )
