"""How every form of an applicant's is answered, and how something is deleted after one question."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from applicants.editing import FormGroup, StaleError, add_stored_values, forms_of, stale_forms

DONE, UNPROCESSABLE, CONFLICT = 200, 422, 409
CHANGED = (
    "This was changed in the meantime, perhaps by a second click or in another window. Yours is not saved. "
    "Look at it as it is now, then choose again."
)


def warn_of_change(request: HttpRequest, form: BaseForm) -> None:
    """Say that a change came first, with the typed note: its form may be gone from the page."""
    note = form.cleaned_data.get("note")
    messages.warning(request, f"{CHANGED} Your note was: “{note}”" if note else CHANGED)


def attempt(form: BaseForm | FormGroup, act: Callable[[], Any], *, field: str = "") -> int:
    """Do what a valid form asks and return 200: the view says so and redirects.

    Otherwise return the status of the page that shows the form again: 422 for faults, its own or the model's
    (ValidationError), 409 where the values were changed since it was shown (``SeenField``), or the row since
    it was read (StaleError; the form is still valid). A fault of the model that names no field stands at
    ``field``, by default above the form.
    """
    is_valid = form.is_valid()
    if stale := stale_forms(form):
        add_stored_values(stale)
        return CONFLICT
    if not is_valid:
        return UNPROCESSABLE
    try:
        act()
    except StaleError:
        return CONFLICT
    except ValidationError as fault:
        add_fault(forms_of(form)[0], fault, field)
        return UNPROCESSABLE
    return DONE


def save_or_conflict(  # noqa: PLR0913 - each is one thing that forms differ in
    request: HttpRequest,
    form: Any,
    act: Callable[[], str],
    *,
    page: Callable[[int], HttpResponse],
    then: Any,
    field: str = "",
) -> HttpResponse:
    """Do what a valid form or formset asks; redirect to ``then`` with the message that ``act`` returns.

    Otherwise return ``page(status)``, which shows the form as it was typed beside what is stored now: 422 for
    a form with faults, its own or the model's (ValidationError), and 409 for one whose values were changed
    since it was shown (``SeenField``, with faults or without; the form says what is stored) or whose row was
    changed since it was read (StaleError; the form is still valid). ``then`` may be a function, called after
    ``act``. ``field`` is where a fault of the model stands that names no field.
    """
    is_valid, status = form.is_valid(), UNPROCESSABLE
    if stale := stale_forms(form):
        add_stored_values(stale)
        return page(CONFLICT)
    if is_valid:
        try:
            messages.success(request, act())
        except StaleError:
            status = CONFLICT
        except ValidationError as fault:
            add_fault(form, fault, field)
        else:
            return redirect(then() if callable(then) else then)
    return page(status)


def save_on_page(  # noqa: PLR0913 - each is one thing that pages differ in
    request: HttpRequest,
    thing: Any,
    form: Any,
    act: Callable[[], str],
    *,
    reload: Callable[[], Any],
    render: Callable[[Any, int], HttpResponse],
) -> HttpResponse:
    """Do ``save_or_conflict`` on a thing's own page; after a conflict the page shows it reloaded."""

    def page(status: int) -> HttpResponse:
        if status == CONFLICT and form.is_valid():  # it was changed after it was read
            warn_of_change(request, form)
            return render(reload(), status)
        return render(thing, status)

    return save_or_conflict(request, form, act, page=page, then=thing)


def create_or_explain(
    request: HttpRequest,
    form: BaseForm,
    create: Callable[[], tuple[Any, str]],
    *,
    page: Callable[[int], HttpResponse],
) -> HttpResponse:
    """Show an empty form; redirect to what a valid one makes, with a message: ``create`` returns both.

    A form with faults, its own or the model's (ValidationError, so FullError too), comes back with 422.
    Nothing is stored yet that could have changed meanwhile: what is edited goes to ``save_or_conflict``.
    """
    if request.method != "POST":
        return page(200)
    if form.is_valid():
        try:
            made, message = create()
        except ValidationError as fault:
            add_fault(form, fault)
        else:
            messages.success(request, message)
            return redirect(made)
    return page(UNPROCESSABLE)


def posted_data(request: HttpRequest) -> QueryDict | None:
    """What a form is given: what was posted, be it nothing at all; None to show it first."""
    return request.POST if request.method == "POST" else None


def valid_values(form: BaseForm) -> dict[str, Any]:
    """What an address or a button asks for, by its form; what makes no sense is left out."""
    form.is_valid()
    return form.cleaned_data


def add_fault(form: BaseForm, fault: ValidationError, field: str = "") -> None:
    """Show what a model refused: at its field where the form shows that field, else above the form."""
    by_field = fault.error_dict if hasattr(fault, "error_dict") else {field: fault.error_list}
    for name, faults in by_field.items():
        shown = name in form.fields and not form.fields[name].widget.is_hidden
        for one in faults:
            form.add_error(name if shown else None, one)


def confirm_delete(  # noqa: PLR0913 - each is one thing that pages differ in
    request: HttpRequest,
    thing: Any,
    template: str,
    *,
    then: str,
    name: str,
    delete: Callable[[], Any] | None = None,
    **context: Any,
) -> TemplateResponse | HttpResponse:
    """Ask once with a page of its own; POST deletes ``thing`` and redirects to the route ``then``.

    ``name`` begins the message: "X is deleted."
    """
    if request.method == "POST":
        (delete or thing.delete)()
        messages.success(request, f"{name} is deleted.")
        return redirect(then)
    return TemplateResponse(request, template, {"thing": thing} | context)
