"""Trips: rotations in order, what they cost, and what must be done by when."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from applicants.applications.models import Application
from applicants.guides.choices import CostKind, VisaClass
from applicants.guides.models import PathwayStep
from applicants.plans.choices import ComesBack, StepState
from applicants.plans.querysets import CodedQuerySet, PathwayQuerySet, TripQuerySet, TripRotationQuerySet
from applicants.profile.models import Applicant
from programs.us_states import USState

MOST_USD = 1_000_000


class Trip(models.Model):
    """A trip of an applicant's to the US. NULL and blank: not said yet.

    ``visa_wait_days``: how long the consulate's website says that people wait for an interview, as the
    applicant typed it. ``budget_usd`` and ``funds_usd``: US dollars for the whole trip, and what the
    applicant can show a consulate.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="trips")
    name = models.CharField(max_length=120)
    visa = models.CharField(max_length=10, blank=True, choices=VisaClass)
    visa_wait_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(1500)]
    )
    visa_interview_on = models.DateField(null=True, blank=True)
    visa_issued_on = models.DateField(null=True, blank=True)
    budget_usd = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USD)])
    funds_usd = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USD)])
    note = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TripQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:trip_detail", args=[self.pk])


class TripRotation(models.Model):
    """A rotation of a trip: an application, or an idea (NULL ``application``).

    The dates, the name and the place of an application are the application's own; the columns here hold
    them for an idea, and the dates that an application without dates is planned with.
    """

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="rotations")
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, blank=True, related_name="trip_rotations"
    )
    name = models.CharField(max_length=300)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = TripRotationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint("trip", "application", name="triprotation_application_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="triprotation_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TripCost(models.Model):
    """What an applicant says of a cost: their own line, or of a proposed one that it is something else.

    ``code`` names the proposed line; blank: a line of their own. NULL ``low_usd``: the proposed amount
    stands. NULL ``high_usd``: the same as the low one. NULL ``rotation``: it is paid once for the trip.
    """

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="costs")
    rotation = models.ForeignKey(TripRotation, models.CASCADE, null=True, blank=True, related_name="costs")
    code = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=CostKind)
    label = models.CharField(max_length=120)
    low_usd = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USD)])
    high_usd = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USD)])
    is_counted = models.BooleanField(default=True)
    paid_usd = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USD)])
    comes_back = models.CharField(max_length=10, blank=True, choices=ComesBack)

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["trip", "code"], condition=~Q(code=""), name="tripcost_once_per_proposal"
            ),
            models.CheckConstraint(
                condition=Q(low_usd__isnull=True) | Q(high_usd__isnull=True) | Q(low_usd__lte=F("high_usd")),
                name="tripcost_low_at_most_high",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class TripDay(models.Model):
    """What an applicant says of a step of the plan: another day, or that it is done. NULL: not said."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="days")
    code = models.CharField(max_length=80)
    day = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("trip", "code", name="tripday_once_each")]

    def __str__(self) -> str:
        return self.code


class PathwayProgress(models.Model):
    """What an applicant says of a step of the pathway. NULL ``on``: no day. Of a planned step it is to come.

    What the profile knows, such as an exam, is not kept here a second time.
    """

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="pathway")
    step = models.ForeignKey(PathwayStep, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.TO_DO)
    on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = PathwayQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("applicant", "step", name="pathwayprogress_once_each")]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_state_display()}"
