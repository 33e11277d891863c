"""How every form is shown: label, help and error tied to the input, and a summary above."""

import re
from typing import Any

import pytest
from django import forms

pytestmark = pytest.mark.django_db


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="As in the passport.")
    note = forms.CharField(required=False)
    stage = forms.ChoiceField(choices=[("a", "Student"), ("b", "Graduate")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput)


def shown(data: dict[str, Any] | None = None) -> str:
    return re.sub(r" (?=</)", "", " ".join(Sample(data).as_div().split()))


def test_a_label_is_tied_to_its_input() -> None:
    assert '<label class="field__label" for="id_name">Name</label>' in shown()
    assert 'id="id_name"' in shown()


def test_help_is_tied_to_its_input() -> None:
    assert '<div class="field__help" id="id_name_helptext">As in the passport.</div>' in shown()
    assert 'aria-describedby="id_name_helptext"' in shown()


def test_optional_fields_say_so_unless_all_are() -> None:
    assert shown().count("(optional)") == 1
    form = Sample()
    form.all_optional = True
    assert "(optional)" not in form.as_div()


def test_an_error_is_tied_to_its_input_and_listed_above() -> None:
    html = shown({"secret": "x", "name": "", "stage": "a", "agrees": "on"})
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<ul class="errorlist" id="id_name_error"><li>This field is required.</li></ul>' in html
    assert "Please check 1 thing below. Nothing was saved." in html
    assert '<li><a href="#id_name">Name</a>: This field is required.</li>' in html
    assert html.index("form-errors") < html.index("id_name")


def test_choices_stand_in_a_group_with_a_legend_that_can_be_jumped_to() -> None:
    html = shown({"secret": "x", "name": "x", "agrees": "on"})
    assert '<legend class="field__label">Stage</legend>' in html
    assert '<fieldset class="field field--group" aria-describedby="id_stage_error">' in html
    assert '<a href="#id_stage">Stage</a>' in html
    assert '<div id="id_stage">' in html


def test_a_box_to_tick_has_its_words_beside_it() -> None:
    assert '<label class="field__tick"><input type="checkbox" name="agrees"' in shown()


def test_a_hidden_field_is_there_once_and_its_error_is_said() -> None:
    assert shown().count('name="secret"') == 1
    assert shown({"name": "x", "stage": "a", "agrees": "on"}).count("This field is required.") == 1


def test_what_somebody_typed_is_escaped() -> None:
    html = shown({"name": "<script>x</script>", "stage": '"><b>'})
    assert "<script>" not in html
    assert "<b>" not in html


def test_without_errors_there_is_no_summary() -> None:
    assert "form-errors" not in shown()
    assert "form-errors" not in shown({"secret": "x", "name": "x", "stage": "a", "agrees": "on"})
