"""What visitors and hosts tell the curators, and where they read what became of it."""

from http import HTTPStatus

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from programs.duplicates import duplicates_of_suggestion
from programs.feedback.claims import hand_in, proposed_facts, send_link
from programs.feedback.forms import ClaimForm, HostFactsForm, ReportForm, SuggestionForm
from programs.feedback.host_address import known_domains
from programs.feedback.links import proposal_of, report_of, report_path
from programs.feedback.rates import TOO_MANY, may_write
from programs.models import Program, Report
from programs.pages.feedback import ProposalPage
from programs.private_page import private
from programs.records import record_of
from programs.report_choices import ReportKind

ENOUGH_LINKS = "This address has had three links today. Use one of them, or try again tomorrow."


def posted_data(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def is_accepted(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Whether a form was sent, is valid and within the limits; else it says what is wrong."""
    if not form.is_bound or not form.is_valid():
        return False
    if not may_write(request):
        form.add_error(None, forms.ValidationError(TOO_MANY, code="too_many"))
        return False
    return True


def status_of(form: forms.BaseForm) -> int:
    if form.has_error(NON_FIELD_ERRORS, "too_many"):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: HttpRequest, slug: str) -> TemplateResponse | HttpResponseRedirectBase:
    """Take a problem with a program; whoever reports it gets a private page to follow it."""
    program = get_object_or_404(Program.objects.published().for_reading(), slug=slug)
    form = ReportForm(posted_data(request))
    if is_accepted(request, form):
        form.instance.kind, form.instance.program = ReportKind.PROBLEM, program
        return redirect(report_path(form.save()))
    context = {"section": "programs", "form": form, "program": program}
    return TemplateResponse(request, "programs/report_create.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_create(request: HttpRequest) -> TemplateResponse | HttpResponseRedirectBase:
    """Take a program that the catalog lacks."""
    form = SuggestionForm(posted_data(request))
    if is_accepted(request, form):
        form.instance.kind = ReportKind.SUGGESTION
        return redirect(report_path(form.save()))
    context = {"section": "programs", "form": form}
    return TemplateResponse(request, "programs/suggestion_create.html", context, status=status_of(form))


def likely_programs(report: Report) -> list[Program]:
    if report.kind != ReportKind.SUGGESTION or report.outcome:
        return []
    return duplicates_of_suggestion(report.name, report.host_name, report.url, Program.objects.published())


@private
@require_safe
def report_detail(request: HttpRequest, token: str) -> TemplateResponse:
    """Show whoever has the link what they wrote and what became of it."""
    report = report_of(token)
    if report is None:
        raise Http404
    context = {"section": "programs", "report": report, "likely": likely_programs(report)}
    return TemplateResponse(request, "programs/report_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_create(request: HttpRequest, slug: str) -> TemplateResponse:
    """Mail a host's office the link with which it corrects its own record."""
    program = get_object_or_404(Program.objects.published().for_reading(), slug=slug)
    form = ClaimForm(posted_data(request), program=program)
    is_sent = is_accepted(request, form) and send_link(program, form.cleaned_data["email"])
    if form.is_bound and not form.errors and not is_sent:
        form.add_error(None, forms.ValidationError(ENOUGH_LINKS, code="too_many"))
    context = {"section": "programs", "form": form, "program": program, "is_sent": is_sent}
    context["domains"] = known_domains(program)
    return TemplateResponse(request, "programs/claim_create.html", context, status=status_of(form))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def host_proposal(request: HttpRequest, token: str) -> TemplateResponse | HttpResponseRedirectBase:
    """Let a host's office say what is right, once; afterwards show what it said and what became of it."""
    proposal = proposal_of(token)
    if proposal is None:
        raise Http404
    program = Program.objects.for_editing().get(pk=proposal.program_id)
    before = record_of(program)
    form = HostFactsForm(posted_data(request), instance=program)
    if proposal.submitted_at is None and is_accepted(request, form):
        hand_in(proposal, proposed_facts(program, before), form.cleaned_data["note"])
        return redirect(request.path)
    context = {"section": "programs", "page": ProposalPage.of(proposal, form)}
    return TemplateResponse(request, "programs/host_proposal.html", context, status=status_of(form))
