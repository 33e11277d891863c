"""Records made from the real ones: each group of facts from one real record, places and names skewed."""

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import Any

from django.utils.text import slugify

from programs.records import BLANK, Record

# Facts that make sense only together come from the same real record; any other from one of its own.
FACT_GROUPS = (
    ("type", "delivery", "setting", "patient_contact", "activities", "supervisor"),
    ("audiences", "not_open_to", "residency_seekers", "max_years_since_graduation"),
    ("access", "access_note", "citizenships", "citizenships_refused"),
    ("visas", "visas_refused", "visa_support"),
    ("weeks_min", "weeks_max"),
    ("free", "fees", "funding", "packages", "included"),
    ("letter", "letterhead", "certificate", "evaluation"),
    ("requirements", "limits", "differences"),
    ("application_route", "windows", "lead_time_weeks", "blackout_months", "schedule_note"),
    ("capacity", "housing", "blocks"),
    ("intake", "intake_as_of"),
    ("sources", "summary", "states"),
    ("specialties", "any_specialty"),
)
# Made for each record, whatever the real ones say.
MADE = {"slug", "name", "host", "provider", "proof", "website", "email", "phone"}
ONSETS = (*"BCDFGHKLMNPRSTVW", "Br", "Ch", "St", "Sch")
CODAS = (
    *("aker", "alden", "arson", "ender", "igan", "immons", "ingh", "ison", "olan", "osta"),
    *("owell", "uez", "unter", "yama", "enko", "atel", "omez", "erg", "asky", "ucci"),
)
SAINTS = (
    *("St. Mary", "St. Luke", "Mercy", "Good Samaritan", "Providence"),
    *("Memorial", "Lakeside", "Sunrise", "Riverside", "Valley"),
)
# Kinds of houses by name, and what kind of host each is.
HOUSES = {
    "Hospital": "community_hospital",
    "Medical Center": "teaching_hospital",
    "Clinic": "clinic",
    "Health System": "health_system",
    "University Hospital": "academic_medical_center",
    "Medical Group": "clinic",
    "Institute": "other",
}
DATED_SHARE = 0.4
DRAWN_SPECIALTY_SHARE = 0.3
PROGRAMS_PER_HOST = 20


class Skewed:
    """Draws the first of some things much more often than the last (Zipf)."""

    def __init__(self, things: Sequence[Any]) -> None:
        self.things = things
        self.weights = list(accumulate(1 / rank for rank in range(1, len(things) + 1)))

    def draw(self, rng: random.Random) -> Any:
        """Return one of them."""
        return rng.choices(self.things, cum_weights=self.weights)[0]


def surname(rng: random.Random) -> str:
    """Return one of a few hundred names of people."""
    return rng.choice(ONSETS) + rng.choice(CODAS)


def place_of(host: Record) -> tuple[str | None, str | None]:
    """Return city and state."""
    return host["city"], host["state"]


def made_up_hosts(real: Sequence[Record], count: int, rng: random.Random) -> list[Record]:
    """Return the real hosts and, up to ``count``, more in the same cities; a real city draws by its share."""
    hosts = [record["host"] for record in real]
    known = {(host["name"], *place_of(host)): host for host in hosts}
    while len(known) < count:
        house = rng.choice(list(HOUSES))
        city, state = place_of(rng.choice(hosts))
        name = f"{rng.choice([*SAINTS, surname(rng)])} {surname(rng)} {house}"
        known[name, city, state] = {"name": name, "kind": HOUSES[house], "city": city, "state": state}
    return list(known.values())


def redated(sources: list[Record], rng: random.Random) -> list[Record]:
    """Return the sources, some with a date of their own."""
    month = f"{rng.randint(2021, 2026)}-{rng.randint(1, 10):02}"
    return [source | {"page_date": month} if rng.random() < DATED_SHARE else source for source in sources]


def repriced(fees: list[Record], rng: random.Random) -> list[Record]:
    """Return the fee lines dearer or cheaper, in steps of 25 dollars."""
    factor = rng.uniform(0.5, 2)

    def scaled(amount: int | None) -> int | None:
        return None if amount is None else max(25, round(amount * factor / 25) * 25)

    ends = ("amount_min", "amount_max")
    return [fee | {end: scaled(fee[end]) for end in ends} for fee in fees]


class Recombiner:
    """Makes any number of records, the same ones for the same seed and count."""

    def __init__(self, real: Sequence[Record], specialties: Sequence[str], count: int, seed: int) -> None:
        self.real, self.count, self.rng = real, count, random.Random(f"{seed} {count}")
        grouped = {key for group in FACT_GROUPS for key in group}
        self.groups = [*FACT_GROUPS, *((key,) for key in BLANK if key not in grouped | MADE)]
        self.hosts = Skewed(made_up_hosts(real, max(len(real), count // PROGRAMS_PER_HOST), self.rng))
        common = [name for record in real for name in record["specialties"]]
        ranked = sorted(specialties, key=lambda name: (-common.count(name), name))
        self.specialties = Skewed(ranked)
        self.providers = [record["provider"] for record in real]

    def records(self) -> Iterator[Record]:
        """Yield the records, numbered from 1 in their slugs."""
        taken: set[str] = set()
        for number in range(1, self.count + 1):
            yield self.record(number, taken)

    def record(self, number: int, taken: set[str]) -> Record:
        """Return one record whose name is not taken yet."""
        rng = self.rng
        record = {
            key: rng_record[key]
            for group in self.groups
            for rng_record in [rng.choice(self.real)]
            for key in group
        }
        record |= {"host": self.hosts.draw(rng), "provider": rng.choice(self.providers)}
        record["sources"] = redated(record["sources"], rng)
        record["proof"] = {}  # facts of several programs rest on no page together
        record["fees"] = repriced(record["fees"], rng)
        if rng.random() < DRAWN_SPECIALTY_SHARE:
            record["specialties"] = sorted({self.specialties.draw(rng) for _ in range(rng.randint(1, 3))})
        record["name"] = self.name(record, taken)
        record["slug"] = f"{slugify(record['name'])[:80].strip('-')}-{number}"
        return deepcopy(record) | self.ways_to_reach(number)

    def name(self, record: Record, taken: set[str]) -> str:
        """Return a name from a real one, a specialty and a person, unlike those before it."""
        while True:
            real = self.rng.choice(self.real)["name"]
            subject = self.rng.choice(record["specialties"]) if record["specialties"] else ""
            name = f"{real} {subject and f'in {subject} '}with Dr. {surname(self.rng)} {surname(self.rng)}"
            if name not in taken:
                taken.add(name)
                return name

    def ways_to_reach(self, number: int) -> Record:
        """Return addresses that lead nowhere."""
        return {"website": f"https://example.org/programs/{number}", "email": None, "phone": None}
