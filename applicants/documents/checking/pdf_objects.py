"""Every object of a PDF, found by where it stands and not by the tables alone, within bounds."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, read_object

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.pdf_budget import MAX_READ, TOO_BIG, Budget
from applicants.documents.checking.pdf_filters import FLATE, check_unpacked, filters_of

PACKED_OBJECTS = "/ObjStm"

OBJECT = re.compile(rb"(?<!\d)\d++[\s\0]++\d++[\s\0]*+obj(?![A-Za-z])")
WORD = re.compile(rb"obj(?![A-Za-z])")
REMARK, HEAD_END = re.compile(rb"%[^\r\n]*"), re.compile(rb"\d[\s\0]+\d+[\s\0]*\Z")
LONGEST_HEAD = 200  # bytes
TRAILER = re.compile(rb"\btrailer\s*(?=<<)")
STREAM = re.compile(rb"\bstream *\r?\n")
BLANK = re.compile(rb"[\s\0]*")
READ_AT_ONCE = re.compile(rb"/(ObjStm|XRef)\b")  # whoever opens the file unpacks these
ODD_FILTER = re.compile(rb"/(ASCII|A85|AHx|LZW|RunLength|RL\b)")  # nobody packs those so


def check_reading(content: bytes, budget: Budget) -> None:
    """RefusedError when opening the file takes too long: bytes outside of streams, and packed objects."""
    place = 0
    while found := STREAM.search(content, place):
        budget.spend("read", found.start() - place)
        head = content[place : found.start()]
        place = content.find(b"endstream", found.end())
        if place < 0:
            raise RefusedError(BROKEN)
        if READ_AT_ONCE.search(head):
            if ODD_FILTER.search(head):
                raise RefusedError(TOO_BIG)
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
    for start in starts_of(content, reader, budget):
        budget.spend("objects")
        reader.stream.seek(start)
        value = read_object(reader.stream, reader)
        body = value._data if isinstance(value, StreamObject) else b""  # noqa: SLF001 - as in pdf_filters
        budget.spend("parsed", reader.stream.tell() - start - len(body))  # objects may stand in one another
        yield from values_of(value, budget)
        if isinstance(value, StreamObject):
            check_unpacked(value, budget)
            if "/First" in value and "/N" in value:  # some readers do not ask for its type
                for packed in packed_objects(value, reader, budget):
                    yield from values_of(packed, budget)


def starts_of(content: bytes, reader: PdfReader, budget: Budget) -> list[int]:
    """Return where each object and each trailer begins, those that the tables name and all others."""
    words = {found.end() for found in OBJECT.finditer(content)}
    check_heads(content, words, budget)
    for table in reader.xref.values():
        for number, place in table.items():
            if number and place and (found := OBJECT.match(content, BLANK.match(content, place).end())):
                words.add(found.end())
    places = words | {found.end() for found in TRAILER.finditer(content)}
    return sorted(BLANK.match(content, place).end() for place in places)


def check_heads(content: bytes, words: set[int], budget: Budget) -> None:
    """RefusedError for an object with a remark in its head, which no program writes; ``words`` are known."""
    for found in WORD.finditer(content):
        start = found.start()
        if found.end() not in words and not content[start - 1 : start].isalpha():
            budget.spend("objects")
            before = content[max(0, start - LONGEST_HEAD) : start]
            if b"%" in before and HEAD_END.search(REMARK.sub(b" ", before)):
                raise RefusedError(HIDDEN)


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


def packed_objects(value: StreamObject, reader: PdfReader, budget: Budget) -> Iterator[Any]:
    """Yield the objects that stand packed in a stream (ISO 32000-1, 7.5.7)."""
    filters = filters_of(value)
    if value.get("/Type") != PACKED_OBJECTS or filters[1:] or (filters and filters[0] not in FLATE):
        raise RefusedError(HIDDEN)
    budget.spend("read", unpacked_size(value._data, MAX_READ))  # noqa: SLF001 - as in pdf_filters
    body = value.get_data()
    first, count = int(value["/First"]), int(value["/N"])
    budget.spend("objects", count)
    numbers = [int(word) for word in body[:first].split(None, 2 * count)[: 2 * count]]
    if len(numbers) < 2 * count:
        raise RefusedError(BROKEN)
    stream = BytesIO(body)
    for place in numbers[1::2]:
        stream.seek(BLANK.match(body, first + place).end())
        yield read_object(stream, reader)
