"""The rows of a program, edited on the program's own page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from programs import flags
from programs.choices import RequirementGroup
from programs.curation.editing.field_words import DASHES, ROW_HELP, ROW_LABELS, call_blank_not_stated
from programs.curation.editing.list_fields import CommaListField
from programs.curation.importing.record_check import validate_path
from programs.models import (
    AudienceDifference,
    Block,
    Fee,
    FlagSilence,
    Limit,
    Package,
    Program,
    ProgramRequirement,
    Requirement,
    Source,
    Window,
)

HTTPS_FIRST: dict[type[models.Field], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
SMALL_NOTES: dict[type[models.Field], dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 40, "class": "vLargeTextField"})}
}

RULE_TITLES = {rule: title for rule, (title, _, _) in flags.RULES.items()}


def form_key(form: forms.ModelForm, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """What a row must not share with another; None for a row that is empty, wrong or to be removed."""
    values = getattr(form, "cleaned_data", {})
    is_kept = values.get(names[0]) and not values.get("DELETE")
    return tuple(values.get(name) for name in names) if is_kept else None


class PartFormSet(forms.BaseInlineFormSet):
    """Rows of one kind: each field named for screen readers, and what must be unique checked in words."""

    KEYS: dict[type[models.Model] | None, tuple[str, ...]] = {
        ProgramRequirement: ("requirement", "any_of", "applies_to"),
        FlagSilence: ("rule",),
    }

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Give every field its column's name: the columns' headings are no labels."""
        super().add_fields(form, index)
        for field in form.fields.values():
            call_blank_not_stated(field)
        if "source" in form.fields:
            form.initial["source"] = str(form.instance.source_id or "")
            form.fields["source"] = forms.TypedChoiceField(
                choices=[("", "First source"), *list(self.sources.items())[1:]],
                coerce=self.sources.get,
                empty_value=None,
                required=False,
            )
        if "requirement" in form.fields:
            form.fields["requirement"] = forms.TypedChoiceField(
                choices=[("", DASHES), *self.requirements_by_group], coerce=self.requirements.get
            )
            form.initial["requirement"] = str(form.instance.requirement_id or "")
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label or ""

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The program's sources by id, read once for all rows."""
        return {str(row.pk): row for row in self.instance.sources.all()} if self.instance.pk else {}

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """All requirements by id, read once for all rows."""
        return {str(row.pk): row for row in Requirement.objects.order_by("label")}

    @cached_property
    def requirements_by_group(self) -> list[tuple[str, list[tuple[str, str]]]]:
        by_group: dict[str, list[tuple[str, str]]] = {label: [] for label in RequirementGroup.labels}
        for key, row in self.requirements.items():
            by_group[row.get_group_display()].append((key, row.label))
        return [group for group in by_group.items() if group[1]]

    def clean(self) -> None:
        """Raise ValidationError when two rows are for the same thing: the database would refuse them."""
        super().clean()
        names = self.KEYS.get(self.model)
        keys = [key for form in self.forms if names and (key := form_key(form, names))]
        if len(set(keys)) != len(keys):
            raise ValidationError("Two rows are for the same thing. Keep one of them.")


class SourceForm(forms.ModelForm):
    """A source, and the facts that rest on it and not on the first."""

    facts = CommaListField(
        validator=validate_path,
        label="Facts from here",
        help_text="Such as: housing, audiences.graduate.",
    )


class SilenceForm(forms.ModelForm):
    """A silenced flag: which of the rules, and why."""

    rule = forms.ChoiceField(label="Red flag", choices=[("", "---------"), *RULE_TITLES.items()])


class PartInline(admin.TabularInline):
    """Rows that are a part of the program: who may change it may change, add and take away its rows."""

    extra = 0
    template = "admin/programs/program/rows.html"
    formset = PartFormSet
    formfield_overrides = HTTPS_FIRST | SMALL_NOTES

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return sorted(super().get_fields(request, obj), key=lambda name: name == "source")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """The rows' form with the words of the pages over its columns."""
        return super().get_formset(request, obj, labels=ROW_LABELS, help_texts=ROW_HELP, **options)

    def has_view_permission(self, request: HttpRequest, obj: Program | None = None) -> bool:
        return request.user.has_perm("programs.view_program") or self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Program | None = None) -> bool:
        return request.user.has_perm("programs.change_program")

    has_add_permission = has_delete_permission = has_change_permission


class FeeInline(PartInline):
    model = Fee


class RequirementInline(PartInline):
    model = ProgramRequirement
    verbose_name = "requirement"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("requirement")


class WindowInline(PartInline):
    model = Window
    verbose_name = "application window"
    verbose_name_plural = "application dates"


class SourceInline(PartInline):
    model = Source
    form = SourceForm


class LimitInline(PartInline):
    model = Limit


class BlockInline(PartInline):
    model = Block


class PackageInline(PartInline):
    model = Package


class DifferenceInline(PartInline):
    model = AudienceDifference
    verbose_name = "difference by audience"
    verbose_name_plural = "differences by audience"


class SilenceInline(PartInline):
    """Red flags that are not shown, each with the reason that is shown instead."""

    model = FlagSilence
    form = SilenceForm
    fields = ("rule", "reason", "silenced_by", "silenced_on")
    readonly_fields = ("silenced_by", "silenced_on")
    verbose_name = "silenced red flag"


PARTS = (
    FeeInline,
    RequirementInline,
    WindowInline,
    SourceInline,
    LimitInline,
    DifferenceInline,
    BlockInline,
    PackageInline,
    SilenceInline,
)
