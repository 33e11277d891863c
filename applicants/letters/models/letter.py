"""A letter of recommendation and what happened to it."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applicants.applications import timeline
from applicants.applications.models import Application
from applicants.contacts.models import Contact
from applicants.documents.models import Document
from applicants.editing import StaleError
from applicants.letters.choices import Check, LetterheadKind, LetterKind, ReminderKind, Waiver
from applicants.letters.querysets import LetterQuerySet
from applicants.letters.workflow import IN_HAND, LetterStatus, can_move
from applicants.profile.caps import require_room
from applicants.profile.models import Applicant
from programs.models import Specialty
from programs.models.fields import CodesField

DECIDE_FIRST = "Decide about the waiver first. The writer has to know it before writing."
FIXED = "The waiver can no longer be changed: the letter was asked for with it."


class Letter(models.Model):
    """One letter of recommendation: planned, asked for, written, uploaded.

    ``contact`` is NULL for somebody who is not among the contacts (any more); ``writer_name`` is kept, so
    that no letter is lost with a contact. NULL ``rotation``: from elsewhere, or the application is gone; then
    ``worked_until`` may say when the work together ends. NULL ``specialty`` is ERAS's "General".
    ``waiver_fixed_at`` is when the letter was first asked for, or its link made: from then on the waiver
    stays, whatever is undone. ``match_years`` are the seasons it is used in, the first one first.

    The waiver's rule: docs/sources.md#waiver
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="letters")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="letters")
    writer_name = models.CharField(max_length=120)
    asked_as = models.CharField(max_length=120, blank=True, help_text="The applicant's name for the writer.")
    rotation = models.ForeignKey(Application, models.SET_NULL, null=True, blank=True, related_name="letters")
    worked_until = models.DateField(null=True, blank=True)
    is_us = models.BooleanField(default=True, help_text="From clinical work in the US.")
    specialty = models.ForeignKey(Specialty, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=LetterKind, default=LetterKind.STANDARD)
    waiver = models.CharField(max_length=20, choices=Waiver, default=Waiver.UNDECIDED)
    waiver_fixed_at = models.DateTimeField(null=True, blank=True, editable=False)
    letterhead = models.CharField(max_length=20, choices=LetterheadKind, blank=True)
    letter_id = models.CharField(max_length=40, blank=True, help_text="As ERAS gives it.")
    written_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=LetterStatus, default=LetterStatus.PLANNED)
    match_years = CodesField()
    note = models.TextField(max_length=2000, blank=True)
    what_to_mention = models.TextField(max_length=3000, blank=True)
    shared = models.ManyToManyField(Document, blank=True, related_name="+")
    checks = CodesField(Check.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    # Known to rows of ``for_list`` alone.
    has_link: bool
    is_asked: bool

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=LetterStatus.values), name="letter_status_known"),
            models.CheckConstraint(
                condition=Q(status=LetterStatus.PLANNED) | ~Q(waiver=Waiver.UNDECIDED),
                name="letter_waiver_decided_before_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter from {self.writer}"

    def get_absolute_url(self) -> str:
        return reverse("applicants:letter_detail", args=[self.pk])

    @property
    def reached_on(self) -> dict[str, datetime.date]:
        """The day on which each status was reached, as somebody noted it."""
        return {move.to_status: move.happened_on for move in self.moves.all()}

    @property
    def writer(self) -> str:
        """The writer's name: the contact's as it is now, else as it was written down."""
        return self.contact.name if self.contact else self.writer_name

    @property
    def access_name(self) -> str:
        """What the log of accesses calls it; the log's names are not longer."""
        return str(self)[:120]

    @property
    def for_specialty(self) -> str:
        """The specialty that the letter is for; a letter for all of them is "General", as ERAS says."""
        return self.specialty.name if self.specialty else "General"

    @property
    def is_waived(self) -> bool:
        """Whether the applicant has given up the right to read it."""
        return self.waiver == Waiver.WAIVED

    @property
    def is_in_hand(self) -> bool:
        """Whether it is uploaded, as far as anybody has said."""
        return self.status in IN_HAND

    @property
    def today(self) -> datetime.date:
        return self.applicant.today

    @property
    def last_move(self) -> "LetterMove | None":
        """The newest move; None when nothing has happened. It costs a query unless moves are prefetched."""
        moves = list(self.moves.all())
        return moves[-1] if moves else None

    def amend(self, **values: Any) -> None:
        """Set some fields. Status and waiver are set by their own methods."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))

    @transaction.atomic
    def fill_packet(self, what_to_mention: str, shared: Iterable[Document]) -> None:
        """Set what the writer sees by link."""
        self.amend(what_to_mention=what_to_mention)
        self.shared.set(shared)

    def touch_step(self, code: str, **values: datetime.date | None) -> None:
        """Move a reminder (``day``) or say when it was done (``done_on``); None takes that back."""
        self.steps.update_or_create(code=code, defaults=values)

    def decide_waiver(self, waiver: str) -> None:
        """Say whether the applicant will read the letter; raise ValidationError once it was asked for."""
        undecided = Letter.objects.filter(pk=self.pk, waiver_fixed_at=None, status=LetterStatus.PLANNED)
        if not undecided.update(waiver=waiver):
            raise ValidationError(FIXED)
        self.waiver = waiver

    def fix_waiver(self) -> None:
        """Hold the waiver for good; raise ValidationError while it is not decided."""
        if self.waiver == Waiver.UNDECIDED:
            raise ValidationError(DECIDE_FIRST)
        if self.waiver_fixed_at is None:
            self.waiver_fixed_at = timezone.now()
            fixed = Letter.objects.filter(pk=self.pk, waiver=self.waiver)
            if not fixed.update(waiver_fixed_at=self.waiver_fixed_at):
                raise StaleError

    def check_move(self, status: str, on: datetime.date) -> None:
        """Raise ValidationError, field by field, unless ``move_to`` would take this move."""
        if not can_move(self.status, status):
            label = LetterStatus(status).label
            raise ValidationError(
                {"status": f"From “{self.get_status_display()}” it cannot go to “{label}”."}
            )
        if self.waiver == Waiver.UNDECIDED:
            raise ValidationError({"status": DECIDE_FIRST})
        last = self.last_move
        not_before = last.happened_on if last else None
        if fault := timeline.fault_of_day(on, not_before=not_before, today=self.today):
            raise ValidationError({"on": fault})

    @transaction.atomic
    def move_to(
        self, status: str, *, on: datetime.date, note: str = "", is_by_writer: bool = False
    ) -> "LetterMove":
        """Move on to another status and return the move: the only way in which a status changes.

        It sets the status, holds the waiver for good, and adds the dated move with its note to the history.
        A letter that is declined leaves the matrix, where it would hold one of a program's four places.
        Only moves of ``workflow.MOVES``, on a day that is neither in the applicant's future nor before the
        previous move, and only once the waiver is decided. Raise ValidationError by field when the move is
        refused, FullError after very many moves of the applicant's, StaleError after another edit.
        """
        self.check_move(status, on)
        if not is_by_writer:
            require_room(self.applicant, self.moves.all())
        self.fix_waiver()
        before = self._change_status(status)
        if status == LetterStatus.DECLINED:
            self.assignments.all().delete()
        return self.moves.create(
            from_status=before, to_status=status, happened_on=on, note=note, is_by_writer=is_by_writer
        )

    def _change_status(self, status: str) -> str:
        """Set the status and return the one before, unless another move was faster: then StaleError."""
        before = self.status
        if not Letter.objects.filter(pk=self.pk, status=before).update(status=status):
            raise StaleError
        self.status = status
        return before

    @transaction.atomic
    def undo_last_move(self) -> "LetterMove":
        """Take the last move back and return it; the waiver stays as it was asked with.

        Raise ValidationError when there is none, or when it is the writer's own word.
        """
        last = self.last_move
        if last is None:
            raise ValidationError("There is no move to undo.")
        if last.is_by_writer:
            raise ValidationError("The writer said this. It stays in the history.")
        self._change_status(last.from_status)
        last.delete()
        return last


class LetterMove(models.Model):
    """One move of a letter: from where to where, on which day, and whether the writer said it by link."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="moves")
    from_status = models.CharField(max_length=20, choices=LetterStatus)
    to_status = models.CharField(max_length=20, choices=LetterStatus)
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    is_by_writer = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "applicants_letterevent"
        ordering = ("happened_on", "id")

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} on {self.happened_on:%Y-%m-%d}"


class LetterStep(models.Model):
    """What an applicant did with one reminder of a letter. NULL: not moved off our rule's day; not done."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20, choices=ReminderKind)
    day = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("letter", "code", name="letterstep_once_each")]

    def __str__(self) -> str:
        return self.get_code_display()
