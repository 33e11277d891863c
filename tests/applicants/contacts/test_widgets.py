"""A list of people that is short, and from which nobody is missing."""

import re

import pytest
from django import forms

from applicants.contacts.widgets import MOST_LISTED, PeopleSelect

PEOPLE = [("", "Nobody"), *((f"p{number}", f"Person {number}") for number in range(MOST_LISTED + 50))]
LAST = PEOPLE[-1][0]


def field() -> forms.ChoiceField:
    return forms.ChoiceField(choices=PEOPLE, widget=PeopleSelect)


@pytest.mark.parametrize(
    ("chosen", "count"), [("", MOST_LISTED), ("p3", MOST_LISTED), (LAST, MOST_LISTED + 1)]
)
def test_the_first_people_and_the_chosen_one_are_listed(chosen: str, count: int) -> None:
    html = field().widget.render("person", chosen)
    assert html.count("<option") == count + 1
    assert re.findall(r'value="([^"]*)" selected', html) == [chosen]


def test_everybody_can_be_chosen_whether_listed_or_not() -> None:
    assert [field().clean(key) for key, _ in PEOPLE[1:]] == [key for key, _ in PEOPLE[1:]]
