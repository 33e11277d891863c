"""The rows that hang on a program: what it costs, asks, when it opens, and who says so."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from programs import choices
from programs.models.fields import (
    CodesField,
    validate_partial_date,
    validate_web_url,
    validate_window_date,
)
from programs.models.program import NO_CODES, Program, at_least_zero
from programs.models.vocabulary import Requirement

MOST_VALID_DAYS = 3660  # ten years


class Source(models.Model):
    """The page a program's facts came from. What no other source says it proves rests on the first."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="sources")
    url = models.URLField(max_length=500, validators=[validate_web_url])
    title = models.CharField(max_length=300, blank=True)
    page_date = models.CharField(
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text="The page's own date, if it has one.",
    )
    kind = models.CharField(max_length=20, choices=choices.SourceKind)
    facts = CodesField(
        db_default=NO_CODES,
        help_text="Facts that rest on this page and not on the first, such as: housing, audiences.graduate.",
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title or self.url


class Line(models.Model):
    """A line of a list, with the source it rests on. NULL: the program's first."""

    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Fee(Line):
    """One priced line in US dollars. A NULL amount is a fee whose amount is not stated."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="fees")
    kind = models.CharField(max_length=20, choices=choices.FeeKind)
    amount_min = models.PositiveIntegerField(null=True, blank=True, help_text="US dollars.")
    amount_max = models.PositiveIntegerField(null=True, blank=True, help_text="Empty with a minimum: from.")
    basis = models.CharField(max_length=20, choices=choices.FeeBasis, default=choices.FeeBasis.ONCE)
    applies_to = models.CharField(max_length=300, blank=True, help_text="Empty: everybody.")
    is_refundable = models.BooleanField(null=True, blank=True)
    is_counted = models.BooleanField(
        null=True, blank=True, help_text="Part of the four-week price? Unknown: decided by its kind."
    )
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            at_least_zero("amount_min"),
            at_least_zero("amount_max"),
            models.CheckConstraint(
                condition=Q(amount_min__isnull=True)
                | Q(amount_max__isnull=True)
                | Q(amount_min__lte=F("amount_max")),
                name="fee_amount_min_at_most_max",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ProgramRequirement(Line):
    """A requirement as one program asks it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="requirements")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="program_requirements")
    level = models.CharField(
        max_length=20, choices=choices.RequirementLevel, default=choices.RequirementLevel.REQUIRED
    )
    minimum = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Score, weeks or number of things.",
    )
    detail = models.TextField(max_length=1000, blank=True)
    any_of = models.CharField(
        max_length=60,
        blank=True,
        help_text="Requirements of one program with the same words here: any one suffices.",
    )
    applies_to = models.CharField(max_length=300, blank=True, help_text="Empty: everybody.")
    valid_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_VALID_DAYS)],
        help_text="Days from its date for which a document counts here. Empty: the source does not say.",
    )

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                "program", "requirement", "any_of", "applies_to", name="programrequirement_once_each"
            ),
        ]

    def __str__(self) -> str:
        return self.requirement.label


class Window(Line):
    """When applications open and close. --12-01 means every year; blank: not stated."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="windows")
    opens = models.CharField(max_length=10, blank=True, validators=[validate_window_date])
    closes = models.CharField(max_length=10, blank=True, validators=[validate_window_date])
    term = models.CharField(max_length=300, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.opens or '?'} to {self.closes or '?'}"


class Limit(Line):
    """A stated maximum: age, attempts, stays in a year, electives, percent of patient contact."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="limits")
    kind = models.CharField(max_length=30, choices=choices.LimitKind)
    maximum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [at_least_zero("maximum")]

    def __str__(self) -> str:
        return self.get_kind_display()


class AudienceDifference(Line):
    """A fact that differs by audience, such as hands-on for students and observing for graduates."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="differences")
    audience = models.CharField(max_length=30, choices=choices.Audience)
    fact = models.CharField(max_length=30, choices=choices.DifferingFact)
    value = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_audience_display()}: {self.value}"


class Block(Line):
    """A stretch of dates in which the program runs. --07-06 means every year; blank: not stated."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="blocks")
    starts = models.CharField(max_length=10, validators=[validate_window_date])
    ends = models.CharField(max_length=10, blank=True, validators=[validate_window_date])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.starts} to {self.ends or '?'}"


class Package(Line):
    """One of several offers of a program, with its own length and price. NULL: not stated."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="packages")
    name = models.CharField(max_length=300)
    weeks = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    price_usd = models.PositiveIntegerField(null=True, blank=True, help_text="US dollars for all of it.")
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [at_least_zero("weeks"), at_least_zero("price_usd")]

    def __str__(self) -> str:
        return self.name


class FlagSilence(models.Model):
    """A curator's written reason for not showing one red flag; the reason itself is shown."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="silences")
    rule = models.CharField(max_length=40)
    reason = models.TextField(max_length=1000)
    silenced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False)
    silenced_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("program", "rule", name="flagsilence_once_each")]

    def __str__(self) -> str:
        return self.rule


# Where each list of a record is kept.
LINE_MODELS: dict[str, type[Line]] = {
    "fees": Fee,
    "requirements": ProgramRequirement,
    "windows": Window,
    "limits": Limit,
    "differences": AudienceDifference,
    "blocks": Block,
    "packages": Package,
}
