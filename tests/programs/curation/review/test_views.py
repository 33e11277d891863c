"""The review queue as a curator meets it."""

import datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applicants.models import Applicant, User
from programs.models import Change, FactCheck, Program, ReviewItem, SourcePage
from tests.factories import make_advisor, make_application, make_program

QUEUE = "/admin/review/"
TUITION = {"kind": "tuition", "amount_min": 500, "amount_max": 500, "basis": "week"}
APPLICATION = {"kind": "application", "amount_min": 50, "amount_max": 50, "basis": "once"}


@pytest.fixture
def program(db: None) -> Program:
    return make_program(slug="heart", letter="on_merit", fees=[TUITION, APPLICATION])


@pytest.fixture
def other_client(db: None) -> Client:
    client = Client()
    client.force_login(make_advisor("otto@example.org"))
    return client


def screen_of(program: Program) -> str:
    return f"{QUEUE}{program.pk}/"


def opened(client: Client, program: Program, number: int = 1) -> str:
    return client.get(f"{screen_of(program)}source/{number}/").url


def answer(client: Client, program: Program, words: str, reason: str = "") -> Any:
    return client.post(screen_of(program), {"answer": words, "reason": reason})


def facts_on(client: Client, program: Program) -> dict[str, str]:
    lines = client.get(screen_of(program)).context_data["page"].lines
    return {line.path: line.answer for line in lines}


# The queue


def test_people_then_flags_then_age_make_the_order(curator_client: Client, ada: Applicant) -> None:
    dated = [{"url": "https://example.org/a", "kind": "primary", "page_date": "2026-05"}]
    undated = [{"url": "https://example.org/b", "kind": "primary"}]
    make_program(slug="dated", sources=dated)
    make_program(slug="undated", sources=undated)
    make_program(slug="flagged", letter="not_offered", sources=dated)
    make_application(ada, program=make_program(slug="saved", sources=dated))
    page = curator_client.get(QUEUE).context_data["queue"]
    assert [item.program.slug for item, _ in page.first] == ["saved", "flagged", "undated", "dated"]
    assert (page.due, page.undated) == (4, 1)
    assert [why for _, why in page.first] == [
        ["1 applicant", "oldest fact of May 2026"],
        ["1 red flag", "oldest fact of May 2026"],
        ["no date"],
        ["oldest fact of May 2026"],
    ]


def test_the_queue_begins_with_its_first_program(curator_client: Client, program: Program) -> None:
    assert "Check the next program" in curator_client.get(QUEUE).text
    assert ReviewItem.objects.get().claimed_by is None
    page = curator_client.post(f"{QUEUE}next/", follow=True)
    assert page.context_data["page"].program == program
    assert ReviewItem.objects.get().claimed_by.email == "cora@example.org"
    answer(curator_client, program, "skipped")
    assert "Every program is checked" in curator_client.get(QUEUE).text


def test_the_next_program_is_nobody_elses(
    curator_client: Client, other_client: Client, program: Program
) -> None:
    second = make_program(slug="second")
    got = [client.post(f"{QUEUE}next/").url for client in (curator_client, other_client)]
    assert got == [screen_of(program), screen_of(second)]
    taken = other_client.get(screen_of(program))
    assert (taken.status_code, "Somebody else is checking" in taken.text) == (409, True)
    assert answer(other_client, program, "all", "read").status_code == HTTPStatus.CONFLICT
    ReviewItem.objects.update(claimed_until=timezone.now())
    assert other_client.get(screen_of(program)).status_code == HTTPStatus.OK


def test_applicants_have_no_queue(ada_client: Client, client: Client, program: Program) -> None:
    answers = [each.get(screen_of(program)).status_code for each in (client, ada_client)]
    assert answers == [HTTPStatus.FOUND, HTTPStatus.FOUND]


# Answers


