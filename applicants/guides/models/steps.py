"""The steps of a visa and of the way to residency, as sources describe them."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.profile.choices import ExamKind
from programs.models.fields import CodesField


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
    ``exams``: the profile knows how far these are, and the step is done when all are passed.
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

    class Meta:
        ordering = ("stage", "order", "id")

    def __str__(self) -> str:
        return self.title
