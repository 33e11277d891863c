"""The import of programs in the admin: upload, columns, preview, apply, undo."""

from collections.abc import Iterator

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from programs import formatting
from programs.curation.curator_pages import importer_required, render_curator_page
from programs.curation.spreadsheet.forms import ProgramColumnsForm, ProgramFileForm, ProgramRowsForm
from programs.curation.spreadsheet.import_job import (
    WRITTEN,
    apply_rows,
    preview_rows,
    rows_of_lines,
    rows_of_sheet,
    save_column_meanings,
)
from programs.curation.spreadsheet.page import SHOWN_ROWS, row_texts
from programs.curation.spreadsheet.rows import ProgramRow
from programs.curation.spreadsheet.undoing import undo_import
from programs.models import CatalogImport
from programs.models.catalog_import import ImportStatus
from programs.sheets.reader import Sheet

# From here on the page shows how far it is while it works.
LONG = 300
MARK = "<!-- progress -->"
EARLIER = 50
UPLOAD_TITLE, COLUMNS_TITLE = "Import programs of the catalog", "What do the columns mean?"


def posted_data(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, empty or not; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def sheet_of(job: CatalogImport) -> Sheet:
    """The sheet that an import keeps until it is applied."""
    return Sheet(job.header, [row[1:] for row in job.sheet], [row[0] for row in job.sheet])


@importer_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """Show earlier imports, and take a file."""
    is_sent = request.method == "POST"
    form = ProgramFileForm(request.POST, request.FILES) if is_sent else ProgramFileForm()
    if is_sent and form.is_valid():
        job = form.save(request.user)
        if job.header:
            return redirect("program_import:columns", job.pk)
        return build_preview(request, job, rows_of_lines(str(line).encode() for _, line in job.sheet))
    jobs = CatalogImport.objects.for_list()[:EARLIER]
    status = 422 if is_sent else 200
    context = {"form": form, "jobs": jobs}
    return render_curator_page(request, "programs/import/upload", UPLOAD_TITLE, status=status, **context)


def build_preview(request: HttpRequest, job: CatalogImport, rows: Iterator[ProgramRow]) -> HttpResponseBase:
    """Make the preview; a long one tells how far it is."""
    return work_off(request, job, preview_rows(job, rows), len(job.sheet), "Making the preview")


@importer_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask what the columns mean, and remember it for the next sheet; then make the preview."""
    open_jobs = CatalogImport.objects.in_status(ImportStatus.UPLOADED, ImportStatus.PREVIEWED)
    job = get_object_or_404(open_jobs, pk=pk)
    form = ProgramColumnsForm(posted_data(request), job=job)
    if form.is_valid():
        job.mapping, job.overwrites = {"fields": form.chosen}, form.cleaned_data["overwrites"]
        save_column_meanings(job.header, form.chosen)
        return build_preview(request, job, rows_of_sheet(sheet_of(job), form.chosen))
    status = 422 if form.is_bound else 200
    context = {"form": form, "job": job}
    return render_curator_page(request, "programs/import/columns", COLUMNS_TITLE, status=status, **context)


@importer_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what an import would do row by row, or did; take the choice of rows."""
    job = get_object_or_404(CatalogImport, pk=pk)
    if job.status == ImportStatus.UPLOADED:
        return redirect("program_import:columns", job.pk)
    if job.status != ImportStatus.PREVIEWED:
        return render_result(request, job)
    shown, hidden = job.rows_shown(SHOWN_ROWS), job.rows_hidden(SHOWN_ROWS, WRITTEN)
    form = ProgramRowsForm(posted_data(request), shown=shown, hidden=hidden)
    if form.is_valid():
        return apply_chosen(request, job, form.numbers())
    title = "Preview: nothing is imported yet"
    rows, status = row_texts(shown), 422 if form.is_bound else 200
    context = {"form": form, "job": job, "rows": rows, "hidden": hidden.count()}
    return render_curator_page(request, "programs/import/preview", title, status=status, **context)


def render_result(request: HttpRequest, job: CatalogImport) -> HttpResponse:
    rows = row_texts(job.rows_shown(SHOWN_ROWS))
    title = "Import undone" if job.status == ImportStatus.UNDONE else "Programs imported"
    return render_curator_page(request, "programs/import/result", title, job=job, rows=rows)


def apply_chosen(request: HttpRequest, job: CatalogImport, numbers: set[int]) -> HttpResponseBase:
    answer = work_off(
        request, job, apply_rows(job, numbers, request.user), len(numbers), "Importing programs"
    )
    if not answer.streaming:
        messages.success(request, f"Imported {formatting.counted(job.written, 'program')} of the catalog.")
    return answer


def work_off(
    request: HttpRequest, job: CatalogImport, work: Iterator[int], total: int, title: str
) -> HttpResponseBase:
    """Do some work of an import; long work tells how far it is in a page that goes on until it is done."""
    if total > LONG:
        return StreamingHttpResponse(progress(request, job, work, total, title))
    for _ in work:
        pass
    return redirect("program_import:detail", job.pk)


def progress(
    request: HttpRequest, job: CatalogImport, work: Iterator[int], total: int, title: str
) -> Iterator[str]:
    """Yield a page bit by bit while an import works; nothing is imported when the reader goes away."""
    context = admin.site.each_context(request) | {"title": title, "job": job}
    head, _, foot = render_to_string("admin/programs/import/progress.html", context, request).partition(MARK)
    yield head
    for done in work:
        yield format_html("<li>{} of {} rows</li>\n", f"{done:,}", f"{total:,}")
    address = reverse("program_import:detail", args=[job.pk])
    yield format_html('<li><a href="{}">Done. See the result.</a></li>', address)
    yield foot


@importer_required
@require_POST
def undo_import_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Says which programs stay and why."""
    job = get_object_or_404(CatalogImport, pk=pk, status=ImportStatus.APPLIED)
    reasons = undo_import(job, request.user)
    for slug, why in list(reasons.items())[:EARLIER]:
        messages.warning(request, f"{slug} stays as it is: {why}")
    if not reasons:
        messages.success(request, "The import is undone. The catalog is as it was before.")
    return redirect("program_import:detail", job.pk)
