"""What an application needs: one line for each document."""

from django.core.validators import MinValueValidator
from django.db import models

from applicants.applications.choices import DocumentState
from applicants.applications.models.application import Application
from applicants.documents.models import DocumentVersion


class ChecklistLine(models.Model):
    """One document of an application. Lines with the same ``any_of`` are alternatives: one is enough.

    ``valid_days`` is the program's own rule, how many days from its date the document counts; NULL: it states
    none. ``packed_version`` is the file that the applicant chose for the pack; NULL: the one that fits best.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="checklist")
    code = models.CharField(
        max_length=60, blank=True, help_text="The requirement's code; blank: the applicant's own."
    )
    label = models.CharField(max_length=200)
    detail = models.CharField(max_length=1000, blank=True)
    any_of = models.CharField(max_length=60, blank=True)
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=DocumentState, default=DocumentState.TO_GET)
    note = models.CharField(max_length=500, blank=True)
    valid_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    packed_version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_packed = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.label
