"""What happens around every page: compression, and what is passed on as it is."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from usce_portal.middleware import DatabaseOutageMiddleware, LightGZipMiddleware

PAGE = b"<p>Observership in Houston</p>" * 100


def asking(accepted: str | None = "gzip, deflate, br") -> HttpRequest:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    return RequestFactory().get("/", headers=headers)


def compressed(response: HttpResponse, accepted: str | None = "gzip, deflate, br") -> HttpResponse:
    """Return a response as the middleware passes it on."""
    return LightGZipMiddleware(lambda _: response)(asking(accepted))


# Compression


def test_a_page_is_compressed_for_who_asks() -> None:
    answer = compressed(HttpResponse(PAGE))
    assert gzip.decompress(answer.content) == PAGE
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert answer["Content-Length"] == str(len(answer.content))
    assert len(answer.content) < len(PAGE) / 5


@pytest.mark.parametrize("accepted", [None, "", "identity", "br, zstd"])
def test_others_get_the_page_itself_and_caches_know(accepted: str | None) -> None:
    answer = compressed(HttpResponse(PAGE), accepted)
    assert (answer.content, answer.has_header("Content-Encoding")) == (PAGE, False)
    assert answer["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", [0, 1, 99])
def test_the_level_is_five(monkeypatch: pytest.MonkeyPatch, name: int) -> None:
    # A file name of no letters takes no place at all in the header; any other ends with a zero byte.
    monkeypatch.setattr("usce_portal.middleware.secrets.randbelow", lambda _: name)
    body = compressed(HttpResponse(PAGE)).content
    expected = zlib.compressobj(5, zlib.DEFLATED, -zlib.MAX_WBITS)
    header = 10 + (name + 1 if name else 0)
    assert body[header:-8] == expected.compress(PAGE) + expected.flush()
    assert LightGZipMiddleware.level == 5


def test_a_length_tells_nothing_of_the_content() -> None:
    lengths = {len(compressed(HttpResponse(PAGE)).content) for _ in range(60)}
    assert len(lengths) > 5


@pytest.mark.parametrize(("length", "is_compressed"), [(0, False), (199, False), (200, True)])
def test_what_is_short_is_left(length: int, is_compressed: bool) -> None:  # noqa: FBT001
    answer = compressed(HttpResponse(b"a" * length))
    assert answer.has_header("Content-Encoding") is is_compressed
    assert (gzip.decompress(answer.content) if is_compressed else answer.content) == b"a" * length


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_nothing_is_compressed_twice(coding: str) -> None:
    answer = compressed(HttpResponse(PAGE, headers={"Content-Encoding": coding}))
    assert (answer.content, answer["Content-Encoding"]) == (PAGE, coding)


def test_other_reasons_to_vary_stay() -> None:
    answer = compressed(HttpResponse(PAGE, headers={"Vary": "HX-Request"}))
    assert answer["Vary"] == "HX-Request, Accept-Encoding"


@given(st.binary(max_size=2000))
def test_every_body_comes_back(body: bytes) -> None:
    answer = compressed(HttpResponse(body))
    coded = answer.headers.get("Content-Encoding") == "gzip"
    assert (gzip.decompress(answer.content) if coded else answer.content) == body


def test_a_stream_is_compressed_piece_by_piece() -> None:
    def parts() -> Iterator[bytes]:
        yield from (PAGE, b"the end")

    answer = compressed(StreamingHttpResponse(parts()))
    assert answer.has_header("Content-Length") is False
    assert gzip.decompress(b"".join(answer)) == PAGE + b"the end"
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/programs/", "/programs/export.csv", "/no-such-page/"])
def test_pages_exports_and_errors_are_compressed_once(address: str, client: Client) -> None:
    plain = b"".join(client.get(address))
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Encoding"], gzip.decompress(b"".join(answer))) == ("gzip", plain)


def test_a_static_file_comes_back_whole(client: Client) -> None:
    answer = client.get("/static/css/portal.css", headers={"Accept-Encoding": "gzip"})
    body = b"".join(answer)
    coded = answer.headers.get("Content-Encoding") == "gzip"
    with open(str(finders.find("css/portal.css")), "rb") as file:  # noqa: PTH123 - a finder gives a name
        assert (gzip.decompress(body) if coded else body) == file.read()


# A database that is away: tests/usce_portal/test_outages.py has whole requests


def test_what_works_is_passed_on() -> None:
    page = HttpResponse(PAGE)
    assert DatabaseOutageMiddleware(lambda _: page)(asking()) is page


def test_a_file_is_left_to_the_server(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(PAGE)
    with (tmp_path / "file").open("rb") as file:
        answer = DatabaseOutageMiddleware(lambda _: FileResponse(file))(asking())
        assert answer.file_to_stream is file
        assert b"".join(answer) == PAGE


def test_a_stream_without_parts_stays_empty() -> None:
    answer = DatabaseOutageMiddleware(lambda _: StreamingHttpResponse(iter(())))(asking())
    assert b"".join(answer) == b""
