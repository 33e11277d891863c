"""What the curators' reports are drawn from: one row for each fact and day, and searches without a result."""

from django.db import models

from programs.feedback_querysets import FruitlessSearchQuerySet


class FactSnapshot(models.Model):
    """How many published programs stated a fact on a day, and how old that was in the middle.

    ``median_days``: age in days of the proof of those that state it; NULL when none of them has a date.
    """

    day = models.DateField()
    fact = models.CharField(max_length=40)
    stated = models.PositiveIntegerField()
    programs = models.PositiveIntegerField()
    median_days = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("day", "id")
        constraints = [models.UniqueConstraint("day", "fact", name="factsnapshot_once_a_day")]

    def __str__(self) -> str:
        return f"{self.fact} on {self.day}"


class FruitlessSearch(models.Model):
    """A text that was searched for in vain; the table is bounded and knows nobody.

    ``marks``: small numbers that many people share, to tell a few people apart until there are
    enough of them; then the list is emptied. ``people`` stops at that number.
    """

    text = models.CharField(max_length=60, unique=True)
    people = models.PositiveSmallIntegerField(default=0)
    marks = models.JSONField(default=list)
    times = models.PositiveIntegerField(default=0)
    last_on = models.DateField()

    objects = FruitlessSearchQuerySet.as_manager()

    class Meta:
        ordering = ("-times", "text")

    def __str__(self) -> str:
        return self.text
