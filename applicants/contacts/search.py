"""Which contacts a list is asked for: by words, role and specialty. Pure.

A person keeps some hundred contacts, so they are searched in memory. Case and accents are forgiven as in the
catalog; unlike there, names in any script are found.
"""

from collections.abc import Iterable
from typing import Any

from applicants.applications.choices import ContactRole
from programs.search import fold
from programs.us_states import USState


def text_of(contact: Any) -> str:
    """Everything that is written down of a contact, without case and accents."""
    parts = [
        contact.name,
        ContactRole(contact.role).label,
        contact.title,
        contact.specialty.name if contact.specialty else "",
        contact.organization,
        contact.department,
        contact.city,
        USState(contact.state).label if contact.state else "",
        contact.state,
        contact.email,
        contact.phone,
        contact.note,
        contact.next_note,
    ]
    return fold(" ".join(str(part) for part in parts))


def find_contacts(
    contacts: Iterable[Any], words: str = "", role: str = "", specialty: int | None = None
) -> list[Any]:
    """The contacts that hold every word, in any place, and are of a role and a specialty."""
    wanted = fold(words).split()
    return [
        contact
        for contact in contacts
        if (not role or contact.role == role)
        and (specialty is None or contact.specialty_id == specialty)
        and (not wanted or all(word in text for text in [text_of(contact)] for word in wanted))
    ]
