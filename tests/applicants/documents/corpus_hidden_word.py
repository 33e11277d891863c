"""Word documents that fetch by seldom ways, have their text elsewhere, or a zip that lies."""

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_sly_pictures import CODE

DOCUMENT, RELATIONS, SETTINGS = "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml"
VML = "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"
LIBRARY = "xmlns:sl='http://schemas.openxmlformats.org/schemaLibrary/2006/main'"
VIDEO = (
    "<w:r><wp15:webVideoPr xmlns:wp15='http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing'"
    " embeddedHtml='&lt;iframe src=&quot;https://evil.example/&quot;&gt;'/></w:r>"
)
SHARES = (
    "https://evil.example/x.png",
    "file://evil/share/x",
    "\\\\evil\\share\\x",
    "//evil/x",
    "%5c%5cevil/x",
)


def settings(inside: str) -> str:
    """Return a document's settings."""
    return f"<w:settings xmlns:w='{parts.WORD}' xmlns:r='{parts.RELATIONS}' {LIBRARY}>{inside}</w:settings>"


def merging() -> Iterator[tuple[str, bytes]]:
    """Yield documents that ask a database, or take a schema from elsewhere."""
    for inside in (
        "<w:connectString w:val='Provider=SQLOLEDB;Data Source=evil'/>",
        "<w:query w:val='SELECT * FROM x'/>",
        "<w:dataSource r:id='r0'/>",
        "<w:odso><w:udl w:val='DSN=x'/><w:src r:id='r0'/></w:odso>",
    ):
        body = settings(f"<w:mailMerge><w:dataType w:val='native'/>{inside}</w:mailMerge>")
        yield f"a mail merge with {inside[:20]}", parts.docx({SETTINGS: body})
    other = settings("<x:mailMerge><x:query x:val='x'/></x:mailMerge>").replace(":w=", ":x=")
    yield "a mail merge by another prefix", parts.docx({SETTINGS: other.replace("w:settings", "x:settings")})
    for kind in ("mailMergeSource", "mailMergeHeaderSource"):
        related = parts.relations((kind, "file://evil/share/x.mdb", True))
        yield f"a {kind}", parts.docx({"word/_rels/settings.xml.rels": related})
    for place in ("manifestLocation", "schemaLocation"):
        schema = f"<sl:schemaLibrary><sl:schema sl:uri='x' sl:{place}='https://evil.example/x'/></sl:schemaLibrary>"
        yield f"a schema's {place}", parts.docx({SETTINGS: settings(schema)})


def drawn() -> Iterator[tuple[str, bytes]]:
    """Yield documents with old drawings that show what is elsewhere."""
    for share in SHARES:
        for inside in (f"<v:imagedata o:href='{share}'/>", f"<v:fill o:althref='{share}'/>"):
            body = parts.paragraph(f"<w:pict><v:shape {VML}>{inside}</v:shape></w:pict>")
            yield f"an old drawing with {inside}", parts.docx({DOCUMENT: body})
    nested = f"<w:pict><v:shape {VML}><v:stroke><o:left o:href='{SHARES[0]}'/></v:stroke></v:shape></w:pict>"
    yield "an old line elsewhere", parts.docx({DOCUMENT: parts.paragraph(nested)})
    odd = "<w:pict><q:imagedata xmlns:q='urn:schemas-microsoft-com:vml' q:src='https://evil.example/x'/></w:pict>"
    yield "a source by another prefix", parts.docx({DOCUMENT: parts.paragraph(odd)})
    icon = f"<svg xmlns='http://www.w3.org/2000/svg'><g onload='alert(1)'/>{CODE.decode()}</svg>"
    yield "a drawing by the name of a text", parts.docx({"word/media/image1.xml": icon})
    late = "<svg><style>" + " " * 8189 + "@import 'https://evil.example/x.css';</style></svg>"
    yield "a style sheet far behind", parts.docx({"word/media/a.svg": late})


def hidden_fields() -> Iterator[tuple[str, bytes]]:
    """Yield fields whose names hold signs that nobody sees."""
    for sign in ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e"):
        for field in (f"{sign}INCLUDETEXT x", f"INCLUDE{sign}TEXT x", f" {sign} DDEAUTO c:\\x y"):
            inside = f"<w:r><w:instrText>{field}</w:instrText></w:r>"
            yield f"field {field!a}", parts.docx({DOCUMENT: parts.paragraph(inside)})


