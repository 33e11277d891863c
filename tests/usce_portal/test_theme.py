"""The theme that a browser chose, and what phones and other sites show of the portal."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from PIL import Image

from tests.factories import make_program
from tests.page_text import as_shown
from usce_portal.theme import COLORS

STATIC = Path(settings.BASE_DIR) / "static"
CSS = (STATIC / "css" / "portal.css").read_text()
PUBLIC = ["/", "/programs/", "/kinds/", "/hosts/", "/accounts/login/", "/no-such-page/"]


def html_tag(client: Client, address: str = "/") -> str:
    found = re.search("<html[^>]*>", client.get(address).content.decode())
    assert found
    return found[0]


def choose(client: Client, theme: str, after: str = "/kinds/") -> str:
    """Press a button of the switch; return where it leads."""
    return client.post("/theme/", {"theme": theme, "next": after}).headers["Location"]


def tokens(block: str) -> list[str]:
    return re.findall(r"--[\w-]+: [^;]+;", block)


def size_of(name: str) -> tuple[int, int]:
    with Image.open(STATIC / name) as picture:
        return picture.size


@pytest.mark.django_db
def test_a_theme_is_remembered_and_forgotten(client: Client) -> None:
    assert html_tag(client) == '<html lang="en">'
    assert choose(client, "dark") == "/kinds/"
    assert html_tag(client) == '<html lang="en" data-theme="dark">'
    assert choose(client, "light") == "/kinds/"
    assert html_tag(client, "/no-such-page/") == '<html lang="en" data-theme="light">'
    assert choose(client, "system") == "/kinds/"
    assert html_tag(client) == '<html lang="en">'


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example/", "kinds/", "", "/\\evil.example"]
)
def test_the_switch_leads_to_no_other_site(after: str, client: Client) -> None:
    assert choose(client, "dark", after) == "/"


def test_what_is_no_theme_changes_nothing(client: Client) -> None:
    assert client.post("/theme/", {"theme": "pink"}).cookies == {}


@pytest.mark.django_db
def test_a_made_up_cookie_is_no_theme(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert html_tag(client) == '<html lang="en">'


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    cookie = client.post("/theme/", {"theme": "dark"}).cookies["theme"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31_536_000)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_vary_by_cookie(address: str, client: Client) -> None:
    assert "Cookie" in client.get(address).headers["Vary"].split(", ")


@pytest.mark.django_db
def test_the_switch_shows_what_is_chosen_and_comes_back(client: Client) -> None:
    choose(client, "dark")
    page = as_shown(client.get("/programs/?state=NY&type=research"))
    assert re.findall(r'value="(\w+)" aria-pressed="true"', page) == ["dark"]
    assert '<input type="hidden" name="next" value="/programs/?state=NY&amp;type=research">' in page


@pytest.mark.django_db
def test_a_phone_paints_around_the_page_in_the_color_of_its_head(client: Client) -> None:
    def painted() -> list[tuple[str, str]]:
        pattern = r'<meta name="theme-color" content="([^"]+)" media="([^"]+)">'
        return re.findall(pattern, client.get("/").content.decode())

    by_system = [(color, f"(prefers-color-scheme: {name})") for name, color in COLORS.items()]
    assert painted() == by_system
    choose(client, "dark")
    assert painted() == [(COLORS["dark"], "all")]
    light, *darks = re.findall(r"--surface: (#\w+);", CSS.split("/* ---- Base")[0])
    assert ([light], darks) == ([COLORS["light"]], [COLORS["dark"]] * 2)


def test_the_dark_of_the_system_is_the_dark_that_one_chooses() -> None:
    head = CSS.split("/* ---- Base")[0]
    by_system, chosen = (
        head.split('[data-theme="dark"] {')[0].split("screen and (prefers")[1],
        head.split('[data-theme="dark"] {')[1],
    )
    assert len(tokens(by_system)) > 20
    assert tokens(by_system) == tokens(chosen)


def test_the_icons_of_the_manifest_are_there() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text())
    sizes = {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    assert {name: "{}x{}".format(*size_of(name)) for name in sizes} == sizes
    assert (manifest["start_url"], manifest["theme_color"]) == ("/", COLORS["light"])
    assert size_of("icon-180.png") == (180, 180)
    assert size_of("preview.png") == (1200, 630)


@pytest.mark.django_db
def test_a_program_is_shown_by_other_sites_with_its_name_and_picture(client: Client) -> None:
    program = make_program(name="Cardiology & more", summary="Four weeks of watching.")
    address = program.get_absolute_url()
    page = client.get(address, headers={"host": "testserver"}).content.decode()
    found = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)"\s+content="([^"]*)"', page))
    assert found == {
        "og:site_name": "USCE portal",
        "og:type": "website",
        "og:title": f"Cardiology &amp; more, {program.host.name}",
        "og:description": "Four weeks of watching.",
        "og:url": f"{settings.PORTAL_URL}{address}",
        "og:image": f"{settings.PORTAL_URL}{staticfiles_storage.url('preview.png')}",
        "og:image:alt": "USCE portal: US clinical experience for international medical graduates",
        "twitter:card": "summary_large_image",
    }
    assert f'<link rel="canonical" href="{settings.PORTAL_URL}{address}">' in page
    assert "<title>Cardiology &amp; more, " in page


def test_a_page_with_an_account_tells_other_sites_nothing(ada_client: Client) -> None:
    assert "og:" not in ada_client.get("/programs/").content.decode()
