"""The shortlist's buttons on the catalog's pages."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applicants.applications.creation import remove_from_shortlist, shortlist, shortlist_warnings
from applicants.applications.forms.shortlist import ShortlistForm
from applicants.applications.models import Application
from applicants.applications.redirects import safe_next_url
from applicants.applications.saved_application import SavedApplication
from applicants.applications.shortlisting import keep_in, say_saved
from applicants.applications.workflow import ApplicationStatus
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_of, applicant_required
from applicants.profile.requests import ApplicantRequest
from programs.models import Program

BUTTON = "applicants/applications/_save.html"


def button(
    request: ApplicantRequest, program: Program, application: Application | None, notes: list[str]
) -> HttpResponse:
    """Answer htmx with the button in its new state and what there is to say about it."""
    saved = application and SavedApplication(application.pk, ApplicationStatus(application.status))
    context = {"slug": program.slug, "name": program.name, "saved": saved, "notes": notes}
    return render(request, BUTTON, context)


def refuse_program(request: ApplicantRequest, program: Program, words: str) -> HttpResponse:
    """Say beside the button, or on the page it stood on, why a program is not saved."""
    if request.htmx:
        return button(request, program, None, [words])
    messages.error(request, words)
    return redirect(safe_next_url(request, program.get_absolute_url()))


@require_POST
@applicant_required
def shortlist_add(request: ApplicantRequest) -> HttpResponse:
    """Put a program on the shortlist, and say at once what speaks against it."""
    form = ShortlistForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a program first.")
        return redirect(safe_next_url(request, reverse("programs:program_list")))
    program = get_object_or_404(Program.objects.published().for_reading(), slug=form.cleaned_data["program"])
    try:
        application, is_new = shortlist(request.applicant, program)
    except FullError as fault:
        return refuse_program(request, program, str(fault.message))
    warnings = shortlist_warnings(program) if is_new else []
    if request.htmx:
        return button(request, program, application, warnings)
    say_saved(request, application, is_new=is_new, warnings=warnings)
    return redirect(safe_next_url(request, program.get_absolute_url()))


@require_safe
def shortlist_keep(request: HttpRequest, program_id: int) -> HttpResponse:
    """Remember in the session what a visitor wants to save, and lead to the sign-up.

    A link and no form, because reading the catalog sets no cookie. With an account it saves nothing: the page
    of the program has the button.
    """
    program = get_object_or_404(Program.objects.published(), pk=program_id)
    if applicant_of(request):
        return redirect(program)
    keep_in(request.session, program)
    return redirect_to_login(program.get_absolute_url(), reverse("account_signup"))


@require_POST
@applicant_required
def shortlist_remove(request: ApplicantRequest) -> HttpResponse:
    """Take a program off the shortlist, unless the applicant has done anything with it since."""
    form = ShortlistForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a program first.")
        return redirect(safe_next_url(request, reverse("programs:program_list")))
    program = get_object_or_404(Program, slug=form.cleaned_data["program"])
    is_gone = remove_from_shortlist(request.applicant, program)
    kept = "You have already worked on this application. To delete it, open it and choose “Delete”."
    if request.htmx:
        left = request.applicant.applications.to_program(program)
        return button(request, program, left, [] if is_gone else [kept])
    if is_gone:
        messages.success(request, f"“{program.name}” is off your shortlist.")
    else:
        messages.warning(request, kept)
    return redirect(safe_next_url(request, program.get_absolute_url()))
