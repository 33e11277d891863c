"""A contact is made once and tied to its owner's applications."""

import uuid

import pytest

from applicants.contacts.creation import create_contact, tie
from applicants.contacts.querysets import ContactQuerySet
from applicants.models import Applicant, Contact
from tests.factories import make_application, make_contact

pytestmark = pytest.mark.django_db
JANE = {"name": "Jane Doe", "email": "jane@example.org"}


def test_a_form_sent_twice_makes_one_contact_for_each_applicant(ada: Applicant, obi: Applicant) -> None:
    token = uuid.uuid4()
    first, is_new = create_contact(ada, token, JANE)
    assert (is_new, create_contact(ada, token, JANE)) == (True, (first, False))
    other, is_new = create_contact(obi, token, JANE)
    assert (is_new, other.applicant, Contact.objects.count()) == (True, obi, 2)


def test_on_an_application_somebody_known_is_tied_and_not_made_twice(ada: Applicant, obi: Applicant) -> None:
    known, application = make_contact(ada, **JANE), make_application(ada)
    make_contact(obi, **JANE)
    asked = {"name": "JÁNE doe", "email": "Jane@Example.org"}
    assert create_contact(ada, uuid.uuid4(), asked, application) == (known, False)
    assert list(application.contacts.all()) == [known]
    namesake, is_new = create_contact(ada, uuid.uuid4(), {"name": "Jane Doe", "email": ""}, application)
    assert (is_new, application.contacts.count()) == (True, 2)
    assert namesake.name == "Jane Doe"


def test_ties_are_what_was_ticked(ada: Applicant) -> None:
    contact = make_contact(ada)
    one, two = make_application(ada), make_application(ada)
    assert (tie(contact, [one, two]), tie(contact, [two])) == (2, 1)
    assert list(contact.applications.all()) == [two]


def test_a_form_sent_twice_at_the_same_moment_makes_one_contact(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = uuid.uuid4()
    first, _ = create_contact(ada, token, JANE)
    # What a second request sees that looked before the first one had written.
    monkeypatch.setattr(ContactQuerySet, "first", lambda _: None)
    assert create_contact(ada, token, JANE) == (first, False)
