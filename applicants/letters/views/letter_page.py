"""What is kept about a letter: waiver, packet, ticks, the steps of its reminders, answered questions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from applicants.letters.choices import ReminderKind
from applicants.letters.forms.letter_page import (
    LetterChecksForm,
    LetterPacketForm,
    LetterStepForm,
    WaiverForm,
)
from applicants.letters.models import Letter
from applicants.letters.models.letter import FIXED
from applicants.letters.page import steps_of
from applicants.letters.serving import letter_response, may_open
from applicants.letters.views.letters import get_letter, get_letter_for_update, returned_page
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, valid_values


@require_POST
@applicant_required
@one_edit_at_a_time
def letter_waive(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Decide the waiver, before anybody is asked."""
    letter = get_letter(request, pk)
    form = WaiverForm(request.POST, letter=letter)
    if form.is_valid() and letter.waiver_fixed_at:  # then its form is not on the page
        messages.error(request, FIXED)
        return redirect(letter)
    status = attempt(form, lambda: letter.decide_waiver(form.cleaned_data["waiver"]))
    if status != DONE:
        return returned_page(request, letter, "waiver", form, status)
    messages.success(request, f"Decided: {letter.get_waiver_display().lower()}.")
    return redirect(letter)


@require_POST
@applicant_required
@one_edit_at_a_time
def letter_packet(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the writer sees by link."""
    letter = get_letter(request, pk)
    documents = request.applicant.documents.with_versions()
    form = LetterPacketForm(request.POST, letter=letter, documents=documents)
    given = valid_values(form)
    status = attempt(form, lambda: letter.fill_packet(given["what_to_mention"], given["shared"]))
    if status != DONE:
        return returned_page(request, letter, "packet", form, status)
    messages.success(request, "Packet saved. The writer sees it as it is now.")
    return redirect(letter)


@require_POST
@applicant_required
@one_edit_at_a_time
def letter_check(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save what the letter contains. Refused for a waived letter, which the applicant may not read."""
    letter = get_letter_for_update(request, pk)
    form = LetterChecksForm(request.POST, letter=letter)
    if letter.is_waived:
        messages.error(request, "You waived the right to read this letter, so only its writer can tick this.")
        return redirect(letter)
    status = attempt(form, lambda: letter.amend(checks=form.cleaned_data["checks"]))
    if status != DONE:
        return returned_page(request, letter, "checks", form, status)
    messages.success(request, "Quality check saved.")
    return redirect(letter)


@require_POST
@applicant_required
@one_edit_at_a_time
def letter_step(request: ApplicantRequest, pk: UUID, code: str) -> HttpResponse:
    """Move a step of the reminders to another day, or mark it done."""
    letter = get_letter(request, pk)
    step = next((step for step in steps_of(letter) if step.code == code), None)
    if step is None:
        raise Http404
    form = LetterStepForm(request.POST, step=step)
    status = attempt(form, lambda: letter.touch_step(code, **form.change(letter.today)))
    if status != DONE:
        return returned_page(request, letter, f"step-{code}", form, status)
    messages.success(request, f"“{ReminderKind(code).label}”: saved.")
    return redirect(letter)


@require_POST
@applicant_required
def letter_answered(request: ApplicantRequest, pk: UUID, question_pk: int) -> HttpResponse:
    """Note that a writer's question is answered; the answer itself goes by mail."""
    letter = get_letter(request, pk)
    question = get_object_or_404(letter.questions.all(), pk=question_pk)
    question.mark_answered()
    messages.success(request, "Marked as answered.")
    return redirect(letter)


def get_letter_file(request: ApplicantRequest, pk: UUID) -> Any:
    """The file of a letter that the visitor may open; for anybody else there is none."""
    letter = Letter.objects.with_file().with_id(pk)
    if letter is None or not hasattr(letter, "file") or not may_open(request.user, letter):
        raise Http404
    return letter.file


@require_safe
@applicant_required
def letter_file(request: ApplicantRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give a handed-over letter out: to its applicant if not waived, to staff who were named for it."""
    try:
        return letter_response(request, get_letter_file(request, pk))
    except FileNotFoundError as error:
        raise Http404 from error
