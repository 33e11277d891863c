"""What one learns on a rotation."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.guides.querysets import SkillQuerySet


class Skill(Sourced):
    """A skill, a procedure, or a use of the record system.

    ``competencies``: codes of ``Competency``, our own reading of the skill. ``supervision``: under whose eyes
    students of the school that the source names may do it; blank: not stated.
    """

    code = models.SlugField(max_length=60, unique=True)
    group = models.CharField(max_length=15, choices=choices.SkillGroup)
    name = models.CharField(max_length=120)
    text = models.TextField(max_length=300, blank=True)
    competencies = models.JSONField(default=list, blank=True)
    supervision = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name
