"""Shortlisting from the catalog's pages."""

import pytest
from django.test import Client

from applicants.models import Applicant, Application
from programs.choices import Publication
from tests.factories import make_application, make_program
from tests.page_forms import said
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
ADD, REMOVE = "/applications/shortlist/", "/applications/shortlist/remove/"


def add(client: Client, slug: str, back: str = "/programs/?q=x", **headers: str) -> object:
    return client.post(ADD, {"program": slug, "next": back}, headers=headers)


def test_a_program_goes_on_the_shortlist_with_its_facts_and_documents(
    ada: Applicant, ada_client: Client
) -> None:
    program = make_program(
        name="Heart observership",
        website="https://example.org/heart",
        requirements=[{"code": "cv", "level": "required"}],
        windows=[{"opens": None, "closes": "2099-05-01", "term": None, "note": None}],
    )
    answer = add(ada_client, program.slug)
    assert (answer.status_code, answer["Location"]) == (302, "/programs/?q=x")
    row = Application.objects.get()
    assert (row.applicant, row.program, row.status) == (ada, program, "shortlisted")
    assert (row.name, row.host_name, row.city, row.state) == (
        "Heart observership",
        program.host.name,
        "Houston",
        "TX",
    )
    assert (row.type, row.website, row.record) == (
        "observership",
        "https://example.org/heart",
        program.record,
    )
    assert f"{row.deadline_on}" == "2099-05-01"
    assert [(line.code, line.label, line.state) for line in row.checklist.all()] == [
        ("cv", "Curriculum vitae", "to_get")
    ]
    assert [(move.from_status, move.to_status) for move in row.moves.all()] == [("", "shortlisted")]


def test_twice_makes_one(ada_client: Client) -> None:
    slug = make_program().slug
    assert [add(ada_client, slug).status_code for _ in range(2)] == [302, 302]
    row = Application.objects.get()
    assert (row.moves.count(), row.version) == (1, 1)


def test_each_applicant_has_their_own(ada_client: Client, obi_client: Client) -> None:
    slug = make_program().slug
    add(ada_client, slug)
    add(obi_client, slug)
    assert Application.objects.values("applicant").distinct().count() == 2
    obi_client.post(REMOVE, {"program": slug})
    assert [row.applicant.user.email for row in Application.objects.all()] == ["ada@example.org"]


def test_what_speaks_against_it_is_said_at_once(ada_client: Client) -> None:
    program = make_program(name="No letters here", letter="not_offered")
    add(ada_client, program.slug)
    assert said(ada_client.get("/programs/")) == [
        "“No letters here” is on your shortlist now.",
        "No letter: The source says that no letter of recommendation is given.",
    ]
    add(ada_client, program.slug)
    assert said(ada_client.get("/programs/")) == ["“No letters here” is already among your applications."]


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/ok\r\nSet-Cookie: a=b",
        "programs/",
        "/" + "a" * 5000,
        "",
        "\x00",
    ],
)
@pytest.mark.parametrize("address", [ADD, REMOVE])
def test_the_way_back_never_leaves_the_site(ada_client: Client, address: str, back: str) -> None:
    program = make_program()
    answer = ada_client.post(address, {"program": program.slug, "next": back})
    assert (answer.status_code, answer["Location"]) == (302, program.get_absolute_url())


@pytest.mark.parametrize("slug", ["", "no such", "\x00", "a" * 200, "<b>"])
@pytest.mark.parametrize("address", [ADD, REMOVE])
def test_without_a_program_it_says_so(ada_client: Client, address: str, slug: str) -> None:
    answer = ada_client.post(address, {"program": slug}, follow=True)
    assert (answer.status_code, said(answer)) == (200, ["Choose a program first."])


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_cannot_be_shortlisted(ada_client: Client, publication: str) -> None:
    program = make_program()
    program.publication = publication
    program.save()
    assert add(ada_client, program.slug).status_code == 404
    assert add(ada_client, "no-such-program").status_code == 404
    assert Application.objects.count() == 0


def test_it_goes_off_the_shortlist_and_twice_is_no_fault(ada_client: Client) -> None:
    slug = make_program(name="Short stay").slug
    add(ada_client, slug)
    for _ in range(2):
        ada_client.post(REMOVE, {"program": slug})
        assert said(ada_client.get("/programs/"))[-1] == "“Short stay” is off your shortlist."
    assert Application.objects.count() == 0


def test_once_worked_on_it_stays(ada: Applicant, ada_client: Client) -> None:
    program = make_program()
    for facts in ({"status": "submitted"}, {"version": 2}):
        application = make_application(ada, program=program, **facts)
        ada_client.post(REMOVE, {"program": program.slug})
        assert "already worked on" in said(ada_client.get("/programs/"))[-1]
        application.delete()


def test_htmx_gets_the_button_in_its_new_state(ada_client: Client) -> None:
    asked = {"program": make_program(letter="not_offered").slug, "next": "/programs/"}
    added = as_shown(ada_client.post(ADD, asked, headers={"HX-Request": "true"}))
    assert "On your shortlist" in added
    assert f'hx-post="{REMOVE}"' in added
    assert f'data-application="{Application.objects.get().pk}" data-status="shortlisted"' in added
    assert "No letter: The source says" in added
    gone = as_shown(ada_client.post(REMOVE, asked, headers={"HX-Request": "true"}))
    assert "On your shortlist" not in gone
    assert f'hx-post="{ADD}"' in gone


def test_without_an_account_one_logs_in_first(client: Client) -> None:
    assert add(client, make_program().slug)["Location"].startswith("/accounts/login/")
    assert Application.objects.count() == 0
