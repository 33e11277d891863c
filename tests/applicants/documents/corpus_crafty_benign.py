"""Honest files that look a little like hostile ones: words, names and features that harm nobody."""

import base64
import io
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.applicants.documents import corpus_files as parts

TEXT = "BT /F1 12 Tf 72 720 Td (%s) Tj ET"
NAMES = (
    "CV ada.okafor@example.com.pdf",
    "cv.pl.pdf",
    "Dr. Sh. Ahmed.pdf",
    "J. S. Bach.pdf",
    "CV (v2.1).pdf",
    "سيرة ذاتية.pdf",
    "履歴書.pdf",
    "CV 🩺.pdf",
    "A" * 200 + ".pdf",
    "transcript_final_FINAL.v3.PDF",
    "2026.11.25 TB test.pdf",
)
OFFICE = "application/vnd.openxmlformats-"
TEXT_BOX = (
    "<mc:AlternateContent xmlns:mc='m' xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='o'><mc:Fallback>"
    "<w:pict><v:shape id='a' href='https://example.org/'><v:imagedata r:id='r0' o:title=''/>"
    "<v:fill type='gradient'/></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
)
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><defs><style>"
    ".MsftOfcThm_Text1_Fill{fill:#000000;}</style><linearGradient id='g'/></defs>"
    "<path fill='url(#g)' clip-path=\"url('#c')\"/><use xlink:href='#a'/></svg>"
)


def pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs whose words are those of scripts, and with each filter that honest programs use."""
    for number, words in enumerate(("Skills: HTML/CSS/JavaScript", "R/JavaScript"), start=1):
        text = (TEXT % words).encode()
        yield f"words-{number}.pdf", parts.pdf(more=(parts.stream(text),))
        yield f"title-{number}.pdf", parts.pdf(catalog=f"/X << /Title ({words}) >>")
    text = (TEXT % "Curriculum vitae").encode() * 400
    yield (
        "letters.pdf",
        parts.pdf(
            more=(
                parts.stream(
                    base64.a85encode(zlib.compress(text), wrapcol=76) + b"~>",
                    "/Filter [/ASCII85Decode /FlateDecode]",
                ),
            )
        ),
    )
    picture = "/Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    jpeg = base64.a85encode(parts.picture()) + b"~>"
    yield "photo.pdf", parts.pdf(more=(parts.stream(jpeg, f"{picture} /Filter [/ASCII85Decode /DCTDecode]"),))
    packed = zlib.compress(parts.picture())
    yield (
        "photo-packed.pdf",
        parts.pdf(more=(parts.stream(packed, f"{picture} /Filter [/FlateDecode /DCTDecode]"),)),
    )
    numbers = zlib.compress(text).hex().encode() + b">"
    yield "numbers.pdf", parts.pdf(more=(parts.stream(numbers, "/Filter [/ASCIIHexDecode /FlateDecode]"),))
    lzw = bytes.fromhex("800B6050220C0C8501")  # the example of ISO 32000-1, 7.4.4.2
    yield "lzw.pdf", parts.pdf(more=(parts.stream(lzw, "/Filter /LZWDecode"),))
    yield "runs.pdf", parts.pdf(more=(parts.stream(b"\xe1 \x80", "/Filter /RunLengthDecode"),))
    yield (
        "annotated-flags.pdf",
        parts.pdf(page="/Annots [<< /Subtype /Text /Rect [0 0 9 9] /F 28 /Contents (ok) >>]"),
    )
    yield (
        "font-named-F.pdf",
        parts.pdf(page="/Resources << /Font << /F << /Type /Font /Subtype /Type1 >> >> >>"),
    )
    yield "profile.pdf", parts.pdf(more=(parts.stream(b"x" * 90, "/N 3 /Alternate /DeviceRGB"),))
    mail = "<< /Subtype /Link /A << /S /URI /URI (mailto:a@example.org?subject=My%20CV) >> >>"
    yield "mail.pdf", parts.pdf(page=f"/Annots [{mail}]")
    rich = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>Signed</p></body>'
    yield "comment.pdf", parts.pdf(page=f"/Annots [<< /Subtype /FreeText /Rect [0 0 9 9] /RC ({rich}) >>]")
    yield "measured.pdf", parts.pdf(catalog="/X << /Type /NumberFormat /U (in) /C 1 /F /D >>")
    properties = "/K [<< /A << /O /UserProperties /P [<< /N (Rate) /V 5 /F (5 percent) >>] >> >>]"
    yield "properties.pdf", parts.pdf(catalog=f"/StructTreeRoot << {properties} >>")
    yield "added.pdf", added()


def added() -> bytes:
    """Return a PDF to whose end pypdf has added a page's turn."""
    writer, target = PdfWriter(io.BytesIO(parts.pdf()), incremental=True), io.BytesIO()
    writer.pages[0].rotate(90)
    writer.write(target)
    assert len(PdfReader(target).pages) == 1
    return target.getvalue()


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield pictures of every depth, large ones, and ones with long remarks."""
    yield "a4-600-gray.png", parts.picture("PNG", (2480, 3508), "L", compress_level=1)
    for mode, size in (("RGB", (4900, 5000)), ("L", (9400, 9400)), ("1", (9400, 9400)), ("P", (9000, 9000))):
        target = io.BytesIO()
        Image.new(mode, size).save(target, "PNG")
        yield f"blank-{mode}.png", target.getvalue()
    yield "interlaced.png", interlaced(5, 7)
    target = io.BytesIO()
    Image.new("RGB", (8160, 6120), "gray").save(target, "JPEG", quality=80)
    yield "phone-50.jpg", target.getvalue()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta>"
    yield "xmp.jpg", parts.jpeg_with(0xE1, xmp)
    yield "three-scans.jpg", parts.picture(size=(1000, 800), progressive=True, subsampling=0)


def interlaced(width: int, height: int) -> bytes:
    """Return a gray PNG in seven passes, as some web programs save it."""
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    rows = b""
    for left, top, across, down in passes:
        count = len(range(left, width, across))
        rows += (b"\0" + bytes(count)) * (len(range(top, height, down)) if count else 0)
    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 0, 0, 0, 1])
    body = (
        parts.chunk(b"IHDR", header) + parts.chunk(b"IDAT", zlib.compress(rows)) + parts.chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents with old drawings, icons, add-ins from the store, and room in their zip."""
    yield "text-box.docx", parts.docx({"word/document.xml": parts.paragraph(TEXT_BOX)})
    yield "icon-with-style.docx", parts.docx({"word/media/image1.svg": ICON})
    reference = "<w:x xmlns:w='x'><w:reference store='en-US' storeType='OMEX'/></w:x>"
    yield "citations.docx", parts.docx({"word/webextensions/webextension1.xml": reference})
    yield "roomy.docx", roomy()
    beside = parts.relations(("hyperlink", "certificates/bls.pdf", True), ("hyperlink", "../cv.docx", True))
    yield "linked.docx", parts.docx({"word/_rels/document.xml.rels": beside})
    types = parts.TYPES.replace(
        "</Types>",
        "<Default Extension='png' ContentType='image/png'/>"
        f"<Default Extension='odttf' ContentType='{OFFICE}officedocument.obfuscatedFont'/>"
        f"<Default Extension='sigs' ContentType='{OFFICE}package.digital-signature-origin'/>"
        "<Override PartName='/word/printerSettings1.bin' "
        f"ContentType='{OFFICE}officedocument.wordprocessingml.printerSettings'/></Types>",
    )
    yield from packages()
    yield "typed.docx", parts.docx({"[Content_Types].xml": types, "word/media/a.png": parts.picture("PNG")})


