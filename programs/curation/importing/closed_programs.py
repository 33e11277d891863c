"""The short shape of a record: a host that says it does not take international applicants."""

from typing import Any

from django.utils.text import slugify

from programs import models as rows
from programs.choices import HostKind, Intake, ProgramType, SourceKind
from programs.curation.importing.record_check import (
    CheckResult,
    ManyValues,
    ObjectShape,
    OneValue,
    check_record,
    check_shape,
    column_shapes,
)
from programs.curation.importing.record_values import column_reader
from programs.records import Record

LONGEST_SLUG = 80
WORDS_OF_A_UNIVERSITY = ("University", "School of Medicine", "College of Medicine", "Medical School")

CLOSED_PROGRAM = ObjectShape(
    {
        "host": OneValue(column_reader(rows.Host, "name"), is_required=True),
        "host_kind": OneValue(column_reader(rows.Program, "host_kind")),
        **column_shapes(rows.Host, "", "city state"),
        **column_shapes(rows.Program, "type"),
        "not_open_to": ManyValues(column_reader(rows.Program, "not_open_to")),
        "words_in_brief": OneValue(column_reader(rows.Program, "summary"), is_required=True),
        "source_url": OneValue(column_reader(rows.Source, "url"), is_required=True),
        "source_title": OneValue(column_reader(rows.Source, "title")),
        "page_date": OneValue(column_reader(rows.Source, "page_date")),
    },
    is_required=True,
)


def is_closed_program(raw: Any) -> bool:
    return isinstance(raw, dict) and "words_in_brief" in raw and "slug" not in raw


def kind_by_name(host: str) -> HostKind:
    """A host's kind where its name says it; a hospital's name does not say what kind it is."""
    is_university = any(words in host for words in WORDS_OF_A_UNIVERSITY)
    return HostKind.UNIVERSITY if is_university else HostKind.OTHER


def expand_closed_program(row: Record) -> Record:
    """A checked closed program as a raw record."""
    label = ProgramType(row["type"]).label
    return {
        "slug": slugify(f"{row['host']} {label} closed-door")[:LONGEST_SLUG].strip("-"),
        "name": f"{label} (closed to international applicants)",
        "host": {
            "name": row["host"],
            "kind": row["host_kind"] or str(kind_by_name(row["host"])),
            "city": row["city"],
            "state": row["state"],
        },
        "type": row["type"],
        "not_open_to": row["not_open_to"],
        "intake": str(Intake.NOT_OFFERED),
        "intake_as_of": row["page_date"],
        "website": row["source_url"],
        "sources": [
            {
                "url": row["source_url"],
                "title": row["source_title"],
                "page_date": row["page_date"],
                "kind": str(SourceKind.PRIMARY),
            }
        ],
        "summary": row["words_in_brief"],
    }


def check_either_shape(raw: Any) -> CheckResult:
    """Check a raw record of either shape; a closed program comes back as a normal record."""
    if not is_closed_program(raw):
        return check_record(raw)
    row, errors, notes = check_shape(raw, CLOSED_PROGRAM)
    if row is None:
        return CheckResult(None, errors, notes)
    checked = check_record(expand_closed_program(row))
    return checked._replace(notes=[*notes, *checked.notes])
