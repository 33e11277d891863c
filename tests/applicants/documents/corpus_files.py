"""The bricks of the corpus: a PDF, a picture or a Word document written by hand, with anything put in."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

from applicants.documents.checking.files import check_content, check_outside

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OUTSIDE = ' TargetMode="External"'
TYPES = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"""


def pdf(extra: str = "", *, page: str = "", catalog: str = "", more: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF of one page; ``catalog`` and ``page`` go in there, ``more`` are objects from number 5."""
    content = b"BT /F1 12 Tf 72 720 Td (Curriculum vitae) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *more,
    ]
    return written(objects, extra)


def written(objects: list[bytes], trailer: str = "") -> bytes:
    """Return objects as a PDF file with its table of places."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer.encode())
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(body: bytes, words: str = "") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), words.encode(), body)


def packed_pdf(*hidden: str, catalog: str = "") -> bytes:
    """Return a PDF whose catalog and other objects stand compressed in an object stream."""
    plain = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    plain += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>", *hidden]
    heads, bodies = [], ""
    for number, body in enumerate(plain, start=1):
        heads.append(f"{number} {len(bodies)}")
        bodies += body + " "
    head = " ".join(heads) + " "
    packed = zlib.compress((head + bodies).encode())
    words = f"/Type /ObjStm /N {len(plain)} /First {len(head)} /Filter /FlateDecode"
    number = len(plain) + 1
    out = bytearray(b"%PDF-1.7\n")
    at = len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (number, stream(packed, words))
    start = len(out)
    rows = [(0, 0, 65535), *((2, number, index) for index in range(len(plain))), (1, at, 0), (1, start, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    words = f"/Type /XRef /Size {len(rows)} /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
    out += b"%d 0 obj\n%s\nendobj\n" % (number + 1, stream(table, words))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    """Return a small picture with some noise in it."""
    target = io.BytesIO()
    image = Image.effect_noise(size, 40).convert(mode)
    image.save(target, kind, **options)
    return target.getvalue()


def jpeg_with(marker: int, body: bytes, base: bytes | None = None) -> bytes:
    """Return a JPEG with one more segment at its start."""
    base = base or picture()
    return base[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + base[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks: bytes, base: bytes | None = None) -> bytes:
    """Return a PNG with more chunks after its header."""
    base = base or picture("PNG")
    return base[:33] + b"".join(chunks) + base[33:]


def empty_png(width: int, height: int) -> bytes:
    """Return a PNG whose header promises so many pixels and whose data are few bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def paragraph(inside: str = "<w:r><w:t>Curriculum vitae</w:t></w:r>") -> str:
    """Return a Word document's main part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}">'
        f"<w:body><w:p>{inside}</w:p></w:body></w:document>"
    )


def relations(*rows: tuple[str, str, bool]) -> str:
    """Return a part of relations: (kind, target, whether it is outside)."""
    lines = (
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"'
        f"{OUTSIDE if is_outside else ''}/>"
        for number, (kind, target, is_outside) in enumerate(rows)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def docx(parts: dict[str, str | bytes] | None = None, *, without: tuple[str, ...] = ()) -> bytes:
    """Return a Word document; ``parts`` add to its parts or stand for them."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": paragraph(),
    }
    every |= parts or {}
    return zipped({name: body for name, body in every.items() if name not in without})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def packed_zeros(size: int) -> bytes:
    """Return what unpacks to so many zeros, made without packing them all."""
    packing, block = zlib.compressobj(9), bytes(1_000_000)
    first, following = (packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + following * (size // len(block) - 1) + packing.flush()


class Unseekable(io.BytesIO):
    """A target that cannot go back, so that sizes have to follow each part, as Google writes them."""

    def seekable(self) -> bool:
        """Say no."""
        return False

    def seek(self, *_: int) -> int:
        """Refuse, as a socket does."""
        raise io.UnsupportedOperation

    tell = seek


def streamed_docx() -> bytes:
    """Return a Word document whose zip was written in one go."""
    target = Unseekable()
    with (
        zipfile.ZipFile(io.BytesIO(docx())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in source.infolist():
            archive.writestr(info.filename, source.read(info))
    return target.getvalue()


def checked(name: str, body: bytes) -> str:
    """Check a file in this process; return its type, or raise RefusedError if it is not safe to keep."""
    content_type = check_outside(name, len(body))
    check_content(io.BytesIO(body), content_type)
    return content_type
