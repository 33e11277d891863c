"""An application's page: all that it shows, read before it is rendered, and the forms it carries."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django import forms
from django.apps import apps
from django.db.models import CharField

from applicants.applications import checklists, offers
from applicants.applications.email_templates import EmailText, email_texts_for
from applicants.applications.forms import details, moves, parts
from applicants.applications.forms.fields import Newer
from applicants.applications.letter_warnings import letter_notes
from applicants.applications.models import AlternativeDates, Application, Payment, SentFile, StatusChange
from applicants.applications.packs import Pack, pack_of, sendable
from applicants.applications.program_changes import facts_changed
from applicants.applications.requirements_status import checks_of
from applicants.applications.visas import VisaGap, visa_gap
from applicants.applications.waiting import wait_for_answer
from applicants.applications.workflow import (
    ACTIONS,
    COMMITTED,
    ENDS,
    MEANINGS,
    ApplicationStatus,
    is_over,
    next_statuses,
)
from applicants.documents.collection import load_documents
from programs.choices import Publication
from programs.curation.admin.change_text import ChangedFact
from programs.formatting import money, place_words


@dataclass(frozen=True)
class ApplicationMove:
    """A move that is possible now."""

    status: ApplicationStatus
    action: str
    meaning: str
    form: forms.Form


@dataclass(frozen=True)
class TimelineEvent:
    """One event of the history, with the form that corrects it."""

    change: StatusChange
    form: forms.Form
    can_undo: bool


@dataclass
class ApplicationPage:
    """One application as its page shows it.

    ``bound`` holds a form that came back, by its place on the page; ``newer`` what is stored now where that
    form, opened before another edit, says otherwise (None: it was not).
    """

    application: Application
    bound: dict[str, Any] = field(default_factory=dict)
    newer: list[Newer] | None = None

    def __post_init__(self) -> None:
        """Read the applicant's other running applications and documents too."""
        applicant = self.application.applicant
        self.others = list(applicant.applications.running().others_than(self.application))
        self.collection = load_documents(applicant)
        self.checks = checks_of(self.application, self.collection, self.today)

    @cached_property
    def pack(self) -> Pack:
        """Return the files that would go to the host now."""
        return pack_of(self.application, self.collection, self.today, self.checks)

    @property
    def sent(self) -> list[SentFile]:
        """Return what went to the host."""
        return list(self.application.sent_files.all())

    @cached_property
    def today(self) -> datetime.date:
        """Return the applicant's own day."""
        return self.application.today

    @property
    def returned(self) -> forms.Form | None:
        """Return the form that came back, None when none did."""
        return next(iter(self.bound.values()), None)

    @property
    def meaning(self) -> str:
        """Return the status's plain sentence."""
        return MEANINGS[ApplicationStatus(self.application.status)]

    @property
    def may_bring_letter(self) -> bool:
        """Return whether somebody there can be asked for a letter of recommendation."""
        return self.application.status in (*COMMITTED, ApplicationStatus.COMPLETED)

    @property
    def letter_notes(self) -> list[str]:
        """Return what to know about its letters while there is still time to choose."""
        is_over = self.application.status in ENDS
        return [] if is_over else letter_notes(self.application.record)

    @property
    def place(self) -> str:
        """Return city and state."""
        return place_words(self.application.city, self.application.state)

    @property
    def moves(self) -> list[ApplicationMove]:
        """Return the moves that are possible now."""
        return [
            ApplicationMove(
                status,
                ACTIONS[status],
                MEANINGS[status],
                self.bound.get(f"move-{status}")
                or moves.ApplicationMoveForm(
                    application=self.application,
                    status=status,
                    files=sendable(self.pack, self.collection),
                    packed=self.pack.versions,
                ),
            )
            for status in next_statuses(self.application.status)
        ]

    @property
    def unsaved_note(self) -> str:
        """Return the note of a move that came back and is not possible any more; blank without one."""
        possible = {f"move-{status}" for status in next_statuses(self.application.status)}
        gone = (
            form for name, form in self.bound.items() if name.startswith("move-") and name not in possible
        )
        return next((form.data.get("note", "") for form in gone), "")

    @property
    def events(self) -> list[TimelineEvent]:
        """Return the history, newest first."""
        changes = list(self.application.changes.all())
        last = changes[-1].pk if changes else None
        return [
            TimelineEvent(
                change,
                self.bound.get(f"event-{change.pk}")
                or moves.CorrectionForm(application=self.application, change=change),
                can_undo=change.pk == last and bool(change.from_status),
            )
            for change in reversed(changes)
        ]

    @property
    def waiting_words(self) -> str:
        """Return from when on silence counts as no reply; nothing unless an answer is due."""
        last, applicant = self.application.last_change, self.application.applicant
        wait = wait_for_answer(self.application, last.happened_on if last else None, applicant.no_reply_days)
        return wait.sentence if wait else ""

    @property
    def visa_gap(self) -> VisaGap | None:
        """Return where the visa of the profile ends before the stay does."""
        return visa_gap(self.application, self.application.applicant, self.today)

    @property
    def next_action(self) -> str:
        """Return what to do next; nothing once the application has come to an end."""
        return "" if is_over(self.application.status) else self.application.next_action

    @property
    def plan_form(self) -> forms.BaseForm:
        """Return the form of dates and next action."""
        return self.bound.get("plan") or details.ApplicationPlanForm(instance=self.application)

    @property
    def opinion_form(self) -> forms.BaseForm:
        """Return the form of rating, rank and notes."""
        return self.bound.get("opinion") or details.OpinionForm(instance=self.application)

    @property
    def portal_form(self) -> forms.BaseForm:
        """Return the form of contact and portal."""
        return self.bound.get("portal") or details.PortalForm(instance=self.application)

    @property
    def people(self) -> list[Any]:
        """Return the contacts that belong to the application."""
        return list(self.application.contacts.all())

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Return what somebody can be to an applicant; contacts are a package above, so the model tells."""
        role = apps.get_model("applicants", "Contact")._meta.get_field("role")
        return list(cast("CharField", role).flatchoices)

    @property
    def alternatives(self) -> list[AlternativeDates]:
        """Return other dates that would do."""
        return list(self.application.alternatives.all())

    @property
    def alternative_form(self) -> forms.BaseForm:
        """Return the form that adds other dates."""
        return self.bound.get("alternative") or parts.AlternativeForm()

    @property
    def payments(self) -> list[tuple[Payment, forms.BaseForm]]:
        """Return the payments, each with the form that corrects it."""
        return [
            (
                payment,
                self.bound.get(f"payment-{payment.pk}")
                or parts.PaymentForm(instance=payment, application=self.application),
            )
            for payment in self.application.payments.all()
        ]

    @property
    def payment_form(self) -> forms.BaseForm:
        """Return the form that adds a payment."""
        return self.bound.get("payment-new") or parts.PaymentForm(application=self.application)

    @property
    def totals(self) -> dict[str, str]:
        """Return what is paid and what is still to pay."""
        rows = list(self.application.payments.all())
        paid = sum(row.amount_usd for row in rows if row.paid_on)
        return {"paid": money(paid), "due": money(sum(row.amount_usd for row in rows) - paid)}

    @cached_property
    def checklist(self) -> list[tuple[checklists.ChecklistGroup, bool, list[tuple[Any, Any, Any, Any, Any]]]]:
        """Return the checklist by groups: each line, its two fields, how its document stands, and which.

        With each group stands whether it is ready.
        """
        form = self.bound.get("checklist") or parts.ChecklistForm(lines=self.application.checklist.all())
        return [
            (
                group,
                group.is_ready(self.checks),
                [
                    (
                        line,
                        form[f"state-{line.pk}"],
                        form[f"note-{line.pk}"],
                        self.checks.get(line.pk),
                        self.collection.document(line.code),
                    )
                    for line in group.lines
                ],
            )
            for group in checklists.groups_of(self.application.checklist.all())
        ]

    @property
    def has_days(self) -> bool:
        """Return whether both ends of the stay are known."""
        return bool(self.application.starts_on and self.application.ends_on)

    @property
    def progress(self) -> checklists.Progress:
        """Return how far the documents are, by what is marked and by what is on file."""
        return checklists.progress(checklists.groups_of(self.application.checklist.all()), self.checks)

    @property
    def line_form(self) -> forms.BaseForm:
        """Return the form that adds a document."""
        return self.bound.get("line") or parts.LineForm()

    @property
    def has_left(self) -> bool:
        """Return whether the program was in the catalog and is not any more."""
        program = self.application.program
        if program is None:
            return bool(self.application.record)
        return program.publication != Publication.PUBLISHED

    @cached_property
    def changed(self) -> list[ChangedFact]:
        """Return what has changed in the program since the applicant last saw it."""
        program = self.application.program
        if program is None or self.has_left:
            return []
        return facts_changed(self.application.record, program.record)

    @property
    def is_offered(self) -> bool:
        """Return whether an offer waits for its answer."""
        return self.application.status == ApplicationStatus.OFFERED

    @property
    def reply_words(self) -> str:
        """Return how long there is to answer the offer."""
        return offers.reply_words(self.application.reply_by, self.today)

    @property
    def letters(self) -> list[EmailText]:
        """Return letters to copy."""
        return email_texts_for(self.application, self.application.applicant.user.name, self.others)

    @property
    def has_place(self) -> bool:
        """Return whether there is an offer or an accepted place, so that other plans matter."""
        return self.is_offered or self.application.status in COMMITTED

    @property
    def overlaps(self) -> list[tuple[Application, str]]:
        """Return the accepted and running stays on the same days."""
        found = offers.overlapping(self.application, self.others)
        return [(other, offers.overlap_words(self.application, other)) for other in found]

    @property
    def pending(self) -> list[offers.Pending]:
        """Return the other applications that wait for a word."""
        return offers.pending(self.application, self.others)

    @property
    def undated(self) -> list[Application]:
        """Return the accepted stays without dates."""
        return offers.without_dates(self.others)
