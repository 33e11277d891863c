"""A contact is made once, tied to its owner's applications, and goes unless something needs it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError

from applicants.contacts.keeping import add_contact, delete_contact, tie
from applicants.models import Applicant, Contact
from tests.factories import make_application, make_contact

pytestmark = pytest.mark.django_db
JANE = {"name": "Jane Doe", "email": "jane@example.org"}


def test_a_form_sent_twice_makes_one_contact_for_each_applicant(ada: Applicant, obi: Applicant) -> None:
    token = uuid.uuid4()
    first, is_new = add_contact(ada, token, JANE)
    assert (is_new, add_contact(ada, token, JANE)) == (True, (first, False))
    other, is_new = add_contact(obi, token, JANE)
    assert (is_new, other.applicant, Contact.objects.count()) == (True, obi, 2)


def test_on_an_application_somebody_known_is_tied_and_not_made_twice(ada: Applicant, obi: Applicant) -> None:
    known, application = make_contact(ada, **JANE), make_application(ada)
    make_contact(obi, **JANE)
    asked = {"name": "JÁNE doe", "email": "Jane@Example.org"}
    assert add_contact(ada, uuid.uuid4(), asked, application) == (known, False)
    assert list(application.contacts.all()) == [known]
    namesake, is_new = add_contact(ada, uuid.uuid4(), {"name": "Jane Doe", "email": ""}, application)
    assert (is_new, application.contacts.count()) == (True, 2)
    assert namesake.name == "Jane Doe"


def test_ties_are_what_was_ticked(ada: Applicant) -> None:
    contact = make_contact(ada)
    one, two = make_application(ada), make_application(ada)
    assert (tie(contact, [one, two]), tie(contact, [two])) == (2, 1)
    assert list(contact.applications.all()) == [two]


@pytest.mark.parametrize("fault", [ProtectedError, RestrictedError])
def test_a_contact_that_is_needed_stays_and_the_words_say_by_what(
    fault: type[Exception], ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = make_contact(ada)
    holders = {make_application(ada), make_application(ada)}

    def refuse(_: Contact) -> None:
        raise fault("held", holders)

    monkeypatch.setattr(Contact, "delete", refuse)
    with pytest.raises(ValidationError) as error:
        delete_contact(contact)
    assert error.value.messages == [
        "Jane Doe cannot be deleted: 2 applications still need this person. Delete or change those first."
    ]
    monkeypatch.undo()
    delete_contact(contact)
    assert Contact.objects.count() == 0
