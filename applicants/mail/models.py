"""The outbox: every mail is a row first, written in the transaction that gives the reason for it.

Beside it, how the jobs of the loop that sends it went.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from applicants.mail.querysets import MailQuerySet


class Mail(models.Model):
    """One mail to one address, waiting or sent.

    ``leased_until``: a sender works on it until then; after that another may take it over. The text
    is emptied once it is sent, so that nothing private stays. ``key`` makes a reason send only once.
    """

    to = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    subject = models.CharField(max_length=200)
    text = models.TextField()
    headers = models.JSONField(default=dict)
    key = models.CharField(  # noqa: DJ001 - NULLs do not clash under the unique constraint, blanks would
        max_length=120, unique=True, null=True, help_text="NULL: may be sent again."
    )
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        indexes = [models.Index(fields=["sent_at", "due_at"], name="mail_sent_due")]

    def __str__(self) -> str:
        return f"Mail {self.pk}"


class JobRound(models.Model):
    """How the last round of one job of the mail loop ended; nobody owns it.

    ``finished_at``: when a round last went through; NULL: none has yet. ``error``: the name of what ended
    the latest round, blank when it went through.
    """

    name = models.CharField(max_length=20, unique=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
