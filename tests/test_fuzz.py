"""Nasty GET requests to every public address: never a 500, nothing reflected unescaped.

PORTAL_FUZZ_EXAMPLES says how many requests to make; a few hundred in the suite, 20,000 before a release.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from programs import choices
from programs.search.facets import FACETS

EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "300"))
MARK = "zq7q"

ADDRESSES = (
    "/",
    "/programs/",
    "/programs/export.csv",
    "/programs/export.json",
    "/programs/compare/",
    "/hosts/",
    "/closed-doors/",
    "/where-else/",
    "/kinds/",
    "/glossary/",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/readyz",
    "/admin/login/",
)
PREFIXES = ("/programs/", "/hosts/", "/admin/", "/", "/static/")
OWN_PARAMETERS = ("q", "sort", "page", "unstated", "program", "next", "p", "csrfmiddlewaretoken")
PARAMETERS = (*OWN_PARAMETERS, *(facet.parameter for facet in FACETS))
GOOD_VALUES = (
    *(code for facet in FACETS for code, _ in facet.options or ()),
    *choices.Sort.values,
    "TX",
    "Houston",
    "Internal Medicine",
    "usmle_step1",
    "include",
    "usa-clerkships-hands-on-clinical-clerkship-externship",
    "uab-heersink-school-of-medicine-visiting-elective",
)
NASTY = (
    b"\x00",
    b"%00",
    b"\xed\xa0\x80",  # a surrogate
    b"\xff\xfe",
    b"\xc0\xaf",
    "\u202eabc\u200f".encode(),
    "\ufeff\u2028\u2029".encode(),
    "\ue000\ue001\ue002".encode(),  # the marks that the filters' frames use
    "ﬃ İ ß ǆ ٣ ² ½".encode(),
    "😀".encode() * 50,
    b"9" * 400,
    b"-" + b"9" * 400,
    b"1e400",
    b"-0.0",
    b"NaN",
    b"Infinity",
    b"0x10",
    b"1_000",
    b"99999999999999999999",
    b"2147483648",
    b"1,5,,",
    b"[]",
    b"{}",
    b"__proto__",
    b"' OR 1=1 --",
    b'"; DROP TABLE programs_program; --',
    b"%' AND (SELECT 1 FROM pg_sleep(9))::int=1 --",
    b"1) UNION SELECT NULL,NULL--",
    b"../../../../etc/passwd",
    b"..%2f..%2fetc%2fpasswd",
    b"{{7*7}}{% debug %}",
    b"${jndi:ldap://x}",
    b"\r\nSet-Cookie: a=b",
    b"https://evil.example/",
    b"//evil.example",
    b"javascript:alert(1)",
    b"a" * 5000,
    b" a" * 2000,
    b"*:* AND ()\"'\\",
)
BREAKERS = (
    b"<",
    b">",
    b'"',
    b"'",
    b"><script>alert(7)</script>",
    b"</title><svg onload=alert(7)>",
    b"' onfocus='",
)
# Nothing of these may stand in an answer as it was sent.
REFLECTED = tuple(f"{MARK}{character}" for character in "<>\"'")


@dataclass(frozen=True)
class Ask:
    """One request: path and query as bytes on the wire, and whether htmx sends it."""

    path: str
    query: str
    is_htmx: bool


def encoded(value: bytes) -> str:
    return quote_from_bytes(value, safe="")


VALUES = st.one_of(
    st.sampled_from([value.encode() for value in GOOD_VALUES]),
    st.sampled_from(NASTY),
    st.sampled_from([MARK.encode() + breaker for breaker in BREAKERS]),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=30),
    st.integers().map(lambda number: str(number).encode()),
)
PAIRS = st.tuples(
    st.sampled_from(PARAMETERS), st.sampled_from(["", "", "", "", "[]", "[0]", "__in", "%00"]), VALUES
)
QUERIES = st.one_of(
    st.lists(PAIRS, max_size=8).map(
        lambda pairs: "&".join(f"{name}{suffix}={encoded(value)}" for name, suffix, value in pairs)
    ),
    st.tuples(st.sampled_from(PARAMETERS), st.lists(VALUES, min_size=20, max_size=80)).map(
        lambda repeated: "&".join(f"{repeated[0]}={encoded(value)}" for value in repeated[1])
    ),
    st.binary(max_size=60).map(lambda raw: quote_from_bytes(raw, safe="&=;%+")),
)
PATHS = st.one_of(
    st.sampled_from(ADDRESSES),
    st.sampled_from(["/programs/", "/programs/compare/", "/programs/export.json"]),
    st.tuples(st.sampled_from(PREFIXES), VALUES, st.sampled_from(["", "/"])).map(
        lambda parts: parts[0] + encoded(parts[1]) + parts[2]
    ),
)
ASKS = st.builds(Ask, path=PATHS, query=QUERIES, is_htmx=st.booleans())
COUNTED: Counter[int] = Counter()


@pytest.fixture(scope="module", autouse=True)
def tally() -> Iterator[None]:
    """Print how many requests were answered with which status."""
    COUNTED.clear()
    yield
    print("\nfuzz:", sum(COUNTED.values()), "requests,", dict(sorted(COUNTED.items())))  # noqa: T201


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_catalogue")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(ask=ASKS)
def test_no_request_breaks_a_page_or_comes_back_unescaped(ask: Ask) -> None:
    client = Client(raise_request_exception=False)
    headers = {"HX-Request": "true"} if ask.is_htmx else {}
    answer = client.get(ask.path, QUERY_STRING=ask.query, headers=headers)
    body = b"".join(answer).decode("utf-8", "replace")
    COUNTED[answer.status_code] += 1
    assert answer.status_code < 500
    assert [reflected for reflected in REFLECTED if reflected in body] == []
    assert "alert(7)</script>" not in body
    assert [name for name, value in answer.items() if "\n" in value or "\r" in value] == []
    assert urlsplit(answer.get("Location", "")).netloc == ""
