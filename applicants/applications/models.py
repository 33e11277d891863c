"""One applicant's pursuit of one program."""

import datetime
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from applicants.applications.choices import PaperState
from applicants.applications.querysets import ApplicationQuerySet
from applicants.applications.workflow import Status
from applicants.profile.models import Applicant
from programs.choices import ProgramType, USState
from programs.models import Program
from programs.models.fields import validate_web_url


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a stay, where both ends are stated, does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
        name=name,
    )


class Application(models.Model):
    """One applicant's pursuit of one program of the catalogue, or of one added by hand.

    ``program`` is NULL for one added by hand, or when the program has left the catalogue. Name, host and
    place are copied here, so that the application stays whole. ``record`` is the program as the applicant
    last saw it ({} for one added by hand); what has changed since is shown as a difference. ``version``
    goes up with every change: a form that was opened before another change is answered 409, text kept.
    The id is made with the form that creates it, so that a form sent twice makes one application.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="applications")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="applications")
    record = models.JSONField(default=dict, editable=False)
    name = models.CharField(max_length=300)
    host_name = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)
    type = models.CharField(max_length=20, blank=True, choices=ProgramType)
    website = models.URLField(max_length=500, blank=True, validators=[validate_web_url])

    status = models.CharField(max_length=20, choices=Status, default=Status.SHORTLISTED)
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
    contact = models.CharField(max_length=300, blank=True)
    requirements_note = models.TextField(max_length=2000, blank=True)
    costs_note = models.TextField(max_length=2000, blank=True)
    deadlines_note = models.TextField(max_length=1000, blank=True)
    specialty_note = models.CharField(max_length=300, blank=True)
    portal_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    portal_login_hint = models.CharField(
        max_length=200, blank=True, help_text="Which e-mail or user name. Never a password."
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

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
            models.CheckConstraint(condition=Q(status__in=Status.values), name="application_status_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the application's page."""
        return reverse("applicants:application_detail", args=[self.pk])


class StatusChange(models.Model):
    """One move of an application: from where to where, on which day, with a note."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=20, choices=Status, blank=True, help_text="Blank: its start.")
    to_status = models.CharField(max_length=20, choices=Status)
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("happened_on", "id")

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} on {self.happened_on:%Y-%m-%d}"


class AlternativeDates(models.Model):
    """Other dates that would do, in the applicant's order."""

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
        """Return whether it is not paid and its day has come."""
        return self.paid_on is None and self.due_on is not None and self.due_on <= today


class ChecklistLine(models.Model):
    """One paper of an application. Lines with the same ``any_of`` are alternatives: one is enough."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="checklist")
    code = models.CharField(
        max_length=60, blank=True, help_text="The requirement's code; blank: the applicant's own."
    )
    label = models.CharField(max_length=200)
    detail = models.CharField(max_length=1000, blank=True)
    any_of = models.CharField(max_length=60, blank=True)
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=PaperState, default=PaperState.TO_GET)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.label
