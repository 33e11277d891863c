"""The pages of trips: list, one trip, its rotations, costs and steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.eligibility.program_answer import answers_among, assess_catalog
from applicants.plans import forms
from applicants.plans.cheaper import cheaper_programs
from applicants.plans.costs import CostLine
from applicants.plans.creation import create_trip, save_cost, save_day, save_rotation
from applicants.plans.data import TripData, load_trips
from applicants.plans.models import Trip, TripCost, TripDay, TripRotation
from applicants.plans.page import step_groups, trip_page, trip_summary
from applicants.plans.steps import PlanStep
from applicants.profile.decorators import applicant_required, one_edit_at_a_time
from applicants.profile.requests import ApplicantRequest
from applicants.responses import DONE, attempt, attempt_to_make, posted_data, valid_values

HERE = {"section": "plans", "here": "trips"}


def get_trip(request: ApplicantRequest, pk: UUID) -> Trip:
    """Get a trip of the applicant's own; raise 404 if it belongs to someone else."""
    return get_object_or_404(request.applicant.trips, pk=pk)


def get_trip_data(request: ApplicantRequest, pk: UUID) -> TripData:
    """Load a trip of the applicant's own with all that its page shows; raise 404 if it is someone else's."""
    trip = get_object_or_404(request.applicant.trips.for_its_page(), pk=pk)
    return load_trips(request.applicant, [trip])[0]


