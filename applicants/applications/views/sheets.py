"""The spreadsheet bridge: a sheet in, with a preview and a report; the same columns out."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applications.forms.sheets import SheetColumnsForm, SheetForm, SheetImportStepForm, sent_sheet
from applicants.applications.spreadsheet.columns import COLUMNS
from applicants.applications.spreadsheet.exporting import csv_of
from applicants.applications.spreadsheet.importing import import_rows
from applicants.applications.views.responses import UNPROCESSABLE
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required
from applicants.profile.rate_limits import (
    EXPORTS,
    IMPORTS,
    SHEETS,
    RateLimitedError,
    consume,
    limit_downloads,
    retry_later,
)
from applicants.profile.requests import ApplicantRequest
from applicants.responses import valid_values


def import_page(request: ApplicantRequest, *, status: int = 200, **shown: object) -> HttpResponse:
    context = {"section": "applications", "columns": COLUMNS, "form": SheetForm()} | shown
    return TemplateResponse(
        request, "applicants/applications/application_import.html", context, status=status
    )


def preview_sheet(request: ApplicantRequest) -> HttpResponse:
    """Read the sheet and show what its columns are taken for."""
    try:
        consume(SHEETS, request.applicant)
    except RateLimitedError as fault:
        messages.warning(request, fault.message)
        return fault.on(
            import_page(request, form=SheetForm(initial={"text": SheetForm(request.POST)["text"].value()}))
        )
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        page = import_page(request, form=form, status=UNPROCESSABLE)
        return retry_later(page, form, SHEETS, request.applicant)
    return import_page(request, mapping=SheetColumnsForm(sheet=form.sheet))


def report(request: ApplicantRequest) -> HttpResponse:
    """Import the sheet as its columns were confirmed, and say what became of each row.

    The report answers the form itself: nothing of it is stored, and sending it again makes nothing twice.
    """
    sheet = sent_sheet(valid_values(SheetImportStepForm(request.POST)).get("text", ""))
    if sheet is None:
        return preview_sheet(request)
    mapping = SheetColumnsForm(request.POST, sheet=sheet)
    if not mapping.is_valid():
        return import_page(request, mapping=mapping, status=UNPROCESSABLE)
    rows = mapping.rows(request.applicant.today)
    try:
        consume(IMPORTS, request.applicant)
        done = import_rows(request.applicant, rows)
    except (RateLimitedError, FullError) as fault:
        mapping.add_error(None, fault)
        return retry_later(import_page(request, mapping=mapping, status=UNPROCESSABLE), mapping)
    return import_page(request, report=done)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_import(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Bring in the sheet that the applicant already keeps."""
    if request.method != "POST":
        return import_page(request)
    is_confirmed = valid_values(SheetImportStepForm(request.POST)).get("step") == "import"
    return report(request) if is_confirmed else preview_sheet(request)


@require_safe
@applicant_required
@limit_downloads(EXPORTS, "applicants:application_list")
def application_export(request: ApplicantRequest) -> HttpResponse:
    """Download all applications as a spreadsheet that an import reads back."""
    return HttpResponse(
        csv_of(request.applicant.applications.for_exporting()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="applications.csv"'},
    )
