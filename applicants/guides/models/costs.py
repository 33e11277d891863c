"""What living and paperwork cost, as sources print it."""

from django.db import models
from django.db.models import F, Q

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from programs.formatting import money_range, partial_date_words
from programs.models.fields import CodesField, validate_partial_date
from programs.us_states import USState


class CostFigure(Sourced):
    """One price in US dollars. NULL ``high_usd``: "from", no upper end is stated.

    ``city`` and ``state`` blank: it is the same everywhere. ``visas``: it is part of getting one of these
    classes. ``requirement``: the code of the requirement that one pays it for. ``may_not_apply``: the
    sources disagree whether it is charged, so it counts in the high total alone. ``read_on`` is when we read
    a page, for pages that state no date themselves.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=choices.CostKind)
    label = models.CharField(max_length=120)
    low_usd = models.PositiveIntegerField()
    high_usd = models.PositiveIntegerField(null=True, blank=True)
    per = models.CharField(max_length=10, choices=choices.CostPer, default=choices.CostPer.ONCE)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)
    visas = CodesField(choices.VisaClass.choices)
    requirement = models.CharField(max_length=60, blank=True)
    may_not_apply = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    read_on = models.CharField(max_length=10, validators=[validate_partial_date])

    class Meta:
        ordering = ("kind", "city", "label", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(high_usd__isnull=True) | Q(low_usd__lte=F("high_usd")),
                name="costfigure_low_at_most_high",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.city}" if self.city else self.label

    @property
    def amount(self) -> str:
        """The price in words."""
        return money_range(self.low_usd, self.high_usd) or ""

    @property
    def dated_words(self) -> str:
        """The date that the source states, else when we read it."""
        read_on = partial_date_words(self.read_on)
        return super().dated_words if self.as_of else f"no date on the page, read {read_on}"
