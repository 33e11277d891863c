"""The sections of the standardized immunization form, and an applicant's record by dose and titer."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from applicants.documents.models import Document
from applicants.immunizations.choices import EntryType, ImmunizationRule, TiterResult
from applicants.immunizations.querysets import ImmunizationQuerySet, SectionQuerySet
from applicants.immunizations.rules import NUMBERS
from applicants.profile.models import Applicant
from programs import formatting
from programs.models.fields import validate_partial_date, validate_web_url

MOST_DOSES = 20
MONTHS = range(1, 13)


class ImmunizationSection(models.Model):
    """One section of the form: what can be entered, what completes it, and who says so.

    ``parts`` are what has to be complete, as ``[{"code", "label"}]``; ``entries`` what can be entered, as
    ``[{"code", "label", "type", "covers"}]``, where ``covers`` are codes of parts; ``numbers`` what the rule
    reads (``rules.NUMBERS``). ``ask_host`` says what our sources do not answer.
    """

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    asks = models.CharField(max_length=500)
    rule = models.CharField(max_length=20, choices=ImmunizationRule, default=ImmunizationRule.ASK)
    parts = models.JSONField(default=list, blank=True)
    entries = models.JSONField(default=list, blank=True)
    numbers = models.JSONField(default=dict, blank=True)
    ask_host = models.CharField(max_length=500, blank=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])
    order = models.PositiveSmallIntegerField(default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ("order", "label")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Raise ValidationError unless the section has every value that its rule reads."""
        if not are_rows(self.parts, "code", "label"):
            raise ValidationError({"parts": "Write a list of parts, each with code and label."})
        if not are_rows(self.entries, "code", "label", "type", "covers"):
            raise ValidationError({"entries": "Write a list of entries with code, label, type and covers."})
        if any(not are_codes(entry["covers"]) for entry in self.entries):
            raise ValidationError({"entries": "What an entry covers is a list of codes of parts."})
        if any(entry["type"] not in EntryType.values for entry in self.entries):
            raise ValidationError({"entries": f"A type is one of: {', '.join(EntryType.values)}."})
        numbers = self.numbers if isinstance(self.numbers, dict) else {}
        needed = sorted(NUMBERS.get(self.rule, frozenset()))
        if any(not is_count(numbers.get(name)) for name in needed):
            raise ValidationError({"numbers": f"This rule reads whole numbers: {', '.join(needed)}."})
        if self.rule == ImmunizationRule.SEASON and numbers["first_month"] not in MONTHS:
            raise ValidationError({"numbers": "The first month is a number from 1 to 12."})
        if self.rule in (ImmunizationRule.SERIES_THEN_TITER, ImmunizationRule.BOOSTER) and not self.parts:
            raise ValidationError({"parts": "This rule needs at least one part."})

    @property
    def as_of_words(self) -> str:
        """When we read it, in words; blank when nobody noted it."""
        return formatting.partial_date_words(self.as_of) or ""


def are_rows(value: Any, *keys: str) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) and set(keys) <= set(row) for row in value)


def are_codes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3660  # noqa: PLR2004 - ten years


class Immunization(models.Model):
    """One entry of an applicant's record: a dose, a titer, a test or an X-ray on a day.

    ``what`` is the code of a section's entry. ``dose_number`` is as the card says it; NULL: it does not.
    ``result`` is blank for doses. ``document`` is the proof on file; NULL: none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="immunizations")
    what = models.CharField(max_length=60)
    on = models.DateField()
    dose_number = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DOSES)]
    )
    result = models.CharField(max_length=20, choices=TiterResult, blank=True)
    value = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ImmunizationQuerySet.as_manager()

    class Meta:
        ordering = ("on", "created_at", "id")

    def __str__(self) -> str:
        return f"{self.what} on {self.on:%Y-%m-%d}"
