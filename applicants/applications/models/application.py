"""One applicant's pursuit of one program."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from applicants.applications import timeline
from applicants.applications.querysets import ApplicationQuerySet
from applicants.applications.workflow import BEGUN, OPENING, RULES, ApplicationStatus, Phase, can_move
from applicants.editing import StaleError
from applicants.profile.caps import require_room
from applicants.profile.models import Applicant
from programs.choices import ProgramType
from programs.models import Program
from programs.models.fields import RecordField, validate_web_url
from programs.us_states import USState

if TYPE_CHECKING:
    from applicants.applications.models.checklist import ChecklistLine
    from applicants.applications.models.history import ApplicationMove


def dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
        name=name,
    )


class Application(models.Model):
    """One applicant's pursuit of one program of the catalog, or of one added by hand.

    ``program`` is NULL for one added by hand, or when the program has left the catalog. Name, host and
    place are copied here, so that the application stays whole. ``record`` is the program as the applicant
    last saw it ({} for one added by hand); what has changed since is shown as a difference. ``version``
    goes up with every change: a form that was opened before another change is answered 409, text kept.
    The id is made with the form that creates it, so that a form sent twice makes one application.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="applications")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="applications")
    record = RecordField(default=dict, editable=False)
    name = models.CharField(max_length=300)
    host_name = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)
    type = models.CharField(max_length=20, blank=True, choices=ProgramType)
    website = models.URLField(max_length=500, blank=True, validators=[validate_web_url])

    status = models.CharField(max_length=20, choices=ApplicationStatus, default=ApplicationStatus.SHORTLISTED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    reply_by = models.DateField(null=True, blank=True, help_text="Last day to answer their offer.")
    no_reply_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Days to wait for an answer. Empty: as in the profile.",
    )
    next_action = models.CharField(max_length=200, blank=True)
    next_action_on = models.DateField(null=True, blank=True)

    rating = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    note = models.TextField(max_length=5000, blank=True)
    host_contact = models.CharField(
        max_length=300, blank=True, db_column="contact", help_text="Whom to write to there, as typed."
    )
    requirements_note = models.TextField(max_length=2000, blank=True)
    costs_note = models.TextField(max_length=2000, blank=True)
    deadlines_note = models.TextField(max_length=1000, blank=True)
    specialty_note = models.CharField(max_length=300, blank=True)
    host_portal_url = models.URLField(
        max_length=500, blank=True, validators=[validate_web_url], db_column="portal_url"
    )
    host_login_hint = models.CharField(
        max_length=200,
        blank=True,
        db_column="portal_login_hint",
        help_text="Which email or user name. Never a password.",
    )
    pack_naming = models.CharField(
        max_length=120, blank=True, help_text="What files are called in its pack. Blank: our own way."
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Known to rows of ``for_agenda`` alone.
    program_windows: list[dict[str, Any]] | None
    program_price: int | None
    program_lead_weeks: float | None
    kept_windows: list[dict[str, Any]] | None
    last_move_on: datetime.date | None

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint("applicant", "program", name="application_once_per_program"),
            dates_in_order("application_dates_in_order"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
                name="application_rating_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ApplicationStatus.values), name="application_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:application_detail", args=[self.pk])

    @property
    def today(self) -> datetime.date:
        return self.applicant.today

    @property
    def phase(self) -> Phase:
        """What the status means to the rest of the code."""
        return RULES[ApplicationStatus(self.status)].phase

    @property
    def is_unsent(self) -> bool:
        """Whether nothing was sent to the host so far."""
        return self.status in OPENING

    @property
    def last_move(self) -> "ApplicationMove | None":
        """The last move of its history; None when it has none. Costs a query unless prefetched."""
        moves = list(self.moves.all())
        return moves[-1] if moves else None

    @contextmanager
    def one_edit(self) -> Iterator[None]:
        """Make everything inside one edit: all of it is saved and the version goes up by one, or nothing.

        Raise StaleError when the stored version is not the one that was loaded. The conditional update also
        holds the row until the end, so that of two edits begun on the same version exactly one is saved.
        """
        with transaction.atomic():
            found = Application.objects.filter(pk=self.pk, version=self.version)
            if not found.update(version=F("version") + 1, updated_at=timezone.now()):
                raise StaleError
            yield
        self.version += 1

    def save_pack(self, lines: Sequence["ChecklistLine"]) -> None:
        """Save how the files of the pack are called and which version each line sends, as one edit."""
        with self.one_edit():
            self.save(update_fields=["pack_naming"])
            self.checklist.bulk_update(lines, ["packed_version", "is_packed"])

    def amend(self, **values: Any) -> None:
        """Set some fields as ``one_edit``, with its StaleError. Only ``move_to`` changes the status."""
        with self.one_edit():
            for name, value in values.items():
                setattr(self, name, value)
            self.save(update_fields=list(values))

    def add_row(self, rows: Any, values: dict[str, Any]) -> Any:
        """Add one to its ``rows``, a related manager; raise FullError when there are very many."""
        with self.one_edit():
            require_room(self.applicant, rows.all())
            return rows.create(**values)

    def save_row(self, row: models.Model) -> None:
        """Save a changed one of its rows as ``one_edit``, with its StaleError."""
        with self.one_edit():
            row.save()

    def remove_row(self, row: models.Model) -> None:
        """Remove one of its rows as ``one_edit``, with its StaleError."""
        with self.one_edit():
            row.delete()

    def check_move(self, status: str, on: datetime.date, reply_by: datetime.date | None = None) -> None:
        """Raise ValidationError, field by field, unless ``move_to`` would take this move."""
        if not can_move(self.status, status):
            label = ApplicationStatus(status).label
            raise ValidationError(
                {"status": f"From “{self.get_status_display()}” you cannot move to “{label}”."}
            )
        last = self.last_move
        not_before = last.happened_on if last else None
        if fault := timeline.fault_of_day(on, not_before=not_before, today=self.today):
            raise ValidationError({"on": fault})
        if status in BEGUN and (fault := timeline.fault_before_stay(on, self.starts_on)):
            raise ValidationError({"on": fault})
        if reply_by is not None and reply_by < on:
            raise ValidationError({"reply_by": "The last day to answer cannot be before the offer."})

    def move_to(
        self, status: str, *, on: datetime.date, note: str = "", reply_by: datetime.date | None = None
    ) -> "ApplicationMove":
        """Move on to another status and return the move: the only way in which a status changes.

        As one edit it sets the status, adds the dated move with its note to the history and, for an
        offer, sets the last day to answer (``reply_by``; None: they named none). Only moves of
        ``workflow.RULES`` on a day that is neither in the applicant's future nor before the previous move; a
        stay neither begins nor ends before its own first day.
        Raise ValidationError by field when the move is refused, FullError after very many moves, and
        StaleError when another edit was saved first.
        """
        self.check_move(status, on, reply_by)
        with self.one_edit():
            require_room(self.applicant, self.moves.all())
            move = self.moves.create(from_status=self.status, to_status=status, happened_on=on, note=note)
            self.status = status
            if status == ApplicationStatus.OFFERED:
                self.reply_by = reply_by
            self.save(update_fields=["status", "reply_by"])
        return move

    def undo_last_move(self) -> "ApplicationMove":
        """Take the last move out of the history, go back to the status before it, and return the move.

        To undo an offer also clears its last day to answer. Raise ValidationError if only the start is left.
        """
        last = self.last_move
        if last is None or not last.from_status:
            raise ValidationError("There is no move to undo.")
        with self.one_edit():
            if last.to_status == ApplicationStatus.OFFERED:
                self.reply_by = None
            self.status = last.from_status
            last.delete()
            self.save(update_fields=["status", "reply_by"])
        return last

    def check_correction(self, move: "ApplicationMove", on: datetime.date) -> None:
        """Raise ValidationError unless the move may have happened on that day, between its neighbors."""
        before, after = timeline.neighbors(list(self.moves.all()), move)
        fault = timeline.fault_of_day(
            on,
            not_before=before and before.happened_on,
            not_after=after and after.happened_on,
            today=self.today,
        )
        if move.to_status in BEGUN:
            fault = fault or timeline.fault_before_stay(on, self.starts_on)
        if fault:
            raise ValidationError({"on": fault})

    def correct_move(self, move: "ApplicationMove", *, on: datetime.date, note: str) -> None:
        """Correct the day and the note of one move of the history; the order of moves stays.

        Raise ValidationError when the day does not fit between the moves before and after it.
        """
        self.check_correction(move, on)
        with self.one_edit():
            move.happened_on, move.note = on, note
            move.save(update_fields=["happened_on", "note"])
