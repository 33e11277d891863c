"""Money and help for the way to the US, as sources print it."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from programs.choices import Audience
from programs.models.fields import CodesField, validate_web_url


class Funding(Sourced):
    """One offer, fact or warning. Texts are as the source has them; blank and NULL: not stated.

    Empty ``stages`` and ``citizenships``: open to all as far as stated. ``lives_in_us``: only for people who
    live in the US (yes) or outside of it (no). ``deadline_on`` is of the round that the page shows.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=choices.FundingOffer)
    name = models.CharField(max_length=200)
    giver = models.CharField(max_length=200, blank=True)
    amount = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    who = models.TextField(max_length=600, blank=True)
    closed_to = models.CharField(max_length=300, blank=True)
    deadline = models.CharField(max_length=100, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    stages = CodesField(Audience.choices)
    citizenships = CodesField(help_text='Countries whose citizens alone may ask, as ["SY"].')
    lives_in_us = models.BooleanField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("kind", "name", "id")
        verbose_name_plural = "funding"

    def __str__(self) -> str:
        return self.name
