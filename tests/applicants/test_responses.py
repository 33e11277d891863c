"""The one way to answer a form: done, refused with its faults, or changed meanwhile with the text kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from applicants import responses
from applicants.editing import StaleError
from applicants.letters.workflow import LetterStatus
from applicants.models import Applicant, Letter, Outreach
from applicants.profile.caps import FullError
from applicants.responses import create_or_explain, save_or_conflict
from tests.factories import make_letter, make_outreach


class NoteForm(forms.Form):
    """A form with a field that is shown and one that is not."""

    note = forms.CharField()
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def raising(error: Exception) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act


def status_page(status: int) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture
def request_of() -> HttpRequest:
    """A POST that can carry messages."""
    request = RequestFactory().post("/")
    request.session = {}
    request._messages = FallbackStorage(request)  # noqa: SLF001 - as the middleware does
    return request


def answer(
    request: HttpRequest, act: Callable[[], str], note: str = "Mine"
) -> tuple[int, dict[str, list[str]], list[str]]:
    """Return the status of the answer, the form's faults, and what is said."""
    form = NoteForm({"note": note})

    def page(status: int) -> HttpResponse:
        if status == responses.CONFLICT:
            responses.warn_of_change(request, form)
        return HttpResponse(status=status)

    response = save_or_conflict(request, form, act, page=page, then="/there/")
    return response.status_code, dict(form.errors), [message.message for message in get_messages(request)]


def test_what_a_valid_form_asks_is_done(request_of: HttpRequest) -> None:
    assert answer(request_of, lambda: "Saved.") == (302, {}, ["Saved."])


def test_a_fault_of_the_form_does_nothing(request_of: HttpRequest) -> None:
    assert answer(request_of, raising(AssertionError()), note="") == (
        422,
        {"note": ["This field is required."]},
        [],
    )


@pytest.mark.parametrize(
    ("fault", "errors"),
    [
        (ValidationError("Too many."), {"__all__": ["Too many."]}),
        (ValidationError({"note": "Too long."}), {"note": ["Too long."]}),
        (ValidationError({"token": "Unknown."}), {"__all__": ["Unknown."]}),
        (ValidationError({"of_the_model": "No."}), {"__all__": ["No."]}),
    ],
)
def test_a_fault_of_the_model_stands_where_it_is_seen(
    request_of: HttpRequest, fault: ValidationError, errors: dict[str, list[str]]
) -> None:
    assert answer(request_of, raising(fault)) == (422, errors, [])


def test_a_change_in_between_is_said_with_the_note(request_of: HttpRequest) -> None:
    assert answer(request_of, raising(StaleError())) == (
        409,
        {},
        [f"{responses.CHANGED} Your note was: “Mine”"],
    )


def test_where_to_go_may_be_known_only_afterward_and_a_fault_has_its_field(request_of: HttpRequest) -> None:
    places, form = ["/before/"], NoteForm({"note": "Mine"})

    def act() -> str:
        places.append("/after/")
        return "Saved."

    done = save_or_conflict(request_of, form, act, page=status_page, then=lambda: places[-1])
    assert (done.status_code, done["Location"]) == (302, "/after/")
    refuse = raising(ValidationError("Too big."))
    refused = save_or_conflict(request_of, form, refuse, page=status_page, then="/there/", field="note")
    assert (refused.status_code, form.errors) == (422, {"note": ["Too big."]})


def test_what_is_made_is_gone_to_with_a_message(request_of: HttpRequest) -> None:
    form = NoteForm({"note": "Mine"})
    made = create_or_explain(request_of, form, lambda: ("/new/", "It is there."), page=status_page)
    assert (made.status_code, made["Location"]) == (302, "/new/")
    assert [message.message for message in get_messages(request_of)] == ["It is there."]


@pytest.mark.parametrize(
    ("note", "errors"),
    [("", {"note": ["This field is required."]}), ("Mine", {"__all__": ["You have too many."]})],
)
def test_what_cannot_be_made_comes_back_with_its_faults(
    request_of: HttpRequest, note: str, errors: dict[str, list[str]]
) -> None:
    form = NoteForm({"note": note})
    refused = create_or_explain(request_of, form, raising(FullError("You have too many.")), page=status_page)
    assert refused.status_code == 422
    assert form.errors == errors


def test_a_page_that_is_only_looked_at_makes_nothing() -> None:
    request = RequestFactory().get("/")
    shown = create_or_explain(request, NoteForm(), raising(AssertionError()), page=status_page)
    assert shown.status_code == 200


def test_what_makes_no_sense_is_left_out() -> None:
    assert responses.valid_values(NoteForm({"note": "", "token": "x"})) == {"token": "x"}


@pytest.mark.parametrize(("method", "given"), [("get", None), ("post", {})])
def test_an_empty_post_is_a_post(method: str, given: dict[str, str] | None) -> None:
    assert responses.posted_data(getattr(RequestFactory(), method)("/?note=x")) == given


def test_an_attempt_does_what_a_valid_form_asks() -> None:
    done: list[str] = []
    assert responses.attempt(NoteForm({"note": "Mine"}), lambda: done.append("done")) == 200
    assert done == ["done"]


@pytest.mark.parametrize(
    ("note", "error", "status", "errors"),
    [
        ("", AssertionError(), 422, {"note": ["This field is required."]}),
        ("Mine", ValidationError({"note": "Too long."}), 422, {"note": ["Too long."]}),
        ("Mine", ValidationError({"token": "Unknown."}), 422, {"__all__": ["Unknown."]}),
        ("Mine", StaleError(), 409, {}),
    ],
)
def test_an_attempt_that_fails_tells_the_status_of_its_page(
    note: str, error: Exception, status: int, errors: dict[str, list[str]]
) -> None:
    form = NoteForm({"note": note})
    assert (responses.attempt(form, raising(error)), form.errors) == (status, errors)


@pytest.mark.django_db
def test_letters_and_outreach_answer_a_change_in_between(
    ada: Applicant, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, outreach = make_letter(ada, waiver="waived"), make_outreach(ada)
    for model in (Letter, Outreach):
        monkeypatch.setattr(model, "move_to", lambda *_, **__: raising(StaleError())())
    given = {"was": "planned", "on": ada.today, "note": "She said yes on the phone"}
    for path, status in (
        (f"{letter.get_absolute_url()}move/", LetterStatus.ASKED),
        (f"{outreach.get_absolute_url()}step/", "stopped"),
    ):
        page = ada_client.post(path, given | {"status": status})
        assert page.status_code == 409
        assert "Your note was: “She said yes on the phone”" in page.text
