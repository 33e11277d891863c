"""The page of a letter's writer: no account, one letter, by a link that ends."""

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume as consume_of_network
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.documents.choices import Action
from applicants.documents.serving import version_response
from applicants.editing import StaleError
from applicants.letters import answering
from applicants.letters.forms.writers import Act, WriterForm
from applicants.letters.guidance import PORTAL
from applicants.letters.models import LetterLink
from applicants.letters.writer_links import link_of, note_opening
from applicants.letters.writers_page import writers_page
from applicants.profile.rate_limits import (
    LETTERS_BY_LINK,
    RateLimitedError,
    consume,
    retry_later,
)
from applicants.responses import UNPROCESSABLE
from programs.private_page import private

NOT_FOUND, TOO_MANY = 404, 429
SAID = {
    Act.AGREE: "Thank you. The applicant knows that you agreed. You can come back with this link.",
    Act.ASK: "Your question is sent. The applicant answers you by email or phone.",
}
GOODBYES = {
    Act.DECLINE: "Thank you for letting us know. The applicant can ask somebody else now.",
    Act.UPLOADED: "Thank you. The applicant knows that the letter is uploaded.",
    Act.HAND_OVER: "Thank you. The letter is handed over.",
}
NOT_IN_ERAS = "Residency programs get it only from ERAS: please upload it there too, with the letter ID."
TRY_LATER = "There were too many tries in a short time. Wait ten minutes, then open the link again."
NOT_YOURS = "This is your writer’s page. You can look at it, but only they can answer: send them the link."


def link_closed_page(
    request: HttpRequest, words: str = "", status: int = NOT_FOUND, *, rest: str = ""
) -> HttpResponse:
    """The page of a link that does not work, whatever the reason, or has just done its work.

    ``rest`` is what its reader still has to do elsewhere.
    """
    context = {"section": "writer", "goodbye": words, "rest": rest}
    return TemplateResponse(request, "applicants/letters/letter_writer.html", context, status=status)


def writer_page(request: HttpRequest, link: LetterLink, form: WriterForm, status: int = 200) -> HttpResponse:
    page = writers_page(link.letter, form)
    context = {"section": "writer", "page": page, "letter": link.letter, "portal": PORTAL}
    return TemplateResponse(request, "applicants/letters/letter_writer.html", context, status=status)


def rate_limited_page(request: HttpRequest, link: LetterLink, fault: RateLimitedError) -> HttpResponse:
    """Answer 429: too many files came by this link, so this one was not read. Keep what was typed."""
    messages.warning(request, fault.message)
    sent = WriterForm(request.POST)
    typed = {field.name: field.value() for field in sent if field.name != "file"}
    return fault.on(writer_page(request, link, WriterForm(initial=typed)))


def is_own(request: HttpRequest, link: LetterLink) -> bool:
    """Whether the applicant who made the link looks at what their writer sees."""
    return link.letter.applicant.user_id == request.user.pk


def act(link: LetterLink, given: dict[str, Any]) -> bool:
    """Do what the writer says; False when there were too many questions."""
    match given["act"]:
        case Act.AGREE:
            answering.agree(link)
        case Act.DECLINE:
            answering.decline(link)
        case Act.ASK:
            return answering.ask_applicant(link, given["text"])
        case Act.UPLOADED:
            answering.say_uploaded(link, given["checks"])
        case Act.HAND_OVER:
            answering.hand_over(link, given["file"], given["checks"], is_in_eras=given["is_in_eras"])
    return True


def refused_page(request: HttpRequest, link: LetterLink, form: WriterForm) -> HttpResponse:
    """The page with a form that was not valid; what was sent in a busy moment does not count."""
    response = writer_page(request, link, form, UNPROCESSABLE)
    return retry_later(response, form, LETTERS_BY_LINK, link.letter.applicant, link.pk)


def handle_answer(request: HttpRequest, link: LetterLink, form: WriterForm) -> HttpResponse:
    """Do what a valid form says, and answer it."""
    if not form.is_valid():
        return refused_page(request, link, form)
    try:
        is_done = act(link, form.cleaned_data)
    except ValidationError as fault:
        form.add_error("file", fault.messages[0])
        return writer_page(request, link, form, UNPROCESSABLE)
    except StaleError:
        return link_closed_page(request)
    said = Act(form.cleaned_data["act"])
    if said in GOODBYES:
        is_only_here = said == Act.HAND_OVER and not form.cleaned_data["is_in_eras"]
        return link_closed_page(request, GOODBYES[said], 200, rest=NOT_IN_ERAS if is_only_here else "")
    if not is_done:
        messages.warning(request, "There are many questions here already. Please write an email instead.")
    else:
        messages.success(request, SAID[said])
    return redirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def letter_writer(request: HttpRequest, token: str) -> TemplateResponse | HttpResponse:
    """Show the packet to the letter's writer; POST says yes, no, "uploaded", asks or hands the letter over.

    A wrong, expired, used or ended link gets one and the same answer. GET ends no link, so that a mail
    program that looks at links does not use one up. The applicant's own visits are not noted, and say
    nothing.
    """
    if request.method == "POST" and not consume_of_network(request, action="letter_link"):
        return link_closed_page(request, TRY_LATER, TOO_MANY)
    link = link_of(token)
    if link is None:
        return link_closed_page(request)
    if request.method != "POST":
        if request.method == "GET" and not is_own(request, link):
            note_opening(link)
        return writer_page(request, link, WriterForm())
    if is_own(request, link):
        messages.error(request, NOT_YOURS)
        return redirect(request.path)
    try:
        if request.FILES:
            consume(LETTERS_BY_LINK, link.letter.applicant, link.pk)
    except RateLimitedError as fault:
        return rate_limited_page(request, link, fault)
    return handle_answer(request, link, WriterForm(request.POST, request.FILES))


@require_safe
@private
def letter_writer_document(
    request: HttpRequest, token: str, document_pk: UUID
) -> HttpResponse | FileResponse:
    """Give a document of the packet to the letter's writer, while the link works."""
    link = link_of(token)
    if link is None:
        return link_closed_page(request)
    document = link.letter.shared.all().with_id(document_pk)
    version = document and document.current
    try:
        return (
            version_response(request, version, None, Action.SHARED) if version else link_closed_page(request)
        )
    except FileNotFoundError:
        return link_closed_page(request)
