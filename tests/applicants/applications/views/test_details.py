"""An application's page, and what an applicant writes on it."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.applications.creation import shortlist
from applicants.applications.workflow import ApplicationStatus, is_over
from applicants.models import Applicant, Application, ApplicationMove, ChecklistLine
from programs.choices import ChangeAction, Publication
from programs.curation.publishing.changes import apply_change
from programs.models import FormerSlug, Program
from tests.factories import make_application, make_program
from tests.page_forms import forms_of, said, send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
DETAIL_QUERIES = 16


@pytest.fixture(autouse=True)
def tenth_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@pytest.fixture
def application(ada: Applicant) -> Application:
    application = make_application(ada, host_name="Mercy Hospital", city="Houston", state="TX")
    application.moves.create(to_status="shortlisted", happened_on=day(1))
    return application


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


# The page


@pytest.mark.parametrize("status", ApplicationStatus)
def test_the_page_says_where_the_application_stands(
    application: Application, ada_client: Client, status: str
) -> None:
    Application.objects.filter(pk=application.pk).update(status=status)
    body = as_shown(ada_client.get(application.get_absolute_url()))
    assert f'data-application="{application.pk}" data-status="{status}"' in body
    assert "Mercy Hospital · Houston, TX" in body


@pytest.mark.parametrize("status", ApplicationStatus)
def test_what_is_next_is_said_until_the_end(
    application: Application, ada_client: Client, status: ApplicationStatus
) -> None:
    Application.objects.filter(pk=application.pk).update(status=status, next_action="Call")
    body = as_shown(ada_client.get(application.get_absolute_url()))
    assert ("<strong>Next:</strong> Call" in body) is not is_over(status)


def test_the_first_day_of_a_stay_is_not_later_than_its_begin(
    application: Application, ada_client: Client
) -> None:
    Application.objects.filter(pk=application.pk).update(status="accepted")
    application.refresh_from_db()
    application.move_to("rotating", on=day(5))
    page = application.get_absolute_url()
    answer = send(ada_client, page, "/save/", starts_on="2026-03-06")
    assert (answer.status_code, stored(application).starts_on) == (422, None)
    words = "You marked “Rotating” on March 5, 2026. Correct or undo that in the history,"
    assert words in as_shown(answer)
    assert send(ada_client, page, "/save/", starts_on="2026-03-05").status_code == 302
    assert stored(application).starts_on == day(5)


def test_the_page_offers_exactly_the_next_moves(application: Application, ada_client: Client) -> None:
    body = as_shown(ada_client.get(application.get_absolute_url()))
    offered = [status for status in ApplicationStatus if f'data-move="{status}"' in body]
    assert offered == ["preparing", "submitted", "withdrawn"]
    assert 'value="2026-03-10"' in body


def test_nobody_else_sees_it_and_a_missing_one_looks_the_same(
    application: Application, obi_client: Client, curator_client: Client, client: Client
) -> None:
    missing = "/applications/00000000-0000-4000-8000-000000000000/"
    for other in (obi_client, curator_client):
        theirs, none = other.get(application.get_absolute_url()), other.get(missing)
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert "Mercy" not in as_shown(theirs)
        assert len(theirs.content) == len(none.content)
    assert client.get(application.get_absolute_url())["Location"].startswith("/accounts/login/")


def many_parts(application: Application, count: int) -> None:
    """Give an application many moves, documents, payments and dates, and its owner many others."""
    for number in range(count):
        ApplicationMove.objects.create(application=application, to_status="preparing", happened_on=day(2))
        ChecklistLine.objects.create(application=application, label=f"Document {number}", any_of="One")
        application.payments.create(what="Fee", amount_usd=number, due_on=day(3))
        application.alternatives.create(starts_on=day(1), ends_on=day(2))
        make_application(application.applicant, status="accepted", starts_on=day(1), ends_on=day(20))


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_takes_as_many_queries_whatever_hangs_on_it(
    ada: Applicant, ada_client: Client, count: int
) -> None:
    application, _ = shortlist(ada, make_program(requirements=[{"code": "cv", "level": "required"}]))
    Application.objects.filter(pk=application.pk).update(status="accepted", starts_on=day(5), ends_on=day(6))
    many_parts(application, count)
    ada_client.get(application.get_absolute_url())  # which reads the catalog into memory
    with CaptureQueriesContext(connection) as queries:
        answer = ada_client.get(application.get_absolute_url())
    assert as_shown(answer).count("data-overlap") == count
    assert len(queries) == DETAIL_QUERIES


# What is written on it


def test_dates_and_next_action_are_saved(application: Application, ada_client: Client) -> None:
    answer = send(
        ada_client,
        application.get_absolute_url(),
        "/save/",
        next_action="Ask Dr. Ruiz for a letter",
        next_action_on="2026-03-12",
        starts_on="2026-06-01",
        ends_on="2026-06-28",
        deadline_on="2026-04-01",
        no_reply_days="30",
    )
    assert (answer.status_code, answer["Location"]) == (302, application.get_absolute_url())
    row = stored(application)
    assert (row.next_action, row.next_action_on) == ("Ask Dr. Ruiz for a letter", day(12))
    assert (row.starts_on, row.ends_on) == (datetime.date(2026, 6, 1), datetime.date(2026, 6, 28))
    assert (row.no_reply_days, row.version) == (30, 2)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"starts_on": "2026-06-02", "ends_on": "2026-06-01"}, "The end cannot be before the start."),
        ({"starts_on": "02/03/2026"}, "Write the day as year, month and day: 2026-03-02."),
        ({"starts_on": "June"}, "Write the day as year, month and day"),
        ({"deadline_on": "0001-01-01"}, "Write a day from 2000 to 2100."),
        ({"no_reply_days": "0"}, "greater than or equal to 1"),
        ({"next_action": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_bad_plan_is_refused_with_the_reason_and_what_was_typed(
    application: Application, ada_client: Client, typed: dict[str, str], fault: str
) -> None:
    answer = send(ada_client, application.get_absolute_url(), "/save/", **typed)
    body = as_shown(answer)
    assert (answer.status_code, stored(application).version) == (422, 1)
    assert fault in body
    assert all(value in body for value in typed.values())


def test_rating_rank_and_notes_are_saved(application: Application, ada_client: Client) -> None:
    typed = {"rating": "4", "rank": "2", "note": "Kind\r\ncoordinator"}
    send(ada_client, application.get_absolute_url(), "/save/", **typed)
    row = stored(application)
    assert (row.rating, row.rank, row.note.split()) == (4, 2, ["Kind", "coordinator"])
    send(ada_client, application.get_absolute_url(), "/save/", rating="", rank="")
    row = stored(application)
    assert (row.rating, row.rank, row.version) == (None, None, 3)


@pytest.mark.parametrize("rating", ["0", "6", "nonsense"])
def test_a_rating_is_1_to_5(application: Application, ada_client: Client, rating: str) -> None:
    answer = send(ada_client, application.get_absolute_url(), "/save/", rating=rating, note="keep me")
    assert (answer.status_code, stored(application).rating) == (422, None)
    assert "keep me" in as_shown(answer)


@pytest.mark.parametrize(
    "hint", ["password: hunter2", "Pwd=abc", "my passcode is 1234", "PIN: 99", "pass word : x"]
)
def test_a_password_is_refused(application: Application, ada_client: Client, hint: str) -> None:
    answer = send(ada_client, application.get_absolute_url(), "/save/", portal_login_hint=hint)
    assert (answer.status_code, stored(application).host_login_hint) == (422, "")
    assert "Never write a password here." in as_shown(answer)


@pytest.mark.parametrize("hint", ["ada@example.org", "The pin board: ada", "passport page uses ada"])
def test_a_hint_is_saved(application: Application, ada_client: Client, hint: str) -> None:
    typed = {"portal_login_hint": hint, "portal_url": "https://vslo.example.org/", "contact": "Ms. Lee"}
    assert send(ada_client, application.get_absolute_url(), "/save/", **typed).status_code == 302
    row = stored(application)
    assert (row.host_login_hint, row.host_portal_url, row.host_contact) == tuple(typed.values())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example.org/", "nonsense"])
def test_a_portal_is_a_web_address(application: Application, ada_client: Client, address: str) -> None:
    answer = send(ada_client, application.get_absolute_url(), "/save/", portal_url=address)
    assert (answer.status_code, stored(application).host_portal_url) == (422, "")


# Two pages open at once


def test_an_older_page_answers_409_keeps_the_text_and_shows_what_is_stored(
    application: Application, ada_client: Client
) -> None:
    page = application.get_absolute_url()
    old = forms_of(ada_client.get(page))[f"{page}save/"]
    send(ada_client, page, "/save/", note="From the first page", rating="5")
    late = ada_client.post(f"{page}save/", old | {"note": "From the second page"})
    body = as_shown(late)
    assert (late.status_code, stored(application).note) == (409, "From the first page")
    assert "From the second page</textarea>" in body
    assert "<dt>Private notes</dt><dd>From the first page</dd>" in body
    assert "<dt>Your rating</dt><dd>5, my favorite</dd>" in body
    again = forms_of(late)[f"{page}save/"]
    assert ada_client.post(f"{page}save/", again).status_code == 302
    assert (stored(application).note, stored(application).rating) == ("From the second page", None)


@pytest.mark.parametrize("version", [None, "", "0", "-1", "x", "99", "9" * 40])
def test_a_form_without_a_good_version_changes_nothing(
    application: Application, ada_client: Client, version: str | None
) -> None:
    typed = {"note": "typed"} | ({} if version is None else {"version": version})
    answer = ada_client.post(f"{application.get_absolute_url()}opinion/", typed)
    assert (answer.status_code, stored(application).note) == (409, "")
    assert "typed</textarea>" in as_shown(answer)


def test_a_form_sent_twice_is_answered_as_done(application: Application, ada_client: Client) -> None:
    page = application.get_absolute_url()
    form = forms_of(ada_client.get(page))[f"{page}save/"] | {"note": "once", "rating": "3"}
    answers = [ada_client.post(f"{page}opinion/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (stored(application).note, stored(application).version) == ("once", 2)


# What changed in the program


def test_a_changed_program_is_shown_as_a_difference_until_it_is_seen(
    ada: Applicant, ada_client: Client
) -> None:
    program = make_program(intake="open", requirements=[{"code": "cv", "level": "required"}])
    application, _ = shortlist(ada, program)
    page = application.get_absolute_url()
    assert "data-changed" not in as_shown(ada_client.get(page))
    program.intake = "full"
    program.save()
    requirement = program.requirements.get().requirement._meta.model.objects.get(code="tb_test")
    program.requirements.create(requirement=requirement)
    apply_change(program.pk, ChangeAction.EDITED)
    body = as_shown(ada_client.get(page))
    assert body.count("data-changed") == 2
    assert "<p>Before: <del>Open</del></p><p>Now: <ins>Full</ins></p>" in body
    assert "New: <ins>tb test: required</ins>" in body
    assert send(ada_client, page, "/seen/").status_code == 302
    answer = ada_client.get(page)
    assert said(answer) == ["Marked as seen. 1 new document on your checklist."]
    assert "data-changed" not in as_shown(answer)
    assert list(application.checklist.values_list("code", flat=True)) == ["cv", "tb_test"]


def test_a_change_that_was_not_on_the_page_is_not_marked_as_seen(ada: Applicant, ada_client: Client) -> None:
    program = make_program(intake="open")
    application, _ = shortlist(ada, program)
    page = application.get_absolute_url()
    for intake in ("full", "closed"):
        program.intake = intake
        program.save()
        apply_change(program.pk, ChangeAction.EDITED)
        if intake == "full":
            form = forms_of(ada_client.get(page))[f"{page}seen/"]
    answer = ada_client.post(f"{page}seen/", form, follow=True)
    assert said(answer) == ["The program has changed once more. Look again."]
    assert "<ins>Closed</ins>" in as_shown(answer)


def test_a_program_that_left_the_catalog_leaves_the_application_whole(
    ada: Applicant, ada_client: Client
) -> None:
    program = make_program(name="Gone program")
    application, _ = shortlist(ada, program)
    program.publication = Publication.ARCHIVED
    program.save()
    body = as_shown(ada_client.get(application.get_absolute_url()))
    assert "no longer in the catalog" in body
    assert f'href="{program.get_absolute_url()}"' not in body
    program.delete()
    body = as_shown(ada_client.get(application.get_absolute_url()))
    assert "Gone program" in body
    assert "no longer in the catalog" in body
    assert ada_client.post(f"{application.get_absolute_url()}seen/", {}).status_code == 302


# Edit and delete


def test_facts_of_one_added_by_hand_can_be_edited(application: Application, ada_client: Client) -> None:
    page = f"{application.get_absolute_url()}edit/"
    found = forms_of(ada_client.get(page))[""]
    typed = {"version": "1", "name": "Better name", "state": "CA", "costs_note": "$500"}
    assert ada_client.post(page, found | typed).status_code == 302
    row = stored(application)
    assert (row.name, row.state, row.costs_note, row.version) == ("Better name", "CA", "$500", 2)
    late = ada_client.post(page, typed | {"name": "Late name"})
    assert (late.status_code, stored(application).name) == (409, "Better name")
    assert 'value="Late name"' in as_shown(late)
    assert "<dt>Program</dt><dd>Better name</dd>" in as_shown(late)
    assert ada_client.post(page, {"version": "2", "name": ""}).status_code == 422


def test_facts_of_the_catalog_stay_those_of_the_catalog(ada: Applicant, ada_client: Client) -> None:
    application, _ = shortlist(ada, make_program(name="Catalog name"))
    page = f"{application.get_absolute_url()}edit/"
    ada_client.post(page, {"version": "1", "name": "Mine", "costs_note": "Flight"})
    row = stored(application)
    assert (row.name, row.costs_note) == ("Catalog name", "Flight")


def test_delete_asks_first_and_then_leaves_nothing(application: Application, ada_client: Client) -> None:
    page = f"{application.get_absolute_url()}delete/"
    assert "This cannot be undone" in as_shown(ada_client.get(page))
    assert Application.objects.count() == 1
    answer = ada_client.post(page)
    assert (answer["Location"], Application.objects.count()) == ("/applications/", 0)
    assert ApplicationMove.objects.count() == 0
    assert ada_client.post(page).status_code == 404


# What the program is to its applicant


def test_warnings_stand_above_an_offer_and_before_a_payment(ada: Applicant, ada_client: Client) -> None:
    application, _ = shortlist(ada, make_program(letter="not_offered"))
    Application.objects.filter(pk=application.pk).update(status="offered")
    html = ada_client.get(application.get_absolute_url()).content.decode()
    assert html.count('data-warning="no_letter"') == 3
    assert html.count("data-before-paying") == 2
    assert 'data-answer="qualify_with_warnings"' in html


def test_a_program_without_warnings_has_none_before_a_payment(ada: Applicant, ada_client: Client) -> None:
    application, _ = shortlist(ada, make_program())
    html = ada_client.get(application.get_absolute_url()).content.decode()
    assert [word in html for word in ("data-before-paying", 'data-answer="qualify"')] == [False, True]


def test_an_application_that_has_ended_has_no_answer(ada: Applicant, ada_client: Client) -> None:
    application, _ = shortlist(ada, make_program())
    Application.objects.filter(pk=application.pk).update(status="withdrawn")
    assert "data-answer" not in ada_client.get(application.get_absolute_url()).content.decode()


def test_a_program_that_another_one_has_replaced_leads_to_it(ada: Applicant, ada_client: Client) -> None:
    successor, program = make_program(name="Successor"), make_program(name="Gone program")
    application, _ = shortlist(ada, program)
    FormerSlug.objects.create(slug=program.slug, program=successor)
    page = application.get_absolute_url()
    assert "has taken the place" not in ada_client.get(page).text
    Program.objects.filter(pk=program.pk).update(publication=Publication.ARCHIVED)
    body = " ".join(ada_client.get(page).text.split())
    link = f'<a href="{successor.get_absolute_url()}">Successor</a> has taken the place of this program.'
    assert (link in body, "no longer in the catalog" in body) == (True, False)
