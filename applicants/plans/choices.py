"""Closed lists of the plans."""

from django.db.models import TextChoices


class ComesBack(TextChoices):
    """Whether money comes back if the visa is refused. Blank, never a member: not stated."""

    YES = "yes", "Comes back"
    PARTLY = "partly", "Partly comes back"
    NO = "no", "Does not come back"


class StepState(TextChoices):
    """How far a step of the pathway is."""

    TO_DO = "to_do", "To do"
    DOING = "doing", "Started or planned"
    DONE = "done", "Done"
    NOT_MINE = "not_mine", "Not for me"
