"""What a letter's writer gets and gives: the link, their questions, the letter itself."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from applicants.documents.choices import Action
from applicants.documents.models import FileAccess
from applicants.documents.stored_paths import StoredPathField
from applicants.letters.models.letter import Letter
from applicants.letters.querysets import LetterFileQuerySet, LinkQuerySet

LINK_LIFE = datetime.timedelta(days=30)


def month_from_now() -> datetime.datetime:
    """When a link that is made now ends by itself."""
    return timezone.now() + LINK_LIFE


class LetterLink(models.Model):
    """The address that lets a writer, without an account, act on one letter. Only its hash is kept.

    It ends when the writer declines, says "uploaded" or hands the letter over, when the applicant ends it or
    makes another, and after 30 days. NULL ``ended_at``: it has not been ended.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=month_from_now)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="NULL: nobody has opened it.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(ended_at__isnull=True), name="letterlink_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Link of {self.created_at:%Y-%m-%d}"

    def is_live(self, now: datetime.datetime) -> bool:
        return self.ended_at is None and now < self.expires_at


class LetterQuestion(models.Model):
    """What a writer asked by link. NULL ``answered_at``: it waits for the applicant."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")

    def __str__(self) -> str:
        return f"Question {self.pk}"

    def mark_answered(self) -> None:
        """Note that it is answered; the first time counts."""
        self.answered_at = self.answered_at or timezone.now()
        self.save(update_fields=["answered_at"])


class LetterFile(models.Model):
    """The letter itself, as its writer handed it over by link: a PDF.

    ``is_sealed``: the right to read it was waived when it came; its applicant never gets at it. Its name is
    not kept: a file's name can tell what is in it.
    """

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="file")
    path = StoredPathField(max_length=100, unique=True, editable=False)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    is_sealed = models.BooleanField()
    handed_at = models.DateTimeField(default=timezone.now)

    objects = LetterFileQuerySet.as_manager()

    class Meta:
        # Given to nobody by default, to the Advisors neither.
        permissions = [("open_handed_letter", "Can open letters that writers handed over")]

    def __str__(self) -> str:
        return "Sealed letter" if self.is_sealed else "Letter"

    def access_of(self, by: Any, action: Action) -> FileAccess:
        """The note, not saved yet, that somebody did something with it; ``by`` None: the writer."""
        letter = self.letter
        return FileAccess(applicant_id=letter.applicant_id, name=letter.access_name, by=by, action=action)
