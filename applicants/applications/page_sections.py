"""The sections of an application's page, each complete when it is made.

``bound`` holds a form that came back, by its place on the page.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from applicants.applications import checklists, offers
from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.email_templates import EmailText, email_texts_for
from applicants.applications.forms import checklist, dates_and_payments, details, moves
from applicants.applications.letter_warnings import letter_notes
from applicants.applications.models import (
    AlternativeDates,
    Application,
    ApplicationMove,
    ChecklistLine,
    Payment,
    SentFile,
)
from applicants.applications.next_step import Stage, next_step_words, stages
from applicants.applications.packs import Pack, pack_of, sendable
from applicants.applications.program_changes import facts_changed
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
from applicants.documents.collection import DocumentCollection
from applicants.documents.models import Document
from applicants.documents.validity import Verdict
from applicants.eligibility.program_answer import ProgramAnswer, answer_here
from programs.change_text import ChangedFact
from programs.choices import Publication
from programs.formatting import money, place_words
from programs.models import Program

Bound = Mapping[str, Any]
# Statuses whose meaning is what the next step says.
SAID_BY_NEXT_STEP = (ApplicationStatus.SUBMITTED, ApplicationStatus.OFFERED, *COMMITTED)


@dataclass(frozen=True)
class ApplicationHead:
    """The top of an application's page: its program, answer, status and next step.

    ``meaning``: blank where the next step says it.

    ``waiting_words``: from when on silence counts as no reply, blank unless an answer is due.

    ``may_bring_letter``: somebody there can be asked for a letter of recommendation. ``has_left``: the
    program was in the catalog and is not any more. ``answer``: as of today, None where there is none.
    ``successor``: the program that has taken its place.
    """

    meaning: str
    place: str
    stages: Sequence[Stage]
    next_step: str
    waiting_words: str
    next_action: str
    visa_gap: VisaGap | None
    letter_notes: Sequence[str]
    may_bring_letter: bool
    has_left: bool
    answer: ProgramAnswer | None
    successor: Program | None


def application_head(application: Application) -> ApplicationHead:
    status, applicant = ApplicationStatus(application.status), application.applicant
    last = application.last_move
    wait = wait_for_answer(application, last.happened_on if last else None, applicant.no_reply_days)
    return ApplicationHead(
        meaning="" if status in SAID_BY_NEXT_STEP else MEANINGS[status],
        place=place_words(application.city, application.state),
        stages=stages(application, list(application.moves.all())),
        next_step=next_step_words(application, application.today),
        waiting_words=wait.sentence if wait else "",
        next_action="" if is_over(status) else application.next_action,
        visa_gap=visa_gap(application, applicant, application.today),
        letter_notes=[] if status in ENDS else letter_notes(application.record),
        may_bring_letter=status in (*COMMITTED, ApplicationStatus.COMPLETED),
        has_left=has_left(application),
        answer=answer_now(application),
        successor=successor_of(application),
    )


def answer_now(application: Application) -> ProgramAnswer | None:
    """What the program is to the applicant today; None: it has ended or is not in the catalog."""
    if application.program is None or has_left(application) or is_over(application.status):
        return None
    return answer_here(application.applicant, application.program)


def successor_of(application: Application) -> Program | None:
    """The program of the catalog that has taken the place of one that left it; a query then."""
    slug = application.record.get("slug") if has_left(application) else None
    return Program.objects.published().formerly_at(slug).first() if slug else None


def has_left(application: Application) -> bool:
    program = application.program
    return program.publication != Publication.PUBLISHED if program else bool(application.record)


def facts_changed_since_seen(application: Application) -> list[ChangedFact]:
    """Nothing for a program that is not in the catalog."""
    program = application.program
    if program is None or has_left(application):
        return []
    return facts_changed(application.record, program.record)


@dataclass(frozen=True)
class OfferSection:
    """The offer's deadline, what speaks against it, and other plans for its days.

    ``has_place``: there is an offer or an accepted place, so that other plans matter.

    ``overlaps``: accepted and running stays on the same days, with words. ``undated``: accepted stays without
    dates. ``pending``: applications that wait for a word. ``emails``: texts to copy.
    """

    is_offered: bool
    has_place: bool
    reply_words: str
    overlaps: Sequence[tuple[Application, str]]
    undated: Sequence[Application]
    pending: Sequence[offers.Pending]
    emails: Sequence[EmailText]


def offer_section(application: Application) -> OfferSection:
    """Read the applicant's other running applications."""
    others = list(application.applicant.applications.running().except_for(application))
    is_offered = application.status == ApplicationStatus.OFFERED
    return OfferSection(
        is_offered=is_offered,
        has_place=is_offered or application.status in COMMITTED,
        reply_words=offers.reply_words(application.reply_by, application.today),
        overlaps=[
            (other, offers.overlap_words(application, other))
            for other in offers.overlapping_applications(application, others)
        ],
        undated=offers.without_dates(others),
        pending=offers.pending_applications(application, others),
        emails=email_texts_for(application, application.applicant.user.name, others),
    )


@dataclass(frozen=True)
class PossibleMove:
    status: ApplicationStatus
    action: str
    meaning: str
    form: forms.Form


@dataclass(frozen=True)
class MovesSection:
    """The moves that are possible now, each with its form.

    ``unsaved_note``: the note of a move that came back and is not possible any more.
    """

    possible: Sequence[PossibleMove]
    unsaved_note: str


