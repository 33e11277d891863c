"""What the list of contacts shows: who is found, page by page, and when to be in touch."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from applicants.contacts.choices import Role
from applicants.contacts.forms import FilterForm
from applicants.contacts.search import matching
from programs.formatting import counted, day_words

ON_A_PAGE = 40


@dataclass(frozen=True)
class InTouch:
    """When to be in touch with somebody, in words; ``tone`` is the tag's color."""

    words: str
    tone: str


def in_touch(contact: Any, today: datetime.date) -> InTouch | None:
    """Return when to be in touch; None without a day."""
    day = contact.next_on
    if day is None:
        return None
    if day == today:
        return InTouch("Be in touch today", "tag--bad")
    if day < today:
        return InTouch(f"You planned to be in touch on {day_words(day)}", "tag--bad")
    return InTouch(f"Be in touch on {day_words(day)}", "")


@dataclass
class ContactListPage:
    """The applicant's contacts as the address asks for them."""

    contacts: Sequence[Any]
    asked: Mapping[str, str]
    today: datetime.date
    form: FilterForm = field(init=False)

    def __post_init__(self) -> None:
        self.form = FilterForm(self.asked, specialties=self.specialties)

    @cached_property
    def specialties(self) -> dict[int, str]:
        """Return the specialties that contacts have, by their keys, in order of their names."""
        found = {one.specialty_id: one.specialty.name for one in self.contacts if one.specialty}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Return the roles that contacts have."""
        used = {contact.role for contact in self.contacts}
        return [(role.value, str(role.label)) for role in Role if role.value in used]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Return what was asked for."""
        return self.form.chosen

    @cached_property
    def found(self) -> list[Any]:
        """Return the contacts that were asked for."""
        return matching(self.contacts, **self.chosen)

    @cached_property
    def page(self) -> Page:
        """Return the page that was asked for; the last for one beyond it."""
        number = self.form.cleaned_data.get("page") if self.form.is_valid() else None
        return Paginator(self.found, ON_A_PAGE).get_page(number or 1)

    @property
    def rows(self) -> list[tuple[Any, InTouch | None]]:
        """Return the contacts of the page, each with when to be in touch."""
        return [(contact, in_touch(contact, self.today)) for contact in self.page]

    @property
    def is_filtered(self) -> bool:
        """Return whether anything is asked for."""
        return any(self.chosen.values())

    @property
    def count_words(self) -> str:
        """Return how many there are, in words."""
        every = counted(len(self.contacts), "person", "people")
        return f"{len(self.found)} of {every}" if self.is_filtered else every

    @property
    def query(self) -> str:
        """Return what an export is asked for, as an address writes it."""
        return self.address_of()

    def address_of(self, page: int | None = None) -> str:
        """Return the query of an address that asks for the same, on a page (None: no page)."""
        pairs = {
            "q": self.chosen["words"],
            "role": self.chosen["role"],
            "specialty": self.chosen["specialty"],
        }
        return urlencode({name: value for name, value in (pairs | {"page": page}).items() if value})

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Return every page's number with its address; none when there is only one."""
        numbers = self.page.paginator.page_range
        return [(number, self.address_of(number)) for number in numbers] if len(numbers) > 1 else []
