"""Stand-ins until the applications room is merged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def stub(request: HttpRequest, **given: Any) -> HttpResponse:  # noqa: ARG001
    """Say that the page is not here yet."""
    return HttpResponse("Not built yet.")
