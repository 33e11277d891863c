"""Input of the trips' pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from applicants.applications.models import Application
from applicants.editing import SeenField
from applicants.guides.choices import VisaClass
from applicants.guides.forms import EntryForm, entry_case
from applicants.plans.choices import ComesBack
from applicants.plans.models import PathwayProgress, Trip, TripCost, TripDay, TripRotation
from applicants.profile.fields import DayField, TokenField, choice_field
from applicants.profile.models import Applicant
from programs.us_states import USState

NOT_SAID = ("", "Not provided")
PLANNED_CLASSES = [pair for pair in VisaClass.choices if pair[0] != VisaClass.NOT_NEEDED]
IDEA = ("", "Not in my applications: an idea")
DATES_IN_ORDER = "The last day cannot be before the first."
AMOUNTS_IN_ORDER = "The higher amount cannot be less than the lower one."


class TripCreateForm(forms.Form):
    """A name and the applications of a new trip. ``token``: sent twice, it makes one trip."""

    token = TokenField()
    name = forms.CharField(
        max_length=120, label="Name of the trip", help_text="Such as “Summer 2027, Chicago and Houston”."
    )
    applications = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Rotations in it",
        help_text="You can add more later, also ideas that are not among your applications.",
    )

    def __init__(self, data: QueryDict | None = None, *, applications: Iterable[Application]) -> None:
        super().__init__(data)
        self.by_key = {str(application.pk): application for application in applications}
        choice_field(self, "applications").choices = [(key, each.name) for key, each in self.by_key.items()]

    def clean_applications(self) -> list[Application]:
        """The chosen applications instead of their keys."""
        return [self.by_key[key] for key in self.cleaned_data["applications"]]


class TripForm(forms.ModelForm):
    """The facts of a trip."""

    seen = SeenField()

    class Meta:
        model = Trip
        fields = (
            *("name", "visa", "visa_wait_days", "visa_interview_on", "visa_issued_on"),
            *("budget_usd", "funds_usd", "note"),
        )
        field_classes = {"visa_interview_on": DayField, "visa_issued_on": DayField}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "name": "Name of the trip",
            "visa": "How you enter the US",
            "visa_wait_days": "Days that people wait for a visa interview",
            "visa_interview_on": "Your visa interview",
            "visa_issued_on": "Visa issued",
            "budget_usd": "Your budget for the trip, in US dollars",
            "funds_usd": "What you can show as proof of funds, in US dollars",
            "note": "Notes",
        }
        help_texts = {
            "visa": "Ask the host which class it supports. This is no legal advice.",
            "visa_wait_days": "Look it up for your city on travel.state.gov. Earlier days move with it.",
            "visa_interview_on": "Once you have booked it.",
            "note": "Only you see this.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice_field(self, "visa").choices = [NOT_SAID, *VisaClass.choices]


class TripRotationForm(forms.ModelForm):
    """A rotation of a trip: one of the applications, or an idea with a name. Dates may be missing."""

    application = forms.ChoiceField(label="Which one", required=False)
    seen = SeenField()

    class Meta:
        model = TripRotation
        fields = ("application", "name", "city", "state", "starts_on", "ends_on")
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "name": "Only for an idea, such as “Cardiology somewhere in Texas”.",
            "city": "For the rent.",
            "starts_on": "An application with dates of its own keeps them.",
        }

    def __init__(
        self, data: QueryDict | None = None, *, applications: Iterable[Application], **options: Any
    ) -> None:
        super().__init__(data, **options)
        if "instance" not in options:
            del self.fields["seen"]
        self.by_key = {str(application.pk): application for application in applications}
        choices = [(key, each.name) for key, each in self.by_key.items()]
        choice_field(self, "application").choices = [IDEA, *choices]
        self.fields["name"].required = False
        choice_field(self, "state").choices = [NOT_SAID, *USState.choices]

    def clean(self) -> None:
        """Ask for a name where there is no application, and for dates in order."""
        super().clean()
        values = self.cleaned_data
        application = values.get("application")
        if application is not None:
            values["name"] = application.name
        elif not values.get("name") and "name" not in self.errors:
            self.add_error("name", "Choose an application, or give your idea a name.")
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", DATES_IN_ORDER)

    def clean_application(self) -> Application | None:
        """Refuse an application that is in the trip already."""
        application = self.by_key.get(self.cleaned_data["application"])
        others = self.instance.trip.rotations.exclude(pk=self.instance.pk) if application else None
        if others is not None and others.of_application(application):
            message = "This one is in the trip already."
            raise ValidationError(message)
        return application


class CostForm(forms.ModelForm):
    """What an applicant says of a proposed cost, or a cost of their own."""

    seen = SeenField()

    class Meta:
        model = TripCost
        fields = ("kind", "label", "low_usd", "high_usd", "paid_usd", "comes_back", "is_counted")
        labels = {
            "label": "What it is",
            "low_usd": "Your estimate, in US dollars",
            "high_usd": "At most, if it can be more",
            "paid_usd": "Paid so far",
            "comes_back": "If the visa is refused",
            "is_counted": "Count it in the total",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.code:
            del self.fields["kind"], self.fields["label"]
            self.fields["low_usd"].help_text = "Leave it empty to keep the figure of the source."
        else:
            self.fields["low_usd"].required = True
        if self.instance.pk is None:
            del self.fields["seen"]
        choice_field(self, "comes_back").choices = [("", "Not stated"), *ComesBack.choices]

    def clean(self) -> None:
        """Refuse a higher amount below the lower one, or without it."""
        super().clean()
        low, high = self.cleaned_data.get("low_usd"), self.cleaned_data.get("high_usd")
        if high is not None and (low is None or high < low):
            self.add_error(
                "high_usd", AMOUNTS_IN_ORDER if low is not None else "Fill in the lower amount too."
            )


class StepForm(forms.ModelForm):
    """Another day for a step, or the day on which it was done."""

    class Meta:
        model = TripDay
        fields = ("day", "done_on")
        field_classes = {"day": DayField, "done_on": DayField}
        labels = {"day": "Do it by", "done_on": "Done on"}
        help_texts = {"day": "Leave it empty to go back to the day that is counted from the start."}


class DoneForm(forms.Form):
    """Whether a step is done."""

    is_done = forms.BooleanField(required=False)


class PathwayForm(forms.ModelForm):
    """How far a step of the pathway is, its day, and a note."""

    seen = SeenField()

    class Meta:
        model = PathwayProgress
        fields = ("state", "on", "note")
        field_classes = {"on": DayField}
        labels = {"state": "How far it is", "on": "Day", "note": "Note"}
        help_texts = {"on": "Done on, or planned for: a planned day comes on your agenda."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            del self.fields["seen"]


class VisaPlanForm(EntryForm):
    """A case, the visa class, and what the days are counted from."""

    visa = forms.ChoiceField(choices=[NOT_SAID, *PLANNED_CLASSES], label="Visa class")
    starts_on = DayField(label="First day of the rotation", required=False)
    wait_days = forms.IntegerField(
        label="Days that people wait for an interview",
        required=False,
        min_value=0,
        max_value=1500,
        help_text="Look it up for your city on travel.state.gov.",
    )

    @staticmethod
    def case_of(person: Applicant | None) -> dict[str, str]:
        """What a person has said already."""
        return entry_case(person)
