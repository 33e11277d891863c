"""The steps of a visa and of the way to residency, as sources describe them."""

import datetime

from django.core.validators import RegexValidator
from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.profile.choices import ExamKind
from programs.models.fields import CodesField

DUE_ON = r"^-?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class VisaStep(Sourced):
    """One step, rule, warning or waiting time of some visa classes. Never legal advice.

    ``lead_time`` and ``fee`` are as the source prints them; blank: it does not say.
    """

    code = models.SlugField(max_length=60, unique=True)
    visas = CodesField(choices.VisaClass.choices)
    kind = models.CharField(max_length=20, choices=choices.VisaStepKind)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=600)
    who = models.CharField(max_length=120, blank=True)
    lead_time = models.CharField(max_length=120, blank=True)
    fee = models.CharField(max_length=120, blank=True)
    prepare = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("kind", "order", "id")

    def __str__(self) -> str:
        return self.title


class PathwayStep(Sourced):
    """One step of the way to ECFMG certification, the exams and the Match.

    ``duration``, ``fee`` and ``eligibility_window`` are as the source prints them; blank: it does not say.
    ``exams``: the profile knows how far these are, and the step is done when all are passed. ``due_on``: the
    day of a Match that the source counts from it, as "-12-31" of the year before or "01-31" of its own year;
    blank: it names none. ``is_from``: it opens then, rather than ends.
    """

    code = models.SlugField(max_length=60, unique=True)
    stage = models.CharField(max_length=20, choices=choices.PathwayStage)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=600)
    who = models.CharField(max_length=120, blank=True)
    duration = models.CharField(max_length=120, blank=True)
    fee = models.CharField(max_length=120, blank=True)
    eligibility_window = models.CharField(max_length=120, blank=True)
    prepare = models.JSONField(default=list, blank=True)
    exams = CodesField(ExamKind.choices)
    due_on = models.CharField(max_length=6, blank=True, validators=[RegexValidator(DUE_ON)])
    is_from = models.BooleanField(default=False)

    class Meta:
        ordering = ("stage", "order", "id")

    def __str__(self) -> str:
        return self.title

    def due(self, match_year: int) -> datetime.date | None:
        """The day of a Match that the source counts from it; None when it names none."""
        if not self.due_on:
            return None
        year = match_year - self.due_on.startswith("-")
        return datetime.date.fromisoformat(f"{year}-{self.due_on.removeprefix('-')}")
