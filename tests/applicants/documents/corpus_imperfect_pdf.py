"""Honest PDFs that readers have to mend, as some scanners leave them, and what may stay in one."""

import re
from collections.abc import Callable, Iterator

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_everyday import SAMPLES
from tests.applicants.documents.corpus_sly_pdf import CATALOG, updated

MENDED = ("img2pdf-jpeg", "reportlab-form", "pyhanko-signed", "fpdf2", "ghostscript", "libreoffice")
START, ROW = re.compile(rb"startxref\s+\d+"), re.compile(rb"(\d{10} \d{5} [nf])[\r\n ]{2}")
LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "table elsewhere": lambda body: START.sub(b"startxref\n17", body),
    "table nowhere": lambda body: START.sub(b"startxref\n0", body),
    "objects moved": lambda body: body.replace(b"\n1 0 obj", b"\n\n\n1 0 obj", 1),
    "lengths too long": lambda body: LENGTH.sub(lambda found: b"/Length %d" % (int(found[1]) + 1), body),
    "rows too short": lambda body: ROW.sub(rb"\1\n", body),
    "other line ends": lambda body: body.rstrip() + b"\r\n\r\n",
    "no line end": lambda body: body.rstrip(),
}
GO = "<< /S /GoTo /D [3 0 R /XYZ 0 700 0] >>"
LINK = "<< /S /URI /URI (https://example.org/) >>"
NOTE = "/Type /Annot /Rect [0 0 9 9]"


def faulty() -> Iterator[tuple[str, bytes]]:
    """Yield real programs' files with one fault each."""
    for name in MENDED:
        body = (SAMPLES / f"{name}.pdf").read_bytes()
        for what, spoil in FAULTS.items():
            yield f"{name}, {what}.pdf", spoil(body)


def allowed() -> Iterator[tuple[str, bytes]]:
    """Yield what moves inside the document, or waits for a click."""
    yield "opens-at.pdf", parts.pdf(catalog="/OpenAction 5 0 R", more=(b"[3 0 R /FitH 700]",))
    yield "opens-by-name.pdf", parts.pdf(catalog="/OpenAction << /S /GoTo /D (start) >>")
    yield "opens-twice.pdf", parts.pdf(catalog=f"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next {GO} >>")
    yield "opens-nowhere.pdf", parts.pdf(catalog="/OpenAction null /AA << >>")
    for number, action in enumerate((GO, LINK, "<< /S /Named /N /NextPage >>"), start=1):
        outline = f"<< /Title (x) /Parent 5 0 R /A {action} >>".encode()
        yield (
            f"outline-{number}.pdf",
            parts.pdf(catalog="/Outlines 5 0 R", more=(b"<< /First 6 0 R /Last 6 0 R /Count 1 >>", outline)),
        )
        yield f"button-{number}.pdf", parts.pdf(page=f"/Annots [<< {NOTE} /Subtype /Link /A {action} >>]")
    yield "based.pdf", parts.pdf(catalog="/URI << /Base (https://example.org/) >>")
    yield "places.pdf", parts.pdf(catalog="/Names << /Dests << /Names [(start) [3 0 R /Fit]] >> >>")
    yield "labelled.pdf", parts.pdf(catalog="/PageLabels << /Nums [0 << /S /D >>] >>")
    three = updated(updated(updated(parts.pdf(), {9: b"null"}), {1: CATALOG % b"/Lang (en)"}), {8: b"[]"})
    yield "added-thrice.pdf", three
    yield "length-elsewhere.pdf", parts.pdf(more=(b"<< /Length 6 0 R >>\nstream\nab\nendstream", b"2"))


def imperfect() -> dict[str, bytes]:
    """Return every file by its name."""
    return dict([*faulty(), *allowed()])
