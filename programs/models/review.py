"""What keeps a program true: its place in the review queue, its sources' pages, and curators' answers."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from programs.choices import FactAnswer, LinkOutcome
from programs.models.history import Change
from programs.models.program import Program
from programs.review_querysets import FactCheckQuerySet, ReviewQuerySet, SourcePageQuerySet


class SourcePage(models.Model):
    """What the link check last found at the address of a source; the text is for curators only.

    By address and not by ``Source``: programs share pages, and an import writes sources anew. NULL
    ``checked_at``: not fetched yet.
    """

    url = models.URLField(max_length=500, unique=True)
    outcome = models.CharField(max_length=20, blank=True, choices=LinkOutcome)
    note = models.CharField(max_length=300, blank=True)
    final_url = models.TextField(max_length=2000, blank=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the visible text.")
    checked_at = models.DateTimeField(null=True, db_index=True)
    changed_at = models.DateTimeField(null=True, help_text="When its text was first found different.")

    objects = SourcePageQuerySet.as_manager()

    class Meta:
        ordering = ("url",)

    def __str__(self) -> str:
        return self.url


class ReviewItem(models.Model):
    """A published program's place in the review queue: those that people use and doubt come first.

    ``flags`` and ``oldest`` are written by ``curation.publishing``, ``links`` by the link check, ``people``
    from what ``settings.PROGRAM_USE`` counts.
    """

    program = models.OneToOneField(Program, models.CASCADE, primary_key=True, related_name="review_item")
    people = models.PositiveIntegerField(default=0, help_text="Applicants who saved or watch it.")
    reports = models.PositiveIntegerField(default=0, help_text="Open reports of a problem.")
    flags = models.PositiveSmallIntegerField(default=0, help_text="Red flags that nobody silenced.")
    links = models.PositiveSmallIntegerField(
        default=0, help_text="Sources whose page moved, went or changed."
    )
    oldest = models.DateField(help_text="Day of the oldest deciding fact; year 1: it has no date.")
    due_on = models.DateField(default=datetime.date.min, db_index=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="review_claims"
    )
    claimed_until = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-people", "-reports", "-flags", "-links", "oldest", "program")
        indexes = [
            models.Index(
                fields=["-people", "-reports", "-flags", "-links", "oldest", "program"], name="review_order"
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.program_id}"


class SourceVisit(models.Model):
    """A curator opened a source of a program from the review queue."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="source_visits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    url = models.URLField(max_length=500)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at",)
        indexes = [models.Index(fields=["program", "by", "at"], name="sourcevisit_by")]

    def __str__(self) -> str:
        return self.url


class FactCheck(models.Model):
    """A curator's answer about one fact, or with a blank ``fact`` about the whole program.

    Answers of one ``act`` are undone together. ``before``: what the answer replaced. ``change``: what it
    changed on the program.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="checks")
    fact = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=10, choices=FactAnswer)
    source_url = models.URLField(max_length=500, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    act = models.UUIDField(default=uuid.uuid4, db_index=True)
    change = models.ForeignKey(Change, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["program", "-at"], name="factcheck_program_at"),
            models.Index(fields=["by", "-at"], name="factcheck_by_at"),
        ]

    def __str__(self) -> str:
        return f"{self.fact or 'Everything'}: {self.get_answer_display()}"
