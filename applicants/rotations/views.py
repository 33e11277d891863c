"""The pages of rotations: what to do on which day, the first day, a private journal, and a log of skills."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.applications.models import Application
from applicants.guides.models import RotationTip
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, posted_data, valid_values
from applicants.rotations.creation import create_entry, tick
from applicants.rotations.forms import (
    FirstDayForm,
    JournalCreateForm,
    JournalForm,
    LogCreateForm,
    LogEditForm,
    TickForm,
)
from applicants.rotations.log_sums import log_sums
from applicants.rotations.models import FirstDay, JournalEntry, SkillLine
from applicants.rotations.page import prompt_for, stay_words, tip_groups
from programs.forms import PageForm
from programs.pages.page_links import page_links

HERE = {"section": "rotations"}
AT_ONCE = 20


def get_rotation(request: ApplicantRequest, pk: UUID) -> Application:
    """Get an accepted application of the applicant's own; raise 404 for any other."""
    return get_object_or_404(request.applicant.applications.rotations(), pk=pk)


@require_safe
@applicant_required
def rotation_list(request: ApplicantRequest) -> TemplateResponse:
    """List the applicant's rotations: the applications whose place is accepted."""
    today = request.applicant.today
    rotations = request.applicant.applications.rotations()
    context = HERE | {"rotations": [(one, stay_words(one, today)) for one in rotations]}
    return TemplateResponse(request, "applicants/rotations/rotation_list.html", context)


@require_safe
@applicant_required
def rotation_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """Show a rotation: today's question, the facts of its first day, the lists, and the journal."""
    rotation, today = get_rotation(request, pk), request.applicant.today
    tips = list(RotationTip.objects.all())
    entries, hours = rotation.journal.all().sums()
    context = HERE | {
        "rotation": rotation,
        "when": stay_words(rotation, today),
        "prompt": prompt_for(rotation, tips, today),
        "first_day": FirstDay.of(rotation),
        "groups": tip_groups(rotation, tips, rotation.tip_checks.all().codes(), today),
        "entries": entries,
        "hours": hours,
        "lines": rotation.log.count(),
    }
    return TemplateResponse(request, "applicants/rotations/rotation_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def first_day_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Note where, when and how the rotation begins."""
    rotation = get_rotation(request, pk)
    known = FirstDay.of(rotation) or FirstDay(application=rotation)
    form = FirstDayForm(posted_data(request), instance=known)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, "The first day is saved.")
            return redirect("applicants:rotation_detail", rotation.pk)
    context = HERE | {"rotation": rotation, "form": form}
    return TemplateResponse(request, "applicants/rotations/first_day_edit.html", context, status=status)


@require_POST
@applicant_required
def tip_check(request: ApplicantRequest, pk: UUID, code: str) -> HttpResponse:
    """Tick something off, or take the tick back."""
    rotation = get_rotation(request, pk)
    tip = get_object_or_404(RotationTip.objects.to_tick(), code=code)
    is_done = valid_values(TickForm(request.POST))["is_done"]
    tick(rotation, tip, request.applicant.today if is_done else None)
    messages.success(request, f"{tip.title}: {'done' if is_done else 'to do again'}.")
    return redirect("applicants:rotation_detail", rotation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def journal(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show the journal, and write a new entry: nothing is saved that looks like a patient's identity."""
    rotation, today = get_rotation(request, pk), request.applicant.today
    form = JournalCreateForm(
        posted_data(request), instance=JournalEntry(application=rotation), initial={"day": today}
    )
    status = DONE
    if request.method == "POST":
        status = attempt(
            form, lambda: create_entry(request.applicant, form.instance, form.cleaned_data["token"])
        )
        if status == DONE:
            messages.success(request, "Saved, and readable by you alone.")
            return redirect("applicants:journal", rotation.pk)
    entries, hours = rotation.journal.all().sums()
    page = Paginator(rotation.journal.all(), AT_ONCE).get_page(PageForm(request.GET).number)
    context = HERE | {
        "rotation": rotation,
        "form": form,
        "prompt": prompt_for(rotation, RotationTip.objects.of_days(), today),
        "entries": list(page),
        "links": page_links(page, "page={}".format),
        "count": entries,
        "hours": hours,
    }
    return TemplateResponse(request, "applicants/rotations/journal.html", context, status=status)


def get_entry(request: ApplicantRequest, pk: UUID, entry_pk: UUID) -> JournalEntry:
    """Get an entry of a rotation of the applicant's own; raise 404 for any other."""
    return get_object_or_404(get_rotation(request, pk).journal, pk=entry_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def journal_edit(request: ApplicantRequest, pk: UUID, entry_pk: UUID) -> TemplateResponse | HttpResponse:
    """Change an entry."""
    entry = get_entry(request, pk, entry_pk)
    form = JournalForm(posted_data(request), instance=entry)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, "The entry is saved.")
            return redirect("applicants:journal", entry.application_id)
    context = HERE | {"rotation": entry.application, "form": form, "entry_pk": entry_pk}
    return TemplateResponse(request, "applicants/rotations/journal_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def journal_delete(request: ApplicantRequest, pk: UUID, entry_pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete an entry."""
    entry = get_entry(request, pk, entry_pk)
    if request.method == "POST":
        entry.delete()
        messages.success(request, "The entry is deleted.")
        return redirect("applicants:journal", pk)
    return TemplateResponse(request, "applicants/rotations/journal_delete.html", HERE | {"thing": entry})


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def log(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show what was learned, how, and how many hours a week, and add a line."""
    rotation = get_rotation(request, pk)
    line = SkillLine(application=rotation)
    form = LogCreateForm(posted_data(request), instance=line, initial={"day": request.applicant.today})
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: create_entry(request.applicant, line, form.cleaned_data["token"]))
        if status == DONE:
            messages.success(request, f"Added: {line.name}.")
            return redirect("applicants:log", rotation.pk)
    page = Paginator(rotation.log.all(), AT_ONCE).get_page(PageForm(request.GET).number)
    context = HERE | {
        "rotation": rotation,
        "form": form,
        "lines": list(page),
        "links": page_links(page, "page={}".format),
        "count": page.paginator.count,
        "sums": log_sums(*rotation.log.all().sums()),
        "weeks": rotation.journal.all().hours_by_week(),
    }
    return TemplateResponse(request, "applicants/rotations/log.html", context, status=status)


def get_line(request: ApplicantRequest, pk: UUID, line_pk: UUID) -> SkillLine:
    """Get a line of the log of a rotation of the applicant's own; raise 404 for any other."""
    return get_object_or_404(get_rotation(request, pk).log, pk=line_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def log_edit(request: ApplicantRequest, pk: UUID, line_pk: UUID) -> TemplateResponse | HttpResponse:
    """Change a line of the log."""
    line = get_line(request, pk, line_pk)
    form = LogEditForm(posted_data(request), instance=line)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, "The line is saved.")
            return redirect("applicants:log", line.application_id)
    context = HERE | {"rotation": line.application, "form": form}
    return TemplateResponse(request, "applicants/rotations/log_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def log_delete(request: ApplicantRequest, pk: UUID, line_pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a line of the log."""
    line = get_line(request, pk, line_pk)
    if request.method == "POST":
        line.delete()
        messages.success(request, "The line is deleted.")
        return redirect("applicants:log", pk)
    return TemplateResponse(request, "applicants/rotations/log_delete.html", HERE | {"thing": line})
