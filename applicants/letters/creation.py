"""How a letter comes to be: planned for a rotation or for somebody, once for a form."""

import uuid
from typing import Any

from django.db import transaction

from applicants.contacts.creation import add_tie
from applicants.contacts.models import Contact
from applicants.letters.models import Letter
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant


def writer_of(applicant: Applicant, contact: Contact | None, name: str, email: str) -> Contact:
    """The chosen contact, else the one with this name and address, else a new one."""
    if contact is not None:
        return contact
    known = applicant.contacts.filter(name__iexact=name, email__iexact=email).first()
    if known is None:
        require_room(applicant, applicant.contacts.all())
        known = applicant.contacts.create(name=name, email=email)
    return known


@transaction.atomic
def create_letter(
    applicant: Applicant, pk: uuid.UUID, *, contact: Contact | None, name: str, email: str, **facts: Any
) -> Letter:
    """Plan a letter and return it; the same form sent twice plans one.

    Somebody who is no contact yet becomes one. An id that is somebody else's says nothing and gets another.
    The applicant's row is held, so that of two clicks the second finds the first one's letter. FullError
    when there are as many letters, or contacts, as one can keep.
    """
    lock(applicant)
    if found := applicant.letters.with_id(pk):
        return found
    if Letter.objects.filter(pk=pk).exists():
        pk = uuid.uuid4()
    require_room(applicant, applicant.letters.all())
    writer = writer_of(applicant, contact, name, email)
    if facts.get("rotation"):
        add_tie(writer, facts["rotation"])
    letter = Letter(pk=pk, applicant=applicant, contact=writer, writer_name=writer.name, **facts)
    letter.save(force_insert=True)
    return letter
