"""Pictures: every segment is known, every pixel decodes, and nothing stands before or behind."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.quotas import MAX_FILE_BYTES

# What decoding may take: 33 million pixels of three bytes, or 100 million gray ones.
MAX_DECODED_BYTES = 100_000_000
# A JPEG is decoded at an eighth of its size, so that a phone's largest photos pass.
MAX_JPEG_PIXELS, MAX_PROGRESSIVE_PIXELS = 89_000_000, 25_000_000
# A progressive one is drawn over some ten times.
MAX_PLAIN_SCANS, MAX_SCANNED_PIXELS = 4, 300_000_000
MAX_TEXT_BYTES = 4_000_000
TOO_MANY_PIXELS = "This picture is too large. Make it smaller than 5,000 by 5,000 pixels and upload it again."
MOVES = "This picture moves. Save one still picture of it as JPEG or PNG and upload that."
FILM = (
    "This photo has a film behind it. Switch “motion photo” off in the camera, or upload a screenshot of it."
)
CODE = (
    *(b"<?php", b"<?=`", b"<?=$", b"<script", b"<svg", b"<html", b"javascript:", b"eval(", b"base64_decode"),
    *(b"this program cannot be run", b"%pdf-1", b"pk\x03\x04", b"\x7felf"),
)
# A phone keeps a second exposure, a gain map or a depth map behind the photo; more is no photo.
MAX_PICTURES = 12
# Samsung's cameras write a few notes behind every photo; they end with a table of their own.
NOTES_START, NOTES_END, MAX_NOTES = b"SEFH", b"SEFT", 100_000

# Markers of the JPEG standard (ISO 10918-1): those without a length, and those that matter here.
ALONE = {0x01, *range(0xD0, 0xD8)}
EOI, SOS = 0xD9, 0xDA
METADATA = {*range(0xE0, 0xF0), 0xFE}
MARKER = re.compile(rb"\xff+[^\xff]", re.DOTALL)
AFTER_SCAN = re.compile(rb"\xff+[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
MAX_SEGMENTS = 4000

PNG_HEADER, CHECKSUM = 8, 4  # bytes
CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
MAX_CHUNKS = 20_000


def check_jpeg(file: BinaryIO) -> None:
    """RefusedError unless it is one whole JPEG, with nothing behind but the further pictures of a phone."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    start, pictures = 0, 0
    while start < len(content) and not (pictures and are_notes(content[start:])):
        end, scans = end_of_jpeg(content, start)
        decode(content[start:end], "JPEG", scans)
        start, pictures = after_blanks(content, end), pictures + 1
        if pictures > MAX_PICTURES:
            raise RefusedError(HIDDEN)
    if not pictures:
        raise RefusedError(BROKEN)


def after_blanks(content: bytes, place: int) -> int:
    """Return where the next byte stands that is not zero."""
    return len(content) - len(content[place:].lstrip(b"\0"))


def are_notes(rest: bytes) -> bool:
    """Return whether what stands behind a photo are its camera's notes; RefusedError for code or a film."""
    if b"ftyp" in rest[:64] or b"MotionPhoto_Data" in rest:
        raise RefusedError(FILM)
    if not rest.endswith(NOTES_END) or NOTES_START not in rest or len(rest) > MAX_NOTES:
        return False
    check_text(rest)
    return not rest.startswith(b"\xff\xd8")


def end_of_jpeg(content: bytes, start: int) -> tuple[int, int]:
    """Return where the picture that starts there ends, and how many scans it has.

    RefusedError when it does not end, hides code, or has more segments than any camera writes.
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
        length = int.from_bytes(content[place : place + 2], "big")
        if marker in METADATA:
            check_text(content[place + 2 : place + length])
        place += length
        if marker == SOS:
            scans += 1
            place = end_of_scan(content, place)
    raise RefusedError(BROKEN)


def end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker stands after the coded pixels that start there."""
    found = AFTER_SCAN.search(content, place)
    if not found:
        raise RefusedError(BROKEN)
    return found.start()


def check_png(file: BinaryIO) -> None:
    """RefusedError unless it is one whole PNG: chunks in order, checksums right, nothing behind the end."""
    file.seek(PNG_HEADER)
    content = file.read(MAX_FILE_BYTES + 1)
    kinds = []
    for kind, body in chunks_of(content):
        if (kind[:1].isupper() and kind not in CRITICAL) or len(kinds) > MAX_CHUNKS:
            raise RefusedError(BROKEN)
        if kind == b"acTL":
            raise RefusedError(MOVES)
        if kind not in CRITICAL:
            check_text(body)
            check_packed_text(kind, body)
        kinds.append(kind)
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") > 1:
        raise RefusedError(BROKEN)
    file.seek(0)
    decode(file.read(), "PNG")


def chunks_of(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield every chunk as (kind, body); RefusedError where one is cut, wrong, or behind the end."""
    place = 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        checksum = content[place + 8 + length : place + 12 + length]
        if (
            len(checksum) < CHECKSUM
            or not kind.isalpha()
            or zlib.crc32(kind + body) != struct.unpack(">I", checksum)[0]
        ):
            raise RefusedError(BROKEN)
        yield kind, body
        place += 12 + length
        if kind == b"IEND" and content[place:].strip(b"\0"):
            raise RefusedError(HIDDEN)
        if kind == b"IEND":
            return


def check_text(text: bytes) -> None:
    """RefusedError for code among a picture's remarks, in wide letters too."""
    lower = text.lower()
    narrow = lower.replace(b"\0", b"")
    if any(code in lower or code in narrow for code in CODE):
        raise RefusedError(HIDDEN)


def check_packed_text(kind: bytes, body: bytes) -> None:
    """RefusedError for code in the compressed remarks of a PNG, or for remarks that unpack to too much."""
    packed = packed_part(kind, body)
    if not packed:
        return
    unpacking = zlib.decompressobj()
    try:
        check_text(unpacking.decompress(packed, MAX_TEXT_BYTES))
    except zlib.error as error:
        raise RefusedError(BROKEN) from error
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise RefusedError(HIDDEN)


def packed_part(kind: bytes, body: bytes) -> bytes:
    """Return what is compressed in a chunk; nothing where nothing is (PNG specification, 11.3)."""
    after_name = body.partition(b"\0")[2]
    if kind in (b"zTXt", b"iCCP"):
        return after_name[1:]
    if kind == b"iTXt" and after_name[:1] == b"\1":
        return after_name[2:].partition(b"\0")[2].partition(b"\0")[2]
    return b""


def decode(content: bytes, name: str, scans: int = 1) -> None:
    """RefusedError unless every pixel decodes, in bounded memory and time."""
    try:
        with Image.open(BytesIO(content), formats=[name]) as picture:
            check_size(picture, scans, is_jpeg=name == "JPEG")
            if name == "JPEG":
                picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(BROKEN) from error


def check_size(picture: Image.Image, scans: int, *, is_jpeg: bool) -> None:
    """RefusedError for more pixels than the memory is good for, or drawn over too often."""
    pixels = picture.width * picture.height
    if is_jpeg:
        if scans > MAX_PLAIN_SCANS and pixels * scans > MAX_SCANNED_PIXELS:
            raise RefusedError(TOO_MANY_PIXELS)
        most = MAX_PROGRESSIVE_PIXELS if picture.info.get("progressive") else MAX_JPEG_PIXELS
    else:
        most = MAX_DECODED_BYTES // len(picture.getbands())
    if pixels > most:
        raise RefusedError(TOO_MANY_PIXELS)
