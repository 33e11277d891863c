"""Writing to one person: the message, each step, and what comes of it."""

from copy import copy
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.editing import StaleError
from applicants.outreach import drafting
from applicants.outreach.choices import OutreachStatus
from applicants.outreach.forms import (
    MessageForm,
    MessageRewriteForm,
    OutreachForm,
    OutreachStartForm,
    OutreachStatusForm,
    OutreachStepForm,
    OutreachUndoForm,
)
from applicants.outreach.models import Outreach
from applicants.outreach.page import outreach_page
from applicants.profile.caps import FullError
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import (
    CHANGED,
    CONFLICT,
    DONE,
    attempt,
    attempt_to_make,
    posted_data,
    valid_values,
    warn_of_change,
)

HERE = {"section": "people", "here": "outreach"}
NO_DRAFT = "This message is no longer a draft. Its words stay as they were."


def get_outreach(request: ApplicantRequest, pk: UUID) -> Outreach:
    """Get an outreach of the applicant's own; raise 404 if it belongs to someone else."""
    outreach: Outreach = get_object_or_404(request.applicant.outreaches.for_its_page(), pk=pk)
    outreach.applicant = request.applicant
    return outreach


def returned_page(
    request: ApplicantRequest, outreach: Outreach, place: str, form: BaseForm, status: int
) -> HttpResponse:
    """The page of an outreach, read anew if it was changed, with a form that came back at its place."""
    if status == CONFLICT and form.is_valid():  # it was changed after it was read
        warn_of_change(request, form)
        outreach = get_outreach(request, outreach.pk)
    context = HERE | {"outreach": outreach, "page": outreach_page(outreach, {place: form})}
    return TemplateResponse(request, "applicants/outreach/outreach_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Choose whom to write to, and with which text; nobody is written to twice."""
    applicant = request.applicant
    if begun := applicant.outreaches.with_person(OutreachStartForm(request.POST or request.GET).contact_id):
        messages.info(request, "You have a message to this person already. Here it is.")
        return redirect(begun)
    form = OutreachForm(
        posted_data(request),
        contacts=drafting.not_written_to(applicant),
        templates=applicant.outreach_templates.for_first_messages(),
        written_before=partial(drafting.written_before, applicant),
        initial=valid_values(OutreachStartForm(request.GET)),
    )
    status = DONE
    if request.method == "POST":
        status, made = attempt_to_make(
            form,
            lambda: drafting.get_or_create_outreach(applicant, form.chosen_contact, form.chosen_template),
        )
        if made:
            messages.success(request, "Your draft is ready. Read every line before you send it.")
            return redirect(made[0])
    context = HERE | {"form": form}
    return TemplateResponse(request, "applicants/outreach/outreach_create.html", context, status=status)


@require_safe
@applicant_required
def outreach_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """Show the message to one person, how far it is, and what to do next."""
    outreach = get_outreach(request, pk)
    context = HERE | {"outreach": outreach, "page": outreach_page(outreach, {})}
    return TemplateResponse(request, "applicants/outreach/outreach_detail.html", context)


def keep_words(outreach: Outreach, form: MessageForm) -> None:
    """Save the words of a draft; raise ValidationError when it was sent just then."""
    if not drafting.keep_words(outreach, form.cleaned_data["subject"], form.cleaned_data["body"]):
        raise ValidationError(NO_DRAFT)


@require_POST
@applicant_required
@one_edit_at_a_time
def outreach_text(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Save the words of a draft; a message that was sent stays as it was."""
    outreach = get_outreach(request, pk)
    if outreach.status != OutreachStatus.DRAFTED:
        messages.error(request, NO_DRAFT)
        return redirect(outreach)
    form = MessageForm(request.POST, instance=copy(outreach))  # the page says what is stored
    status = attempt(form, lambda: keep_words(outreach, form))
    if status != DONE:
        return returned_page(request, outreach, "text", form, status)
    messages.success(request, "Your message is saved.")
    return redirect(outreach)


@require_POST
@applicant_required
@one_edit_at_a_time
def outreach_anew(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Draft the message anew from one of the applicant's texts."""
    outreach = get_outreach(request, pk)
    templates = request.applicant.outreach_templates.for_first_messages()
    form = MessageRewriteForm(request.POST, outreach=outreach, templates=templates)
    if outreach.status != OutreachStatus.DRAFTED or not form.is_valid():
        messages.error(request, "Choose one of your texts, before the message is sent.")
        return redirect(outreach)
    status = attempt(form, lambda: drafting.write_anew(outreach, form.chosen_template))
    if status != DONE:
        return returned_page(request, outreach, "rewrite", form, status)
    messages.success(request, f"Drafted anew from “{form.chosen_template.name}”.")
    return redirect(outreach)


@require_POST
@applicant_required
def outreach_step(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take the next step: sent, followed up, answered, stopped."""
    outreach = get_outreach(request, pk)
    step = valid_values(OutreachStatusForm(request.POST)).get("status", "")
    if step == outreach.status and step not in outreach.next_steps:
        messages.info(request, "This is noted already.")
        return redirect(outreach)
    form = OutreachStepForm(request.POST, step=step, today=outreach.today)
    status = attempt(form, lambda: outreach.move_to(step, **form.facts))
    if status != DONE:
        return returned_page(request, outreach, f"step-{step}", form, status)
    messages.success(request, f"{outreach.contact.name}: {outreach.get_status_display().lower()}.")
    return redirect(outreach)


@require_POST
@applicant_required
def outreach_undo(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Take the last step back, once, however often it is clicked."""
    outreach = get_outreach(request, pk)
    if not OutreachUndoForm(request.POST).is_about(outreach):
        messages.warning(request, CHANGED)
        return redirect(outreach)
    try:
        step = outreach.take_back()
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    except StaleError:
        messages.warning(request, CHANGED)
    else:
        messages.success(request, f"Taken back. It is “{step.label}” again.")
    return redirect("applicants:outreach_detail", pk)


@require_POST
@applicant_required
def outreach_apply(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """Make an application of a yes."""
    outreach = get_outreach(request, pk)
    if not outreach.is_yes:
        messages.error(request, "Mark first that they said yes.")
        return redirect(outreach)
    try:
        application, is_new = drafting.get_or_create_application(outreach)
    except FullError as fault:
        messages.error(request, fault.message)
        return redirect(outreach)
    messages.success(request, f"“{application.name}” {'is added' if is_new else 'is already there'}.")
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def outreach_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then forget that somebody was written to; the person stays."""
    outreach = get_outreach(request, pk)
    if request.method == "POST":
        name = outreach.contact.name
        outreach.delete()
        messages.success(request, f"The message to {name} is deleted.")
        return redirect("applicants:outreach_list")
    context = HERE | {"thing": outreach}
    return TemplateResponse(request, "applicants/outreach/outreach_delete.html", context)
