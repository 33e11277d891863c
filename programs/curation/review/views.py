"""The review queue: the next program, one answer at a time, and the way back."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programs import formatting
from programs.choices import FactAnswer
from programs.curation.curator_pages import curator_required, render_curator_page
from programs.curation.review import fact_checks
from programs.curation.review.edit_forms import edit_form
from programs.curation.review.fact_checks import CuratorAct
from programs.curation.review.forms import AnswerForm, ReasonForm
from programs.curation.review.page import queue_page, review_page
from programs.curation.review.program_use import count_people_now_and_then
from programs.models import FactCheck, Program, ReviewItem

TAKEN = "Somebody else is checking this program. Take the next one."
NOTHING = "There is no answer of yours to take back."
UNCHANGED = "Nothing was changed. If the fact is as it was, choose Still true."
UNCLEAR_FORM = "Fix what is marked below."
CHANGED_SINCE = "Somebody has changed this fact since. Open the program's history."


def program_for(program_id: int) -> Program:
    """Raise Http404 unless the program is published."""
    return get_object_or_404(Program.objects.published().with_host(), pk=program_id)


def render_program(request: HttpRequest, program: Program, status: int = 200, **context: Any) -> HttpResponse:
    """Show one program, fact by fact; ``forms`` change facts in place."""
    page = review_page(program, request.user, context.pop("forms", None))
    title = f"Review: {program.name}"
    return render_curator_page(request, "review/program", title, status=status, page=page, **context)


def render_taken(request: HttpRequest, program: Program) -> HttpResponse:
    context = {"program": program, "message": TAKEN}
    return render_curator_page(request, "review/taken", program.name, status=409, **context)


def claim_program(request: HttpRequest, program: Program) -> bool:
    """Take a program, or keep it for some more time; False when somebody else has it."""
    return ReviewItem.objects.of_program(program.pk).claim(request.user, timezone.now())


def claim_next_program(request: HttpRequest) -> int | None:
    """Take the first program that nobody else has, and return its id; None when all are done."""
    ReviewItem.objects.release(request.user)
    return ReviewItem.objects.claim_next(request.user, timezone.now(), timezone.localdate())


def redirect_to_next(request: HttpRequest) -> HttpResponse:
    found = claim_next_program(request)
    return redirect("review:program", found) if found else redirect("review:queue")


@curator_required
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """How much there is to check, and what comes first."""
    count_people_now_and_then()
    return render_curator_page(request, "review/queue", "Review queue", queue=queue_page(request.user))


@curator_required
@require_POST
def claim_next(request: HttpRequest) -> HttpResponse:
    return redirect_to_next(request)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_program(request: HttpRequest, program_id: int) -> HttpResponse:
    """One program, fact by fact; a POST answers for one fact or for all.

    Whoever reads it holds it for a while, so that two curators do not check the same; that ends by itself.
    """
    program = program_for(program_id)
    if not claim_program(request, program):
        return render_taken(request, program)
    if request.method != "POST":
        return render_program(request, program)
    form = AnswerForm(request.POST, paths=list(fact_checks.fact_paths(program.record)))
    if not form.is_valid():
        return render_program(
            request, program, 422, errors=[e for each in form.errors.values() for e in each]
        )
    answer, path = form.cleaned_data["answer"]
    try:
        return apply_answer(request, program, answer, path, form.cleaned_data["reason"])
    except (fact_checks.UnopenedSourceError, ValueError) as error:
        return render_program(request, program, 422, errors=[str(error)], reason=form.cleaned_data["reason"])


def apply_answer(
    request: HttpRequest, program: Program, answer: FactAnswer, path: str, reason: str
) -> HttpResponse:
    """Act on an answer and go on: to the next fact, or to the next program after the last one."""
    act = CuratorAct(request.user, reason)
    if answer == FactAnswer.SKIPPED:
        fact_checks.skip_program(program, act)
    elif not path:
        fact_checks.confirm_program(program, act)
    elif answer == FactAnswer.CHANGED:
        return redirect("review:edit", program.pk, path)
    elif answer == FactAnswer.GONE:
        fact_checks.remove_fact(program, path, act)
    else:
        fact_checks.answer_fact(program, path, answer, act)
    return go_on(request, program)


def go_on(request: HttpRequest, program: Program) -> HttpResponse:
    """Go back to a program that has facts left to answer, else to the next one."""
    if ReviewItem.objects.of_program(program.pk).due(timezone.localdate()).exists():
        return redirect("review:program", program.pk)
    messages.success(request, f"Done: {program.name}. Press U to take it back.")
    return redirect_to_next(request)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_fact(request: HttpRequest, program_id: int, path: str) -> HttpResponse:
    """Change one fact in place; the new value counts as checked today."""
    program = program_for(program_id)
    if path not in fact_checks.fact_paths(program.record):
        raise Http404
    if not claim_program(request, program):
        return render_taken(request, program)
    form, reason = edit_form(program, path, request.POST or None), ReasonForm(request.POST)
    if request.method != "POST":
        return render_program(request, program, forms={path: form})
    if not (form.is_valid() and reason.is_valid()):
        return render_program(request, program, 422, forms={path: form}, errors=[UNCLEAR_FORM])
    if not form.has_changed():
        return render_program(request, program, 422, forms={path: form}, errors=[UNCHANGED])
    try:
        fact_checks.change_fact(program, path, form, CuratorAct(request.user, reason.cleaned_data["reason"]))
    except fact_checks.UnopenedSourceError as error:
        return render_program(request, program, 422, forms={path: form}, errors=[str(error)])
    return go_on(request, program)


@curator_required
@require_safe
def open_source(request: HttpRequest, program_id: int, number: int) -> HttpResponse:
    """Note that a source was opened, and go to it: a link, because it opens in a tab of its own."""
    program = program_for(program_id)
    sources = program.record["sources"]
    if not 1 <= number <= len(sources):
        raise Http404
    url = sources[number - 1]["url"]
    fact_checks.note_visit(program, url, cast("int", request.user.pk))
    return redirect(url)


@curator_required
@require_safe
def open_next_source(request: HttpRequest, program_id: int) -> HttpResponse:
    """Open the first source of the next program, and hold that program; a link, as ``open_source``."""
    after = ReviewItem.objects.without_program(program_id)
    found = after.claim_next(request.user, timezone.now(), timezone.localdate())
    has_source = found is not None and bool(program_for(found).record["sources"])
    return redirect("review:source", found, 1) if has_source else redirect("review:queue")


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo_answer(request: HttpRequest) -> HttpResponse:
    """Show the last act of a curator, and on a POST take it back and return to its program."""
    checks = FactCheck.objects.last_act_of(request.user)
    if request.method != "POST":
        return render_curator_page(request, "review/undo", "Take back the last answer", checks=checks)
    if not checks:
        messages.warning(request, NOTHING)
        return redirect("review:queue")
    try:
        fact_checks.undo_answers(checks, request.user)
    except fact_checks.ChangedMeanwhileError:
        messages.error(request, CHANGED_SINCE)
        return redirect("admin:programs_program_history", checks[0].program_id)
    messages.success(request, f"Taken back: {formatting.counted(len(checks), 'answer')}.")
    programs = {check.program_id for check in checks}
    return redirect("review:program", programs.pop()) if len(programs) == 1 else redirect("review:queue")
