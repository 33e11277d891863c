"""Closed lists of the alerts."""

from django.db.models import TextChoices


class AlertKind(TextChoices):
    """What an alert is about."""

    CHANGED = "changed", "Changed"
    MATCHES = "matches", "New match"
    LEFT = "left", "Left the catalog"
    BACK = "back", "Back in the catalog"
