"""PDF: the whole graph of objects is walked, as a reader sees it. Bytes alone would refuse honest files."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.quotas import MAX_FILE_BYTES

LOCKED = "This PDF is locked with a password. Save a copy without one and upload that."
TOO_BIG = "This PDF is too complicated to check. Print it to a new PDF and upload that."
MAX_OBJECTS, MAX_VALUES = 60_000, 1_500_000
# Keys that hold a script, a form of Adobe's own, or another file.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
FILE_KEYS = {"/EF", "/EmbeddedFiles", "/Collection", "/FFilter"}
# What an action or an annotation does (ISO 32000-1, 12.6.4 and 12.5.6). Going to a page or a link is fine.
ACTIONS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToR", "/GoToE", "/Hide"),
    *("/Rendition", "/Movie", "/Sound", "/GoTo3DView", "/RichMediaExecute", "/SetOCGState", "/Trans"),
}
ANNOTATIONS = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
LINKS = re.compile(r"\s*(https?:|mailto:|tel:|#|www\.|/?[\w.-]+([/?#]|$))", re.IGNORECASE)
# Also in what no reader would reach any more; escaped as a name may be ("/J#61vaScript").
FORBIDDEN = {b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/SubmitForm"}
ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z#0-9]{0,40}")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PLAIN = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm)\b")
END = re.compile(rb"%%EOF[\s\0]*\Z")


def check_pdf(file: BinaryIO) -> None:
    """RefusedError unless it is one whole PDF that does nothing but show pages."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    if not END.search(content[-2048:]):
        raise RefusedError(HIDDEN if b"%%EOF" in content else BROKEN)
    if PLAIN.search(content) or any(unescaped(name) in FORBIDDEN for name in ESCAPED.findall(content)):
        raise RefusedError(ACTIVE)
    del content
    file.seek(0)
    try:
        check_graph(PdfReader(file, strict=False))
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(BROKEN) from error


def unescaped(name: bytes) -> bytes:
    """Return a name as a reader understands it."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)


def check_graph(reader: PdfReader) -> None:
    """RefusedError for an encrypted file, one without pages, or one with anything active in it."""
    if reader.is_encrypted:
        raise RefusedError(LOCKED)
    if not len(reader.pages):
        raise RefusedError(BROKEN)
    for page in reader.pages:
        _ = page.mediabox
    numbers = numbers_of(reader)
    if len(numbers) > MAX_OBJECTS:
        raise RefusedError(TOO_BIG)
    for count, value in enumerate(values_of(reader, numbers)):
        if count > MAX_VALUES:
            raise RefusedError(TOO_BIG)
        if isinstance(value, DictionaryObject):
            check_dictionary(value)


def numbers_of(reader: PdfReader) -> set[tuple[int, int]]:
    """Return every object of the file as (number, generation), those in object streams too."""
    plain = {(number, generation) for generation, found in reader.xref.items() for number in found if number}
    return plain | {(number, 0) for number in reader.xref_objStm}


def values_of(reader: PdfReader, numbers: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield every value of the trailer and of every object, with what is inside it."""
    waiting: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        waiting.append(IndirectObject(number, generation, reader).get_object())
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, DictionaryObject):
                waiting.extend(part for part in value.values() if not isinstance(part, IndirectObject))
            elif isinstance(value, ArrayObject):
                waiting.extend(part for part in value if not isinstance(part, IndirectObject))


def check_dictionary(value: DictionaryObject) -> None:
    """RefusedError for a dictionary that acts, plays or carries a file."""
    keys = set(value)
    if keys & ACTIVE_KEYS:
        raise RefusedError(ACTIVE)
    if keys & FILE_KEYS or (isinstance(value, StreamObject) and "/F" in keys):
        raise RefusedError("Another file is attached inside this PDF. Print it to a new PDF and upload that.")
    if resolved(value, "/S") in ACTIONS or resolved(value, "/Subtype") in ANNOTATIONS:
        raise RefusedError(ACTIVE)
    if "/URI" in keys and resolved(value, "/S") == "/URI" and not LINKS.match(str(resolved(value, "/URI"))):
        raise RefusedError("A link in this PDF does not lead to a web page. Remove it and save it again.")


def resolved(value: DictionaryObject, key: str) -> Any:
    """Return what stands under a key, references followed; None when nothing does."""
    found = value.get(key)
    found = found.get_object() if isinstance(found, IndirectObject) else found
    return str(found) if isinstance(found, NameObject) else found
