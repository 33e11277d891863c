"""Files as people upload them: by real programs (samples/), by phones, and by Word's odder features."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests.applicants.documents import corpus_files as parts

SAMPLES = Path(__file__).parent / "samples"
CONTENT = "word/document.xml"
FIELDS = (
    ' HYPERLINK "https://example.org/import/link/print" \\o "A link" ',
    ' HYPERLINK \\l "_Toc1" ',
    ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[]} ',
    " REF _Ref1 \\h ",
    " SEQ Figure \\* ARABIC ",
    " FORMTEXT ",
    ' IF "a" = "b" "import" "print" ',
    " QUOTE January ",
)


def samples() -> Iterator[tuple[str, bytes]]:
    """Yield what Chromium, Word's kin, scanners' software and PDF libraries wrote: see samples/README.md."""
    for path in sorted(SAMPLES.rglob("*.*")):
        if path.suffix != ".md":
            yield path.name, path.read_bytes()


def samsung_notes(name: bytes = b"Image_UTC_Data", value: bytes = b"1700000000000") -> bytes:
    """Return what Samsung's cameras write behind a photo: notes, and a table of them."""
    note = struct.pack("<HHI", 0, 0x0A01, len(name)) + name + value
    table = b"SEFH" + struct.pack("<II", 106, 1) + struct.pack("<HHII", 0, 0x0A01, len(note), len(note))
    return note + table + struct.pack("<I", len(table)) + b"SEFT"


def located() -> bytes:
    """Return a photo that says where and with what it was taken."""
    target, exif = io.BytesIO(), Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = "Apple", "iPhone 16 Pro", 8
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (6.0, 27.0, 14.5)
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2026:02:01 10:00:00"
    Image.effect_noise((403, 302), 50).convert("RGB").save(target, "JPEG", exif=exif, quality=90)
    return target.getvalue()


def several() -> bytes:
    """Return a photo with a second picture behind it, in the way that phones mark it (MPO)."""
    target = io.BytesIO()
    first, second = (Image.effect_noise(size, 40).convert("RGB") for size in ((320, 240), (80, 60)))
    first.save(target, "MPO", save_all=True, append_images=[second])
    return target.getvalue()


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield photos and screenshots."""
    yield "galaxy.jpg", parts.picture() + samsung_notes()
    yield "galaxy-hdr.jpg", parts.picture() + parts.picture(size=(16, 12)) + samsung_notes()
    edited = b'{"originalPath":"/data/1.jpg","clipInfoValue":"{\\"mCenterX\\":0.5}","isBlending":true}'
    yield "galaxy-edited.jpg", parts.picture() + samsung_notes(b"PhotoEditor_Re_Edit_Data", edited)
    yield "located.jpg", located()
    yield "several.jpg", several()
    yield "tall.png", parts.picture("PNG", (1080, 9000), "L", compress_level=1)
    yield "clear.png", parts.picture("PNG", (300, 300), "RGBA")
    yield "dotted.jpg", parts.picture(dpi=(300, 300), subsampling=0)
    yield "profile.png", parts.picture("PNG", icc_profile=b"x" * 500)
    yield "restarts.jpg", parts.picture(restart_marker_rows=1)
    yield "phone-12.jpg", parts.picture(size=(4032, 3024), mode="L", quality=60)
    yield "progressive-12.jpg", parts.picture(size=(4032, 3024), quality=40, progressive=True)


def field(code: str) -> str:
    """Return a field as Word writes it: its beginning, its code, what it shows, its end."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = mark("separate") + "<w:r><w:t>1</w:t></w:r>" + mark("end")
    escaped = code.replace('"', "&quot;")
    return mark("begin") + f"<w:r><w:instrText xml:space='preserve'>{escaped}</w:instrText></w:r>" + shown


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents with comments, tracked changes, fields, odd pictures, labels, signatures."""
    for number, code in enumerate(FIELDS):
        yield f"code-{number}.docx", parts.docx({CONTENT: parts.paragraph(field(code))})
    nested = field(" IF 1 = 1 ") + field(" PAGE ")
    yield "contents.docx", parts.docx({CONTENT: parts.paragraph(nested)})
    tracked = "<w:ins w:author='A'><w:r><w:t>new</w:t></w:r></w:ins>"
    tracked += "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    comment = "<w:commentRangeStart w:id='0'/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id='0'/>"
    related = parts.relations(
        ("comments", "comments.xml", False), ("hyperlink", "https://example.org/", True)
    )
    commented = {"word/comments.xml": "<a/>", "word/commentsExtended.xml": "<a/>", "word/people.xml": "<a/>"}
    yield "tracked.docx", parts.docx({CONTENT: parts.paragraph(tracked)})
    yield (
        "commented.docx",
        parts.docx({CONTENT: parts.paragraph(comment), "word/_rels/document.xml.rels": related, **commented}),
    )
    yield (
        "signed.docx",
        parts.docx({"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": "<Signature/>"}),
    )
    yield "labelled.docx", parts.docx({"docMetadata/LabelInfo.xml": "<labels/>"})
    yield "described.docx", parts.docx({"package/services/metadata/core-properties/1.psmdcp": "<a/>"})
    yield "thumbnail.docx", parts.docx({"docProps/thumbnail.jpeg": parts.picture()})
    yield "renamed-picture.docx", parts.docx({"word/media/image1.jpg": parts.picture("PNG")})
    yield "web-picture.docx", parts.docx({"word/media/image1.webp": parts.picture("WEBP")})
    yield (
        "wide-letters.docx",
        parts.docx({"customXml/item1.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")}),
    )
    yield "streamed.docx", parts.streamed_docx()
    yield "long.docx", parts.docx({CONTENT: parts.paragraph("<w:r><w:t>Text. </w:t></w:r>" * 20_000)})


def everyday() -> dict[str, bytes]:
    """Return every file by its name."""
    return dict([*samples(), *pictures(), *documents()])
