"""A pack's pages: shown, chosen, named, downloaded, noted; and what was sent with an application."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from applicants.applications.sending import note_sent
from applicants.documents.storage import PrivateStorage
from applicants.models import Applicant, Application, FileAccess, SentFile
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.factories import keep, renew
from tests.factories import make_application, make_kind
from tests.page_forms import forms_of, said, send
from tests.page_text import as_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_dir")]
CV, TB = "01 CV - Lovelace, Ada.pdf", "02 TB test - Lovelace, Ada.pdf"


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=False):
        yield


# Sent without the TB test, which is asked once.
SUBMITTED = {"status": "submitted", "on": "2026-02-20", "version": "1", "confirmed": "on"}


@pytest.fixture
def application(ada: Applicant) -> Application:
    """A rotation in May that asks for a CV and a TB test."""
    ada.user.name = "Ada Lovelace"
    ada.user.save()
    make_kind("cv", label="CV", never_expires=True, validity_days=None)
    make_kind()
    application = make_application(ada, starts_on="2026-05-01", ends_on="2026-05-28")
    application.moves.create(to_status="shortlisted", happened_on="2026-01-01")
    for code, label in (("cv", "CV"), ("tb_test", "TB test")):
        application.checklist.create(code=code, label=label)
    return application


def page_of(application: Application) -> str:
    return f"{application.get_absolute_url()}pack/"


def text(answer: HttpResponse) -> str:
    return as_shown(answer)


def unzipped(answer: HttpResponse) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def logged() -> list[tuple[str, str]]:
    return list(FileAccess.objects.order_by("id").values_list("action", "name"))


# The page


def test_the_page_says_what_goes_along_and_what_is_missing(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv = keep(ada, "cv", "my cv.pdf")
    shown = text(ada_client.get(page_of(application)))
    assert f'data-pack-file="{cv.pk}" data-kind="cv"' in shown
    assert CV in shown
    assert 'data-missing="tb_test">TB test <a href="/documents/?kind=tb_test#add">' in shown
    assert f'href="/applications/{application.pk}/pack.zip"' in shown


def test_an_empty_pack_says_what_to_do(application: Application, ada_client: Client) -> None:
    shown = text(ada_client.get(page_of(application)))
    assert "There is no file for this checklist yet." in shown
    assert "pack.zip" not in shown


def test_a_file_that_does_not_last_goes_along_only_when_it_is_ticked(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    old = keep(ada, issued_on="2025-03-01")
    tb = application.checklist.get(code="tb_test")
    page = page_of(application)
    shown = text(ada_client.get(page))
    assert [mark in shown for mark in (f'data-held-back-file="{old.pk}"', "data-pack-file")] == [True, False]
    assert send(ada_client, page, "/pack/", **{f"include-{tb.pk}": "on"}).status_code == 302
    shown = text(ada_client.get(page))
    assert [mark in shown for mark in ("data-held-back", f'data-pack-file="{old.pk}"')] == [False, True]


def test_another_choice_is_shown_first_and_then_saved(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    old = keep(ada, "cv", "old.pdf")
    renew(old.document, "new.pdf")
    keep(ada, issued_on="2026-02-01")
    cv, tb = application.checklist.all()
    choice = {f"file-{cv.pk}": str(old.pk), f"file-{tb.pk}": "left_out", "naming": "{last_name}_{document}"}
    shown = send(ada_client, page_of(application), "/pack/", preview="yes", **choice)
    assert shown.status_code == 200
    assert "Lovelace_CV.pdf" in text(shown)
    assert "It is not saved yet." in text(shown)
    application.refresh_from_db()
    assert (application.pack_naming, application.version) == ("", 1)
    answer = send(ada_client, page_of(application), "/pack/", **choice)
    assert answer.headers["Location"] == page_of(application)
    assert list(unzipped(ada_client.get(f"{application.get_absolute_url()}pack.zip"))) == [
        "Lovelace_CV.pdf",
        "contents.txt",
    ]
    cv.refresh_from_db()
    assert (cv.packed_version_id, logged()[-1]) == (old.pk, ("packed", "old.pdf"))


@pytest.mark.parametrize("naming", ["../{document}", "{nothing} {document}", "Ada", "{document" * 60])
def test_names_that_would_not_do_are_refused(
    naming: str, application: Application, ada_client: Client
) -> None:
    answer = send(ada_client, page_of(application), "/pack/", naming=naming)
    application.refresh_from_db()
    assert (answer.status_code, application.pack_naming) == (422, "")


def test_a_choice_opened_before_another_edit_changes_nothing(
    application: Application, ada_client: Client
) -> None:
    form = forms_of(ada_client.get(page_of(application)))[page_of(application)]
    application.amend(rating=5)
    answer = ada_client.post(page_of(application), form | {"naming": "{document}"})
    assert answer.status_code == 409
    assert Application.objects.get().pack_naming == ""


def test_a_file_of_somebody_else_cannot_be_chosen(
    application: Application, ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    keep(ada, "cv", "cv.pdf")
    theirs = keep(obi, "cv", "obi.pdf")
    line = application.checklist.first()
    answer = send(ada_client, page_of(application), "/pack/", **{f"file-{line.pk}": str(theirs.pk)})
    line.refresh_from_db()
    assert (answer.status_code, line.packed_version) == (422, None)
    assert "obi.pdf" not in text(answer)


# The files


def test_the_zip_holds_the_files_and_each_is_noted(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    keep(ada, "cv", "my cv.pdf")
    keep(ada, body=parts.pdf(page="/Rotate 90"), issued_on="2026-02-01")
    answer = ada_client.get(f"{application.get_absolute_url()}pack.zip")
    assert {
        name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "Content-Disposition")
    } == {
        "Content-Type": "application/zip",
        "Cache-Control": "private, no-store",
        "Content-Disposition": 'attachment; filename="Cardiology observership - Ada Lovelace.zip"',
    }
    assert unzipped(answer) == {
        CV: parts.pdf(),
        TB: parts.pdf(page="/Rotate 90"),
        "contents.txt": f"Cardiology observership - Ada Lovelace\n\n{CV}\n{TB}\n".encode(),
    }
    assert logged()[-2:] == [("packed", "my cv.pdf"), ("packed", "tb.pdf")]


def test_one_pdf_has_them_all(application: Application, ada: Applicant, ada_client: Client) -> None:
    keep(ada, "cv", "cv.pdf")
    keep(ada, name="tb.png", body=parts.picture("PNG"), issued_on="2026-02-01")
    answer = ada_client.get(f"{application.get_absolute_url()}pack.pdf")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "application/pdf",
        "private, no-store",
    )
    assert len(PdfReader(io.BytesIO(b"".join(answer))).pages) == 2
    assert [action for action, _ in logged()] == ["uploaded", "uploaded", "packed", "packed"]


def test_a_word_document_goes_into_the_zip_only(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    keep(ada, "cv", "cv.docx", parts.docx())
    shown = text(ada_client.get(page_of(application)))
    assert "One PDF is not possible. Download the zip" in shown
    assert "pack.pdf" not in shown
    answer = ada_client.get(f"{application.get_absolute_url()}pack.pdf")
    assert answer.status_code == 422
    assert "“01 CV - Lovelace, Ada.docx” is a Word document." in text(answer)
    assert [action for action, _ in logged()] == ["uploaded"]
    assert "01 CV - Lovelace, Ada.docx" in unzipped(
        ada_client.get(f"{application.get_absolute_url()}pack.zip")
    )


@pytest.mark.parametrize(("ending", "status"), [("zip", 200), ("pdf", 422)])
def test_a_broken_file_is_never_an_error(
    *, ending: str, status: int, application: Application, ada: Applicant, ada_client: Client
) -> None:
    path = Path(PrivateStorage().path(keep(ada, "cv", "cv.pdf").path))
    path.write_bytes(b"%PDF-1.4 broken")
    answer = ada_client.get(f"{application.get_absolute_url()}pack.{ending}")
    b"".join(answer)
    assert answer.status_code == status


@pytest.mark.parametrize("ending", ["zip", "pdf"])
def test_a_lost_file_is_said(
    ending: str, application: Application, ada: Applicant, ada_client: Client
) -> None:
    PrivateStorage().delete(keep(ada, "cv", "cv.pdf").path)
    answer = ada_client.get(f"{application.get_absolute_url()}pack.{ending}")
    assert answer.status_code == 422
    assert "is no longer on our disk" in text(answer)


def test_an_empty_pack_is_a_zip_without_files_and_no_pdf(
    application: Application, ada_client: Client
) -> None:
    assert list(unzipped(ada_client.get(f"{application.get_absolute_url()}pack.zip"))) == ["contents.txt"]
    assert ada_client.get(f"{application.get_absolute_url()}pack.pdf").status_code == 422


@pytest.mark.parametrize("address", ["pack/", "pack.zip", "pack.pdf"])
def test_somebody_else_finds_nothing(
    address: str, application: Application, ada: Applicant, obi_client: Client
) -> None:
    keep(ada, "cv", "cv.pdf")
    assert obi_client.get(application.get_absolute_url() + address).status_code == 404
    assert [action for action, _ in logged()] == ["uploaded"]


@pytest.mark.parametrize("ending", ["zip", "pdf"])
def test_asking_for_the_head_makes_and_notes_nothing(
    ending: str, application: Application, ada: Applicant, ada_client: Client
) -> None:
    keep(ada, "cv", "cv.pdf")
    answer = ada_client.head(f"{application.get_absolute_url()}pack.{ending}")
    assert (answer.status_code, [action for action, _ in logged()]) == (200, ["uploaded"])


# What was sent


def test_what_is_ticked_is_noted_with_the_move(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv, other = keep(ada, "cv", "cv.pdf"), keep(ada, "photo", "photo.jpg", parts.picture())
    shown = text(ada_client.get(application.get_absolute_url()))
    assert f'name="sent" value="{cv.pk}" id="move-submitted-sent_0"' in shown
    answer = ada_client.post(
        f"{application.get_absolute_url()}move/",
        {**SUBMITTED, "sent": [str(cv.pk), str(other.pk)]},
    )
    assert answer.status_code == 302
    assert list(SentFile.objects.values_list("version", "kind", "name", "sha256", "sent_on__day")) == [
        (cv.pk, "cv", "cv.pdf", cv.sha256, 20),
        (other.pk, "photo", "photo.jpg", other.sha256, 20),
    ]


def test_the_pack_is_ticked_beforehand_and_the_rest_is_not(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv, other = keep(ada, "cv", "cv.pdf"), keep(ada, "photo", "photo.jpg", parts.picture())
    page = ada_client.get(application.get_absolute_url()).context_data["page"]
    form = next(move.form for move in page.moves.possible if move.status == "submitted")
    assert [value for value, _ in form.fields["sent"].choices] == [str(cv.pk), str(other.pk)]
    assert form.fields["sent"].initial == [str(cv.pk)]


def test_a_move_that_is_refused_notes_nothing(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv = keep(ada, "cv", "cv.pdf")
    sent = {"status": "submitted", "on": "2999-01-01", "version": "1", "sent": [str(cv.pk)]}
    answer = ada_client.post(f"{application.get_absolute_url()}move/", sent)
    assert (answer.status_code, SentFile.objects.count()) == (422, 0)
    stale = sent | {"on": "2026-02-20", "version": "9"}
    assert ada_client.post(f"{application.get_absolute_url()}move/", stale).status_code == 409
    assert SentFile.objects.count() == 0


def test_a_file_of_somebody_else_cannot_be_noted(
    application: Application, obi: Applicant, ada: Applicant, ada_client: Client
) -> None:
    keep(ada, "cv", "cv.pdf")
    theirs = keep(obi, "cv", "obi.pdf")
    moved = SUBMITTED | {"sent": [str(theirs.pk)]}
    assert ada_client.post(f"{application.get_absolute_url()}move/", moved).status_code == 422
    noted = {"on": "2026-02-20", "version": "1", "sent": [str(theirs.pk)]}
    assert ada_client.post(f"{application.get_absolute_url()}sent/", noted).status_code == 422
    assert SentFile.objects.count() == 0


def test_what_was_sent_stays_as_it_was_when_a_newer_version_comes(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    old = keep(ada, "cv", "cv-1.pdf")
    sent = {"on": "2026-02-20", "sent": [str(old.pk)]}
    answer = send(ada_client, page_of(application), "/sent/", **sent)
    assert answer.headers["Location"] == page_of(application)
    renew(old.document, "cv-2.pdf")
    for address in (application.get_absolute_url(), page_of(application)):
        shown = text(ada_client.get(address))
        assert f'data-sent-file="{old.pk}" data-kind="cv"' in shown
        assert "cv-1.pdf" in shown
    shown = text(ada_client.get(old.document.get_absolute_url()))
    assert shown.count(f'data-sent="{application.pk}"') == 1
    assert "February 20, 2026" in shown


def test_noted_twice_it_stands_there_once(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv = keep(ada, "cv", "cv.pdf")
    noted = {"on": "2026-02-20", "version": "1", "sent": [str(cv.pk)]}
    for _ in range(2):
        answer = ada_client.post(f"{application.get_absolute_url()}sent/", noted)
        assert answer.status_code == 302
    assert SentFile.objects.count() == 1


def test_a_sent_file_can_be_taken_off_after_a_slip_but_not_by_others(
    application: Application, ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    cv = keep(ada, "cv", "cv.pdf")
    ada_client.post(
        f"{application.get_absolute_url()}sent/", {"on": "2026-02-20", "version": "1", "sent": [str(cv.pk)]}
    )
    row = SentFile.objects.get()
    address = f"{application.get_absolute_url()}sent/{row.pk}/remove/"
    assert obi_client.post(address, {"version": "2"}).status_code == 404
    assert send(ada_client, page_of(application), f"/sent/{row.pk}/remove/").status_code == 302
    assert SentFile.objects.count() == 0


def test_deleting_a_sent_document_asks_with_those_words_and_the_application_keeps_its_name(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv = keep(ada, "cv", "cv.pdf")
    address = f"{cv.document.get_absolute_url()}delete/"
    assert "You sent this document." not in text(ada_client.get(address))
    ada_client.post(
        f"{application.get_absolute_url()}sent/", {"on": "2026-02-20", "version": "1", "sent": [str(cv.pk)]}
    )
    shown = text(ada_client.get(address))
    assert "You sent this document." in shown
    assert "Delete it, although I sent it" in shown
    ada_client.post(address)
    row = SentFile.objects.get()
    assert (row.version, row.name, row.sha256) == (None, "cv.pdf", cv.sha256)
    assert "You have deleted this file since." in text(ada_client.get(application.get_absolute_url()))


def test_undoing_the_move_says_that_the_list_is_still_there(
    application: Application, ada: Applicant, ada_client: Client
) -> None:
    cv = keep(ada, "cv", "cv.pdf")
    moved = SUBMITTED | {"sent": [str(cv.pk)]}
    ada_client.post(f"{application.get_absolute_url()}move/", moved)
    answer = ada_client.post(f"{application.get_absolute_url()}undo/", {"version": "2"}, follow=True)
    assert "What you noted as sent is still listed." in " ".join(said(answer))
    assert SentFile.objects.count() == 1


@pytest.mark.parametrize("count", [1, 12])
def test_pages_take_the_same_queries_however_much_is_packed(
    count: int, application: Application, ada: Applicant, ada_client: Client
) -> None:
    for number in range(count):
        version = keep(ada, "cv", f"cv-{number}.pdf")
        application.checklist.create(label=f"Document {number}", packed_version=version)
        note_sent(application, [version], application.today)
    found = []
    for address in ("", "pack/", "pack.zip", "pack.pdf"):
        b"".join(ada_client.get(application.get_absolute_url() + address))  # kinds are kept for a minute
        with CaptureQueriesContext(connection) as queries:
            b"".join(ada_client.get(application.get_absolute_url() + address))
        found.append(len(queries))
    assert found == [11, 6, 8, 8]
