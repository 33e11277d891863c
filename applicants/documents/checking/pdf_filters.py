"""What one PDF may cost to look at, and what its streams unpack to (ISO 32000-1, 7.4)."""

import zlib
from collections.abc import Sequence

import pikepdf

from applicants.documents.checking.faults import RefusedError

TOO_BIG = "This PDF is too complicated to check. Print it to a new PDF and upload that."
MAX_READ = 3_000_000  # bytes outside of streams and in packed objects
# What takes about half a second and 100 MB. Plain bytes are objects as JSON, raw ones those of streams.
LIMITS = {"read": MAX_READ, "values": 600_000, "escaped": 50_000, "objects": 40_000, "repairs": 3_000}
LIMITS |= {"plain": 15_000_000, "raw": 21_000_000, "unpacked": 200_000_000, "LZW codes": 400_000}
MAX_UNPACKED = 120_000_000  # bytes of one stream: more than a page can be
FLATE, LZW, RUNS = {"/FlateDecode", "/Fl"}, {"/LZWDecode", "/LZW"}, {"/RunLengthDecode", "/RL"}
TEXT, PACKING = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}, FLATE | LZW | RUNS
FEED = 256  # bytes
LONGEST_RUN = 64  # bytes for each packed one
CLEAR, END, FIRST_WIDTH, LAST_WIDTH = 256, 257, 9, 12  # of LZW


class Budget:
    """What is left of what one file may cost."""

    def __init__(self) -> None:
        self.left = LIMITS.copy()

    def spend(self, what: str, count: int = 1) -> None:
        """Raise RefusedError when the budget is used up."""
        self.left[what] -= count
        if self.left[what] < 0:
            raise RefusedError(TOO_BIG)


def unpack(packed: bytes, most: int) -> bytes:
    """What bytes unpack to, at most one more than a bound; as they are where nothing is packed."""
    try:
        return zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error:
        return packed


def check_unpacked(filters: Sequence[str], body: bytes, budget: Budget) -> None:
    """Raise RefusedError if a stream unpacks to more than a page can be, or is packed twice or oddly."""
    packing = [name for name in filters if name in PACKING]
    if len(packing) > 1 or any(name.startswith("[") for name in filters):
        raise RefusedError(TOO_BIG)
    if not packing:
        return
    for name in filters[: filters.index(packing[0])]:
        if name in TEXT:
            with pikepdf.new() as empty:
                body = pikepdf.Stream(empty, body, Filter=pikepdf.Name(name)).read_bytes()
    budget.spend("LZW codes", len(body) * 8 // LAST_WIDTH if packing[0] in LZW else 0)
    if packing[0] in RUNS:
        size = len(body) * LONGEST_RUN
    else:
        size = flate_size(body) if packing[0] in FLATE else lzw_size(body)
    budget.spend("unpacked", size)
    if size > MAX_UNPACKED:
        raise RefusedError(TOO_BIG)


def flate_size(packed: bytes) -> int:
    """How much Flate unpacks to, counted not much further than a page can be."""
    unpacking, size = zlib.decompressobj(), 0
    for start in range(0, len(packed), FEED):
        try:
            size += len(unpacking.decompress(packed[start : start + FEED]))
        except zlib.error:
            break  # a picture with a hole; what a reader would unpack has been counted
        if size > MAX_UNPACKED:
            break
    return size


def lzw_size(packed: bytes) -> int:
    """How much LZW unpacks to, counted likewise; the lengths of its codes are enough to tell."""
    size, width, bits, held, before, lengths = 0, FIRST_WIDTH, 0, 0, 0, [1] * (END + 1)
    for byte in packed:
        bits, held = (bits << 8) | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == END or size > MAX_UNPACKED:
            break
        if code == CLEAR:
            width, before, lengths = FIRST_WIDTH, 0, [1] * (END + 1)
            continue
        lengths += [before + 1] if before else []
        before = lengths[code] if code < len(lengths) else before + 1
        size += before
        width = min(LAST_WIDTH, max(FIRST_WIDTH, (len(lengths) + 1).bit_length()))
    return size
