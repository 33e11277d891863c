"""Closed lists of the plans."""

from django.db.models import TextChoices


class ComesBack(TextChoices):
    """Whether money comes back if the visa is refused. Blank, never a member: not stated."""

    YES = "yes", "Comes back"
    PARTLY = "partly", "Partly comes back"
    NO = "no", "Does not come back"
