"""An applicant's documents, their versions, and who opened them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.documents import presentation
from applicants.documents.choices import Action
from applicants.documents.collection import DocumentCollection, collection_of_documents
from applicants.documents.forms import DocumentEditForm, DocumentForm, DocumentListForm, DocumentVersionForm
from applicants.documents.models import Document, DocumentKind, DocumentVersion
from applicants.documents.serving import version_response
from applicants.documents.uploading import Upload, add_version, create_document, delete_document, use_of
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.models import Applicant
from applicants.profile.rate_limits import retry_later
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, attempt_to_make, valid_values

TableOf = Callable[[Applicant, DocumentCollection], Any]
SHORT_LOG, LONG_LOG = 10, 1000  # lines


def get_document(request: ApplicantRequest, pk: UUID) -> Document:
    """Get a document of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.documents.with_versions(), pk=pk)


def get_document_with_sendings(request: ApplicantRequest, pk: UUID) -> Document:
    return get_object_or_404(request.applicant.documents.with_sendings(), pk=pk)


def upload_of(form: DocumentVersionForm) -> Upload:
    return Upload(form.cleaned_data["token"], form.cleaned_data["file"], form.dates)


def load_rotations(applicant: Applicant) -> list[presentation.RunningRotation]:
    """The applicant's running applications, each once for every line of its checklist. One query."""
    return [
        presentation.RunningRotation(*row)
        for row in applicant.applications.running().values_of_checklist_lines()
    ]


def list_page(
    request: ApplicantRequest, form: DocumentForm, table_of: TableOf, status: int = DONE
) -> HttpResponse:
    applicant = request.applicant
    documents = list(applicant.documents.with_versions())
    table = table_of(applicant, collection_of_documents(documents, form.kinds))
    most = LONG_LOG if valid_values(DocumentListForm(request.GET)).get("log") else SHORT_LOG
    log = presentation.log_lines(applicant.file_accesses.newest(most + 1), request.user, applicant.time_zone)
    context = {
        "section": "documents",
        "form": form,
        "table": table,
        "groups": presentation.by_kind(documents, applicant.today, applicant.time_zone, table.rotations),
        "use": use_of(applicant),
        "log": log[:most],
        "has_more_log": most == SHORT_LOG < len(log),
    }
    return TemplateResponse(request, "applicants/documents/document_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def document_list(request: ApplicantRequest, table_of: TableOf) -> TemplateResponse | HttpResponse:
    """Show what each rotation needs and every document by kind; POST keeps a file as a new one.

    ``table_of`` returns an applicant's documents against their rotations; whoever knows rotations gives it.
    """
    kinds = DocumentKind.objects.all().by_code()
    today = request.applicant.today
    if request.method != "POST":
        asked = valid_values(DocumentListForm(request.GET))
        return list_page(request, DocumentForm(kinds=kinds.values(), today=today, initial=asked), table_of)
    form = DocumentForm(request.POST, request.FILES, kinds=kinds.values(), today=today)
    given = valid_values(form)
    status, version = attempt_to_make(
        form,
        lambda: create_document(request.applicant, kinds[given["kind"]], given["name"], upload_of(form)),
        field="file",
    )
    if version is None:
        return retry_later(list_page(request, form, table_of, status), form)
    messages.success(request, f"“{version.original_name}” is saved.")
    return redirect(version.document)


def detail_page(
    request: ApplicantRequest, document: Document, status: int = DONE, **forms: BaseForm
) -> HttpResponse:
    """A form that came back stands in its place."""
    applicant = request.applicant
    today = applicant.today
    context = {
        "section": "documents",
        "shown": presentation.document_view(
            document, today, applicant.time_zone, load_rotations(applicant), has_sendings=True
        ),
        "edit_form": DocumentEditForm(document=document, today=today),
        "version_form": DocumentVersionForm(today=today, kind=document.kind, auto_id="new-%s"),
        "log": presentation.log_lines(document.accesses.newest(), request.user, applicant.time_zone),
    }
    return TemplateResponse(
        request, "applicants/documents/document_detail.html", context | forms, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def document_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show one document with its versions and its log; POST saves its name and the newest version's dates."""
    document = get_document_with_sendings(request, pk)
    if request.method != "POST":
        return detail_page(request, document)
    form = DocumentEditForm(request.POST, document=document, today=request.applicant.today)
    status = attempt(form, lambda: document.amend(form.cleaned_data["name"], form.dates))
    if status != DONE:
        return detail_page(request, document, status, edit_form=form)
    messages.success(request, "Name, dates and note saved.")
    return redirect(document)


@require_POST
@applicant_required
def version_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Keep a file as the newest version of a document; the earlier ones stay."""
    document = get_document_with_sendings(request, pk)
    facts: dict[str, Any] = {"today": request.applicant.today, "kind": document.kind, "auto_id": "new-%s"}
    form = DocumentVersionForm(request.POST, request.FILES, **facts)
    status, version = attempt_to_make(form, lambda: add_version(document, upload_of(form)), field="file")
    if version is None:
        return retry_later(detail_page(request, document, status, version_form=form), form)
    messages.success(request, f"“{version.original_name}” is the newest version now.")
    return redirect(document)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def document_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a document with all its files."""
    document = get_document_with_sendings(request, pk)
    if request.method == "POST":
        name = str(document)
        delete_document(document, request.user)
        messages.success(request, f"“{name}” is deleted.")
        return redirect("applicants:document_list")
    sendings = [sending for version in document.versions.all() for sending in version.sendings.all()]
    context = {"section": "documents", "thing": document, "sendings": sendings}
    return TemplateResponse(request, "applicants/documents/document_delete.html", context)


def download(request: ApplicantRequest, version: DocumentVersion | None) -> HttpResponse | FileResponse:
    """Send a version of the applicant's document; raise 404 if it is gone or the disk has lost its file."""
    if version is None:
        raise Http404
    try:
        with transaction.atomic():
            return version_response(request, version, request.user, Action.DOWNLOADED)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
@applicant_required
def document_download(request: ApplicantRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give the newest version of a document out."""
    return download(request, get_document(request, pk).current)


@require_safe
@applicant_required
def version_download(request: ApplicantRequest, pk: UUID, version_pk: UUID) -> HttpResponse | FileResponse:
    """Give one version of a document out."""
    return download(request, get_object_or_404(get_document(request, pk).versions, pk=version_pk))
