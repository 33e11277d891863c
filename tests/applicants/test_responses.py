"""The one way to answer a form: done, refused with its faults, or changed meanwhile with the text kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from applicants import responses
from applicants.editing import StaleError
from applicants.letters.workflow import LetterStatus
from applicants.models import Applicant, Letter, Outreach
from tests.factories import make_letter, make_outreach


class NoteForm(forms.Form):
    """A form with a field that is shown and one that is not."""

    note = forms.CharField()
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def raising(error: Exception) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act


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


def test_a_fault_that_names_no_field_stands_at_the_one_it_is_given() -> None:
    form = NoteForm({"note": "Mine"})
    status = responses.attempt(form, raising(ValidationError("Too big.")), field="note")
    assert (status, form.errors) == (422, {"note": ["Too big."]})


def test_a_fault_of_several_forms_stands_above_the_first() -> None:
    several = forms.formset_factory(NoteForm, extra=2)
    group = several({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-note": "Mine"})
    status = responses.attempt(group, raising(ValidationError("Too many.")))
    assert (status, [form.errors for form in group]) == (422, [{"__all__": ["Too many."]}, {}])


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
