"""The visa explainer and the advice by stage: public, sourced, never a bare yes."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant, EntryRule, StageAdvice

pytestmark = pytest.mark.django_db
SOURCE = {
    "grade": "institution",
    "source_title": "A <host>",
    "source_url": "https://example.org/rule",
    "as_of": "2026-11",
}
CASE = "/visas/?activity=observing&stage=graduate&nationality=other"


def rule(status: str, **facts: Any) -> EntryRule:
    return EntryRule.objects.create(status=status, says=f"Says {status}", **SOURCE | facts)


def advice(title: str, *stages: str, years: int | None = None) -> StageAdvice:
    return StageAdvice.objects.create(
        title=title, stages=stages, says="Do it", min_years_since_graduation=years, **SOURCE
    )


def named(client: Client, address: str, what: str) -> list[str]:
    return re.findall(rf'data-{what}="([^"]+)"', client.get(address).content.decode())


def test_a_case_gets_the_rules_that_speak_of_it(client: Client) -> None:
    rule("Everybody")
    rule("Observing", activities=["observing", "research"], stages=["graduate"], nationalities=["other"])
    rule("Research", activities=["research"])
    rule("Students", stages=["clinical_student"])
    rule("ESTA", nationalities=["visa_waiver"])
    assert named(client, CASE, "rule") == ["Observing", "Everybody"]


def test_a_rule_shows_who_says_so_and_when(client: Client) -> None:
    rule("B-1", ask="Ask for a letter")
    html = client.get(CASE).content.decode()
    assert '<a href="https://example.org/rule" rel="noopener nofollow">A &lt;host&gt;</a>' in html
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Institution, or press quoting the official source, as of November 2026." in words
    assert "What to do: Ask for a letter" in words
    assert "Not legal advice." in words


def test_a_case_without_a_rule_says_whom_to_ask(client: Client) -> None:
    assert "We have no rule with a source for this case." in client.get(CASE).content.decode()


def test_an_american_needs_no_visa_and_still_has_state_law(client: Client) -> None:
    rule("Visa", nationalities=["other"])
    rule("State law")
    address = "/visas/?activity=hands_on&stage=graduate&nationality=us"
    assert named(client, address, "rule") == ["State law"]
    assert "US citizens and permanent residents need no visa" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "activity=observing",
        "activity=party&stage=graduate&nationality=other",
        "stage=%00&nationality=%FF",
        "x=1",
    ],
)
def test_an_incomplete_or_unknown_case_shows_no_rule_and_says_what_is_wrong(
    query: str, client: Client
) -> None:
    rule("Everybody")
    response = client.get(f"/visas/?{query}")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Says Everybody" not in html
    assert ("errorlist" in html) is bool(query)


def test_the_choice_stays_chosen(client: Client) -> None:
    html = client.get(CASE).content.decode()
    assert re.findall(r'<option value="(\w+)" selected>', html) == ["observing", "graduate", "other"]


@pytest.mark.parametrize(
    ("stage", "titles"),
    [
        ("clinical_student", ["Students"]),
        ("graduate", ["Graduates"]),
        ("older_graduate", ["Graduates", "Older"]),
        ("practicing_physician", ["Older"]),
        ("preclinical_student", []),
    ],
)
def test_advice_by_stage(stage: str, titles: list[str], client: Client) -> None:
    advice("Students", "clinical_student")
    advice("Graduates", "graduate")
    advice("Older", "graduate", "practicing_physician", years=3)
    assert named(client, f"/advice/?stage={stage}", "advice") == titles


def test_advice_without_or_with_an_unknown_stage(client: Client) -> None:
    advice("Graduates", "graduate")
    plain, unknown = (
        client.get("/advice/").content.decode(),
        client.get("/advice/?stage=king").content.decode(),
    )
    assert ["Graduates" in plain, "errorlist" in plain] == [False, False]
    assert ['data-advice="Graduates"' in unknown, "errorlist" in unknown] == [False, True]


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize(("address", "queries"), [(CASE, 1), ("/advice/?stage=graduate", 2)])
def test_queries_do_not_grow_with_the_rows(address: str, queries: int, count: int, client: Client) -> None:
    for number in range(count):
        rule(f"Rule {number}")
        advice(f"Advice {number}", "graduate")
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    assert len(found) == queries


# What is known already is not asked again


@pytest.mark.parametrize(("graduated", "shown"), [("2025-06-01", ["Early"]), ("2015-06-01", ["Late"])])
def test_the_advice_is_there_for_a_stage_that_was_said(
    graduated: str, shown: list[str], ada: Applicant, ada_client: Client
) -> None:
    advice("Early", "graduate")
    advice("Late", "graduate", years=3)
    advice("Students", "clinical_student")
    Applicant.objects.filter(pk=ada.pk).update(stage="graduate", graduated_on=graduated)
    assert set(shown) <= set(named(ada_client, "/advice/", "advice"))
    assert "Students" not in named(ada_client, "/advice/", "advice")
    assert named(ada_client, "/advice/?stage=clinical_student", "advice") == ["Students"]


def test_the_visa_guide_fills_in_what_was_said_without_an_account_too(client: Client) -> None:
    client.post("/start/", {"stage": "graduate", "citizenship": "US"})
    page = client.get("/visas/").text
    assert '<option value="graduate" selected>' in page
    assert '<option value="us" selected>' in page
    assert named(client, "/visas/", "rule") == []