def test_two_presses_confirm_a_program_and_lead_to_the_next(
    curator_client: Client, curator: User, program: Program
) -> None:
    second = make_program(slug="second")
    assert opened(curator_client, program) == program.record["sources"][0]["url"]
    assert answer(curator_client, program, "all").url == screen_of(second)
    program.refresh_from_db()
    today = timezone.localdate()
    assert (program.checked_on, program.checked_by, program.fresh_on) == (today, curator, today)
    check = FactCheck.objects.get()
    assert (check.by, check.fact, check.answer, check.source_url, check.reason) == (
        curator,
        "",
        "true",
        program.record["sources"][0]["url"],
        "",
    )
    assert ReviewItem.objects.get(program=program).due_on == today + datetime.timedelta(days=180)


def test_the_next_programs_source_is_opened_ahead(
    curator_client: Client, curator: User, program: Program
) -> None:
    second = make_program(slug="lung", letter="on_merit")
    opened(curator_client, program)
    ahead = curator_client.get(f"{screen_of(program)}ahead/", follow=False)
    assert ahead.url == f"{screen_of(second)}source/1/"
    assert curator_client.get(ahead.url).url == second.record["sources"][0]["url"]
    assert answer(curator_client, program, "all").url == screen_of(second)
    assert answer(curator_client, second, "all").url == QUEUE
    assert set(ReviewItem.objects.values_list("claimed_by", flat=True)) == {None}


def test_nothing_comes_after_the_last_program(curator_client: Client, program: Program) -> None:
    assert curator_client.get(f"{screen_of(program)}ahead/").url == QUEUE


def test_nothing_is_confirmed_unread_without_a_reason(curator_client: Client, program: Program) -> None:
    for words in ("all", "true letter", "gone letter"):
        refused = answer(curator_client, program, words)
        assert (refused.status_code, "Open the source first" in refused.text) == (422, True)
    assert FactCheck.objects.count() == 0
    assert answer(curator_client, program, "all", "Their office called back.").status_code == HTTPStatus.FOUND
    assert FactCheck.objects.get().reason == "Their office called back."


def test_a_fact_gets_its_own_day_and_the_last_one_dates_the_program(
    curator_client: Client, program: Program
) -> None:
    opened(curator_client, program)
    today = timezone.localdate()
    paths = list(facts_on(curator_client, program))
    assert paths == ["fees.0", "fees.1", "type", "letter"]
    assert answer(curator_client, program, "true letter").url == screen_of(program)
    program.refresh_from_db()
    assert (program.fact_checks, program.checked_on) == ({"letter": today.isoformat()}, None)
    assert facts_on(curator_client, program)["letter"] == "Still true"
    assert f"checked {today:%b %Y}" in curator_client.get(program.get_absolute_url()).text
    for path in ("fees.0", "fees.1"):
        answer(curator_client, program, f"true {path}")
    program.refresh_from_db()
    assert (program.fresh_on, program.checked_on) == (today, None)
    assert answer(curator_client, program, "true type").url == QUEUE
    program.refresh_from_db()
    assert program.checked_on == today


def test_who_could_not_tell_dates_nothing(curator_client: Client, program: Program) -> None:
    opened(curator_client, program)
    for path in ("fees.0", "fees.1", "type"):
        answer(curator_client, program, f"true {path}")
    answer(curator_client, program, "unclear letter")
    program.refresh_from_db()
    assert (program.checked_on, FactCheck.objects.filter(answer="unclear").count()) == (None, 1)
    assert ReviewItem.objects.get().due_on == timezone.localdate() + datetime.timedelta(days=30)


