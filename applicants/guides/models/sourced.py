"""Where a row of the guides comes from, and how far to trust it."""

from django.db import models

from applicants.guides import choices
from programs import formatting
from programs.models.fields import validate_partial_date, validate_web_url


class Sourced(models.Model):
    """One thing that one source says. Pages never show it without its source and date.

    Blank ``source_url``: a guide that has no address. Blank ``as_of``: the source states no date.
    """

    grade = models.CharField(max_length=20, choices=choices.Grade)
    caveat = models.CharField(max_length=10, blank=True, choices=choices.Caveat, default="", db_default="")
    source_title = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])

    class Meta:
        abstract = True

    @property
    def as_of_words(self) -> str:
        """The date that the source states, in words; blank when it states none."""
        return formatting.partial_date_words(self.as_of) or ""

    @property
    def grade_words(self) -> str:
        """How good the source is; what no official body or institution says is one source's word."""
        if self.grade == choices.Grade.OTHER:
            return "One source says so: advisor, seller or blog"
        return self.get_grade_display()

    @property
    def dated_words(self) -> str:
        """The date that the source states; says so when it states none."""
        return f"as of {self.as_of_words}" if self.as_of_words else "date not known"
