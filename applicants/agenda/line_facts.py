"""What a board and a table say of each application beside its days. Pure."""

from collections.abc import Sequence
from typing import Any

from applicants.agenda.application_list import LineFacts
from applicants.agenda.data import AgendaData
from applicants.applications.checklists import groups_of, progress
from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.models import Application
from applicants.applications.program_changes import program_changes
from programs.formatting import counted, money


def line_facts(data: AgendaData, applications: Sequence[Application]) -> dict[Any, LineFacts]:
    letters = {
        reminders.letter.rotation_id: str(reminders.letter.get_status_display())
        for reminders in data.reminders
    }
    changed = {change.application.pk: change.words for change in program_changes(applications)}
    return {
        one.pk: LineFacts(
            documents_words(data, one), cost_words(one), letters.get(one.pk, ""), changed.get(one.pk, "")
        )
        for one in applications
    }


def documents_words(data: AgendaData, application: Application) -> str:
    """How many of its documents are ready, "1 of 11 documents"; blank when it asks for none."""
    found = progress(
        groups_of(application.checklist.all()), verdicts_of(application, data.collection, data.today)
    )
    return f"{found.ready} of {counted(found.asked, 'document')}" if found.asked else ""


def cost_words(application: Application) -> str:
    """What is paid and still to pay; without payments the catalog's price of four weeks."""
    payments = list(application.payments.all())
    if payments:
        due = sum(one.amount_usd for one in payments if not one.paid_on)
        paid = sum(one.amount_usd for one in payments if one.paid_on)
        return f"{money(due)} to pay" if due else f"{money(paid)} paid"
    price = application.program_price
    return "" if price is None else f"{money(price)} for 4 weeks" if price else "Free"
