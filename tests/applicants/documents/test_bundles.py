"""Files put together: a zip byte for byte, or one PDF; what cannot be said in words and never an error."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from applicants.documents import bundles
from applicants.documents.bundles import BundledFile, CannotBundleError, merged_pdf, zip_of
from applicants.documents.storage import PrivateStorage
from applicants.models import Applicant
from programs import sandbox
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.corpus_benign import rewritten
from tests.applicants.documents.factories import keep

pytestmark = pytest.mark.django_db
UNREADABLE = "“a.pdf” cannot be read. Print it to a new PDF and upload that."
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def packed(ada: Applicant, name: str, body: bytes, content_type: str = PDF) -> BundledFile:
    """Keep any bytes as a version: what checks let through once may be broken for a newer reader."""
    version = keep(ada, "cv", "cv.pdf")
    Path(PrivateStorage().path(version.path)).write_bytes(body)
    version.content_type, version.size = content_type, len(body)
    version.save()
    return BundledFile(name, version)


def encrypted() -> bytes:
    writer, target = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(parts.pdf())))
    writer.encrypt("secret")
    writer.write(target)
    return target.getvalue()


def faults(files: list[BundledFile]) -> list[str]:
    with pytest.raises(CannotBundleError) as error:
        merged_pdf(files, "Documents")
    return error.value.faults


def pictures() -> Iterator[tuple[str, bytes, str]]:
    for mode in ("RGB", "L", "CMYK"):
        yield f"{mode}.jpg", parts.picture("JPEG", (800, 600), mode), JPEG
    for mode in ("RGB", "RGBA", "L", "LA", "1", "P", "I;16"):
        image, target = Image.new("RGB", (60, 90), "white"), io.BytesIO()
        image = Image.new("I;16", (60, 90)) if mode == "I;16" else image.convert(mode)
        image.save(target, "PNG")
        yield f"{mode}.png", target.getvalue(), PNG


def test_a_zip_holds_the_files_as_they_are(ada: Applicant) -> None:
    one, two = packed(ada, "01 CV.pdf", parts.pdf()), packed(ada, "02 Ü.jpg", parts.picture(), JPEG)
    with zip_of([one, two], "My documents") as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["01 CV.pdf", "02 Ü.jpg", "contents.txt"]
        assert archive.read("01 CV.pdf") == parts.pdf()
        assert archive.read("contents.txt").decode() == "My documents\n\n01 CV.pdf\n02 Ü.jpg\n"


def test_a_lost_file_is_named(ada: Applicant) -> None:
    file = packed(ada, "01 CV.pdf", parts.pdf())
    PrivateStorage().delete(file.version.path)
    words = ["“01 CV.pdf” is no longer on our disk. Upload it again."]
    assert faults([file]) == words
    with pytest.raises(CannotBundleError) as error:
        zip_of([file], "Documents")
    assert error.value.faults == words


def test_one_pdf_has_every_page_in_order(ada: Applicant) -> None:
    files = [
        packed(ada, "a.pdf", rewritten(3)),
        packed(ada, "b.jpg", parts.picture("JPEG", (1200, 900)), JPEG),
        packed(ada, "c.pdf", parts.packed_pdf()),
    ]
    with merged_pdf(files, "Documents") as file:
        reader = PdfReader(file)
        sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]
        assert reader.metadata.title == "Documents"
    assert sizes == [(612, 792)] * 3 + [(792, 594), (612, 792)]


@pytest.mark.parametrize(("name", "body", "content_type"), list(pictures()))
def test_every_picture_becomes_a_page_that_fits_a_letter(
    name: str, body: bytes, content_type: str, ada: Applicant
) -> None:
    with merged_pdf([packed(ada, name, body, content_type)], "Documents") as file:
        (page,) = PdfReader(file).pages
        short, long = sorted((page.mediabox.width, page.mediabox.height))
        assert short <= 612.5
        assert long <= 792.5


def test_a_photo_stands_upright(ada: Applicant) -> None:
    image, target = Image.new("RGB", (400, 200), "white"), io.BytesIO()
    turned = image.getexif()
    turned[0x0112] = 6  # the camera was held upright
    image.save(target, "JPEG", exif=turned)
    with merged_pdf([packed(ada, "a.jpg", target.getvalue(), JPEG)], "Documents") as file:
        (page,) = PdfReader(file).pages
        assert page.mediabox.height > page.mediabox.width


def test_what_can_be_no_part_of_one_pdf_is_said(ada: Applicant) -> None:
    files = [
        packed(ada, "good.pdf", parts.pdf()),
        packed(ada, "locked.pdf", encrypted()),
        packed(ada, "broken.pdf", b"%PDF-1.7 nothing %%EOF"),
        packed(ada, "cut.jpg", parts.picture()[:200], JPEG),
    ]
    assert faults(files) == [
        "“locked.pdf” is locked with a password. Upload a copy without one.",
        "“broken.pdf” cannot be read. Print it to a new PDF and upload that.",
        "“cut.jpg” cannot be read. Print it to a new PDF and upload that.",
    ]


def test_a_word_document_is_known_beforehand(ada: Applicant) -> None:
    file = packed(ada, "cv.docx", parts.docx(), bundles.DOCX)
    words = ["“cv.docx” is a Word document. Save it as PDF and upload that as a new version."]
    assert bundles.merging_faults([file]) == words
    assert faults([file]) == words


def test_no_file_makes_no_pdf() -> None:
    assert faults([]) == ["There is no file in this pack yet."]


def test_too_much_for_one_pdf_is_said(ada: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    file = packed(ada, "a.pdf", rewritten(3))
    monkeypatch.setattr(bundles, "MAX_MERGED_PAGES", 2)
    assert faults([file]) == ["“a.pdf” has too many pages for one PDF."]
    monkeypatch.setattr(bundles, "MAX_MERGED_PAGES", 5)
    assert faults([file, file]) == ["These files have over 5 pages, too many for one PDF."]
    monkeypatch.setattr(bundles, "MAX_MERGED_BYTES", 1024)
    assert faults([file, file]) == ["These files are over 1 kB together, too large for one PDF."]


def test_what_is_too_complicated_for_one_pdf_is_named(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MAX_MERGED_OBJECTS", 30)
    file = packed(ada, "a.pdf", rewritten(20))
    words = "“a.pdf” is too complicated for one PDF. Print it to a new PDF, or take the zip."
    assert faults([file, file]) == [words, words]


@pytest.mark.parametrize(
    ("error", "words"), [(sandbox.BusyError, bundles.BUSY), (sandbox.StoppedError, UNREADABLE)]
)
def test_what_the_sandbox_does_not_take_is_said(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch, error: type[Exception], words: str
) -> None:
    file = packed(ada, "a.pdf", parts.pdf())
    monkeypatch.setattr(sandbox, "run", Mock(side_effect=error))
    assert faults([file]) == [words]


def test_a_busy_sandbox_is_asked_once_for_all_files(ada: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    file = packed(ada, "a.pdf", parts.pdf())
    run = Mock(side_effect=sandbox.BusyError)
    monkeypatch.setattr(sandbox, "run", run)
    assert faults([file] * 3) == [bundles.BUSY]
    assert run.call_count == 1


def test_files_that_take_too_long_together_are_not_all_tried(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = packed(ada, "a.pdf", parts.pdf())
    run = Mock(return_value=[1, 1])
    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(bundles, "MERGING_SECONDS", -1)
    assert faults([file] * 3) == [bundles.TOO_SLOW]
    assert run.call_count == 0


@pytest.mark.parametrize(
    "result", [None, "ab", [1], [1, "2"], [1, 2, 3], {"1": 1, "2": 2}, [-1, 1], [1, None]]
)
def test_a_false_number_of_pages_is_none(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch, result: object
) -> None:
    file = packed(ada, "a.pdf", parts.pdf())
    monkeypatch.setattr(sandbox, "run", Mock(return_value=result))
    assert faults([file]) == [UNREADABLE]
