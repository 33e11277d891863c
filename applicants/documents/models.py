"""What an applicant keeps on file: documents with their versions, and who opened them."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from applicants.documents.choices import Action
from applicants.documents.querysets import (
    DocumentKindQuerySet,
    DocumentQuerySet,
    FileAccessQuerySet,
    VersionQuerySet,
)
from applicants.documents.stored_paths import StoredPathField
from applicants.documents.validity import DatedDocument, ValidityRule
from applicants.profile.models import Applicant
from programs import formatting

# Their doses and tests are kept one by one in the immunization record.
KEPT_BY_DOSE = ("immunizations", "tb_test")
# They carry the day on which they expire, or their issuer says it.
EXPIRY_PRINTED = (
    *("passport", "photo_id", "visa_proof", "medical_license_home_country"),
    *("health_insurance", "malpractice_insurance"),
)
NO_COMMON_RULE = "We know of no common rule. Ask the host."


class DocumentKind(models.Model):
    """A kind of document: what it is, who issues it, and how to renew it.

    How long it is good is said by ``requirement``, the catalog's entry with the same code; NULL for what no
    program asks for, of which there is no common rule.
    """

    code = models.SlugField(max_length=60, unique=True)
    requirement = models.OneToOneField(
        "programs.Requirement", models.PROTECT, null=True, blank=True, related_name="document_kind"
    )
    label = models.CharField(max_length=120)
    what_it_is = models.CharField(max_length=500)
    issued_by = models.CharField(max_length=200, blank=True)
    renewal = models.CharField(
        max_length=40, default="get a new one", help_text='What to do before it expires: "retest".'
    )
    is_sensitive = models.BooleanField(default=False, help_text="Carries personal or health data.")
    order = models.PositiveSmallIntegerField(default=0)

    objects = DocumentKindQuerySet.as_manager()

    class Meta:
        ordering = ("order", "label")

    def __str__(self) -> str:
        return self.label

    @property
    def never_expires(self) -> bool:
        return self.requirement is not None and self.requirement.never_expires

    @property
    def validity_days(self) -> int | None:
        """For how many days from its date one is good; None when it does not expire or nobody says."""
        return self.requirement.validity_days if self.requirement else None

    @property
    def is_kept_by_dose(self) -> bool:
        """Whether the immunization record holds what the document says."""
        return self.code in KEPT_BY_DOSE

    def missing_date(self, issued_on: datetime.date | None, expires_on: datetime.date | None) -> str:
        """The name of the date without which nobody can tell until when one is good; blank: none."""
        if expires_on or self.never_expires:
            return ""
        if self.validity_days is not None:
            return "" if issued_on else "issued_on"
        return "expires_on" if self.code in EXPIRY_PRINTED else ""

    @property
    def validity_text(self) -> str:
        """How long one is good, in words."""
        return (self.requirement and self.requirement.validity_text) or NO_COMMON_RULE

    @property
    def as_of_words(self) -> str:
        """When we read the rule, in words; blank when nobody noted it."""
        return formatting.partial_date_words(self.requirement.as_of if self.requirement else "") or ""

    def rule(self, program_days: int | None = None) -> ValidityRule:
        """How long one is good; ``program_days`` is a program's own rule, None when it has none."""
        return ValidityRule(
            self.label, self.renewal, self.validity_days, program_days, has_expiry=not self.never_expires
        )


class Document(models.Model):
    """One document of an applicant's, such as the TB test; its newest version is the one to send."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="documents")
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name or self.kind.label

    def get_absolute_url(self) -> str:
        return reverse("applicants:document_detail", args=[self.pk])

    @property
    def current(self) -> "DocumentVersion | None":
        """The newest version; None without one. Costs a query unless versions are prefetched."""
        return next(iter(self.versions.all()), None)

    @transaction.atomic
    def amend(self, name: str, facts: dict[str, Any]) -> None:
        """Save the document's name, and dates and note of its newest version."""
        self.name = name
        self.save(update_fields=["name"])
        if self.current is not None:
            DocumentVersion.objects.filter(pk=self.current.pk).update(**facts)


class DocumentVersion(models.Model):
    """One file of a document, as it was uploaded. NULL dates: not said.

    ``path`` is where the private storage keeps it. ``expires_on`` is the last day on which it counts, as
    printed on the document or told by its issuer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    path = StoredPathField(max_length=100, unique=True, editable=False)
    original_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(issued_on__lte=F("expires_on")),
                name="documentversion_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def dated(self) -> DatedDocument:
        """What readiness is judged on."""
        return DatedDocument(self.issued_on, self.expires_on)


class FileAccess(models.Model):
    """One thing that somebody did with a file; the applicant can read it.

    It stays when the file is gone: then document and version are NULL and ``name`` says which it was.
    ``by`` is NULL when that account is gone.
    """

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="file_accesses")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="accesses")
    version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="accesses"
    )
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=20, choices=Action)
    at = models.DateTimeField(default=timezone.now)

    objects = FileAccessQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        verbose_name_plural = "file accesses"

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.name}"


def access_of(version: DocumentVersion, by: Any, action: Action) -> FileAccess:
    """The note, not saved yet, that somebody did something with a file."""
    document = version.document
    return FileAccess(
        applicant_id=document.applicant_id,
        document=document,
        version=version,
        name=version.original_name,
        by=by,
        action=action,
    )
