"""Sly pictures: chunks that explode, frames that multiply, files between and behind."""

import struct
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts

CODE = b"<script>alert(1)</script>"


def pngs() -> Iterator[tuple[str, bytes]]:
    """Yield PNGs with odd chunks."""
    good = parts.picture("PNG")
    bomb = parts.packed_zeros(200_000_000)
    yield "a color profile that explodes", parts.png_with(parts.chunk(b"iCCP", b"x\0\0" + bomb))
    yield "a long remark that explodes", parts.png_with(parts.chunk(b"iTXt", b"x\0\1\0\0\0" + bomb))
    yield "a color profile that is code", parts.png_with(parts.chunk(b"iCCP", b"x\0\0" + zlib.compress(CODE)))
    yield (
        "a color profile cut short",
        parts.png_with(parts.chunk(b"iCCP", b"x\0\0" + zlib.compress(CODE)[:9])),
    )
    yield "code in its EXIF", parts.png_with(parts.chunk(b"eXIf", b"MM\0*" + CODE))
    yield (
        "code in a remark in capitals",
        parts.png_with(parts.chunk(b"tEXt", b"Comment\0<SCRIPT>alert(1)</SCRIPT>")),
    )
    yield "PHP in a palette", parts.png_with(parts.chunk(b"PLTE", b"<?php system($_GET[0]);?>!!"))
    yield "two headers", good[:33] + good[8:33] + good[33:]
    yield "two ends", good + parts.chunk(b"IEND", b"")
    yield "a chunk behind its end", good + parts.chunk(b"tEXt", b"a\0b")
    yield "no header", good[:8] + good[33:]
    yield "data before its header", good[:8] + parts.chunk(b"IDAT", b"x") + good[8:]
    yield "no data", good[:33] + parts.chunk(b"IEND", b"")
    yield (
        "a chunk of two thousand million bytes",
        good[:33] + struct.pack(">I", 2**31 - 1) + b"tEXt" + good[33:],
    )
    yield "a chunk with a name of nulls", parts.png_with(parts.chunk(b"\0\0\0\0", b"x"))
    yield (
        "more rows than it says",
        parts.empty_png(3, 3)[:-12] + parts.chunk(b"tEXt", CODE) + parts.chunk(b"IEND", b""),
    )
    yield "fewer rows than it says", parts.empty_png(400, 400)
    yield "broken data", good[:33] + parts.chunk(b"IDAT", b"not packed") + parts.chunk(b"IEND", b"")
    yield (
        "a program in a chunk",
        parts.png_with(
            parts.chunk(b"prVt", b"MZ\x90\0" + bytes(60) + b"This program cannot be run in DOS mode")
        ),
    )
    yield "a zip in a chunk", parts.png_with(parts.chunk(b"prVt", parts.zipped({"evil.class": "x"})))
    yield "a PDF in a chunk", parts.png_with(parts.chunk(b"prVt", parts.pdf()))
    yield "a hundred thousand frames", parts.picture("PNG")[:33] + frames(100_000) + good[33:]
    yield "a million small chunks", good[:33] + parts.chunk(b"tEXt", b"a\0b") * 650_000 + good[33:]
    yield "a bad header", good[:24] + b"\x63" + good[25:]


def frames(count: int) -> bytes:
    """Return the chunk that says that a picture moves, with so many frames."""
    return parts.chunk(b"acTL", struct.pack(">II", count, 0))


def jpegs() -> Iterator[tuple[str, bytes]]:
    """Yield JPEGs with odd segments, and with things behind."""
    good = parts.picture()
    yield "a zip behind its end", good + parts.zipped({"evil.class": "x"})
    yield "a PDF behind its end", good + parts.pdf()
    yield "a program behind its end", good + b"MZ\x90\0" + bytes(200)
    yield "a web page behind its end", good + b"<html>" + CODE
    yield "an archive behind its end", good + b"Rar!\x1a\x07\x00" + bytes(99)
    yield "a film behind its end", good + b"\0\0\0\x18ftypmp42" + bytes(99)
    yield "a second picture cut short", good + good[:-20]
    yield "a second picture with code", good + parts.jpeg_with(0xFE, CODE)
    yield (
        "a program in a remark",
        parts.jpeg_with(0xFE, b"MZ\x90\0" + bytes(60) + b"This program cannot be run in DOS mode"),
    )
    yield "a PDF in a remark", parts.jpeg_with(0xFE, parts.pdf())
    yield "code in its color profile", parts.jpeg_with(0xE2, b"ICC_PROFILE\0\1\1" + CODE)
    yield "code in its Photoshop block", parts.jpeg_with(0xED, b"Photoshop 3.0\0" + CODE)
    yield "code in capitals", parts.jpeg_with(0xFE, b"<ScRiPt>alert(1)</ScRiPt>")
    yield "PHP with a short tag", parts.jpeg_with(0xFE, b"<?=`$_GET[0]`?>")
    yield "code in wide letters", parts.jpeg_with(0xFE, "<script>alert(1)</script>".encode("utf-16-le"))
    yield "a segment longer than the file", good[:2] + b"\xff\xfe\xff\xff" + good[2:]
    yield "a segment of no length", good[:2] + b"\xff\xfe\0\0" + good[2:]
    yield "no pixels", good[: good.index(b"\xff\xda")] + b"\xff\xd9"
    yield "no tables", good[:2] + good[good.index(b"\xff\xc0") :]
    yield "junk between segments", good[:2] + b"junk" + good[2:]
    yield "a thousand pictures", good * 1000
    size = good.index(b"\xff\xc0") + 5
    yield "no height", good[:size] + b"\0\0" + good[size + 2 :]
    yield "far more pixels than data", good[:size] + b"\x25\x80\x25\x80" + good[size + 4 :]
    yield "five million stuffed bytes", good[:-2] + b"\xff\0" * 5_000_000
    yield "ten million filling bytes", good[:2] + b"\xff" * 10_000_000
    yield "two million small segments", good[:2] + b"\xff\xfe\0\2" * 2_400_000 + good[2:]
    yield "ten million zeros and a program", good + bytes(10_000_000) + b"MZ"
    yield "thousands of scans", many_scans()
    yield "a progressive one of 60 million pixels", progressive_bomb()


def progressive_bomb() -> bytes:
    """Return a small progressive JPEG that says it is large, with many scans."""
    good = parts.picture(progressive=True)
    size = good.index(b"\xff\xc2") + 5
    return good[:size] + b"\x1e\x00\x1e\x00" + good[size + 4 :]


def many_scans() -> bytes:
    """Return a progressive JPEG of 20 million pixels that is drawn over thousands of times."""
    good = parts.picture(progressive=True, mode="L")
    size = good.index(b"\xff\xc2") + 5
    scan = good[good.index(b"\xff\xda") : good.index(b"\xff\xda") + 10] + bytes(20)
    return (
        good[:size]
        + b"\x11\x00\x11\x00"
        + good[size + 4 : good.index(b"\xff\xda")]
        + scan * 3000
        + b"\xff\xd9"
    )


def pictures() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for what, body in pngs():
        yield f"PNG with {what}", "photo.png", body
    for what, body in jpegs():
        yield f"JPEG with {what}", "photo.jpg", body