def packages() -> Iterator[tuple[str, bytes]]:
    """Yield documents as other programs put them together: signed, typed by default, with folders."""
    signature = (
        "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><Object Id='idPackageObject'>"
        "<Manifest><Reference URI='/word/document.xml?ContentType=x'/></Manifest></Object></Signature>"
    )
    yield "signed-office.docx", parts.docx({"_xmlsignatures/sig1.xml": signature})
    related = parts.relations(("customXml", "../customXml/item1.xml", False))
    data = "<a xmlns='urn:own'><object href='file:///c:/x'/><script>x</script></a>"
    more = {"word/_rels/document.xml.rels": related, "customXml/item1.xml": data}
    yield "data.docx", parts.docx(more)
    plain = "application/xml"
    yield (
        "sdk.docx",
        parts.docx({"[Content_Types].xml": parts.TYPES.replace(f'"{plain}"', f'"{parts.MAIN}"')}),
    )
    from_root = parts.relations(("officeDocument", "/word/document.xml", False))
    yield "from-root.docx", parts.docx({"_rels/.rels": from_root})
    yield "folders.docx", parts.docx({"word/": b"", "word/media/": b""})
    picture = "<v:imagedata xmlns:v='v' xmlns:o='o' r:id='r0' o:href='cid:a@b'/>"
    mailed = f"<w:pict>{picture}</w:pict>"
    yield "mailed.docx", parts.docx({"word/document.xml": parts.paragraph(mailed)})
    yield "scratch-picture.docx", parts.docx({"word/media/image1.tmp": parts.picture("PNG")})


def roomy() -> bytes:
    """Return a document that leaves room in the heads of its zip, as Word does."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(parts.docx())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.extra = b"\x20\xa2" + (524).to_bytes(2, "little") + b"\x28\xa0" + bytes(522)
            archive.writestr(info, source.read(part))
    return target.getvalue()


def crafty() -> dict[str, bytes]:
    """Return every file by its name."""
    return dict([*pdfs(), *pictures(), *documents()]) | dict.fromkeys(NAMES, parts.pdf())
