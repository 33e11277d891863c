"""The catalog's pages for somebody with an account: verdicts, filter, order, Save, and nobody else's."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.models import Answer, Applicant, Exam
from programs.filters import LOG_IN
from programs.models import Program
from tests.factories import import_records, make_application, make_program, make_record
from tests.page_text import as_shown

STEP1 = [{"code": "usmle_step1", "level": "required"}]
pytestmark = pytest.mark.django_db


def verdicts(client: Client, address: str = "/programs/") -> list[str]:
    return re.findall(r'data-verdict="(\w+)"', client.get(address).content.decode())


def slugs(client: Client, address: str) -> list[str]:
    return re.findall(r'data-program="([\w-]+)"', client.get(address).content.decode())


def counts(client: Client, address: str, facet: str) -> dict[str, int]:
    """Return the count beside each option of a filter."""
    html = client.get(address).content.decode()
    found = re.findall(rf'data-facet="{facet}" data-value="([^"]+)" data-count="(\d+)"', html)
    return {code: int(count) for code, count in found}


def text_of(client: Client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


@pytest.fixture
def three(ada: Applicant) -> list[Program]:
    """One program that is open to Ada, one of which she has not said enough, one that is blocked."""
    ada.stage = "graduate"
    ada.save()
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="not_taken")
    return [
        make_program(slug="blocked", name="A", audiences=["graduate"], requirements=STEP1),
        make_program(slug="unknown", name="B", audiences=["graduate"], access=["faculty_sponsor"]),
        make_program(slug="open", name="C", audiences=["graduate"], type="elective"),
    ]


@pytest.mark.usefixtures("three")
def test_a_card_says_its_verdict_and_why(ada_client: Client) -> None:
    assert verdicts(ada_client, "/programs/?sort=name") == ["blocked", "unknown", "open"]
    words = text_of(ada_client, "/programs/?sort=name")
    assert "Not for you: needs Step 1" in words
    assert "Needs 1 answer" in words
    assert "Compare C You qualify Why" in words
    html = as_shown(ada_client.get("/programs/"))
    assert '<li data-finding="usmle_step1" data-result="unmet">USMLE Step 1: Not taken</li>' in html
    assert '<li data-finding="faculty_sponsor" data-result="unknown_about_me">' in html
    assert '<li data-finding="visas" data-result="not_stated">Visa</li>' in html


@pytest.mark.usefixtures("three")
def test_without_an_account_a_card_says_nothing_of_it(client: Client) -> None:
    html = client.get("/programs/").content.decode()
    assert (verdicts(client), "\ue003" in html, 'id="shortlist"' in html) == ([], False, False)
    assert 'data-facet="fit"' not in html
    assert "Best for me" not in html


@pytest.mark.usefixtures("three")
def test_a_stranger_is_asked_once_above_the_list_and_quietly_on_each_card(
    client: Client, ada_client: Client
) -> None:
    asked = 'Do you qualify? <a href="/start/">Answer five questions</a>'
    html = as_shown(client.get("/programs/"))
    assert (html.count(asked), html.count('<a class="fit__ask" href="/start/">')) == (1, 3)
    assert asked not in as_shown(ada_client.get("/programs/"))


@pytest.mark.usefixtures("three")
def test_the_filter_and_its_counts(ada_client: Client) -> None:
    assert slugs(ada_client, "/programs/?fit=open") == ["open"]
    assert sorted(slugs(ada_client, "/programs/?fit=open&fit=blocked")) == ["blocked", "open"]
    everything = {"open": 1, "unknown": 1, "blocked": 1}
    assert counts(ada_client, "/programs/", "fit") == everything
    assert counts(ada_client, "/programs/?fit=open", "fit") == everything
    assert counts(ada_client, "/programs/?type=elective", "fit") == {"open": 1, "unknown": 0, "blocked": 0}
    types = counts(ada_client, "/programs/?fit=open", "type")
    assert (types["elective"], types["observership"]) == (1, 0)
    assert counts(ada_client, "/programs/", "type")["observership"] == 2


@pytest.mark.usefixtures("three")
def test_the_order_by_fit(ada_client: Client) -> None:
    assert slugs(ada_client, "/programs/?sort=fit") == ["open", "unknown"]
    assert slugs(ada_client, "/programs/?sort=fit&hide=") == ["open", "unknown", "blocked"]
    assert (
        '<option value="fit" selected>Best for me</option>'
        in ada_client.get("/programs/?sort=fit").content.decode()
    )


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("query", ["fit=open", "sort=fit"])
def test_without_an_account_the_filter_asks_to_log_in(query: str, client: Client) -> None:
    html = client.get(f"/programs/?{query}").content.decode()
    assert (LOG_IN in html, len(slugs(client, f"/programs/?{query}"))) == (True, 3)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("query", ["", "fit=open", "fit=blocked&type=observership", "sort=fit"])
def test_nobody_sees_the_counts_of_another(
    query: str, ada_client: Client, obi_client: Client, client: Client
) -> None:
    def seen(who: Client) -> Any:
        address = f"/programs/?{query}"
        return [counts(who, address, "fit"), counts(who, address, "type"), verdicts(who, address)]

    before = [seen(client), seen(obi_client)]
    mine = seen(ada_client)
    assert [seen(client), seen(obi_client), seen(ada_client)] == [*before, mine]
    assert [before[0][0], before[0][2]] == [{}, []]
    assert set(before[1][2]) <= {"unknown"}
    assert before[1][0]["unknown"] > 0


@pytest.mark.usefixtures("three")
def test_an_answer_shows_on_the_next_page(ada: Applicant, ada_client: Client) -> None:
    assert counts(ada_client, "/programs/", "fit")["open"] == 1
    Answer.objects.create(applicant=ada, code="faculty_sponsor", is_yes=True)
    assert counts(ada_client, "/programs/", "fit") == {"open": 2, "unknown": 0, "blocked": 1}


@pytest.mark.usefixtures("three")
def test_the_exports_keep_to_the_filter(ada_client: Client) -> None:
    body = b"".join(ada_client.get("/programs/export.json?fit=open")).decode()
    assert re.findall(r'"slug": "(\w+)"', body) == ["open"]


def test_a_partner_school_by_its_host(ada: Applicant, ada_client: Client) -> None:
    partner = make_program(slug="partner", name="A", access=["partner_school"])
    make_program(slug="other", name="B", access=["partner_school"])
    ada.partner_hosts.add(partner.host)
    Answer.objects.create(applicant=ada, code="partner_list_complete", is_yes=True)
    assert verdicts(ada_client, "/programs/?sort=name") == ["open", "blocked"]
    assert slugs(ada_client, "/programs/?fit=open") == ["partner"]


def test_the_save_button_or_where_it_stands(ada: Applicant, ada_client: Client, obi_client: Client) -> None:
    program = make_program(slug="one")
    for address in (
        "/programs/",
        "/programs/one/",
        "/programs/compare/?program=one",
        program.host.get_absolute_url(),
    ):
        html = ada_client.get(address).content.decode()
        assert (address, html.count('id="save-one" form="shortlist" name="program" value="one"')) == (
            address,
            1,
        )
        assert (
            html.count(f'<form id="shortlist" method="post" action="{reverse("applicants:shortlist_add")}">')
            == 1
        )
    application = make_application(ada, program=program)
    take_off = f'formaction="{reverse("applicants:shortlist_remove")}"'
    assert ada_client.get("/programs/").content.decode().count(take_off) == 1
    application.status = "submitted"
    application.save()
    assert ada_client.get("/programs/").content.decode().count(take_off) == 0
    saved = f'data-application="{application.pk}" data-status="submitted"'
    for address in ("/programs/", "/programs/one/"):
        assert (saved in ada_client.get(address).content.decode()) is True
        assert (saved in obi_client.get(address).content.decode()) is False


def test_the_save_form_comes_back_to_the_page_as_it_was(ada_client: Client) -> None:
    make_program(name="Program b")
    # Without what a form sends along unfilled.
    html = ada_client.get("/programs/?state=&sort=name&weeks_min=&q=program%22%3Cb%3E").content.decode()
    back = re.findall(r'<form id="shortlist".*?name="next" value="([^"]*)"', html, re.DOTALL)
    assert back == ["/programs/?q=program%22%3Cb%3E&amp;sort=name"]


def test_the_panel_says_what_to_do(ada: Applicant, ada_client: Client) -> None:
    ada.stage = "graduate"
    ada.save()
    make_program(
        slug="one",
        audiences=["graduate"],
        requirements=[*STEP1, {"code": "cv", "level": "preferred"}],
        differences=[
            {"audience": "graduate", "fact": "patient_contact", "value": "Only watching"},
            {"audience": "clinical_student", "fact": "patient_contact", "value": "Hands-on work"},
        ],
    )
    html, words = ada_client.get("/programs/one/").content.decode(), text_of(ada_client, "/programs/one/")
    assert verdicts(ada_client, "/programs/one/") == ["unknown"]
    assert '<a href="/profile/#q-usmle_step1">Answer: Step 1</a>' in html
    assert "Graduate: patient contact: Only watching" in words
    assert "Curriculum vitae: preferred" in words
    assert (
        "Clinical student: patient contact: Hands-on work"
        not in words.split("Good to know")[1].split("Computed")[0]
    )


def test_compare_has_a_verdict_for_each_column(ada: Applicant, ada_client: Client) -> None:
    ada.stage = "graduate"
    ada.save()
    make_program(slug="one", audiences=["graduate"])
    make_program(slug="two", audiences=["clinical_student"])
    address = "/programs/compare/?program=one&program=two"
    assert verdicts(ada_client, address) == ["open", "blocked"]


def test_a_mark_in_a_name_is_no_strip(ada_client: Client, client: Client) -> None:
    make_program(slug="one", name="A\ue003B")
    assert (len(verdicts(ada_client)), "\ue003" in client.get("/programs/").content.decode()) == (1, False)


def query_count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("count", [1, 60])
def test_queries_do_not_grow(count: int, ada: Applicant, ada_client: Client) -> None:
    host = {"name": "First host", "kind": "university", "city": "Houston", "state": "TX"}
    slugs = ["first", "second", *(f"more-{number}" for number in range(count))][:count]
    import_records(*(make_record(slug=slug, host=host, requirements=STEP1) for slug in slugs))
    for number, program in enumerate(Program.objects.all()):
        make_application(ada, name=f"A {number}", program=program)
    addresses = [
        *("/programs/", "/programs/?fit=unknown&sort=fit", "/programs/first/"),
        *("/programs/compare/?program=first", "/hosts/first-host-houston/"),
    ]
    found = {address: query_count(ada_client, address) for address in addresses}
    # The account 2, the person 3, records, applications, catalog, cards; beside them what anybody costs.
    similar = 3 if count > 1 else 0
    assert found == {
        "/programs/": 9,
        "/programs/?fit=unknown&sort=fit": 10,  # the specialties that they wish for
        "/programs/first/": 10 + similar,
        "/programs/compare/?program=first": 10,
        "/hosts/first-host-houston/": 12,
    }


def test_saving_comes_back_and_shows_where_it_stands(ada_client: Client) -> None:
    make_program(slug="one")
    sent = {"program": "one", "next": "/programs/?sort=name"}
    response = ada_client.post(reverse("applicants:shortlist_add"), sent)
    assert (response.status_code, response["Location"]) == (302, "/programs/?sort=name")
    html = ada_client.get("/programs/?sort=name").content.decode()
    assert (html.count('data-status="shortlisted"'), html.count(">Remove<")) == (1, 1)
