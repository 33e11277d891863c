"""What an applicant keeps of a rotation: the facts of its first day, what is done, and a private journal."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from applicants.applications.models import Application
from applicants.guides.choices import Competency, SkillLevel
from applicants.guides.models import RotationTip, Skill
from applicants.profile.encryption import EncryptedTextField
from applicants.rotations.querysets import JournalQuerySet, LogQuerySet, TipCheckQuerySet


class FirstDay(models.Model):
    """Where, when and how a rotation begins, as the host says it. Blank: not known yet.

    A rotation is an application whose place is accepted. NULL ``confirmed_on``: the host has not confirmed.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="first_day")
    when = models.CharField(max_length=120, blank=True)
    where = models.CharField(max_length=200, blank=True)
    whom = models.CharField(max_length=200, blank=True)
    dress = models.CharField(max_length=200, blank=True)
    badge = models.CharField(max_length=200, blank=True)
    record_access = models.CharField(max_length=200, blank=True)
    interpreters = models.CharField(max_length=200, blank=True)
    limits = models.TextField(max_length=1000, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"First day of {self.application}"

    @classmethod
    def of(cls, application: Application) -> Self | None:
        """What is known of an application's first day; None: nothing yet. One query."""
        return cls.objects.filter(application=application).first()


class TipCheck(models.Model):
    """That something of the shipped lists is done for a rotation."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="tip_checks")
    tip = models.ForeignKey(RotationTip, models.CASCADE, related_name="+")
    done_on = models.DateField()

    objects = TipCheckQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("application", "tip", name="tipcheck_once_each")]

    def __str__(self) -> str:
        return f"{self.tip} done on {self.done_on}"


class JournalEntry(models.Model):
    """What happened on one day of a rotation, private always and without anything of a patient's identity.

    The text is encrypted in the database. ``not_a_patient``: the words, one a line, that looked like an
    identity and that the applicant marked as nobody's. NULL ``hours``: not said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="journal")
    day = models.DateField()
    hours = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(24)],
    )
    text = EncryptedTextField(max_length=10_000)
    not_a_patient = EncryptedTextField(max_length=10_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-created_at")
        verbose_name_plural = "journal entries"
        indexes = [models.Index(fields=["application", "-day"], name="journal_application_day")]

    def __str__(self) -> str:
        return f"Journal of {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("applicants:journal_edit", args=[self.application_id, self.pk])


class SkillLine(models.Model):
    """What was learned on a day of a rotation, and how: observed, assisted, or performed.

    ``name`` and ``competencies`` are the skill's as they were on that day, or the applicant's own. NULL
    ``skill``: typed by the applicant. ``note`` is encrypted and without anything of a patient's identity.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="log")
    day = models.DateField()
    skill = models.ForeignKey(Skill, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=SkillLevel)
    count = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    competencies = models.JSONField(default=list, blank=True)
    note = EncryptedTextField(max_length=2_000, blank=True)
    not_a_patient = EncryptedTextField(max_length=10_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-created_at")
        verbose_name_plural = "lines of the log"
        indexes = [models.Index(fields=["application", "-day"], name="log_application_day")]

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("applicants:log_edit", args=[self.application_id, self.pk])

    @property
    def competency_words(self) -> str:
        """The labels of its competencies; blank for none."""
        return ", ".join(str(Competency(code).label) for code in self.competencies)
