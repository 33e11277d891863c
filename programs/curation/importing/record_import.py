"""Importing records, one JSON object on each line, all or nothing per record."""

import contextlib
import datetime
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from programs.choices import ChangeAction
from programs.curation.importing.closed_programs import check_either_shape
from programs.curation.importing.record_values import quote_value
from programs.curation.merging.record_merge import keep_curated_facts
from programs.curation.publishing.changes import apply_changes, specialty_parents
from programs.curation.publishing.record_rows import KnownRows, RecordRows, save_rows
from programs.models import Change, Program
from programs.records import Record, changed_facts

CHUNK = 200


class RecordResult(models.TextChoices):
    """What an import did with one line."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class RecordOutcome:
    """What became of one line: reasons for a refusal, changed facts of an update, notes.

    ``before`` and ``after`` are the program's records, {} where there is none; ``curated_at`` is of before.
    """

    line: int
    slug: str
    result: RecordResult
    messages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    before: Record = field(default_factory=dict, compare=False)
    after: Record = field(default_factory=dict, compare=False)
    change: Change | None = field(default=None, compare=False)
    curated_at: datetime.datetime | None = field(default=None, compare=False)

    def as_refused(self, why: list[str]) -> "RecordOutcome":
        return RecordOutcome(self.line, self.slug, RecordResult.REFUSED, why)

    def __str__(self) -> str:
        words = [f"line {self.line}: {self.result}", *([self.slug] if self.slug else [])]
        said = [*self.messages, *(f"note: {note}" for note in self.notes)]
        return " ".join(words) + (f": {'; '.join(said)}" if said else "")


@dataclass(frozen=True)
class CatalogImportReport:
    """What became of every line that is not blank."""

    outcomes: list[RecordOutcome] = field(default_factory=list)

    def count(self, result: RecordResult) -> int:
        return sum(outcome.result == result for outcome in self.outcomes)

    @property
    def refused(self) -> list[RecordOutcome]:
        return [outcome for outcome in self.outcomes if outcome.result == RecordResult.REFUSED]

    def __str__(self) -> str:
        counts = Counter(outcome.result for outcome in self.outcomes)
        return ", ".join(f"{result} {counts[result]}" for result in RecordResult)


class RefusedRecordError(ValueError):
    """A line that cannot become a program; its arguments are the reasons."""


def refuse_constant(name: str) -> float:
    """Refuse the numbers that JSON does not have."""
    raise RefusedRecordError(f"{name} is not a number in JSON")


def refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object of JSON; raise RefusedRecordError when it names a key twice."""
    if repeated := [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]:
        raise RefusedRecordError(f"the key {quote_value(repeated[0])} is there more than once")
    return dict(pairs)


