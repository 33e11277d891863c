"""Add, change and remove an application's alternative dates, payments and checklist lines."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from applicants.applications.forms.moves import ButtonForm
from applicants.applications.forms.parts import AlternativeForm, LineForm, PaymentForm
from applicants.applications.models import Application
from applicants.applications.views.responses import get_application, save_at_place
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest


def remove_row(
    request: ApplicantRequest, application: Application, rows: Iterable[Any], row_pk: int, *, then: Any = None
) -> HttpResponse:
    """Remove one row of an application; one that is gone already was removed by the first of two clicks."""
    row = next((one for one in rows if one.pk == row_pk), None)
    if row is None:
        return redirect(then or application)

    def remove() -> str:
        with application.one_edit():
            row.delete()
        return f"Removed: {row}."

    return save_at_place(request, application, "remove", ButtonForm(request.POST), remove, then=then)


def add_row(
    request: ApplicantRequest, application: Application, place: str, form: Any, rows: Any
) -> HttpResponse:
    """Add the row that a form describes to those of an application."""

    def add() -> str:
        return f"Added: {application.add_row(rows, form.cleaned_data)}."

    return save_at_place(request, application, place, form, add)


@require_POST
@applicant_required
def alternative_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Add other dates that would do."""
    application = get_application(request, pk)
    form = AlternativeForm(request.POST)
    return add_row(request, application, "alternative", form, application.alternatives)


@require_POST
@applicant_required
def alternative_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    """Remove other dates."""
    application = get_application(request, pk)
    return remove_row(request, application, application.alternatives.all(), row_pk)


@require_POST
@applicant_required
def payment_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    application = get_application(request, pk)
    form = PaymentForm(request.POST, application=application)
    return add_row(request, application, "payment-new", form, application.payments)


@require_POST
@applicant_required
def payment_edit(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    """Correct a payment, or note that it is paid."""
    application = get_application(request, pk)
    payment = get_object_or_404(application.payments.all(), pk=row_pk)
    form = PaymentForm(request.POST, instance=payment, application=application)

    def save() -> str:
        with application.one_edit():
            form.save()
        return f"Saved: {payment}."

    return save_at_place(request, application, f"payment-{row_pk}", form, save)


@require_POST
@applicant_required
def payment_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    application = get_application(request, pk)
    return remove_row(request, application, application.payments.all(), row_pk)


@require_POST
@applicant_required
def checklist_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Add a document of the applicant's own."""
    application = get_application(request, pk)
    form = LineForm(request.POST)
    return add_row(request, application, "line", form, application.checklist)


@require_POST
@applicant_required
def checklist_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    """Remove a document of the applicant's own; what the program asks for can be marked as not needed."""
    application = get_application(request, pk)
    own = [line for line in application.checklist.all() if not line.code]
    return remove_row(request, application, own, row_pk)
