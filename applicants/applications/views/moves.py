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
from applicants.applications.views.responses import get_application, save_at_place
from applicants.applications.workflow import MEANINGS, ApplicationStatus
from applicants.documents.collection import load_documents
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import valid_values
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

    def move() -> str:
        given = form.cleaned_data
        status = given["status"]
        facts = {"on": given["on"], "note": given["note"], "reply_by": given.get("reply_by")}
        move_with_files(application, status, form.sent_versions, **facts)
        if status == ApplicationStatus.ACCEPTED:
            warn_of_other_plans(request, application)
        since = f"{application.get_status_display()} since {day_words(given['on'])}."
        return f"{since} {MEANINGS[ApplicationStatus(status)]}"

    then = "applicants:application_list" if MoveBackForm(request.POST).is_valid() else application
    return save_at_place(request, application, f"move-{form.initial['status']}", form, move, then=then)


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

    def undo() -> str:
        undone = application.undo_last_move()
        left = " What you noted as sent is still listed." if is_sending(application, undone) else ""
        words = undone.get_to_status_display()
        return f"“{words}” is undone. It is “{application.get_status_display()}” again.{left}"

    return save_at_place(request, application, "undo", ButtonForm(request.POST), undo)


@require_POST
@applicant_required
def application_correct(request: ApplicantRequest, pk: UUID, move_pk: int) -> HttpResponse:
    """Correct the day and the note of one move."""
    application = get_application(request, pk)
    move = get_object_or_404(application.moves.all(), pk=move_pk)
    form = MoveCorrectionForm(request.POST, application=application, move=move)

    def correct() -> str:
        application.correct_move(move, **form.cleaned_data)
        return f"“{move.get_to_status_display()}” corrected: {day_words(move.happened_on)}."

    return save_at_place(request, application, f"correction-{move_pk}", form, correct)
