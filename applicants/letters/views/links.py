"""The writer's link as the applicant makes and ends it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applicants.editing import StaleError
from applicants.letters.forms.letter_page import WriterLinkForm
from applicants.letters.page import case_of
from applicants.letters.texts import with_link
from applicants.letters.views.letters import get_letter
from applicants.letters.writer_links import create_link, end_link, is_made_already
from applicants.profile.decorators import applicant_required
from applicants.profile.requests import ApplicantRequest
from applicants.responses import CHANGED, valid_values

MADE_ALREADY = (
    "You made this link already, and it works. We don’t store it, so it can’t be shown again. If you did not "
    "copy it, make a new one: the old one ends then."
)


@require_POST
@never_cache
@applicant_required
def letter_link(request: ApplicantRequest, pk: UUID) -> TemplateResponse | HttpResponse:
    """Make the writer's link and show it: this answer is the only place where it ever stands."""
    letter = get_letter(request, pk)
    if is_made_already(letter, valid_values(WriterLinkForm(request.POST)).get("seen", "")):
        messages.info(request, MADE_ALREADY)
        return redirect(letter)
    try:
        token = create_link(letter)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(letter)
    except StaleError:
        messages.warning(request, CHANGED)
        return redirect(letter)
    address = f"{settings.PORTAL_URL}{reverse('applicants:letter_writer', args=[token])}"
    text = with_link(case_of(letter), address)
    context = {"section": "letters", "letter": letter, "address": address, "text": text}
    return TemplateResponse(request, "applicants/letters/letter_link.html", context)


@require_POST
@applicant_required
def letter_link_end(request: ApplicantRequest, pk: UUID) -> HttpResponse:
    """End the writer's link at once."""
    letter = get_letter(request, pk)
    if end_link(letter):
        messages.success(request, "The link is ended. Whoever opens it now sees that it no longer works.")
    else:
        messages.info(request, "There is no link to end.")
    return redirect(letter)
