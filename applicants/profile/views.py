"""The applicant's profile."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from applicants.profile import kept_forms
from applicants.profile.decorators import applicant_of, applicant_required, one_edit_at_a_time
from applicants.profile.first_answers import answers_in, answers_of, keep_in, keep_in_profile
from applicants.profile.first_questions import FirstQuestionsForm, initial_of
from applicants.profile.profile_forms import ProfileForms
from applicants.profile.profile_sections import sections_of
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, UNPROCESSABLE, attempt, posted_data
from programs.answers import FOR_ME, Answer
from programs.formatting import counted
from programs.visitor import Visitor, visitor_of

BEST_FOR_ME = "/programs/?sort=fit"
OPEN_TO_ME = "&".join([BEST_FOR_ME, *(f"answer={answer}" for answer in FOR_ME)])


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> TemplateResponse | HttpResponse:
    """Ask the five questions of anybody; show the programs, best first, or the counts alone."""
    applicant, visitor = applicant_of(request), visitor_of(request)
    first = answers_of(applicant) if applicant else answers_in(request.session)
    names = [option.code for option in visitor.catalog.words.vocabulary.options["specialty"]]
    form = FirstQuestionsForm(posted_data(request), initial=initial_of(first), specialties=names)
    if form.is_valid():
        if applicant:
            keep_in_profile(applicant, form.first_answers)
        else:
            keep_in(request.session, form.first_answers)
        return redirect("applicants:start") if "count" in request.POST else redirect(BEST_FOR_ME)
    counts = visitor.answer_counts()
    context = {
        "section": "start",
        "form": form,
        "counts": counts,
        "qualified": sum(count for code, _, count in counts if code in FOR_ME),
        "unanswered": sum(count for code, _, count in counts if code == Answer.NEEDS_ANSWERS),
        "has_account": applicant is not None,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "applicants/profile/start.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def kept_form(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Offer to send what was typed before the log-in; POST forgets it and goes back to its page."""
    sent = kept_forms.kept_form(request)
    if sent is None:
        return redirect("applicants:dashboard")
    if request.method == "POST":
        kept_forms.forget_form(request)
        return redirect(sent.page)
    return TemplateResponse(request, "applicants/profile/kept_form.html", {"sent": sent})


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def profile(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Show what the applicant has said of themselves and what it opens; keep what they say now."""
    visitor = visitor_of(request)
    about = copy(request.applicant)  # what is typed into it is no answer yet
    forms = ProfileForms(about, visitor.catalog, posted_data(request))
    status = DONE
    if request.method == "POST":
        status = attempt(forms, forms.save)
        if status == DONE:
            request.applicant.refresh_from_db()  # the visitor reads it first now
            messages.success(request, saved_words(forms, visitor))
            return redirect("applicants:profile")
    context = {
        "section": "profile",
        "forms": forms,
        "sections": sections_of(forms, visitor.decides, visitor.on_file),
        "errors": forms.errors,
        "standing": visitor.standing(),
        "on_file": visitor.on_file,
    }
    return TemplateResponse(request, "applicants/profile/profile.html", context, status=status)


def saved_words(forms: ProfileForms, visitor: Visitor) -> SafeString:
    """What is open now, and the way back to the section whose button was pressed."""
    count = sum(count for code, _, count in visitor.answer_counts() if code in FOR_ME)
    address, link = BEST_FOR_ME, "See the programs, best for you first"
    if count:
        programs = counted(count, "program that is", "programs that are")
        address, link = OPEN_TO_ME, f"See the {programs} open to you"
    words = format_html('Saved. <a href="{}">{}</a>', address, link)
    for section in sections_of(forms, {}):
        if section.code == forms.section:
            words += format_html(' · <a href="#s-{}">Back to “{}”</a>', section.code, section.title)
    return words
