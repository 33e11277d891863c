"""What an applicant plans of an application: other dates that would do, and its fees."""

import datetime

from django.core.validators import MaxValueValidator
from django.db import models

from applicants.applications.models.application import Application, dates_in_order


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
