"""The facts of a letter: planned with a few, kept with all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.contacts.widgets import MOST_LISTED, PeopleSelect
from applicants.editing import SeenField
from applicants.letters.choices import LetterheadKind, LetterKind, Waiver
from applicants.letters.forms.fields import RowField, year_field
from applicants.letters.models import Letter
from applicants.profile.fields import DayField, TokenField

DECISIONS = [
    (Waiver.WAIVED, "I waive it: I will never read the letter"),
    (Waiver.NOT_WAIVED, "I do not waive it"),
]
WAIVER_HELP = (
    "If you waive it, you will never read the letter. Your writer is told which you chose. "
    "You cannot change it once you have asked. We cannot tell ERAS: choose the same there."
)


@dataclass(frozen=True)
class Choices:
    """What an applicant can choose from, read before a form is made."""

    contacts: Iterable[Any]
    rotations: Iterable[Any]
    specialties: Iterable[Any]


class LetterFactsForm(forms.Form):
    """What is known of a letter."""

    writer_name = forms.CharField(label="Writer’s name", max_length=120, required=False)
    is_us = forms.BooleanField(label="From clinical work in the US", required=False)
    kind = forms.ChoiceField(label="Kind of letter", choices=LetterKind)
    letterhead = forms.ChoiceField(
        label="Letterhead",
        choices=[("", "Not provided"), *LetterheadKind.choices],
        required=False,
        help_text="Sources disagree on how much it matters. We note it and never score it alone.",
    )
    letter_id = forms.CharField(
        label="Letter ID",
        max_length=40,
        required=False,
        help_text="From your letter request form in ERAS. Your writer needs it.",
    )
    written_on = DayField(
        label="Date on the letter",
        required=False,
        help_text="If you may not read it, the day of its upload. Uploaded letters count only with a date.",
    )
    worked_until = DayField(
        label="Last day you work with them",
        required=False,
        help_text="Only if it does not come from a rotation in your applications.",
    )
    asked_as = forms.CharField(
        label="Your name, as they know you",
        max_length=120,
        required=False,
        help_text="It appears on your writer’s page. Without it they may not know who is asking.",
    )
    note = forms.CharField(
        label="Note",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only you see this. No patient’s name or data.",
    )

    seen = SeenField()

    field_order: tuple[str, ...] = (
        *("contact", "writer_name", "rotation", "worked_until", "is_us", "specialty", "kind"),
        *("letterhead", "letter_id", "written_on", "asked_as", "note"),
    )

    def __init__(self, data: QueryDict | None = None, *, choices: Choices, **options: Any) -> None:
        super().__init__(data, auto_id="facts-%s", **options)
        writers = RowField(choices.contacts, "Somebody else", label="Writer", widget=PeopleSelect)
        self.has_unlisted = len(writers.rows) > MOST_LISTED
        self.fields["contact"] = writers
        self.fields["rotation"] = RowField(choices.rotations, "None of these", label="From which rotation")
        self.fields["specialty"] = RowField(choices.specialties, "General", label="For which specialty")
        self.order_fields(self.field_order)

    def clean(self) -> None:
        """Refuse a letter by nobody; who is a contact is known by the contact's name."""
        super().clean()
        values = self.cleaned_data
        if values.get("contact"):
            values["writer_name"] = values["contact"].name
        elif not values.get("writer_name"):
            self.add_error("writer_name", "Choose a writer or write a name.")

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


FACTS = LetterFactsForm.field_order


def facts_of(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in FACTS}


class LetterPlanForm(LetterFactsForm):
    """A letter to plan. ``id`` comes with the form: sent twice, it plans one."""

    # Known later. None is Django's way to leave out an inherited field.
    letterhead = letter_id = written_on = worked_until = note = seen = None  # type: ignore[assignment] # see above
    id = TokenField()
    writer_email = forms.EmailField(label="Writer’s email", required=False)
    match_year = year_field(help_text="The year in which residency starts.")
    waiver = forms.ChoiceField(
        label="Right to read the letter",
        choices=[*DECISIONS, (Waiver.UNDECIDED, "I decide later")],
        initial=Waiver.UNDECIDED,
        widget=forms.RadioSelect,
        help_text=WAIVER_HELP,
    )

    field_order = (
        *("id", "contact", "writer_name", "writer_email", "rotation", "is_us", "specialty", "kind"),
        *("waiver", "match_year", "asked_as"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].help_text = "Or write a new name below: we keep them as a contact."
        if self.has_unlisted:
            self.fields["contact"].help_text += " For somebody who is not listed, start from their own page."

    @property
    def planned(self) -> dict[str, Any]:
        """The cleaned values as arguments of ``creation.create_letter``."""
        values = dict(self.cleaned_data)
        return values | {
            "pk": values.pop("id"),
            "name": values.pop("writer_name"),
            "email": values.pop("writer_email"),
            "match_years": [values.pop("match_year")],
        }


class LetterStartForm(forms.Form):
    """What the form of a new letter starts with, by the address; nonsense means nothing."""

    application = forms.UUIDField(required=False)
    contact = forms.UUIDField(required=False)
