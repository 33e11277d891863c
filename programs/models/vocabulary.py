"""The closed lists that programs point at: specialties and requirements."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from programs.choices import RequirementGroup
from programs.models.fields import validate_partial_date, validate_web_url


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
    """A coded precondition that programs ask for, and how long what shows it is usually good.

    ``never_expires`` is for what is good for ever, such as a diploma. Of the others, NULL ``validity_days``
    means that there is no common rule: then only the day printed on it or the host's own rule can tell.
    Source and ``as_of`` are those of the rule of validity.
    """

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    group = models.CharField(max_length=20, choices=RequirementGroup)
    what_it_is = models.TextField(blank=True)
    never_expires = models.BooleanField(default=False, db_default=False)
    validity_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20_000)],
        help_text="Days from its date. Empty: it does not expire, or there is no common rule.",
    )
    validity_text = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="The rule in words."
    )
    source_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    source_url = models.URLField(
        max_length=500, blank=True, default="", db_default="", validators=[validate_web_url]
    )
    as_of = models.CharField(
        max_length=10, blank=True, default="", db_default="", validators=[validate_partial_date]
    )

    class Meta:
        ordering = ("label",)
        constraints = [
            models.CheckConstraint(
                condition=Q(never_expires=False) | Q(validity_days__isnull=True),
                name="requirement_for_ever_has_no_days",
            ),
            models.CheckConstraint(
                condition=Q(validity_days__isnull=True) | ~Q(source_url=""),
                name="requirement_days_have_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.label
