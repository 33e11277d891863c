"""How a contact comes to be, what it is tied to, and how it goes."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from applicants.applications.models import Application
from applicants.contacts.models import Contact
from applicants.profile.models import Applicant
from programs.formatting import counted
from programs.search.terms import fold


def same_person(applicant: Applicant, name: str, email: str) -> Contact | None:
    """Return the applicant's contact with this e-mail and, but for case and accents, this name."""
    found = applicant.contacts.with_email(email)
    return next((contact for contact in found if fold(contact.name) == fold(name)), None)


@transaction.atomic
def add_contact(
    applicant: Applicant, token: uuid.UUID, facts: dict[str, Any], application: Application | None = None
) -> tuple[Contact, bool]:
    """Keep a contact, tie it to an application if one is given, and return it and whether it is new.

    The token came with the form: sent twice by one applicant, it makes one contact. Somebody who is being
    added to an application and is a contact already is tied to it, not made a second time.
    """
    pk = uuid.uuid5(token, str(applicant.pk))
    known = applicant.contacts.with_id(pk)
    if application is not None:
        known = known or same_person(applicant, facts["name"], facts["email"])
    contact = known or Contact.objects.create(pk=pk, applicant=applicant, **facts)
    if application is not None:
        contact.applications.add(application)
    return contact, known is None


def tie(contact: Contact, applications: Iterable[Application]) -> int:
    """Tie a contact to these applications of its owner's and to no others; return how many they are."""
    chosen = list(applications)
    contact.applications.set(chosen)
    return len(chosen)


def holders_words(error: ProtectedError | RestrictedError) -> str:
    """Return what still holds a contact, in words: 2 letters."""
    rows = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", ())
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        names = (str(row._meta.verbose_name), str(row._meta.verbose_name_plural))
        counts[names] = counts.get(names, 0) + 1
    return " and ".join(counted(count, *names) for names, count in counts.items())


def delete_contact(contact: Contact) -> None:
    """Delete a contact; ValidationError, in words, when something else still needs it."""
    try:
        with transaction.atomic():
            contact.delete()
    except (ProtectedError, RestrictedError) as error:
        raise ValidationError(
            f"{contact.name} cannot be deleted: {holders_words(error)} still need this person. "
            "Delete or change those first."
        ) from error
