"""What holds on every public page: one heading, nothing inline or foreign, safe headers; the error pages."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from programs.choices import Publication
from programs.models import Host, Program
from programs.views import guides
from tests.factories import CATALOG, make_program
from tests.page_text import as_shown

OPEN = "univ-florida-com-gainesville-international-medical-student-education-clinical"
LONGEST = "usa-clerkships-hands-on-clinical-clerkship-externship"
SHUT = "tulane-university-school-of-medicine-clerkship-closed-door"

PAGES = (
    "/",
    "/programs/",
    "/programs/?type=observership&state=TX&price_max=1500&unstated=include&sort=cheapest&page=2",
    "/programs/?q=cardiollogy&type=nonsense&page=minus",
    "/programs/?q=zzzzqqq&state=WY",
    f"/programs/{OPEN}/",
    f"/programs/{LONGEST}/",
    f"/programs/{SHUT}/",
    "/programs/compare/",
    f"/programs/compare/?program={OPEN}&program={LONGEST}&program={SHUT}&program=no-such",
    "/hosts/",
    "/hosts/memorial-sloan-kettering-cancer-center-new-york/",
    "/closed-programs/",
    "/where-else/",
    "/kinds/",
    "/glossary/",
    "/seasons/",
)
DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})
# Where an element loads something from; a link's rel says whether it loads.
LOADING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href", "image": "href"}
LOADING |= {"object": "data", "embed": "src", "video": "src", "audio": "src", "track": "src", "link": "href"}
RELATIONS_ONLY = frozenset({"canonical", "alternate", "prev", "next"})


class Page(HTMLParser):
    """What a page holds that a rule forbids or counts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings = 0
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.title = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.inside = tag
        self.headings += tag == "h1"
        self.ids += [given["id"] or ""] if "id" in given else []
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS
        ):
            self.inline.append(tag)
        if given.get(LOADING.get(tag, "")) and not (tag == "link" and given.get("rel") in RELATIONS_ONLY):
            self.loaded.append(given[LOADING[tag]] or "")

    def handle_data(self, data: str) -> None:
        """Note the title's text."""
        if self.inside == "title":
            self.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.inside = "" if tag == self.inside else self.inside

    @property
    def faults(self) -> dict[str, Any]:
        """Return what is wrong with the page, empty when nothing is."""
        found = {
            "headings": [] if self.headings == 1 else [self.headings],
            "ids twice": sorted({name for name in self.ids if self.ids.count(name) > 1}),
            "inline": self.inline,
            "from other hosts": [
                url for url in self.loaded if urlsplit(url).netloc or url.startswith("data:")
            ],
            "no title": not self.title,
        }
        return {fault: value for fault, value in found.items() if value}


def faults_of(client: Client, address: str) -> dict[str, Any]:
    """Return what is wrong with the page at an address, its status included."""
    answer = client.get(address)
    return faults_in(answer.status_code, answer.content.decode())


def faults_in(status: int, page: str) -> dict[str, Any]:
    """Return what is wrong with an answer."""
    return ({} if status == 200 else {"status": status}) | Page(page).faults


@pytest.fixture(scope="module")
def program_pages(shipped_catalog: None, django_db_blocker: DjangoDbBlocker) -> dict[str, tuple[int, str]]:
    """Ask once for the page of every shipped program: status and text by address."""
    with django_db_blocker.unblock():
        addresses = [program.get_absolute_url() for program in Program.objects.all()]
        answers = ((address, Client().get(address)) for address in addresses)
        return {address: (answer.status_code, answer.content.decode()) for address, answer in answers}


def test_the_reader_of_pages_finds_every_fault() -> None:
    html = """<title> </title><h1 id=a style="x:y" onclick="z()">A</h1><h1 id=a>B</h1>
    <style></style><script>s()</script><script type="application/ld+json">{}</script>
    <link rel=stylesheet href="//cdn.example/x.css"><link rel=canonical href="http://testserver/">
    <img src="https://img.example/y.png"><script src="/z.js"></script>"""
    assert Page(html).faults == {
        "headings": [2],
        "ids twice": ["a"],
        "inline": ["h1 style", "h1 onclick", "style", "script"],
        "from other hosts": ["//cdn.example/x.css", "https://img.example/y.png"],
        "no title": True,
    }


