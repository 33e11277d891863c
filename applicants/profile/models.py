"""Who has an account, and what an applicant says of themselves."""

import datetime
import secrets
import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from applicants.profile import choices
from applicants.profile.querysets import (
    AnswerQuerySet,
    ApplicantQuerySet,
    RateCountQuerySet,
    UserQuerySet,
)
from applicants.profile.timezones import local_date
from programs.choices import Audience, Month
from programs.models import Host, Specialty
from programs.models.fields import CodesField
from programs.us_states import USState


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # a base made in place
    """Creates users by email address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Raise ValueError if there is no email address."""
        if not email:
            message = "A user needs an email address."
            raise ValueError(message)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who may do everything in the admin."""
        return self.create_user(email, password, **fields | {"is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str) -> "User":
        """Find a user for log-in, whatever the case of the address."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account: applicant, advisor or superuser. The email address is the log-in."""

    username = None  # type: ignore[assignment] # Django's way to leave out an inherited field
    first_name = None  # type: ignore[assignment] # the same
    last_name = None  # type: ignore[assignment] # the same
    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=150, blank=True, help_text="As it should be shown to advisors.")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    seen_at: datetime.datetime  # known to rows of ``away_since`` alone

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name shown in the admin (Django's own name for it)."""
        return str(self)

    def get_short_name(self) -> str:
        """The name shown in the admin's header (Django's own name for it)."""
        return str(self)


def new_calendar_secret() -> str:
    """The unguessable part of a private calendar's address."""
    return secrets.token_urlsafe(32)


def every_weekday() -> list[int]:
    return list(choices.Weekday.values)


class Applicant(models.Model):
    """An IMG with an account. Everything is optional: blank, NULL and [] mean "not said yet"."""

    user = models.OneToOneField(User, models.CASCADE, related_name="applicant")

    stage = models.CharField(max_length=30, blank=True, choices=Audience)
    school_name = models.CharField(max_length=200, blank=True)
    school_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code.")
    graduated_on = models.DateField(null=True, blank=True, help_text="Past, or expected.")
    born_on = models.DateField(null=True, blank=True)

    ecfmg_status = models.CharField(max_length=20, blank=True, choices=choices.ECFMGStatus)
    ecfmg_pathway = models.PositiveSmallIntegerField(null=True, blank=True, choices=choices.ECFMGPathway)

    citizenships = CodesField(help_text="ISO 3166 codes.")
    is_us_permanent_resident = models.BooleanField(null=True, blank=True)
    visa_held = models.CharField(max_length=10, blank=True, choices=choices.VisaHeld)
    visa_expires_on = models.DateField(null=True, blank=True)

    seeks_residency = models.BooleanField(null=True, blank=True)
    match_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(2020), MaxValueValidator(2100)],
        help_text="Year in which residency starts, as seasons are named.",
    )
    specialties = models.ManyToManyField(Specialty, blank=True, related_name="+")
    preferred_states = CodesField(USState.choices)
    budget_usd = models.PositiveIntegerField(null=True, blank=True, help_text="US dollars for four weeks.")
    available_months = CodesField([(number, label) for number, label in enumerate(Month.labels, start=1)])
    partner_hosts = models.ManyToManyField(
        Host, blank=True, related_name="+", help_text="US hosts that the home school has an agreement with."
    )

    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA name.")
    has_digest = models.BooleanField(default=True)
    digest_hour = models.PositiveSmallIntegerField(
        default=7, validators=[MaxValueValidator(23)], help_text="Hour of the applicant's own day."
    )
    digest_days = CodesField(
        [(day.value, day.label) for day in choices.Weekday], default=every_weekday, help_text="0 is Monday."
    )
    digested_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The applicant's own day of the last digest."
    )
    alert_mail = models.CharField(
        max_length=10,
        choices=choices.AlertMail,
        default=choices.AlertMail.DIGEST,
        db_default=choices.AlertMail.DIGEST,
    )
    no_reply_days = models.PositiveSmallIntegerField(
        default=21, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    calendar_secret = models.CharField(
        max_length=64, unique=True, default=new_calendar_secret, editable=False
    )

    objects = ApplicantQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)

    @property
    def today(self) -> datetime.date:
        return local_date(self.time_zone, timezone.now())

    def id_for(self, token: uuid.UUID) -> uuid.UUID:
        """The id of what a form's token makes: the same for the same form of the same applicant."""
        return uuid.uuid5(token, str(self.pk))

    def renew_calendar_secret(self) -> None:
        """Give the private calendar a new address; the old one is dead at once."""
        self.calendar_secret = new_calendar_secret()
        self.save(update_fields=["calendar_secret"])


class Exam(models.Model):
    """One exam of an applicant. NULL date, score, attempts: not said."""

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="exams")
    kind = models.CharField(max_length=20, choices=choices.ExamKind)
    status = models.CharField(max_length=20, choices=choices.ExamStatus)
    taken_on = models.DateField(null=True, blank=True, help_text="Taken, or scheduled for.")
    score = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("applicant", "kind", name="exam_once_each")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()}"


class Answer(models.Model):
    """Yes or no to "do you have it, or can you get it in time?"; no row: not said.

    ``code`` is a requirement's code, an access code (``vslo_school``, ``faculty_sponsor`` …) or one of
    ``profile.questions``.
    """

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=60)
    is_yes = models.BooleanField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [models.UniqueConstraint("applicant", "code", name="answer_once_each")]

    def __str__(self) -> str:
        return f"{self.code}: {'yes' if self.is_yes else 'no'}"


class RateCount(models.Model):
    """How often an applicant, or whoever has a letter's link, did something since a moment.

    ``key`` names the limit (``rate_limits``), with the link's id where it is one of a link.
    """

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    window_start = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    objects = RateCountQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint("applicant", "key", "window_start", name="ratecount_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.key}"
