"""An advisor in the admin: what a browser would post from a form of the admin, and acts on the list."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from programs.models import Change, Program

UNKNOWN_YES_NO = {None: "unknown", True: "true", False: "false"}
LIST = "/admin/programs/program/"


def change_url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def history_url(program: Program) -> str:
    return reverse("admin:programs_program_history", args=[program.pk])


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """Return what an untouched form posts."""
    values = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.NullBooleanField):
            values[bound.html_name] = UNKNOWN_YES_NO[value]
        elif value is not None and value is not False and value not in ("", []):
            values[bound.html_name] = value
    return values


def untouched(client: Client, url: str) -> dict[str, Any]:
    """Return what saving a form of the admin posts when nothing was changed on it."""
    context = client.get(url).context_data
    values = typed(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        values |= typed(inline.formset.management_form)
        for form in inline.formset.forms:
            values |= typed(form)
    return values


def row(prefix: str, number: int, **values: Any) -> dict[str, Any]:
    """Return a new row of one kind, the next after ``number`` rows."""
    fields = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {f"{prefix}-TOTAL_FORMS": number + 1, **fields}


def save(client: Client, row: Any, **values: Any) -> HttpResponse:
    """Open a row's form, change some values, and save."""
    url = change_url(row)
    return client.post(url, untouched(client, url) | values)


def act(client: Client, action: str, *programs: Program, **values: str) -> HttpResponse:
    """Do something to the programs ticked on the list."""
    chosen = [program.pk for program in programs]
    return client.post(LIST, {"action": action, "_selected_action": chosen} | values, follow=True)


def messages_on(response: HttpResponse) -> list[str]:
    """Return the messages on a page."""
    return [str(message) for message in response.context["messages"]]


def last_change(program: Program) -> Change:
    return program.changes.first()
