"""Closed lists of the documents package."""

from django.db.models import TextChoices


class Action(TextChoices):
    """What somebody did with a file."""

    UPLOADED = "uploaded", "Uploaded"
    DOWNLOADED = "downloaded", "Downloaded"
    SHARED = "shared", "Downloaded by a letter writer"
    EXPORTED = "exported", "Downloaded with all data"
    PACKED = "packed", "Downloaded in a pack"
    DELETED = "deleted", "Deleted"


class Readiness(TextChoices):
    """How a document stands against the days of a rotation."""

    READY = "ready", "Ready"
    EXPIRES_DURING = "expires_during", "Expires during the rotation"
    EXPIRED_BEFORE = "expired_before", "Expires before the rotation"
    MISSING = "missing", "Missing"
    NOT_REQUIRED = "not_required", "Not needed"
    UNKNOWN = "unknown", "Cannot tell yet"


# A document that is there but does not last until the rotation is over.
ENDING = (Readiness.EXPIRES_DURING, Readiness.EXPIRED_BEFORE)
