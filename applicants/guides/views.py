"""Public pages that explain: the seasons, which entry status fits, what to do at which stage."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.guides.choices import Nationality
from applicants.guides.forms import EntryForm, StageForm, entry_case, stage_case
from applicants.guides.models import EntryRule, Season, StageAdvice
from applicants.guides.seasons import seasons_with_countdowns
from applicants.profile.decorators import applicant_of
from applicants.profile.first_answers import answers_in
from applicants.profile.models import Applicant
from applicants.profile.timezones import local_date


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
    context["is_known"] = bool(known) and not request.GET
    return TemplateResponse(request, "applicants/guides/stage_advice.html", context)


@require_safe
def season_list(request: HttpRequest) -> TemplateResponse:
    """List every season's days with their sources, the newest season first."""
    applicant = applicant_of(request)
    today = local_date(applicant.time_zone if applicant else "UTC", timezone.now())
    seasons = seasons_with_countdowns(Season.objects.with_dates(), today)
    return TemplateResponse(
        request, "applicants/guides/season_list.html", {"section": "seasons", "seasons": seasons}
    )
