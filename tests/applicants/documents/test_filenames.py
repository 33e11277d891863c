"""Names of files in a pack: the host's rule, and safe on every disk."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.documents.filenames import (
    DEFAULT,
    FIELDS,
    LONGEST_BYTES,
    NamedPerson,
    ending_of,
    fill_pattern,
    pattern_fault,
    person_of,
    safe_stem,
    unique,
)

ADA = {
    "number": "01",
    "document": "CV",
    "last_name": "Lovelace",
    "first_name": "Ada",
    "name": "Ada Lovelace",
    "host": "Mercy",
}


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("", NamedPerson()),
        ("  ", NamedPerson()),
        ("Ada", NamedPerson("Ada", "")),
        ("Ada Lovelace", NamedPerson("Lovelace", "Ada")),
        ("Ada King  Lovelace-Okonkwo ", NamedPerson("Lovelace-Okonkwo", "Ada King")),
        ("Lovelace, Ada King", NamedPerson("Lovelace", "Ada King")),
        (",", NamedPerson()),
    ],
)
def test_a_name_has_two_parts(name: str, person: NamedPerson) -> None:
    assert person_of(name) == person


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("", "01 CV - Lovelace, Ada"),
        (DEFAULT, "01 CV - Lovelace, Ada"),
        ("{last_name}_{first_name}_{document}", "Lovelace_Ada_CV"),
        ("LOVELACE {document} ({host})", "LOVELACE CV (Mercy)"),
        ("{document}  {name}", "CV Ada Lovelace"),
    ],
)
def test_a_pattern_is_filled_in(pattern: str, name: str) -> None:
    assert fill_pattern(pattern, ADA) == name


@pytest.mark.parametrize(
    ("missing", "name"),
    [
        (("last_name", "first_name"), "01 CV"),
        (("first_name",), "01 CV - Lovelace"),
        (("last_name",), "01 CV - Ada"),
    ],
)
def test_nothing_hangs_where_a_name_is_not_said(missing: tuple[str, ...], name: str) -> None:
    assert fill_pattern(DEFAULT, ADA | dict.fromkeys(missing, "")) == name


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", None),
        (DEFAULT, None),
        ("{document}", None),
        ("Ada Lovelace", "Use {number} or {document}, so that the names differ."),
        ("{password} {document}", "“{password}” is no field."),
        ("{document.__class__}", "A file’s name cannot hold { here."),
        ("{document!r}", "A file’s name cannot hold { here."),
        ("{document:>9999}", "A file’s name cannot hold : here."),
        ("../{document}", "A file’s name cannot hold / here."),
        ("{document}\\x", "A file’s name cannot hold \\ here."),
        ("{document}\u202efdp", "can only have characters that one can see."),
        ("{document}\x00", "can only have characters that one can see."),
    ],
)
def test_a_pattern_that_would_not_do_is_refused_in_words(pattern: str, fault: str | None) -> None:
    found = pattern_fault(pattern)
    assert (found is None) == (fault is None)
    assert (fault or "") in (found or "")


def test_every_field_may_be_used() -> None:
    pattern = "".join(f"{{{name}}}" for name in FIELDS)
    assert pattern_fault(pattern) is None
    assert "{" not in fill_pattern(pattern, ADA)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "document"),
        ("", "document"),
        (" .hidden", "hidden"),
        ("CON", "_CON"),
        ("com1.x", "_com1.x"),
        ("a\x00b\u202ec", "abc"),
        ('a<b>:"c|d?*', "abcd"),
        ("Amélie", "Amélie"),
    ],
)
def test_a_name_is_safe(words: str, stem: str) -> None:
    assert safe_stem(words) == stem


@given(st.text(max_size=300))
def test_a_name_is_safe_whatever_stands_in_it(words: str) -> None:
    stem = safe_stem(words)
    assert stem
    assert len(stem.encode()) <= LONGEST_BYTES + 1
    assert re.search(r'[/\\:*?"<>|%;{}\x00-\x1f]', stem) is None
    assert stem[0] not in " ." or stem == "_"
    assert stem[-1] not in " ."
    assert safe_stem(stem) == stem


@given(st.lists(st.tuples(st.text("aAb (2)", max_size=6), st.sampled_from([".pdf", ".jpg"])), max_size=12))
def test_no_two_names_are_the_same(names: list[tuple[str, str]]) -> None:
    found = unique(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert [name.endswith(ending) for name, (_, ending) in zip(found, names, strict=True)] == [True] * len(
        names
    )


def test_the_second_of_a_name_is_numbered() -> None:
    assert unique([("cv", ".pdf"), ("CV", ".pdf"), ("cv", ".jpg")]) == ["cv.pdf", "CV (2).pdf", "cv.jpg"]


def test_the_ending_says_what_is_in_it() -> None:
    assert [ending_of(kind) for kind in ("application/pdf", "image/jpeg", "image/png", "anything")] == [
        ".pdf",
        ".jpg",
        ".png",
        ".docx",
    ]
