"""Every object of a PDF, found by where it stands and not by the tables alone, within bounds."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, read_object

from applicants.documents.checking.faults import BROKEN, RefusedError

TOO_BIG = "This PDF is too complicated to check. Print it to a new PDF and upload that."
# What a second is enough for: objects, values in them, bytes to be read sign by sign, bytes unpacked.
MAX_OBJECTS, MAX_VALUES, MAX_READ = 40_000, 600_000, 5_000_000
MAX_UNPACKED, MAX_ALL_UNPACKED = 120_000_000, 300_000_000
MOST_FLATE = 1032  # times; the format cannot pack more tightly
FEED = 1024  # bytes
FLATE = {"/FlateDecode", "/Fl"}
PACKED_OBJECTS = "/ObjStm"

OBJECT = re.compile(rb"(?<!\d)\d{1,10}\s+\d{1,5}\s+obj\b\s*")
TRAILER = re.compile(rb"\btrailer\s*(?=<<)")
STREAM = re.compile(rb"\bstream *\r?\n")
BLANK = re.compile(rb"\s*")
READ_AT_ONCE = re.compile(rb"/(ObjStm|XRef)\b")  # whoever opens the file unpacks these


class Budget:
    """What is left of what one file may cost."""

    def __init__(self) -> None:
        self.left = {
            "objects": MAX_OBJECTS,
            "values": MAX_VALUES,
            "read": MAX_READ,
            "unpacked": MAX_ALL_UNPACKED,
        }

    def spend(self, what: str, count: int = 1) -> None:
        """RefusedError when more is spent than there is."""
        self.left[what] -= count
        if self.left[what] < 0:
            raise RefusedError(TOO_BIG)


def check_reading(content: bytes, budget: Budget) -> None:
    """RefusedError when opening the file takes too long: bytes outside of streams, and packed objects."""
    place = 0
    while found := STREAM.search(content, place):
        budget.spend("read", found.start() - place)
        head = content[max(place, content.rfind(b"obj", place, found.start())) : found.start()]
        place = content.find(b"endstream", found.end())
        if place < 0:
            raise RefusedError(BROKEN)
        if READ_AT_ONCE.search(head):
            budget.spend("read", unpacked_size(content[found.end() : place], MAX_READ))
    budget.spend("read", len(content) - place)


def unpacked_size(packed: bytes, most: int) -> int:
    """Return how many bytes something unpacks to, counted no further than one over a bound."""
    try:
        return len(zlib.decompressobj().decompress(packed, most + 1))
    except zlib.error:
        return len(packed)


def objects_of(reader: PdfReader, content: bytes, budget: Budget) -> Iterator[Any]:
    """Yield the trailers and every object, with every value inside; RefusedError when they are too many."""
    reader.strict = True  # what other readers may understand differently is refused from here on
    for start in starts_of(reader, content):
        budget.spend("objects")
        reader.stream.seek(start)
        value = read_object(reader.stream, reader)
        yield from values_of(value, budget)
        if isinstance(value, StreamObject):
            check_unpacked(value, budget)
            if value.get("/Type") == PACKED_OBJECTS:
                for packed in packed_objects(value, reader, budget):
                    yield from values_of(packed, budget)


def starts_of(reader: PdfReader, content: bytes) -> list[int]:
    """Return where each object and each trailer begins, those that the tables name and all others."""
    heads = {found.end() for found in OBJECT.finditer(content)}
    heads |= {found.end() for found in TRAILER.finditer(content)}
    listed = {place for table in reader.xref.values() for number, place in table.items() if number and place}
    for place in listed:
        if found := OBJECT.match(content, BLANK.match(content, place).end()):
            heads.add(found.end())
    return sorted(heads)


def values_of(value: Any, budget: Budget) -> Iterator[Any]:
    """Yield a value with every value inside it; what it refers to stands elsewhere."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        budget.spend("values")
        yield value
        if isinstance(value, DictionaryObject):
            waiting.extend(part for part in value.values() if not isinstance(part, IndirectObject))
        elif isinstance(value, ArrayObject):
            waiting.extend(part for part in value if not isinstance(part, IndirectObject))


def filters_of(value: StreamObject) -> list[str]:
    """Return the filters of a stream in their order."""
    found = value.get("/Filter")
    found = found.get_object() if isinstance(found, IndirectObject) else found
    return [str(name) for name in (found if isinstance(found, ArrayObject) else [found]) if name is not None]


def check_unpacked(value: StreamObject, budget: Budget) -> None:
    """RefusedError for a stream that unpacks to more than a page can be."""
    filters, packed = filters_of(value), value._data  # noqa: SLF001 - pypdf has no other name for it
    if sum(name in FLATE for name in filters) > 1 or (filters[1:] and value.get("/Type") == PACKED_OBJECTS):
        raise RefusedError(TOO_BIG)
    if not filters or filters[0] not in FLATE or len(packed) * MOST_FLATE < MAX_UNPACKED:
        return
    unpacking, size = zlib.decompressobj(), 0
    for start in range(0, len(packed), FEED):
        try:
            part = len(unpacking.decompress(packed[start : start + FEED]))
        except zlib.error:
            return  # a picture with a hole; what a reader would unpack has been counted
        size += part
        budget.spend("unpacked", part)
        if size > MAX_UNPACKED:
            raise RefusedError(TOO_BIG)


def packed_objects(value: StreamObject, reader: PdfReader, budget: Budget) -> Iterator[Any]:
    """Yield the objects that stand packed in a stream (ISO 32000-1, 7.5.7)."""
    if filters_of(value) and filters_of(value)[0] not in FLATE:
        raise RefusedError(TOO_BIG)
    body = value.get_data()
    first, count = int(value["/First"]), int(value["/N"])
    budget.spend("objects", count)
    numbers = [int(word) for word in body[:first].split()[: 2 * count]]
    if len(numbers) < 2 * count:
        raise RefusedError(BROKEN)
    stream = BytesIO(body)
    for place in numbers[1::2]:
        stream.seek(BLANK.match(body, first + place).end())
        yield read_object(stream, reader)
