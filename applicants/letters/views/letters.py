"""A letter from its plan to its history: the pages of one letter and what is done on them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.applications.models import StaleError
from applicants.letters.creation import plan
from applicants.letters.forms.facts import Choices, LetterFactsForm, LetterPlanForm, facts_of
from applicants.letters.forms.parts import LetterMoveForm
from applicants.letters.models import Letter
from applicants.letters.page import LetterPage
from applicants.letters.submission import delete_letter
from applicants.letters.workflow import MEANINGS, LetterStatus
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required
from applicants.profile.match_years import match_year_of
from applicants.profile.models import Applicant
from applicants.profile.requests import ApplicantRequest
from programs.formatting import day_words
from programs.models import Specialty

UNPROCESSABLE = 422
CHANGED = "This letter was changed at the same moment. Look again, then choose."


def owned(request: ApplicantRequest, pk: UUID) -> Letter:
    """Return the applicant's letter; somebody else's is as missing as a missing one."""
    return get_object_or_404(request.applicant.letters.for_its_page(), pk=pk)


def choices_for(applicant: Applicant) -> Choices:
    """Return the people, rotations and specialties to choose from. Three queries."""
    return Choices(
        list(applicant.contacts.all()),
        list(applicant.applications.for_choosing()),
        list(Specialty.objects.all()),
    )


def refused(request: ApplicantRequest, letter: Letter, place: str, form: Any) -> HttpResponse:
    """Return a letter's page with the form that came back."""
    context = {"section": "letters", "page": LetterPage(letter, {place: form}).load(), "letter": letter}
    return TemplateResponse(request, "applicants/letters/letter_detail.html", context, status=UNPROCESSABLE)


def plan_page(request: ApplicantRequest, form: LetterPlanForm, status: int = 200) -> HttpResponse:
    """Return the page that plans a letter."""
    context = {"section": "letters", "form": form}
    return TemplateResponse(request, "applicants/letters/letter_create.html", context, status=status)


def asked_for(request: ApplicantRequest) -> dict[str, Any]:
    """Return what the form starts with: the rotation and contact that the address names, if they exist."""
    applicant = request.applicant
    today = timezone.localdate()
    return {
        "rotation": request.GET.get("application", ""),
        "contact": request.GET.get("contact", ""),
        "is_us": True,
        "match_year": match_year_of(applicant.match_year, today),
        "asked_as": applicant.user.name,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def letter_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Plan a letter: by whom, from which rotation, for which specialty."""
    choices = choices_for(request.applicant)
    if request.method != "POST":
        return plan_page(request, LetterPlanForm(choices=choices, initial=asked_for(request)))
    form = LetterPlanForm(request.POST, choices=choices)
    if not form.is_valid():
        return plan_page(request, form, UNPROCESSABLE)
    try:
        letter = plan(request.applicant, **form.planned)
    except FullError as fault:
        form.add_error(None, fault)
        return plan_page(request, form, UNPROCESSABLE)
    messages.success(request, f"The letter by {letter.writer} is planned.")
    return redirect(letter)


@require_safe
@applicant_required
def letter_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """Show one letter: where it stands, what is next, its link, its reminders and its history."""
    letter = owned(request, pk)
    context = {"section": "letters", "page": LetterPage(letter).load(), "letter": letter}
    return TemplateResponse(request, "applicants/letters/letter_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def letter_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct the facts of a letter."""
    letter = get_object_or_404(request.applicant.letters.with_people(), pk=pk)
    choices = choices_for(request.applicant)
    form = LetterFactsForm(
        request.POST if request.method == "POST" else None, choices=choices, initial=facts_of(letter)
    )
    if request.method == "POST" and form.is_valid():
        letter.amend(**form.facts)
        messages.success(request, "Facts saved.")
        return redirect(letter)
    context = {"section": "letters", "letter": letter, "form": form}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return TemplateResponse(request, "applicants/letters/letter_edit.html", context, status=status)


@require_POST
@applicant_required
def letter_move(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Move a letter to another status."""
    letter, status = owned(request, pk), request.POST.get("status", "")
    form = LetterMoveForm(request.POST, letter=letter, status=status)
    if not form.is_valid():
        return refused(request, letter, f"move-{status}", form)
    try:
        letter.move_to(status, on=form.cleaned_data["on"], note=form.cleaned_data["note"])
    except FullError as fault:
        form.add_error(None, fault)
        return refused(request, letter, f"move-{status}", form)
    except StaleError:
        messages.warning(request, CHANGED)
    else:
        said = f"{letter.get_status_display()} since {day_words(form.cleaned_data['on'])}."
        messages.success(request, f"{said} {MEANINGS[LetterStatus(status)]}")
    return redirect(letter)


@require_POST
@applicant_required
def letter_undo(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take back the last move."""
    letter = owned(request, pk)
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
        delete_letter(letter, request.user)
        messages.success(request, f"The letter by {letter.writer} is deleted.")
        return redirect("applicants:letter_list")
    context = {"section": "letters", "letter": letter}
    return TemplateResponse(request, "applicants/letters/letter_delete.html", context)
