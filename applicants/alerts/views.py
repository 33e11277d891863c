"""The pages of saved searches and alerts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.alerts.creation import mark_seen
from applicants.alerts.forms import SavedSearchForm, SearchCreateForm
from applicants.alerts.mailing import applicant_of_token, stop_mails
from applicants.alerts.models import SavedSearch
from applicants.alerts.page import alert_days
from applicants.alerts.saved_searches import save_search, stop_watching, watch
from applicants.profile.caps import FullError
from applicants.profile.choices import AlertMail
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, posted_data
from programs.filters import ProgramFilter
from programs.formatting import counted
from programs.models import Program
from programs.pages.query_strings import pills, query_string
from programs.search import current_catalog

MOST_ALERTS = 100


def filters_of(request: ApplicantRequest) -> ProgramFilter:
    """What the address asks the list, checked by the list's own form."""
    catalog = current_catalog()
    return ProgramFilter(request.GET, vocabulary=catalog.words.vocabulary, today=catalog.today, has_fit=True)


@require_safe
@applicant_required
def search_list(request: ApplicantRequest) -> TemplateResponse:
    """List the applicant's saved searches, and the programs that they watch."""
    context = {
        "section": "alerts",
        "searches": list(request.applicant.saved_searches.all()),
        "watches": list(request.applicant.watches.with_programs()),
    }
    return TemplateResponse(request, "applicants/alerts/search_list.html", context)


@require_POST
@applicant_required
def program_watch(request: ApplicantRequest, slug: str, *, is_on: bool) -> HttpResponse:
    """Watch a program, or stop it."""
    programs = Program.objects.published() if is_on else Program.objects.all()
    program = get_object_or_404(programs, slug=slug)
    if not is_on:
        stop_watching(request.applicant, program)
        messages.success(request, f"You watch “{program.name}” no more.")
        return redirect("applicants:search_list")
    try:
        watch(request.applicant, program)
    except FullError as fault:
        messages.error(request, str(fault.message))
    else:
        messages.success(request, f"We tell you when something changes at “{program.name}”.")
    return redirect(program)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def search_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Keep the search that the address asks of the list."""
    filters = filters_of(request)
    words = [pill.words for pill in pills(filters.query, filters.vocabulary)]
    form = SearchCreateForm(posted_data(request), initial={"name": ", ".join(words)[:120]})
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: save_search(request.applicant, filters.query, **form.cleaned_data))
        if status == DONE:
            messages.success(request, "Saved. We tell you when a program matches.")
            return redirect("applicants:search_list")
    context = {"section": "alerts", "form": form, "words": words, "query": query_string(filters.query)}
    return TemplateResponse(request, "applicants/alerts/search_create.html", context, status=status)


def get_search(request: ApplicantRequest, pk: UUID) -> SavedSearch:
    """Get a search of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.saved_searches, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def search_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Rename a saved search, or pause it."""
    search = get_search(request, pk)
    form = SavedSearchForm(posted_data(request), instance=search)
    status = attempt(form, form.save) if request.method == "POST" else DONE
    if request.method == "POST" and status == DONE:
        messages.success(request, f"“{search.name}” is saved.")
        return redirect("applicants:search_list")
    context = {"section": "alerts", "form": form, "search": search}
    return TemplateResponse(request, "applicants/alerts/search_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def search_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a saved search with its alerts."""
    search = get_search(request, pk)
    if request.method == "POST":
        search.delete()
        messages.success(request, f"“{search.name}” is deleted.")
        return redirect("applicants:search_list")
    context = {"section": "alerts", "thing": search}
    return TemplateResponse(request, "applicants/alerts/search_delete.html", context)


@require_safe
@applicant_required
def alert_list(request: ApplicantRequest) -> TemplateResponse:
    """List what changed in programs that the applicant tracks, and what matches, day by day."""
    alerts = list(request.applicant.alerts.for_list()[:MOST_ALERTS])
    days = alert_days(alerts, request.applicant.time_zone)
    context = {"section": "alerts", "days": days, "is_new": any(alert.seen_at is None for alert in alerts)}
    return TemplateResponse(request, "applicants/alerts/alert_list.html", context)


@require_POST
@applicant_required
def alerts_seen(request: ApplicantRequest) -> HttpResponse:
    """Mark every alert as seen."""
    number = mark_seen(request.applicant.alerts, timezone.now())
    messages.success(request, f"{counted(number, 'alert')} marked as seen.")
    return redirect("applicants:alert_list")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt
def alerts_stop(request: HttpRequest, token: str) -> TemplateResponse:
    """Show the button that ends alerts by mail; POST ends them, also from a mail program (RFC 8058).

    The signed token in the address is the permission, as for the reminders.
    """
    applicant = applicant_of_token(token)
    if applicant is None:
        raise Http404
    if request.method == "POST":
        stop_mails(applicant)
    context = {"is_on": applicant.alert_mail != AlertMail.NONE}
    return TemplateResponse(request, "applicants/alerts/alerts_stop.html", context)
