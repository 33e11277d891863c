"""All letters of an applicant at once."""

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.guides.seasons import recent_seasons
from applicants.letters.forms.seasons import LetterTargetForm
from applicants.letters.list_page import deadline_for, letters_page
from applicants.letters.reminders import reminders_of
from applicants.profile.decorators import applicant_required
from applicants.profile.match_years import match_year_of
from applicants.profile.requests import ApplicantRequest
from applicants.profile.timezones import local_date
from programs.models import Specialty


@require_safe
@applicant_required
def letter_list(request: ApplicantRequest) -> TemplateResponse:
    """Show every letter with what to do next, and the season's letters against what is needed."""
    applicant, now = request.applicant, timezone.now()
    today = local_date(applicant.time_zone, now)
    season = match_year_of(applicant.match_year, today)
    reminders = reminders_of(applicant.letters.for_list(now))
    targets = applicant.letter_targets.of_season(season)
    deadline = deadline_for(season, recent_seasons(), today)
    initial = {"match_year": season}
    context = {
        "section": "letters",
        "page": letters_page(season, reminders, targets, deadline, today),
        "target_form": LetterTargetForm(specialties=Specialty.objects.all(), initial=initial),
    }
    return TemplateResponse(request, "applicants/letters/letter_list.html", context)
