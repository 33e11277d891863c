"""How every form of an applicant's is answered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from applicants.editing import FormGroup, StaleError, add_stored_values, forms_of, stale_forms

Made = TypeVar("Made")
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
    """Do what a valid form asks and return the status alone, as ``attempt_to_make`` does."""
    return attempt_to_make(form, act, field=field)[0]


def attempt_to_make(
    form: BaseForm | FormGroup, create: Callable[[], Made], *, field: str = ""
) -> tuple[int, Made | None]:
    """Make what a valid form asks for; return 200 and it: the view says so and redirects.

    Otherwise return None and the status of the page that shows the form again: 422 for faults, its own or
    the model's (ValidationError), 409 where the values were changed since it was shown (``SeenField``) or the
    row since it was read (StaleError; the form is still valid). A fault of the model that names no field
    stands at ``field``, by default above the form.
    """
    is_valid = form.is_valid()
    if stale := stale_forms(form):
        add_stored_values(stale)
        return CONFLICT, None
    if not is_valid:
        return UNPROCESSABLE, None
    try:
        return DONE, create()
    except StaleError:
        return CONFLICT, None
    except ValidationError as fault:
        add_fault(forms_of(form)[0], fault, field)
        return UNPROCESSABLE, None


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
