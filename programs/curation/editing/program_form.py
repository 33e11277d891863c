"""The form on which an advisor edits a program."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from programs import facts
from programs.curation.editing.country_fields import CountriesField
from programs.curation.editing.field_words import PROGRAM_LABELS, call_blank_not_stated
from programs.curation.editing.list_fields import CommaListField
from programs.models import Program
from programs.models.fields import CodesField, validate_visa_class
from programs.records import FLAG_COLUMNS
from programs.us_states import STATES_BY_REGION

CODES = tuple(field.name for field in Program._meta.concrete_fields if isinstance(field, CodesField))
if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

WRITTEN: "_FieldsetSpec" = (
    (
        None,
        {
            "fields": (
                "name",
                "slug",
                "publication",
                ("host", "host_kind"),
                "provider",
                "summary",
                ("four_week_price", "missing", "people"),
                "proof",
                ("checked_on", "checked_by", "curated_at"),
            )
        },
    ),
    (
        facts.WHO,
        {
            "fields": (
                ("intake", "intake_as_of"),
                "access",
                "access_note",
                ("citizenships", "citizenships_refused"),
                "audiences",
                "not_open_to",
                "residency_seekers",
                "max_years_since_graduation",
            )
        },
    ),
    (
        facts.WORK,
        {
            "fields": (
                "type",
                "patient_contact",
                "activities",
                "supervisor",
                ("delivery", "setting"),
                "specialties",
                "any_specialty",
                ("weeks_min", "weeks_max"),
            )
        },
    ),
    (
        facts.MONEY,
        {
            "fields": (
                "is_free",
                "included",
                ("funding_kind", "funding_amount_usd"),
                "funding_note",
                "housing",
            )
        },
    ),
    (facts.LETTER, {"fields": (("letter", "letterhead"), ("has_certificate", "has_evaluation"))}),
    (facts.VISA, {"fields": ("visas", "visas_refused", "has_visa_support")}),
    (
        facts.DATES,
        {
            "fields": (
                ("application_route", "lead_time_weeks"),
                "blackout_months",
                "schedule_note",
                ("capacity_count", "capacity_per"),
                "capacity_note",
                "states",
            )
        },
    ),
    (facts.CONTACT, {"fields": ("website", ("email", "phone"))}),
    ("Why this change?", {"fields": ("reason",)}),
)
NAMED = {name for _, options in WRITTEN for line in options["fields"] for name in (line, *line)}


def flags_of(group: Any) -> tuple[str, ...]:
    """The columns of yes or no that no line above names, under the heading of their facts."""
    return tuple(
        column
        for key, column in FLAG_COLUMNS.items()
        if column not in NAMED and facts.FACTS_BY_NAME[key].group == group
    )


FIELDSETS: "_FieldsetSpec" = tuple(
    (group, {**options, "fields": (*options["fields"], *flags_of(group))}) for group, options in WRITTEN
)


def in_old_order(new: list[Any], old: list[Any]) -> list[Any]:
    """The new codes, those that were there before in their order, so that saving changes no order."""
    return [code for code in old if code in new] + [code for code in new if code not in old]


class ProgramForm(forms.ModelForm):
    """Every fact of a program that is not a row of its own."""

    states = forms.MultipleChoiceField(
        label=facts.fact_label("states"),
        required=False,
        choices=STATES_BY_REGION,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only when it runs in more than one state.",
    )
    citizenships = CountriesField(label=facts.fact_label("citizenships"))
    citizenships_refused = CountriesField(label=facts.fact_label("citizenships_refused"))
    visas = CommaListField(
        validator=validate_visa_class,
        is_upper=True,
        label=facts.fact_label("visas"),
        help_text="Such as: B-1, ESTA.",
    )
    visas_refused = CommaListField(
        validator=validate_visa_class,
        is_upper=True,
        label=facts.fact_label("visas_refused"),
        help_text="Such as: B-2.",
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Kept with the program's history, such as: the host's page of today says so.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        labels = PROGRAM_LABELS
        help_texts: ClassVar = {
            "has_visa_support": "Invitation letter or sponsorship.",
            "has_evaluation": "A written evaluation at the end.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            call_blank_not_stated(field)

    def clean(self) -> None:
        """Keep the order of codes that were there before."""
        super().clean()
        values = self.cleaned_data
        for name in CODES:
            if name in values:
                values[name] = in_old_order(values[name], self.initial.get(name) or [])
