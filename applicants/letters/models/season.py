"""A season's plan: how many letters of which specialty, and which letters go to which residency program."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from applicants.letters.assignment_limits import MOST_LETTERS
from applicants.letters.models.letter import Letter
from applicants.letters.querysets import ResidencyProgramQuerySet, TargetQuerySet
from applicants.profile.models import Applicant
from programs.models import Specialty

YEARS = [MinValueValidator(2020), MaxValueValidator(2100)]


class LetterTarget(models.Model):
    """How many letters an applicant wants for a season; NULL specialty: General."""

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="letter_targets")
    match_year = models.PositiveSmallIntegerField(validators=YEARS)
    specialty = models.ForeignKey(Specialty, models.CASCADE, null=True, blank=True, related_name="+")
    count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(10)])

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("match_year", "id")
        constraints = [
            models.UniqueConstraint("applicant", "match_year", "specialty", name="lettertarget_once_each"),
            models.UniqueConstraint(
                fields=["applicant", "match_year"],
                condition=Q(specialty__isnull=True),
                name="lettertarget_once_for_general",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} for {self.specialty or 'General'}, {self.match_year} Match"


class ResidencyProgram(models.Model):
    """A residency program that the applicant applies to in a season: their own row, not the catalog's."""

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="residency_programs")
    name = models.CharField(max_length=200)
    specialty = models.ForeignKey(Specialty, models.SET_NULL, null=True, blank=True, related_name="+")
    match_year = models.PositiveSmallIntegerField(validators=YEARS)

    objects = ResidencyProgramQuerySet.as_manager()

    class Meta:
        ordering = ("match_year", "name", "id")
        constraints = [
            models.UniqueConstraint("applicant", "match_year", "name", name="residencyprogram_once_a_season")
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """One letter that goes to one residency program. Four slots: the database takes no fifth letter."""

    program = models.ForeignKey(ResidencyProgram, models.CASCADE, related_name="assignments")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="assignments")
    slot = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("slot",)
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_LETTERS), name="assignment_slot_1_to_4"
            ),
            models.UniqueConstraint("program", "slot", name="assignment_one_letter_a_slot"),
            models.UniqueConstraint("program", "letter", name="assignment_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} to {self.program}"
