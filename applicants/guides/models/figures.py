"""How many IMGs matched where, as sources print it."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from programs.us_states import USState


class MatchFigure(Sourced):
    """One row of figures of one Match. NULL: the source does not print it; nothing is computed here.

    ``specialty`` is the catalog's name, blank where it has none; ``specialty_name`` is as printed. A percent
    is of positions filled or offered as ``percent_of`` says; blank: the source does not say. A share of
    positions is never the chance to match.
    """

    code = models.SlugField(max_length=80, unique=True)
    scope = models.CharField(max_length=20, choices=choices.FigureScope)
    specialty_name = models.CharField(max_length=120, blank=True)
    specialty = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)
    year = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=300, help_text="As the source prints it.")
    offered = models.PositiveIntegerField(null=True, blank=True)
    filled = models.PositiveIntegerField(null=True, blank=True)
    us_img = models.PositiveIntegerField("US IMGs", null=True, blank=True)
    non_us_img = models.PositiveIntegerField("non-US IMGs", null=True, blank=True)
    img_total = models.PositiveIntegerField("IMGs", null=True, blank=True)
    us_img_percent = models.FloatField("US IMGs, percent", null=True, blank=True)
    non_us_img_percent = models.FloatField("non-US IMGs, percent", null=True, blank=True)
    img_percent = models.FloatField("IMGs, percent", null=True, blank=True)
    percent_of = models.CharField(max_length=10, blank=True, choices=choices.PercentOf)

    class Meta:
        ordering = ("-year", "specialty_name", "state", "id")

    def __str__(self) -> str:
        return f"{self.specialty_name or self.state or 'All'}, {self.year}"
