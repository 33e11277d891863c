"""How much the streams of a PDF unpack to, whichever filters they go through (ISO 32000-1, 7.4)."""

import base64
import binascii
import re
import zlib

from pypdf.generic import ArrayObject, IndirectObject, StreamObject

from applicants.documents.checking.faults import RefusedError
from applicants.documents.checking.pdf_budget import TOO_BIG, Budget

MAX_UNPACKED = 120_000_000  # bytes of one stream: more than a page can be
FLATE, LZW, RUNS = {"/FlateDecode", "/Fl"}, {"/LZWDecode", "/LZW"}, {"/RunLengthDecode", "/RL"}
LETTERS, NUMBERS = {"/ASCII85Decode", "/A85"}, {"/ASCIIHexDecode", "/AHx"}
PACKING, TEXT = FLATE | LZW | RUNS, LETTERS | NUMBERS
PICTURES = {"/DCTDecode", "/DCT", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode", "/JPXDecode"}
KNOWN = PACKING | TEXT | PICTURES | {"/Crypt"}
FEED = 256  # bytes
LONGEST_RUN = 64  # bytes for each packed one
CLEAR, END, FIRST_WIDTH, LAST_WIDTH = 256, 257, 9, 12  # of LZW


def filters_of(value: StreamObject) -> list[str]:
    """Return the filters of a stream in their order, references followed."""
    found = resolved(value.get("/Filter"))
    names = found if isinstance(found, ArrayObject) else [found]
    return [str(resolved(name)) for name in names if name is not None]


def resolved(value: object) -> object:
    """Return what a reference leads to."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def check_unpacked(value: StreamObject, budget: Budget) -> None:
    """RefusedError for a stream that unpacks to more than a page can be, or that is packed twice or oddly."""
    filters, body = filters_of(value), value._data  # noqa: SLF001 - pypdf has no other name for it
    if sum(name in PACKING for name in filters) > 1 or not KNOWN.issuperset(filters):
        raise RefusedError(TOO_BIG)
    for name in filters:
        if name in TEXT and any(other in PACKING for other in filters):
            body = out_of_text(name, body, budget)
        elif name in FLATE:
            spend_flate(body, budget)
        elif name in LZW:
            spend_lzw(body, budget)
        elif name in RUNS and len(body) * LONGEST_RUN > MAX_UNPACKED:
            raise RefusedError(TOO_BIG)
        if name in PACKING:
            return


def out_of_text(name: str, body: bytes, budget: Budget) -> bytes:
    """Return the bytes behind letters or numbers; as they are where they are none."""
    budget.spend("letters", len(body))
    try:
        if name in NUMBERS:
            digits = re.sub(rb"\s", b"", body.partition(b">")[0])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(body.partition(b"~>")[0], ignorechars=b" \t\n\r\v\f\0")
    except ValueError:
        return body


def spend_flate(packed: bytes, budget: Budget) -> None:
    """RefusedError when bytes unpack to too much."""
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


def spend_lzw(packed: bytes, budget: Budget) -> None:
    """RefusedError when codes unpack to too much; their lengths are enough to tell."""
    budget.spend("codes", len(packed) * 8 // LAST_WIDTH)
    size, width, bits, held, before, lengths = 0, FIRST_WIDTH, 0, 0, 0, [1] * (END + 1)
    for byte in packed:
        bits, held = (bits << 8) | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == END:
            break
        if code == CLEAR:
            width, before = FIRST_WIDTH, 0
            del lengths[END + 1 :]
            continue
        if before:
            lengths.append(before + 1)
        before = lengths[code] if code < len(lengths) else before + 1
        size += before
        width = min(LAST_WIDTH, max(FIRST_WIDTH, (len(lengths) + 1).bit_length()))
        if size > MAX_UNPACKED:
            raise RefusedError(TOO_BIG)
    budget.spend("unpacked", size)
