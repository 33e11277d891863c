"""The shortlist before and after the log-in: until then, the session keeps what a visitor saves."""

from collections.abc import MutableMapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from applicants.applications.creation import shortlist, shortlist_warnings
from applicants.applications.models import Application
from applicants.profile.caps import FullError
from applicants.profile.models import Applicant
from programs.models import Program

SESSION_KEY = "kept_programs"
MOST_KEPT = 10


def keep_in(session: MutableMapping[str, Any], program: Program) -> None:
    """Remember a program by its id and name; the oldest goes when there are too many."""
    kept = session.get(SESSION_KEY, {}) | {str(program.pk): program.name}
    session[SESSION_KEY] = dict(list(kept.items())[-MOST_KEPT:])


def say_saved(request: HttpRequest, application: Application, *, is_new: bool, warnings: list[str]) -> None:
    said = "is on your shortlist now" if is_new else "is already among your applications"
    messages.success(request, f"“{application.name}” {said}.")
    for warning in warnings:
        messages.warning(request, warning)


def take_over_programs(applicant: Applicant, request: HttpRequest) -> None:
    """Put on the shortlist what was saved before the log-in, and say so; only what is still published."""
    kept = request.session.pop(SESSION_KEY, {})
    for program in Program.objects.published().with_ids(kept).for_reading():
        try:
            application, is_new = shortlist(applicant, program)
        except FullError as fault:
            messages.error(request, str(fault.message))
            return
        warnings = shortlist_warnings(program) if is_new else []
        say_saved(request, application, is_new=is_new, warnings=warnings)
