"""What is kept about a letter: waiver, packet, ticks, the steps of its reminders, answered questions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from applicants.letters.choices import ReminderKind
from applicants.letters.forms.parts import ChecksForm, LetterStepForm, PacketForm, WaiverForm
from applicants.letters.models import Letter
from applicants.letters.serving import letter_response, may_open
from applicants.letters.views.letters import owned, refused
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


@require_POST
@applicant_required
def letter_waive(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Decide the waiver, before anybody is asked."""
    letter, form = owned(request, pk), WaiverForm(request.POST, label_suffix="")
    if not form.is_valid():
        return refused(request, letter, "waiver", form)
    try:
        letter.decide_waiver(form.cleaned_data["waiver"])
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, f"Decided: {letter.get_waiver_display().lower()}.")
    return redirect(letter)


@require_POST
@applicant_required
def letter_packet(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the writer sees by link."""
    letter = owned(request, pk)
    form = PacketForm(request.POST, documents=request.applicant.documents.with_versions())
    if not form.is_valid():
        return refused(request, letter, "packet", form)
    letter.fill_packet(**form.cleaned_data)
    messages.success(request, "Packet saved. The writer sees it as it is now.")
    return redirect(letter)


@require_POST
@applicant_required
def letter_check(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the letter has; of a waived one the applicant cannot know."""
    letter, form = owned(request, pk), ChecksForm(request.POST, auto_id="checks-%s", label_suffix="")
    if letter.is_waived:
        messages.error(request, "You waived the right to read this letter, so only its writer can tick this.")
        return redirect(letter)
    if not form.is_valid():
        return refused(request, letter, "checks", form)
    letter.amend(checks=form.cleaned_data["checks"])
    messages.success(request, "Quality check saved.")
    return redirect(letter)


@require_POST
@applicant_required
def letter_step(request: ApplicantRequest, pk: UUID, code: str) -> HttpResponse:
    """Move a step of the reminders to another day, or mark it done."""
    letter = owned(request, pk)
    if code not in ReminderKind.values:
        raise Http404
    form = LetterStepForm(request.POST, code=code)
    if not form.is_valid():
        return refused(request, letter, f"step-{code}", form)
    letter.touch_step(code, **form.change(letter.today))
    messages.success(request, f"“{ReminderKind(code).label}”: saved.")
    return redirect(letter)


@require_POST
@applicant_required
def letter_answered(request: ApplicantRequest, pk: UUID, question_pk: int) -> HttpResponse:
    """Note that a writer's question is answered; the answer itself goes by mail."""
    letter = owned(request, pk)
    question = get_object_or_404(letter.questions.all(), pk=question_pk)
    question.answered_at = question.answered_at or timezone.now()
    question.save(update_fields=["answered_at"])
    messages.success(request, "Marked as answered.")
    return redirect(letter)


def handed(request: ApplicantRequest, pk: UUID) -> Any:
    """Return the file of a letter that the visitor may open; for anybody else there is none."""
    letter = Letter.objects.with_file().with_id(pk)
    if letter is None or not hasattr(letter, "file") or not may_open(request.user, letter):
        raise Http404
    return letter.file


@require_safe
@applicant_required
def letter_file(request: ApplicantRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give a handed-over letter out: to its applicant if not waived, to staff who were named for it."""
    try:
        return letter_response(request, handed(request, pk))
    except FileNotFoundError as error:
        raise Http404 from error
