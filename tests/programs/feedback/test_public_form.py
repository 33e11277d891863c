"""People are told from machines by when a form comes back, and by a field that nobody sees."""

import datetime
from typing import Any

import pytest
from django.core.signing import Signer
from django.utils import timezone

from programs.feedback.public_form import BAITED, TOO_FAST, TOO_OLD, PublicForm, moment_of, stamp_at
from tests.programs.feedback.forms import typed


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {}),
        ({"seconds": 4}, {}),
        ({"seconds": 23 * 3600}, {}),
        ({"seconds": -3600}, {"shown_at": [TOO_FAST]}),
        ({"seconds": 1}, {"shown_at": [TOO_FAST]}),
        ({"seconds": 25 * 3600}, {"shown_at": [TOO_OLD]}),
        ({"shown_at": ""}, {"shown_at": [TOO_OLD]}),
        ({"shown_at": "1700000000:forged"}, {"shown_at": [TOO_OLD]}),
        ({"shown_at": Signer(salt="another").sign("1700000000")}, {"shown_at": [TOO_OLD]}),
        ({"fax_number": "+1"}, {"fax_number": [BAITED]}),
    ],
)
def test_what_comes_back(values: dict[str, Any], errors: dict[str, list[str]]) -> None:
    assert PublicForm(typed(**values)).errors == errors


def test_a_form_that_came_too_fast_keeps_its_stamp_and_one_that_came_too_late_gets_a_new_one() -> None:
    fast = typed(seconds=1)
    assert fast["shown_at"] in str(PublicForm(fast))
    old = typed(seconds=25 * 3600)
    again = PublicForm(old)["shown_at"].as_widget()
    assert old["shown_at"] not in again
    assert moment_of(again.split('value="')[1].split('"')[0]) is not None


def test_the_bait_is_hidden_from_people_and_comes_back_empty() -> None:
    html = str(PublicForm(typed(fax_number="buy now")))
    assert '<div hidden><label>Leave this empty <input type="text" name="fax_number"' in html
    assert "buy now" not in html


def test_a_stamp_says_when() -> None:
    moment = timezone.now().replace(microsecond=0) - datetime.timedelta(minutes=5)
    assert moment_of(stamp_at(moment)) == moment
