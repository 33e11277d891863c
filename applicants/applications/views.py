"""Stand-ins until the room's own pages are here."""

import uuid

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applicants.profile.access import applicant_required


@require_POST
@applicant_required
def shortlist_add(request: HttpRequest) -> HttpResponseRedirect:  # noqa: ARG001 - a stand-in
    """Go back to the list."""
    return redirect("programs:program_list")


@require_safe
@applicant_required
def application_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponseRedirect:  # noqa: ARG001 - a stand-in
    """Go to all applications."""
    return redirect("applicants:application_list")