def parse_line(line: bytes) -> Any:
    """Parse the JSON of a line; raise RefusedRecordError when it is broken."""
    try:
        written = line.decode("utf-8-sig")
        return json.loads(written, parse_constant=refuse_constant, object_pairs_hook=refuse_repeated_keys)
    except UnicodeDecodeError as error:
        raise RefusedRecordError(f"not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise RefusedRecordError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise RefusedRecordError("not readable: nested too deeply") from None
    except RefusedRecordError:
        raise
    except ValueError:
        raise RefusedRecordError("not readable: a number has too many digits") from None


@dataclass(frozen=True)
class PlannedRecord:
    """A line that is right, and what is to become of it. ``action`` None: nothing is to be written."""

    outcome: RecordOutcome
    record: Record
    action: ChangeAction | None


class RecordImport:
    """One run over some lines: what it knows, and where each slug was first seen.

    ``by`` is the person who imports; None for a command. ``force``: what people decided is overwritten.
    """

    def __init__(self, *, force: bool, by: Any = None) -> None:
        self.force, self.by = force, by
        self.known = KnownRows.load()
        self.parents = specialty_parents()
        self.first_lines: dict[str, int] = {}

    def import_chunk(self, lines: Iterable[tuple[int, Any]]) -> list[RecordOutcome]:
        """Import a chunk of raw records, or lines of JSON, and return what became of each.

        A refused one leaves nothing behind.
        """
        plans = self.plan_chunk(lines)
        writable = [plan for plan in plans if isinstance(plan, PlannedRecord) and plan.action]
        try:
            written = self.write_plans(writable) if writable else {}
        except (IntegrityError, DataError):
            self.known = KnownRows.load()  # it may have remembered a host that was taken back
            written = {key: value for plan in writable for key, value in self.write_plan(plan).items()}
        outcomes = (plan if isinstance(plan, RecordOutcome) else plan.outcome for plan in plans)
        return [written.get(outcome.line, outcome) for outcome in outcomes]

    def preview_chunk(self, lines: Iterable[tuple[int, Any]]) -> list[RecordOutcome]:
        """What ``import_chunk`` would do, as far as that shows before the database is asked."""
        return [plan if isinstance(plan, RecordOutcome) else plan.outcome for plan in self.plan_chunk(lines)]

    def plan_chunk(self, lines: Iterable[tuple[int, Any]]) -> list[PlannedRecord | RecordOutcome]:
        """What is to become of each line, the outcome itself of one that is refused."""
        checked: list[tuple[int, Record, list[str]] | RecordOutcome] = []
        for number, line in lines:
            slug = ""
            try:
                raw = parse_line(line) if isinstance(line, bytes) else line
                slug = stated_slug(raw)
                checked.append((number, *self.check_line(raw, number)))
            except RefusedRecordError as error:
                checked.append(RecordOutcome(number, slug, RecordResult.REFUSED, list(error.args)))
        slugs = [row[1]["slug"] for row in checked if not isinstance(row, RecordOutcome)]
        programs = {program.slug: program for program in Program.objects.filter(slug__in=slugs)}
        return [
            row if isinstance(row, RecordOutcome) else self.plan_record(*row, programs.get(row[1]["slug"]))
            for row in checked
        ]

    def check_line(self, raw: Any, number: int) -> tuple[Record, list[str]]:
        """The normalized record and notes; RefusedRecordError with everything that is wrong."""
        record, errors, notes = check_either_shape(raw)
        if record is None:
            raise RefusedRecordError(*errors)
        notes = [*notes, *self.known.name_specialties(record)]
        if strangers := self.known.unknown_names(record):
            raise RefusedRecordError(*strangers)
        first = self.first_lines.setdefault(record["slug"], number)
        if first != number:
            raise RefusedRecordError(f"slug: {record['slug']} is already on line {first}")
        return record, [*notes, *self.known.match_provider(record)]

    def plan_record(
        self, number: int, record: Record, notes: list[str], program: Program | None
    ) -> PlannedRecord:
        """What a checked record changes; what curators decided stays."""
        slug = record["slug"]
        if program is None:
            outcome = RecordOutcome(number, slug, RecordResult.CREATED, [], notes, after=record)
            return PlannedRecord(outcome, record, ChangeAction.CREATED)
        kept: list[str] = []
        if program.curated_at and not self.force:
            record, kept = keep_curated_facts(program, record, self.by)
        facts = changed_facts(program.record, record)
        result = RecordResult.UPDATED if facts else RecordResult.KEPT if kept else RecordResult.UNCHANGED
        said = [", ".join(facts), *kept] if facts else kept
        outcome = RecordOutcome(number, slug, result, said, notes, before=program.record, after=record)
        return PlannedRecord(outcome, record, ChangeAction.IMPORTED if facts else None)

    def write_plans(self, plans: list[PlannedRecord]) -> dict[int, RecordOutcome]:
        """Write records and make them what visitors see, and return what became of each by its line.

        What a model refuses is left out; IntegrityError or DataError takes everything back.
        """
        written: dict[int, RecordOutcome] = {}
        with transaction.atomic():
            slugs = [plan.record["slug"] for plan in plans]
            programs = {program.slug: program for program in Program.objects.filter(slug__in=slugs)}
            rows = []
            for plan in plans:
                program = programs.get(plan.record["slug"]) or Program(slug=plan.record["slug"])
                outcome = replace(plan.outcome, curated_at=program.curated_at)
                program.curated_at = None if self.force else program.curated_at
                try:
                    rows.append((plan, outcome, RecordRows.of(program, plan.record, self.known)))
                except ValidationError as error:
                    written[outcome.line] = outcome.as_refused(error_messages(error))
            if not rows:
                return written
            save_rows([one for _, _, one in rows], self.known)
            changes = apply_changes(
                [one.program.pk for _, _, one in rows],
                [plan.action for plan, _, _ in rows if plan.action],
                by=self.by,
                parents=self.parents,
            )
        for (_, outcome, _), change in zip(rows, changes, strict=True):
            written[outcome.line] = replace(outcome, change=change)
        return written

    def write_plan(self, plan: PlannedRecord) -> dict[int, RecordOutcome]:
        """What the database refuses is taken back and said."""
        try:
            return self.write_plans([plan])
        except (IntegrityError, DataError) as error:
            self.known = KnownRows.load()
            return {plan.outcome.line: plan.outcome.as_refused(error_messages(error))}


def stated_slug(raw: Any) -> str:
    """The slug that a raw record gives, for messages; blank when it gives none."""
    slug = raw.get("slug") if isinstance(raw, dict) else None
    return quote_value(slug).strip("'\"") if isinstance(slug, str) else ""


def error_messages(error: Exception) -> list[str]:
    """What a model or the database says against a record."""
    if isinstance(error, ValidationError):
        return [f"{key}: {' '.join(said)}" for key, said in error.message_dict.items()]
    return [f"the database refuses it: {str(error).strip().splitlines()[0]}"]


def import_lines(
    lines: Iterable[bytes],
    *,
    dry_run: bool = False,
    force: bool = False,
    progress: Callable[[RecordOutcome], None] | None = None,
) -> CatalogImportReport:
    """Import one record per line and report what became of each; the same file twice changes nothing.

    What a person has decided since stays unless ``force``. ``dry_run`` reports the same
    and changes nothing. ``progress`` is called after each line.
    """
    report = CatalogImportReport()
    with transaction.atomic() if dry_run else contextlib.nullcontext():
        run = RecordImport(force=force)
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        while chunk := list(itertools.islice(numbered, CHUNK)):
            for outcome in run.import_chunk(chunk):
                report.outcomes.append(outcome)
                if progress:
                    progress(outcome)
        if dry_run:
            transaction.set_rollback(True)
    return report
