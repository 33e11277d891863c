"""Hostile files are refused in words, honest ones are taken. What each costs: benchmarks/uploads.py."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from applicants.documents import quotas, uploading
from applicants.documents.checking.files import safe_name
from applicants.documents.checking.pdf_filters import LIMITS, TOO_BIG
from applicants.models import DocumentVersion
from benchmarks.bombs_pdf import bombs
from tests.applicants.documents.conftest import Post
from tests.applicants.documents.corpus_benign import benign
from tests.applicants.documents.corpus_files import checked
from tests.applicants.documents.corpus_hostile import hostile

REFUSED, KEPT = 422, 302
EVERY = 8  # of the corpora over HTTP here; benchmarks/uploads.py sends them all


def answer(name: str, body: bytes) -> str:
    """Return what became of a file: its type, or why it was refused."""
    try:
        return checked(name, body)
    except ValidationError as error:
        return f"refused: {error.messages[0]}"


def test_the_corpora_are_large() -> None:
    bodies = {body for _, body in hostile().values()}
    assert (len(bodies) >= 500, len(set(benign().values())) >= 200) == (True, True)


def test_nothing_hostile_is_taken() -> None:
    answers = {what: answer(*file) for what, file in hostile().items()}
    assert {what: said for what, said in answers.items() if not said.startswith("refused: ")} == {}


def test_nothing_honest_is_refused() -> None:
    answers = {name: answer(name, body) for name, body in benign().items()}
    assert {name: said for name, said in answers.items() if said.startswith("refused: ")} == {}


@pytest.mark.parametrize(
    "what",
    [
        "long_values: a hexadecimal string",
        "long_values: comments",
        "packed_objects: a long head, hidden by a string",
        "tables: objects in listed strings",
        "trees: pages that inherit much",
    ],
)
def test_what_takes_too_long_to_read_is_refused(what: str) -> None:
    assert answer("cv.pdf", bombs()[what]) == f"refused: {TOO_BIG}"


@pytest.mark.parametrize("what", ["objects in strings", "objects in many strings"])
def test_what_stands_in_one_another_is_read_once(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = bombs()[f"overlapping: {what}"]
    monkeypatch.setattr(
        "applicants.documents.checking.pdf_filters.LIMITS", LIMITS | {"plain": 2_000, "read": len(body)}
    )
    assert answer("cv.pdf", body) == "application/pdf"


@pytest.mark.django_db
def test_over_http_a_refusal_is_a_sentence_beside_the_form(
    upload: Post, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "UPLOADS", replace(uploading.UPLOADS, most=len(hostile())))
    answers = [upload(ada_client, name=name, body=body) for name, body in list(hostile().values())[::EVERY]]
    assert {answer.status_code for answer in answers} == {REFUSED}
    assert min(len(answer.context_data["form"].errors["file"][0].split()) for answer in answers) >= 4
    assert DocumentVersion.objects.count() == 0


@pytest.mark.django_db
def test_over_http_honest_files_are_kept_as_they_came(
    upload: Post, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = dict(list(benign().items())[::EVERY])
    monkeypatch.setattr(quotas, "MAX_FILES", len(files))
    assert {upload(ada_client, name=name, body=body).status_code for name, body in files.items()} == {KEPT}
    sums = set(DocumentVersion.objects.values_list("sha256", flat=True))
    assert sums == {hashlib.sha256(body).hexdigest() for body in files.values()}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("cv.pdf", "cv.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ada\\cv.pdf", "cv.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ('a"\r\nX: y;.pdf', "aX y.pdf"),
        ("n" * 300 + ".pdf", "n" * 94 + ".pdf"),
        ("Müller Zeugnis.pdf", "Müller Zeugnis.pdf"),
        (".pdf", "document.pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept
