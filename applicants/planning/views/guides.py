"""Public pages that explain: which entry status fits, and what to do at which stage."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from applicants.planning.choices import Nationality
from applicants.planning.guide_forms import EntryForm, StageForm
from applicants.planning.models import EntryRule, StageAdvice


@require_safe
def entry_guide(request: HttpRequest) -> TemplateResponse:
    """Show what sources say of entering the US for an activity, and what to ask."""
    form = EntryForm(request.GET or None)
    is_asked = form.is_valid()
    context = {
        "section": "visas",
        "form": form,
        "is_asked": is_asked,
        "is_american": is_asked and form.cleaned_data["nationality"] == Nationality.US,
        "rules": EntryRule.objects.for_case(**form.cleaned_data) if is_asked else [],
    }
    return TemplateResponse(request, "applicants/entry_guide.html", context)


@require_safe
def stage_advice(request: HttpRequest) -> TemplateResponse:
    """Show what to do at a stage of training, each piece of advice with its source."""
    form = StageForm(request.GET or None)
    is_asked = form.is_valid()
    advice = StageAdvice.objects.for_stage(form.cleaned_data["stage"]) if is_asked else []
    context = {"section": "advice", "form": form, "is_asked": is_asked, "advice": advice}
    return TemplateResponse(request, "applicants/stage_advice.html", context)
