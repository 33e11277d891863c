"""The advisors' list of programs, and the form that changes one."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from programs import formatting
from programs.choices import ChangeAction, Publication
from programs.curation.admin.confirm_form import ConfirmForm
from programs.curation.admin.inlines import HTTPS_FIRST, PARTS, SMALL_NOTES
from programs.curation.admin.program_list import ProgramList
from programs.curation.editing.program_form import FIELDSETS, ProgramForm
from programs.curation.history import change_texts, versions
from programs.curation.history.views import restore_view
from programs.curation.merging import program_merges
from programs.curation.merging.page import merged_histories
from programs.curation.merging.views import merge_urls
from programs.curation.publishing import changes
from programs.curation.review import fact_checks
from programs.curation.spreadsheet import exporting
from programs.forms import HistoryPageForm
from programs.models import CatalogVersion, FactCheck, Program
from programs.querysets import ProgramQuerySet

Act = Callable[[Program, Any], Any]
SAVED = "Saved and confirmed on the program's own form."
CHANGES_ON_A_PAGE = 25
MOST_AT_ONCE = 1000


def confirm_from_form(program: Program, by: Any) -> FactCheck:
    """Confirm a program whose whole form an advisor has just gone through."""
    return fact_checks.confirm_program(program, fact_checks.CuratorAct(by, SAVED))


# A button beside "Save", what it does after saving, and what is then said.
BUTTONS = {
    "_confirm": (confirm_from_form, "confirmed today"),
    "_publish": (changes.publish_program, "published"),
    "_archive": (changes.archive_program, "archived"),
}


EXPORT_NAME = "programs-of-the-catalog"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_lines(lines: Iterator[str], ending: str, kind: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{EXPORT_NAME}.{ending}"'}
    return StreamingHttpResponse(lines, content_type=kind, headers=headers)


def merge_context(program: Program) -> dict[str, Any]:
    """The merges by which a program left the catalog, and took over from others."""
    own, others = program_merges.standing_merge(program), program_merges.all_merged_into(program)
    return {"merge": own, "merges": others}


class ProgramAdmin(ProgramList):
    """Programs. Every save ends in ``curation.publishing``; its history names who changed what."""

    form = ProgramForm
    fieldsets = FIELDSETS
    formfield_overrides = HTTPS_FIRST | SMALL_NOTES
    inlines = PARTS
    autocomplete_fields = ("host", "provider", "specialties")
    save_on_top = True
    actions = (
        "confirmed_today",
        "publish",
        "archive",
        "export_csv",
        "export_xlsx",
        "export_records",
        "merge",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Program | None = None) -> tuple[str, ...]:
        """What is derived; address and publication too once they are public."""
        derived = ("four_week_price", "proof", "missing", "people", "checked_on", "checked_by", "curated_at")
        return (*derived, "slug", "publication") if obj else derived

    def get_prepopulated_fields(self, request: HttpRequest, obj: Program | None = None) -> dict[str, Any]:
        """Write the address from the name while a program is new."""
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Program, form: forms.ModelForm, change: bool) -> None:  # noqa: FBT001
        """Save the columns, after taking the one lock that every writer takes first."""
        CatalogVersion.advance()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Save rows, new and changed silences with who silenced the flag."""
        for row in formset.forms:
            if hasattr(row.instance, "silenced_by") and row.has_changed():
                row.instance.silenced_by, row.instance.silenced_on = request.user, timezone.localdate()
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Save the rows, then make it all what visitors see; then do what the pressed button says."""
        program = form.instance
        before = changes.silences_of(program)
        super().save_related(request, form, formsets, change)
        action = ChangeAction.EDITED if change else ChangeAction.CREATED
        reason = form.cleaned_data.get("reason", "")
        change_made = changes.apply_change(program.pk, action, by=request.user, reason=reason)
        changes.note_silences(change_made, program, before)
        for button in BUTTONS.keys() & request.POST.keys():
            self.act_on_each(request, Program.objects.without_records().with_slugs([program.slug]), button)

    def act_on_each(
        self, request: HttpRequest, programs: ProgramQuerySet, button: str, instead: Act | None = None
    ) -> None:
        """Do what a button says, or something instead, to each program, all or none, and say to how many."""
        usual, done = BUTTONS[button]
        act: Act = instead or usual
        if programs.count() > MOST_AT_ONCE:
            self.message_user(request, f"Select at most {MOST_AT_ONCE:,} programs.", messages.ERROR)
            return
        with transaction.atomic():
            CatalogVersion.advance()
            count = len([act(program, request.user) for program in programs.without_records()])
        self.message_user(request, f"{formatting.counted(count, 'program')} {done}.", messages.SUCCESS)

    @admin.action(description="Confirmed with the source today", permissions=["change"])
    def confirmed_today(self, request: HttpRequest, queryset: ProgramQuerySet) -> HttpResponse | None:
        """Ask what was read, then record that the facts still agree with the source."""
        form = ConfirmForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask_what_was_read(request, queryset, form)
        act = fact_checks.CuratorAct(request.user, form.cleaned_data["reason"])
        self.act_on_each(request, queryset, "_confirm", lambda p, _: fact_checks.confirm_program(p, act))
        undo = format_html('<a href="{}">{}</a>', reverse("review:undo"), "Take it back")
        self.message_user(request, format_html("Confirmed by mistake? {}.", undo))
        return None

    def ask_what_was_read(
        self, request: HttpRequest, programs: ProgramQuerySet, form: ConfirmForm
    ) -> HttpResponse:
        """The page between the tick and the confirmation: each program with its sources."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Confirm with the source",
            "form": form,
            "programs": list(programs.prefetch_related("sources")[:MOST_AT_ONCE]),
        }
        return TemplateResponse(request, "admin/programs/program/confirm_selected.html", context)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: ProgramQuerySet) -> None:
        self.act_on_each(request, queryset, "_publish")

    @admin.action(description="Archive", permissions=["change"])
    def archive(self, request: HttpRequest, queryset: ProgramQuerySet) -> None:
        self.act_on_each(request, queryset, "_archive")

    @admin.action(description="Merge two programs that are one", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: ProgramQuerySet) -> HttpResponse | None:
        """Show two programs side by side; the one that visitors see is to stay, or the older one."""
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:  # noqa: PLR2004
            self.message_user(request, "Select exactly two programs.", messages.ERROR)
            return None
        kept, removed = sorted(chosen, key=lambda program: program.publication != Publication.PUBLISHED)
        return redirect("admin:programs_program_merge", kept.pk, removed.pk)

    @admin.action(description="Export as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: ProgramQuerySet) -> StreamingHttpResponse:
        """Send the selected programs as a sheet that an import reads back."""
        return download_lines(
            exporting.csv_lines(queryset.iterate_records()), "csv", "text/csv; charset=utf-8"
        )

    @admin.action(description="Export as XLSX", permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: ProgramQuerySet) -> FileResponse:
        file = exporting.xlsx_file(queryset.iterate_records())
        return FileResponse(file, as_attachment=True, filename=f"{EXPORT_NAME}.xlsx", content_type=XLSX)

    @admin.action(description="Export as records (JSON Lines)", permissions=["view"])
    def export_records(self, request: HttpRequest, queryset: ProgramQuerySet) -> StreamingHttpResponse:
        return download_lines(exporting.json_lines(queryset.iterate_records()), "jsonl", "application/jsonl")

    def render_change_form(  # noqa: PLR0913, PLR0917 - Django calls it so
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 - Django's own order
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Program | None = None,
    ) -> HttpResponse:
        """Say on the form what was merged with the program."""
        if obj:
            context |= merge_context(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed which facts instead of Django's own log."""
        response = super().history_view(request, object_id, extra_context)
        context = response.context_data if isinstance(response, TemplateResponse) else None
        if context and (program := context.get("object")):
            recorded = program.changes.with_authors()
            pages = Paginator(recorded, CHANGES_ON_A_PAGE)
            page = pages.get_page(HistoryPageForm(request.GET).number)
            newer = list(recorded[: page.end_index()])
            known = list(versions.walk_versions(program.record, newer))[max(0, page.start_index() - 1) :]
            context |= {"page": page, "history": change_texts.change_texts(known)}
            context |= merge_context(program)
            context["merged"] = merged_histories(context["merges"])
        return response

    def get_urls(self) -> list[Any]:
        """The pages of Django's admin, and those that restore versions and merge duplicates."""
        name = "programs_program_restore"
        restore = path("<int:program_id>/restore/<int:change_id>/", restore_view, name=name)
        return [restore, *merge_urls(), *super().get_urls()]

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Program) -> None:
        """Delete a program and let every index be built anew without it."""
        CatalogVersion.advance(rebuild=True)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete programs and let every index be built anew without them."""
        CatalogVersion.advance(rebuild=True)
        super().delete_queryset(request, queryset)
