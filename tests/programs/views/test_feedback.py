"""Reporting a problem, suggesting a program, and a host's own correction, as browsers see them."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape

from applicants.models import User
from programs.choices import ChangeAction
from programs.feedback.links import PROPOSALS, REPORTS
from programs.feedback.rates import TOO_MANY
from programs.models import HostProposal, Program, Report
from programs.views.feedback import ENOUGH_LINKS
from tests.factories import make_program
from tests.page_text import as_shown
from tests.programs.feedback.forms import typed
from tests.programs.feedback.payloads import PAYLOADS

PROBLEM = {"topic": "fact", "text": "The fee is $900 now."}
SUGGESTION = {"name": "Elective", "url": "https://mercy.org/elective"}
PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}
# What a browser sends from an untouched form of a host's facts.
UNKNOWN = dict.fromkeys(("is_free", "has_certificate", "has_evaluation", "has_visa_support"), "unknown")


@pytest.fixture
def program(db: None) -> Program:
    return make_program(slug="mercy", name="Observership", website="https://www.mercy.org/visitors")


@pytest.fixture(autouse=True)
def no_counts(db: None) -> None:
    cache.clear()


def waiting(program: Program) -> HostProposal:
    return HostProposal.objects.create(program=program, email="office@mercy.org")


def address_of(proposal: HostProposal) -> str:
    return f"/programs/host/{PROPOSALS.sign(str(proposal.pk))}/"


# Reports and suggestions


def test_a_program_and_an_empty_list_lead_to_the_forms(client: Client, program: Program) -> None:
    page = client.get("/programs/mercy/").text
    links = ("/programs/mercy/report/", "/programs/suggest/", "/programs/mercy/claim/")
    assert [link for link in links if f'href="{link}"' not in page] == []
    assert 'href="/programs/suggest/"' in client.get("/programs/?q=zzqxvv").text


def test_a_report_leads_to_a_private_page(client: Client, program: Program) -> None:
    answer = client.post("/programs/mercy/report/", typed(**PROBLEM, email="ann@example.org"))
    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/programs/reports/{REPORTS.sign(str(report.pk))}/")
    assert (report.kind, report.program, report.topic, report.text, report.outcome, report.email) == (
        *("problem", program, "fact", "The fee is $900 now.", "", "ann@example.org"),
    )
    page = client.get(answer.url)
    assert {name: page.headers[name] for name in PRIVATE} == PRIVATE
    assert [
        words for words in ("Not looked into yet", "The fee is $900 now.") if words not in page.text
    ] == []
    assert "ann@example.org" not in page.text


def test_a_suggestion_leads_to_a_private_page(client: Client) -> None:
    answer = client.post("/programs/suggest/", typed(**SUGGESTION, host_name="Mercy", text="Since May"))
    report = Report.objects.get()
    assert (report.kind, report.program, report.name, report.host_name) == (
        *("suggestion", None, "Elective", "Mercy"),
    )
    assert "https://mercy.org/elective" in client.get(answer.url).text


def test_a_suggestion_is_compared_with_the_catalog(client: Client) -> None:
    host = {"name": "Mercy Hospital", "kind": "clinic"}
    for name, publication in (("Summer elective", "published"), ("Summer electives", "draft")):
        program = make_program(name=name, host=host)
        Program.objects.filter(pk=program.pk).update(publication=publication)
    asked = {"name": "Sumer elective", "url": "https://mercy.org/a", "host_name": "Mercy Hospitl"}
    page = as_shown(client.post("/programs/suggest/", typed(**asked), follow=True))
    assert "Is it one of these?" in page
    assert ">Summer elective</a>, Mercy Hospital" in page
    assert "Summer electives" not in page
    Report.objects.update(outcome="known", resolved_at="2026-01-01T00:00:00Z")
    address = f"/programs/reports/{REPORTS.sign(str(Report.objects.get().pk))}/"
    assert "Is it one of these?" not in client.get(address).text


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({"topic": "", "text": ""}, ["What is wrong", "What is wrong, and what is right?"]),
        (PROBLEM | {"url": "javascript:alert(1)"}, ["Page that shows it"]),
        (PROBLEM | {"email": "nobody"}, ["Your email"]),
        (PROBLEM | {"text": "x" * 2001}, ["What is wrong, and what is right?"]),
        (PROBLEM | {"topic": "nonsense"}, ["What is wrong"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    values: dict[str, str], labels: list[str], client: Client, program: Program
) -> None:
    page = client.post("/programs/mercy/report/", typed(**values))
    assert (page.status_code, Report.objects.count()) == (422, 0)
    assert re.findall(r'<li><a href="#[^"]+">([^<]+)</a>: ', as_shown(page)) == [
        escape(label) for label in labels
    ]
    assert [text for name, text in values.items() if name != "topic" and escape(text) not in page.text] == []
    assert len(re.findall(r'aria-invalid="true"', page.text)) >= 1


@pytest.mark.parametrize(("seconds", "bait"), [(1, ""), (10, "buy")])
def test_a_machine_is_turned_away(seconds: int, bait: str, client: Client, program: Program) -> None:
    page = client.post("/programs/mercy/report/", typed(seconds=seconds, **PROBLEM) | {"fax_number": bait})
    assert (page.status_code, Report.objects.count()) == (422, 0)
    assert "The fee is $900 now." in page.text


def test_too_many_from_one_network(client: Client, program: Program) -> None:
    answers = [client.post("/programs/mercy/report/", typed(**PROBLEM)) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert Report.objects.count() == 10
    assert TOO_MANY in answers[-1].text
    assert "The fee is $900 now." in answers[-1].text
    other = client.post("/programs/mercy/report/", typed(**PROBLEM), REMOTE_ADDR="203.0.113.7")
    assert other.status_code == 302


def test_too_many_from_one_account(ada_client: Client, program: Program) -> None:
    places = [f"203.0.113.{number}" for number in range(11)]
    answers = [
        ada_client.post("/programs/mercy/report/", typed(**PROBLEM), REMOTE_ADDR=place) for place in places
    ]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]


@pytest.mark.parametrize("token", ["1", "1:forged", "nonsense", PROPOSALS.sign("1")])
def test_another_link_shows_nothing(token: str, client: Client, program: Program) -> None:
    Report.objects.create(pk=1, kind="problem", program=program, text="Secret")
    assert client.get(f"/programs/reports/{token}/").status_code == 404


def test_a_draft_takes_no_report(client: Client, program: Program) -> None:
    Program.objects.update(publication="draft")
    pages = [client.get(f"/programs/mercy/{page}/").status_code for page in ("report", "claim")]
    assert pages == [404, 404]


# A host's own word


def test_a_link_is_mailed_to_the_host(client: Client, program: Program, mailoutbox: list[Any]) -> None:
    page = client.post("/programs/mercy/claim/", typed(email="office@mercy.org"))
    proposal, [mail] = HostProposal.objects.get(), mailoutbox
    assert ("The link is on its way" in page.text, proposal.state, mail.to) == (
        *(True, "link_sent", ["office@mercy.org"]),
    )
    assert address_of(proposal) in mail.body
    assert client.get(address_of(proposal)).headers["Cache-Control"] == "private, no-store"


def test_no_link_goes_elsewhere(client: Client, program: Program, mailoutbox: list[Any]) -> None:
    page = client.post("/programs/mercy/claim/", typed(email="office@evil.example"))
    assert (page.status_code, mailoutbox) == (422, [])
    assert "This address is not at mercy.org." in page.text


def test_an_address_gets_few_links(client: Client, program: Program, mailoutbox: list[Any]) -> None:
    answers = [client.post("/programs/mercy/claim/", typed(email="office@mercy.org")) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert len(mailoutbox) == 3
    assert escape(ENOUGH_LINKS) in answers[-1].text


def test_a_host_that_nothing_is_known_of(client: Client, program: Program) -> None:
    Program.objects.update(website="")
    assert "so we cannot tell who works there" in client.get("/programs/mercy/claim/").text


def test_a_link_works_once(client: Client, program: Program) -> None:
    proposal, facts = waiting(program), {"intake": "open", "weeks_min": "2", "website": program.website}
    facts["has_certificate"] = "true"
    address = address_of(proposal)
    answer = client.post(address, typed(**UNKNOWN | facts, note="Fee: $900"))
    assert (answer.status_code, answer.url) == (302, address)
    again = client.post(address, typed(**UNKNOWN, intake="closed"))
    assert "A curator reviews what you sent" in again.text
    assert "<form" not in again.text.split("<main")[1].split("</main>")[0]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.note, proposal.submitted_at is not None) == (
        "waiting",
        "Fee: $900",
        True,
    )
    assert proposal.facts == {"weeks_min": [None, 2], "intake": [None, "open"], "certificate": [None, True]}
    program.refresh_from_db()
    assert (program.intake, program.changes.count()) == ("", 1)


def test_an_unused_link_ends(client: Client, program: Program) -> None:
    proposal = waiting(program)
    HostProposal.objects.update(created_at="2026-01-01T00:00:00Z")
    assert client.get(address_of(proposal)).status_code == 404
    HostProposal.objects.update(
        submitted_at="2026-01-02T00:00:00Z", state="refused", answer="No page says so"
    )
    assert "No page says so" in client.get(address_of(proposal)).text


# Hostile texts


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_text(
    payload: str, client: Client, curator_client: Client, curator: User, program: Program
) -> None:
    report = Report.objects.create(
        kind="problem", program=program, topic="fact", text=payload, name=payload, host_name=payload
    )
    suggestion = Report.objects.create(kind="suggestion", name=payload, host_name=payload, answer=payload)
    Report.objects.filter(pk=suggestion.pk).update(outcome="kept", resolved_at="2026-01-01T00:00:00Z")
    proposal = waiting(program)
    facts = {"schedule_note": [None, payload], "supervisor": [payload, None]}
    HostProposal.objects.update(
        facts=facts, note=payload, submitted_at="2026-01-02T00:00:00Z", answer=payload
    )
    program.changes.update(reason=payload, action=ChangeAction.EDITED, facts={"summary": [None, payload]})
    public = [
        f"/programs/reports/{REPORTS.sign(str(report.pk))}/",
        f"/programs/reports/{REPORTS.sign(str(suggestion.pk))}/",
        address_of(proposal),
    ]
    admin = [
        f"/admin/programs/report/{report.pk}/change/",
        f"/admin/programs/report/{suggestion.pk}/change/",
        f"/admin/programs/hostproposal/{proposal.pk}/change/",
        f"/admin/programs/program/{program.pk}/history/",
        f"/admin/programs/program/{program.pk}/restore/{program.changes.get().pk}/",
    ]
    pages = [client.get(path).text for path in public] + [curator_client.get(path).text for path in admin]
    lists = curator_client.get("/admin/programs/report/").text
    assert [payload in page for page in [*pages, lists]] == [False] * 9
    assert [escape(payload) in page for page in [*pages[:-1], lists]] == [True] * 8


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_comes_back_as_text(payload: str, client: Client, program: Program) -> None:
    pages = [
        client.post("/programs/mercy/report/", typed(text=payload, url=payload, email=payload)),
        client.post("/programs/suggest/", typed(name=payload, host_name=payload, text=payload, url=payload)),
        client.post("/programs/mercy/claim/", typed(email=payload)),
        client.post(address_of(waiting(program)), typed(website=payload, note=payload, phone=payload)),
    ]
    assert [page.status_code for page in pages] == [422] * 4
    assert [(payload in page.text, escape(payload) in page.text) for page in pages] == [(False, True)] * 4
