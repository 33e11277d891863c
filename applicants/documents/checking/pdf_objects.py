"""The objects of a PDF as plain values, within bounds: names begin with "/", texts with "u:" or "b:"."""

import json
import re
from itertools import chain
from typing import Any

import pikepdf

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.pdf_filters import MAX_READ, Budget, check_unpacked
from applicants.documents.checking.pdf_rules import check_value

LOCKED = "This PDF is locked with a password. Save a copy without one and upload that."
# qpdf's own limits hold for the whole process and have to be set before its first file.
pikepdf.settings.set_qpdf_limits(
    max_stream_filters=2,
    parser_max_nesting=40,
    flate_max_memory=MAX_READ,
    png_max_memory=MAX_READ,
    tiff_max_memory=MAX_READ,
    run_length_max_memory=MAX_READ,
)
REFERENCE, MOST_STEPS = re.compile(r"(\d+) (\d+) R"), 5
# Of qpdf's warnings: what other readers may understand differently.
UNCLEAR = ("duplicated key", "unknown token", "loop detected", "Cross-reference stream", "deeply nested")


def check_objects(pdf: pikepdf.Pdf, budget: Budget) -> None:
    """Raise RefusedError if the PDF is locked, has no pages, holds a forbidden object, or takes too long."""

    def look(value: Any) -> Any:
        for _ in range(MOST_STEPS):
            found = REFERENCE.fullmatch(value) if isinstance(value, str) else None
            if not found:
                return value
            value = plain_value(pdf.get_object(int(found[1]), int(found[2])), budget)
        raise RefusedError(HIDDEN)

    if pdf.is_encrypted or not len(pdf.pages):
        raise RefusedError(LOCKED if pdf.is_encrypted else BROKEN)
    numbers = pdf.get_xref_table()
    budget.spend("objects", len(numbers))
    for found in chain([pdf.trailer], map(pdf.get_object, numbers)):
        dictionaries: list[dict[str, Any]] = []
        value = plain_value(found, budget, dictionaries)
        for inside in dictionaries:
            check_value(inside, look)
        if isinstance(found, pikepdf.Stream):
            filters, body = look(value.get("/Filter")), found.read_raw_bytes()
            budget.spend("raw", len(body))
            names = filters if isinstance(filters, list) else [filters]
            check_unpacked([str(look(name)) for name in names], body, budget)
        warnings = "\n".join(str(warning) for warning in pdf.get_warnings())
        budget.spend("repairs", warnings.count("\n"))
        if any(unclear in warnings for unclear in UNCLEAR):
            raise RefusedError(BROKEN)


def plain_value(value: Any, budget: Budget, into: list[dict[str, Any]] | None = None) -> Any:
    if not isinstance(value, pikepdf.Object):
        return value  # a number, for one
    text = value.to_json(dereference=True)
    budget.spend("plain", len(text))
    dictionaries = [] if into is None else into

    def note(found: dict[str, Any]) -> dict[str, Any]:
        dictionaries.append(found)
        return found

    return json.loads(text, object_hook=note)
