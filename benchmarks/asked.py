"""What is asked of the portal and its peers: six mixes, random filters, and single pages."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

Record = dict[str, Any]
Paths = dict[str, str]

STATE, TYPE, SPECIALTY, WORD = "NY", "observership", "Internal Medicine", "cardiology"
PRICE, WEEKS, PAGE = 2000, 4, 50
PAGE_SIZE = 20

MIXES = ("no filter", "state", "state+type+specialty", "price+weeks", "text", "page 50")
OTHER_PAGES = ("/", "/hosts/", "/closed-programs/", "/kinds/", "/glossary/", "/where-else/")
FEWEST_LETTERS = 4
TEXT_SHARE, SECOND_VALUE_SHARE = 0.25, 0.25


def mixes(path: str, filters: Sequence[dict[str, object]]) -> Paths:
    """Return the address of each mix."""
    return {
        mix: f"{path}?{urlencode(asked, doseq=True)}" if asked else path
        for mix, asked in zip(MIXES, filters, strict=True)
    }


def ours() -> Paths:
    """Return the mixes as the portal's list page takes them."""
    place = {"state": STATE}
    return mixes(
        "/programs/",
        [
            {},
            place,
            place | {"type": TYPE, "specialty": SPECIALTY},
            {"price_max": PRICE, "weeks": WEEKS},
            {"q": WORD},
            {"page": PAGE},
        ],
    )


def filter_peer() -> Paths:
    """Return the mixes as the django-filter page takes them."""
    return {mix: path.replace("/programs/", "/peer-filter/", 1) for mix, path in ours().items()}


def admin_peer(specialty_id: int) -> Paths:
    """Return the mixes as Django's change list takes them."""
    place = {"host__state__exact": STATE}
    return mixes(
        "/peer-admin/programs/program/",
        [
            {},
            place,
            place | {"type__exact": TYPE, "specialties__id__exact": specialty_id},
            {"four_week_price_min_usd__lte": PRICE, "weeks_min__lte": WEEKS},
            {"q": WORD},
            {"p": PAGE},
        ],
    )


def datasette_peer(database: str, facets: dict[str, Sequence[str]]) -> Paths:
    """Return the mixes as Datasette takes them; ``facets`` gives the columns for each kind of facet."""
    always = {**facets, "_facet_size": 100, "_size": PAGE_SIZE}
    place = {"state": STATE}
    return mixes(
        f"/{database}/programs",
        [
            always,
            always | place,
            always | place | {"type": TYPE, "specialty__arraycontains": SPECIALTY},
            always | {"price__lte": PRICE, "weeks_min__lte": WEEKS},
            always | {"_search": WORD},
            always | {"_next": (PAGE - 1) * PAGE_SIZE},
        ],
    )


# A parameter of the list page, and the values that a record gives for it.
VALUES: dict[str, Callable[[Record], list[Any]]] = {
    "type": lambda record: [record["type"]],
    "contact": lambda record: [record["patient_contact"]],
    "specialty": lambda record: record["specialties"],
    "audience": lambda record: record["audiences"],
    "state": lambda record: [record["host"]["state"]],
    "city": lambda record: [record["host"]["city"]],
    "price_max": lambda record: [1000, 1500, 2500] if record["fees"] else [],
    "weeks": lambda record: [record["weeks_min"] or record["weeks_max"]],
    "requirement_not": lambda record: [line["code"] for line in record["requirements"]],
    "letter": lambda record: [record["letter"]],
    "visa": lambda record: record["visas"],
    "access": lambda record: record["access"],
    "intake": lambda record: [record["intake"]],
    "setting": lambda record: [record["setting"]],
    "host_kind": lambda record: [record["host"]["kind"]],
    "housing": lambda record: [record["housing"]],
    "lead_max": lambda record: [record["lead_time_weeks"]],
    "freshness": lambda _: ["fresh", "stale"],
}


def values_of(record: Record, parameter: str) -> list[Any]:
    """Return what a record states for a parameter."""
    return [value for value in VALUES[parameter](record) if value is not None]


def some_values(rng: random.Random, parameter: str, records: Sequence[Record]) -> list[Any]:
    """Return one or two values that some record states."""
    stating = [values for record in records if (values := values_of(record, parameter))]
    count = 2 if rng.random() < SECOND_VALUE_SHARE else 1
    return list(dict.fromkeys(rng.choice(rng.choice(stating)) for _ in range(count)))


def some_words(rng: random.Random, records: Sequence[Record]) -> str:
    """Return one or two words out of a record's names."""
    record = rng.choice(records)
    names = [record["name"], record["host"]["name"], record["host"]["city"] or "", *record["specialties"]]
    words = [word for word in re.findall(r"\w+", " ".join(names)) if len(word) >= FEWEST_LETTERS]
    return " ".join(rng.sample(words, min(len(words), rng.randint(1, 2))))


def random_filters(records: Sequence[Record], count: int, seed: int) -> list[str]:
    """Return addresses with one to three random filters, every fourth with words; hardly one comes twice."""
    rng, stated = random.Random(seed), [name for name in VALUES if any(values_of(r, name) for r in records)]
    paths = []
    for _ in range(count):
        chosen = rng.sample(stated, rng.randint(1, 3))
        asked = {parameter: some_values(rng, parameter, records) for parameter in chosen}
        if rng.random() < TEXT_SHARE:
            asked["q"] = [some_words(rng, records)]
        paths.append(f"/programs/?{urlencode(asked, doseq=True)}")
    return paths
