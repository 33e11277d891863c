"""An application's pack: its files for the host as one zip or one PDF, and what was sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import IO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.applications.forms.packs import PackForm, PackPreviewForm, SentFilesForm
from applicants.applications.models import Application
from applicants.applications.pack_page import PackPage, current_pack, pack_form, pack_page
from applicants.applications.packs import Pack, sendable
from applicants.applications.views.responses import (
    attempt_edit,
    attempt_edit_to_make,
    compare_with_stored,
    get_application,
    remove_row,
)
from applicants.documents.bundles import CannotBundleError, merged_pdf, zip_of
from applicants.documents.collection import load_documents
from applicants.documents.serving import pack_response
from applicants.profile.decorators import applicant_required
from applicants.profile.rate_limits import MERGES, ZIPS, limit_downloads
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, UNPROCESSABLE
from programs.formatting import counted


def get_application_for_pack(request: ApplicantRequest, pk: UUID) -> Application:
    """Get an application of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.applications.for_its_pack(), pk=pk)


def pack_url(application: Application) -> str:
    return reverse("applicants:application_pack", args=[application.pk])


def render_pack(
    request: ApplicantRequest, application: Application, page: PackPage, status: int = DONE
) -> HttpResponse:
    context = {"section": "applications", "page": page, "application": application}
    return TemplateResponse(request, "applicants/applications/application_pack.html", context, status=status)


def refuse_on_pack(
    request: ApplicantRequest,
    application: Application,
    bound: Mapping[str, PackForm | SentFilesForm],
    status: int,
) -> HttpResponse:
    """Show the page with the form that came back, ``bound`` by its place there."""
    stored = get_application(request, application.pk)
    newer, status = compare_with_stored(request, stored, bound.values(), status)
    if status == DONE:
        messages.success(request, "Saved.")
        return redirect(pack_url(application))
    page = pack_page(stored, load_documents(stored.applicant), bound)
    return render_pack(request, stored, replace(page, newer=newer), status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def application_pack(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show what would be packed, and what is missing; POST shows or saves another choice and other names."""
    application = get_application_for_pack(request, pk)
    collection = load_documents(application.applicant)
    if request.method != "POST":
        return render_pack(request, application, pack_page(application, collection))
    form = pack_form(application, collection, current_pack(application, collection), request.POST)
    if PackPreviewForm(request.POST).is_valid() and form.is_valid():
        form.choose()
        page = pack_page(application, collection, {"pack": form})
        return render_pack(request, application, replace(page, is_preview=True))
    status = attempt_edit(request, application, form, lambda: application.save_pack(form.choose()))
    if status != DONE:
        return refuse_on_pack(request, application, {"pack": form}, status)
    messages.success(request, "The pack is saved.")
    return redirect(pack_url(application))


def download_pack(
    request: ApplicantRequest, pk: UUID, ending: str, content_type: str, make: Callable[[Pack], IO[bytes]]
) -> HttpResponse | FileResponse:
    """Send the pack as one file; show its page with the reasons if the file cannot be made."""
    application = get_application_for_pack(request, pk)
    collection = load_documents(application.applicant)
    pack = current_pack(application, collection)
    try:
        return pack_response(request, pack.title + ending, content_type, lambda: make(pack), pack.versions)
    except CannotBundleError as error:
        page = replace(pack_page(application, collection), faults=error.faults)
        return render_pack(request, application, page, UNPROCESSABLE)


@require_safe
@applicant_required
@limit_downloads(ZIPS, "applicants:application_pack")
def pack_zip(request: ApplicantRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give the pack out as a zip."""
    return download_pack(request, pk, ".zip", "application/zip", lambda pack: zip_of(pack.files, pack.title))


@require_safe
@applicant_required
@limit_downloads(MERGES, "applicants:application_pack")
def pack_pdf(request: ApplicantRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give the pack out as one PDF."""
    return download_pack(
        request, pk, ".pdf", "application/pdf", lambda pack: merged_pdf(pack.files, pack.title)
    )


@require_POST
@applicant_required
def sent_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    application = get_application_for_pack(request, pk)
    collection = load_documents(application.applicant)
    files = sendable(current_pack(application, collection), collection)
    form = SentFilesForm(request.POST, application=application, files=files)
    status, noted = attempt_edit_to_make(request, application, form, form.save)
    if noted is None:
        return refuse_on_pack(request, application, {"sent": form}, status)
    messages.success(request, f"Noted as sent: {counted(noted, 'file')}.")
    return redirect(pack_url(application))


@require_POST
@applicant_required
def sent_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    """Take a file off what was sent, after a slip."""
    application = get_application_for_pack(request, pk)
    sent = application.sent_files.all()
    return remove_row(request, application, sent, row_pk, then=pack_url(application))
