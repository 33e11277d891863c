"""The people an applicant knows: list, page, edit, and the spreadsheet to take away."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.contacts import creation, exporting
from applicants.contacts.forms import ContactApplicationsForm, ContactForm, ContactStartForm, InTouchForm
from applicants.contacts.list_page import ContactListPage, contact_list_page, in_touch
from applicants.contacts.models import Contact
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.rate_limits import EXPORTS, limit_downloads
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, attempt_to_make, posted_data, valid_values
from programs.formatting import counted
from programs.models import Specialty

HERE = {"section": "people", "here": "contacts"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def get_contact(request: ApplicantRequest, pk: UUID) -> Contact:
    """Get a contact of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.contacts, pk=pk)


def get_contact_with_ties(request: ApplicantRequest, pk: UUID) -> Contact:
    return get_object_or_404(request.applicant.contacts.for_its_page(), pk=pk)


def listing_of(request: ApplicantRequest) -> ContactListPage:
    applicant = request.applicant
    return contact_list_page(list(applicant.contacts.for_listing()), request.GET, applicant.today)


def contact_form(request: ApplicantRequest, **options: Any) -> ContactForm:
    specialties = list(Specialty.objects.values_list("pk", "name"))
    data = posted_data(request)
    return ContactForm(data, applicant=request.applicant, specialties=specialties, **options)


def ties_form(
    request: ApplicantRequest, contact: Contact, data: QueryDict | None = None
) -> ContactApplicationsForm:
    applications = request.applicant.applications.in_brief()
    return ContactApplicationsForm(data, contact=contact, applications=applications)


@require_safe
@applicant_required
def contact_list(request: ApplicantRequest) -> TemplateResponse:
    """Show the applicant's people, searched and filtered."""
    context = HERE | {"listing": listing_of(request)}
    return TemplateResponse(request, "applicants/contacts/contact_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def contact_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Keep somebody; what was given on an application's page is tied to it and goes back there."""
    applicant = request.applicant
    form = contact_form(request, initial=valid_values(ContactStartForm(request.GET)))
    status = DONE
    if request.method == "POST":
        given = valid_values(form)
        application = applicant.applications.with_id(given.get("application"))
        status, made = attempt_to_make(
            form, lambda: creation.create_contact(applicant, given["token"], form.facts, application)
        )
        if made:
            contact, is_new = made
            words = f"{contact.name} {'is added' if is_new else 'was among your contacts already'}"
            messages.success(request, f"{words}{' and belongs to this application' if application else ''}.")
            return redirect(application or contact)
    context = HERE | {"form": form}
    return TemplateResponse(request, "applicants/contacts/contact_create.html", context, status=status)


def detail_page(
    request: ApplicantRequest, contact: Contact, status: int = DONE, **returned: BaseForm
) -> HttpResponse:
    """A form that came back stands in its place."""
    context = {
        "contact": contact,
        "in_touch": in_touch(contact, request.applicant.today),
        "touch_form": returned.get("touch_form") or InTouchForm(instance=contact),
        "ties_form": returned.get("ties_form") or ties_form(request, contact),
    }
    return TemplateResponse(request, "applicants/contacts/contact_detail.html", HERE | context, status=status)


@require_safe
@applicant_required
def contact_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Show somebody: how to reach them, when to be in touch, and which applications they belong to."""
    return detail_page(request, get_contact_with_ties(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def contact_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct what is written down of somebody."""
    contact = get_contact(request, pk)
    form = contact_form(request, instance=contact)
    status = DONE
    if request.method == "POST":
        status = attempt(form, form.save)
        if status == DONE:
            messages.success(request, f"{contact.name} is saved.")
            return redirect(contact)
    context = HERE | {"contact": contact, "form": form}
    return TemplateResponse(request, "applicants/contacts/contact_edit.html", context, status=status)


@require_POST
@applicant_required
@one_edit_at_a_time
def contact_next(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Note when to be in touch again, or that no day is set any more."""
    contact = get_contact_with_ties(request, pk)
    form = InTouchForm(request.POST, instance=copy(contact))  # the page says what is stored
    status = attempt(form, form.save)
    if status != DONE:
        return detail_page(request, contact, status, touch_form=form)
    is_set = form.instance.next_on is not None
    messages.success(request, "The date to get in touch is saved." if is_set else "No date is set now.")
    return redirect(contact)


@require_POST
@applicant_required
@one_edit_at_a_time
def contact_tie(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Note which applications somebody belongs to."""
    contact = get_contact_with_ties(request, pk)
    form = ties_form(request, contact, request.POST)
    status = attempt(form, lambda: creation.tie(contact, form.chosen))
    if status != DONE:
        return detail_page(request, contact, status, ties_form=form)
    messages.success(request, f"{contact.name} belongs to {counted(len(form.chosen), 'application')}.")
    return redirect(contact)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def contact_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete somebody and the outreach to them; letters by them stay with their name."""
    contact = get_contact_with_ties(request, pk)
    if request.method == "POST":
        contact.delete()
        messages.success(request, f"{contact.name} is deleted.")
        return redirect("applicants:contact_list")
    context = HERE | {"thing": contact}
    return TemplateResponse(request, "applicants/contacts/contact_delete.html", context)


def download(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_safe
@applicant_required
@limit_downloads(EXPORTS, "applicants:contact_list")
def contact_export_csv(request: ApplicantRequest) -> HttpResponse:
    """Download the contacts that the address asks for as CSV."""
    return download(exporting.csv_of(listing_of(request).found), "text/csv; charset=utf-8", "contacts.csv")


@require_safe
@applicant_required
@limit_downloads(EXPORTS, "applicants:contact_list")
def contact_export_xlsx(request: ApplicantRequest) -> HttpResponse:
    """Download the contacts that the address asks for as a workbook."""
    return download(exporting.xlsx_of(listing_of(request).found), XLSX, "contacts.xlsx")
