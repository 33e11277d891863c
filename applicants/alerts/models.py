"""Searches that an applicant keeps, and what the portal tells them of."""

import uuid

from django.db import models
from django.urls import reverse

from applicants.alerts.choices import AlertKind
from applicants.alerts.querysets import AlertQuerySet, SavedSearchQuerySet, WatchQuerySet
from applicants.profile.models import Applicant
from programs.models import Change, Program


class SavedSearch(models.Model):
    """A search of the list under a name.

    ``query`` is its address on the list; ``conditions`` are the same question as the search understands it
    (``programs.search.few_programs.conditions_of``): equal questions have equal ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=2000)
    conditions = models.TextField(max_length=4000, blank=True)
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:search_edit", args=[self.pk])

    @property
    def address(self) -> str:
        """The list as this search finds it now."""
        return f"{reverse('programs:program_list')}?{self.query}"


class Watch(models.Model):
    """A program that an applicant wants to hear of without applying. What they track is watched anyway."""

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="watches")
    program = models.ForeignKey(Program, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ("program__name", "id")
        verbose_name_plural = "watches"
        constraints = [models.UniqueConstraint("applicant", "program", name="watch_once_each")]

    def __str__(self) -> str:
        return f"Watch on {self.program}"


class Alert(models.Model):
    """Something that happened to a program that an applicant watches, or that newly matches a search.

    One for each change and applicant, whatever it is due to. NULL ``search``: the applicant tracks or
    watches the program. NULL ``seen_at``, ``mailed_at``: not yet.
    """

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="alerts")
    program = models.ForeignKey(Program, models.CASCADE, related_name="+")
    change = models.ForeignKey(Change, models.CASCADE, related_name="+")
    search = models.ForeignKey(SavedSearch, models.CASCADE, null=True, blank=True, related_name="alerts")
    kind = models.CharField(max_length=10, choices=AlertKind)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = [models.UniqueConstraint("applicant", "change", name="alert_once_per_change")]
        indexes = [models.Index(fields=["applicant", "-made_at"], name="alert_applicant_made")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.program}"


class AlertProgress(models.Model):
    """The one row that says up to which change alerts are made."""

    change_number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "alert progress"

    def __str__(self) -> str:
        return f"up to change {self.change_number}"
