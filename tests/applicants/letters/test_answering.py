"""What a writer does by link, and what the applicant hears of it."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from applicants.editing import StaleError
from applicants.letters import answering, letter_files
from applicants.letters.writer_links import create_link, end_link, link_of
from applicants.models import Applicant, Letter, LetterFile, LetterLink, Mail
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import stored
from tests.applicants.letters.conftest import Say, pdf_of
from tests.factories import make_document
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def moves_of(letter: Letter) -> list[tuple[str, bool, str]]:
    return list(letter.moves.values_list("to_status", "is_by_writer", "note"))


def test_a_yes_is_kept_once_and_told_once(say: Say, letter: Letter, address: str) -> None:
    answer = say("agree")
    assert (answer.status_code, answer["Location"]) == (302, address)
    say("agree")
    assert moves_of(letter) == [("agreed", True, "")]
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("ada@example.org", "News about one of your letters")
    assert f"/letters/{letter.pk}/" in mail.text


def test_a_no_says_goodbye(say: Say, letter: Letter) -> None:
    answer = say("decline")
    assert answer.status_code == 200
    assert b"The applicant can ask somebody else now." in answer.content
    assert moves_of(letter) == [("declined", True, "")]


def test_uploaded_comes_with_what_the_letter_has(say: Say, letter: Letter) -> None:
    say("uploaded", checks=["signed", "size"])
    kept = Letter.objects.get()
    assert (kept.status, kept.checks) == ("uploaded", ["signed", "size"])


def test_a_question_is_kept_once_and_only_so_many(say: Say, letter: Letter) -> None:
    assert say("question", text="When is it due?").status_code == 302
    say("question", text="When is it due?")
    assert [question.text for question in letter.questions.all()] == ["When is it due?"]
    assert Mail.objects.count() == 1
    for number in range(19):
        letter.questions.create(text=str(number))
    answer = say("question", text="One more")
    assert answer.status_code == 302
    assert letter.questions.count() == 20


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        ({"act": ""}, "Choose what you want to say."),
        ({"act": "nonsense"}, "Select a valid choice"),
        ({"act": "question"}, "Write your question first."),
        ({"act": "question", "text": "x" * 1001}, "at most 1000 characters"),
        ({"act": "hand_over"}, "Choose the PDF of the letter first."),
        ({"act": "uploaded", "checks": "nonsense"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    act: dict[str, str], fault: str, address: str, letter: Letter
) -> None:
    answer = Client().post(address, act)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert (Letter.objects.get().status, Mail.objects.count()) == ("planned", 0)


def test_handing_over_keeps_the_letter_sealed(handed: Letter, private_dir: Path) -> None:
    file = LetterFile.objects.get()
    assert (file.letter, file.is_sealed, file.size) == (handed, True, pdf_of().size)
    assert [path.read_bytes() for path in stored(private_dir)] == [pdf_of().read()]
    assert moves_of(handed) == [("uploaded", True, "The writer handed the letter over here as a PDF.")]
    assert handed.status == "uploaded"


def test_a_file_sent_with_uploaded_is_handed_over_too(say: Say, letter: Letter) -> None:
    say("uploaded", file=pdf_of())
    note = "The writer handed the letter over here as a PDF. The writer says that it is in ERAS too."
    assert moves_of(letter) == [("uploaded", True, note)]
    assert LetterFile.objects.count() == 1


def test_a_letter_handed_over_again_takes_the_earlier_one_s_place(
    handed: Letter, say: Say, private_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    again = f"/letter/{create_link(handed)}/"
    with django_capture_on_commit_callbacks(execute=True):
        assert say("hand_over", address=again, file=pdf_of("a better one")).status_code == 200
    assert [path.read_bytes() for path in stored(private_dir)] == [pdf_of("a better one").read()]
    assert LetterFile.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (SimpleUploadedFile("a.pdf", b""), "This file is empty."),
        (SimpleUploadedFile("a.docx", parts.docx()), "Save the letter as a PDF"),
        (SimpleUploadedFile("a.jpg", parts.picture()), "Save the letter as a PDF"),
        (SimpleUploadedFile("a.pdf", parts.docx()), "does not match its file extension"),
        (
            SimpleUploadedFile("a.pdf", parts.pdf(catalog="/OpenAction << /S /JavaScript /JS (x) >>")),
            "script",
        ),
        (SimpleUploadedFile("a.pdf", parts.pdf() + b" " * MEGABYTE), "1 MB or larger"),
    ],
)
def test_only_a_plain_small_pdf_is_taken(
    file: SimpleUploadedFile, fault: str, say: Say, token: str, private_dir: Path
) -> None:
    answer = say("hand_over", file=file)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert stored(private_dir) == []
    assert link_of(token) is not None


def test_a_full_documents_does_not_stop_a_writer(say: Say, ada: Applicant) -> None:
    for _ in range(50):
        make_document(ada)
    assert say("hand_over", file=pdf_of()).status_code == 200


def test_what_the_scanner_finds_is_not_kept(
    say: Say, settings: Settings, private_dir: Path, token: str
) -> None:
    settings.UPLOAD_SCAN_COMMAND = ["false"]
    answer = say("hand_over", file=pdf_of())
    assert answer.status_code == 422
    assert "virus scanner found something" in answer.content.decode()
    assert (stored(private_dir), link_of(token) is not None) == ([], True)


def test_a_full_disk_keeps_nothing_and_the_link(
    address: str, token: str, private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = Client(raise_request_exception=False).post(address, {"act": "hand_over", "file": pdf_of()})
    assert answer.status_code == 507
    assert (stored(private_dir), LetterFile.objects.count(), link_of(token) is not None) == ([], 0, True)


def test_a_link_that_ends_meanwhile_takes_nothing_in(letter: Letter, token: str, private_dir: Path) -> None:
    link = link_of(token)
    end_link(letter)
    with pytest.raises(StaleError):
        answering.hand_over(link, pdf_of(), [], is_in_eras=False)
    assert (stored(private_dir), LetterFile.objects.count(), Mail.objects.count()) == ([], 0, 0)


def test_a_file_whose_row_may_be_committed_is_never_deleted(
    token: str, private_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(answering, "tell_applicant", lose)
    with pytest.raises(RuntimeError):
        answering.hand_over(link_of(token), pdf_of(), [], is_in_eras=False)
    assert len(stored(private_dir)) == 1
    assert (LetterFile.objects.count(), Letter.objects.get().status) == (0, "planned")
    assert LetterLink.objects.not_ended().count() == 1


def test_the_check_is_the_documents_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> str:
        raise ValidationError("No.")

    monkeypatch.setattr(letter_files, "inspect", refuse)
    with pytest.raises(ValidationError, match=r"No\."):
        letter_files.check_letter(pdf_of())


# The letter is here, and not in ERAS


@pytest.mark.parametrize(("ticked", "is_told"), [({}, True), ({"is_in_eras": "on"}, False)])
def test_who_hands_over_only_here_is_told_that_eras_needs_it(
    say: Say, ticked: dict[str, str], *, is_told: bool
) -> None:
    page = say("hand_over", file=pdf_of(), **ticked).content.decode()
    assert "Thank you. The letter is handed over." in page
    assert ("please upload it there too" in page) is is_told


def test_what_is_not_in_eras_after_all_can_be_asked_for_again(handed: Letter, ada_client: Client) -> None:
    page = f"/letters/{handed.pk}/"
    assert "It is not in ERAS" in ada_client.get(page).content.decode()
    typed = {"status": "packet_sent", "was": "uploaded", "on": handed.today}
    assert ada_client.post(f"{page}move/", typed).status_code == 302
    assert [(status, is_said) for status, is_said, _ in moves_of(handed)] == [
        ("uploaded", True),
        ("packet_sent", False),
    ]
    assert "Make the writer’s link" in ada_client.get(page).content.decode()
    assert ada_client.get(f"{page}file/").status_code == 404


# Two clicks, each of which found the letter as it was before the other


def test_a_second_yes_at_the_same_moment_changes_nothing(letter: Letter, token: str) -> None:
    first, second = link_of(token), link_of(token)
    answering.agree(first)
    answering.agree(second)
    assert moves_of(letter) == [("agreed", True, "")]
    assert Mail.objects.count() == 1


def test_a_question_that_comes_twice_at_the_same_moment_is_kept_once(letter: Letter, token: str) -> None:
    first, second = link_of(token), link_of(token)
    assert [answering.ask_applicant(link, "When is it due?") for link in (first, second)] == [True, True]
    assert letter.questions.count() == 1


def test_a_letter_is_taken_in_though_its_applicant_moved_it_meanwhile(letter: Letter, token: str) -> None:
    link = link_of(token)
    letter.move_to("packet_sent", on=letter.today)
    answering.hand_over(link, pdf_of(), [], is_in_eras=True)
    assert [status for status, _, _ in moves_of(letter)] == ["packet_sent", "uploaded"]
    assert LetterFile.objects.count() == 1


def test_a_letter_that_comes_although_it_was_marked_declined_counts(letter: Letter, token: str) -> None:
    letter.move_to("declined", on=letter.today)
    answering.hand_over(link_of(token), pdf_of(), [], is_in_eras=True)
    assert Letter.objects.get().status == "uploaded"


def test_who_clicks_twice_reads_that_the_first_answer_is_kept(say: Say) -> None:
    say("uploaded")
    again = as_shown(say("uploaded"))
    assert "This link no longer works" in again
    assert "that is kept: there is nothing left to do here." in again
