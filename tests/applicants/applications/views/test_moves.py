"""Moving an application on its page: the words fit the new state, other plans are named, slips are undone."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from applicants.applications.workflow import ApplicationStatus, next_statuses
from applicants.models import Applicant, Application, ApplicationMove
from tests.factories import make_application, make_document, make_kind
from tests.page_forms import forms_of, said, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tenth_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


@pytest.fixture
def application(ada: Applicant) -> Application:
    application = make_application(ada)
    application.moves.create(to_status="shortlisted", happened_on=day(1))
    return application


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def move(client: Client, application: Application, status: str, **typed: str) -> list[str]:
    """Move and return what the next page says."""
    page = application.get_absolute_url()
    form = forms_of(client.get(page))[f"{page}move/"] | {"status": status, "note": ""} | typed
    return said(client.post(f"{page}move/", form, follow=True))


@pytest.mark.parametrize(("before", "after"), [(b, a) for b in ApplicationStatus for a in next_statuses(b)])
def test_what_is_said_fits_the_new_state_and_not_the_old(
    application: Application, ada_client: Client, before: ApplicationStatus, after: ApplicationStatus
) -> None:
    Application.objects.filter(pk=application.pk).update(status=before)
    words = move(ada_client, application, after)[-1]
    assert words.startswith(f"{after.label} since March 10, 2026. ")
    assert before.label not in words
    assert stored(application).status == after


def sent_without(client: Client, application: Application, **typed: str) -> HttpResponse:
    """Say that the application was sent, as the page's form does."""
    return send(client, application.get_absolute_url(), "/move/", **{"status": "submitted"} | typed)


@pytest.fixture
def asking(application: Application) -> Application:
    """The application with a TB test that is missing, an own line, one preferred, and one that is there."""
    make_kind()
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    application.checklist.create(code="tb_test", label="TB test")
    application.checklist.create(code="", label="Two photos")
    application.checklist.create(code="cv", label="CV", is_required=False)
    application.checklist.create(code="visit", label="A visit")
    return application


def test_sending_without_a_document_asks_once_and_keeps_all(asking: Application, ada_client: Client) -> None:
    answer = sent_without(ada_client, asking, on="2026-03-04", note="By mail")
    page = answer.content.decode()
    assert (answer.status_code, stored(asking).status) == (422, "shortlisted")
    notice = page.partition("data-missing-papers")[2].partition("</form>")[0]
    assert re.findall(r"<li>(.*?)</li>", notice) == ["TB test (missing)", "Two photos (to get)"]
    assert "Submit anyway" in notice
    typed = forms_of(answer)[f"{asking.get_absolute_url()}move/"]
    assert 'value="2026-03-04"' in page.partition('data-move="submitted"')[2].partition("</form>")[0]
    assert 'value="By mail"' in page.partition('data-move="submitted"')[2].partition("</form>")[0]
    again = {"version": typed["version"], "status": "submitted", "on": "2026-03-04", "note": "By mail"}
    address = f"{asking.get_absolute_url()}move/"
    assert ada_client.post(address, again | {"confirmed": "on"}).status_code == 302
    last = ApplicationMove.objects.last()
    assert (stored(asking).status, last.happened_on, last.note) == ("submitted", day(4), "By mail")


def test_a_document_that_ends_too_early_is_asked_about_too(
    asking: Application, ada: Applicant, ada_client: Client
) -> None:
    asking.checklist.exclude(code="tb_test").delete()
    make_document(ada, expires_on=day(20))
    Application.objects.filter(pk=asking.pk).update(starts_on=day(12), ends_on=day(28))
    answer = sent_without(ada_client, asking)
    assert answer.status_code == 422
    assert "<li>TB test (expires during the rotation)</li>" in answer.content.decode()


def test_sending_with_everything_there_asks_nothing(
    asking: Application, ada: Applicant, ada_client: Client
) -> None:
    asking.checklist.filter(code="").update(state="have")
    make_document(ada, expires_on=day(30))
    Application.objects.filter(pk=asking.pk).update(starts_on=day(12), ends_on=day(28))
    assert sent_without(ada_client, asking).status_code == 302
    assert stored(asking).status == "submitted"


def test_other_moves_ask_nothing(asking: Application, ada_client: Client) -> None:
    address = f"{asking.get_absolute_url()}move/"
    moved = {"version": "1", "status": "preparing", "on": "2026-03-04", "note": ""}
    assert ada_client.post(address, moved).status_code == 302


def test_a_move_has_a_day_and_a_note(application: Application, ada_client: Client) -> None:
    move(ada_client, application, "submitted", on="2026-03-04", note="By mail")
    last = ApplicationMove.objects.last()
    assert (last.happened_on, last.note) == (day(4), "By mail")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"status": "submitted", "on": "2026-03-11"}, "This day is in the future."),
        ({"status": "submitted", "on": "2026-02-27"}, "The move before it happened on March 1, 2026."),
        ({"status": "submitted", "on": "yesterday"}, "Write the day as year, month and day"),
        ({"status": "accepted", "on": "2026-03-10"}, "From “Shortlisted” you cannot move to “Accepted”."),
        ({"status": "nonsense", "on": "2026-03-10"}, "Select a valid choice."),
        ({"status": "%d%(a)s", "on": "2026-03-10"}, "Select a valid choice."),
        ({"on": "2026-03-10", "status": ""}, "This field is required."),
    ],
)
def test_a_bad_move_is_refused_with_the_reason(
    application: Application, ada_client: Client, typed: dict[str, str], fault: str
) -> None:
    answer = ada_client.post(f"{application.get_absolute_url()}move/", {"version": "1"} | typed)
    assert (answer.status_code, stored(application).status) == (422, "shortlisted")
    assert fault in answer.content.decode()


