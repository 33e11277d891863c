"""Pages around the catalog: home, hosts, closed programs, where else to look, plain words."""

import re
from typing import Any

import pytest
from django.test import Client

from programs.choices import Publication, ResourceKind
from programs.curation.publishing.changes import apply_change
from programs.models import CatalogVersion, Host, Program, Resource, Specialty, StateRule, Term
from tests.factories import import_records, make_program, make_record
from tests.page_text import as_shown, jumps_of
from tests.programs.views.data_attributes import marked

pytestmark = pytest.mark.django_db
TEXAS = {"name": "Mercy", "kind": "teaching_hospital", "city": "Houston", "state": "TX"}
NOWHERE = {"name": "A society", "kind": "society"}


@pytest.fixture(autouse=True)
def small_catalog(db: None) -> None:
    """Load three open programs and two closed ones at two hosts."""
    Specialty.objects.create(name="Urology", slug="urology")
    records = [
        {"slug": "open", "name": "Open now", "host": TEXAS, "intake": "open", "intake_as_of": "2026-05"},
        {"slug": "plain", "name": "A plain one", "host": TEXAS, "type": "elective"},
        {"slug": "anywhere", "name": "Anywhere", "host": NOWHERE, "windows": [{"closes": "--12-31"}]},
        {
            "slug": "shut",
            "name": "Shut",
            "host": TEXAS,
            "intake": "not_offered",
            "intake_as_of": "2024",
            "not_open_to": ["graduate"],
            "summary": "No <visitors>",
            "sources": [
                {
                    "url": "https://example.org/no",
                    "title": "We say no",
                    "kind": "primary",
                    "page_date": "2024",
                }
            ],
        },
        {"slug": "ended", "name": "Ended", "host": NOWHERE, "intake": "discontinued", "sources": []},
    ]
    assert import_records(*[make_record(**record) for record in records]).refused == []


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return as_shown(answer)


def words_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def term(kind: str, slug: str, **more: Any) -> Term:
    return Term.objects.create(kind=kind, slug=slug, **{"word": slug, "meaning": f"About {slug}"} | more)


# Home


def test_home_counts_open_doors_and_leads_to_closed_ones(client: Client) -> None:
    page = page_of(client, "/")
    assert "2 hosts say that they do not take international students or graduates." in words_of(page)
    assert 'aria-label="Texas: 2 programs"' in page
    assert "Programs in 1 state." in page
    kinds = re.findall(r'\?type=(\w+)">[^<]+</a> <b class="kind__count">(\d+)</b>', page)
    assert {code: count for code, count in kinds if count != "0"} == {"observership": "2", "elective": "1"}
    assert len(kinds) == 7


def test_home_shows_what_is_open_and_what_closes_soon(client: Client) -> None:
    page = words_of(page_of(client, "/"))
    assert "Accepting applications" in page
    assert "Open now Mercy Open as of May 2026" in page
    assert "Anywhere A society Closes December 31," in page
    assert "Ended" not in page


def test_home_of_an_empty_catalog(client: Client) -> None:
    CatalogVersion.advance(rebuild=True)
    Program.objects.all().delete()
    page = words_of(page_of(client, "/"))
    assert "No source says so." in page
    assert "No closing date is known." in page


def test_home_explains_kinds_in_the_terms_own_words(client: Client) -> None:
    term("program_type", "elective", meaning="One <two> three")
    term("glossary", "elective", meaning="Not this one")
    page = page_of(client, "/")
    assert "One &lt;two&gt; three" in page
    assert "Not this one" not in page


def test_home_shortens_a_kind_at_the_end_of_a_sentence(client: Client) -> None:
    term("program_type", "elective", meaning="One. Two? Three.")
    page = page_of(client, "/")
    assert "<p>One. Two?</p>" in page


def test_home_leads_to_specialties_with_their_counts(client: Client) -> None:
    Specialty.objects.create(name="Neurology", slug="neurology")
    make_program(slug="brain", specialties=["Neurology"])
    make_program(slug="anything", any_specialty=True)
    make_program(slug="shut-urology", specialties=["Urology"], intake="not_offered")
    page = page_of(client, "/")
    found = re.findall(r'\?specialty=(\w+)">\s*\w+ <b>(\d+)</b>', as_shown(page))
    assert found == [("Neurology", "2"), ("Urology", "1")]
    assert "1 of them is open to any specialty, and counted in each." in page


