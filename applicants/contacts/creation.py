"""How a contact comes to be, what it is tied to, and how it goes."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from applicants.applications.models import Application
from applicants.contacts.models import Contact
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.search import fold


def same_person(applicant: Applicant, name: str, email: str) -> Contact | None:
    return find_by_name(applicant.contacts.with_email(email), name)


def find_by_name(contacts: Iterable[Contact], name: str) -> Contact | None:
    """The first of some contacts with a name, whatever its case and accents."""
    return next((contact for contact in contacts if fold(contact.name) == fold(name)), None)


@transaction.atomic
def create_contact(
    applicant: Applicant, token: uuid.UUID, facts: dict[str, Any], application: Application | None = None
) -> tuple[Contact, bool]:
    """Keep a contact, tie it to an application if one is given, and return it and whether it is new.

    The token came with the form: sent twice by one applicant, even at the same moment, it makes one contact.
    Somebody who is being added to an application and is a contact already is tied to it, not made a second
    time. Raise FullError when there are as many contacts, or ties, as one can keep.
    """
    lock(applicant)
    pk = applicant.id_for(token)
    known = same_person(applicant, facts["name"], facts["email"]) if application is not None else None
    contact = known or applicant.contacts.with_id(pk)
    is_new = contact is None
    if contact is None:
        require_room(applicant, applicant.contacts.all())
        new = {"applicant": applicant, **facts}
        contact, is_new = Contact.objects.get_or_create(pk=pk, defaults=new)
    if application is not None:
        add_tie(contact, application)
    return contact, is_new


def ties_of(applicant: Applicant) -> QuerySet:
    return Contact.applications.through.objects.filter(contact__applicant=applicant)


def add_tie(contact: Contact, application: Application) -> None:
    """Tie a contact to one more application of its owner's, inside a transaction.

    Raise FullError when the applicant has as many ties as fit.
    """
    if not contact.applications.with_id(application.pk):
        require_room(contact.applicant, ties_of(contact.applicant))
        contact.applications.add(application)


@transaction.atomic
def tie(contact: Contact, applications: Iterable[Application]) -> int:
    """Tie a contact to these applications of its owner's and to no others; return how many they are.

    Raise FullError when the applicant would have more ties than fit.
    """
    chosen = list(applications)
    lock(contact.applicant)
    more = len(chosen) - contact.applications.count()
    require_room(contact.applicant, ties_of(contact.applicant), more)
    contact.applications.set(chosen)
    return len(chosen)
