"""The list of programs as visitors and htmx get it, and its exports."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from programs.choices import Publication
from programs.curation.publishing.changes import apply_change, archive_program
from programs.models import Program, Specialty
from tests.factories import import_records, make_program, make_record
from tests.page_text import as_shown
from tests.programs.pages.test_facet_sidebar import Filters

pytestmark = pytest.mark.django_db
TUITION = {"kind": "tuition", "amount_min": 250, "amount_max": 250, "basis": "week"}


def host(city: str, state: str) -> dict[str, str]:
    return {"name": f"{city} Hospital", "kind": "teaching_hospital", "city": city, "state": state}


RECORDS = (
    {
        "slug": "houston",
        "name": "Watching hearts",
        "host": host("Houston", "TX"),
        "type": "observership",
        "letter": "offered",
        "audiences": ["graduate", "clinical_student"],
        "fees": [TUITION],
    },
    {
        "slug": "albany",
        "name": "Urology elective",
        "host": host("Albany", "NY"),
        "type": "elective",
        "letter": "not_offered",
        "specialties": ["Urology"],
        "free": True,
        "intake": "open",
    },
    {"slug": "dallas", "name": "Shadowing", "host": host("Dallas", "TX"), "type": "observership"},
    {
        "slug": "austin",
        "name": "Closed",
        "host": host("Austin", "TX"),
        "type": "observership",
        "intake": "not_offered",
    },
)


@pytest.fixture(autouse=True)
def small_catalog(db: None) -> None:
    """Load four programs, one of them a closed program."""
    Specialty.objects.create(name="Urology", slug="urology")
    assert import_records(*[make_record(**record) for record in RECORDS]).refused == []


def text_of(answer: HttpResponse) -> str:
    return as_shown(b"".join(answer).decode())


def programs_on(page: str) -> list[str]:
    return re.findall(r'data-program="([^"]+)"', page)


def total_on(page: str) -> int:
    return int(re.findall(r'data-total="(\d+)"', page)[0])


def shown(client: Client, query: str) -> tuple[int, set[str]]:
    """Return the total and the programs on a page of the list."""
    page = text_of(client.get(f"/programs/?{query}"))
    return total_on(page), set(programs_on(page))


# What a list shows


@pytest.mark.parametrize(
    ("query", "programs"),
    [
        ("", {"houston", "albany", "dallas"}),
        ("type=observership", {"houston", "dallas"}),
        ("type=observership&type=elective", {"houston", "albany", "dallas"}),
        ("state=TX", {"houston", "dallas"}),
        ("state=TX&intake=not_offered", {"austin"}),
        ("letter=offered", {"houston"}),
        ("letter=offered&unstated=include", {"houston", "dallas"}),
        ("q=hearts", {"houston"}),
        ("q=urology&type=elective", {"albany"}),
        ("price_max=999", {"albany"}),
        ("price_max=1000", {"houston", "albany"}),
        ("free=true", {"albany"}),
        ("audience=graduate", {"houston"}),
        ("specialty=urology", {"albany"}),
        ("type=research", set()),
        ("type=nonsense", {"houston", "albany", "dallas"}),
        ("page=9", {"houston", "albany", "dallas"}),
    ],
)
def test_an_address_shows_what_it_asks_for(query: str, programs: set[str], client: Client) -> None:
    assert shown(client, query) == (len(programs), programs)


def test_the_order_is_that_of_the_address(client: Client) -> None:
    assert programs_on(text_of(client.get("/programs/?sort=cheapest"))) == ["albany", "houston", "dallas"]
    assert programs_on(text_of(client.get("/programs/?sort=name"))) == ["dallas", "albany", "houston"]


def counts_on(page: str, parameter: str) -> dict[str, int]:
    options = Filters(page).options
    return {code: count for (name, code), (count, _) in options.items() if name == parameter and count}


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("", {"observership": 2, "elective": 1}),
        ("type=observership", {"observership": 2, "elective": 1}),
        ("state=TX", {"observership": 2}),
        ("letter=offered", {"observership": 1}),
        ("letter=offered&unstated=include", {"observership": 2}),
        ("intake=not_offered", {"observership": 1}),
        ("q=urology", {"elective": 1}),
    ],
)
def test_every_option_says_how_many_it_would_find(query: str, counts: dict[str, int], client: Client) -> None:
    assert counts_on(text_of(client.get(f"/programs/?{query}")), "type") == counts


def test_options_ticked_and_programs_that_do_not_say(client: Client) -> None:
    page = Filters(text_of(client.get("/programs/?letter=offered&state=TX")))
    assert page.options["letter", "offered"] == (1, True)
    assert page.options["letter", "not_offered"] == (0, False)
    assert page.options["state", "TX"] == (1, True)
    assert (page.unstated["letter"], page.unstated["price_max"]) == (1, 0)
    assert Filters(text_of(client.get("/programs/"))).unstated["intake"] == 2


def test_the_intake_counts_closed_doors_that_the_list_hides(client: Client) -> None:
    page = text_of(client.get("/programs/"))
    assert counts_on(page, "intake") == {"open": 1, "not_offered": 1}
    assert '1 closed program not shown. <a href="?intake=not_offered">Show it</a>' in page
    assert "closed program" not in text_of(client.get("/programs/?state=NY")).split('id="results"')[1]


def test_notices_and_pills_stand_above_the_list(client: Client) -> None:
    page = text_of(client.get("/programs/?type=observership&state=%3Cb%3E&q=dalas&as=text"))
    assert "We left out “&lt;b&gt;”: State has no such choice." in page
    assert "No program has “dalas”. Showing programs with “dallas”." in page
    assert 'href="?q=dalas&amp;as=text" data-pill="type"' in page
    assert programs_on(page) == ["dallas"]


def test_an_empty_list_offers_ways_out(client: Client) -> None:
    page = text_of(client.get("/programs/?type=research&q=urology"))
    assert (total_on(page), programs_on(page)) == (0, [])
    assert '<a href="?specialty=Urology">Without program type “Research”: 1 program</a>' in page
    assert "No programs" in page


def test_a_long_list_has_pages(client: Client) -> None:
    import_records(*[make_record(slug=f"more-{number}", intake="open") for number in range(30)])
    pages = [text_of(client.get(f"/programs/?page={number}")) for number in (1, 2, 3)]
    assert [len(programs_on(page)) for page in pages] == [20, 13, 13]
    assert {total_on(page) for page in pages} == {33}
    assert len(set(programs_on(pages[0])) | set(programs_on(pages[1]))) == 33
    assert ['aria-current="page"><span class="sr">Page </span>2' in page for page in pages] == [
        False,
        True,
        True,
    ]


# htmx


def test_htmx_gets_the_changing_part_alone(client: Client) -> None:
    whole = client.get("/programs/?type=elective")
    part = client.get("/programs/?type=elective", headers={"HX-Request": "true"})
    assert "<!doctype html>" in text_of(whole)
    assert "<!doctype html>" not in text_of(part)
    assert text_of(part).strip().startswith('<div class="catalog" id="catalog">')
    assert text_of(part).strip() in text_of(whole)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "/programs/"),
        ("q=&type=&sort=best&page=1", "/programs/"),
        ("type=Observership&state=texas&page=99", "/programs/?type=observership&state=TX"),
        (
            "state=TX&q=S%C3%A3o+%22x%22&price_max=%241,000.0",
            "/programs/?q=S%C3%A3o+%22x%22&state=TX&price_max=1000",
        ),
        ("type=nonsense&unstated=include", "/programs/?unstated=include"),
    ],
)
def test_htmx_is_told_the_canonical_address(query: str, address: str, client: Client) -> None:
    assert client.get(f"/programs/?{query}", headers={"HX-Request": "true"})["HX-Push-Url"] == address


def test_a_browser_is_told_no_address(client: Client) -> None:
    assert client.get("/programs/?type=elective").has_header("HX-Push-Url") is False


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_caches_keep_the_part_and_the_page_apart(headers: dict[str, str], client: Client) -> None:
    vary = client.get("/programs/", headers=headers)["Vary"]
    assert {"HX-Request", "Accept-Encoding"} <= {name.strip() for name in vary.split(",")}


# Exports


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode().removeprefix("\ufeff"))))


def test_an_export_holds_what_the_list_shows(client: Client) -> None:
    query = "type=observership&sort=name"
    rows = rows_of(client.get(f"/programs/export.csv?{query}"))
    document = json.loads(text_of(client.get(f"/programs/export.json?{query}")))
    assert [row["slug"] for row in rows] == ["dallas", "houston"]
    assert [row["four_week_price_min_usd"] for row in rows] == ["", "1000"]
    assert (document["count"], [record["slug"] for record in document["programs"]]) == (
        2,
        ["dallas", "houston"],
    )


def test_an_export_has_all_pages(client: Client) -> None:
    import_records(*[make_record() for _ in range(25)])
    document = json.loads(text_of(client.get("/programs/export.json?page=2")))
    assert (document["count"], len(document["programs"])) == (28, 28)
    assert len(rows_of(client.get("/programs/export.csv?page=2"))) == 28


def test_an_export_of_nothing_is_a_whole_document(client: Client) -> None:
    assert rows_of(client.get("/programs/export.csv?type=research")) == []
    document = json.loads(text_of(client.get("/programs/export.json?type=research")))
    assert document == {"count": 0, "programs": []}


def test_exports_say_what_they_are(client: Client) -> None:
    sheet, document = client.get("/programs/export.csv"), client.get("/programs/export.json")
    assert sheet["Content-Type"] == "text/csv; charset=utf-8"
    assert sheet["Content-Disposition"] == 'attachment; filename="programs.csv"'
    assert document["Content-Type"] == "application/json"
    assert (sheet.streaming, document.streaming) == (True, True)


def test_the_list_links_to_exports_of_the_same_question(client: Client) -> None:
    page = text_of(client.get("/programs/?type=observership&sort=name&page=3"))
    assert 'href="/programs/export.csv?type=observership&amp;sort=name"' in page
    assert 'href="/programs/export.json?type=observership&amp;sort=name"' in page


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_is_on_no_list_and_in_no_export(publication: str, client: Client) -> None:
    hidden: Any = make_program(slug="hidden", name="Hidden gem", type="observership")
    assert "hidden" in shown(client, "")[1]
    if publication == Publication.ARCHIVED:
        archive_program(hidden, by=None)
    else:
        Program.objects.filter(pk=hidden.pk).update(publication=publication)
        apply_change(hidden.pk, "edited")
    for address in ("/programs/", "/programs/?q=gem", "/programs/export.csv", "/programs/export.json"):
        assert "Hidden gem" not in text_of(client.get(address))
    assert shown(client, "") == (3, {"houston", "albany", "dallas"})
