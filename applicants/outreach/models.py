"""Messages that an applicant sends themself: texts, the people written to, and how far each is."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from applicants.applications.models import Application
from applicants.applications.timeline import fault_of_day
from applicants.contacts.models import Contact
from applicants.editing import StaleError
from applicants.outreach import workflow
from applicants.outreach.choices import OutreachResult, OutreachStatus, Purpose
from applicants.outreach.querysets import (
    OutreachQuerySet,
    SampleQuerySet,
    SettingsQuerySet,
    TemplateQuerySet,
)
from applicants.outreach.wording import validate_words
from applicants.profile.models import Applicant
from programs.formatting import counted, day_words

DAILY_LIMIT = 10
HIGHEST_LIMIT = 50
LONGEST_SUBJECT, LONGEST_BODY = 200, 4000


# The columns that hold the days of the messages, in their order; any other step ends the outreach.
MESSAGE_DAYS = {
    OutreachStatus.SENT: "sent_on",
    OutreachStatus.FOLLOWED_UP_ONCE: "followed_up_on",
    OutreachStatus.FOLLOWED_UP_TWICE: "followed_up_again_on",
}


class OutreachSample(models.Model):
    """A text of our own wording, to copy and to make one's own; the same for everybody."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SUBJECT, validators=[validate_words])
    body = models.TextField(max_length=LONGEST_BODY, validators=[validate_words])
    order = models.PositiveSmallIntegerField(default=0)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class OutreachTemplate(models.Model):
    """A text of an applicant's own, with fields that are filled in for each person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="outreach_templates")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SUBJECT, validators=[validate_words])
    body = models.TextField(max_length=LONGEST_BODY, validators=[validate_words])
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:outreach_template_edit", args=[self.pk])


class OutreachSettings(models.Model):
    """How an applicant writes to people: how many new ones a day at most, and the name below a message."""

    applicant = models.OneToOneField(Applicant, models.CASCADE, related_name="outreach_settings")
    daily_limit = models.PositiveSmallIntegerField(
        default=DAILY_LIMIT, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_LIMIT)]
    )
    sign_as = models.CharField(max_length=120, blank=True)

    objects = SettingsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "outreach settings"

    def __str__(self) -> str:
        return f"{self.daily_limit} a day"

    def count_words(self, sent: int) -> str:
        return f"{sent} of {self.daily_limit} today"


class Outreach(models.Model):
    """Writing to one person, once: the message, two follow-ups at most, and what came of it.

    NULL days: it has not come to that. ``due_on`` is the day of the next thing to do, set with each step.
    ``template`` is the text that it began with, ``application`` what it led to; NULL: none, or deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="outreaches")
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="outreach")
    template = models.ForeignKey(
        OutreachTemplate, models.SET_NULL, null=True, blank=True, related_name="outreaches"
    )
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, blank=True, related_name="outreaches"
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(max_length=2 * LONGEST_BODY, blank=True)
    status = models.CharField(max_length=20, choices=OutreachStatus, default=OutreachStatus.DRAFTED)
    sent_on = models.DateField(null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    followed_up_again_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=OutreachResult, blank=True)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OutreachQuerySet.as_manager()

    class Meta:
        db_table = "applicants_approach"
        ordering = ("created_at", "id")
        verbose_name_plural = "outreaches"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OutreachStatus.values), name="approach_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("applicants:outreach_detail", args=[self.pk])

    @property
    def is_yes(self) -> bool:
        return self.outcome == OutreachResult.YES

    @property
    def today(self) -> datetime.date:
        return self.applicant.today

    @property
    def last_message_on(self) -> datetime.date | None:
        """The day of the last message; None before the first."""
        return self.followed_up_again_on or self.followed_up_on or self.sent_on

    @property
    def can_become_application(self) -> bool:
        """Whether they said yes and no application has come of it yet."""
        return self.is_yes and self.application is None

    @property
    def next_steps(self) -> list[OutreachStatus]:
        return workflow.next_steps(self.status, is_sent=self.sent_on is not None)

    def check_move(self, step: str, on: datetime.date, outcome: str = "") -> None:
        """Raise ValidationError, field by field, unless ``move_to`` would take this step, the limit apart."""
        if step not in self.next_steps:
            words = f"After “{self.get_status_display()}” this step is not possible."
            raise ValidationError({"status": words})
        if fault := fault_of_day(on, today=self.today, not_before=self.last_message_on):
            raise ValidationError({"on": fault})
        if step == OutreachStatus.REPLIED and outcome not in OutreachResult.values:
            raise ValidationError({"outcome": "What did they answer?"})

    def check_limit(self, on: datetime.date) -> None:
        """Hold the row of the applicant's settings; raise ValidationError when the day's limit is reached."""
        limit = OutreachSettings.objects.held(self.applicant).daily_limit
        sent = Outreach.objects.filter(applicant=self.applicant_id).sent_on(on).count()
        if sent >= limit:
            words = f"You have marked {sent} of {counted(limit, 'new message')} as sent on {day_words(on)}."
            raise ValidationError({"on": f"{words} Write the next one tomorrow, or raise your daily limit."})

    @transaction.atomic
    def move_to(self, step: str, *, on: datetime.date, outcome: str = "", note: str = "") -> None:
        """Take the next step on a day: the only way in which outreach goes on.

        It sets the status, the step's day, the day on which the next thing is due, and for an answer its
        outcome and note. A first message counts toward the day's limit, in this transaction, so that two at
        once cannot pass it. Raise ValidationError by field when refused, StaleError when the outreach has
        taken another step since it was read.
        """
        if step == OutreachStatus.SENT:
            self.check_limit(on)
        self.check_move(step, on, outcome)
        before = self.status
        values: dict[str, Any] = {"status": step, self.day_field(step): on}
        if step in workflow.ENDS:
            values |= {"outcome": outcome if step == OutreachStatus.REPLIED else "", "note": note}
        self.keep(before, values)

    def take_back(self) -> OutreachStatus:
        """Take the last step back and return the status before it; raise ValidationError for a draft."""
        last = OutreachStatus(self.status)
        if last == OutreachStatus.DRAFTED:
            raise ValidationError("There is no step to take back.")
        values: dict[str, Any] = {self.day_field(last): None, "outcome": "", "note": ""}
        passed = [
            step for step, name in MESSAGE_DAYS.items() if getattr(self, name) is not None and step != last
        ]
        values["status"] = passed[-1] if passed else OutreachStatus.DRAFTED
        self.keep(last, values)
        return OutreachStatus(self.status)

    @staticmethod
    def day_field(step: str) -> str:
        return MESSAGE_DAYS.get(OutreachStatus(step), "ended_on")

    def keep(self, before: str, values: dict[str, Any]) -> None:
        """Save new values with the day that is due then; raise StaleError unless the status was stored."""
        for name, value in values.items():
            setattr(self, name, value)
        self.due_on = workflow.due_on(self.status, self.sent_on, self.last_message_on)
        stored = Outreach.objects.filter(pk=self.pk, status=before)
        if not stored.update(**values, due_on=self.due_on):
            raise StaleError