def elsewhere() -> Iterator[tuple[str, bytes]]:
    """Yield documents whose text, or a part of it, is not where it belongs."""
    video = parts.paragraph(VIDEO)
    for name in ("customXml/document.xml", "word/other.xml", "docProps/x.xml", "_xmlsignatures/sig1.xml"):
        override = f'<Override PartName="/{name}" ContentType="{parts.MAIN}"/></Types>'
        more = {"[Content_Types].xml": parts.TYPES.replace("</Types>", override), name: video}
        start = parts.relations(("officeDocument", name, False))
        yield f"its text in {name}", parts.docx({**more, "_rels/.rels": start})
        yield f"two texts, one in {name}", parts.docx(more)
    twice = parts.relations(
        ("officeDocument", "word/document.xml", False), ("officeDocument", "customXml/x.xml", False)
    )
    yield "two beginnings", parts.docx({"_rels/.rels": twice, "customXml/x.xml": video})
    yield "no beginning", parts.docx({"_rels/.rels": parts.relations(("x", DOCUMENT, False))})
    for target in ("../customXml/h.xml", "/customXml/h.xml", "/CUSTOMXML/h.xml", "../%63ustomXml/h.xml"):
        related = parts.relations(("header", target, False))
        yield f"a header at {target}", parts.docx({RELATIONS: related, "customXml/h.xml": video})
    drawing = '<Override PartName="/word/h.svg" ContentType="application/x.header+xml"/></Types>'
    typed = parts.TYPES.replace("</Types>", drawing)
    yield (
        "a header by the name of a drawing",
        parts.docx({"[Content_Types].xml": typed, "word/h.svg": "<a/>"}),
    )


def lettered() -> Iterator[tuple[str, bytes]]:
    """Yield XML in letters that are not those of Word documents."""
    body = parts.paragraph("<w:object/>")
    plain = body[body.index("?>") + 2 :]
    yield (
        "letters of a mainframe",
        parts.docx({DOCUMENT: b"<?xml version='1.0' encoding='cp037'?>" + plain.encode("cp037")}),
    )
    yield "wide letters without a mark", parts.docx({DOCUMENT: body.encode("utf-16-le")})
    mark = codecs.BOM_UTF16_BE
    yield "wide letters the other way", parts.docx({DOCUMENT: mark + plain.encode("utf-16-be")})


def pictured() -> Iterator[tuple[str, bytes]]:
    """Yield documents whose pictures promise far too many pixels, or run a procedure."""
    remark = parts.chunk(b"tEXt", b"a\0" + b"x" * 300_000)
    bomb = parts.png_with(remark, base=parts.empty_png(24_000, 24_000))
    yield "a large picture behind a long remark", parts.docx({"word/media/image1.png": bomb})
    jpeg = parts.picture()
    size = jpeg.index(b"\xff\xc0") + 5
    large = jpeg[:size] + struct.pack(">HH", 60_000, 60_000) + jpeg[size + 4 :]
    for _ in range(6):
        large = parts.jpeg_with(0xE1, b"x" * 65_000, base=large)
    yield "a large photo behind long remarks", parts.docx({"word/media/image1.jpeg": large})
    gif = b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + b"\0\0\0" + b","
    yield "a large GIF", parts.docx({"word/media/image1.gif": gif + bytes(10) + b";"})
    bitmap = (
        b"BM"
        + struct.pack("<IHHI", 100, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 40_000, 40_000, 1, 24, 0, 0, 0, 0, 0, 0)
    )
    yield "a large BMP", parts.docx({"word/media/image1.bmp": bitmap + bytes(50)})
    for name in ("wmf", "png"):
        escape = b"\xd7\xcd\xc6\x9a" + bytes(36) + b"\x0a\0\0\0\x26\x06\x09\0\x04\0run!"
        yield f"a drawing with an escape by the name of {name}", parts.docx({f"word/media/a.{name}": escape})


def zips() -> Iterator[tuple[str, bytes]]:
    """Yield zips with a folder that is full, or with much in the heads of its parts."""
    yield "a program in a folder", full_folder(zipfile.ZIP_STORED)
    yield "a packed program in a folder", full_folder(zipfile.ZIP_DEFLATED)
    yield "380 kB in the heads of its parts", roomy_heads()


def roomy_heads() -> bytes:
    """Return a document of 200 parts, each with room for other systems in its head."""
    target, source = io.BytesIO(), io.BytesIO(parts.docx({f"word/{n}.xml": "<a/>" for n in range(200)}))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(source) as good:
        for part in good.infolist():
            info = zipfile.ZipInfo(part.filename)
            info.extra = struct.pack("<HH", 0xCAFE, 1900) + bytes(1900)
            archive.writestr(info, good.read(part))
    return target.getvalue()


def full_folder(method: int) -> bytes:
    """Return a document with a folder that says it is empty, and holds a program."""
    program = b"MZ\x90\0" + bytes(50_000)
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = program if method == zipfile.ZIP_STORED else packing.compress(program) + packing.flush()
    good, name = parts.docx(), b"word/x/"
    at, end_at = good.index(b"PK\x01\x02"), good.rindex(b"PK\x05\x06")
    numbers = (method, 0, 33, 0, len(data), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, *numbers, len(name), 0) + name + data
    entry = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, *numbers, len(name), 0, 0, 0, 0, 0, at) + name
    )
    table, end = good[at:end_at] + entry, bytearray(good[end_at:])
    count = struct.unpack("<H", end[8:10])[0] + 1
    end[8:20] = struct.pack("<HHII", count, count, len(table), at + len(local))
    return good[:at] + local + table + bytes(end)


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for source in (merging, drawn, hidden_fields, elsewhere, lettered, pictured, zips):
        for what, body in source():
            yield f"{source.__name__}: {what}", "cv.docx", body
