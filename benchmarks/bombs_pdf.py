"""PDFs of at most 10 MB that once cost, or might cost, far more time or memory than they have bytes."""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_crafty_pdf import lzw_bomb
from tests.applicants.documents.corpus_sly_pdf import CATALOG, HEAD, PAGE, doubling, tabled

MOST = 4_800_000  # bytes of one long thing
FLATE = "/Filter /FlateDecode"
PICTURE = "/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8"


def behind(body: bytes) -> bytes:
    """Return a PDF of one page with bytes between its last object and its table."""
    base = parts.pdf()
    at = base.rindex(b"xref\n0")
    return (
        base[:at]
        + body
        + b"\n"
        + base[at:].replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(body) + 1))
    )


def zeros(size: int, words: str = "") -> bytes:
    """Return a stream object that unpacks to so many zeros."""
    return parts.stream(parts.packed_zeros(size), f"{FLATE} {words}")


def overlapping() -> Iterator[tuple[str, bytes]]:
    """Yield files whose objects stand in one another, so that each is read to the end of all."""
    yield "objects in strings", behind(b"9 0 obj (" * 5_000 + b")" * 5_000)
    yield "objects in many strings", behind(b"9 0 obj (" * 10_000 + b")" * 10_000)
    yield "objects in comments", behind(b"9 0 obj%" * 10_000)
    yield "objects in arrays", behind(b"9 0 obj [" * 10_000 + b"]" * 10_000)
    yield "objects in dictionaries", behind(b"9 0 obj << /A " * 10_000 + b">>" * 10_000)
    yield "objects in open strings", behind(b"9 0 obj (" * 200_000)
    yield "objects in hexadecimal strings", behind(b"9 0 obj <" + b"9 0 obj " * 100_000 + b">")
    yield "objects in names", behind(b"9 0 obj/" * 100_000)
    rows = b"".join(b"%010d 00000 n \n" % 20 for _ in range(200_000))
    table = b"xref\n0 200000\n" + rows + b"trailer\n<< /Size 200000 /Root 1 0 R >>\nstartxref\n20\n%%EOF\n"
    base = HEAD + b"\n" * 5 + b"1 0 obj\n" + CATALOG % b"" + b"\nendobj\n"
    yield "one object under many numbers", base + table.replace(b"\n20\n%%", b"\n%d\n%%%%" % len(base))


