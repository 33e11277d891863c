"""Word documents: a bounded zip of known parts, plain XML, no macros and nothing fetched from elsewhere."""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from defusedxml.ElementTree import iterparse
from PIL import Image

from applicants.documents.checking.archive import check_archive
from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.foreign import EICAR_MARK, is_foreign
from applicants.documents.checking.word_xml import Sums, check_xml

MAX_XML = 25_000_000
MAX_PIXELS = 120_000_000
BLOCK = 256 * 1024
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML_ENDINGS = {".xml", ".rels", ".svg", ".psmdcp"}
PICTURES = {
    ".png",
    ".jpg",
    ".jpeg",
    ".jfif",
    ".gif",
    ".bmp",
    ".dib",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".wdp",
    ".webp",
}
# Word keeps a picture's name although its kind is another one.
PICTURE_STARTS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a"),
    *(b"\x01\0\x09\0", b"\x02\0\x09\0", b"II\xbc", b"RIFF"),
)
# Fonts (scrambled, so that their start says nothing), and an empty file that signatures start from.
OTHERS = {".odttf", ".ttf", ".otf", ".sigs"}
# Programs, archives and compound files do not come by another name either.
FOREIGN_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"#!",
    b"\xca\xfe\xba\xbe",
)
MACROS = ("macroenabled", "vbaproject")
ZIP_END = b"PK\x05\x06"  # the last record of a zip, 22 bytes without a remark
LONGEST_SIGN = 128  # bytes of what is searched for
OTHER_FILE = (
    "Another file is embedded in this document, such as a chart’s sheet. Save it as PDF and upload that."
)


def check_docx(file: BinaryIO) -> None:
    """RefusedError unless it is one whole Word document that only shows text and pictures."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(file, archive)
            sums = Sums()
            for part in archive.infolist():
                check_part(archive, part, sums)
            check_main(archive)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(BROKEN) from error


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, sums: Sums) -> None:
    """RefusedError for a part of an unknown type, or with something wrong inside."""
    ending = "." + PurePosixPath(part.filename.lower()).name.rpartition(".")[2]
    if part.filename.endswith("/") and not part.file_size:
        return
    if ending in XML_ENDINGS:
        if part.file_size > MAX_XML:
            raise RefusedError("This document is too long to check. Save it as PDF and upload that.")
        check_xml(part.filename, b"".join(blocks_of(archive, part)), sums)
    elif ending in PICTURES:
        check_picture(archive, part)
    elif ending in OTHERS or (ending == ".bin" and "printersettings" in part.filename.lower()):
        read_through(archive, part)
    else:
        raise RefusedError(ACTIVE if ending == ".bin" else OTHER_FILE)


def check_picture(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """RefusedError for a picture that is none, or that unpacks to too much."""
    start = read_through(archive, part)
    if not start.startswith(PICTURE_STARTS):
        raise RefusedError(HIDDEN)
    try:
        with Image.open(BytesIO(start)) as picture:
            pixels = picture.width * picture.height
    except Image.DecompressionBombError:
        pixels = MAX_PIXELS + 1
    except Exception:  # noqa: BLE001 - kinds that Pillow does not know, or whose head is long
        return
    if pixels > MAX_PIXELS:
        raise RefusedError("A picture in this document is too large. Save it as PDF and upload that.")


def read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read a part to its end, so that its checksum is checked, and return its start."""
    start = before = b""
    for block in blocks_of(archive, part):
        start = start or block
        if EICAR_MARK in block or is_foreign(before + block):
            raise RefusedError(HIDDEN)
        before = block[-LONGEST_SIGN:]
    if start.startswith(FOREIGN_STARTS) or (len(before) and ZIP_END in before):
        raise RefusedError(HIDDEN)
    return start


def blocks_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part block by block; RefusedError when something stands behind its last bit."""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            yield block
        unpacking = getattr(stream, "_decompressor", None)  # zipfile has no other name for it
        if stream._compress_left > 0 or (unpacking and unpacking.unused_data):  # noqa: SLF001 - nor for this
            raise RefusedError(HIDDEN)


def is_text_in_disguise(row: Mapping[str, str]) -> bool:
    """Return whether a line of the types says that a part is XML although its name says another thing."""
    name = row.get("PartName") or "." + row.get("Extension", "xml")
    ending = "." + name.lower().rpartition(".")[2]
    kind = row.get("ContentType", "").partition(";")[0].strip().lower()
    return kind.endswith("xml") and ending not in XML_ENDINGS


def check_main(archive: zipfile.ZipFile) -> None:
    """RefusedError unless the zip's main part is a Word document without macros."""
    with archive.open("[Content_Types].xml") as stream:
        rows = [element.attrib for _, element in iterparse(stream, forbid_dtd=True)]
    types = [row.get("ContentType", "") for row in rows]
    if MAIN not in types or any(word in kind.lower() for word in MACROS for kind in types):
        raise RefusedError(ACTIVE)
    if any(map(is_text_in_disguise, rows)):
        raise RefusedError(HIDDEN)
    archive.getinfo("_rels/.rels")
    archive.getinfo("word/document.xml")
