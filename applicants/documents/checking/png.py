"""PNG: chunks in order and known, checksums right, every pixel decodes, and nothing stands behind."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.images import TOO_MANY_PIXELS, check_text, decode
from applicants.documents.sizes import MAX_FILE_BYTES

MAX_ROW_BYTES = 105_000_000
MAX_TEXT_BYTES = 4_000_000  # of all packed remarks together
MOVES = "This picture is animated. Save one still picture of it as JPEG or PNG and upload that."
HEADER, CHECKSUM = 8, 4  # bytes
IHDR_BODY = slice(8, 18)  # behind the eight bytes of the file's start: width, height, depth, color
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the color of the header
FEED = 16_384  # bytes; they unpack to 17 MB at most
CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
# What says something of the picture (PNG, third edition, 11.3, and its registered extensions), and who made
# it (C2PA). Programs write a few bytes of their own beside.
DESCRIBING = {
    *(b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST"),
    *(b"pHYs", b"sPLT", b"eXIf", b"tIME", b"tEXt", b"zTXt", b"iTXt", b"oFFs", b"pCAL", b"sCAL", b"sTER"),
    b"caBX",
}
MAX_OWN_CHUNK = 1000  # bytes
MAX_CHUNKS = 20_000


def check_png(file: BinaryIO) -> None:
    """Raise RefusedError unless the file is one whole PNG: chunks in order, right checksums, a clean end."""
    file.seek(HEADER)
    content = file.read(MAX_FILE_BYTES + 1)
    kinds, pixels, left = [], [], MAX_TEXT_BYTES
    for kind, body in chunks_of(content):
        kinds.append(kind)
        if kind == b"IDAT":
            pixels.append(body)
        elif kind not in CRITICAL:
            check_chunk(kind, body)
            left = check_packed_text(kind, body, left)
        if len(kinds) > MAX_CHUNKS:
            raise RefusedError(BROKEN)
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") > 1:
        raise RefusedError(BROKEN)
    rows = row_bytes(content[IHDR_BODY])
    if rows > MAX_ROW_BYTES:
        raise RefusedError(TOO_MANY_PIXELS)
    file.seek(0)
    decode(file.read(), "PNG")
    check_pixels(pixels, rows)


def check_chunk(kind: bytes, body: bytes) -> None:
    """Raise RefusedError if a chunk moves the picture, is unknown to viewers, or hides something."""
    if kind == b"acTL":
        raise RefusedError(MOVES)
    if kind[:1].isupper():
        raise RefusedError(BROKEN)
    if kind not in DESCRIBING and len(body) > MAX_OWN_CHUNK:
        raise RefusedError(HIDDEN)
    check_text(body)


def chunks_of(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield every chunk as (kind, body); raise RefusedError where one is cut, wrong, or behind the end."""
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


def row_bytes(header: bytes) -> int:
    """How many bytes all rows of a PNG take at most, by its header."""
    width, height, depth, color = struct.unpack(">IIBB", header)
    # Each row has a byte for its filter and may end within a byte; interlaced, there are twice as many.
    return width * height * depth * CHANNELS.get(color, 4) // 8 + 4 * height + 64


def check_pixels(pixels: Sequence[bytes], left: int) -> None:
    """Raise RefusedError if the pixels unpack to over ``left`` bytes, or anything stands behind them."""
    unpacking = zlib.decompressobj()
    for body in pixels:
        for start in range(0, len(body), FEED):
            left -= len(unpacking.decompress(body[start : start + FEED]))
            if left < 0 or unpacking.unused_data:
                raise RefusedError(HIDDEN)


def check_packed_text(kind: bytes, body: bytes, left: int) -> int:
    """Tell how many bytes further remarks may unpack to; raise RefusedError for code or too many bytes."""
    packed = packed_part(kind, body)
    if not packed:
        return left
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, left)
    left -= len(text)
    if left <= 0 or unpacking.unconsumed_tail or not unpacking.eof:
        raise RefusedError(HIDDEN)
    check_text(text)
    return left


def packed_part(kind: bytes, body: bytes) -> bytes:
    """What is compressed in a chunk; nothing where nothing is (PNG specification, 11.3)."""
    after_name = body.partition(b"\0")[2]
    if kind in (b"zTXt", b"iCCP"):
        return after_name[1:]
    if kind == b"iTXt" and after_name[:1] == b"\1":
        return after_name[2:].partition(b"\0")[2].partition(b"\0")[2]
    return b""