PROOF = re.compile(r'data-(?:fact|line)="([^"]*)"\s+data-source-url="([^"]*)"\s+data-source-date="([^"]*)"')


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_catalog")
def test_every_kind_of_page_is_sound(client: Client) -> None:
    assert {address: faults_of(client, address) for address in PAGES} == {address: {} for address in PAGES}


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_catalog")
def test_every_page_of_a_shipped_host_is_sound(client: Client) -> None:
    addresses = [host.get_absolute_url() for host in Host.objects.all()]
    faults = {address: faults_of(client, address) for address in addresses}
    assert len(addresses) > 200
    assert {address: found for address, found in faults.items() if found} == {}


def test_every_page_of_a_shipped_program_is_sound(program_pages: dict[str, tuple[int, str]]) -> None:
    faults = {address: faults_in(*answer) for address, answer in program_pages.items()}
    assert len(program_pages) > 200
    assert {address: found for address, found in faults.items() if found} == {}


def raw_proofs(raw: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the source's address and date of each fact and line that a shipped record states."""

    def cited(*paths: str) -> tuple[str, str]:
        place = next((raw["proof"][path] for path in paths if path in raw.get("proof", {})), 0)
        return raw["sources"][place]["url"], raw["sources"][place]["page_date"] or ""

    proofs = {
        key: cited(key)
        for key, value in raw.items()
        if value not in (None, [], "") and (key, value) != ("any_specialty", False)
    }
    for key in ("fees", "requirements", "differences", "windows", "limits"):
        for n, line in enumerate(raw.get(key, [])):
            proofs[f"{key}.{n}"] = cited(f"{key}.{n}", f"{key}.{line.get('code')}", key)
            proofs |= {key: proofs[f"{key}.0"]}
    said_otherwise = re.compile(r"slug|sources|proof|differences|(windows|limits)\..*")
    return {name: found for name, found in proofs.items() if not said_otherwise.fullmatch(name)}


def test_every_stated_fact_of_a_shipped_program_names_its_source_and_date(
    program_pages: dict[str, tuple[int, str]],
) -> None:
    for line in (CATALOG / "programs.jsonl").read_text().splitlines():
        raw = json.loads(line)
        _, page = program_pages[f"/programs/{raw['slug']}/"]
        cited = [found for found in PROOF.findall(page) if found[1] and found[0] != "four_week_price"]
        shown = {name: (unescape(url), date) for name, url, date in cited}
        assert shown == raw_proofs(raw), raw["slug"]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_catalog")
def test_part_of_a_page_for_htmx_has_no_inline_code_and_no_id_twice(client: Client) -> None:
    part = Page(client.get("/programs/?type=observership", headers={"HX-Request": "true"}).content.decode())
    assert part.faults == {"headings": [0], "no title": True}


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_catalog")
def test_titles_tell_pages_apart(client: Client) -> None:
    addresses = [address for address in PAGES if "?" not in address]
    titles = [Page(client.get(address).content.decode()).title for address in addresses]
    assert sorted(set(titles)) == sorted(titles)
    assert [title for title in titles if not title.endswith(" · USCE portal")] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/programs/", "/kinds/", "/hosts/", "/closed-programs/", "/where-else/", "/glossary/"]
)
def test_the_menu_says_where_one_is(address: str, client: Client) -> None:
    assert f'<a href="{address}" aria-current="page">' in as_shown(client.get(address))


def test_the_menu_leads_whoever_has_an_account_to_what_suits_them(ada_client: Client, client: Client) -> None:
    assert 'href="/programs/?sort=fit">Programs</a>' in as_shown(ada_client.get("/"))
    assert 'href="/programs/">Programs</a>' in as_shown(client.get("/"))


# Headers


SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWERS = (
    *PAGES,
    "/no-such-page/",
    "/programs/export.csv",
    "/programs/export.json",
    "/sitemap.xml",
    "/robots.txt",
)
ALLOWED_SOURCES = frozenset({"'none'", "'self'", "data:"})