@require_safe
@applicant_required
def trip_list(request: ApplicantRequest) -> TemplateResponse:
    """Show the applicant's trips beside each other."""
    trips = load_trips(request.applicant, request.applicant.trips.for_its_page())
    context = HERE | {"trips": [trip_summary(data) for data in trips]}
    return TemplateResponse(request, "applicants/plans/trip_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def trip_create(request: ApplicantRequest) -> TemplateResponse | HttpResponse:
    """Make a trip of some of the running applications."""
    applications = request.applicant.applications.running().for_choosing()
    form = forms.TripCreateForm(posted_data(request), applications=applications)
    status = DONE
    if request.method == "POST":
        status, trip = attempt_to_make(form, lambda: create_trip(request.applicant, **form.cleaned_data))
        if trip:
            messages.success(request, f"“{trip.name}” is planned. Check the costs and the days.")
            return redirect(trip)
    context = HERE | {"form": form}
    return TemplateResponse(request, "applicants/plans/trip_create.html", context, status=status)


@require_safe
@applicant_required
def trip_detail(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """Show a trip: what does not fit, its picture, rotations, next steps and costs."""
    data = get_trip_data(request, pk)
    assessment = assess_catalog(request.applicant)
    answers = answers_among(assessment, data.program_ids)
    page = trip_page(data, answers, cheaper_programs(data, answers, assessment))
    return TemplateResponse(request, "applicants/plans/trip_detail.html", HERE | {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def trip_edit(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Correct the facts of a trip: visa, waiting time, budget."""
    trip = get_trip(request, pk)
    form = forms.TripForm(posted_data(request), instance=trip)
    status = attempt(form, form.save) if request.method == "POST" else DONE
    if request.method == "POST" and status == DONE:
        messages.success(request, "Saved. The days and costs are counted anew.")
        return redirect(trip)
    context = HERE | {"trip": trip, "form": form, "heading": "Visa, budget and name"}
    return TemplateResponse(request, "applicants/plans/trip_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def trip_delete(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Ask once, then delete a trip; its applications stay."""
    trip = get_trip(request, pk)
    if request.method == "POST":
        trip.delete()
        messages.success(request, f"“{trip.name}” is deleted.")
        return redirect("applicants:trip_list")
    return TemplateResponse(request, "applicants/plans/trip_delete.html", HERE | {"thing": trip})


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def rotation_edit(
    request: ApplicantRequest, pk: UUID, rotation_pk: int | None = None
) -> TemplateResponse | HttpResponse:
    """Add a rotation to a trip, or change one."""
    trip = get_trip(request, pk)
    rotation = TripRotation(trip=trip)
    if rotation_pk is not None:
        rotation = get_object_or_404(trip.rotations, pk=rotation_pk)
    known = {"instance": rotation} if rotation.pk else {}
    choices = request.applicant.applications.for_choosing()
    form = forms.TripRotationForm(posted_data(request), applications=choices, **known)
    form.instance.trip = trip
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: save_rotation(request.applicant, form.save(commit=False)))
        if status == DONE:
            messages.success(request, f"{form.instance.name} is in the trip.")
            return redirect(trip)
    heading = f"Change {rotation.name}" if rotation.pk else "Add a rotation"
    context = HERE | {"trip": trip, "form": form, "heading": heading}
    return TemplateResponse(request, "applicants/plans/rotation_edit.html", context, status=status)


@require_POST
@applicant_required
def rotation_remove(request: ApplicantRequest, pk: UUID, rotation_pk: int) -> HttpResponse:
    """Take a rotation out of a trip, with its costs; its application stays."""
    trip = get_trip(request, pk)
    rotation = get_object_or_404(trip.rotations, pk=rotation_pk)
    rotation.delete()
    messages.success(request, f"{rotation.name} is out of this trip.")
    return redirect(trip)


def proposed_line(data: TripData, code: str) -> CostLine:
    """Find it among the costs of the trip; raise 404 when there is none with this code."""
    line = next((line for line in data.lines() if line.code and line.code == code), None)
    if line is None:
        raise Http404
    return line


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def cost_edit(
    request: ApplicantRequest, pk: UUID, cost_pk: int | None = None, code: str = ""
) -> TemplateResponse | HttpResponse:
    """Change a proposed cost by its code, add a cost of one's own, or change that."""
    data = get_trip_data(request, pk)
    trip, line = data.trip, None
    if cost_pk is not None:
        cost = get_object_or_404(trip.costs, pk=cost_pk, code="")
    elif code:
        line = proposed_line(data, code)
        owner = line.stay.rotation if line.stay else None
        new = TripCost(trip=trip, rotation=owner, code=code, kind=line.kind, label=line.label[:120])
        new.is_counted = line.is_counted
        cost = line.cost or new
    else:
        cost = TripCost(trip=trip)
    form = forms.CostForm(posted_data(request), instance=cost)
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: save_cost(request.applicant, form.save(commit=False)))
        if status == DONE:
            messages.success(request, f"{cost.label}: saved.")
            return redirect(f"{trip.get_absolute_url()}#costs")
    context = HERE | {"trip": trip, "form": form, "line": line, "cost": cost}
    return TemplateResponse(request, "applicants/plans/cost_edit.html", context, status=status)


@require_POST
@applicant_required
def cost_delete(request: ApplicantRequest, pk: UUID, cost_pk: int) -> HttpResponse:
    """Delete a cost of one's own."""
    trip = get_trip(request, pk)
    cost = get_object_or_404(trip.costs, pk=cost_pk, code="")
    cost.delete()
    messages.success(request, f"{cost.label} is deleted.")
    return redirect(f"{trip.get_absolute_url()}#costs")


@require_safe
@applicant_required
def step_list(request: ApplicantRequest, pk: UUID) -> TemplateResponse:
    """List every step of a trip by rotation, with its source."""
    data = get_trip_data(request, pk)
    context = HERE | {"trip": data.trip, "groups": step_groups(data), "first_day": data.first_day()}
    return TemplateResponse(request, "applicants/plans/step_list.html", context)


def get_step(data: TripData, code: str) -> PlanStep:
    """Find it in the trip; raise 404 when it has none with this code."""
    step = next((step for step in data.steps() if step.code == code), None)
    if step is None:
        raise Http404
    return step


@require_POST
@applicant_required
def step_done(request: ApplicantRequest, pk: UUID, code: str) -> HttpResponse:
    """Note that a step is done today, or not done after all."""
    data = get_trip_data(request, pk)
    step = get_step(data, code)
    known = data.trip.days.with_code(step.code)
    day = TripDay(trip=data.trip, code=step.code, day=known.day if known else None)
    is_done = valid_values(forms.DoneForm(request.POST))["is_done"]
    day.done_on = data.today if is_done else None
    save_day(request.applicant, day)
    messages.success(request, f"{step.title}: {'done' if day.done_on else 'to do again'}.")
    return redirect("applicants:trip_steps", data.trip.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def step_edit(request: ApplicantRequest, pk: UUID, code: str) -> TemplateResponse | HttpResponse:
    """Move a step to another day, or note when it was done."""
    data = get_trip_data(request, pk)
    step = get_step(data, code)
    known = data.trip.days.with_code(step.code) or TripDay(trip=data.trip, code=step.code)
    form = forms.StepForm(posted_data(request), instance=known)
    status = DONE
    if request.method == "POST":
        status = attempt(form, lambda: save_day(request.applicant, form.save(commit=False)))
        if status == DONE:
            messages.success(request, f"{step.title}: saved.")
            return redirect("applicants:trip_steps", data.trip.pk)
    context = HERE | {"trip": data.trip, "form": form, "step": step}
    return TemplateResponse(request, "applicants/plans/step_edit.html", context, status=status)
