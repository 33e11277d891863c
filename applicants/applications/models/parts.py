"""What hangs on an application: its history, other dates, payments, and documents to bring."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from applicants.applications.choices import DocumentState
from applicants.applications.models.application import Application, dates_in_order
from applicants.applications.workflow import ApplicationStatus
from applicants.documents.models import DocumentVersion


class ApplicationMove(models.Model):
    """One move of an application: from where to where, on which day, with a note."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves")
    from_status = models.CharField(
        max_length=20, choices=ApplicationStatus, blank=True, help_text="Blank: its start."
    )
    to_status = models.CharField(max_length=20, choices=ApplicationStatus)
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "applicants_statuschange"
        ordering = ("happened_on", "id")

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} on {self.happened_on:%Y-%m-%d}"


class AlternativeDates(models.Model):
    """Other dates that would suit, in the applicant's order."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="alternatives")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "alternative dates"
        constraints = [dates_in_order("alternativedates_in_order")]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} to {self.ends_on:%Y-%m-%d}"


class Payment(models.Model):
    """A fee of an application in whole US dollars, due or paid, and until when it comes back."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="payments")
    what = models.CharField(max_length=120)
    amount_usd = models.PositiveIntegerField(validators=[MaxValueValidator(1_000_000)])
    due_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    refund_until = models.DateField(null=True, blank=True)
    refund_terms = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return f"{self.what}: ${self.amount_usd:,}"

    def is_due(self, today: datetime.date) -> bool:
        return self.paid_on is None and self.due_on is not None and self.due_on <= today


class ChecklistLine(models.Model):
    """One document of an application. Lines with the same ``any_of`` are alternatives: one is enough.

    ``valid_days`` is the program's own rule, how many days from its date the document counts; NULL: it states
    none. ``packed_version`` is the file that the applicant chose for the pack; NULL: the one that fits best.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="checklist")
    code = models.CharField(
        max_length=60, blank=True, help_text="The requirement's code; blank: the applicant's own."
    )
    label = models.CharField(max_length=200)
    detail = models.CharField(max_length=1000, blank=True)
    any_of = models.CharField(max_length=60, blank=True)
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=DocumentState, default=DocumentState.TO_GET)
    note = models.CharField(max_length=500, blank=True)
    valid_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    packed_version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_packed = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.label


class SentFile(models.Model):
    """A file that went with an application, as it was then: newer versions change nothing here.

    ``version`` is NULL when the applicant has deleted the file since; its name, kind and hash stay. ``kind``
    is the kind's code, ``label`` its words.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="sent_files")
    version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="sendings"
    )
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    sent_on = models.DateField()

    class Meta:
        ordering = ("sent_on", "id")
        constraints = [
            models.UniqueConstraint("application", "version", name="sentfile_once_per_application")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.name}"
