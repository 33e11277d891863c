"""The seasons and their days."""

from django.db import models

from applicants.guides import choices
from applicants.guides.querysets import SeasonQuerySet
from programs.models.fields import validate_partial_date, validate_web_url


class Season(models.Model):
    """One residency application season, named for the year in which residency starts."""

    year = models.PositiveSmallIntegerField(unique=True)
    note = models.TextField(blank=True)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year} Match"


class SeasonDate(models.Model):
    """A day of a season. NULL day: nobody has published it. Never shown without saying if it is confirmed."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="dates")
    event = models.CharField(max_length=30, choices=choices.SeasonEvent)
    day = models.DateField(null=True, blank=True)
    time_note = models.CharField(max_length=60, blank=True, help_text='As the source has it: "9:00 ET".')
    is_confirmed = models.BooleanField(default=False)
    words = models.CharField(max_length=200, blank=True, help_text='"early September 2026", if that is all.')
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    class Meta:
        ordering = ("season", "day", "id")
        constraints = [models.UniqueConstraint("season", "event", name="seasondate_once_each")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} ({self.season})"
