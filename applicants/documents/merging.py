"""Pages put together, in the sandbox: each function gets open files and gives plain values back. Pure."""

from typing import BinaryIO

import pikepdf
from PIL import Image, ImageOps

# A picture becomes a page of a letter's size at 200 dots an inch.
PAGE_INCHES = (8.5, 11)
LONGEST_SIDE, QUALITY = 2200, 85
PICTURE_OBJECTS = 5
PRELOADED = ("PIL", "pikepdf")  # for the sandbox
SEE_THROUGH = ("RGBA", "LA", "PA")


class UnreadableError(Exception):
    """A file that cannot be part of a PDF; the argument says why, as the end of a sentence on the file."""


def add_picture(source: BinaryIO, target: BinaryIO) -> tuple[int, int]:
    """Write a picture as a page that fits a letter, as the camera held it; return what ``add_pages`` does."""
    with Image.open(source, formats=["JPEG", "PNG"]) as picture:
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = on_white(ImageOps.exif_transpose(picture))
    short, long = sorted(flat.size)
    resolution = max(short / PAGE_INCHES[0], long / PAGE_INCHES[1], 1)
    flat.save(target, "PDF", resolution=resolution, quality=QUALITY)
    return 1, PICTURE_OBJECTS


def on_white(picture: Image.Image) -> Image.Image:
    """A picture without anything to see through, in colors or in gray."""
    if picture.mode not in SEE_THROUGH and "transparency" not in picture.info:
        return picture.convert("L" if picture.mode in ("1", "L", "I", "I;16") else "RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGB", layer.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def add_pages(source: BinaryIO, target: BinaryIO, pages: int, objects: int) -> tuple[int, int]:
    """Write the pages of a PDF, without what hangs on the document; return its pages and its objects.

    Raise UnreadableError for a locked one, or one with more pages or objects than may come.
    """
    try:
        with pikepdf.open(source) as pdf, pikepdf.new() as new:
            if len(pdf.pages) > pages:
                raise UnreadableError("has too many pages for one PDF.")
            if len(pdf.objects) > objects:
                raise UnreadableError(
                    "is too complicated for one PDF. Print it to a new PDF, or take the zip."
                )
            new.pages.extend(pdf.pages)
            new.save(target)
            return len(pdf.pages), len(pdf.objects)
    except pikepdf.PasswordError as error:
        raise UnreadableError("is locked with a password. Upload a copy without one.") from error


def join(*files: BinaryIO, title: str) -> None:
    """Write all pages of the files but the last into the last, a new PDF with a title."""
    *sources, target = files
    with pikepdf.new() as new:
        for source in sources:
            with pikepdf.open(source) as pdf:
                new.pages.extend(pdf.pages)
        new.docinfo["/Title"] = title
        new.save(target)
