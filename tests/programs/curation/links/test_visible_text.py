"""What a reader of a page sees."""

import pytest

from programs.curation.links.visible_text import digest_of, visible_text


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (
            "<title>A &amp; b</title><h1>One</h1><p>two <b>bold</b>\n words",
            "text/html",
            ("A & b", "One\ntwo bold\nwords"),
        ),
        (
            "<head><style>p{}</style></head><body>seen<script>no</script><svg>no</svg>",
            "text/html",
            ("", "seen"),
        ),
        ("<head><title>T</title><body>seen", "text/html", ("T", "seen")),
        ("plain  words\n\n\nmore", "text/plain; charset=utf-8", ("", "plain words\nmore")),
        ("%PDF-1.7", "application/pdf", ("", "")),
        ("<p>caf\u00e9", "", ("", "caf\u00e9")),
        ("<p>x</p></script></p><p>y", "text/html", ("", "x\ny")),
    ],
)
def test_text(body: str, kind: str, expected: tuple[str, str]) -> None:
    assert visible_text(body.encode(), kind) == expected


def test_encodings() -> None:
    assert visible_text("<p>café".encode("latin-1"), "text/html; charset=iso-8859-1")[1] == "café"
    assert visible_text(b'<meta charset="windows-1252"><p>caf\xe9', "text/html")[1] == "café"
    assert visible_text(b"<meta charset=klingon><p>ok", "text/html")[1] == "ok"


def test_the_hash_is_that_of_the_text() -> None:
    assert digest_of("Fee", b"one") == digest_of("FEE", b"two")
    assert digest_of("", b"one") != digest_of("", b"two")
