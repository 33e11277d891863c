"""Which addresses belong to a host."""

import pytest

from programs.feedback.host_address import is_at_host, known_domains
from programs.models import Program


@pytest.mark.parametrize(
    ("website", "known", "email", "expected"),
    [
        ("https://www.mercy.org/visitors", "", "office@mercy.org", True),
        ("https://www.mercy.org/visitors", "", "office@MERCY.org", True),
        ("https://www.mercy.org/visitors", "", "ann@obgyn.mercy.org", True),
        ("https://obgyn.mercy.org/", "", "office@mercy.org", True),
        ("https://mercy.org", "", "office@notmercy.org", False),
        ("https://mercy.org", "", "office@mercy.org.evil.example", False),
        ("https://mercy.org", "", "office@gmail.com", False),
        ("https://mercy.org", "", "office@org", False),
        ("https://sites.google.com/mercy", "", "office@google.com", False),
        ("https://mercy.wixsite.com/home", "", "x@mercy.wixsite.com", False),
        ("", "mercy@gmail.com", "mercy@gmail.com", True),
        ("", "mercy@gmail.com", "other@gmail.com", False),
        ("https://mercy.org", "desk@mercy-health.org", "ann@mercy-health.org", True),
        ("", "", "ann@mercy.org", False),
    ],
)
def test_an_address_is_the_host_s(website: str, known: str, email: str, expected: bool) -> None:  # noqa: FBT001
    assert is_at_host(email, Program(website=website, email=known)) is expected


@pytest.mark.parametrize(
    ("website", "known", "expected"),
    [
        ("https://www.mercy.org/x", "a@mercy.org", ["mercy.org"]),
        ("https://mercy.org", "a@mail.net", ["mercy.org", "mail.net"]),
        ("https://facebook.com/mercy", "mercy@gmail.com", ["mercy@gmail.com"]),
        ("", "", []),
    ],
)
def test_what_is_known_of_a_host(website: str, known: str, expected: list[str]) -> None:
    assert known_domains(Program(website=website, email=known)) == expected
