"""What programs point at, and the guide's content, as advisors edit it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from programs import formatting
from programs.curation.admin.filters import StateFilter
from programs.curation.admin.inlines import HTTPS_FIRST
from programs.curation.editing.field_words import DASHES
from programs.curation.publishing.changes import apply_edit_to_each
from programs.models import CatalogVersion, Host, Program, Provider, Requirement, Specialty, StateRule
from programs.querysets import ProgramQuerySet
from programs.us_states import STATES_BY_REGION


def apply_and_report(model_admin: admin.ModelAdmin, request: HttpRequest, program_ids: list[int]) -> None:
    """Make a change reach these programs, and tell the advisor how many."""
    count = apply_edit_to_each(program_ids, request.user)
    if count:
        model_admin.message_user(request, f"Updated: {formatting.counted(count, 'program')}.")


class StateAdmin(admin.ModelAdmin):
    """Rows of one state, which is chosen under its region."""

    list_filter = (StateFilter,)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "state":
            empty = formatting.NOT_STATED if db_field.blank else DASHES
            options["choices"] = [("", empty), *STATES_BY_REGION]
        return super().formfield_for_choice_field(db_field, request, **options)


class HostAdmin(StateAdmin):
    """Hosts. A changed name or place changes every program of the host."""

    list_display = ("name", "city", "state")
    search_fields = ("name", "city")
    prepopulated_fields = {"slug": ("name", "city")}
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Host, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """Save the host and publish its programs anew."""
        CatalogVersion.advance()
        super().save_model(request, obj, form, change)
        if form.has_changed():
            apply_and_report(self, request, obj.programs.ids())


class ProviderAdmin(admin.ModelAdmin):
    """Providers. A changed name or kind changes every program of the provider."""

    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Provider, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """Save the provider and publish its programs anew."""
        CatalogVersion.advance()
        super().save_model(request, obj, form, change)
        if form.has_changed():
            apply_and_report(self, request, obj.programs.ids())


class SpecialtyForm(forms.ModelForm):
    """A specialty. The catalog knows two levels: a parent has no parent of its own."""

    def clean_parent(self) -> Specialty | None:
        """Raise ValidationError if the parent would make a third level or a circle."""
        parent = self.cleaned_data["parent"]
        has_children = bool(self.instance.pk) and self.instance.children.exists()
        if parent and (parent.parent_id or parent == self.instance or has_children):
            raise ValidationError("Two levels are enough: a specialty with a parent cannot be a parent.")
        return parent


class SpecialtyAdmin(admin.ModelAdmin):
    """Specialties. Programs of a specialty are found under its parent too."""

    form = SpecialtyForm
    list_display = ("name", "parent")
    list_select_related = ("parent",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Specialty, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """Save the specialty and publish its programs anew and its children's."""
        CatalogVersion.advance(words=True)
        super().save_model(request, obj, form, change)
        if form.has_changed():
            apply_and_report(self, request, programs_under(obj).ids())

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Specialty) -> None:
        """Delete a specialty and publish the programs that named it anew."""
        CatalogVersion.advance(words=True)
        program_ids = programs_under(obj).ids()
        super().delete_model(request, obj)
        apply_and_report(self, request, program_ids)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete specialties one by one, so that their programs are published anew."""
        for specialty in queryset:
            self.delete_model(request, specialty)


def programs_under(specialty: Specialty) -> ProgramQuerySet:
    """The programs of a specialty and of its children."""
    return Program.objects.of_specialties([specialty, *specialty.children.all()])


class RequirementAdmin(admin.ModelAdmin):
    """Requirements. Their words stand on program pages and in filters; their code is for good."""

    formfield_overrides = HTTPS_FIRST
    list_display = ("label", "group", "code", "never_expires", "validity_days", "as_of")
    list_filter = ("group", "never_expires")
    search_fields = ("label", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Requirement | None = None) -> tuple[str, ...]:
        """The code once programs may name it."""
        return ("code",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Requirement, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """The catalog's version moves, so that filters read its words anew."""
        CatalogVersion.advance(words=True)
        super().save_model(request, obj, form, change)


class TermAdmin(admin.ModelAdmin):
    """Words explained on the kinds page and in the glossary."""

    formfield_overrides = HTTPS_FIRST
    list_display = ("word", "kind", "as_of")
    list_filter = ("kind",)
    search_fields = ("word", "meaning")
    prepopulated_fields = {"slug": ("word",)}


class ResourceAdmin(admin.ModelAdmin):
    """Where else to look."""

    formfield_overrides = HTTPS_FIRST
    list_display = ("name", "kind", "as_of")
    list_filter = ("kind",)
    search_fields = ("name", "good_for")


class StateRuleAdmin(StateAdmin):
    """State law that stands above every host in the state."""

    formfield_overrides = HTTPS_FIRST
    list_display = ("state", "rule", "source_title", "as_of")
    search_fields = ("rule", "source_title")

    def save_model(self, request: HttpRequest, obj: StateRule, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """The catalog's version moves, so that program pages show it."""
        CatalogVersion.advance(words=True)
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: StateRule) -> None:
        """Delete the rule from program pages too."""
        CatalogVersion.advance(words=True)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete rules from program pages too."""
        CatalogVersion.advance(words=True)
        super().delete_queryset(request, queryset)
