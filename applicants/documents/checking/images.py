"""Pictures: every segment is known, every pixel decodes, and nothing stands before or behind."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.quotas import MAX_FILE_BYTES

# What decoding may take: 24 million pixels of three bytes, or 72 million gray ones.
MAX_DECODED_BYTES = 72_000_000
# A JPEG is decoded at an eighth of its size, so that a phone's largest photos pass.
MAX_JPEG_PIXELS, MAX_PROGRESSIVE_PIXELS = 89_000_000, 25_000_000
MAX_TEXT_BYTES = 4_000_000
TOO_MANY_PIXELS = "This picture is too large. Make it smaller than 5,000 by 5,000 pixels and upload it again."
CODE = (b"<?php", b"<script", b"<svg", b"<html", b"javascript:", b"eval(", b"base64_decode")

# Markers of the JPEG standard (ISO 10918-1): those without a length, and those that matter here.
ALONE = {0x01, *range(0xD0, 0xD8)}
SOI, EOI, SOS, STUFFED, FILL = 0xD8, 0xD9, 0xDA, 0x00, 0xFF
PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
METADATA = {*range(0xE0, 0xF0), 0xFE}

PNG_HEADER, CHECKSUM = 8, 4  # bytes
CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def check_jpeg(file: BinaryIO) -> None:
    """RefusedError unless it is one whole JPEG, with nothing behind but the further pictures of a phone."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    start, pictures = 0, 0
    while start < len(content) and content[start:].strip(b"\0"):
        end = end_of_jpeg(content, start)
        decode(content[start:end], "JPEG")
        start, pictures = end, pictures + 1
        while content[start : start + 1] == b"\0":
            start += 1
    if not pictures:
        raise RefusedError(BROKEN)


def end_of_jpeg(content: bytes, start: int) -> int:
    """Return where the picture that starts there ends; RefusedError when it does not, or hides code."""
    if content[start : start + 2] != b"\xff\xd8":
        raise RefusedError(HIDDEN)
    place = start + 2
    while place + 1 < len(content):
        if content[place] != FILL:
            raise RefusedError(BROKEN)
        marker = content[place + 1]
        if marker == EOI:
            return place + 2
        if marker == FILL or marker in ALONE:
            place += 1 if marker == FILL else 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in METADATA:
            check_text(content[place + 4 : place + 2 + length])
        place += 2 + length
        if marker == SOS:
            place = end_of_scan(content, place)
    raise RefusedError(BROKEN)


def end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker stands after the coded pixels that start there."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        following = content[place + 1]
        if following != STUFFED and following not in ALONE and following != FILL:
            return place
        place += 1 if following == FILL else 2
    raise RefusedError(BROKEN)


def check_png(file: BinaryIO) -> None:
    """RefusedError unless it is one whole PNG: chunks in order, checksums right, nothing behind the end."""
    file.seek(PNG_HEADER)
    content = file.read(MAX_FILE_BYTES + 1)
    kinds = []
    for kind, body in chunks_of(content):
        if kind[:1].isupper() and kind not in CRITICAL:
            raise RefusedError(BROKEN)
        if kind not in CRITICAL:
            check_text(body)
            check_packed_text(kind, body)
        kinds.append(kind)
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IEND") > 1:
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
    """RefusedError for code among a picture's remarks."""
    lower = text.lower()
    if any(code in lower for code in CODE):
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
    if unpacking.unconsumed_tail:
        raise RefusedError(HIDDEN)


def packed_part(kind: bytes, body: bytes) -> bytes:
    """Return what is compressed in a chunk; nothing where nothing is (PNG specification, 11.3)."""
    after_name = body.partition(b"\0")[2]
    if kind in (b"zTXt", b"iCCP"):
        return after_name[1:]
    if kind == b"iTXt" and after_name[:1] == b"\1":
        return after_name[2:].partition(b"\0")[2].partition(b"\0")[2]
    return b""


def decode(content: bytes, name: str) -> None:
    """RefusedError unless every pixel decodes, in bounded memory."""
    try:
        with Image.open(BytesIO(content), formats=[name]) as picture:
            check_size(picture, is_jpeg=name == "JPEG")
            if name == "JPEG":
                picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(BROKEN) from error


def check_size(picture: Image.Image, *, is_jpeg: bool) -> None:
    """RefusedError for more pixels than the memory is good for."""
    pixels = picture.width * picture.height
    if is_jpeg:
        most = MAX_PROGRESSIVE_PIXELS if picture.info.get("progressive") else MAX_JPEG_PIXELS
    else:
        most = MAX_DECODED_BYTES // len(picture.getbands())
    if pixels > most:
        raise RefusedError(TOO_MANY_PIXELS)
