"""What people outside tell the curators: reports and suggestions, and what a host's office proposes."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from programs import report_choices
from programs.feedback_querysets import HostProposalQuerySet, ReportQuerySet
from programs.models.fields import validate_web_url
from programs.models.program import Program

LONGEST_TEXT = 2000


class Report(models.Model):
    """A problem that somebody reports, or a program that somebody suggests; no account needed.

    ``program`` is NULL for a suggestion. ``email`` is there until the answer is mailed to it, then blank.
    ``outcome`` is blank while the report is open.
    """

    kind = models.CharField(max_length=20, choices=report_choices.ReportKind)
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="reports")
    topic = models.CharField("what is wrong", max_length=20, blank=True, choices=report_choices.ReportTopic)
    name = models.CharField("name of the program", max_length=300, blank=True)
    host_name = models.CharField("hospital or clinic", max_length=300, blank=True)
    url = models.URLField("page that says so", max_length=500, blank=True, validators=[validate_web_url])
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=20, blank=True, choices=report_choices.ReportOutcome)
    answer = models.TextField(
        max_length=LONGEST_TEXT, blank=True, help_text="Whoever reported it reads this on their private page."
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name_plural = "reports and suggestions"
        indexes = [models.Index(fields=["outcome", "-created_at"], name="report_outcome_created")]

    def __str__(self) -> str:
        about = self.program.name if self.program else self.name
        return f"{self.get_kind_display()}: {about}"


class HostProposal(models.Model):
    """What a host's own office says of its program, by a link mailed to an address at the host's domain.

    ``facts`` maps a fact's name to [before, proposed] as ``Change.facts`` does; it is empty until the form
    behind the link is sent. ``submitted_at`` dates the host's word. ``email`` is cut to its domain once
    the proposal is decided.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="host_proposals")
    email = models.CharField("address at the host", max_length=254)
    state = models.CharField(
        max_length=20, choices=report_choices.ProposalState, default=report_choices.ProposalState.LINK_SENT
    )
    facts = models.JSONField(default=dict)
    note = models.TextField("in the host's words", max_length=LONGEST_TEXT, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(
        max_length=LONGEST_TEXT, blank=True, help_text="The host's office reads this on its private page."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HostProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "correction by a host"
        verbose_name_plural = "corrections by hosts"

    def __str__(self) -> str:
        return f"{self.program.name}, by {self.email}"

    @property
    def domain(self) -> str:
        """The part of the address that says at which host it is."""
        return self.email.rpartition("@")[2]