# Hosts


def test_hosts_stand_by_letter_with_all_their_programs(client: Client) -> None:
    Host.objects.create(name="Nobody", slug="nobody")
    page = page_of(client, "/hosts/")
    sections = dict(re.findall(r'<h2 id="initial-\d+">(.)</h2>\s*(<ul.*?</ul>)', page, re.DOTALL))
    assert {initial: words_of(html) for initial, html in sections.items()} == {
        "A": "A society · 2 programs",
        "M": "Mercy Houston, TX · 3 programs",
    }
    assert "Nobody" not in page


def test_a_host_shows_its_programs_open_doors_first(client: Client) -> None:
    StateRule.objects.create(state="TX", rule="Law of TX", source_title="B", source_url="https://b.example/")
    StateRule.objects.create(state="NY", rule="Law of NY", source_title="B", source_url="https://b.example/")
    page = page_of(client, "/hosts/mercy-houston/")
    assert [slug for slug, _ in marked(page, "data-program")] == ["plain", "open", "shut"]
    assert "Houston, Texas · 3 programs in the catalog" in page
    assert re.findall("Law of ..", page) == ["Law of TX"]


def test_a_host_without_a_place_has_no_state_law(client: Client) -> None:
    StateRule.objects.create(state="TX", rule="Law of TX", source_title="B", source_url="https://b.example/")
    page = page_of(client, "/hosts/a-society/")
    assert [slug for slug, _ in marked(page, "data-program")] == ["anywhere", "ended"]
    assert "Law of" not in page


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_is_on_no_guide(publication: str, client: Client) -> None:
    hidden = [
        make_program(slug="gem", name="Hidden gem", host=TEXAS, intake="open"),
        make_program(slug="gem-shut", name="Hidden gem", host=TEXAS, intake="not_offered"),
        make_program(slug="gem-host", host=TEXAS | {"name": "Hidden gem"}),
    ]
    Program.objects.filter(pk__in=[program.pk for program in hidden]).update(publication=publication)
    for program in hidden:
        apply_change(program.pk, "edited")
    for address in ("/", "/hosts/", "/hosts/mercy-houston/", "/closed-programs/", "/sitemap.xml"):
        page = page_of(client, address)
        assert [word for word in ("Hidden gem", "gem-shut", "hidden-gem") if word in page] == []
    assert client.get("/hosts/hidden-gem-houston/").status_code == 404
    assert "3 programs in the catalog" in page_of(client, "/hosts/mercy-houston/")


# Closed programs


def test_closed_doors_say_to_whom_since_when_and_who_says_so(client: Client) -> None:
    page = page_of(client, "/closed-programs/")
    assert [slug for slug, _ in marked(page, "data-program")] == ["shut", "ended"]
    assert marked(page, "data-source") == [("https://example.org/no", "We say no")]
    shown = dict(marked(page, "data-program"))
    assert shown["shut"] == "Mercy ObservershipClosed to: GraduateNo <visitors>We say no, as of 2024"
    assert "Closed to" not in shown["ended"]
    assert re.findall(r'<h2 id="state-\d+">([^<]+)', page) == ["Texas", "No state named"]


def test_without_closed_doors_the_page_says_so(client: Client) -> None:
    for program in Program.objects.filter(slug__in=["shut", "ended"]):
        Program.objects.filter(pk=program.pk).update(intake="open")
        apply_change(program.pk, "edited")
    assert "No closed program is recorded." in page_of(client, "/closed-programs/")


