"""What an applicant writes about an application: facts, dates, opinion, where the host's portal is."""

import datetime
import re
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.applications.forms.fields import (
    Newer,
    attach_to_page_form,
    dates_fault,
    newer_values,
    same_classes,
)
from applicants.applications.models import Application
from applicants.applications.timeline import fault_of_day
from applicants.applications.workflow import BEGUN, ApplicationStatus
from applicants.profile.fields import DayField, TokenField, WebField, choice_field
from programs.choices import ProgramType
from programs.formatting import NOT_STATED, day_words
from programs.us_states import USState

PASSWORD = re.compile(r"\b(pass ?(word|code|phrase|wd)?|pwd?|pin)\b\s*(is\b|[:=])", re.IGNORECASE)
NO_PASSWORDS = "Never write a password here. Write which email or user name you use."
DAYS = ("starts_on", "ends_on", "deadline_on", "reply_by", "next_action_on")
# What inputs are called where that is not the field's name: pages that are open in a browser go on working.
INPUT_NAMES = {
    "host_contact": "contact",
    "host_portal_url": "portal_url",
    "host_login_hint": "portal_login_hint",
}


class ApplicationSectionForm(forms.ModelForm):
    """Facts of an application; ``place``, where they stand on its page, begins the ids of the inputs."""

    place: str
    saved_words = "Saved."

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id=f"{self.place}-%s", **options)

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(INPUT_NAMES.get(field_name, field_name))

    def newer(self, application: Application) -> list[Newer]:
        """What is stored now wherever this form says otherwise."""
        return newer_values(self, application)


class PageSectionForm(ApplicationSectionForm):
    """A section of the application's page, whose inputs belong to the one form of that page."""

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        attach_to_page_form(self)


class ApplicationPlanForm(PageSectionForm):
    """Dates of the stay, what is due when, and the next action."""

    place = "plan"
    saved_words = "Dates and next action saved."
    all_optional = True

    class Meta:
        model = Application
        fields = (
            "next_action",
            "next_action_on",
            "starts_on",
            "ends_on",
            "deadline_on",
            "reply_by",
            "no_reply_days",
        )
        field_classes = same_classes(*DAYS)
        labels = {
            "next_action": "Next action",
            "next_action_on": "Next action date",
            "starts_on": "Start date",
            "ends_on": "End date",
            "deadline_on": "Deadline to apply",
            "reply_by": "Last day to answer an offer",
            "no_reply_days": "Days to wait for a reply",
        }
        help_texts = {"reply_by": "", "no_reply_days": "Leave it empty to use the one in your profile."}

    def clean(self) -> None:
        """Refuse a stay that ends before it starts."""
        super().clean()
        values = self.cleaned_data
        if fault := dates_fault(values):
            self.add_error("ends_on", fault)
        if "starts_on" in self.changed_data and (fault := self.begun_fault(values.get("starts_on"))):
            self.add_error("starts_on", fault)

    def begun_fault(self, starts_on: datetime.date | None) -> str | None:
        begun = [move for move in self.instance.moves.all() if move.to_status in BEGUN]
        if starts_on is None or not begun or begun[0].happened_on >= starts_on:
            return None
        words = f"“{begun[0].get_to_status_display()}” on {day_words(begun[0].happened_on)}"
        return (
            f"You marked {words}. Correct or undo that in the history, or choose that day or an earlier one."
        )


class ApplicationOpinionForm(PageSectionForm):
    """Rating, rank and private notes."""

    place = "opinion"
    saved_words = "Rating and notes saved."
    all_optional = True
    rating = forms.TypedChoiceField(
        label="Your rating",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "Not rated"),
            (5, "5, my favorite"),
            (4, "4, very good"),
            (3, "3, good"),
            (2, "2, so-so"),
            (1, "1, not for me"),
        ],
    )

    class Meta:
        model = Application
        fields = ("rating", "rank", "note")
        labels = {"rank": "Your rank", "note": "Private notes"}
        help_texts = {"rank": "1 is first choice.", "note": "Only you see this. No patient’s name or data."}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class HostPortalForm(PageSectionForm):
    """Whom to write to, and how to get into the host's portal; never a password."""

    place = "portal"
    saved_words = "Contact and portal saved."
    all_optional = True

    class Meta:
        model = Application
        fields = ("host_contact", "host_portal_url", "host_login_hint")
        field_classes = {"host_portal_url": WebField}
        labels = {
            "host_contact": "Contact",
            "host_portal_url": "Address of their portal",
            "host_login_hint": "Log-in hint",
        }
        help_texts = {
            "host_contact": "Name, email or phone.",
            "host_login_hint": "Which email or user name you use there. Never a password.",
        }

    def clean_host_login_hint(self) -> str:
        """Refuse what looks like a password."""
        hint = self.cleaned_data["host_login_hint"]
        if PASSWORD.search(hint):
            raise forms.ValidationError(NO_PASSWORDS)
        return hint


class ApplicationFactsForm(ApplicationSectionForm):
    """The facts of a program that is not in the catalog; for one that is, the applicant's own notes."""

    place = "facts"
    FROM_CATALOG = ("name", "host_name", "city", "state", "type", "website")

    class Meta:
        model = Application
        fields = (
            "name",
            "host_name",
            "city",
            "state",
            "type",
            "website",
            "host_contact",
            "specialty_note",
            "requirements_note",
            "costs_note",
            "deadlines_note",
        )
        field_classes = {"website": WebField}
        labels = {
            "name": "Program",
            "host_name": "Hospital, clinic or university",
            "type": "Program type",
            "website": "Web page",
            "host_contact": "Contact",
            "specialty_note": "Specialty",
            "requirements_note": "Requirements",
            "costs_note": "Costs",
            "deadlines_note": "Deadlines",
        }
        widgets = {
            "requirements_note": forms.Textarea(attrs={"rows": 3}),
            "costs_note": forms.Textarea(attrs={"rows": 2}),
            "deadlines_note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        choice_field(self, "state").choices = [("", NOT_STATED), *USState.choices]
        choice_field(self, "type").choices = [("", NOT_STATED), *ProgramType.choices]
        if self.instance.program_id is not None:
            for name in self.FROM_CATALOG:
                del self.fields[name]


class ApplicationCreateForm(ApplicationFactsForm):
    """A program that is not in the catalog. ``id`` comes with the form: sent twice, it makes one."""

    id = TokenField()
    status = forms.ChoiceField(
        label="Status", choices=ApplicationStatus, initial=ApplicationStatus.SHORTLISTED
    )
    on = DayField(label="Since")

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(["id", "name", "host_name", "city", "state", "type", "website", "status", "on"])
        self.fields["on"].initial = today
        self.today = today

    def clean_on(self) -> datetime.date:
        """Refuse a day in the future."""
        on = self.cleaned_data["on"]
        if fault := fault_of_day(on, today=self.today):
            raise forms.ValidationError(fault)
        return on


class ApplicationSearchForm(forms.Form):
    """Did I already apply here? Words of a program, a host or a city."""

    q = forms.CharField(label="Program, hospital or city", max_length=100, required=False)
