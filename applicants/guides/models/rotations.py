"""What sources say of the days of a rotation: what to bring, ask, do and write down."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.guides.querysets import RotationTipQuerySet


class RotationTip(Sourced):
    """One thing to do, to ask oneself or to know. ``day``: of a prompt, the workday that it is for.

    ``when`` is as the source says it. ``items``: what belongs to it, such as what to bring.
    """

    code = models.SlugField(max_length=60, unique=True)
    phase = models.CharField(max_length=10, choices=choices.RotationPhase)
    kind = models.CharField(max_length=15, choices=choices.RotationTipKind)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    when = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=600)
    items = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = RotationTipQuerySet.as_manager()

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title
