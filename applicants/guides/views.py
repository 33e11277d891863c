"""Public pages that explain: the seasons, which entry status fits, what to do at which stage."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.guides.choices import FigureScope, Nationality
from applicants.guides.figures import figure_row, sorts, specialty_rows, state_rows
from applicants.guides.forms import (
    EntryForm,
    FiguresForm,
    FundingForm,
    SocietyForm,
    StageForm,
    entry_case,
    funding_case,
    stage_case,
)
from applicants.guides.funding import funding_page
from applicants.guides.match_lines import advised_specialties, match_lines
from applicants.guides.models import (
    EntryRule,
    Funding,
    MatchFigure,
    Season,
    Society,
    SpecialtyAdvice,
    StageAdvice,
)
from applicants.guides.seasons import seasons_with_countdowns
from applicants.guides.specialty_pages import advice_groups, society_groups
from applicants.profile.decorators import applicant_of
from applicants.profile.first_answers import answers_in
from applicants.profile.models import Applicant
from applicants.profile.timezones import local_date
from programs.models import Specialty
from programs.pages.page_links import numbered_jumps

FIGURE_JUMPS = (
    ("all-h", "All specialties"),
    ("specialties-h", "By specialty"),
    ("states-h", "By state"),
    ("state-specialties-h", "By specialty and state"),
)


def person_of(request: HttpRequest) -> Applicant | None:
    """What whoever asks has said of themselves, with an account or without; None for nothing."""
    if applicant := applicant_of(request):
        return applicant
    first = answers_in(request.session)
    return first.applicant if first else None


@require_safe
def entry_guide(request: HttpRequest) -> TemplateResponse:
    """Show what sources say of entering the US for an activity, and what to ask."""
    form = EntryForm(request.GET or None, initial=entry_case(person_of(request)))
    is_asked = form.is_valid()
    context = {
        "section": "visas",
        "form": form,
        "is_asked": is_asked,
        "is_american": is_asked and form.cleaned_data["nationality"] == Nationality.US,
        "rules": EntryRule.objects.for_case(**form.cleaned_data) if is_asked else [],
    }
    return TemplateResponse(request, "applicants/guides/entry_guide.html", context)


@require_safe
def stage_advice(request: HttpRequest) -> TemplateResponse:
    """Show what to do at a stage of training, each piece of advice with its source."""
    known = stage_case(person_of(request))
    form = StageForm(request.GET or known or None)
    is_asked = form.is_valid()
    advice = StageAdvice.objects.for_stage(form.cleaned_data["stage"]) if is_asked else []
    context = {"section": "advice", "form": form, "is_asked": is_asked, "advice": advice}
    context["specialties"] = advised_specialties()
    context["is_known"] = bool(known) and not request.GET
    return TemplateResponse(request, "applicants/guides/stage_advice.html", context)


@require_safe
def specialty_advice(request: HttpRequest, slug: str) -> TemplateResponse:
    """Show what sources say to IMGs of a specialty, its figures of the Match and its societies."""
    specialty = get_object_or_404(Specialty, slug=slug)
    rows = SpecialtyAdvice.objects.for_specialty(specialty.name)
    own = [row for row in rows if row.specialty]
    context = {
        "section": "advice",
        "specialty": specialty,
        "lines": match_lines([specialty.name]),
        "groups": advice_groups(own),
        "general": [row for row in rows if not row.specialty],
        "societies": list(Society.objects.of_specialty(specialty.name)),
    }
    return TemplateResponse(request, "applicants/guides/specialty_advice.html", context)


@require_safe
def society_list(request: HttpRequest) -> TemplateResponse:
    """List societies, mentor programs and help for IMGs, each with its source."""
    form = SocietyForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("state", "kind")}
    groups = society_groups(Society.objects.all(), **asked)
    context = {"section": "societies", "form": form, "groups": groups}
    return TemplateResponse(request, "applicants/guides/society_list.html", context)


@require_safe
def season_list(request: HttpRequest) -> TemplateResponse:
    """List every season's days with their sources, the newest season first."""
    applicant = applicant_of(request)
    today = local_date(applicant.time_zone if applicant else "UTC", timezone.now())
    seasons = seasons_with_countdowns(Season.objects.with_dates(), today)
    return TemplateResponse(
        request, "applicants/guides/season_list.html", {"section": "seasons", "seasons": seasons}
    )


@require_safe
def match_figures(request: HttpRequest) -> TemplateResponse:
    """Show how many IMGs matched in which specialty and state, each figure with its source."""
    form = FiguresForm(request.GET)
    form.is_valid()
    sort, name = form.cleaned_data.get("sort", "share"), form.cleaned_data.get("specialty", "")
    figures = list(MatchFigure.objects.all())
    parts = ("overall", "rows", "states", "state_specialties")
    context: dict[str, Any] = {
        "section": "figures",
        "sorts": sorts(sort),
        "overall": [row for row in figures if row.scope == FigureScope.OVERALL],
        "rows": specialty_rows(figures, sort),
        "states": state_rows(figures),
        "state_specialties": [row for row in figures if row.scope == FigureScope.STATE_SPECIALTY],
        "specialty": name,
        "years": [figure_row(row) for row in figures if name and row.specialty == name and not row.state],
    }
    context["jumps"] = [jump for part, jump in zip(parts, FIGURE_JUMPS, strict=True) if context[part]]
    return TemplateResponse(request, "applicants/guides/match_figures.html", context)


@require_safe
def funding_list(request: HttpRequest) -> TemplateResponse:
    """List money and help by who may ask for it, each with its source."""
    person = person_of(request)
    form = FundingForm(request.GET or funding_case(person))
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("stage", "country")}
    today = local_date(person.time_zone if person else "UTC", timezone.now())
    page = funding_page(Funding.objects.all(), **asked, today=today)
    jumps = numbered_jumps("group", (group.title for group in page.groups))
    jumps += [("not-for-you", "Not for you")] if page.not_for_you else []
    jumps += [("to-know", "Good to know")] if page.to_know else []
    context = {"section": "funding", "form": form, "page": page, "jumps": jumps}
    return TemplateResponse(request, "applicants/guides/funding_list.html", context)