def long_values() -> Iterator[tuple[str, bytes]]:
    """Yield files with one value that is long, deep or broad."""
    yield "a hexadecimal string", parts.pdf(more=(b"<" + b"61" * (MOST // 2) + b">",))
    yield "a hexadecimal string of blanks", parts.pdf(more=(b"<" + b" " * MOST + b">",))
    yield "a string of parentheses", parts.pdf(more=(b"(" * (MOST // 2) + b")" * (MOST // 2),))
    yield "a string of escapes", parts.pdf(more=(b"(" + b"\\141" * (MOST // 4) + b")",))
    yield "comments", parts.pdf(more=(b"[" + b"%\n" * (MOST // 2) + b"]",))
    yield "a name", parts.pdf(more=(b"/" + b"#41" * (MOST // 3),))
    yield "a number", parts.pdf(more=(b"9" * MOST,))
    yield "indented values", parts.pdf(more=(b"[" * 39 + b"1 " * 290_000 + b"]" * 39,) * 2)
    yield "deep arrays", parts.pdf(more=(b"[" * 500_000 + b"]" * 500_000,))
    yield "arrays less deep, often", parts.pdf(more=(b"[" * 400 + b"]" * 400,) * 5_000)
    yield "deep dictionaries", parts.pdf(more=(b"<< /A " * 300_000 + b">>" * 300_000,))
    yield "empty dictionaries", parts.pdf(more=(b"[" + b"<<>>" * (MOST // 4) + b"]",))
    yield "empty arrays", parts.pdf(more=(b"[" + b"[]" * (MOST // 2) + b"]",))
    yield "one key a million times", parts.pdf(more=(b"<<" + b"/A 1" * (MOST // 4) + b">>",))
    yield (
        "half a million keys",
        parts.pdf(more=(b"<<" + b"".join(b"/A%d 1" % n for n in range(500_000)) + b">>",)),
    )
    yield "references", parts.pdf(more=(b"[" + b"5 0 R " * (MOST // 6) + b"]",))


def packed_objects() -> Iterator[tuple[str, bytes]]:
    """Yield files whose packed objects say too much of themselves."""
    numbers = zlib.compress(b"1 0 " * 18_000_000, 9)
    for what, words in (
        ("hidden by a string", "/X (obj) /Type /ObjStm"),
        ("plain", "/Type /ObjStm"),
        ("of no type", ""),
        ("with its type elsewhere", "/Type 6 0 R"),
    ):
        body = parts.stream(numbers, f"/N 1 /First 72000000 {words} {FLATE}")
        body = (
            body.replace(b"/X (obj)", b"").replace(b"/Filter", b"/X(obj)/Filter")
            if "(obj)" in words
            else body
        )
        yield f"a long head, {what}", parts.pdf(more=(body, b"/ObjStm"))
    for count in (2**31 - 1, 10**30, -1, 30_000_000):
        yield f"{count} objects", parts.pdf(more=(zeros(1000, f"/Type /ObjStm /N {count} /First 10"),))
    blanks = parts.stream(b"", "/Type /ObjStm /N 1 /First 4 /Filter" + " " * 2_000_000)
    yield "a filter far away", parts.pdf(more=(blanks,))
    yield "a first one far away", parts.pdf(more=(zeros(1000, "/Type /ObjStm /N 1 /First 99999999999"),))
    inner = parts.stream(
        zlib.compress(b"5 0 " + b"[" * 100 + b"]" * 100), f"/Type /ObjStm /N 1 /First 4 {FLATE}"
    )
    yield (
        "a stream in packed ones",
        parts.packed_pdf(inner.decode("latin-1").encode("ascii", "ignore").decode()),
    )
    yield (
        "extending itself",
        parts.pdf(more=(parts.stream(b"5 0 []", "/Type /ObjStm /N 1 /First 4 /Extends 5 0 R"),)),
    )
    yield "many long strings", parts.packed_pdf(*["(" + "\\(" * 100_000 + ")"] * 60)
    yield "sixty megabytes of arrays", parts.packed_pdf("[" + "[]" * 30_000_000 + "]")
    yield "sixty megabytes of dictionaries", parts.packed_pdf("[" + "<</A 1>>" * 7_500_000 + "]")
    one = parts.stream(
        zlib.compress(b"9 0 " + b"[" + b"[]" * 2_000_000 + b"]"), f"/Type /ObjStm /N 1 /First 4 {FLATE}"
    )
    yield "many that are large", parts.pdf(more=(one,) * 40)
    yield "all at one place", parts.packed_pdf("[" + "1 " * 200_000 + "]", *["4"] * 20_000)


def tables() -> Iterator[tuple[str, bytes]]:
    """Yield files with long, looping or lying tables."""
    for count in (10_000, 100_000):
        yield f"a chain of {count} tables", chain(count)
    yield "a table of rows without bytes", tabled("/Size 2000000000 /W [0 0 0]")
    yield "a table of a long index", tabled("/Size 5 /W [1 2 2] /Index [0 2000000000]", bytes(25))
    yield "a table of wide rows", tabled("/Size 5 /W [1 2000000000 2]", bytes(25))
    yield "a table of many parts", tabled(f"/Size 5 /W [1 2 2] /Index [{'0 1 ' * 1_000_000}]", bytes(25))
    yield "a packed table", tabled(f"/Size 90000000 /W [1 1 1] {FLATE}", parts.packed_zeros(270_000_000))
    rows = zlib.compress(b"".join(struct.pack(">BIH", 1, n % 999, 0) for n in range(1_400_000)), 9)
    yield "a packed table of a million rows", tabled(f"/Size 1400000 /W [1 4 2] {FLATE}", rows)
    base = parts.pdf()
    at = int(base.rsplit(b"startxref\n", 1)[1].split()[0])
    yield "a table before itself", base.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)
    yield "a table beside itself", base.replace(b"/Root 1 0 R", b"/Root 1 0 R /XRefStm %d" % at)
    yield "a table of a huge size", base.replace(b"/Size 5", b"/Size 2147483647")
    yield "no table and many objects", HEAD + b"1 0 obj[]endobj\n" * 300_000 + b"startxref\n0\n%%EOF\n"
    yield (
        "no table and many trailers",
        HEAD + b"trailer<</Root 1 0 R>>\n" * 200_000 + b"startxref\n0\n%%EOF\n",
    )
    wrong = parts.stream(b"x" * 20).replace(b"/Length 20", b"/Length 99")
    yield "many wrong lengths", parts.pdf(more=(wrong,) * 20_000)
    inner = b"".join(b"%d 0 obj <</Length 1>>\nstream\n" % number for number in range(5, 2_005))
    yield "streams in streams", listed(inner + b" " * 5_000_000 + b"\nendstream endobj\n")
    yield (
        "objects in listed comments",
        listed(b"".join(b"%d 0 obj%%" % n for n in range(5, 10_000)) + b"\nnull"),
    )
    yield (
        "objects in listed strings",
        listed(b"".join(b"%d 0 obj (" % n for n in range(5, 9_000)) + b")" * 9_000),
    )
    stream = b"5 0 obj\n" + parts.stream(b"x" * 4_000_000) + b"\nendobj\n"
    yield "one stream under many numbers", listed(stream + b"5 0 obj" * 20_000, at_first=True)
    yield (
        "one null under many numbers",
        listed(b"5 0 obj" + b" " * 2_000_000 + b"null", at_first=True, count=40_000),
    )
    additions = b"".join(b"startxref\n%d\n%%%%EOF\n" % len(parts.pdf()) for _ in range(2_000))
    yield "two thousand ends", behind(additions)
    yield "a chain with many ends", chain(15_000, b"startxref\n%d\n%%%%EOF\n" * 20)
    yield "a length far away", parts.pdf(more=(b"<< /Length 6 0 R >>\nstream\nx\nendstream",) * 20_000)


def listed(body: bytes, *, at_first: bool = False, count: int = 0) -> bytes:
    """Return a PDF whose table names each head in some bytes, or the first one under many numbers."""
    base = parts.pdf()
    start = base.rindex(b"xref\n0")
    places = [found.start() for found in re.finditer(rb"\d+ 0 obj", body)]
    places = places[:1] * (count or len(places)) if at_first else places
    rows = b"".join(b"%010d 00000 n \n" % (start + place) for place in places)
    table = b"xref\n5 %d\n%strailer\n<< /Size %d /Root 1 0 R /Prev %d >>\n"
    before = base.replace(b"startxref\n%d\n%%%%EOF" % start, b"")
    table %= (len(places), rows, len(places) + 5, start + len(body) + 1)
    moved = before[:start] + body + b"\n" + before[start:]
    return moved + table + b"startxref\n%d\n%%%%EOF\n" % len(moved)


def chain(count: int, ends: bytes = b"") -> bytes:
    """Return a PDF with so many additions, each of nothing; more ends of the file behind them."""
    out = bytearray(parts.pdf())
    before = int(out.rsplit(b"startxref\n", 1)[1].split()[0])
    for _ in range(count):
        before, at = len(out), before
        out += b"xref\n0 0\ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\n" % at
    ends = ends or b"startxref\n%d\n%%%%EOF\n"
    return bytes(out + ends % ((before,) * ends.count(b"%d")))


def trees() -> Iterator[tuple[str, bytes]]:
    """Yield files whose pages, fields and what they share go round, or double at every step."""
    yield "pages that double", doubling(40)
    yield (
        "pages of themselves",
        parts.written([CATALOG % b"", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]),
    )
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 3) for n in range(30_000)]
    yield "pages thirty thousand deep", parts.written([CATALOG % b"", *nodes, PAGE])
    kids = b"3 0 R " * 700_000
    yield (
        "one page many times",
        parts.written([CATALOG % b"", b"<< /Kids [%s] /Count 700000 >>" % kids, PAGE]),
    )
    yield "a count of pages", parts.written([CATALOG % b"", b"<< /Type /Pages /Kids [] /Count 2000000000 >>"])
    inherited = b"<< /Type /Pages /Kids [%s] /Count 30000 /Resources << %s >> >>" % (
        b" ".join(b"%d 0 R" % n for n in range(3, 30_003)),
        b" ".join(b"/A%d << >>" % n for n in range(2_000)),
    )
    yield "pages that inherit much", parts.written([CATALOG % b"", inherited, *[PAGE] * 30_000])
    twice = [b"<< /Font << /A %d 0 R /B %d 0 R >> >>" % (n + 6, n + 6) for n in range(60)]
    yield "resources that double", parts.pdf(page="/Resources 5 0 R", more=(*twice, b"<< >>"))
    glyph = "/CharProcs << /a 5 0 R >> /Resources << /Font << /F1 5 0 R >> >>"
    yield (
        "a font of itself",
        parts.pdf(
            page="/Resources << /Font << /F1 5 0 R >> >>",
            more=(f"<< /Type /Font /Subtype /Type3 {glyph} >>".encode(),),
        ),
    )
    yield from actions()


def actions() -> Iterator[tuple[str, bytes]]:
    """Yield files whose actions go round, double or are shared by many."""
    yield (
        "actions that double",
        parts.pdf(
            catalog="/OpenAction 5 0 R",
            more=tuple(
                b"<< /S /GoTo /D [3 0 R /Fit] /Next [%d 0 R %d 0 R] >>" % (n, n) for n in range(6, 60)
            ),
        ),
    )
    yield (
        "an action after itself",
        parts.pdf(catalog="/OpenAction 5 0 R", more=(b"<< /S /GoTo /D [3 0 R /Fit] /Next 5 0 R >>",)),
    )
    yield "references in a circle", parts.pdf(catalog="/OpenAction 5 0 R", more=(b"6 0 R", b"5 0 R"))
    shared = b"[" + b"6 0 R " * 300_000 + b"]"
    yield (
        "one action many times",
        parts.pdf(catalog="/AA << /WC 5 0 R >>", more=(shared, b"<< /S /GoTo /Next 5 0 R >>")),
    )
    users = tuple(b"<< /AA 5 0 R >>" for _ in range(20_000))
    many = b"<< %s >>" % b" ".join(b"/A%d << /S /GoTo >>" % n for n in range(2_000))
    yield "many that share actions", parts.pdf(more=(many, *users))


def streams() -> Iterator[tuple[str, bytes]]:
    """Yield files with streams that unpack to far more than they are."""
    yield "two gigabytes of zeros", parts.pdf(more=(zeros(2_000_000_000),))
    yield "a gigabyte in page one", parts.pdf(page="/Contents 5 0 R", more=(zeros(1_000_000_000),))
    yield "many streams of 100 MB", parts.pdf(more=(zeros(100_000_000),) * 90)
    twice = zlib.compress(parts.packed_zeros(1_000_000_000), 9)
    yield "packed twice", parts.pdf(more=(parts.stream(twice, "/Filter [/FlateDecode /FlateDecode]"),))
    many = "[" + "/FlateDecode " * 200_000 + "]"
    yield "two hundred thousand filters", parts.pdf(more=(parts.stream(twice, f"/Filter {many}"),))
    yield "LZW", parts.pdf(more=(parts.stream(lzw_bomb(400_000_000), "/Filter /LZWDecode"),))
    letters = base64.a85encode(parts.packed_zeros(1_000_000_000)) + b"~>"
    yield (
        "letters and zeros",
        parts.pdf(more=(parts.stream(letters, "/Filter [/ASCII85Decode /FlateDecode]"),)),
    )
    yield "letters", parts.pdf(more=(parts.stream(b"z" * MOST + b"~>", "/Filter [/A85 /A85 /A85]"),))
    digits = b"61" * (MOST // 2) + b">"
    yield "digits", parts.pdf(more=(parts.stream(digits, "/Filter /ASCIIHexDecode"),))
    yield "runs", parts.pdf(more=(parts.stream(b"\x81\0" * (MOST // 2), "/Filter [/RL /RL]"),))
    for columns in (2_000_000_000, 1):
        words = f"/DecodeParms << /Predictor 15 /Columns {columns} /Colors 32 /BitsPerComponent 16 >>"
        yield f"rows of {columns} columns", parts.pdf(more=(zeros(90_000_000, words),))
        packed = zeros(20_000_000, f"/Type /ObjStm /N 1 /First 4 {words}")
        yield f"packed objects of {columns} columns", parts.pdf(more=(packed,))
    yield "escaped names", parts.pdf(more=(parts.stream(b"/#41" * 2_400_000),))
    yield "names that begin like scripts", parts.pdf(more=(parts.stream(b"/JavaScrip" * 900_000),))
    yield "a huge picture", parts.pdf(more=(zeros(100, f"{PICTURE} /Width 2000000 /Height 2000000"),))
    yield "many empty streams", parts.pdf(more=(parts.stream(b"", FLATE),) * 60_000)
    yield "other bytes said to be packed", parts.pdf(more=(parts.stream(b"x\x9c" * 2_000_000, FLATE),))


@cache
def bombs() -> dict[str, bytes]:
    """Return every one by its name; all have to be refused or taken within a second and 150 MB."""
    sources = (overlapping, long_values, packed_objects, tables, trees, streams)
    return {f"{source.__name__}: {what}": body for source in sources for what, body in source()}
