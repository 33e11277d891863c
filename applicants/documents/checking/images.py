"""What JPEG and PNG share: pixels that decode in bounded memory and time, and remarks without code."""

from io import BytesIO

from PIL import Image

from applicants.documents.checking.faults import HIDDEN, RefusedError
from applicants.documents.checking.foreign import has_code

# What decoding may take: 25 million pixels in colors, or 89 million gray ones. Pillow keeps four bytes for
# each pixel of all but these.
MAX_DECODED_BYTES = 100_000_000
PIXEL_BYTES, OTHER_PIXEL_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}, 4
# A JPEG is decoded at an eighth of its size, so that a phone's largest photos pass. One of several scans is
# kept whole, in two bytes for each pixel of each color.
MAX_PIXELS, MAX_KEPT_VALUES = 89_000_000, 72_000_000
# A progressive one is drawn over some ten times.
MAX_PLAIN_SCANS, MAX_SCANNED_PIXELS = 4, 300_000_000
TOO_MANY_PIXELS = "This picture is too large. Make it smaller than 5,000 by 5,000 pixels and upload it again."


def check_text(text: bytes) -> None:
    """Raise RefusedError if a picture's remarks contain code, in 16-bit characters too."""
    if has_code(text):
        raise RefusedError(HIDDEN)


def decode(content: bytes, name: str, scans: int = 1) -> int:
    """How many pixels a picture has; an error unless each decodes, in bounded memory and time."""
    with Image.open(BytesIO(content), formats=[name]) as picture:
        check_size(picture, scans, is_jpeg=name == "JPEG")
        pixels = picture.width * picture.height
        if name == "JPEG":
            picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
        picture.load()
        return pixels


def check_size(picture: Image.Image, scans: int, *, is_jpeg: bool) -> None:
    """Raise RefusedError if a picture has more pixels than fit in memory, or draws them too often."""
    pixels = picture.width * picture.height
    if is_jpeg:
        if scans > MAX_PLAIN_SCANS and pixels * scans > MAX_SCANNED_PIXELS:
            raise RefusedError(TOO_MANY_PIXELS)
        is_kept = scans > 1 or picture.info.get("progressive")
        most = MAX_KEPT_VALUES // len(picture.getbands()) if is_kept else MAX_PIXELS
    else:
        most = min(MAX_PIXELS, MAX_DECODED_BYTES // PIXEL_BYTES.get(picture.mode, OTHER_PIXEL_BYTES))
    if pixels > most:
        raise RefusedError(TOO_MANY_PIXELS)
