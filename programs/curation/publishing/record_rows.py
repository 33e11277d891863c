"""A checked record written into the rows it is kept in: the inverse of ``records.record_of``."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Self, TypeVar

from django.db import models

from programs import proof
from programs.models import Host, Program, Provider, Requirement, Source, Specialty
from programs.models.program_rows import LINE_MODELS, Line
from programs.records import CODES_KEYS, FLAG_COLUMNS, NUMBER_KEYS, TEXT_KEYS, Record
from programs.search import specialty_meant

Part = TypeVar("Part", bound=models.Model)
# Keys whose column has another name.
RENAMED = {"refundable": "is_refundable", "counted": "is_counted"}


@dataclass(frozen=True)
class KnownRows:
    """What records point at, loaded once: hosts by name, city and state, the others by name or code."""

    hosts: dict[tuple[str, str, str], Host]
    host_slugs: set[str]
    providers: dict[str, Provider]
    provider_kinds: dict[str, str]
    specialties: dict[str, Specialty]
    requirements: dict[str, Requirement]

    @classmethod
    def load(cls) -> Self:
        return cls.with_vocabularies(list(Host.objects.all()), list(Provider.objects.all()))

    @classmethod
    def of_program(cls, program: Program) -> Self:
        """Read what records of one program point at while its host and provider stay as they are."""
        return cls.with_vocabularies([program.host], [program.provider] if program.provider else [])

    @classmethod
    def with_vocabularies(cls, hosts: Sequence[Host], providers: Sequence[Provider]) -> Self:
        """Read the vocabularies beside these hosts and providers."""
        return cls(
            {(host.name, host.city, host.state): host for host in hosts},
            {host.slug for host in hosts},
            {provider.name: provider for provider in providers},
            {provider.name: provider.kind for provider in providers},
            {specialty.name: specialty for specialty in Specialty.objects.all()},
            {requirement.code: requirement for requirement in Requirement.objects.all()},
        )

    def get_or_create_host(self, record: Record) -> Host:
        """The host of this name and place, created when it is new."""
        name, city, state = (record["host"][key] or "" for key in ("name", "city", "state"))
        if (name, city, state) not in self.hosts:
            host = Host(name=name, city=city, state=state)
            host.slug = self.free_slug(host.natural_slug)
            host.save()
            self.hosts[name, city, state] = host
            self.host_slugs.add(host.slug)
        return self.hosts[name, city, state]

    def free_slug(self, slug: str) -> str:
        """The slug, numbered from 2 when it is taken."""
        number, free = 1, slug
        while free in self.host_slugs:
            number += 1
            free = f"{slug}-{number}"
        return free

    def get_or_create_provider(self, record: Record) -> Provider | None:
        """The provider of this name, created when it is new; None without one."""
        named = record["provider"]
        if named and named["name"] not in self.providers:
            self.providers[named["name"]] = Provider.objects.create(name=named["name"], kind=named["kind"])
        return self.providers[named["name"]] if named else None

    def match_provider(self, record: Record) -> list[str]:
        """Give the record its provider's known kind, and return a note when it says another one."""
        named = record["provider"]
        kind = self.provider_kinds.setdefault(named["name"], named["kind"]) if named else None
        if kind is None or kind == named["kind"]:
            return []
        note = f"provider: {named['name']} stays {kind}, not {named['kind']}"
        named["kind"] = kind
        return [note]

    def name_specialties(self, record: Record) -> list[str]:
        """Give the record the catalog's names of its specialties, and return a note for each synonym."""
        named = {
            name: specialty_meant(name, {}, self.specialties)
            for name in record["specialties"]
            if name not in self.specialties
        }
        former = {name: meant for name, meant in named.items() if meant}
        record["specialties"] = sorted({former.get(name, name) for name in record["specialties"]})
        return [f"specialties: {name} is {meant}" for name, meant in former.items()]

    def unknown_names(self, record: Record) -> list[str]:
        """A message for each specialty and requirement that is not in the catalog."""
        codes = dict.fromkeys(line["code"] for line in record["requirements"])
        messages = [
            *(unknown_name_message("specialties", name, self.specialties) for name in record["specialties"]),
            *(unknown_name_message("requirements", code, self.requirements) for code in codes),
        ]
        return [message for message in messages if message]


