"""manage.py find_identifiers."""

import io
import json
import re
import sys

import pytest
from django.core.management import CommandError, call_command


def run(monkeypatch: pytest.MonkeyPatch, text: bytes) -> tuple[list[dict], str, str]:
    """Return the answers, what stands on stderr, and the error that ends the command."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    out, err, error = io.StringIO(), io.StringIO(), ""
    try:
        call_command("find_identifiers", stdout=out, stderr=err)
    except CommandError as failure:
        error = f"{failure.returncode} {failure}"
    return [json.loads(line) for line in out.getvalue().splitlines()], plain(err.getvalue()), error


def plain(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def test_each_note_is_answered_with_its_kinds_sorted_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [
        {"id": 1, "text": "Mr. Okafor and Mrs. Okafor, MRN 00482913, DOB 3/4/1956"},
        {"id": "b", "text": "BP 120/80"},
    ]
    given = "\n".join(json.dumps(note) for note in notes).encode()
    assert run(monkeypatch, given) == (
        [{"id": 1, "kinds": ["date", "name", "record_number"]}, {"id": "b", "kinds": []}],
        "",
        "",
    )


def test_a_broken_line_is_named_and_the_rest_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given = b'{"id": 1, "text": "aged 93"}\nnonsense\n\n{"id": 2}\n\xff\n{"id": 3, "text": "HbA1c 9.2"}\n'
    answers, errors, error = run(monkeypatch, given)
    assert answers == [{"id": 1, "kinds": ["age_over_89"]}, {"id": 3, "kinds": []}]
    assert errors.splitlines() == [
        "Line 2: not JSON.",
        'Line 4: not an object with "id" and a "text" that is a string.',
        "Line 5: not JSON.",
    ]
    assert error == "1 3 of the lines could not be read."


@pytest.mark.parametrize(
    "line", [b"[]", b"null", b'{"id": 1, "text": null}', b'{"text": "x"}', b"[" * 100_000]
)
def test_json_that_is_no_note_is_refused(monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
    answers, errors, error = run(monkeypatch, line)
    assert (answers, errors.split(":")[0], error) == ([], "Line 1", "1 1 of the lines could not be read.")


def test_letters_beyond_ascii_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, _, _ = run(monkeypatch, '{"id": "ñ", "text": "Señora Núñez"}'.encode())
    assert answers == [{"id": "ñ", "kinds": ["name"]}]
