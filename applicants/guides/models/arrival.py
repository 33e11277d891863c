"""What to do before a rotation begins and on its first day, and how long things take, as sources say."""

from django.db import models

from applicants.guides.models.sourced import Sourced


class ArrivalStep(Sourced):
    """One thing to do so many days before the first day; 0: on it. NULL: the source names no day."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=500)
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)
    is_once = models.BooleanField(default=False, help_text="Before the first rotation of a trip alone.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class LeadTime(Sourced):
    """How many days something takes, or may last at most. ``code`` says what; the plans ask by it."""

    code = models.SlugField(max_length=60, unique=True)
    days = models.PositiveSmallIntegerField()
    says = models.TextField(max_length=500)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.code}: {self.days} days"
