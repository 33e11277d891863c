"""The zip around a Word document: no gap, no second meaning, no more than it should unpack to."""

import struct
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError

MAX_PARTS, MAX_UNPACKED = 1500, 80_000_000
# Text packs to a tenth, a white picture to a thousandth; a whole document of nothing is a bomb.
MAX_RATIO, PLAIN_UNPACKED = 100, 20_000_000
MAX_PART_RATIO, PLAIN_PART = 400, 5_000_000
# Bytes in a part's head for other systems: Word leaves some hundreds free in three of them, others write some
# thirty in each.
MAX_EXTRA, MAX_EXTRAS, EXTRAS_EACH = 2000, 4000, 64
EMPTY = 2  # bytes that nothing takes when packed, as Java writes folders
END_RECORD, LOCAL_HEAD = 22, 30  # bytes; the first without a comment
SUMS_BEHIND = (12, 16, 20, 24)  # bytes that may follow a part that was written without knowing its size
KNOWS_LATER, IS_LOCKED = 0x8, 0x1
UNIX, LINK = 3, 0o12  # who wrote a part, and what Unix calls a symbolic link
TOO_MUCH = "This document unpacks to too much. Save it as PDF and upload that."


def check_archive(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Raise RefusedError if the zip holds more than its parts, each once, or unpacks to too much."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(names) != len(set(names)) or not 0 < len(names) <= MAX_PARTS or any(map(is_odd, parts)):
        raise RefusedError(BROKEN)
    if any(is_bomb(part) for part in parts):
        raise RefusedError(TOO_MUCH)
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > PLAIN_UNPACKED and unpacked > MAX_RATIO * packed):
        raise RefusedError(TOO_MUCH)
    check_end(file, archive)
    check_gaps(file, archive)


def is_odd(part: zipfile.ZipInfo) -> bool:
    """Whether a name leads elsewhere, or a part is locked, packed otherwise, a link, or too fat."""
    name = part.orig_filename
    path = PurePosixPath(name)
    leads_away = path.is_absolute() or ".." in path.parts or path.as_posix() != name.removesuffix("/")
    has_signs = any(sign in name for sign in "\\:") or not name.isprintable()
    is_plain = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    is_link = part.create_system == UNIX and (part.external_attr >> 28) == LINK
    is_locked = bool(part.flag_bits & IS_LOCKED)
    is_fat = bool(part.comment) or len(part.extra) > MAX_EXTRA
    is_full = part.is_dir() and (part.file_size or part.compress_size > EMPTY)
    return leads_away or has_signs or not is_plain or is_link or is_fat or is_locked or bool(is_full)


def is_bomb(part: zipfile.ZipInfo) -> bool:
    """Whether a part unpacks to far more than it is."""
    return part.file_size > PLAIN_PART and part.file_size > MAX_PART_RATIO * max(1, part.compress_size)


def check_end(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Raise RefusedError unless the last record ends the file and agrees with the table before it."""
    file.seek(-END_RECORD, 2)
    place, end = file.tell(), file.read(END_RECORD)
    mark, _, _, here, count, size, start, _ = struct.unpack("<4s4H2LH", end)
    if mark != b"PK\x05\x06" or start != archive.start_dir or start + size != place:
        raise RefusedError(HIDDEN)
    if not here == count == len(archive.infolist()):
        raise RefusedError(BROKEN)


def check_gaps(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Raise RefusedError when anything stands before, between or behind the parts."""
    parts = sorted(archive.infolist(), key=lambda part: part.header_offset)
    place, extras = 0, sum(len(part.extra) for part in parts)
    waits: tuple[int, ...] = ()
    for part in parts:
        if part.header_offset != place and part.header_offset - place not in waits:
            raise RefusedError(HIDDEN)
        file.seek(part.header_offset + LOCAL_HEAD - 4)
        name, extra = struct.unpack("<2H", file.read(4))
        if extra > MAX_EXTRA:
            raise RefusedError(HIDDEN)
        place = part.header_offset + LOCAL_HEAD + name + extra + part.compress_size
        waits = SUMS_BEHIND if part.flag_bits & KNOWS_LATER else ()
        extras += extra
    if extras > MAX_EXTRAS + EXTRAS_EACH * len(parts):
        raise RefusedError(HIDDEN)
    if archive.start_dir != place and archive.start_dir - place not in waits:
        raise RefusedError(HIDDEN)
