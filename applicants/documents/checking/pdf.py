"""PDF: every object that stands anywhere in the file is looked at, whichever revision it belongs to.

Looking at bytes alone would refuse honest files; following the tables alone would trust what they leave out.
"""

import re
from bisect import bisect_left
from typing import BinaryIO

from pypdf import PdfReader

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.pdf_budget import Budget
from applicants.documents.checking.pdf_objects import check_reading, objects_of
from applicants.documents.checking.pdf_rules import check_value
from applicants.documents.quotas import MAX_FILE_BYTES

LOCKED = "This PDF is locked with a password. Save a copy without one and upload that."
# Also in what no reader would reach any more; escaped as a name may be ("/J#61vaScript").
FORBIDDEN = {b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/SubmitForm"}
FORBIDDEN |= {b"/ObjStm", b"/XRef", b"/Encrypt"}  # escaped only: nobody honest does
ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z#0-9]{0,40}")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PLAIN = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm)\b")
END = re.compile(rb"%%EOF[\s\0]*\Z")
ANOTHER = re.compile(rb"%%EOF\s*%PDF-")
START = re.compile(rb"startxref\s+(\d+)\s")
MOST_TABLES = 1000  # a program that adds to a file writes one at a time
TABLE_END = re.compile(rb"stream|startxref")
BEFORE = re.compile(rb"/Prev\s+(\d+)(?!\s+\d+\s+R|\d)")


def check_pdf(file: BinaryIO) -> None:
    """RefusedError unless it is one whole PDF that does nothing but show pages."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    check_bytes(content)
    file.seek(0)
    try:
        check_all(file, content)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(BROKEN) from error


def check_all(file: BinaryIO, content: bytes) -> None:
    """RefusedError for a lock, for what a value may not be, and for no pages; pypdf's errors for no PDF."""
    budget = Budget()
    check_reading(content, budget)
    check_tables(content)
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise RefusedError(LOCKED)
    for value in objects_of(reader, content, budget):
        check_value(value)
    check_pages(reader)


def check_bytes(content: bytes) -> None:
    """RefusedError for what bytes alone give away."""
    if not END.search(content[-2048:]):
        raise RefusedError(HIDDEN if b"%%EOF" in content else BROKEN)
    if ANOTHER.search(content):
        raise RefusedError(HIDDEN)
    if has_plain(content) or any(unescaped(name) in FORBIDDEN for name in ESCAPED.findall(content)):
        raise RefusedError(ACTIVE)


def has_plain(content: bytes) -> bool:
    """Return whether a forbidden name stands there, but for a page's words, such as "HTML/JavaScript"."""
    befores = (content[max(0, found.start() - 2) : found.start()] for found in PLAIN.finditer(content))
    return any(before == b"/S" or not before[-1:].isalnum() for before in befores)


def unescaped(name: bytes) -> bytes:
    """Return a name as a reader understands it."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)


def check_pages(reader: PdfReader) -> None:
    """RefusedError for a file without pages, or with one that has no size."""
    reader.strict = False
    if not len(reader.pages):
        raise RefusedError(BROKEN)
    for page in reader.pages:
        _ = page.mediabox


def check_tables(content: bytes) -> None:
    """RefusedError when a table of objects names itself, over others or not, as the one before it."""
    found, ends = START.findall(content), [end.start() for end in TABLE_END.finditer(content)]
    place, seen = (int(found[-1]) if found else None), set()
    while place is not None:
        if place in seen or len(seen) == MOST_TABLES:
            raise RefusedError(BROKEN)
        seen.add(place)
        after = bisect_left(ends, place)
        before = BEFORE.search(content, place, ends[after] if after < len(ends) else place)
        place = int(before[1]) if before else None
