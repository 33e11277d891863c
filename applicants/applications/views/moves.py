"""Moves of an application, undo, and corrections of its history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from applicants.applications import offers
from applicants.applications.document_verdicts import missing_documents, verdicts_of
from applicants.applications.forms.moves import (
    ApplicationMoveForm,
    ApplicationStatusForm,
    ButtonForm,
    MoveBackForm,
    MoveCorrectionForm,
)
from applicants.applications.models import Application, ApplicationMove
from applicants.applications.packs import pack_of, sendable
from applicants.applications.sending import move_with_files
from applicants.applications.views.responses import attempt_edit, get_application, refuse
from applicants.applications.workflow import MEANINGS, ApplicationStatus
from applicants.documents.collection import load_documents
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, valid_values
from programs.formatting import day_words


def warn_of_other_plans(request: ApplicantRequest, application: Application) -> None:
    """Say which accepted stays overlap with the one just accepted, and who else still waits."""
    others = list(request.applicant.applications.running().except_for(application))
    for other in offers.overlapping_applications(application, others):
        messages.warning(request, offers.overlap_words(application, other))
    if words := offers.pending_words(offers.pending_applications(application, others)):
        messages.warning(request, words)


def move_form(data: QueryDict, application: Application) -> ApplicationMoveForm:
    """Build the form of the move; the form that sends an application also offers its files."""
    status = valid_values(ApplicationStatusForm(data)).get("status", "")
    if status != ApplicationStatus.SUBMITTED:
        return ApplicationMoveForm(data, application=application, status=status)
    collection, today = load_documents(application.applicant), application.today
    verdicts = verdicts_of(application, collection, today)
    pack = pack_of(application, collection, today, verdicts)
    files = {"files": sendable(pack, collection), "packed": pack.versions}
    missing = missing_documents(application, verdicts)
    return ApplicationMoveForm(data, application=application, status=status, missing=missing, **files)


@require_POST
@applicant_required
def application_move(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Move an application to another status."""
    application = get_application(request, pk)
    form = move_form(request.POST, application)
    to_status = form.initial["status"]
    then = "applicants:application_list" if MoveBackForm(request.POST).is_valid() else application
    status = attempt_edit(
        request,
        application,
        form,
        lambda: move_with_files(application, to_status, form.sent_versions, **form.facts),
    )
    if status != DONE:
        return refuse(request, application, {f"move-{to_status}": form}, status, then=then)
    if to_status == ApplicationStatus.ACCEPTED:
        warn_of_other_plans(request, application)
    since = f"{application.get_status_display()} since {day_words(form.cleaned_data['on'])}."
    messages.success(request, f"{since} {MEANINGS[ApplicationStatus(to_status)]}")
    return redirect(then)


def is_sending(application: Application, move: ApplicationMove) -> bool:
    return move.to_status == ApplicationStatus.SUBMITTED and bool(application.sent_files.all())


@require_POST
@applicant_required
def application_undo(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take back the last move."""
    application = get_application(request, pk)
    last = application.last_move
    if last is None or not last.from_status:
        messages.error(request, "There is no move to undo.")
        return redirect(application)
    form = ButtonForm(request.POST)
    status = attempt_edit(request, application, form, application.undo_last_move)
    if status != DONE:
        return refuse(request, application, {"undo": form}, status)
    left = " What you noted as sent is still listed." if is_sending(application, last) else ""
    again = f"It is “{application.get_status_display()}” again."
    messages.success(request, f"“{last.get_to_status_display()}” is undone. {again}{left}")
    return redirect(application)


@require_POST
@applicant_required
def application_correct(request: ApplicantRequest, pk: UUID, move_pk: int) -> HttpResponse:
    """Correct the day and the note of one move."""
    application = get_application(request, pk)
    move = get_object_or_404(application.moves.all(), pk=move_pk)
    form = MoveCorrectionForm(request.POST, application=application, move=move)
    status = attempt_edit(
        request, application, form, lambda: application.correct_move(move, **form.cleaned_data)
    )
    if status != DONE:
        return refuse(request, application, {f"correction-{move_pk}": form}, status)
    day = day_words(move.happened_on)
    messages.success(request, f"“{move.get_to_status_display()}” corrected: {day}.")
    return redirect(application)
