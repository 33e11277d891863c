"""Which letters go to which residency programs in a season."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from applicants.letters import guidance
from applicants.letters.assigning import assign_all, create_residency_program, set_target, use_again
from applicants.letters.forms.seasons import (
    LetterMatrixForm,
    LetterTargetForm,
    ResidencyProgramForm,
    SeasonForm,
)
from applicants.letters.matrix_page import MatrixPage, reusable, used_in
from applicants.letters.views.letters import get_letter
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.match_years import match_year_of
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, attempt_to_make, posted_data, valid_values
from programs.models import Specialty


def season_of(request: ApplicantRequest) -> int:
    asked = valid_values(SeasonForm(request.GET)) | valid_values(SeasonForm(request.POST))
    return asked.get("season") or match_year_of(request.applicant.match_year, timezone.localdate())


def matrix_at(season: int) -> str:
    return f"{reverse('applicants:letter_matrix')}?season={season}"


def load_matrix(request: ApplicantRequest, season: int, data: QueryDict | None = None) -> MatrixPage:
    letters = list(request.applicant.letters.with_people())
    programs = list(request.applicant.residency_programs.of_season(season))
    used = used_in(letters, season)
    form = LetterMatrixForm(data, programs=programs, letters=used)
    return MatrixPage(season, used, reusable(letters, season), form)


def render_matrix(
    request: ApplicantRequest,
    matrix: MatrixPage,
    program_form: ResidencyProgramForm | None = None,
    status: int = DONE,
) -> HttpResponse:
    """A form that came back stands in its place."""
    season = matrix.season
    new = ResidencyProgramForm(specialties=Specialty.objects.all(), initial={"match_year": season})
    context = {
        "section": "letters",
        "matrix": matrix,
        "program_form": program_form or new,
        "advice": (guidance.FOUR, guidance.REUSE),
    }
    return TemplateResponse(request, "applicants/letters/letter_matrix.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def letter_matrix(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Show which letters go to which residency programs; POST saves it, four letters a program at most."""
    season = season_of(request)
    matrix = load_matrix(request, season, posted_data(request))
    status = DONE
    if request.method == "POST":
        status = attempt(matrix.form, lambda: assign_all(matrix.form.changes))
        if status == DONE:
            messages.success(request, "Saved: who gets which letter.")
            return redirect(matrix_at(season))
    return render_matrix(request, matrix, status=status)


@require_POST
@applicant_required
def residency_program_add(request: ApplicantRequest) -> HttpResponse:
    """Add a residency program of a season; the same one twice is there once."""
    form = ResidencyProgramForm(request.POST, specialties=Specialty.objects.all())
    status, program = attempt_to_make(
        form, lambda: create_residency_program(request.applicant, **form.cleaned_data)
    )
    if program is None:
        return render_matrix(request, load_matrix(request, season_of(request)), form, status)
    messages.success(request, f"“{program.name}” is in your matrix.")
    return redirect(matrix_at(program.match_year))


@require_POST
@applicant_required
def residency_program_remove(request: ApplicantRequest, row_pk: int) -> HttpResponse:
    """Take a residency program out of the matrix; the letters stay."""
    program = get_object_or_404(request.applicant.residency_programs, pk=row_pk)
    program.delete()
    messages.success(request, f"“{program.name}” is out of your matrix.")
    return redirect(matrix_at(program.match_year))


@require_POST
@applicant_required
def letter_target(request: ApplicantRequest) -> HttpResponse:
    """Set how many letters of a specialty are wanted in a season."""
    form = LetterTargetForm(request.POST, specialties=Specialty.objects.all())
    if not form.is_valid():
        messages.error(request, "Write how many letters you want: a number from 0 to 10.")
        return redirect("applicants:letter_list")
    try:
        set_target(request.applicant, **form.cleaned_data)
    except FullError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, "Your goal is saved.")
    return redirect("applicants:letter_list")


@require_POST
@applicant_required
@one_edit_at_a_time
def letter_use_again(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take a letter into another season: one that is uploaded as well, one that is still to come instead."""
    letter, form = get_letter(request, pk), SeasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the year of the season, such as 2028.")
        return redirect(letter)
    season = form.cleaned_data["season"]
    use_again(letter, season)
    how = "in the {} Match too. It counts toward the four." if letter.is_in_hand else "for the {} Match now."
    messages.success(request, f"{letter} is {how.format(season)}")
    return redirect(matrix_at(season))
