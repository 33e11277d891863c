"""The pages on which a curator merges a program with its duplicate, and undoes that."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_http_methods

from programs import change_text
from programs.curation.curator_pages import curator_required, render_curator_page
from programs.curation.merging import program_merges as merges
from programs.curation.merging.page import MergeForm, row_count_words
from programs.duplicates import duplicates_of
from programs.models import Program, ProgramMerge

MOST_FOUND = 20
MERGE_TITLE = "Merge two programs"
FACTS_TAKEN_BACK = "The merge is undone. Both programs are as they were before."
FACTS_STAY = (
    "The merge is undone. The facts of this program stay as they are, because somebody has changed or "
    "confirmed it since; its history restores an earlier version."
)


class DuplicateForm(forms.Form):
    """Which program is the duplicate."""

    other = forms.CharField(label="Name, host or address", max_length=200, strip=True)


class MergeUndoForm(forms.Form):
    """Why two programs are not the same after all."""

    reason = forms.CharField(label="Why?", max_length=500)


def render_merge_page(
    request: HttpRequest, name: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    return render_curator_page(request, f"programs/program/merge/{name}", title, status=status, **context)


@curator_required
@require_http_methods(["GET", "HEAD"])
def find_view(request: HttpRequest, program_id: int) -> HttpResponse:
    """Show a program's probable duplicates, and find others by words."""
    program = get_object_or_404(Program.objects.for_reading(), pk=program_id)
    programs = Program.objects.without_merged().with_host()
    form = DuplicateForm(request.GET if "other" in request.GET else None)
    matches = programs.found_by(form.cleaned_data["other"]) if form.is_valid() else programs.none()
    context: dict[str, Any] = {
        "program": program,
        "form": form,
        "likely": duplicates_of(program, programs),
        "found": [match for match in matches[:MOST_FOUND] if match.pk != program.pk],
        "merge": merges.standing_merge(program),
        "merges": merges.all_merged_into(program),
    }
    return render_merge_page(request, "find", "Merge with a duplicate", **context)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_view(request: HttpRequest, program_id: int, other_id: int) -> HttpResponse:
    """Show both programs; a POST shows what a merge would do, and the last one does it."""
    kept, removed = (get_object_or_404(Program.objects.for_reading(), pk=pk) for pk in (program_id, other_id))
    form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, removed=removed)
    reason_against = merges.reason_against(kept, removed)
    context = {"form": form, "reason_against": reason_against}
    if form.is_bound and form.is_valid() and form.cleaned_data["step"] == "merge":
        try:
            merges.merge_programs(form.decision, request.user)
        except merges.MergeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{removed.name} is merged into this program.")
            return redirect("admin:programs_program_change", kept.pk)
    if form.is_bound and not set(form.errors) - {"reason"} and form.cleaned_data["step"] != "choose":
        return render_preview(request, form, context)
    status = 422 if form.errors else 200
    return render_merge_page(request, "choose", MERGE_TITLE, status=status, **context)


def render_preview(request: HttpRequest, form: MergeForm, context: dict[str, Any]) -> HttpResponse:
    """Show what a merge would do, and ask why; the facts again where it would do nothing."""
    try:
        merge, left = merges.preview_merge(form.decision, request.user)
    except merges.MergeError as error:
        form.add_error(None, str(error))
        return render_merge_page(request, "choose", MERGE_TITLE, status=422, **context)
    facts = merge.change.facts if merge.change else {}
    context |= {
        "facts": [change_text.changed_fact(name, *facts[name]) for name in facts if name != "proof"],
        "taken": len(form.decision.taken),
        "moved": row_count_words({name: len(keys) for name, keys in merge.moved.items() if keys}),
        "left": row_count_words(left),
    }
    status = 422 if form.errors else 200
    return render_merge_page(request, "preview", MERGE_TITLE, status=status, **context)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo_view(request: HttpRequest, program_id: int, merge_id: int) -> HttpResponse:
    """Say what undoing a merge does; a POST does it."""
    standing = ProgramMerge.objects.standing().with_changes()
    merge = get_object_or_404(standing, pk=merge_id, kept=program_id)
    form = MergeUndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            is_whole = merges.undo_merge(merge, request.user, form.cleaned_data["reason"])
        except merges.MergeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, FACTS_TAKEN_BACK if is_whole else FACTS_STAY)
            return redirect("admin:programs_program_change", program_id)
    counts = {name: len(keys) for name, keys in merge.moved.items() if keys}
    context = {
        "merge": merge,
        "form": form,
        "moved": row_count_words(counts),
        "is_whole": merges.is_unchanged_since(merge),
    }
    status = 422 if form.errors else 200
    return render_merge_page(request, "undo", "Undo this merge?", status=status, **context)


def merge_urls() -> list[Any]:
    return [
        path("<int:program_id>/merge/", find_view, name="programs_program_find_duplicate"),
        path("<int:program_id>/merge/<int:other_id>/", merge_view, name="programs_program_merge"),
        path("<int:program_id>/merge/undo/<int:merge_id>/", undo_view, name="programs_program_merge_undo"),
    ]