def unknown_name_message(key: str, name: str, known: dict[str, Any]) -> str:
    """The error with the nearest known name; blank when it is known."""
    if name in known:
        return ""
    near = get_close_matches(name, known, n=1)
    return f'{key}: unknown "{name}"' + (f'; did you mean "{near[0]}"?' if near else "")


def exact_decimal(number: float | None) -> Decimal | None:
    """A record's number without the noise of binary fractions; None stays None."""
    return None if number is None else Decimal(str(number))


def column_values(record: Record) -> dict[str, Any]:
    funding, capacity = record["funding"] or {}, record["capacity"] or {}
    return {
        **{key: record[key] or "" for key in TEXT_KEYS},
        **{key: exact_decimal(record[key]) for key in NUMBER_KEYS},
        **{key: record[key] for key in CODES_KEYS},
        **{column: record[key] for key, column in FLAG_COLUMNS.items()},
        "host_kind": record["host"]["kind"],
        "funding_kind": funding.get("kind") or "",
        "funding_amount_usd": funding.get("amount_usd"),
        "funding_note": funding.get("note") or "",
        "capacity_count": capacity.get("count"),
        "capacity_per": capacity.get("per") or "",
        "capacity_note": capacity.get("note") or "",
    }


def build_part(program: Program, model: type[Part], line: Record, known: KnownRows) -> Part:
    """Build an unsaved row from one line of a record; raise ValidationError when its model refuses it."""
    values: dict[str, Any] = {
        RENAMED.get(key, key): exact_decimal(value) if isinstance(value, float) else value
        for key, value in line.items()
    }
    if code := values.pop("code", None):
        values["requirement"] = known.requirements[code]
    blank = [name for name, value in values.items() if value is None and not model._meta.get_field(name).null]
    row = model(program=program, **values | dict.fromkeys(blank, ""))
    row.clean_fields(exclude=["program", "requirement"])
    return row


@dataclass
class RecordRows:
    """A checked record as unsaved rows: the program's own columns, its sources and its lines."""

    program: Program
    record: Record
    sources: list[Source]
    lines: dict[str, list[Line]]

    @classmethod
    def of(cls, program: Program, record: Record, known: KnownRows) -> Self:
        """Raise ValidationError when a model refuses a row. The host comes last."""
        for column, value in column_values(record).items():
            setattr(program, column, value)
        # Relations were just read, and the constraints are the database's own to check.
        program.full_clean(
            exclude=["host", "provider", "checked_by"], validate_unique=False, validate_constraints=False
        )
        sources = [build_part(program, Source, line, known) for line in record["sources"]]
        for path, place in record["proof"].items():
            if path.partition(".")[0] not in LINE_MODELS:
                sources[place].facts = [*sources[place].facts, path]
        lines = {
            key: [build_part(program, model, line, known) for line in record[key]]
            for key, model in LINE_MODELS.items()
        }
        for key, parts in lines.items():
            for position, part in enumerate(parts):
                place = proof.line_place(record, key, position)
                part.source = sources[place] if place else None
        program.host = known.get_or_create_host(record)
        program.provider = known.get_or_create_provider(record)
        return cls(program, record, sources, lines)


def save_parts(rows: Sequence[RecordRows], known: KnownRows) -> None:
    """Save what hangs on saved programs, in the records' order."""
    through = Program.specialties.through
    through._default_manager.bulk_create(
        through(program=row.program, specialty=known.specialties[name])
        for row in rows
        for name in row.record["specialties"]
    )
    Source.objects.bulk_create([source for row in rows for source in row.sources])
    for key, model in LINE_MODELS.items():
        model._default_manager.bulk_create([line for row in rows for line in row.lines[key]])


def save_rows(rows: Sequence[RecordRows], known: KnownRows) -> None:
    """Save programs with all that hangs on them.

    IntegrityError or DataError when the database refuses it: the caller's transaction takes back what
    was written.
    """
    old = [row.program for row in rows if row.program.pk is not None]
    if old:
        models_of_parts: tuple[type[models.Model], ...] = (
            *LINE_MODELS.values(),
            Source,
            Program.specialties.through,
        )
        for model in models_of_parts:
            model._default_manager.filter(program__in=old).delete()
    for program in old:
        program.save()
    Program.objects.bulk_create([row.program for row in rows if row.program.pk is None])
    save_parts(rows, known)


def write_record(program: Program, record: Record, known: KnownRows) -> None:
    """Save a program and its rows as the record says; errors as ``RecordRows.of`` and ``save_rows``."""
    save_rows([RecordRows.of(program, record, known)], known)
