"""Pictures: every segment is known, every pixel decodes, and nothing stands before or behind."""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.foreign import has_code
from applicants.documents.quotas import MAX_FILE_BYTES

# What decoding may take: 25 million pixels in colors, or 89 million gray ones. Pillow keeps four bytes for
# each pixel of all but these.
MAX_DECODED_BYTES = 100_000_000
MAX_ROW_BYTES = 105_000_000
PIXEL_BYTES, OTHER_PIXEL_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}, 4
# A JPEG is decoded at an eighth of its size, so that a phone's largest photos pass. One of several scans is
# kept whole, in two bytes for each pixel of each color.
MAX_PIXELS, MAX_KEPT_VALUES = 89_000_000, 72_000_000
# A progressive one is drawn over some ten times.
MAX_PLAIN_SCANS, MAX_SCANNED_PIXELS = 4, 300_000_000
MAX_TEXT_BYTES = 4_000_000
TOO_MANY_PIXELS = "This picture is too large. Make it smaller than 5,000 by 5,000 pixels and upload it again."
MOVES = "This picture moves. Save one still picture of it as JPEG or PNG and upload that."
FILM = (
    "This photo has a film behind it. Switch “motion photo” off in the camera, or upload a screenshot of it."
)
# A phone keeps a second exposure, a gain map or a depth map behind the photo; more is no photo.
MAX_PICTURES, MAX_ALL_PIXELS = 12, 120_000_000
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
IHDR_BODY = slice(8, 18)  # behind the eight bytes of the file's start: width, height, depth, color
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the color of the header
FEED = 16_384  # bytes; they unpack to 17 MB at most
CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
MAX_CHUNKS = 20_000


def check_jpeg(file: BinaryIO) -> None:
    """RefusedError unless it is one whole JPEG, with nothing behind but the further pictures of a phone."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    start = pictures = pixels = 0
    while start < len(content) and not (pictures and are_notes(content[start:])):
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
    kinds, pixels = [], []
    for kind, body in chunks_of(content):
        if (kind[:1].isupper() and kind not in CRITICAL) or len(kinds) > MAX_CHUNKS:
            raise RefusedError(BROKEN)
        if kind == b"acTL":
            raise RefusedError(MOVES)
        if kind not in CRITICAL:
            check_text(body)
            check_packed_text(kind, body)
        if kind == b"IDAT":
            pixels.append(body)
        kinds.append(kind)
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") > 1:
        raise RefusedError(BROKEN)
    rows = row_bytes(content[IHDR_BODY])
    if rows > MAX_ROW_BYTES:
        raise RefusedError(TOO_MANY_PIXELS)
    file.seek(0)
    decode(file.read(), "PNG")
    check_pixels(pixels, rows)


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
    if has_code(text):
        raise RefusedError(HIDDEN)


def row_bytes(header: bytes) -> int:
    """Return how many bytes all rows of a PNG take at most, by its header."""
    width, height, depth, color = struct.unpack(">IIBB", header)
    # Each row has a byte for its filter and may end within a byte; interlaced, there are twice as many.
    return width * height * depth * CHANNELS.get(color, 4) // 8 + 4 * height + 64


def check_pixels(pixels: Sequence[bytes], left: int) -> None:
    """RefusedError for anything behind the packed pixels, which no viewer shows, or for too many of them."""
    unpacking = zlib.decompressobj()
    for body in pixels:
        for start in range(0, len(body), FEED):
            left -= len(unpacking.decompress(body[start : start + FEED]))
            if left < 0 or unpacking.unused_data:
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


def decode(content: bytes, name: str, scans: int = 1) -> int:
    """Return how many pixels a picture has; RefusedError unless each decodes, in bounded memory and time."""
    try:
        with Image.open(BytesIO(content), formats=[name]) as picture:
            check_size(picture, scans, is_jpeg=name == "JPEG")
            pixels = picture.width * picture.height
            if name == "JPEG":
                picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
            return pixels
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
        is_kept = scans > 1 or picture.info.get("progressive")
        most = MAX_KEPT_VALUES // len(picture.getbands()) if is_kept else MAX_PIXELS
    else:
        most = min(MAX_PIXELS, MAX_DECODED_BYTES // PIXEL_BYTES.get(picture.mode, OTHER_PIXEL_BYTES))
    if pixels > most:
        raise RefusedError(TOO_MANY_PIXELS)
