"""Plain words and places to look: content that curators edit, each with its source and date."""

from django.db import models

from programs import choices, formatting
from programs.models.fields import validate_partial_date, validate_web_url
from programs.querysets import StateRuleQuerySet, TermQuerySet
from programs.us_states import USState


class Term(models.Model):
    """A word explained, on the kinds page (slug = program type) or in the glossary."""

    kind = models.CharField(max_length=20, choices=choices.TermKind)
    slug = models.SlugField(max_length=60)
    word = models.CharField(max_length=120)
    meaning = models.TextField()
    good_to_know = models.TextField(blank=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "word")
        constraints = [models.UniqueConstraint("kind", "slug", name="term_slug_unique_in_kind")]

    def __str__(self) -> str:
        return self.word

    @property
    def as_of_words(self) -> str | None:
        return formatting.partial_date_words(self.as_of)


class Resource(models.Model):
    """Where else to look, with what it is good for and to whom it is closed."""

    kind = models.CharField(max_length=30, choices=choices.ResourceKind)
    name = models.CharField(max_length=200, unique=True)
    url = models.URLField(max_length=500, validators=[validate_web_url])
    good_for = models.TextField()
    closed_to = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    class Meta:
        ordering = ("kind", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def as_of_words(self) -> str | None:
        return formatting.partial_date_words(self.as_of)


class StateRule(models.Model):
    """State law that stands above every host in the state."""

    state = models.CharField(max_length=2, choices=USState)
    rule = models.TextField()
    source_title = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    objects = StateRuleQuerySet.as_manager()

    class Meta:
        ordering = ("state", "id")

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.rule[:60]}"

    @property
    def as_of_words(self) -> str | None:
        return formatting.partial_date_words(self.as_of)
