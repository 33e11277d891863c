"""The link check against a server of its own: each class of answer, and what is kept."""

import datetime
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from programs.curation.links import checking, fetching
from programs.models import Program, ReviewItem, SourcePage
from tests.factories import make_program

PAGE = "<title>Visit</title><script>no()</script><p>Visitors   watch.</p><p>The fee is $50.</p>"


@dataclass
class Site:
    """What the server says, by path: (status, headers, body), or seconds to say nothing."""

    pages: dict[str, tuple[int, dict[str, str], str] | float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def source(self, path: str) -> dict[str, str]:
        return {"url": f"{self.address}{path}", "kind": "primary"}


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web server on the loopback, which the check may ask here alone."""
    settings.LINK_CHECK_ALLOWS_PRIVATE = True
    settings.LINK_CHECK_PAUSE = 0
    settings.LINK_CHECK_TIMEOUT = 0.3
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetching, "RETRIES", 1)
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            found = site.pages.get(self.path.removeprefix(site.address), (404, {}, ""))
            if isinstance(found, float):
                time.sleep(found)
                found = (200, {}, "late")
            status, headers, body = found
            self.send_response(status)
            for name, value in ({"Content-Type": "text/html"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def check() -> str:
    out = StringIO()
    call_command("check_links", stdout=out)
    return out.getvalue()


def outcome_of(path: str) -> str:
    return SourcePage.objects.get(url__endswith=path).outcome


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "pages", "outcome"),
    [
        ("/visit", {"/visit": (200, {}, PAGE)}, "ok"),
        ("/visit", {"/visit": (301, {"Location": "/new"}, ""), "/new": (200, {}, PAGE)}, "moved"),
        ("/visit", {"/visit": (302, {"Location": "/visit/"}, ""), "/visit/": (200, {}, PAGE)}, "ok"),
        ("/visit", {"/visit": (302, {"Location": "/"}, ""), "/": (200, {}, PAGE)}, "home_page"),
        ("/", {"/": (200, {}, PAGE)}, "home_page"),
        ("/visit", {}, "gone"),
        ("/visit", {"/visit": (410, {}, "")}, "gone"),
        ("/visit", {"/visit": (200, {}, "<title>Page not found</title>Sorry")}, "gone"),
        ("/visit", {"/visit": (403, {}, "")}, "blocked"),
        ("/visit", {"/visit": (429, {}, "")}, "blocked"),
        ("/visit", {"/robots.txt": (200, {}, "User-agent: *\nDisallow: /visit")}, "blocked"),
        ("/visit", {"/visit": 1.0}, "timed_out"),
        ("/visit", {"/visit": (503, {}, "")}, "failed"),
        ("/visit", {"/visit": (302, {"Location": "/visit"}, "")}, "failed"),
        ("/visit", {"/visit": (302, {"Location": "file:///etc/passwd"}, "")}, "failed"),
    ],
)
def test_each_answer_has_its_class(path: str, pages: dict[str, Any], outcome: str, site: Site) -> None:
    site.pages = pages
    make_program(sources=[site.source(path)])
    assert "Checked: 1 " in check()
    assert outcome_of(path) == outcome
    trouble = outcome in ("moved", "gone", "home_page")
    assert ReviewItem.objects.get().links == int(trouble)


@pytest.mark.django_db
def test_the_text_is_kept_and_a_change_is_seen_until_somebody_has_read_it(site: Site) -> None:
    site.pages["/visit"] = (200, {}, PAGE)
    program = make_program(sources=[site.source("/visit")])
    check()
    page = SourcePage.objects.get()
    assert (page.text, page.outcome, page.changed_at) == ("Visitors watch.\nThe fee is $50.", "ok", None)
    ReviewItem.objects.update(due_on=timezone.localdate() + datetime.timedelta(days=9))
    site.pages["/visit"] = (200, {}, PAGE.replace("$50", "$75"))
    for _ in range(2):
        check()
        item = ReviewItem.objects.get()
        assert (outcome_of("/visit"), item.links, item.due_on) == ("changed", 1, timezone.localdate())
    assert "$75" in SourcePage.objects.get().text
    program.refresh_from_db()
    assert (program.checked_on, program.publication) == (None, "published")


@pytest.mark.django_db
def test_what_may_pass_is_asked_again_and_a_refusal_is_not(site: Site) -> None:
    site.pages = {"/busy": (503, {}, ""), "/closed": (403, {}, "")}
    make_program(sources=[site.source("/busy"), site.source("/closed")])
    check()
    assert sorted(site.asked) == ["/busy", "/busy", "/closed", "/robots.txt"]


@pytest.mark.django_db
def test_a_long_answer_is_cut(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.ask, "__defaults__", (1000,))
    site.pages["/long"] = (200, {}, "<p>" + "word " * 100_000)
    answer = fetching.ask(f"{site.address}/long")
    assert (answer.status, len(answer.body)) == (200, 1000)


@pytest.mark.django_db
def test_a_limit_takes_those_first_that_were_read_longest_ago(site: Site) -> None:
    site.pages = {path: (200, {}, PAGE) for path in ("/a", "/b", "/c")}
    make_program(sources=[site.source(path) for path in ("/a", "/b", "/c")])
    for path in ("/a", "/b", "/c"):
        checking.check_links(1)
        assert site.asked[-1] == path


@pytest.mark.django_db
def test_a_private_server_is_never_asked(site: Site, settings: Any) -> None:
    settings.LINK_CHECK_ALLOWS_PRIVATE = False
    site.pages["/visit"] = (200, {}, PAGE)
    make_program(sources=[site.source("/visit")])
    check()
    page = SourcePage.objects.get()
    assert (page.outcome, page.text, site.asked) == ("failed", "", [])


@pytest.mark.django_db
def test_a_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("no_proxy", "")
    site.pages["http://name.invalid/visit"] = (200, {}, PAGE)
    answer = fetching.ask("http://name.invalid/visit")
    assert (answer.status, site.asked) == (200, ["http://name.invalid/visit"])


@pytest.mark.django_db
def test_without_a_network_nothing_is_recorded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens
    monkeypatch.setenv("no_proxy", "")
    for number in range(4):
        make_program(sources=[{"url": f"http://name-{number}.invalid/", "kind": "primary"}])
    assert check().startswith("No network here")
    assert SourcePage.objects.filter(checked_at__isnull=False).count() == 0
    assert Program.objects.count() == 4


def test_one_host_is_not_asked_twice_without_a_pause(site: Site, settings: Any) -> None:
    settings.LINK_CHECK_PAUSE = 2.0
    waits: list[float] = []
    now = [100.0]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    site.pages = {
        "/robots.txt": (200, {}, "User-agent: *\nCrawl-delay: 5"),
        "/a": (200, {}, PAGE),
        "/b": (200, {}, PAGE),
    }
    fetcher = fetching.Fetcher(sleep, lambda: now[0])
    for path in ("/a", "/b"):
        fetcher.fetch(f"{site.address}{path}")
    assert (waits, site.asked) == ([5.0, 5.0], ["/robots.txt", "/a", "/b"])
