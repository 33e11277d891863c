"""The applications' closed lists beside their statuses."""

from django.db.models import TextChoices


class DocumentState(TextChoices):
    """How far one document of a checklist is."""

    TO_GET = "to_get", "To get"
    HAVE = "have", "Have"
    NOT_NEEDED = "not_needed", "Not needed"
