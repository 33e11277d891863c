"""What visitors may tell the curators, and what a host's office may say of its own program."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from programs import facts
from programs.feedback.host_address import is_at_host, known_domains
from programs.feedback.public_form import PublicForm
from programs.models import HostProposal, Program, Report
from programs.records import FLAG_COLUMNS, plain_number

MAY_MAIL = "We write to it once, when a curator has answered, and delete it then."


def https_first(column: models.Field, **options: Any) -> forms.Field | None:
    """An address without a scheme is read as https."""
    own_options: dict[str, Any] = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
    return column.formfield(**options, **own_options)


LONG = {"text": forms.Textarea(attrs={"rows": 6})}


class ReportForm(PublicForm, forms.ModelForm):
    """A problem with one program."""

    class Meta:
        formfield_callback = https_first
        model = Report
        fields = ("topic", "text", "url", "email")
        labels = {
            "text": "What is wrong, and what is right?",
            "url": "Page that shows it",
            "email": "Your email",
        }
        help_texts = {"url": "The address of the host’s page, such as https://…", "email": MAY_MAIL}
        widgets = LONG | {"topic": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require(self, "topic", "text")


class SuggestionForm(PublicForm, forms.ModelForm):
    """A program that the catalog lacks."""

    class Meta:
        formfield_callback = https_first
        model = Report
        fields = ("name", "host_name", "url", "text", "email")
        labels = {
            "name": "Name of the program",
            "host_name": "Hospital, university or clinic",
            "url": "Its page",
            "text": "Anything else we should know",
            "email": "Your email",
        }
        help_texts = {"url": "The address of the program’s own page, such as https://…", "email": MAY_MAIL}
        widgets = LONG

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require(self, "name", "url")


def require(form: forms.BaseForm, *names: str) -> None:
    """Let a form refuse blanks in fields that the table takes blank."""
    for name, field in form.fields.items():
        field.required = name in names
    topic = form.fields.get("topic")
    if isinstance(topic, forms.ChoiceField):
        topic.choices = stated_choices(topic)


def stated_choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices of a field without the blank one."""
    return [(code, label) for code, label in field.widget.choices if code]


class ClaimForm(PublicForm):
    """Where to mail the link with which a host's office corrects its record."""

    email = forms.EmailField(label="Your work email", max_length=254)

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.program = program
        self.fields["email"].help_text = f"It must end in {' or '.join(known_domains(program))}."

    def clean_email(self) -> str:
        """Raise ValidationError unless the address is at the domain of the program's page or email."""
        email = self.cleaned_data["email"]
        if not is_at_host(email, self.program):
            domains = " or ".join(known_domains(self.program))
            raise ValidationError(f"This address is not at {domains}. Use the office’s own email.")
        return email


HOST_FACTS = (
    "intake",
    "audiences",
    "patient_contact",
    "weeks_min",
    "weeks_max",
    "is_free",
    "housing",
    "letter",
    "has_certificate",
    "has_evaluation",
    "has_visa_support",
    "application_route",
    "lead_time_weeks",
    "schedule_note",
    "website",
    "email",
    "phone",
)
COLUMN_NAMES = {column: key for key, column in FLAG_COLUMNS.items()}
NOT_STATED = [("unknown", "Not stated"), ("true", "Yes"), ("false", "No")]


class HostFactsForm(PublicForm, forms.ModelForm):
    """What a host's office says of its own program: the facts that decide, and the rest in its own words."""

    note = HostProposal._meta.get_field("note").formfield(
        label="Fees, requirements, dates, or anything else that is wrong or missing",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    all_optional = True

    class Meta:
        formfield_callback = https_first
        model = Program
        fields = HOST_FACTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for column in HOST_FACTS:
            field = self.fields[column]
            field.label, field.help_text = facts.fact_label(COLUMN_NAMES.get(column, column)), ""
            if isinstance(field, forms.DecimalField):
                self.initial[column] = plain_number(self.initial[column])
            elif isinstance(field, forms.NullBooleanField):
                field.widget.choices = NOT_STATED
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [("", "Not stated"), *stated_choices(field)]
