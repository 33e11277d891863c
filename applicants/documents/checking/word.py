"""Word documents: a bounded zip of known parts, plain XML, no macros and nothing fetched from elsewhere."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError

MAX_PARTS, MAX_UNPACKED, MAX_XML, MAX_RATIO = 1500, 80_000_000, 25_000_000, 400
BLOCK = 256 * 1024
END_RECORD = 22  # bytes of the zip's last record without a comment
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML_ENDINGS = {".xml", ".rels", ".svg"}
# What a part that is no XML starts with; None: nothing that one could tell by.
STARTS: dict[str, tuple[bytes, ...] | None] = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF8",),
    ".bmp": (b"BM",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
    ".emf": (b"\x01\0\0\0",),
    ".wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0"),
    ".odttf": None,
    ".ttf": None,
}
# Relations that bring code or another file in.
BAD_RELATIONS = re.compile(
    r"/(oleObject|package|control|activeX\w*|vbaProject|wordVbaData|aFChunk|subDocument|frame|keyMapCustomizations)$"
    r"|attachedToolbars$|/ui/",
    re.IGNORECASE,
)
LOCAL_TEMPLATE = re.compile(r"(file:///[a-z]:[/\\]|[\w .-]+\.dot[xm]?$)", re.IGNORECASE)
LINK = re.compile(r"(https?://|mailto:|tel:|#|[\w%./-]+$)", re.IGNORECASE)
# Fields that run or fetch something. QUOTE spells a field's name in numbers, so that nobody sees it.
FETCHING = re.compile(
    r"\b(DDE(AUTO)?|INCLUDE(PICTURE|TEXT)|IMPORT|MACROBUTTON|DATABASE)\b|\bLINK\s+\w+\.|\bQUOTE\s+\d",
    re.IGNORECASE,
)
RUNNING = {"script", "foreignObject", "altChunk", "object", "control", "OLEObject"}
EICAR_MARK = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def check_docx(file: BinaryIO) -> None:
    """RefusedError unless it is one whole Word document that only shows text and pictures."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_frame(file, archive)
            for part in archive.infolist():
                check_part(archive, part)
            check_main(archive)
    except RefusedError:
        raise
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise RefusedError(BROKEN) from error
    except (KeyError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise RefusedError(BROKEN) from error
    except Exception as error:
        raise RefusedError(BROKEN) from error


def check_frame(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """RefusedError for a zip with something before, behind or between, or that unpacks to too much."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    file.seek(-END_RECORD, 2)
    if file.read(4) != b"PK\x05\x06" or min((part.header_offset for part in parts), default=1):
        raise RefusedError(HIDDEN)
    if len(names) != len(set(names)) or len(names) > MAX_PARTS:
        raise RefusedError(BROKEN)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusedError("This document unpacks to too much. Save it as PDF and upload that.")


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """RefusedError for a part with a wrong name, of an unknown type, or with something wrong inside."""
    path = PurePosixPath(part.filename)
    if part.filename.endswith("/") and not part.file_size:
        return
    is_odd = "\\" in part.filename or path.is_absolute() or ".." in path.parts or ":" in part.filename
    if is_odd or part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError(BROKEN)
    if part.file_size > MAX_XML and part.file_size > MAX_RATIO * max(1, part.compress_size):
        raise RefusedError("This document unpacks to too much. Save it as PDF and upload that.")
    ending = "." + path.name.rpartition(".")[2].lower()
    if ending in XML_ENDINGS:
        check_xml(archive, part)
    elif ending == ".bin" and "printersettings" in part.filename.lower():
        read_through(archive, part, None)
    elif ending in STARTS:
        read_through(archive, part, STARTS[ending])
    else:
        raise RefusedError(ACTIVE)


def read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, starts: tuple[bytes, ...] | None) -> None:
    """Read a part to its end, so that its checksum is checked; RefusedError when it starts wrongly."""
    with archive.open(part) as stream:
        block = stream.read(BLOCK)
        if EICAR_MARK in block or (starts is not None and not block.startswith(starts)):
            raise RefusedError(HIDDEN)
        while stream.read(BLOCK):
            pass


def check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """RefusedError for XML that is not plain: entities, scripts, relations or fields that fetch something."""
    if part.file_size > MAX_XML:
        raise RefusedError("This document is too long to check. Save it as PDF and upload that.")
    fields: list[str] = []
    for name, element in elements_of(archive, part):
        if name == "Relationship":
            check_relation(element)
        if name in RUNNING and not part.filename.startswith("customXml/"):
            raise RefusedError(ACTIVE)
        if name == "instrText":
            fields.append(element.text or "")
        if name == "fldChar":
            fields.append(" ")
        if name == "fldSimple":
            fields += [" ", *(value for key, value in element.attrib.items() if key.endswith("}instr")), " "]
        if EICAR_MARK.decode() in (element.text or ""):
            raise RefusedError(HIDDEN)
    if FETCHING.search("".join(fields)):
        raise RefusedError(ACTIVE)


def elements_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[str, Any]]:
    """Yield every element as (name without namespace, element); what was seen is let go."""
    with archive.open(part) as stream:
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            yield str(element.tag).rpartition("}")[2], element
            element.clear()


def check_relation(element: Any) -> None:
    """RefusedError for a relation to code, to a file inside, or to anything outside but a web page."""
    kind, target = element.get("Type", ""), element.get("Target", "")
    if BAD_RELATIONS.search(kind):
        raise RefusedError(ACTIVE)
    if element.get("TargetMode", "").lower() != "external":
        if "//" in target or "\\" in target:
            raise RefusedError(ACTIVE)
        return
    allowed = {"hyperlink": LINK, "attachedTemplate": LOCAL_TEMPLATE}.get(kind.rpartition("/")[2])
    if allowed is None or not allowed.match(target):
        raise RefusedError("This document fetches something from elsewhere. Save it as PDF and upload that.")


def check_main(archive: zipfile.ZipFile) -> None:
    """RefusedError unless the zip's main part is a Word document without macros."""
    with archive.open("[Content_Types].xml") as stream:
        types = [element.get("ContentType", "") for _, element in iterparse(stream, forbid_dtd=True)]
    if MAIN not in types or any("macroEnabled" in kind or "vbaProject" in kind for kind in types):
        raise RefusedError(ACTIVE)
    archive.getinfo("_rels/.rels")
    archive.getinfo("word/document.xml")
