"""PDF: opened and walked by qpdf; all bytes, older revisions too, are searched for names of what acts.

What is promised and why: docs/decisions/0002-what-the-upload-check-promises.md.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import pikepdf

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.pdf_filters import MAX_READ, TOO_BIG, Budget, unpack
from applicants.documents.checking.pdf_objects import LOCKED, check_objects
from applicants.documents.sizes import MAX_FILE_BYTES

# Names of what acts, also in what no reader reaches; but not in words ("HTML/JavaScript").
NAMES = (
    rb"JavaScript|Launch|EmbeddedFiles?|RichMedia(?:Content|Settings|Execute)?|SubmitForm|ImportData"
    rb"|GoTo(?:R|E|3DView)|Rendition|EnableJavaScripts"
)
PLAIN = re.compile(rb"/(?:(?<=/S/)|(?<![A-Za-z0-9]/))(?:%s)\b" % NAMES)
ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z#0-9]{0,40}")  # "/J#61vaScript"
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
NEVER_ESCAPED = re.compile(rb"/(?:%s|ObjStm|XRef|Encrypt|Filter|LZW(?:Decode)?)\Z" % NAMES)
END, ANOTHER = re.compile(rb"%%EOF[\s\0]*\Z"), re.compile(rb"%%EOF\s*%PDF-")
STREAM, INNER = re.compile(rb"\bstream *\r?\n"), re.compile(rb">>\s*+stream\b")
REMARK = re.compile(rb"%[^\r\n]*")
HEAD = re.compile(rb"\d[\s\0]+\d+[\s\0]*obj(?![A-Za-z])")  # of an object
ODD_FILTER = re.compile(rb"/(?:ASCII|A85|AHx|LZW|RunLength|RL\b)|/Filter\s*+(?:\[\s*+)?\d")
DELIMITERS = b" \t\r\n[<(/"


def check_pdf(file: BinaryIO) -> None:
    """Raise RefusedError unless the file is one whole PDF that does nothing but show pages."""
    file.seek(0)
    content, budget = file.read(MAX_FILE_BYTES + 1), Budget()
    check_bytes(content, budget)
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            check_objects(pdf, budget)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(LOCKED if isinstance(error, pikepdf.PasswordError) else BROKEN) from error


def check_bytes(content: bytes, budget: Budget) -> None:
    """Raise RefusedError if the bytes alone show a fault, or if there are too many to read in time."""
    if not END.search(content[-2048:]):
        raise RefusedError(HIDDEN if b"%%EOF" in content else BROKEN)
    if ANOTHER.search(content):
        raise RefusedError(HIDDEN)
    check_names(content, budget)
    for text in texts_of(content):
        budget.spend("read", len(text))
        budget.spend("values", len(text) - len(text.translate(None, DELIMITERS)))
        check_names(text, budget)
        if any(HEAD.search(remark[0]) for remark in REMARK.finditer(text)):
            raise RefusedError(HIDDEN)


def check_names(text: bytes, budget: Budget) -> None:
    """Raise RefusedError if a PDF name is forbidden, or hides a common name behind escapes."""
    if PLAIN.search(text):
        raise RefusedError(ACTIVE)
    for name in ESCAPED.finditer(text):
        budget.spend("escaped")
        if NEVER_ESCAPED.match(ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name[0])):
            raise RefusedError(ACTIVE)


def texts_of(content: bytes) -> Iterator[bytes]:
    """Yield what stands outside of streams, and what streams of objects and of tables unpack to."""
    place = 0
    while found := STREAM.search(content, place):
        head, start = content[place : found.start()], found.end()
        yield head
        place = content.find(b"endstream", start)
        if place < 0 or INNER.search(content, start, place):
            raise RefusedError(BROKEN if place < 0 else HIDDEN)
        is_read_at_once = b"/ObjStm" in head or b"/XRef" in head
        if is_read_at_once and ODD_FILTER.search(head):
            raise RefusedError(TOO_BIG)  # nobody packs those so
        if is_read_at_once or b"/First" in head[head.rfind(b"obj") :]:  # some readers do not ask for its type
            yield unpack(content[start:place], MAX_READ)
    yield content[place:]
