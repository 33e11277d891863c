"""Rows of a sheet become applications, each whole or not at all; the same row twice makes nothing twice."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from applicants.applications.creation import create_manually, facts_of
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.models import Program

# Of the id that a row gives its application, so that the same row gives the same id.
NAMESPACE = uuid.UUID("6f0a3c7e-54b5-4c1e-9d52-0b8f7c1f4a10")


class RowResult(models.TextChoices):
    """What an import did with a row."""

    CREATED = "created", "Created"
    THERE = "there", "Already there"
    REFUSED = "refused", "Refused"


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the sheet (row 1 holds the names), its values, and what is wrong.

    ``notes`` say which of its cells could not be read, and what was saved instead.
    """

    number: int
    name: str
    values: dict[str, Any]
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RowOutcome:
    """What became of one row."""

    row: SheetRow
    result: RowResult
    application: Any = None

    @property
    def is_created(self) -> bool:
        return self.result == RowResult.CREATED

    @property
    def is_refused(self) -> bool:
        return self.result == RowResult.REFUSED

    @property
    def words(self) -> list[str]:
        return self.row.notes if self.is_created else self.row.faults


@dataclass(frozen=True)
class SheetImportReport:
    """What became of every row."""

    outcomes: list[RowOutcome]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.result for outcome in self.outcomes)
        return {str(result): found[result] for result in RowResult}

    @property
    def words(self) -> str:
        counts = self.counts
        return f"{counts['created']} created, {counts['there']} already there, {counts['refused']} refused."


Key = tuple[str, str]


def key_of(name: str, host_name: str) -> Key:
    """What two names of one program have in common, whatever their case and spaces."""
    return " ".join(name.casefold().split()), " ".join(host_name.casefold().split())


@dataclass
class KnownApplications:
    """What an import looks rows up in: the applicant's applications, and the catalog's programs."""

    applications: dict[Key, list[Any]]
    programs: dict[Key, Program]

    def program(self, values: dict[str, Any]) -> Program | None:
        """The program of the catalog that a row names; None when there is none."""
        return self.programs.get(key_of(values["name"], values["host_name"]))

    def application(self, values: dict[str, Any], program: Program | None) -> Any:
        """The application that a row means; None for a new one. A city not stated fits any."""
        for one in self.applications.get(key_of(values["name"], values["host_name"]), []):
            is_same = program is not None and one.program_id == program.pk
            if (
                is_same
                or not values["city"]
                or not one.city
                or one.city.casefold() == values["city"].casefold()
            ):
                return one
        return None

    def add(self, application: Any) -> None:
        """Know one more application."""
        key = key_of(application.name, application.host_name)
        self.applications.setdefault(key, []).append(application)


def known_of(applicant: Applicant, names: Iterable[str]) -> KnownApplications:
    """What rows of these names are looked up in; two queries."""
    programs = Program.objects.published().with_names(names)
    known = KnownApplications({}, {key_of(program.name, program.host.name): program for program in programs})
    for application in applicant.applications.defer("record"):
        known.add(application)
    return known


def id_of(applicant: Applicant, values: dict[str, Any]) -> uuid.UUID:
    """The id that a row gives its application: the same for the same names."""
    names = "\n".join(
        [str(applicant.pk), *key_of(values["name"], values["host_name"]), values["city"].casefold()]
    )
    return uuid.uuid5(NAMESPACE, names)


def import_row(applicant: Applicant, row: SheetRow, known: KnownApplications) -> RowOutcome:
    """Make one row an application, or say why not."""
    if row.faults:
        return RowOutcome(row, RowResult.REFUSED)
    facts = dict(row.values)
    program = known.program(facts)
    if found := known.application(facts, program):
        return RowOutcome(row, RowResult.THERE, found)
    pk, on = id_of(applicant, facts), facts.pop("on")
    if program is not None:
        copied = facts_of(program, timezone.localdate())
        facts |= copied | {"program": program, "deadline_on": facts["deadline_on"] or copied["deadline_on"]}
    application, is_new = create_manually(applicant, pk, on=on, has_room=True, **facts)
    known.add(application)
    return RowOutcome(row, RowResult.CREATED if is_new else RowResult.THERE, application)


def count_new(applicant: Applicant, rows: Iterable[SheetRow], known: KnownApplications) -> int:
    """How many applications rows will make, each of the same names once."""
    sound = [row.values for row in rows if not row.faults]
    new = [values for values in sound if not known.application(values, known.program(values))]
    return len({id_of(applicant, values) for values in new})


@transaction.atomic
def import_rows(applicant: Applicant, rows: Sequence[SheetRow]) -> SheetImportReport:
    """Make rows applications of the applicant, and report on each.

    A row with anything wrong is refused with all its reasons and the others are kept; a cell that cannot be
    read is left out and named. A row whose program the applicant already has changes nothing. A row that
    names a program of the catalog is linked to it. Raise FullError, and keep nothing, when they are more new
    applications than fit.
    """
    lock(applicant)
    known = known_of(applicant, {row.name for row in rows})
    require_room(applicant, applicant.applications.all(), count_new(applicant, rows, known))
    return SheetImportReport([import_row(applicant, row, known) for row in rows])
