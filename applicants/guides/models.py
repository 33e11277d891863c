"""What advisors keep true for everybody: the dates of each season, entry to the US, advice by stage."""

from django.db import models

from applicants.guides import choices
from applicants.guides.querysets import EntryRuleQuerySet, SeasonQuerySet, StageAdviceQuerySet
from programs import formatting
from programs.choices import Audience
from programs.models.fields import CodesField, validate_partial_date, validate_web_url


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


class EntryRule(models.Model):
    """What one source says of entering the US for an activity: never a bare yes, never legal advice.

    Empty lists mean that the rule speaks of every activity, stage or nationality.
    """

    activities = CodesField(choices.VisitActivity.choices)
    stages = CodesField(Audience.choices)
    nationalities = CodesField(choices.Nationality.choices)
    status = models.CharField(max_length=60, help_text='Such as "B-1", or "Not as a tourist".')
    says = models.TextField()
    ask = models.TextField(blank=True, help_text="What to ask the host or the consulate.")
    grade = models.CharField(max_length=20, choices=choices.Grade)
    source_title = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    objects = EntryRuleQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.status}: {self.says[:60]}"

    @property
    def as_of_words(self) -> str:
        """When we read it, in words; blank when nobody noted it."""
        return formatting.partial_date_words(self.as_of) or ""


class StageAdvice(models.Model):
    """One piece of advice for one stage of training, with its source."""

    stages = CodesField(Audience.choices)
    min_years_since_graduation = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    says = models.TextField()
    grade = models.CharField(max_length=20, choices=choices.Grade)
    source_title = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    objects = StageAdviceQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "stage advice"

    def __str__(self) -> str:
        return self.title

    @property
    def as_of_words(self) -> str:
        """When we read it, in words; blank when nobody noted it."""
        return formatting.partial_date_words(self.as_of) or ""
