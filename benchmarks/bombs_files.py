"""Pictures, Word documents and workbooks that are small and cost much to read, each made here.

``bombs()`` returns (name of the file, its bytes) by what it does. None may cost a second of processor or
150 MB where it is checked, whatever the answer.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import cache

from benchmarks.bombs_workbooks import workbooks
from tests.applicants.documents import corpus_files as parts

WORD = f"xmlns:w='{parts.WORD}'"
MANY = 1_000_000
DOCUMENT = "word/document.xml"
PALETTE = 3  # a color of PNG


def jpegs() -> Iterator[tuple[str, bytes]]:
    """Yield JPEGs: runs of filling bytes, many scans, many pixels, many segments, many pictures."""
    good, progressive = parts.picture(), parts.picture(progressive=True, size=(64, 64))
    scan = good.index(b"\xff\xda") + 14
    yield "filling bytes in the scan, 100 kB", good[:scan] + b"\xff" * 100_000 + b"\0" + good[scan:]
    yield "filling bytes in the scan, 9 MB", good[:scan] + b"\xff" * 9_000_000 + b"\0" + good[scan:]
    yield "filling bytes, a zero in each thousand", good[:scan] + (b"\xff" * 999 + b"\0") * 9000 + good[scan:]
    yield "filling bytes before every marker", good[:2] + (b"\xff" * 2000 + b"\xfe\0\2") * 3999 + good[2:]
    yield "restart markers", good[:scan] + b"\xff\xd0" * 4_000_000 + good[scan:]
    yield "markers without a length", good[:2] + b"\xff\x01" * 4_000_000 + good[2:]
    first = progressive.index(b"\xff\xda")
    again = progressive[first : first + 14] + bytes(40)
    sized = resized(progressive, 0xC2, 4890, 4890)
    yield "progressive, drawn 3,000 times", sized[:first] + again * 3000 + b"\xff\xd9"
    yield "progressive, 65,500 by 65,500", resized(progressive, 0xC2, 65_500, 65_500)
    yield "progressive, 24 million pixels", sized
    yield "65,500 by 65,500", resized(good, 0xC0, 65_500, 65_500)
    yield "88 million pixels of nothing", resized(parts.picture(mode="L"), 0xC0, 9400, 9400)
    yield "4,000 segments of 2 kB", good[:2] + (b"\xff\xfe\x08\x00" + b"<" * 2046) * 3990 + good[2:]
    yield (
        "remarks of nearly code",
        good[:2] + (b"\xff\xfe\xff\xff" + b"<scrip" * 10_922 + b"x") * 140 + good[2:],
    )
    yield "twelve pictures of 9 million pixels", resized(good, 0xC0, 3000, 3000) * 12
    rows = struct.pack("<HHII", 0, 0x0A01, 9, 9) * 7000
    table = struct.pack("<4sII", b"SEFH", 106, 7000) + rows
    yield "a table of 7,000 notes", good + bytes(9) + table + struct.pack("<I", len(table)) + b"SEFT"
    deep = b"[" * 90_000
    note = struct.pack("<HHI", 0, 0x0A01, 14) + b"Image_UTC_Data" + deep
    table = struct.pack("<4sIIHHII", b"SEFH", 106, 1, 0, 0x0A01, len(note), len(note))
    yield "a deep note", good + note + table + struct.pack("<I", len(table)) + b"SEFT"


def resized(jpeg: bytes, start: int, width: int, height: int) -> bytes:
    """Return a JPEG whose frame says another size."""
    place = jpeg.index(bytes([0xFF, start])) + 5
    return jpeg[:place] + struct.pack(">HH", height, width) + jpeg[place + 4 :]


def png(size: tuple[int, int], data: bytes, *, depth: int = 8, color: int = 2, interlaced: int = 0) -> bytes:
    """Return a PNG with given packed pixels."""
    header = parts.chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, color, 0, 0, interlaced))
    palette = parts.chunk(b"PLTE", bytes(768)) if color == PALETTE else b""
    body = parts.chunk(b"IDAT", data) + parts.chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + palette + body


def pngs() -> Iterator[tuple[str, bytes]]:
    """Yield PNGs: packed remarks, profiles and pixels that explode, huge sizes, many chunks."""
    text = zlib.compress(bytes(3_900_000), 9)
    yield "packed remarks, 4 MB each", parts.png_with(parts.chunk(b"zTXt", b"a\0\0" + text) * 2400)
    small = zlib.compress(b"<scrip" * 600, 9)
    yield "packed remarks, 3.6 kB each", parts.png_with(parts.chunk(b"zTXt", b"a\0\0" + small) * 19_000)
    long_text = parts.chunk(b"iTXt", b"a\0\1\0\0\0" + text)
    yield "packed long remarks, 4 MB each", parts.png_with(long_text * 2400)
    yield (
        "a profile of 900 MB",
        parts.png_with(parts.chunk(b"iCCP", b"a\0\0" + parts.packed_zeros(900_000_000))),
    )
    yield (
        "a remark of 9 MB of nearly code",
        parts.png_with(parts.chunk(b"tEXt", b"a\0" + b"<scrip" * 1_500_000 + b"x")),
    )
    yield "pixels of 900 MB", png((64, 48), parts.packed_zeros(900_000_000))
    yield "60,000 by 60,000", png((60_000, 60_000), parts.packed_zeros(90_000_000))
    yield (
        "60,000 by 60,000 of one bit",
        png((60_000, 60_000), parts.packed_zeros(450_000_000), depth=1, color=0),
    )
    yield (
        "interlaced, 25 million pixels",
        png((5000, 5000), zlib.compress(bytes(76_000_000), 1), interlaced=1),
    )
    yield "25 million pixels, see-through", png((4990, 4990), zlib.compress(bytes(100_000_000), 1), color=6)
    yield "25 million pixels, 16 bits", png((4990, 4990), zlib.compress(bytes(150_000_000), 1), depth=16)
    yield "a palette, 88 million pixels", png((9400, 9400), zlib.compress(bytes(89_000_000), 1), color=3)
    yield "a million rows of a pixel", png((1, 1_000_000), parts.packed_zeros(4_000_000))
    yield "a frame of a film each", parts.png_with(parts.chunk(b"acTL", struct.pack(">II", 10**6, 0)))
    yield "700,000 chunks", parts.png_with(parts.chunk(b"tEXt", b"a\0b") * 700_000)
    good = parts.picture("PNG")
    yield "800,000 empty parts of pixels", good[:33] + parts.chunk(b"IDAT", b"") * 800_000 + good[33:]


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield Word documents: many elements, attributes, levels, letters, parts, and large pictures."""
    body = f"<w:document {WORD}><w:body>%s</w:body></w:document>"
    texts = {
        "a million elements": "<w:p/>" * MANY,
        "390,000 elements": "<w:p/>" * 390_000,
        "paragraphs within paragraphs": "<w:p>" * MANY + "</w:p>" * MANY,
        "an attribute of 20 MB": f"<w:p w:x='{'x' * 20_000_000}'/>",
        "a million attributes": "<w:p " + " ".join(f"a{n}=''" for n in range(MANY)) + "/>",
        "24 MB of line ends": "\n" * 24_000_000,
        "24 MB of ampersands": "&amp;" * 4_800_000,
        "a remark of 24 MB": "<!--" + "> " * 12_000_000 + "-->",
        "24 MB of plain sections": "<![CDATA[" + "> " * 12_000_000 + "]]>",
        "a field of 24 MB": f"<w:instrText>{' ' * 24_000_000}</w:instrText>",
        "a field of line ends": "<w:instrText>" + "\n" * 24_000_000 + "</w:instrText>",
        "many fields that link": "<w:fldSimple w:instr='HYPERLINK '/>" * 130_000,
        "fields of blanks": "<w:fldSimple w:instr='" + " " * 400_000 + "DDE'/>",
        "a long name": f"<w:{'x' * 20_000_000}/>",
    }
    for what, text in texts.items():
        yield what, parts.docx({DOCUMENT: body % text})
    long_name = f"<a xmlns='{'n' * 900_000}'>" + "".join(f"<b{n}/>" for n in range(190_000)) + "</a>"
    yield "a namespace of 900 kB for each of 190,000 elements", parts.docx({DOCUMENT: long_name})
    spaces = "".join(f"<a xmlns:n{n}='{n}' n{n}:x=''>" for n in range(390)) + "</a>" * 390
    yield "a namespace at each level", parts.docx({DOCUMENT: spaces})
    style = "<svg><rect style='url(" + " " * 900_000 + "#a'/></svg>"
    yield "a drawing's style of blanks", parts.docx({"word/media/a.svg": style})
    links = parts.relations(
        ("hyperlink", " " * 900_000 + "x y", True), ("attachedTemplate", "a" * 900_000, True)
    )
    yield "links of 900 kB", parts.docx({"word/_rels/document.xml.rels": links})
    yield "1,400 parts", parts.docx({f"word/{n}.xml": "<a>" + "<b/>" * 270 + "</a>" for n in range(1400)})
    yield "a part of 80 MB", parts.docx({"word/media/a.bmp": b"BM" + bytes(79_000_000)})
    yield "fonts of 75 MB", parts.docx({f"word/fonts/{n}.ttf": b"<scrip" * 4_100_000 for n in range(3)})
    inner = parts.zipped({"a.bin": parts.packed_zeros(9_000_000)})
    for _ in range(5):
        inner = parts.zipped({"a.zip": inner})
    yield "zips within zips", parts.docx({"word/embeddings/a.zip": inner})
    large = {"png": parts.empty_png(60_000, 60_000), "jpeg": resized(parts.picture(), 0xC0, 65_500, 65_500)}
    large["gif"] = b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + b"\0\0\0;"
    large["webp"] = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xfe\x3f\0" * 2
    large["tif"] = tiff_of_many_tags()
    for ending, picture in large.items():
        yield f"a picture too large ({ending})", parts.docx({f"word/media/a.{ending}": picture})
    wide = ("<a>" + "&#x1F600;" * 900_000 + "</a>").encode("utf-16")
    yield "wide letters of 16 MB", parts.docx({"customXml/item1.xml": wide})


def tiff_of_many_tags() -> bytes:
    """Return a TIFF of 60,000 tags, each of which points to all of the file."""
    tags = b"".join(struct.pack("<HHII", 40_000 + n % 9000, 1, 700_000, 8) for n in range(60_000))
    return b"II*\0" + struct.pack("<IH", 8, 60_000) + tags + bytes(4)


@cache
def bombs() -> dict[str, tuple[str, bytes]]:
    """Return every one by what it does."""
    found: dict[str, tuple[str, bytes]] = {}
    for source, name in (
        (jpegs, "photo.jpg"),
        (pngs, "photo.png"),
        (documents, "cv.docx"),
        (workbooks, "applications.xlsx"),
    ):
        ending = name.rpartition(".")[2].upper()
        found |= {f"{ending}: {what}": (name, body) for what, body in source()}
    return found