def moves_section(
    application: Application, collection: DocumentCollection, pack: Pack, bound: Bound
) -> MovesSection:
    possible = {f"move-{status}": status for status in next_statuses(application.status)}
    gone = (form for place, form in bound.items() if place.startswith("move-") and place not in possible)

    def form_of(status: ApplicationStatus) -> forms.Form:
        files = sendable(pack, collection)
        return moves.ApplicationMoveForm(
            application=application, status=status, files=files, packed=pack.versions
        )

    return MovesSection(
        [
            PossibleMove(status, ACTIONS[status], MEANINGS[status], bound.get(place) or form_of(status))
            for place, status in possible.items()
        ],
        next((form.data.get("note", "") for form in gone), ""),
    )


@dataclass(frozen=True)
class MadeMove:
    """One move of the history, with the form that corrects it."""

    move: ApplicationMove
    form: forms.Form
    can_undo: bool


@dataclass(frozen=True)
class HistorySection:
    """What happened to the application, and the forms that correct it.

    ``moves``: newest first. ``is_returned``: the correction of one came back.
    """

    moves: Sequence[MadeMove]
    is_returned: bool


def history_section(application: Application, bound: Bound) -> HistorySection:
    made = list(application.moves.all())
    shown = [
        MadeMove(
            move,
            bound.get(f"correction-{move.pk}")
            or moves.MoveCorrectionForm(application=application, move=move),
            can_undo=move is made[-1] and bool(move.from_status),
        )
        for move in reversed(made)
    ]
    return HistorySection(shown, any(place.startswith("correction-") for place in bound))


@dataclass(frozen=True)
class PlanSection:
    form: forms.BaseForm
    alternatives: Sequence[AlternativeDates]
    alternative_form: forms.BaseForm


def plan_section(application: Application, bound: Bound) -> PlanSection:
    return PlanSection(
        bound.get("plan") or details.ApplicationPlanForm(instance=application),
        list(application.alternatives.all()),
        bound.get("alternative") or dates_and_payments.AlternativeDatesForm(),
    )


@dataclass(frozen=True)
class ChecklistRow:
    """A line with its two fields. ``verdict`` and ``document``: None for what is no document."""

    line: ChecklistLine
    state: forms.BoundField
    note: forms.BoundField
    verdict: Verdict | None
    document: Document | None

    @property
    def verdict_words(self) -> str:
        """What the state does not say already."""
        return self.verdict.words if self.verdict and not self.verdict.is_only_missing else ""


@dataclass(frozen=True)
class ChecklistRows:
    """The lines of which one is enough, or one line alone; ``name`` is blank for one alone.

    ``is_done``: one of them is there, or none is needed.
    """

    name: str
    is_done: bool
    rows: Sequence[ChecklistRow]


@dataclass(frozen=True)
class ChecklistSection:
    """What the host asks for, grouped, each line with its one control.

    ``open``: the groups that still want something; ``done``: what is ready or not needed.
    """

    open: Sequence[ChecklistRows]
    done: Sequence[ChecklistRows]
    rows: Sequence[ChecklistRow]
    is_returned: bool
    progress: checklists.Progress
    has_days: bool
    line_form: forms.BaseForm
    pack: Pack
    sent: Sequence[SentFile]


def checklist_section(
    application: Application, collection: DocumentCollection, today: datetime.date, bound: Bound
) -> ChecklistSection:
    verdicts = verdicts_of(application, collection, today)
    groups = checklists.groups_of(application.checklist.all())
    form = bound.get("checklist") or checklist.ChecklistForm(lines=application.checklist.all())

    def row(line: ChecklistLine) -> ChecklistRow:
        state, note = form[f"state-{line.pk}"], form[f"note-{line.pk}"]
        return ChecklistRow(line, state, note, verdicts.get(line.pk), collection.document(line.code))

    shown = [
        ChecklistRows(
            group.name,
            group.is_ready(verdicts) or not group.is_asked(verdicts),
            [row(line) for line in group.lines],
        )
        for group in groups
    ]
    return ChecklistSection(
        open=[group for group in shown if not group.is_done],
        done=[group for group in shown if group.is_done],
        rows=[row for group in shown for row in group.rows],
        is_returned=form.is_bound,
        progress=checklists.progress(groups, verdicts),
        has_days=bool(application.starts_on and application.ends_on),
        line_form=bound.get("line") or checklist.ChecklistLineForm(),
        pack=pack_of(application, collection, today, verdicts),
        sent=list(application.sent_files.all()),
    )


@dataclass(frozen=True)
class PaymentsSection:
    """Fees that are due or paid.

    ``rows``: each with the form that corrects it.
    """

    rows: Sequence[tuple[Payment, forms.BaseForm]]
    paid: str
    due: str
    form: forms.BaseForm


def payments_section(application: Application, bound: Bound) -> PaymentsSection:
    rows = list(application.payments.all())

    def form_of(payment: Payment) -> forms.BaseForm:
        return bound.get(f"payment-{payment.pk}") or dates_and_payments.PaymentForm(
            instance=payment, application=application
        )

    return PaymentsSection(
        rows=[(payment, form_of(payment)) for payment in rows],
        paid=money(sum(row.amount_usd for row in rows if row.paid_on)),
        due=money(sum(row.amount_usd for row in rows if not row.paid_on)),
        form=bound.get("payment-new") or dates_and_payments.PaymentForm(application=application),
    )


@dataclass(frozen=True)
class PeopleSection:
    contacts: Sequence[Any]
    form: dates_and_payments.ApplicationContactForm


def people_section(application: Application) -> PeopleSection:
    return PeopleSection(
        list(application.contacts.all()), dates_and_payments.ApplicationContactForm(application=application)
    )