def test_a_changed_fact_is_mended_in_place(curator_client: Client, curator: User, program: Program) -> None:
    opened(curator_client, program)
    address = answer(curator_client, program, "changed fees.1").url
    assert address == f"{screen_of(program)}fact/fees.1/"
    form = curator_client.get(address).context_data["page"].lines[1].form
    values = {f"fact-{name}": value for name, value in form.initial.items() if value is not None}
    unchanged = curator_client.post(address, values)
    assert (unchanged.status_code, "Nothing was changed" in unchanged.text) == (422, True)
    wrong = curator_client.post(address, values | {"fact-amount_min": "some"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    saved = curator_client.post(address, values | {"fact-amount_min": 75, "fact-amount_max": 75})
    assert saved.url == screen_of(program)
    program.refresh_from_db()
    assert [fee["amount_min"] for fee in program.record["fees"]] == [500, 75]
    assert program.fact_checks == {"fees.1": timezone.localdate().isoformat()}
    change = Change.objects.first()
    assert (change.action, change.by, list(change.facts)) == ("edited", curator, ["fees"])
    assert FactCheck.objects.get().change == change


def test_a_column_is_mended_in_place(curator_client: Client, program: Program) -> None:
    address = f"{screen_of(program)}fact/letter/"
    refused = curator_client.post(address, {"fact-letter": "offered"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    curator_client.post(address, {"fact-letter": "offered", "reason": "They wrote to us."})
    program.refresh_from_db()
    assert (program.record["letter"], program.name) == ("offered", program.record["name"])


def test_a_fact_that_is_gone_is_not_stated_any_more(curator_client: Client, program: Program) -> None:
    opened(curator_client, program)
    answer(curator_client, program, "true fees.1")
    answer(curator_client, program, "gone fees.0")
    answer(curator_client, program, "gone letter")
    program.refresh_from_db()
    assert (program.record["letter"], [fee["kind"] for fee in program.record["fees"]]) == (
        None,
        ["application"],
    )
    assert program.fact_checks == {"fees.0": timezone.localdate().isoformat()}
    needed = answer(curator_client, program, "gone type")
    assert (needed.status_code, "has to have a type" in needed.text) == (422, True)


def test_what_is_no_fact_of_the_program_is_refused(curator_client: Client, program: Program) -> None:
    for words in ("true housing", "true fees.7", "maybe letter", "true", ""):
        assert answer(curator_client, program, words, "read").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert curator_client.get(f"{screen_of(program)}fact/housing/").status_code == HTTPStatus.NOT_FOUND
    assert curator_client.get(f"{screen_of(program)}source/2/").status_code == HTTPStatus.NOT_FOUND


# Undo


@pytest.mark.parametrize(
    "words", ["all", "true letter", "gone letter", "gone fees.0", "skipped", "unclear letter"]
)
def test_the_last_answer_is_taken_back(words: str, curator_client: Client, program: Program) -> None:
    opened(curator_client, program)
    curator_client.get(screen_of(program))
    before = Program.objects.values().get(), ReviewItem.objects.values("due_on", "links").get()
    answer(curator_client, program, words)
    assert curator_client.post(f"{QUEUE}undo/").url == screen_of(program)
    after = Program.objects.values().get(), ReviewItem.objects.values("due_on", "links").get()
    moving = {"changed_in": None, "curated_at": None}
    assert (after[0] | moving, after[1]) == (before[0] | moving, before[1])
    assert curator_client.post(f"{QUEUE}undo/").url == QUEUE


def test_what_somebody_else_changed_since_stays(curator_client: Client, program: Program) -> None:
    opened(curator_client, program)
    answer(curator_client, program, "gone letter")
    address = f"/admin/programs/program/{program.pk}/history/"
    curator_client.post(f"{screen_of(program)}fact/type/", {"fact-type": "elective"})
    FactCheck.objects.filter(fact="type").delete()
    Program.objects.filter(pk=program.pk).update(record=program.record | {"letter": "offered"})
    assert curator_client.post(f"{QUEUE}undo/").url == address


def test_a_skipped_program_comes_back_tomorrow(curator_client: Client, program: Program) -> None:
    assert answer(curator_client, program, "skipped").url == QUEUE
    assert ReviewItem.objects.get().due_on == timezone.localdate() + datetime.timedelta(days=1)


# Passages


def test_a_fact_stands_beside_its_passage(curator_client: Client, program: Program) -> None:
    text = "Welcome to Houston.\nThe application fee is $50 and is never paid back. Letters are earned."
    SourcePage.objects.create(url=program.record["sources"][0]["url"], text=text, outcome="ok")
    lines = {line.path: line for line in curator_client.get(screen_of(program)).context_data["page"].lines}
    found = "".join(piece for piece, _ in lines["fees.1"].passage.pieces)
    assert found == "The application fee is $50 and is never paid back."
    marked = [piece for piece, is_found in lines["fees.1"].passage.pieces if is_found]
    assert marked == ["application", "fee", "50"]
    assert lines["type"].passage is None
    assert "No passage found" in curator_client.get(screen_of(program)).text
