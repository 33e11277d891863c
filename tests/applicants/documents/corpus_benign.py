"""Honest files as scanners, phones and word processors write them: (name of the file, its bytes)."""

import io
import zlib
from collections.abc import Iterator
from functools import cache

from PIL import Image
from PIL.ExifTags import Base
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_crafty_benign import crafty
from tests.applicants.documents.corpus_everyday import everyday
from tests.applicants.documents.corpus_imperfect_pdf import imperfect


def pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs: scanned, printed, linked, merged, signed by hand, filled in."""
    yield "plain.pdf", parts.pdf()
    yield "UPPER.PDF", parts.pdf()
    yield "packed.pdf", parts.packed_pdf()
    yield "zoom.pdf", parts.pdf(catalog="/OpenAction [3 0 R /XYZ null null 1] /PageLayout /OneColumn")
    yield "zoom-action.pdf", parts.pdf(catalog="/OpenAction << /S /GoTo /D [3 0 R /FitH 800] >>")
    link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /F 4 /A << /S /URI /URI (%s) >> >>"
    for number, target in enumerate(
        ("https://example.org/a", "mailto:a@example.org", "www.example.org", "tel:1")
    ):
        yield f"link-{number}.pdf", parts.pdf(page=f"/Annots [{link % target}]")
    yield "next.pdf", parts.pdf(page="/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>")
    yield "form.pdf", parts.pdf(catalog="/AcroForm << /Fields [<< /FT /Tx /T (name) /V (Ada) >>] >>")
    yield "layers.pdf", parts.pdf(catalog="/OCProperties << /OCGs [] /D << /Order [] >> >>")
    yield (
        "tagged.pdf",
        parts.pdf(catalog="/MarkInfo << /Marked true >> /StructTreeRoot << /K [<< /S /P >>] >>"),
    )
    xmp = parts.stream(
        b"<?xpacket begin=''?><x:xmpmeta/><?xpacket end='w'?>", "/Type /Metadata /Subtype /XML"
    )
    yield "metadata.pdf", parts.pdf(catalog="/Metadata 5 0 R", more=(xmp,))
    yield "newlines.pdf", parts.pdf() + b"\r\n\r\n"
    yield "scan.pdf", parts.picture("PDF", (900, 1200), "L")
    yield "color-scan.pdf", parts.picture("PDF", (900, 1200))
    yield "fax.pdf", parts.picture("PDF", (900, 1200), "1")
    yield "merged.pdf", rewritten(3)
    yield "annotated.pdf", annotated()


def rewritten(pages: int) -> bytes:
    """Return pages put together by pypdf, with an outline."""
    writer, target = PdfWriter(), io.BytesIO()
    for number in range(pages):
        writer.append(PdfReader(io.BytesIO(parts.pdf())), outline_item=f"Part {number}")
    writer.add_metadata({"/Title": "CV", "/Producer": "Scanner"})
    writer.write(target)
    return target.getvalue()


def annotated() -> bytes:
    """Return a page with a remark and a link inside the document, added to the end of the file."""
    writer, target = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(parts.pdf())))
    writer.add_annotation(0, FreeText(text="Signed", rect=(10, 10, 90, 40)))
    writer.add_annotation(0, Link(rect=(10, 50, 90, 90), target_page_index=0))
    writer.write(target)
    return target.getvalue()


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield photos and scans."""
    yield "photo.jpg", parts.picture()
    yield "photo.JPEG", parts.picture(quality=95)
    yield "progressive.jpg", parts.picture(progressive=True, size=(300, 200))
    yield "gray.jpg", parts.picture(mode="L")
    yield "print.jpg", parts.picture(mode="CMYK")
    yield "phone.jpg", phone()
    yield "gain-map.jpg", parts.picture() + parts.picture(size=(16, 12))
    yield "padded.jpg", parts.picture() + bytes(7)
    yield "large.jpg", parts.picture(size=(6000, 4000), mode="L", quality=30)
    yield "remark.jpg", parts.picture(comment=b"Made with a scanner")
    for mode in ("RGB", "RGBA", "L", "P", "1", "LA", "I;16"):
        source = "L" if mode == "I;16" else mode
        yield f"{mode.replace(';', '-')}.png", parts.picture("PNG", mode=source)
    yield "dpi.png", parts.picture("PNG", dpi=(300, 300))
    yield "screen.png", parts.png_with(parts.chunk(b"tEXt", b"Software\0Screenshot"))
    packed = b"Description\0\0" + zlib.compress(b"A page" * 50)
    yield "described.png", parts.png_with(parts.chunk(b"zTXt", packed))
    xmp = b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    yield "xmp.png", parts.png_with(parts.chunk(b"iTXt", xmp))
    yield "apple.png", parts.png_with(parts.chunk(b"iDOT", bytes(28)))
    yield "a4.png", parts.picture("PNG", (2480, 3508), "L")


def phone() -> bytes:
    """Return a photo with what a phone writes beside it."""
    target, exif = io.BytesIO(), Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = "Apple", "iPhone 15", 6
    Image.effect_noise((400, 300), 50).convert("RGB").save(target, "JPEG", exif=exif)
    return target.getvalue()


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents as Word, LibreOffice and Google write them."""
    yield "cv.docx", parts.docx()
    yield "Lebenslauf Müller.docx", parts.docx()
    yield "pictured.docx", parts.docx({"word/media/image1.png": parts.picture("PNG")})
    yield "photo.docx", parts.docx({"word/media/image1.jpeg": parts.picture()})
    yield (
        "icon.docx",
        parts.docx({"word/media/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'><path/></svg>"}),
    )
    yield "fonts.docx", parts.docx({"word/fonts/font1.odttf": bytes(99), "word/fonts/Roboto.ttf": bytes(99)})
    yield "styled.docx", parts.docx({"word/styles.xml": "<a/>", "customXml/item1.xml": "<object/>"})
    yield "printer.docx", parts.docx({"word/printerSettings1.bin": bytes(30)})
    for number, row in enumerate(
        (
            ("hyperlink", "https://example.org/a?b=c", True),
            ("hyperlink", "mailto:a@example.org", True),
            ("attachedTemplate", "file:///C:/Users/Ada/Templates/Resume.dotx", True),
            ("attachedTemplate", "Normal.dotm", True),
            ("image", "media/image1.png", False),
            ("theme", "theme/theme1.xml", False),
        )
    ):
        yield f"related-{number}.docx", parts.docx({"word/_rels/document.xml.rels": parts.relations(row)})
    for number, field in enumerate(
        (" PAGE ", ' HYPERLINK "https://example.org/link" ', " TOC \\o ", " DATE ")
    ):
        inside = f"<w:r><w:instrText>{field}</w:instrText></w:r>"
        yield f"field-{number}.docx", parts.docx({"word/document.xml": parts.paragraph(inside)})


@cache
@cache
def benign() -> dict[str, bytes]:
    """Return every honest file by its name."""
    return dict([*pdfs(), *pictures(), *documents()]) | everyday() | crafty() | imperfect()
