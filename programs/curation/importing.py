"""Importing records, one JSON object on each line, all or nothing per record."""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from programs.choices import ChangeAction
from programs.curation.closed_programs import check_any_shape
from programs.curation.merging import merge
from programs.curation.publishing import apply_change, specialty_parents
from programs.curation.record_rows import KnownRows, write_record
from programs.curation.record_values import shown
from programs.models import Program
from programs.records import Record, changed_facts


class RecordResult(models.TextChoices):
    """What an import did with one line."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class RecordOutcome:
    """What became of one line: reasons for a refusal, changed facts of an update, notes."""

    line: int
    slug: str
    result: RecordResult
    messages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        words = [f"line {self.line}: {self.result}", *([self.slug] if self.slug else [])]
        said = [*self.messages, *(f"note: {note}" for note in self.notes)]
        return " ".join(words) + (f": {'; '.join(said)}" if said else "")


@dataclass(frozen=True)
class CatalogImportReport:
    """What became of every line that is not blank."""

    outcomes: list[RecordOutcome] = field(default_factory=list)

    def count(self, result: RecordResult) -> int:
        """Return how many lines had this result."""
        return sum(outcome.result == result for outcome in self.outcomes)

    @property
    def refused(self) -> list[RecordOutcome]:
        """Return the lines that were refused."""
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
    """Return an object of JSON; RefusedError when it names a key twice."""
    if repeated := [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]:
        raise RefusedRecordError(f"the key {shown(repeated[0])} is there more than once")
    return dict(pairs)


def parse(line: bytes) -> Any:
    """Return the JSON value of a line; RefusedError when there is none."""
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


class Import:
    """One run over some lines: what it knows, and where each slug was first seen."""

    def __init__(self, *, force: bool) -> None:
        self.force = force
        self.known = KnownRows.load()
        self.parents = specialty_parents()
        self.first_lines: dict[str, int] = {}

    def take(self, number: int, line: bytes) -> RecordOutcome:
        """Import one line and return what became of it; a refused one leaves nothing behind."""
        slug = ""
        try:
            raw = parse(line)
            slug = slug_in(raw)
            record, notes = self.checked(raw, number)
            slug = record["slug"]
            return self.store(record, number, notes)
        except RefusedRecordError as error:
            return RecordOutcome(number, slug, RecordResult.REFUSED, list(error.args))

    def checked(self, raw: Any, number: int) -> tuple[Record, list[str]]:
        """Return the normalized record and notes; RefusedError with everything that is wrong."""
        record, errors, notes = check_any_shape(raw)
        if record is None:
            raise RefusedRecordError(*errors)
        notes = [*notes, *self.known.name_specialties(record)]
        if strangers := self.known.strangers(record):
            raise RefusedRecordError(*strangers)
        first = self.first_lines.setdefault(record["slug"], number)
        if first != number:
            raise RefusedRecordError(f"slug: {record['slug']} is already on line {first}")
        return record, [*notes, *self.known.match_provider(record)]

    def store(self, record: Record, number: int, notes: list[str]) -> RecordOutcome:
        """Write a checked record unless there is nothing to change; what curators decided stays."""
        slug = record["slug"]
        program = Program.objects.filter(slug=slug).first()
        if program is None:
            self.write(Program(slug=slug), record, ChangeAction.CREATED)
            return RecordOutcome(number, slug, RecordResult.CREATED, [], notes)
        kept: list[str] = []
        if program.curated_at and not self.force:
            record, kept = merge(program, record)
        facts = changed_facts(program.record, record)
        if not facts:
            result = RecordResult.KEPT if kept else RecordResult.UNCHANGED
            return RecordOutcome(number, slug, result, kept, notes)
        self.write(program, record, ChangeAction.IMPORTED)
        return RecordOutcome(number, slug, RecordResult.UPDATED, [", ".join(facts), *kept], notes)

    def write(self, program: Program, record: Record, action: ChangeAction) -> None:
        """Write the record and make it what visitors see; RefusedError takes everything back."""
        try:
            with transaction.atomic():
                program.curated_at = None if self.force else program.curated_at
                write_record(program, record, self.known)
                apply_change(program.pk, action, parents=self.parents)
        except (ValidationError, IntegrityError, DataError) as error:
            self.known = KnownRows.load()  # it may have remembered a host that was taken back
            raise RefusedRecordError(*reasons(error)) from error


def slug_in(raw: Any) -> str:
    """Return the slug that a raw record gives, for messages; blank when it gives none."""
    slug = raw.get("slug") if isinstance(raw, dict) else None
    return shown(slug).strip("'\"") if isinstance(slug, str) else ""


def reasons(error: Exception) -> list[str]:
    """Return what a model or the database says against a record."""
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
        run = Import(force=force)
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            report.outcomes.append(run.take(number, line))
            if progress:
                progress(report.outcomes[-1])
        if dry_run:
            transaction.set_rollback(True)
    return report
