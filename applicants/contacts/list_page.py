"""What the list of contacts shows: who is found, page by page, and when to be in touch."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from applicants.applications.choices import ContactRole
from applicants.contacts.forms import ContactFilterForm
from applicants.contacts.search import find_contacts
from programs.formatting import counted, day_words
from programs.pages.page_links import PageLinks, page_links

ON_A_PAGE = 40


@dataclass(frozen=True)
class InTouch:
    """When to be in touch with somebody, in words; ``tone``: bad or blank."""

    words: str
    tone: str


def in_touch(contact: Any, today: datetime.date) -> InTouch | None:
    """When to be in touch; None without a day."""
    day = contact.next_on
    if day is None:
        return None
    if day == today:
        return InTouch("Get in touch today", "bad")
    if day < today:
        return InTouch(f"You planned to get in touch on {day_words(day)}", "bad")
    return InTouch(f"Get in touch on {day_words(day)}", "")


@dataclass(frozen=True)
class ContactListPage:
    """The applicant's contacts as the address asks for them.

    ``found``: who fits, on all pages; ``rows``: those of this page. ``query``: what was asked for without a
    page, for exports.
    """

    contacts: Sequence[Any]
    form: ContactFilterForm
    found: Sequence[Any]
    rows: Sequence[tuple[Any, InTouch | None]]
    is_filtered: bool
    count_words: str
    query: str
    page_links: PageLinks


def contact_list_page(
    contacts: Sequence[Any], asked: Mapping[str, str], today: datetime.date
) -> ContactListPage:
    """The page that was asked for, or the last when there are fewer."""
    form = ContactFilterForm(asked, specialties=specialties_of(contacts), roles=roles_of(contacts))
    chosen = form.chosen
    found = find_contacts(contacts, **chosen)
    number = form.cleaned_data.get("page") if form.is_valid() else None
    page = Paginator(found, ON_A_PAGE).get_page(number or 1)
    every, is_filtered = counted(len(contacts), "person", "people"), any(chosen.values())
    return ContactListPage(
        contacts=contacts,
        form=form,
        found=found,
        rows=[(contact, in_touch(contact, today)) for contact in page],
        is_filtered=is_filtered,
        count_words=f"{len(found)} of {every}" if is_filtered else every,
        query=query_of(chosen),
        page_links=page_links(page, partial(query_of, chosen)),
    )


def specialties_of(contacts: Iterable[Any]) -> dict[int, str]:
    """Names by key, in order of the names."""
    found = {one.specialty_id: one.specialty.name for one in contacts if one.specialty}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def roles_of(contacts: Iterable[Any]) -> list[tuple[str, str]]:
    used = {contact.role for contact in contacts}
    return [(role.value, str(role.label)) for role in ContactRole if role.value in used]


def query_of(chosen: Mapping[str, Any], page: int | None = None) -> str:
    """Write what was chosen as a query string, with a page (None: no page)."""
    pairs = {"q": chosen["words"], "role": chosen["role"], "specialty": chosen["specialty"], "page": page}
    return urlencode({name: value for name, value in pairs.items() if value})
