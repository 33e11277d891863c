"""One raw record, checked: everything that is wrong with it in plain words, or the record normalized.

Normalized is what ``records.record_of`` gives back after the import. The tables at the end name
every key of the exchange format, and the shapes before them say how each is checked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from programs import models as rows
from programs import proof
from programs.curation.importing.record_values import (
    Read,
    WrongValueError,
    column_reader,
    is_unstated,
    quote_value,
    read_country,
    read_flag,
    read_slug,
    read_valid_days,
    read_visa,
    read_whole_number,
)
from programs.records import CODES_KEYS, FLAG_COLUMNS, NUMBER_KEYS, TEXT_KEYS, Record

MOST_ROWS = 100


class CheckResult(NamedTuple):
    """What became of a raw record. ``record`` is None when there are errors."""

    record: Record | None
    errors: list[str]
    notes: list[str]


@dataclass(frozen=True)
class Findings:
    """What was found so far; an error refuses the record, a note does not."""

    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, path: str, reason: object) -> None:
        self.errors.append(f"{path}: {reason}")


@dataclass(frozen=True)
class OneValue:
    """A single value; None when it is not stated."""

    read: Read
    is_required: bool = False

    def check(self, raw: Any, path: str, found: Findings) -> Any:
        """The value read; None after an error."""
        if is_unstated(raw):
            if self.is_required:
                found.refuse(path, "is missing")
            return None
        try:
            return self.read(raw)
        except WrongValueError as error:
            found.refuse(path, error)
            return None


@dataclass(frozen=True)
class ManyValues:
    """A list of single values, none twice; [] when it is not stated."""

    read: Read

    def check(self, raw: Any, path: str, found: Findings) -> list[Any]:
        """The values read, without those that are refused."""
        if not is_list(raw, path, found):
            return []
        one = OneValue(self.read, is_required=True)
        values = [one.check(value, f"{path}[{place}]", found) for place, value in enumerate(raw)]
        refuse_repeats([(value,) for value in values], path, found)
        return values


@dataclass(frozen=True)
class ObjectShape:
    """An object with known keys; unknown ones are ignored with a note. None when it is not stated.

    Of two ``ordered`` keys the first may not be more than the second.
    """

    keys: Mapping[str, "Shape"]
    is_required: bool = False
    ordered: tuple[str, str] | None = None

    def check(self, raw: Any, path: str, found: Findings) -> Record | None:
        """The object with every key, unstated ones included."""
        if raw is None and not self.is_required:
            return None
        if not isinstance(raw, dict):
            found.refuse(
                path or "record", "is missing" if raw is None else f"{quote_value(raw)} is not an object"
            )
            return None
        note_unknown_keys(raw, self.keys, path, found)
        checked = {
            key: shape.check(raw.get(key), f"{path}.{key}" if path else key, found)
            for key, shape in self.keys.items()
        }
        if self.ordered:
            refuse_disorder(checked, self.ordered, path, found)
        return checked


@dataclass(frozen=True)
class ObjectList:
    """A list of objects; [] when it is not stated. ``unique`` keys together are not given twice."""

    row: ObjectShape
    unique: tuple[str, ...] = ()

    def check(self, raw: Any, path: str, found: Findings) -> list[Record | None]:
        """The objects, None for one that is refused."""
        if not is_list(raw, path, found):
            return []
        one = replace(self.row, is_required=True)
        checked = [one.check(row, f"{path}[{place}]", found) for place, row in enumerate(raw)]
        if self.unique:
            refuse_repeats([tuple(row[key] for key in self.unique) for row in checked if row], path, found)
        return checked


@dataclass(frozen=True)
class SourcePlaces:
    """Paths of facts, each with the place of a source counted from 0; {} when it is not stated."""

    def check(self, raw: Any, path: str, found: Findings) -> dict[str, int]:
        """The places read; what they point at is checked with the whole record."""
        if raw is None:
            return {}
        if not isinstance(raw, dict) or len(raw) > MOST_ROWS:
            found.refuse(path, f"{quote_value(raw)} is not an object with at most {MOST_ROWS} keys")
            return {}
        one = OneValue(read_whole_number, is_required=True)
        return {key: one.check(place, f"{path}.{key}", found) for key, place in raw.items()}


Shape = OneValue | ManyValues | ObjectShape | ObjectList | SourcePlaces


def is_list(raw: Any, path: str, found: Findings) -> bool:
    """Whether there is a list to read; refuse what is none, and one without end."""
    if raw is None:
        return False
    if not isinstance(raw, list):
        found.refuse(path, f"{quote_value(raw)} is not a list")
        return False
    if len(raw) > MOST_ROWS:
        found.refuse(path, f"has {len(raw)} entries, more than {MOST_ROWS}")
        return False
    return True


def refuse_repeats(values: list[tuple[Any, ...]], path: str, found: Findings) -> None:
    """Refuse each combination that a list has more than once; None first marks one refused before."""
    for value in dict.fromkeys(value for value in values if value[0] is not None and values.count(value) > 1):
        written = " / ".join(str(part) for part in value if part is not None)
        found.refuse(path, f"{quote_value(written)} is there more than once")


def refuse_disorder(checked: Record, pair: tuple[str, str], path: str, found: Findings) -> None:
    """Refuse a first value above the second; days of every year have no order."""
    low, high = (checked[key] for key in pair)
    if low is None or high is None or "--" in f"{low}{high}":
        return
    if low > high:
        order = "is after" if isinstance(low, str) else "is more than"
        found.refuse(path or pair[0], f"{pair[0]} {quote_value(low)} {order} {pair[1]} {quote_value(high)}")


def note_unknown_keys(raw: dict[Any, Any], keys: Collection[str], path: str, found: Findings) -> None:
    if unknown := [key for key in raw if key not in keys]:
        found.notes.append(f"{path + ': ' if path else ''}ignored unknown keys {quote_value(unknown)}")


def column_shapes(model: type[models.Model], required: str, optional: str = "") -> dict[str, Shape]:
    """The single values that a table keeps under the same names, named in two lists of words."""
    must: dict[str, Shape] = {
        key: OneValue(column_reader(model, key), is_required=True) for key in required.split()
    }
    return must | {key: OneValue(column_reader(model, key)) for key in optional.split()}


FEE = column_shapes(rows.Fee, "kind basis", "amount_min amount_max applies_to note") | {
    "refundable": OneValue(read_flag),
    "counted": OneValue(read_flag),
}
REQUIREMENT = column_shapes(rows.ProgramRequirement, "level", "minimum detail any_of applies_to") | {
    "code": OneValue(column_reader(rows.Requirement, "code"), is_required=True),
    "valid_days": OneValue(read_valid_days),
}
FUNDING = {
    "kind": OneValue(column_reader(rows.Program, "funding_kind"), is_required=True),
    "amount_usd": OneValue(read_whole_number),
    "note": OneValue(column_reader(rows.Program, "funding_note")),
}
CAPACITY = {
    "count": OneValue(read_whole_number),
    "per": OneValue(column_reader(rows.Program, "capacity_per")),
    "note": OneValue(column_reader(rows.Program, "capacity_note")),
}
HOST = column_shapes(rows.Host, "name", "city state") | {
    "kind": OneValue(column_reader(rows.Program, "host_kind"), is_required=True)
}
WINDOW = column_shapes(rows.Window, "", "opens closes term note")
RECORD = ObjectShape(
    {
        **column_shapes(rows.Program, "", " ".join([*TEXT_KEYS, *NUMBER_KEYS])),
        **column_shapes(rows.Program, "name type"),
        "slug": OneValue(read_slug, is_required=True),
        **{key: OneValue(read_flag) for key in FLAG_COLUMNS},
        **{key: ManyValues(column_reader(rows.Program, key)) for key in CODES_KEYS},
        "citizenships": ManyValues(read_country),
        "citizenships_refused": ManyValues(read_country),
        "visas": ManyValues(read_visa),
        "visas_refused": ManyValues(read_visa),
        "specialties": ManyValues(column_reader(rows.Specialty, "name")),
        "host": ObjectShape(HOST, is_required=True),
        "provider": ObjectShape(column_shapes(rows.Provider, "name kind")),
        "funding": ObjectShape(FUNDING),
        "capacity": ObjectShape(CAPACITY),
        "fees": ObjectList(ObjectShape(FEE, ordered=("amount_min", "amount_max"))),
        "requirements": ObjectList(ObjectShape(REQUIREMENT), unique=("code", "any_of", "applies_to")),
        "windows": ObjectList(ObjectShape(WINDOW, ordered=("opens", "closes"))),
        "sources": ObjectList(ObjectShape(column_shapes(rows.Source, "url kind", "title page_date"))),
        "limits": ObjectList(ObjectShape(column_shapes(rows.Limit, "kind", "maximum note"))),
        "differences": ObjectList(ObjectShape(column_shapes(rows.AudienceDifference, "audience fact value"))),
        "blocks": ObjectList(
            ObjectShape(column_shapes(rows.Block, "starts", "ends note"), ordered=("starts", "ends"))
        ),
        "packages": ObjectList(ObjectShape(column_shapes(rows.Package, "name", "weeks price_usd note"))),
        "proof": SourcePlaces(),
    },
    is_required=True,
    ordered=("weeks_min", "weeks_max"),
)
# What may rest on a source of its own.
PROVEN_KEYS = RECORD.keys.keys() - {"slug", "sources", "proof"}


def check_shape(raw: Any, shape: ObjectShape) -> CheckResult:
    found = Findings()
    record = shape.check(raw, "", found)
    return CheckResult(None if found.errors else record, found.errors, found.notes)


def check_record(raw: Any) -> CheckResult:
    """Check one raw record of the exchange format.

    A missing key is not stated, as null is; only slug, name, type and the host's name and kind,
    and what each line is about (a fee's kind and basis, a source's address …) have to be there.
    """
    record, errors, notes = check_shape(raw, RECORD)
    if record is None:
        return CheckResult(None, errors, notes)
    record["any_specialty"] = bool(record["any_specialty"])
    record["specialties"] = sorted(record["specialties"])
    if record["capacity"] and set(record["capacity"].values()) == {None}:
        record["capacity"] = None
    if errors := proof_errors(record):
        return CheckResult(None, errors, notes)
    unstated = [path for path in record["proof"] if is_unstated_path(record, path)]
    if unstated:
        notes = [*notes, f"proof: ignored what is not stated {quote_value(unstated)}"]
        record["proof"] = {path: n for path, n in record["proof"].items() if path not in unstated}
    record["proof"] = proof.normalize_proof(record, record["proof"])
    return CheckResult(record, errors, notes if record["sources"] else [*notes, "sources: none is named"])


def validate_path(path: str) -> None:
    """Raise ValidationError unless a path names a fact that may rest on a source of its own."""
    if path.partition(".")[0] not in PROVEN_KEYS:
        message = f"{path} is no fact. Write its key in the exchange format, such as housing."
        raise ValidationError(message)


def proof_errors(record: Record) -> list[str]:
    """What is wrong with the paths and places of a record's proof."""
    sources, errors = len(record["sources"]), []
    for path, place in record["proof"].items():
        if place >= sources:
            errors.append(f"proof.{path}: there is no source {place}; {sources} are named, counted from 0")
        if path.partition(".")[0] not in PROVEN_KEYS:
            errors.append(f"proof: {quote_value(path)} is no fact")
    return errors


def is_unstated_path(record: Record, path: str) -> bool:
    """Whether a record does not state what a path of its proof names."""
    key, _, part = path.partition(".")
    if not part:
        return record[key] in (None, [], {})
    if not isinstance(record[key], list):
        return True
    codes = [line.get("code") for line in record[key]] if key == "requirements" else []
    places = map(str, range(len(record[key]))) if key in proof.LINES else map(str, record[key])
    return part not in {*places, *codes}
