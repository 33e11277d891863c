"""The page on which a curator looks at an earlier version of a program and restores it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from programs import change_text, records
from programs.curation.curator_pages import curator_required, render_curator_page
from programs.curation.history import versions
from programs.models import Change, Program


class RestoreForm(forms.Form):
    """Why an earlier version comes back."""

    reason = forms.CharField(label="Why?", max_length=500, required=False)


def differences(change: Change) -> list[change_text.ChangedFact]:
    """What restoring would change, today's values first."""
    today = Program.objects.for_editing().get(pk=change.program_id)
    record = records.record_of(today)
    earlier = versions.version_after(record, change) | {"slug": today.slug}
    pairs = records.changed_facts(record, earlier)
    return [change_text.changed_fact(name, *pair) for name, pair in pairs.items()]


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore_view(request: HttpRequest, program_id: int, change_id: int) -> HttpResponse:
    """Show what would change; a POST restores the version and goes to the history."""
    changes = Change.objects.with_programs().with_authors()
    change = get_object_or_404(changes, pk=change_id, program=program_id)
    form = RestoreForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"] or f"Back to the version of {change.at:%B %-d, %Y, %H:%M} UTC"
        try:
            versions.restore_version(change, request.user, reason)
        except versions.RestoreError as error:
            form.add_error(None, f"This version cannot come back: {error}")
        else:
            messages.success(request, "The earlier version is restored.")
            return redirect("admin:programs_program_history", program_id)
    return render_curator_page(
        request,
        "programs/program/restore",
        "Restore this version?",
        change=change,
        program=change.program,
        facts=differences(change),
        form=form,
    )
