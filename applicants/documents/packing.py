"""Puts files together for a host: one zip, or one PDF with every picture turned into a page."""

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, BinaryIO

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

from applicants.documents.checking.files import DOCX, PDF
from applicants.documents.models import DocumentVersion
from applicants.documents.quotas import MEGABYTE, size_words
from applicants.documents.storage import PrivateStorage, temporary_file

CONTENTS = "contents.txt"
# pypdf holds all of a new PDF in memory; a zip is copied piece by piece and has no such limit.
MAX_MERGED_BYTES, MAX_MERGED_PAGES = 40 * MEGABYTE, 1000
# A picture becomes a page of a letter's size at 200 dots an inch.
PAGE_INCHES = (8.5, 11)
LONGEST_SIDE, QUALITY = 2200, 85
SEE_THROUGH = ("RGBA", "LA", "PA")


@dataclass(frozen=True)
class PackedFile:
    """A file under the name that it has in the pack."""

    name: str
    version: DocumentVersion


class CannotPackError(Exception):
    """Nothing was made; ``faults`` are the reasons in words."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


def unmergeable(file: PackedFile) -> str | None:
    """Return why a file can be no part of one PDF, before anybody has opened it; None when it may be."""
    if file.version.content_type == DOCX:
        return f"“{file.name}” is a Word document. Save it as PDF and upload that as a new version."
    return None


def too_big(files: Sequence[PackedFile]) -> str | None:
    """Return that the files are too large for one PDF; None when they are not."""
    if sum(file.version.size for file in files) > MAX_MERGED_BYTES:
        return f"These files are over {size_words(MAX_MERGED_BYTES)} together, too large for one PDF."
    return None


def merging_faults(files: Sequence[PackedFile]) -> list[str]:
    """Return what is known to stand against one PDF of these files; [] when nothing does."""
    return [fault for fault in (too_big(files), *map(unmergeable, files)) if fault]


def opened(file: PackedFile) -> Any:
    """Open a file; CannotPackError when the disk has lost it."""
    try:
        return PrivateStorage().open(file.version.path, "rb")
    except FileNotFoundError as error:
        raise CannotPackError([f"“{file.name}” is not on our disk any more. Upload it again."]) from error


def zip_of(files: Sequence[PackedFile], title: str) -> IO[bytes]:
    """Return a zip of the files with a list of them, in a file that goes when it is closed.

    CannotPackError when one is lost.
    """
    target = temporary_file()
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # all are compressed already
            for file in files:
                with opened(file) as source, archive.open(file.name, "w") as place:
                    shutil.copyfileobj(source, place)
            archive.writestr(CONTENTS, "\n".join([title, "", *(file.name for file in files), ""]))
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def merged_pdf(files: Sequence[PackedFile], title: str) -> IO[bytes]:
    """Return one PDF of all files in their order, in a file that goes when it is closed.

    CannotPackError names every file that can be no part of it: a Word document, a locked or broken PDF.
    """
    if not files:
        raise CannotPackError(["There is no file in this pack yet."])
    if known := merging_faults(files):
        raise CannotPackError(known)
    writer = PdfWriter()
    writer.add_metadata({"/Title": title})
    faults = [fault for file in files if (fault := append(writer, file))]
    if faults:
        raise CannotPackError(faults)
    if len(writer.pages) > MAX_MERGED_PAGES:
        raise CannotPackError([f"These files have over {MAX_MERGED_PAGES} pages, too many for one PDF."])
    return written(writer)


def append(writer: PdfWriter, file: PackedFile) -> str | None:
    """Add a file's pages; return why that cannot be, None when they are added."""
    with opened(file) as source:
        try:
            pages = source if file.version.content_type == PDF else page_of(source)
            reader = PdfReader(pages, strict=False)
            if reader.is_encrypted:
                return f"“{file.name}” is locked with a password. Upload a copy without one."
            if len(reader.pages) > MAX_MERGED_PAGES:
                return f"“{file.name}” has too many pages for one PDF."
            writer.append(reader, import_outline=False)
        except Exception:  # noqa: BLE001 - a damaged file may break a reader anywhere
            return f"“{file.name}” cannot be read. Print it to a new PDF and upload that."
    return None


def written(writer: PdfWriter) -> IO[bytes]:
    """Return what a writer holds as a file."""
    target = temporary_file()
    try:
        writer.write(target)
    except Exception as error:
        target.close()
        raise CannotPackError(["These files cannot be made into one PDF."]) from error
    target.seek(0)
    return target


def page_of(source: BinaryIO) -> BytesIO:
    """Return a picture as a PDF of one page that fits a letter, upright as the camera held it."""
    with Image.open(source, formats=["JPEG", "PNG"]) as picture:
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = on_white(ImageOps.exif_transpose(picture))
    target = BytesIO()
    short, long = sorted(flat.size)
    resolution = max(short / PAGE_INCHES[0], long / PAGE_INCHES[1], 1)
    flat.save(target, "PDF", resolution=resolution, quality=QUALITY)
    return target


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture without anything to see through, in colors or in gray."""
    if picture.mode not in SEE_THROUGH and "transparency" not in picture.info:
        return picture.convert("L" if picture.mode in ("1", "L", "I", "I;16") else "RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
