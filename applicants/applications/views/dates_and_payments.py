"""Add, change and remove other dates and payments of an application."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from applicants.applications.forms.dates_and_payments import AlternativeDatesForm, PaymentForm
from applicants.applications.views.responses import add_row, attempt_edit, get_application, refuse, remove_row
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE


@require_POST
@applicant_required
def alternative_add(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Add other dates that would do."""
    application = get_application(request, pk)
    form = AlternativeDatesForm(request.POST)
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
    status = attempt_edit(request, application, form, lambda: application.save_row(form.save(commit=False)))
    if status != DONE:
        return refuse(request, application, {f"payment-{row_pk}": form}, status)
    messages.success(request, f"Saved: {payment}.")
    return redirect(application)


@require_POST
@applicant_required
def payment_remove(request: ApplicantRequest, pk: UUID, row_pk: int) -> HttpResponse:
    application = get_application(request, pk)
    return remove_row(request, application, application.payments.all(), row_pk)
