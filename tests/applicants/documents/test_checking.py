"""Hostile files are refused in words, honest ones are taken, each in little time."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from applicants.documents.checking import check, safe_name
from tests.applicants.documents.corpus_benign import benign
from tests.applicants.documents.corpus_hostile import hostile

HOSTILE, BENIGN = hostile(), benign()
SLOW_SECONDS = 3  # on two shared cores; alone each takes well under one


def answer(name: str, body: bytes) -> str:
    """Return what became of a file: its type, or why it was refused."""
    started = time.monotonic()
    try:
        found = check(SimpleUploadedFile(name, body))
    except ValidationError as error:
        found = f"refused: {error.messages[0]}"
    return found if time.monotonic() - started < SLOW_SECONDS else f"slow {found}"


def test_the_corpus_is_large() -> None:
    assert (len(HOSTILE) >= 200, len(BENIGN) >= 30) == (True, True)
    assert len({body for _, body in HOSTILE.values()}) >= 200


def test_nothing_hostile_is_taken() -> None:
    answers = {what: answer(*file) for what, file in HOSTILE.items()}
    assert {what: said for what, said in answers.items() if not said.startswith("refused: ")} == {}


def test_nothing_honest_is_refused() -> None:
    answers = {name: answer(name, body) for name, body in BENIGN.items()}
    assert {name: said for name, said in answers.items() if "/" not in said or ":" in said} == {}


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