def test_closed_doors_come_page_by_page_in_the_order_of_states(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [("AK", "Zenith"), ("AL", "Alpha"), ("TX", "Beta")]
    for state, host in places:
        make_program(
            slug=host.lower(), name=host, host=TEXAS | {"name": host, "state": state}, intake="not_offered"
        )
    monkeypatch.setattr("programs.views.guides.PROGRAMS_A_PAGE", 2)
    pages = [page_of(client, f"/closed-programs/?page={number}") for number in (1, 2, 3, 99, "x")]
    shown = [[slug for slug, _ in marked(page, "data-program")] for page in pages]
    # By the names of states: Alabama, Alaska, Texas (Beta, Mercy), none. A page beyond the end is the last.
    assert shown == [["alpha", "zenith"], ["beta", "shut"], ["ended"], ["ended"], ["alpha", "zenith"]]
    assert "Previous Page 1 Page 2 Page 3 Next" in words_of(pages[1])
    assert re.findall(r'<a(?: rel="(\w+)")? href="(\?[^"]+)"', pages[1]) == [
        ("prev", "?page=1"),
        ("", "?page=1"),
        ("", "?page=3"),
        ("next", "?page=3"),
    ]


def test_hosts_come_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programs.views.guides.HOSTS_A_PAGE", 1)
    pages = [page_of(client, f"/hosts/?page={number}") for number in (1, 2)]
    shown = [re.findall(r'<li><a href="/hosts/[^"]*">([^<]+)', page) for page in pages]
    assert shown == [["A society"], ["Mercy"]]


# Plain words and other places


def test_other_places_stand_by_kind(client: Client) -> None:
    assert "Nothing is listed yet." in page_of(client, "/where-else/")
    for name, kind, closed in (("Board", "official", ""), ("Union", "society", "Non-members")):
        Resource.objects.create(
            kind=kind, name=name, url=f"https://{name}.example/", good_for="Rules", closed_to=closed
        )
    page = page_of(client, "/where-else/")
    assert re.findall(r'<h2 id="kind-\d+">([^<]+)', page) == [
        ResourceKind.SOCIETY.label,
        ResourceKind.OFFICIAL.label,
    ]
    assert re.findall(r"Closed to:</b> ([^<]+)", page) == ["Non-members"]


def test_every_kind_is_explained_with_its_count(client: Client) -> None:
    term("program_type", "elective", good_to_know="Students only", as_of="2026")
    StateRule.objects.create(state="NY", rule="Law of NY", source_title="B", source_url="https://b.example/")
    page = page_of(client, "/kinds/")
    links = re.findall(r'\?type=(\w+)">([^<]+)</a>', page)
    assert len(links) == 7
    assert {"elective": "1 elective program", "research": "0 research programs"}.items() <= dict(
        links
    ).items()
    assert "Students only" in page
    assert "<b>New York.</b> Law of NY" in page


def test_the_glossary_is_in_alphabetical_order(client: Client) -> None:
    for word in ("visa", "Attending", "USMLE"):
        term("glossary", word.lower(), word=word)
    term("program_type", "elective", word="Elective")
    words = re.findall(r"<dt>([^<]+)</dt>", page_of(client, "/glossary/"))
    assert words == ["Attending", "USMLE", "visa"]


@pytest.mark.parametrize(
    ("as_of", "words"), [("2010-07-02", "July 2, 2010"), ("2015-12", "December 2015"), ("2024", "2024")]
)
def test_a_words_source_has_its_date_in_words(as_of: str, words: str, client: Client) -> None:
    source = {"source_title": "Board", "source_url": "https://b.example/", "as_of": as_of}
    term("glossary", "b-1", **source)
    StateRule.objects.create(state="TX", rule="Law", **source)
    Resource.objects.create(
        kind="official", name="Board", url="https://b.example/", good_for="Rules", as_of=as_of
    )
    assert f"Board , {words}" in words_of(page_of(client, "/glossary/"))
    assert f"Board , {words}" in words_of(page_of(client, "/kinds/"))
    assert f"as of {words}" in page_of(client, "/where-else/")


def test_long_pages_lead_to_their_parts(client: Client) -> None:
    assert jumps_of(page_of(client, "/closed-programs/")) == [
        ("state-1", "Texas"),
        ("state-2", "No state named"),
    ]
    for slug, word in (("b-one", "beta"), ("a-two", "AWE"), ("a-one", "Access")):
        Term.objects.create(kind="glossary", slug=slug, word=word, meaning="So it is.")
    assert jumps_of(page_of(client, "/glossary/")) == [("a-one", "A"), ("b-one", "B")]
    one, other = list(ResourceKind)[:2]
    for kind in (other, one):
        Resource.objects.create(name=kind.label, url="https://example.org/", kind=kind, good_for="All")
    assert jumps_of(page_of(client, "/where-else/")) == [("kind-1", one.label), ("kind-2", other.label)]


def test_a_page_of_one_part_has_no_jumps(client: Client) -> None:
    Term.objects.create(kind="glossary", slug="one", word="One", meaning="So it is.")
    assert jumps_of(page_of(client, "/glossary/")) == []
