"""The list of contacts: days in words, pages, and an answer to every question."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from applicants.contacts.list_page import ON_A_PAGE, ContactListPage, contact_list_page, in_touch
from applicants.contacts.models import Contact
from programs.models import Specialty
from programs.pages.page_links import PageLinks

TODAY = datetime.date(2026, 11, 25)
PEOPLE = [Contact(name=f"Person {number:03}") for number in range(2 * ON_A_PAGE + 1)]


def listing(**asked: str) -> ContactListPage:
    return contact_list_page(PEOPLE, asked, TODAY)


@given(st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
def test_a_day_that_has_come_is_marked(day: datetime.date | None) -> None:
    found = in_touch(Contact(next_on=day), TODAY)
    assert (found is None) == (day is None)
    if found and day:
        assert (found.tone == "bad") == (day <= TODAY)


def test_days_in_words() -> None:
    days = [TODAY, TODAY - datetime.timedelta(days=2), TODAY + datetime.timedelta(days=2)]
    assert [in_touch(Contact(next_on=day), TODAY).words for day in days] == [
        "Get in touch today",
        "You planned to get in touch on November 23, 2026",
        "Get in touch on November 27, 2026",
    ]


def test_many_come_in_pages_that_keep_the_question() -> None:
    first, last = listing(q="person"), listing(q="person", page="99")
    assert [len(first.rows), len(last.rows)] == [ON_A_PAGE, 1]
    assert first.page_links == PageLinks(
        current=1,
        numbers=[(1, "q=person&page=1"), (2, "q=person&page=2"), (3, "q=person&page=3")],
        previous=None,
        next="q=person&page=2",
    )
    assert (first.count_words, listing().count_words) == ("81 of 81 people", "81 people")
    assert [number for number, _ in listing(q="000").page_links.numbers] == [1]


def test_what_does_not_exist_is_answered_with_a_notice() -> None:
    found = listing(role="nobody", specialty="x", page="-1", q="a" * 101)
    assert (len(found.found), found.page_links.current, len(found.form.notices)) == (81, 1, 4)


def test_only_roles_and_specialties_that_somebody_has_are_offered() -> None:
    surgery = Specialty(pk=3, name="Surgery")
    people = [Contact(name="A", role="alumnus", specialty=surgery), Contact(name="B", role="attending")]
    found = contact_list_page(people, {"specialty": "3"}, TODAY)
    assert [field.name for field in found.form.shown_fields] == ["role", "specialty"]
    assert found.form.fields["specialty"].widget.choices == [("", "Any"), (3, "Surgery")]
    assert [code for code, _ in found.form.fields["role"].widget.choices] == ["", "attending", "alumnus"]
    assert [contact.name for contact in found.found] == ["A"]
    assert contact_list_page(people, {"specialty": "4"}, TODAY).form.notices == [
        "There is no such specialty. Everybody is shown."
    ]
