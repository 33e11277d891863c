"""Input of the contacts' pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from applicants.applications.choices import ContactRole
from applicants.applications.models import Application
from applicants.contacts.creation import find_by_name
from applicants.contacts.models import Contact
from applicants.editing import SeenField
from applicants.profile.fields import AddressForm, DayField, TokenField, WebField, choice_field
from applicants.profile.models import Applicant
from programs.us_states import USState

NOT_SAID = "Not provided"
LONGEST_QUESTION = 100
IN_TOUCH = "Get in touch on"


class ContactForm(forms.ModelForm):
    """What an applicant writes about somebody.

    ``token`` comes with the form: sent twice, it makes one contact. ``application`` is what a new contact is
    tied to. ``is_another_person`` is asked for only when the email is another contact's too.
    """

    token = TokenField()
    application = forms.UUIDField(widget=forms.HiddenInput, required=False)
    is_another_person = forms.BooleanField(label="Save it anyway", required=False)
    seen = SeenField()

    class Meta:
        model = Contact
        fields = (
            *("name", "role", "title", "specialty", "organization", "department", "city", "state"),
            *("email", "phone", "website", "next_on", "next_note", "note"),
        )
        field_classes = {"next_on": DayField, "website": WebField}
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        labels = {"role": "Who they are", "website": "Web page", "note": "Notes", "next_on": IN_TOUCH}
        help_texts = {
            "next_on": "The day comes on your agenda and in your calendar.",
            "next_note": "Such as “thank her for the call”.",
            "note": "Only you see this. No patient’s name or data.",
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        applicant: Applicant,
        specialties: Iterable[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        if "instance" not in options:  # a new one
            del self.fields["seen"]
        self.applicant = applicant
        choice_field(self, "specialty").choices = [("", NOT_SAID), *specialties]
        choice_field(self, "state").choices = [("", NOT_SAID), *USState.choices]
        self.order_fields(["token", "application", "name", "role"])

    def clean(self) -> None:
        """Ask once whether somebody with another contact's email is meant to be another person."""
        super().clean()
        values = self.cleaned_data
        self.doubles = list(
            self.applicant.contacts.with_email(values.get("email", "")).except_for(self.instance)
        )
        if self.doubles and not values.get("is_another_person") and not self.is_known_person:
            names = ", ".join(contact.name for contact in self.doubles)
            words = f"{names} has this email already. Is it somebody else? Then tick “Save it anyway”."
            self.add_error("email", ValidationError(words, code="double"))

    @property
    def is_known_person(self) -> bool:
        """Whether somebody is added to an application who is a contact already, by name and email."""
        is_for_application = self.cleaned_data.get("application") is not None
        return (
            is_for_application and find_by_name(self.doubles, self.cleaned_data.get("name", "")) is not None
        )

    @property
    def asks_for_another_person(self) -> bool:
        """Whether the form came back because of the email, so that it shows the tick."""
        return self.has_error("email", "double")

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields to show, in order; the tick only when it is asked for."""
        tick = "is_another_person"
        return [one for one in self.visible_fields() if one.name != tick or self.asks_for_another_person]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class InTouchForm(forms.ModelForm):
    """When to be in touch again, and about what."""

    all_optional = True
    seen = SeenField()

    class Meta:
        model = Contact
        fields = ("next_on", "next_note")
        field_classes = {"next_on": DayField}
        labels = {"next_on": IN_TOUCH}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="touch-%s", **options)


class ContactApplicationsForm(forms.Form):
    """The applications that somebody has to do with."""

    all_optional = True
    applications = forms.MultipleChoiceField(
        label="Tick those that they belong to", required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = SeenField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        contact: Contact,
        applications: Iterable[Application],
        **options: Any,
    ) -> None:
        initial = {"applications": [str(one.pk) for one in contact.applications.all()]}
        super().__init__(data, initial=initial, auto_id="tie-%s", **options)
        self.by_id = {str(one.pk): one for one in applications}
        choice_field(self, "applications").choices = [
            (pk, application_label(one)) for pk, one in self.by_id.items()
        ]

    @property
    def chosen(self) -> list[Application]:
        return [self.by_id[pk] for pk in self.cleaned_data["applications"]]


class ContactStartForm(forms.Form):
    """What the form of a new contact starts with, by the address; nonsense means nothing."""

    application = forms.UUIDField(required=False)


def application_label(application: Application) -> str:
    return ", ".join(part for part in (application.name, application.host_name) if part)


class ContactFilterForm(AddressForm):
    """Which contacts to show. Read ``chosen``: every input has an answer.

    ``specialties`` and ``roles`` are those that somebody has: no other specialty can be asked for, and no
    other role is offered.
    """

    q = forms.CharField(
        label="Search",
        max_length=LONGEST_QUESTION,
        required=False,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(choices=ContactRole, required=False)
    specialty = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    NOTICES = {
        "q": "Please search for something shorter. All contacts are shown.",
        "role": "There is no such role. Everybody is shown.",
        "specialty": "There is no such specialty. Everybody is shown.",
        "page": "There is no such page. This is the first.",
    }

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        specialties: Mapping[int, str],
        roles: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, auto_id="%s", **options)
        self.has_specialties = bool(specialties)
        choice_field(self, "specialty").choices = [("", "Any"), *specialties.items()]
        choice_field(self, "role").widget.choices = [("", "Everybody"), *roles]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The inputs beside the search; specialties only where somebody has one."""
        return [self["role"], self["specialty"]] if self.has_specialties else [self["role"]]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; nothing in place of what is unknown."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "role": self.cleaned_data.get("role", ""),
            "specialty": self.cleaned_data.get("specialty"),
        }
