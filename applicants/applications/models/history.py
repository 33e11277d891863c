"""What happened to an application: its moves, and the files that went with it."""

from django.db import models

from applicants.applications.models.application import Application
from applicants.applications.workflow import ApplicationStatus
from applicants.documents.models import DocumentVersion


class ApplicationMove(models.Model):
    """One move of an application: from where to where, on which day, with a note."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves")
    from_status = models.CharField(
        max_length=20, choices=ApplicationStatus, blank=True, help_text="Blank: its start."
    )
    to_status = models.CharField(max_length=20, choices=ApplicationStatus)
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "applicants_statuschange"
        ordering = ("happened_on", "id")

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} on {self.happened_on:%Y-%m-%d}"


class SentFile(models.Model):
    """A file that went with an application, as it was then: newer versions change nothing here.

    ``version`` is NULL when the applicant has deleted the file since; its name, kind and hash stay. ``kind``
    is the kind's code, ``label`` its words.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="sent_files")
    version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="sendings"
    )
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    sent_on = models.DateField()

    class Meta:
        ordering = ("sent_on", "id")
        constraints = [
            models.UniqueConstraint("application", "version", name="sentfile_once_per_application")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.name}"
