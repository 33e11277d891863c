"""The closed lists that programs point at: specialties and requirements."""

from django.db import models

from programs.choices import RequirementGroup


class Specialty(models.Model):
    """A specialty or subspecialty; a parent also finds the programs of its children."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "specialties"

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A coded precondition that programs ask for."""

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    group = models.CharField(max_length=20, choices=RequirementGroup)
    what_it_is = models.TextField(blank=True)
    expires_after_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Months. Empty: does not expire, or no common rule."
    )

    class Meta:
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label
