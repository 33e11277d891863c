"""Where every check begins: name, size, what the first bytes say, then the check of that type."""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from applicants.documents.checking.faults import BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.foreign import EICAR, is_foreign
from applicants.documents.checking.jpeg import check_jpeg
from applicants.documents.checking.pdf import check_pdf
from applicants.documents.checking.png import check_png
from applicants.documents.checking.word import check_docx
from applicants.documents.sizes import MAX_FILE_BYTES, size_words

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {".pdf": PDF, ".jpg": JPEG, ".jpeg": JPEG, ".png": PNG, ".docx": DOCX}
ACCEPT = ",".join(EXTENSIONS)
STARTS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", DOCX: b"PK\x03\x04"}
CHECKS = {PDF: check_pdf, JPEG: check_jpeg, PNG: check_png, DOCX: check_docx}

PRELOADED = ("PIL", "pikepdf")  # for the sandbox
LONGEST_NAME = 100
# Endings that start something when they come last; before another they are there to deceive. Not "com", as
# in "ada@example.com.pdf".
STARTING = re.compile(
    r"\.(exe|scr|pif|dll|cpl|bat|cmd|ps1|vb[es]|wsf|jse?|hta|jar|msi|lnk|url|reg|iso|apk|php\d?|phtml|phar"
    r"|aspx?|jsp|cgi|[sx]?html?|mht(ml)?|svg|swf|sh|py|docm|dotm|xlsm|pptm|scf|desktop|ini|inf|chm|xll|jnlp)\.",
    re.IGNORECASE,
)
TURNING = re.compile("[\u202d\u202e]")  # signs that show the rest of a name backwards
HELPS = {
    ".doc": "Save this document as PDF or DOCX first.",
    ".heic": "Save this photo as JPEG first. On an iPhone: Settings, Camera, Formats, Most Compatible.",
}
OTHER_TYPE = "Upload a PDF, a JPEG or PNG picture, or a Word document (DOCX)."


def check_outside(name: str, size: int) -> str:
    """Tell the content type that a file of this name must be; raise RefusedError if name or size is wrong."""
    if not size:
        raise RefusedError("This file is empty.")
    if size > MAX_FILE_BYTES:
        raise RefusedError(f"This file is too large: the most is {size_words(MAX_FILE_BYTES)}.")
    return promised_type(name)


def check_content(file: BinaryIO, content_type: str) -> None:
    """Raise RefusedError unless the whole file is of this content type and safe to keep."""
    file.seek(0)
    if not file.read(16).startswith(STARTS[content_type]):
        raise RefusedError("What is in this file does not match its file extension. " + OTHER_TYPE)
    check_bytes(file, content_type)
    try:
        CHECKS[content_type](file)
    except RefusedError:
        raise
    except Exception as error:  # whatever a library says of a file that it can't read
        raise RefusedError(BROKEN) from error


def promised_type(name: str) -> str:
    """Tell the content type that a name's ending promises; raise RefusedError if we do not take it."""
    ending = PurePosixPath(name.lower()).suffix
    if TURNING.search(name):
        raise RefusedError(
            "The name of this file is partly written backwards. Rename it and upload it again."
        )
    bare = "".join(sign for sign in name if sign.isalnum() or sign == ".")
    if STARTING.search(name) or STARTING.search("." + ".".join(bare.split(".")[-2:])):
        raise RefusedError("The name of this file has two extensions. Rename it and upload it again.")
    if ending not in EXTENSIONS:
        raise RefusedError(HELPS.get(ending, OTHER_TYPE))
    return EXTENSIONS[ending]


def check_bytes(file: BinaryIO, content_type: str) -> None:
    """Raise RefusedError if a file of any type looks like a virus or like a file of another type."""
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    if EICAR in content:
        raise RefusedError("A virus scanner would stop this file. Nothing was saved.")
    if is_foreign(content) or (content_type != DOCX and zipfile.is_zipfile(file)):
        raise RefusedError(HIDDEN)


def safe_name(name: str | None) -> str:
    """A file's name without folders and without signs that could deceive, not too long."""
    plain = unicodedata.normalize("NFC", (name or "").replace("\\", "/")).rsplit("/", 1)[-1]
    kept = "".join(sign for sign in plain if sign.isprintable() and sign not in '"<>|:*?;%')
    stem, dot, ending = kept.strip().rpartition(".")
    return f"{stem.strip(' .')[: LONGEST_NAME - 6] or 'document'}{dot}{ending[:5]}"
