"""What no value of a PDF may be: an action but going somewhere, a script, a player, another file."""

import re
from itertools import islice
from typing import Any

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from applicants.documents.checking.faults import ACTIVE, BROKEN, RefusedError

ATTACHED = "This PDF holds another file or needs one. Print it to a new PDF and upload that."
ODD_LINK = "A link in this PDF does not lead to a web page. Remove it and save it again."
TOO_LARGE = "A picture in this PDF is too large to open. Make it smaller and upload it again."
# Keys that hold a script, a form of Adobe's own, or another file.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/OnInstantiate"}
PROPERTY = {"/N", "/V", "/F", "/H"}  # ISO 32000-1, 14.7.5.4
FILE_KEYS = {"/EF", "/EmbeddedFiles", "/Collection", "/FFilter", "/UF"}
# What an action or an annotation does (ISO 32000-1, 12.6.4 and 12.5.6). Going to a page or a link is fine.
ACTIONS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToR", "/GoToE", "/Hide"),
    *("/Rendition", "/Movie", "/Sound", "/GoTo3DView", "/RichMediaExecute", "/SetOCGState", "/Trans"),
    *("/EnableJavaScripts", "/Thread", "/GoToDp"),
}
ANNOTATIONS = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
LINKS = re.compile(r"\s*(https?:|mailto:(?!.*[?&]attach)|tel:|#|www\.|/?[\w.-]+([/?#]|$))", re.IGNORECASE)
MOST_ACTIONS = 30  # one after another
MOST_ROWS = 10_000_000
MAX_PIXELS = 400_000_000  # A3 at 1,200 dots an inch


def check_value(value: Any) -> None:
    """RefusedError for a value that acts, plays, carries a file, or explodes."""
    if not isinstance(value, DictionaryObject):
        return
    keys = set(value)
    if keys & ACTIVE_KEYS or resolved(value, "/S") in ACTIONS:
        raise RefusedError(ACTIVE)
    if "/OpenAction" in keys and acts(resolved(value, "/OpenAction")):
        raise RefusedError(ACTIVE)
    if "/AA" in keys and acts(ArrayObject(parts_of(resolved(value, "/AA")))):
        raise RefusedError(ACTIVE)
    if keys & FILE_KEYS or names_file(value):
        raise RefusedError(ATTACHED)
    if number(value, "/Columns") * max(1, number(value, "/Rows")) > MAX_PIXELS:
        raise RefusedError(TOO_LARGE)
    if "/Subtype" in keys and resolved(value, "/Subtype") in ANNOTATIONS:
        raise RefusedError(ACTIVE)
    if isinstance(value, StreamObject):
        check_stream(value)
    if "/URI" in keys and not is_plain_link(value):
        raise RefusedError(ODD_LINK)


def acts(value: Any) -> bool:
    """Return whether what happens by itself is anything but going to a place in the document."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_ACTIONS:
        value, seen = waiting.pop(), seen + 1
        if isinstance(value, ArrayObject):
            waiting += parts_of(value)
        elif isinstance(value, DictionaryObject) and "/S" in value:
            if resolved(value, "/S") != "/GoTo":
                return True
            waiting.append(resolved(value, "/Next"))
    return bool(waiting)


def parts_of(value: Any) -> list[Any]:
    """Return what a list or dictionary holds, references followed."""
    parts = value.values() if isinstance(value, DictionaryObject) else value
    is_group = isinstance(value, (ArrayObject, DictionaryObject))
    return [part.get_object() for part in islice(parts, MOST_ACTIONS)] if is_group else [value]


def names_file(value: DictionaryObject) -> bool:
    """Return whether a dictionary names a file; in a property of a drawing the same key holds its words."""
    is_text = isinstance(resolved(value, "/F"), (TextStringObject, ByteStringObject))
    return is_text and not PROPERTY.issuperset(value)


def check_stream(value: StreamObject) -> None:
    """RefusedError for a stream that comes from elsewhere, is a program for printers, or is too large."""
    if "/F" in value:
        raise RefusedError(ATTACHED)
    kind = resolved(value, "/Subtype")
    if kind == "/PS" or resolved(value, "/Subtype2") == "/PS":
        raise RefusedError(ACTIVE)
    if kind == "/Image" and number(value, "/Width") * number(value, "/Height") > MAX_PIXELS:
        raise RefusedError(TOO_LARGE)
    if resolved(value, "/Type") == "/XRef" and not is_sane_table(value):
        raise RefusedError(BROKEN)


def is_sane_table(value: StreamObject) -> bool:
    """Return whether the rows of a table have bytes, and are no more than a file can have."""
    widths, rows = resolved(value, "/W"), resolved(value, "/Index")
    counts = [number(value, "/Size"), *(rows if isinstance(rows, ArrayObject) else [])]
    return isinstance(widths, ArrayObject) and any(widths) and max(counts) <= MOST_ROWS


def is_plain_link(value: DictionaryObject) -> bool:
    """Return whether an action of links, or the base of all of them, leads to the web."""
    target = resolved(value, "/URI")
    if isinstance(target, DictionaryObject):
        target = resolved(target, "/Base") or "#"
    return bool(LINKS.match(str(target))) or (resolved(value, "/S") != "/URI" and "/Pages" not in value)


def number(value: DictionaryObject, key: str) -> int:
    """Return a number under a key; 0 where none is."""
    found = resolved(value, key)
    return int(found) if isinstance(found, (int, float)) else 0


def resolved(value: DictionaryObject, key: str) -> Any:
    """Return what stands under a key, references followed; None when nothing does."""
    found = value.raw_get(key) if key in value else None
    for _ in range(3):
        if not isinstance(found, IndirectObject):
            break
        found = found.get_object()
    return str(found) if isinstance(found, NameObject) else found