def policy(answer: HttpResponse) -> dict[str, list[str]]:
    """Return the Content-Security-Policy as directives and their sources."""
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*ANSWERS, "/admin/login/", "/healthz", "/readyz"])
def test_headers_are_safe(address: str, client: Client) -> None:
    answer = client.get(address)
    assert {name: answer[name] for name in SAFE_HEADERS} == SAFE_HEADERS
    sources = {source for sources in policy(answer).values() for source in sources}
    assert sources - ALLOWED_SOURCES == set()
    assert policy(answer)["default-src"] == ["'none'"]
    assert policy(answer)["frame-ancestors"] == ["'none'"]
    assert {name for name, sources in policy(answer).items() if "data:" in sources} == {"img-src"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/no-such-page/", "/healthz", "/accounts/login/"])
@pytest.mark.parametrize("host", ["testserver", "evil.example"])
def test_every_answer_switches_off_what_no_page_uses(host: str, address: str, client: Client) -> None:
    answer = client.get(address, headers={"Host": host})
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    features = dict(part.split("=") for part in answer["Permissions-Policy"].split(", "))
    allowed = {name for name, who in features.items() if who != "()"}
    assert allowed == {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
    assert {features[name] for name in allowed} == {"(self)"}
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= set(features)


def test_a_static_file_is_for_our_own_pages_and_light(client: Client) -> None:
    answer = client.get("/static/css/portal.css")
    b"".join(answer)  # which closes the file
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.has_header("Permissions-Policy") is False


@pytest.mark.django_db
def test_reading_sets_no_cookie(client: Client) -> None:
    make_program(slug="first")
    for address in ("/", "/programs/", "/programs/first/", "/kinds/"):
        assert client.get(address).cookies.output() == ""


# What is not there


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page/",
        "/programs/no-such-program/",
        "/hosts/no-such-host/",
        "/programs/Not%20A%20Slug/",
        "/%00/",
    ],
)
def test_unknown_addresses_answer_404_with_ways_back(address: str, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert Page(answer.content.decode()).faults == {}
    assert 'href="/programs/"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("publication", [p for p in Publication if p != Publication.PUBLISHED])
def test_what_is_not_published_is_nowhere(publication: Publication, client: Client) -> None:
    program = make_program(slug="hidden-gem", name="Hidden gem")
    Program.objects.filter(pk=program.pk).update(publication=publication)
    assert client.get("/programs/hidden-gem/").status_code == 404
    assert client.get(program.host.get_absolute_url()).status_code == 404
    for address in ("/hosts/", "/closed-programs/", "/sitemap.xml", "/programs/compare/?program=hidden-gem"):
        assert "Hidden gem" not in b"".join(client.get(address)).decode()


# When something breaks


@pytest.fixture
def forgiving_client() -> Client:
    """A browser: it shows the answer instead of the exception behind it."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_broken_view_answers_500_with_a_whole_page(
    forgiving_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        message = "secret-detail"
        raise RuntimeError(message)

    monkeypatch.setattr(guides, "catalog_overview", broken)
    answer = forgiving_client.get("/")
    assert answer.status_code == 500
    assert Page(answer.content.decode()).faults == {}
    assert "secret-detail" not in answer.content.decode()
    assert {name: answer[name] for name in SAFE_HEADERS} == SAFE_HEADERS


@pytest.fixture
def database_away(db: None) -> Iterator[None]:
    """Let every query fail as if the database had gone."""

    def refuse(execute: Callable[..., Any], *args: Any) -> None:
        message = "server closed the connection unexpectedly"
        raise OperationalError(message)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.usefixtures("database_away")
@pytest.mark.parametrize(
    "address",
    [address for address in ANSWERS if address not in ("/no-such-page/", "/robots.txt")],
)
def test_without_its_database_a_page_asks_to_come_back(address: str, forgiving_client: Client) -> None:
    answer = forgiving_client.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert Page(answer.content.decode()).faults == {}


@pytest.mark.usefixtures("database_away")
@pytest.mark.parametrize(
    ("address", "status"), [("/healthz", 200), ("/robots.txt", 200), ("/no-such-page/", 404)]
)
def test_without_its_database_the_rest_still_answers(
    address: str, status: int, forgiving_client: Client
) -> None:
    assert forgiving_client.get(address).status_code == status
