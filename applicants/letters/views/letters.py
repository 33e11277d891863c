"""A letter from its plan to its history: the pages of one letter and what is done on them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.editing import StaleError
from applicants.letters.creation import create_letter
from applicants.letters.forms.facts import (
    Choices,
    LetterFactsForm,
    LetterPlanForm,
    LetterStartForm,
    facts_of,
)
from applicants.letters.forms.letter_page import LetterMoveForm, LetterStatusForm
from applicants.letters.letter_files import delete_letter
from applicants.letters.models import Letter
from applicants.letters.page import letter_page
from applicants.letters.workflow import MEANINGS, LetterStatus
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.match_years import match_year_of
from applicants.profile.models import Applicant
from applicants.profile.requests import ApplicantRequest
from applicants.responses import (
    CHANGED,
    CONFLICT,
    DONE,
    attempt,
    attempt_to_make,
    posted_data,
    valid_values,
    warn_of_change,
)
from programs.formatting import day_words
from programs.models import Specialty


def get_letter(request: ApplicantRequest, pk: UUID) -> Letter:
    """Get a letter of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.letters.for_its_page(), pk=pk)


def get_letter_for_update(request: ApplicantRequest, pk: UUID) -> Letter:
    """The applicant's letter as ``get_letter``; its writer waits until the transaction ends."""
    return get_object_or_404(request.applicant.letters.for_its_page().to_change(), pk=pk)


def choices_for(applicant: Applicant) -> Choices:
    """The people, rotations and specialties to choose from. Three queries."""
    return Choices(
        list(applicant.contacts.all()),
        list(applicant.applications.for_choosing()),
        list(Specialty.objects.all()),
    )


def returned_page(
    request: ApplicantRequest, letter: Letter, place: str, form: Form, status: int
) -> HttpResponse:
    """The page of a letter, read anew if it was changed, with a form that came back at its place."""
    if status == CONFLICT and form.is_valid():  # it was changed after it was read
        warn_of_change(request, form)
        letter = get_letter(request, letter.pk)
    context = {"section": "letters", "page": letter_page(letter, {place: form}), "letter": letter}
    return TemplateResponse(request, "applicants/letters/letter_detail.html", context, status=status)


def initial_from_address(request: ApplicantRequest) -> dict[str, Any]:
    """What the form starts with: the rotation and contact that the address names, if they exist."""
    applicant = request.applicant
    today = timezone.localdate()
    asked = valid_values(LetterStartForm(request.GET))
    return {
        "rotation": asked.get("application"),
        "contact": asked.get("contact"),
        "is_us": True,
        "match_year": match_year_of(applicant.match_year, today),
        "asked_as": applicant.user.name,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def letter_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Plan a letter: by whom, from which rotation, for which specialty."""
    data = posted_data(request)
    initial = initial_from_address(request) if data is None else None
    form = LetterPlanForm(data, choices=choices_for(request.applicant), initial=initial)
    status = DONE
    if request.method == "POST":
        status, letter = attempt_to_make(form, lambda: create_letter(request.applicant, **form.planned))
        if letter:
            messages.success(request, f"The letter by {letter.writer} is planned.")
            return redirect(letter)
    context = {"section": "letters", "form": form}
    return TemplateResponse(request, "applicants/letters/letter_create.html", context, status=status)


@require_safe
@applicant_required
def letter_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """Show one letter: where it stands, what is next, its link, its reminders and its history."""
    letter = get_letter(request, pk)
    context = {"section": "letters", "page": letter_page(letter), "letter": letter}
    return TemplateResponse(request, "applicants/letters/letter_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def letter_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct the facts of a letter."""
    letter = get_object_or_404(request.applicant.letters.with_people(), pk=pk)
    form = LetterFactsForm(
        posted_data(request), choices=choices_for(request.applicant), initial=facts_of(letter)
    )
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: letter.amend(**form.facts))
        if status == DONE:
            messages.success(request, "Facts saved.")
            return redirect(letter)
    context = {"section": "letters", "letter": letter, "form": form}
    return TemplateResponse(request, "applicants/letters/letter_edit.html", context, status=status)


@require_POST
@applicant_required
def letter_move(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Move a letter to another status."""
    letter = get_letter(request, pk)
    target = valid_values(LetterStatusForm(request.POST)).get("status", "")
    form = LetterMoveForm(request.POST, letter=letter, status=target)
    given = valid_values(form)
    status = attempt(form, lambda: letter.move_to(target, on=given["on"], note=given["note"]))
    if status != DONE:
        return returned_page(request, letter, f"move-{target}", form, status)
    since = f"{letter.get_status_display()} since {day_words(given['on'])}."
    messages.success(request, f"{since} {MEANINGS[LetterStatus(target)]}")
    return redirect(letter)


@require_POST
@applicant_required
def letter_undo(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take back the last move."""
    letter = get_letter(request, pk)
    try:
        undone = letter.undo_last_move()
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    except StaleError:
        messages.warning(request, CHANGED)
    else:
        now = letter.get_status_display()
        messages.success(request, f"“{undone.get_to_status_display()}” is undone. It is “{now}” again.")
    return redirect(letter)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def letter_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a letter with everything that hangs on it."""
    letter = get_object_or_404(request.applicant.letters.with_people(), pk=pk)
    if request.method == "POST":
        writer = letter.writer
        delete_letter(letter, request.user)
        messages.success(request, f"The letter by {writer} is deleted.")
        return redirect("applicants:letter_list")
    context = {"section": "letters", "thing": letter}
    return TemplateResponse(request, "applicants/letters/letter_delete.html", context)
