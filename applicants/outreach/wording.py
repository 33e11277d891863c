"""Texts with fields: a closed list of fields, filled in or shown as a gap. Pure.

This is no template language. A field is replaced once by plain text; what stands in that text is never
looked at again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

GAP = re.compile(r"\[[^\[\]\n]{1,200}\]")
FIELD = re.compile(r"\{\{([^{}]{0,60})\}\}")


class Place(TextChoices):
    """Where a missing fact is written down."""

    PROFILE = "profile", "in your profile"
    CONTACT = "contact", "on their page"
    SETTINGS = "settings", "in your outreach settings"
    HERE = "here", "in the text itself"


@dataclass(frozen=True)
class Field:
    """One field: what stands for it while the fact is missing, and where to write the fact down."""

    gap: str
    place: Place

    @property
    def is_in_profile(self) -> bool:
        return self.place == Place.PROFILE

    @property
    def is_on_contact(self) -> bool:
        return self.place == Place.CONTACT

    @property
    def is_in_settings(self) -> bool:
        return self.place == Place.SETTINGS

    @property
    def words(self) -> str:
        return self.gap[1:-1]


def field(gap: str, place: Place) -> Field:
    return Field(f"[{gap}]", place)


FIELDS: dict[str, Field] = {
    "contact_name": field("their name", Place.CONTACT),
    "contact_title": field("their title", Place.CONTACT),
    "organization": field("their hospital", Place.CONTACT),
    "department": field("their department", Place.CONTACT),
    "specialty": field("their specialty", Place.CONTACT),
    "my_name": field("your name", Place.SETTINGS),
    "my_email": field("your email", Place.HERE),
    "my_school": field("your medical school", Place.PROFILE),
    "my_country": field("the country of your school", Place.PROFILE),
    "my_graduation": field("when you graduated or will graduate", Place.PROFILE),
    "my_graduation_year": field("your graduation year", Place.PROFILE),
    "my_exams": field("the exams that you have passed", Place.PROFILE),
    "my_ecfmg": field("how far you are with ECFMG", Place.PROFILE),
    "my_specialty": field("the specialty that you want", Place.PROFILE),
    "my_months": field("the months in which you are free", Place.PROFILE),
    "sent_on": field("the day of your first email", Place.HERE),
}


def names_in(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in FIELD.findall(text)))


def validate_words(text: str) -> None:
    """Raise ValidationError when a text has a field that does not exist, or half a field."""
    if unknown := [name for name in names_in(text) if name not in FIELDS]:
        words = ", ".join(f"{{{{{name}}}}}" for name in unknown)
        raise ValidationError(f"There is no field {words}. Use one of those listed below the text.")
    rest = FIELD.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise ValidationError("A field starts with {{ and ends with }}, such as {{my_name}}.")


def render_text(text: str, facts: Mapping[str, str]) -> str:
    """A text with its fields filled in; a gap in brackets where a fact is missing."""

    def fill(found: re.Match[str]) -> str:
        name = found[1].strip()
        return facts.get(name) or FIELDS[name].gap if name in FIELDS else found[0]

    return FIELD.sub(fill, text)


def one_line(text: str) -> str:
    return " ".join(text.split())


def gaps_in(*texts: str) -> list[Field]:
    """What still stands in brackets in some texts, each once, in order, whoever wrote it."""
    known = {one.gap: one for one in FIELDS.values()}
    gaps = dict.fromkeys(gap for text in texts for gap in GAP.findall(text))
    return [known.get(gap) or Field(gap, Place.HERE) for gap in gaps]


def mailto(email: str, subject: str, body: str) -> str:
    """An address that opens a mail program with a message ready to send (RFC 6068)."""
    about = quote(one_line(subject), safe="")
    text = quote("\r\n".join(body.splitlines()), safe="")
    return f"mailto:{quote(email, safe='@')}?subject={about}&body={text}"


def known_facts(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: one_line(str(fact)) for name, fact in facts.items() if fact}