def test_a_move_sent_twice_is_one_event_and_no_fault(application: Application, ada_client: Client) -> None:
    form = {"version": "1", "status": "submitted", "on": "2026-03-09", "note": "x"}
    answers = [ada_client.post(f"{application.get_absolute_url()}move/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (ApplicationMove.objects.count(), stored(application).version) == (2, 2)


def test_the_same_move_from_an_older_page_keeps_its_note_too(
    ada_client: Client, application: Application
) -> None:
    """Another window made the very move, so that its form is not on the page any more."""
    fields = {"status": "preparing", "on": "2026-03-10"}
    address = f"/applications/{application.pk}/move/"
    version = stored(application).version
    first = ada_client.post(address, fields | {"version": version, "note": "First"})
    second = ada_client.post(address, fields | {"version": version, "note": "Second <b>"})
    page = second.content.decode()
    assert (first.status_code, second.status_code) == (302, 409)
    assert "<p data-unsaved-note>Second &lt;b&gt;</p>" in page


def test_a_move_from_an_older_page_answers_409_and_keeps_the_note(
    application: Application, ada_client: Client
) -> None:
    form = {"version": "1", "status": "submitted", "on": "2026-03-09", "note": "my long note"}
    move(ada_client, application, "preparing")
    answer = ada_client.post(f"{application.get_absolute_url()}move/", form)
    body = answer.content.decode()
    assert (answer.status_code, stored(application).status) == (409, "preparing")
    assert 'value="my long note"' in body
    assert "<dd>Preparing</dd>" in body


def test_undo_takes_back_the_last_move_once(application: Application, ada_client: Client) -> None:
    move(ada_client, application, "submitted")
    page = application.get_absolute_url()
    form = forms_of(ada_client.get(page))[f"{page}undo/"]
    answer = ada_client.post(f"{page}undo/", form, follow=True)
    assert said(answer) == ["“Submitted” is undone. It is “Shortlisted” again."]
    assert (stored(application).status, ApplicationMove.objects.count()) == ("shortlisted", 1)
    again = ada_client.post(f"{page}undo/", form, follow=True)
    assert said(again) == ["There is no move to undo."]
    assert f"{page}undo/" not in forms_of(again)


def test_an_event_can_be_corrected_between_its_neighbors(
    application: Application, ada_client: Client
) -> None:
    move(ada_client, application, "submitted", on="2026-03-05")
    first, second = application.moves.all()
    page = application.get_absolute_url()
    send(ada_client, page, f"/events/{second.pk}/", on="2026-03-03", note="Really then")
    assert application.moves.get(pk=second.pk).happened_on == day(3)
    answer = send(ada_client, page, f"/events/{first.pk}/", on="2026-03-04")
    assert answer.status_code == 422
    assert "The move after it happened on March 3, 2026." in answer.content.decode()


def test_another_applications_event_is_not_reached_through_ones_own(
    application: Application, ada_client: Client, obi: Applicant
) -> None:
    theirs = make_application(obi)
    their_move = theirs.moves.create(to_status="shortlisted", happened_on=day(1), note="secret")
    address = f"{application.get_absolute_url()}events/{their_move.pk}/"
    assert ada_client.post(address, {"version": "1", "on": "2026-03-02", "note": "x"}).status_code == 404
    assert ApplicationMove.objects.get(pk=their_move.pk).note == "secret"


# Offers


def offer(application: Application) -> Application:
    Application.objects.filter(pk=application.pk).update(
        status="offered",
        starts_on=datetime.date(2026, 6, 1),
        ends_on=datetime.date(2026, 6, 28),
        reply_by=day(15),
    )
    return application


def test_an_offer_shows_its_clock_and_letters(application: Application, ada_client: Client) -> None:
    body = ada_client.get(offer(application).get_absolute_url()).content.decode()
    assert "5 days left: answer by March 15, 2026." in body
    assert "I gladly accept it." in body
    assert "After careful thought I have to decline" in body


def test_accepting_names_overlaps_and_who_still_waits(
    application: Application, ada: Applicant, ada_client: Client, obi: Applicant
) -> None:
    june = {"starts_on": datetime.date(2026, 6, 28), "ends_on": datetime.date(2026, 7, 20)}
    make_application(ada, name="Taken one", status="accepted", **june)
    make_application(ada, name="Waiting one", status="submitted")
    make_application(ada, name="Later one", status="interview", starts_on=datetime.date(2026, 9, 1))
    make_application(ada, name="Only wished", status="shortlisted")
    make_application(ada, name="Ended one", status="withdrawn")
    make_application(obi, name="Obi’s one", status="accepted", **june)
    page = ada_client.get(offer(application).get_absolute_url()).content.decode()
    assert [page.count(mark) for mark in ("data-overlap", "data-pending")] == [1, 2]
    assert "Obi" not in page
    assert move(ada_client, application, "accepted") == [
        "It overlaps with “Taken one” (accepted) on 1 day.",
        "Still pending, so consider withdrawing: “Waiting one”.",
        "Accepted since March 10, 2026. You said yes. The place is yours.",
    ]


def test_accepting_without_other_plans_warns_of_nothing(application: Application, ada_client: Client) -> None:
    assert move(ada_client, offer(application), "accepted") == [
        "Accepted since March 10, 2026. You said yes. The place is yours."
    ]


def test_an_offer_is_recorded_with_its_last_day(application: Application, ada_client: Client) -> None:
    Application.objects.filter(pk=application.pk).update(status="submitted")
    move(ada_client, application, "offered", reply_by="2026-03-20")
    assert stored(application).reply_by == day(20)
