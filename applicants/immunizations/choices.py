"""The immunization record's closed lists."""

from django.db.models import TextChoices


class EntryType(TextChoices):
    """What an entry of the record is."""

    DOSE = "dose", "Dose"
    TITER = "titer", "Titer"
    SKIN_TEST = "skin_test", "Skin test"
    BLOOD_TEST = "blood_test", "Blood test"
    X_RAY = "x_ray", "Chest X-ray"


class TiterResult(TextChoices):
    """What a test found."""

    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    EQUIVOCAL = "equivocal", "Equivocal"


class ImmunizationRule(TextChoices):
    """What completes a section of the form."""

    DOSES_OR_TITER = "doses_or_titer", "So many doses, or a positive titer, of each part"
    SERIES_THEN_TITER = "series_then_titer", "A series, then a positive titer; else a second series"
    BOOSTER = "booster", "The first part once, the second again after so many years"
    SEASON = "season", "A dose in the current season"
    TB = "tb", "Two skin tests or one blood test; an X-ray after a positive one"
    ASK = "ask", "No common rule: ask the host"


class Standing(TextChoices):
    """How a section of the record stands."""

    COMPLETE = "complete", "Complete"
    MISSING = "missing", "Something is missing"
    ASK = "ask", "Ask the host"
