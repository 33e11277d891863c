"""What sources say of entering the US, and of what to do at which stage."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.guides.querysets import EntryRuleQuerySet, StageAdviceQuerySet
from programs.choices import Audience
from programs.models.fields import CodesField


class EntryRule(Sourced):
    """What one source says of entering the US for an activity: never a bare yes, never legal advice.

    Empty lists mean that the rule speaks of every activity, stage or nationality.
    """

    activities = CodesField(choices.VisitActivity.choices)
    stages = CodesField(Audience.choices)
    nationalities = CodesField(choices.Nationality.choices)
    status = models.CharField(max_length=60, help_text='Such as "B-1", or "Not as a tourist".')
    says = models.TextField()
    ask = models.TextField(blank=True, help_text="What to ask the host or the consulate.")

    objects = EntryRuleQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.status}: {self.says[:60]}"


class StageAdvice(Sourced):
    """One piece of advice for one stage of training, with its source."""

    stages = CodesField(Audience.choices)
    min_years_since_graduation = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    says = models.TextField()

    objects = StageAdviceQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "stage advice"

    def __str__(self) -> str:
        return self.title
