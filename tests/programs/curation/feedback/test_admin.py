"""Curators read and answer what comes from outside."""

import datetime

import pytest
from django.test import Client

from programs.curation.feedback import proposals
from programs.curation.feedback.proposals import DecidedError
from programs.models import HostProposal, Program, Report
from tests.admin_forms import messages_on, save
from tests.factories import make_program
from tests.page_text import as_shown


@pytest.fixture
def program(db: None) -> Program:
    return make_program(slug="mercy", name="Observership", website="https://www.mercy.org/")


@pytest.fixture
def report(program: Program) -> Report:
    return Report.objects.create(kind="problem", program=program, topic="fact", text="The fee is $900")


@pytest.fixture
def proposal(program: Program) -> HostProposal:
    moment = datetime.datetime(2026, 11, 5, tzinfo=datetime.UTC)
    facts = {"intake": [None, "open"], "housing": [None, "provided"]}
    return HostProposal.objects.create(
        program=program, email="ann@mercy.org", state="waiting", facts=facts, submitted_at=moment
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Elective", "Observership"]),
        ("?state=open", ["Observership"]),
        ("?state=resolved", ["Elective"]),
    ],
)
def test_the_list_is_open_or_resolved(
    query: str, names: list[str], curator_client: Client, report: Report
) -> None:
    Report.objects.create(kind="suggestion", name="Elective", outcome="added")
    rows = curator_client.get(f"/admin/programs/report/{query}").context["cl"].result_list
    assert sorted(row.program.name if row.program else row.name for row in rows) == names


def test_a_report_leads_to_the_program_s_form(curator_client: Client, report: Report) -> None:
    page = curator_client.get(f"/admin/programs/report/{report.pk}/change/").text
    links = (f"/admin/programs/program/{report.program_id}/change/", "/programs/mercy/")
    assert [link for link in links if f'href="{link}"' not in page] == []
    assert "The fee is $900" in page


def test_a_suggestion_names_what_is_probably_in_the_catalog(curator_client: Client) -> None:
    draft = make_program(name="Summer elective", host={"name": "Mercy Hospital", "kind": "clinic"})
    Program.objects.filter(pk=draft.pk).update(publication="draft")
    known, new = (
        Report.objects.create(
            kind="suggestion", name=name, host_name="Mercy Hospitl", url="https://a.example/b"
        )
        for name in ("Sumer elective", "Night clinic")
    )
    page = as_shown(curator_client.get(f"/admin/programs/report/{known.pk}/change/"))
    assert "Probably already in the catalog:" in page
    assert f'<a href="/admin/programs/program/{draft.pk}/change/">' in page
    assert "Mercy Hospital (draft)" in page
    assert "Not in the catalog yet." in curator_client.get(f"/admin/programs/report/{new.pk}/change/").text


def test_an_answer_reaches_the_private_page(curator_client: Client, report: Report) -> None:
    save(curator_client, report, outcome="changed", answer="Corrected.")
    report.refresh_from_db()
    assert (report.outcome, report.answer, report.resolved_by is not None) == ("changed", "Corrected.", True)


def test_an_outcome_has_to_be_chosen(curator_client: Client, report: Report) -> None:
    assert "Choose what became of it." in save(curator_client, report, outcome="", answer="Hm").text


def test_an_applicant_reads_none_of_it(ada_client: Client, report: Report) -> None:
    assert ada_client.get(f"/admin/programs/report/{report.pk}/change/").status_code == 302


def test_a_proposal_stands_side_by_side_with_today(
    curator_client: Client, proposal: HostProposal, program: Program
) -> None:
    Program.objects.update(intake="paused")
    page = curator_client.get(f"/admin/programs/hostproposal/{proposal.pk}/change/").text
    assert "Not taking applications for now" in page or "Paused" in page
    assert "(it was Not stated when they wrote)" in page


def test_the_ticked_facts_are_taken_over(
    curator_client: Client, proposal: HostProposal, program: Program
) -> None:
    save(curator_client, proposal, decision="accept", accepted=["housing"], answer="Thank you")
    program.refresh_from_db()
    proposal.refresh_from_db()
    assert (program.record["housing"], program.record["intake"]) == ("provided", None)
    assert (proposal.state, proposal.answer, proposal.email) == ("accepted", "Thank you", "mercy.org")


def test_a_refusal(curator_client: Client, proposal: HostProposal, program: Program) -> None:
    save(curator_client, proposal, decision="refuse", accepted=["housing"], answer="No page says so")
    proposal.refresh_from_db()
    assert (proposal.state, program.changes.count()) == ("refused", 1)
    again = save(curator_client, proposal, decision="accept", accepted=["housing"])
    assert "This is not waiting for a decision." in again.text


def test_what_does_not_fit_is_said_on_the_form(curator_client: Client, proposal: HostProposal) -> None:
    HostProposal.objects.update(facts={"weeks_min": [None, 8], "weeks_max": [None, 2]})
    answer = save(curator_client, proposal, decision="accept", accepted=["weeks_min", "weeks_max"])
    assert "These facts do not fit together with the others." in answer.text
    assert HostProposal.objects.get().state == "waiting"


def test_somebody_else_was_faster(
    curator_client: Client, proposal: HostProposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_args: object) -> None:
        raise DecidedError

    monkeypatch.setattr(proposals, "refuse_proposal", too_late)
    save(curator_client, proposal, decision="refuse")
    page = curator_client.get("/admin/programs/hostproposal/")
    assert "Somebody else has decided this in the meantime." in messages_on(page)
