"""JPEG: every segment is known, every pixel decodes, and nothing stands before or behind."""

import re
from typing import BinaryIO

from applicants.documents.checking.camera_notes import are_notes
from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.images import TOO_MANY_PIXELS, check_text, decode
from applicants.documents.sizes import MAX_FILE_BYTES

# A phone keeps a second exposure, a gain map or a depth map behind the photo; more is no photo.
MAX_PICTURES, MAX_ALL_PIXELS = 12, 120_000_000

# Markers of the JPEG standard (ISO 10918-1): those without a length, and those that matter here.
ALONE = {0x01, *range(0xD0, 0xD8)}
EOI, SOS = 0xD9, 0xDA
METADATA = {*range(0xE0, 0xF0), 0xFE}
KNOWN = {*range(0xC0, 0xF0), 0xFE}  # the others are reserved
MARKER = re.compile(rb"\xff+[^\xff]", re.DOTALL)
# Not with "\xff+": in a run of n fill bytes, each a start of its own, that takes n * n steps.
AFTER_SCAN = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
MAX_SEGMENTS = 4000


def check_jpeg(file: BinaryIO) -> None:
    """Raise RefusedError unless the file is one whole JPEG; only a phone's other pictures may follow it."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    start = end = pictures = pixels = 0
    while start < len(content) and not (pictures and are_notes(content[end:])):
        end, scans = end_of_jpeg(content, start)
        pixels += decode(content[start:end], "JPEG", scans)
        if pixels > MAX_ALL_PIXELS:
            raise RefusedError(TOO_MANY_PIXELS)
        start, pictures = after_blanks(content, end), pictures + 1
        if pictures > MAX_PICTURES:
            raise RefusedError(HIDDEN)
    if not pictures:
        raise RefusedError(BROKEN)


def after_blanks(content: bytes, place: int) -> int:
    """Where the next byte stands that is not zero."""
    return len(content) - len(content[place:].lstrip(b"\0"))


def end_of_jpeg(content: bytes, start: int) -> tuple[int, int]:
    """Where the picture that starts there ends, and how many scans it has.

    Raise RefusedError when it does not end, hides code, or has more segments than any camera writes.
    """
    if content[start : start + 2] != b"\xff\xd8":
        raise RefusedError(HIDDEN)
    place, scans = start + 2, 0
    for _ in range(MAX_SEGMENTS):
        found = MARKER.match(content, place)
        if not found:
            raise RefusedError(BROKEN)
        marker, place = found[0][-1], found.end()
        if marker == EOI:
            return place, scans
        if marker in ALONE:
            continue
        if marker not in KNOWN:
            raise RefusedError(HIDDEN)
        length = int.from_bytes(content[place : place + 2], "big")
        if marker in METADATA:
            check_text(content[place + 2 : place + length])
        place += length
        if marker == SOS:
            scans += 1
            place = end_of_scan(content, place)
    raise RefusedError(BROKEN)


def end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands after the coded pixels that start there."""
    found = AFTER_SCAN.search(content, place)
    if not found:
        raise RefusedError(BROKEN)
    return found.start()
