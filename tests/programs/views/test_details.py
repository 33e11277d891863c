"""A program's page says everything known and unknown; the comparison puts programs side by side."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from applicants.models import User
from programs import facts, formatting
from programs.choices import Publication
from programs.curation.publishing.changes import apply_change
from programs.models import FlagSilence, Program, Requirement, Specialty, StateRule
from tests.factories import import_records, make_program, make_record
from tests.page_text import as_shown
from tests.programs.views.data_attributes import marked

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
README = (settings.BASE_DIR / "fixtures" / "README.md").read_text()
# Stated elsewhere on the page: in its address, among the specialties, as the lead, beside other facts.
WITHOUT_A_MARK = {"slug", "proof"}
ONLY_WHEN_STATED = {"differences"}

FULL = {
    "slug": "full",
    "name": "Heart observership",
    "host": {"name": "Mercy", "kind": "clinic", "city": "Houston", "state": "TX"},
    "provider": {"name": "Rotations Inc", "kind": "agency"},
    "states": ["TX", "NM"],
    "type": "observership",
    "delivery": "hybrid",
    "setting": "outpatient",
    "patient_contact": "hands_on",
    "activities": ["rounds", "notes"],
    "supervisor": "Dr. Example, Cardiology",
    "specialties": ["Urology"],
    "any_specialty": True,
    "audiences": ["graduate"],
    "not_open_to": ["preclinical_student"],
    "residency_seekers": "welcome",
    "access": ["faculty_sponsor"],
    "citizenships": ["JP"],
    "citizenships_refused": ["US"],
    "access_note": "Find a sponsor first",
    "weeks_min": 2,
    "weeks_max": 12,
    "free": False,
    "fees": [
        {"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week", "refundable": False},
        {"kind": "housing", "amount_min": None, "amount_max": 300, "basis": "month", "applies_to": "Guests"},
    ],
    "packages": [{"name": "Silver", "weeks": 4, "price_usd": 900}],
    "included": ["meals"],
    "funding": {"kind": "stipend", "amount_usd": 0, "note": "None so far"},
    "letter": "on_merit",
    "letterhead": "clinic",
    "certificate": False,
    "evaluation": True,
    "requirements": [{"code": "usmle_step1", "level": "required", "minimum": 220}],
    "max_years_since_graduation": 0,
    "visas": ["B-1"],
    "visas_refused": ["ESTA"],
    "visa_support": False,
    "application_route": "direct",
    "windows": [{"opens": "2026-01-02", "closes": "--03-04", "term": "Spring"}],
    "blocks": [{"starts": "2026-07-06", "ends": "2026-07-31"}],
    "lead_time_weeks": 0,
    "blackout_months": [7, 6],
    "schedule_note": "Starts on Mondays",
    "capacity": {"count": 0, "per": "month", "note": None},
    "housing": "not_provided",
    "intake": "paused",
    "intake_as_of": "2026-05",
    "website": "https://example.org/apply",
    "email": "office@example.org",
    "phone": "+1 555 0100",
    "limits": [{"kind": "age", "maximum": 35}],
    "differences": [{"audience": "graduate", "fact": "letter", "value": "None for graduates"}],
    "sources": [
        {"url": "https://example.org/a", "title": "Page <a>", "page_date": "2026-05-06", "kind": "primary"},
        {"url": "https://example.com/b", "kind": "secondary"},
    ],
    "summary": "Watch hearts.",
}
LEAST = {"slug": "least", "name": "Least", "host": {"name": "Somewhere", "kind": "other"}, "type": "research"}


def page_of(client: Client, slug: str) -> str:
    answer = client.get(f"/programs/{slug}/")
    assert answer.status_code == 200
    return as_shown(answer)


@pytest.fixture(autouse=True)
def vocabulary_and_day(db: None) -> Iterator[None]:
    """Start with a specialty and a requirement, on a day in June."""
    Specialty.objects.create(name="Urology", slug="urology")
    Requirement.objects.create(
        code="usmle_step1",
        label="USMLE Step 1",
        group="exam",
        what_it_is="An exam",
        validity_text="Seven years.",
    )
    with time_machine.travel(NOON, tick=False):
        yield


def import_facts(*records: dict[str, Any]) -> None:
    full = [make_record() | {"sources": []} | record for record in records]
    assert import_records(*full).refused == []


def readme_keys() -> set[str]:
    """Return the keys of a program that the format's table names."""
    table = README.split("## A program")[1].split("**A fee**")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ") and "`" in line]
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


# Facts


def test_the_page_of_a_full_record_has_every_key_of_the_format(client: Client) -> None:
    import_facts(FULL)
    shown = {name for name, _ in marked(page_of(client, "full"), "data-fact")}
    assert len(readme_keys()) == 54
    assert readme_keys() - shown - {"differences"} == WITHOUT_A_MARK


def test_the_page_of_the_least_record_says_not_stated_of_every_key(client: Client) -> None:
    import_facts(LEAST)
    shown = marked(page_of(client, "least"), "data-fact")
    stated = {name for name, words in shown if words != formatting.NOT_STATED}
    assert stated == {"name", "host", "type"}
    missing = {name for name, words in shown if words == formatting.NOT_STATED}
    assert readme_keys() - missing == stated | WITHOUT_A_MARK | ONLY_WHEN_STATED
    assert "four_week_price" in missing


def test_a_fact_is_on_the_page_once(client: Client) -> None:
    import_facts(FULL, LEAST)
    for slug in ("full", "least"):
        names = [name for name, _ in marked(page_of(client, slug), "data-fact")]
        assert sorted(names) == sorted(set(names))


def test_the_page_shows_each_fact_in_its_words(client: Client) -> None:
    import_facts(FULL)
    record = Program.objects.get().record
    shown = dict(marked(page_of(client, "full"), "data-fact"))
    words = {fact.name: fact.words(record) for fact in facts.FACTS}
    assert {name: shown[name] for name in words} == words
    assert (shown["name"], shown["host"], shown["summary"]) == (
        "Heart observership",
        "Mercy · Houston, TX · Clinic or private practice",
        "Watch hearts.",
    )
    assert shown["four_week_price"] == "$2,000"
    assert "Not stated" not in shown.values()


def test_a_stated_no_and_a_stated_zero_are_shown(client: Client) -> None:
    import_facts(FULL)
    shown = dict(marked(page_of(client, "full"), "data-fact"))
    assert (shown["free"], shown["certificate"], shown["visa_support"]) == ("No", "No", "No")
    assert (shown["lead_time_weeks"], shown["capacity"]) == ("0 weeks", "0 places per month")
    assert (shown["max_years_since_graduation"], shown["funding"]) == (
        "At most 0",
        "Stipend. $0. None so far",
    )
    assert shown["housing"] == "No housing"


def test_fees_requirements_and_differences_stand_line_by_line(client: Client) -> None:
    import_facts(FULL)
    page = page_of(client, "full")
    shown = dict(marked(page, "data-fact"))
    assert "Tuition or program fee Not refundable $500 per week $2,000" in " ".join(
        re.sub("<[^>]+>", " ", page).split()
    )
    assert "up to $300 per month" in shown["fees"]
    assert "USMLE Step 1, at least 220" in shown["requirements"]
    assert "Seven years." in shown["requirements"]
    assert (
        re.search("<dt>Differs for: Graduate</dt><dd [^>]+>Letter: None for graduates <a", page) is not None
    )


def test_sources_are_links_with_kind_and_date(client: Client) -> None:
    import_facts(FULL)
    page = page_of(client, "full")
    assert marked(page, "data-source") == [
        ("https://example.org/a", "Page <a>"),
        ("https://example.com/b", "https://example.com/b"),
    ]
    shown = dict(marked(page, "data-fact"))["sources"]
    assert "May 6, 2026" in shown
    assert "Secondary source · no date on the page" in shown


def test_without_any_source_the_page_says_so(client: Client) -> None:
    import_facts(LEAST)
    page = page_of(client, "least")
    assert marked(page, "data-source") == []
    assert dict(marked(page, "data-flag"))["weak_source"].startswith("Weak sourceNo source is recorded.")
    assert "· secondary source" not in page


# Red flags, closed programs, state law


def test_red_flags_show_text_reason_and_rule(client: Client, curator: User) -> None:
    import_facts(FULL)
    program = Program.objects.get()
    FlagSilence.objects.create(
        program=program, rule="not_refundable", reason="Paid back when asked", silenced_by=curator
    )
    apply_change(program.pk, "edited", by=curator)
    shown = dict(marked(page_of(client, "full"), "data-flag"))
    assert set(shown) == {"not_refundable", "hands_on_for_graduates"}
    said = f"An advisor looked into it on {formatting.day_words(timezone.localdate())}: Paid back when asked"
    assert shown["not_refundable"].endswith(said)
    assert "An advisor" not in shown["hands_on_for_graduates"]
    assert "Rule: Hands-on work for graduates" in shown["hands_on_for_graduates"]


def test_a_program_without_flags_has_no_flags(client: Client) -> None:
    make_program(slug="clean")
    assert marked(page_of(client, "clean"), "data-flag") == []


def test_a_shut_door_is_said_before_all_else(client: Client) -> None:
    import_facts(FULL, LEAST)
    page = page_of(client, "full")
    assert page.index('class="warning warning--closed"') < page.index('class="glance"')
    assert "<li>Paused (as of May 2026)</li><li>Not open to: Preclinical student</li>" in page
    assert '<li>Needs a faculty sponsor</li><li><span data-fact="access_note"' in page
    assert page.count(">Find a sponsor first<") == 1
    assert 'class="warning' not in page_of(client, "least")


def test_state_law_stands_on_the_pages_of_its_states(client: Client) -> None:
    for state in ("TX", "NM", "NY"):
        StateRule.objects.create(
            state=state, rule=f"Law of {state}", source_title="Board", source_url="https://example.gov/"
        )
    import_facts(FULL, LEAST)
    assert re.findall("Law of ..", page_of(client, "full")) == ["Law of NM", "Law of TX"]
    assert re.findall("Law of ..", page_of(client, "least")) == []


def test_similar_programs_stand_below(client: Client) -> None:
    for slug in ("one", "two"):
        make_program(slug=slug)
    make_program(slug="shut", intake="discontinued")
    assert [slug for slug, _ in marked(page_of(client, "one"), "data-program")] == ["two"]


def test_a_change_shows_at_the_next_visit(client: Client) -> None:
    program = make_program(slug="first")
    assert dict(marked(page_of(client, "first"), "data-fact"))["letter"] == "Not stated"
    Program.objects.filter(pk=program.pk).update(letter="not_offered")
    apply_change(program.pk, "edited")
    assert dict(marked(page_of(client, "first"), "data-fact"))["letter"] == "No letter"


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_has_no_page_and_no_column(publication: str, client: Client) -> None:
    make_program(slug="shown", name="Shown")
    hidden = make_program(slug="hidden", name="Hidden gem")
    Program.objects.filter(pk=hidden.pk).update(publication=publication)
    apply_change(hidden.pk, "edited")
    answer = client.get("/programs/hidden/")
    assert answer.status_code == 404
    assert "Hidden gem" not in as_shown(answer)
    assert "Hidden gem" not in page_of(client, "shown")
    compared = compare(client, "hidden", "shown")
    assert columns(compared) == ["shown"]
    assert "Hidden gem" not in compared
    assert "1 of the programs you asked for is not in the catalog." in compared


# Side by side


def compare(client: Client, *slugs: str) -> str:
    return as_shown(client.get("/programs/compare/?" + "&".join(f"program={slug}" for slug in slugs)))


def columns(page: str) -> list[str]:
    return [slug for slug, _ in marked(page, "data-program")]


@pytest.mark.parametrize(
    ("asked", "shown", "invites"),
    [
        ([], [], True),
        (["a"], ["a"], True),
        (["b", "a"], ["b", "a"], False),
        (["a", "b", "a"], ["a", "b"], False),
        (["a", "b", "c", "d"], ["a", "b", "c", "d"], False),
        (["f", "e", "d", "c", "b", "a"], ["f", "e", "d", "c"], False),
        (["", "a", "b"], ["a", "b"], False),
    ],
)
def test_up_to_four_programs_stand_in_the_order_asked(
    asked: list[str],
    shown: list[str],
    invites: bool,  # noqa: FBT001
    client: Client,
) -> None:
    import_records(*[make_record(slug=slug) for slug in "abcdef"])
    page = compare(client, *asked)
    assert columns(page) == shown
    assert ("Tick two to four programs" in page) is invites
    assert "not in the catalog" not in page
    assert page.count("<table") == (1 if shown else 0)


@pytest.mark.parametrize(
    ("asked", "shown", "notice"),
    [
        (["nope"], [], "1 of the programs you asked for is not in the catalog."),
        (["a", "nope", "no-such"], ["a"], "2 of the programs you asked for are not in the catalog."),
        (["nope", "b", "a"], ["b", "a"], "1 of the programs you asked for is not in the catalog."),
        (["a", "b", "x" * 101, "%00"], ["a", "b"], None),
    ],
)
def test_unknown_programs_are_counted(
    asked: list[str], shown: list[str], notice: str | None, client: Client
) -> None:
    import_records(make_record(slug="a"), make_record(slug="b"))
    page = compare(client, *asked)
    assert columns(page) == shown
    assert re.findall(r"\d of the programs [^<]+", page) == ([notice] if notice else [])


def test_rows_hold_each_programs_fact_and_mark_what_differs(client: Client) -> None:
    import_facts(FULL, LEAST | {"letter": "on_merit", "weeks_min": 4})
    page = compare(client, "full", "least")
    cells: dict[str, list[str]] = {}
    for name, words in marked(page, "data-fact"):
        cells.setdefault(name, []).append(words)
    assert cells["letter"] == ["Letter on merit", "Letter on merit"]
    assert cells["weeks_min"] == ["2 weeks", "4 weeks"]
    assert cells["free"] == ["No", "Not stated"]
    assert cells["four_week_price"] == ["$2,000", "Not stated"]
    assert cells["requirements"] == ["USMLE Step 1", "Not stated"]
    assert cells["place"] == ["Houston, TX", "Not stated"]
    assert {len(words) for words in cells.values()} == {2}
    labels = {label: mark.strip() for mark, label in re.findall(r'<tr([^>]*)><th scope="row">([^<]+)', page)}
    assert labels["Letter of recommendation"] == ""
    assert labels["Shortest stay"] == 'class="differs differs--stated"'
    assert labels["Free of charge"] == 'class="differs"'


def test_a_program_can_be_taken_away(client: Client) -> None:
    import_records(*[make_record(slug=slug) for slug in "abc"])
    links = re.findall(r'class="compare__drop" href="([^"]+)"', compare(client, "c", "a", "b"))
    assert links == ["?program=a&amp;program=b", "?program=c&amp;program=b", "?program=c&amp;program=a"]
    assert re.findall("compare__drop", compare(client, "c")) == []


# What to do next


def test_documents_and_money_follow_what_one_does_there(client: Client) -> None:
    import_facts(FULL)
    headings = re.findall("<h2[^>]*>([^<]+)</h2>", page_of(client, "full"))
    main = [heading for heading in headings if heading in {"Who can go?", "Requirements", "Money", "Visa"}]
    assert main == ["Who can go?", "Requirements", "Money", "Visa"]
    assert headings.index("Requirements") < headings.index("Itemized fees") < headings.index("Money")


def test_the_page_leads_to_what_can_be_done(client: Client) -> None:
    import_facts(FULL, LEAST)
    for slug, jumps in {
        "full": ["apply-h", "requirements-h", "fees-h", "ask-h", "sources-h"],
        "least": ["apply-h", "ask-h", "sources-h"],
    }.items():
        page = page_of(client, slug)
        assert re.findall(r'class="chip" href="#([\w-]+)"', page) == jumps
        assert [place for place in jumps if f'id="{place}"' not in page] == []


def test_a_closed_door_leads_to_similar_programs_and_folds_its_questions(client: Client) -> None:
    import_facts(LEAST, LEAST | {"slug": "shut", "intake": "not_offered"})
    page = page_of(client, "shut")
    assert '<a href="#similar-h">See similar programs</a>' in page
    assert "How to apply</h2>" not in page
    assert "<details><summary>" in page
    assert "<details>" not in page_of(client, "least")
    assert "See similar programs" not in page_of(client, "least")
