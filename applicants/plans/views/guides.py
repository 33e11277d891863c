"""The pages that plan beside the trips: the way to residency, and the way to a visa."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applicants.guides.choices import CostKind
from applicants.guides.models import EntryRule, PathwayStep, VisaStep
from applicants.guides.seasons import recent_seasons
from applicants.guides.views import person_of
from applicants.plans.data import load_reference
from applicants.plans.forms import PathwayForm, VisaPlanForm
from applicants.plans.models import PathwayProgress, Trip
from applicants.plans.pathway import match_days, next_line, pathway_groups
from applicants.plans.visa_plan import visa_plan
from applicants.profile.decorators import applicant_of, applicant_required, one_edit_at_a_time
from applicants.profile.match_years import match_year_of
from applicants.profile.requests import ApplicantRequest
from applicants.profile.timezones import local_date
from applicants.responses import DONE, attempt, posted_data
from programs.pages.page_links import numbered_jumps

# What is paid on the way to residency, whatever the trip.
ON_THE_WAY = frozenset({CostKind.EXAM, CostKind.MATCH})


@require_safe
def pathway(request: HttpRequest) -> TemplateResponse:
    """Show the steps to certification, exams and the Match; to an applicant how far they are."""
    applicant = applicant_of(request)
    exams = {exam.kind: exam for exam in applicant.exams.all()} if applicant else {}
    said = applicant.pathway.all().by_step() if applicant else {}
    groups = pathway_groups(PathwayStep.objects.all(), applicant, exams, said)
    context = {"section": "pathway", "groups": groups, "is_mine": applicant is not None}
    context["next"] = next_line(groups) if applicant else None
    today = local_date(applicant.time_zone if applicant else "UTC", timezone.now())
    context["match_year"] = year = match_year_of(applicant.match_year if applicant else None, today)
    context["days"] = match_days(groups, recent_seasons().get(year, []), year, today)
    context["fees"] = [row for row in load_reference().figures if row.kind in ON_THE_WAY]
    return TemplateResponse(request, "applicants/plans/pathway.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
@one_edit_at_a_time
def pathway_edit(request: ApplicantRequest, code: str) -> TemplateResponse | HttpResponse:
    """Note how far a step of the pathway is."""
    step = get_object_or_404(PathwayStep, code=code)
    progress = request.applicant.pathway.all().of_step(step)
    progress = progress or PathwayProgress(applicant=request.applicant, step=step)
    form = PathwayForm(posted_data(request), instance=progress)
    status = attempt(form, form.save) if request.method == "POST" else DONE
    if request.method == "POST" and status == DONE:
        messages.success(request, f"{step.title}: {progress.get_state_display().lower()}.")
        return redirect("applicants:pathway")
    context = {"section": "pathway", "form": form, "step": step}
    return TemplateResponse(request, "applicants/plans/pathway_edit.html", context, status=status)


@require_safe
def visa_planner(request: HttpRequest) -> TemplateResponse:
    """Show the rules for a case, the steps of a class, and the days counted back from a first day."""
    person = person_of(request)
    form = VisaPlanForm(request.GET or None, initial=VisaPlanForm.case_of(person))
    is_asked = form.is_valid()
    today = local_date(person.time_zone if person else "UTC", timezone.now())
    context = {"section": "visas", "form": form, "is_asked": is_asked}
    if is_asked:
        given = form.cleaned_data
        case = {name: given[name] for name in ("activity", "stage", "nationality")}
        context["rules"] = EntryRule.objects.for_case(**case)
        trip = Trip(visa=given["visa"], visa_wait_days=given["wait_days"])
        lead = load_reference().lead
        context["plan"] = plan = visa_plan(VisaStep.objects.all(), trip, given["starts_on"], lead, today)
        jumps = [("days-h", "By when")] if plan.days else []
        groups = numbered_jumps("group", (label for label, _ in plan.groups))
        context["jumps"] = [*jumps, ("rules", "Which class fits"), *groups]
    return TemplateResponse(request, "applicants/plans/visa_planner.html", context)
