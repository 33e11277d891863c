"""Puts files together for a host: one zip, or one PDF with every picture turned into a page."""

import shutil
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

from applicants.documents.checking.files import DOCX, PDF
from applicants.documents.merging import UnreadableError, add_pages, add_picture, join
from applicants.documents.models import DocumentVersion
from applicants.documents.sizes import MEGABYTE, size_words
from applicants.documents.storage import PrivateStorage, temporary_file
from programs import sandbox

CONTENTS = "contents.txt"
# A zip is copied piece by piece and has no such limit.
MAX_MERGED_BYTES, MAX_MERGED_PAGES, MAX_MERGED_OBJECTS = 40 * MEGABYTE, 1000, 40_000
MERGING_SECONDS = 60  # after them no further file is begun
TOO_SLOW = "These files take too long to be made into one PDF. Download the zip instead."
BUSY = "Many files are being put together right now. Try again in a minute."


@dataclass(frozen=True)
class BundledFile:
    """A file under the name that it has in the pack."""

    name: str
    version: DocumentVersion


class CannotBundleError(Exception):
    """Nothing was made; ``faults`` are the reasons in words."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


class CannotGoOnError(CannotBundleError):
    """No other file need be tried."""


def unmergeable(file: BundledFile) -> str | None:
    """Why a file can be no part of one PDF, before anybody has opened it; None when it may be."""
    if file.version.content_type == DOCX:
        return f"“{file.name}” is a Word document. Save it as PDF and upload that as a new version."
    return None


def too_big(files: Sequence[BundledFile]) -> str | None:
    """The fault of files that are too large for one PDF; None when they are not."""
    if sum(file.version.size for file in files) > MAX_MERGED_BYTES:
        return f"These files are over {size_words(MAX_MERGED_BYTES)} together, too large for one PDF."
    return None


def merging_faults(files: Sequence[BundledFile]) -> list[str]:
    """What is known to stand against one PDF of these files; [] when nothing does."""
    return [fault for fault in (too_big(files), *map(unmergeable, files)) if fault]


def open_file(file: BundledFile) -> Any:
    """Raise CannotBundleError when the disk has lost the file."""
    try:
        return PrivateStorage().open(file.version.path, "rb")
    except FileNotFoundError as error:
        raise CannotBundleError([f"“{file.name}” is no longer on our disk. Upload it again."]) from error


def zip_of(files: Sequence[BundledFile], title: str) -> IO[bytes]:
    """A zip of the files with a list of them, in a file that goes when it is closed.

    Raise CannotBundleError when one is lost.
    """
    target = temporary_file()
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # all are compressed already
            for file in files:
                with open_file(file) as source, archive.open(file.name, "w") as place:
                    shutil.copyfileobj(source, place)
            archive.writestr(CONTENTS, "\n".join([title, "", *(file.name for file in files), ""]))
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def merged_pdf(files: Sequence[BundledFile], title: str) -> IO[bytes]:
    """One PDF of all files in their order, in a file that goes when it is closed.

    Raise CannotBundleError with every file that it cannot hold: a Word document, a locked or broken PDF.
    """
    if not files:
        raise CannotBundleError(["There is no file in this pack yet."])
    if known := merging_faults(files):
        raise CannotBundleError(known)
    with ExitStack() as stack:
        parts, faults, pages, objects = [], [], 0, 0
        deadline = time.monotonic() + MERGING_SECONDS
        for file in files:
            if time.monotonic() > deadline:
                raise CannotBundleError([TOO_SLOW])
            part = stack.enter_context(temporary_file())
            try:
                more_pages, more_objects = write_part(file, part, MAX_MERGED_OBJECTS - objects)
                pages, objects = pages + more_pages, objects + more_objects
            except CannotGoOnError:
                raise
            except CannotBundleError as error:
                faults += error.faults
            parts.append(part)
        if faults:
            raise CannotBundleError(faults)
        if pages > MAX_MERGED_PAGES:
            raise CannotBundleError(
                [f"These files have over {MAX_MERGED_PAGES} pages, too many for one PDF."]
            )
        return join_parts(parts, title)


def write_part(file: BundledFile, part: IO[bytes], objects: int) -> tuple[int, int]:
    """Write a file's pages as a PDF of its own; return how many, and of how many objects.

    Raise CannotBundleError if the file cannot be read or has more objects than ``objects``.
    """
    with open_file(file) as source:
        try:
            if file.version.content_type == PDF:
                found = run_in_sandbox(add_pages, [source, part], pages=MAX_MERGED_PAGES, objects=objects)
            else:
                found = run_in_sandbox(add_picture, [source, part])
            return parse_page_and_object_counts(found)
        except UnreadableError as error:
            raise CannotBundleError([f"“{file.name}” {error}"]) from error
        except sandbox.StoppedError as error:
            fault = f"“{file.name}” cannot be read. Print it to a new PDF and upload that."
            raise CannotBundleError([fault]) from error


def parse_page_and_object_counts(found: Any) -> tuple[int, int]:
    """Read the numbers of pages and objects from the sandbox's answer; raise StoppedError if it has none."""
    match found:
        case [int(pages), int(objects)] if min(pages, objects) >= 0:
            return pages, objects
    raise sandbox.StoppedError("false answer")


def join_parts(parts: Sequence[IO[bytes]], title: str) -> IO[bytes]:
    """Join the parts into one PDF; raise CannotBundleError when together they are too much."""
    target = temporary_file()
    try:
        run_in_sandbox(join, [*parts, target], title=title)
    except BaseException as error:
        target.close()
        if isinstance(error, sandbox.StoppedError):
            raise CannotBundleError(
                ["These files cannot be made into one PDF. Download the zip instead."]
            ) from error
        raise
    target.seek(0)
    return target


def run_in_sandbox(function: Callable[..., Any], files: Sequence[IO[bytes]], **options: Any) -> Any:
    """Call a function of ``merging`` in the sandbox; raise CannotGoOnError when too many others wait."""
    try:
        return sandbox.run(function, files, raises=UnreadableError, **options)
    except sandbox.BusyError as error:
        raise CannotGoOnError([BUSY]) from error
