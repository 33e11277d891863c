"""What sources say to IMGs of one specialty, and the societies that may help."""

from django.db import models

from applicants.guides import choices
from applicants.guides.models.sourced import Sourced
from applicants.guides.querysets import SocietyQuerySet, SpecialtyAdviceQuerySet
from programs.models.fields import validate_web_url
from programs.us_states import USState


class SpecialtyAdvice(Sourced):
    """One thing that one source says of applying in a specialty.

    ``specialty`` is a name of the catalog; blank: every specialty. ``host``: the one residency program whose
    own rule it is, never the rule of the specialty. The rest is as the source has it; blank: not stated.
    """

    code = models.SlugField(max_length=60, unique=True)
    specialty = models.CharField(max_length=120, blank=True, db_index=True)
    kind = models.CharField(max_length=10, choices=choices.SpecialtyAdviceKind)
    host = models.CharField(max_length=200, blank=True)
    says = models.TextField(max_length=600)
    what_counts = models.CharField(max_length=200, blank=True, help_text="Which experience counts.")
    weeks = models.CharField(max_length=120, blank=True)
    letters = models.CharField(max_length=120, blank=True)
    recency = models.CharField(max_length=120, blank=True, help_text="How long ago graduation may be.")
    exams = models.CharField(max_length=120, blank=True)
    visa = models.CharField(max_length=120, blank=True)

    objects = SpecialtyAdviceQuerySet.as_manager()

    class Meta:
        ordering = ("specialty", "id")
        verbose_name_plural = "specialty advice"

    def __str__(self) -> str:
        return f"{self.specialty or 'Every specialty'}: {self.says[:60]}"

    @property
    def details(self) -> list[tuple[str, str]]:
        """What the source states of each point: label and words."""
        names = ("what_counts", "weeks", "letters", "recency", "exams", "visa")
        labels = ("What counts", "Weeks", "Letters", "Years since graduation", "Exams", "Visa")
        return [
            (label, words)
            for name, label in zip(names, labels, strict=True)
            if (words := getattr(self, name))
        ]


class Society(Sourced):
    """A society, mentor program or help program. Texts are as the source has them; blank: not stated.

    ``is_link_checked``: the address stood on a page that was read.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=choices.SocietyKind)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=2, choices=USState, blank=True)
    specialty = models.CharField(max_length=120, blank=True, db_index=True)
    link = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    is_link_checked = models.BooleanField(default=False)
    for_imgs = models.CharField(max_length=300, blank=True, help_text="What it says to or of IMGs.")
    good_for = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=300, blank=True)
    closed_to = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=200, blank=True)
    mentors = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = SocietyQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "state", "name", "id")
        verbose_name_plural = "societies"

    def __str__(self) -> str:
        return self.name
