"""Word documents: a bounded zip of known parts, plain XML, no macros and nothing fetched from elsewhere."""

import struct
import warnings
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from PIL import Image

from applicants.documents.checking.archive import check_archive
from applicants.documents.checking.faults import ACTIVE, HIDDEN, RefusedError
from applicants.documents.checking.foreign import EICAR_MARK, is_foreign
from applicants.documents.checking.word_xml import MAIN_PART, Attributes, WordPackage, check_xml

MAX_XML, MAX_PART, MAX_PIXELS = 25_000_000, 40_000_000, 120_000_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML_ENDINGS = {".xml", ".rels", ".svg", ".psmdcp"}
PICTURES = {
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".dib", ".tif", ".tiff", ".emf", ".wmf"),
    *(".wdp", ".webp", ".tmp"),
}
# Word keeps a picture's name although its kind is another one. Drawings and JPEG XR do not say their pixels.
PNG, PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", slice(16, 24)
MEASURED = {
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"RIFF": "WEBP",
}
WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")
UNMEASURED = (b"\x01\0\0\0", b"II\xbc", *WMF)
ESCAPE = b"\x26\x06\x09\0"  # of a drawing, to a procedure of its own (MS-WMF, META_ESCAPE with SETABORTPROC)
# Fonts (scrambled, so that their start says nothing), and an empty file that signatures start from.
OTHERS = {".odttf", ".ttf", ".otf", ".sigs"}
# Programs, archives and compound files do not come by another name either.
FOREIGN_STARTS = (
    *(b"MZ", b"\x7fELF", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!", b"#!", b"\xca\xfe\xba\xbe"),
)
MACROS = ("macroenabled", "vbaproject")
ZIP_END, ZIP_TAIL = b"PK\x05\x06", 128  # the last record of a zip, 22 bytes without a remark
TOO_LARGE = "A picture in this document is too large. Save it as PDF and upload that."
OTHER_FILE = (
    "Another file is embedded in this document, such as a chart’s sheet. Save it as PDF and upload that."
)


def check_docx(file: BinaryIO) -> None:
    """Raise RefusedError unless the file is one whole Word document that only shows text and pictures."""
    with zipfile.ZipFile(file) as archive:
        check_archive(file, archive)
        package = WordPackage()
        for part in archive.infolist():
            check_part(archive, part, package)
        archive.getinfo(MAIN_PART)
    check_types(package)


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, package: WordPackage) -> None:
    """Raise RefusedError if a part is of an unknown type or has something wrong inside."""
    if part.is_dir():
        return
    ending = "." + PurePosixPath(part.filename.lower()).name.rpartition(".")[2]
    if part.file_size > (MAX_XML if ending in XML_ENDINGS else MAX_PART):
        raise RefusedError("This document is too long to check. Save it as PDF and upload that.")
    body = read(archive, part)
    if ending in XML_ENDINGS:
        check_xml(part.filename, body, package)
    elif ending in PICTURES:
        check_foreign(body)
        check_picture(body)
    elif ending in OTHERS or (ending == ".bin" and "printersettings" in part.filename.lower()):
        check_foreign(body)
    else:
        raise RefusedError(ACTIVE if ending == ".bin" else OTHER_FILE)


def read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read a part and check its sum; raise RefusedError if anything stands behind its last bit."""
    with archive.open(part) as stream:
        body = stream.read()
        unpacking = getattr(stream, "_decompressor", None)  # zipfile has no other name for it
        left = stream._compress_left  # type: ignore[attr-defined]  # noqa: SLF001 - nor for this
        if left > 0 or (unpacking and unpacking.unused_data):
            raise RefusedError(HIDDEN)
    return body


def check_foreign(body: bytes) -> None:
    """Raise RefusedError if a part is, holds or ends with something else than its name says."""
    is_zip = ZIP_END in body[-ZIP_TAIL:]
    if is_zip or body.startswith(FOREIGN_STARTS) or EICAR_MARK in body or is_foreign(body):
        raise RefusedError(HIDDEN)


def check_picture(body: bytes) -> None:
    """Raise RefusedError if a picture is broken, runs something, or unpacks to too much."""
    if body.startswith(WMF) and ESCAPE in body:
        raise RefusedError(ACTIVE)
    if not body.startswith(UNMEASURED) and pixels_of(body) > MAX_PIXELS:
        raise RefusedError(TOO_LARGE)


def pixels_of(body: bytes) -> int:
    """How many pixels a picture's head promises; an error when it has no such head."""
    if body.startswith(PNG):
        width, height = struct.unpack(">II", body[PNG_HEAD])
        return width * height
    kind = next((kind for start, kind in MEASURED.items() if body.startswith(start)), None)
    if not kind:
        raise RefusedError(HIDDEN)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(body), formats=[kind]) as picture:
            return picture.width * picture.height
    except Image.DecompressionBombError as error:
        raise RefusedError(TOO_LARGE) from error


def check_types(package: WordPackage) -> None:
    """Raise RefusedError unless the zip's main part, and no other, is a Word document without macros."""
    if not package.has_main or not any(row.get("ContentType") == MAIN for row in package.types):
        raise RefusedError(ACTIVE)
    for row in package.types:
        kind, name = row.get("ContentType", "").partition(";")[0].strip().lower(), row.get("PartName", "")
        if any(word in kind for word in MACROS):
            raise RefusedError(ACTIVE)
        if is_in_disguise(row, kind) or (kind == MAIN and name and name != "/" + MAIN_PART):
            raise RefusedError(HIDDEN)


def is_in_disguise(row: Attributes, kind: str) -> bool:
    """Whether a line of the types says that a part is XML although its name says another thing."""
    name = row.get("PartName") or "." + row.get("Extension", "xml")
    ending = "." + name.lower().rpartition(".")[2]
    return kind.endswith("xml") and (ending not in XML_ENDINGS or (ending == ".svg" and "svg" not in kind))
