"""The seasons and their days, for everybody."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.planning.models import Season
from applicants.planning.season import seasons_with_countdowns
from applicants.profile.access import applicant_of
from applicants.profile.clock import own_day


@require_safe
def season_list(request: HttpRequest) -> TemplateResponse:
    """List every season's days with their sources, the newest season first."""
    applicant = applicant_of(request)
    today = own_day(applicant.time_zone if applicant else "UTC", timezone.now())
    seasons = seasons_with_countdowns(Season.objects.with_dates(), today)
    return TemplateResponse(
        request, "applicants/season_list.html", {"section": "seasons", "seasons": seasons}
    )
