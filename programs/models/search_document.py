"""What the list page reads: one narrow row for the index and one rendered card per program."""

from django.db import models
from django.db.models import F

from programs.models.program import Program


class SearchDocument(models.Model):
    """A published program as the search index needs it; written by ``curation.publishing`` alone."""

    program = models.OneToOneField(Program, models.CASCADE, primary_key=True, related_name="search_document")
    title = models.CharField(max_length=300)
    terms = models.TextField(help_text="Facet terms, separated by line feeds.")
    names = models.TextField(help_text="Words of its names: program, host, place, specialties.")
    words = models.TextField(help_text="All its other words.")
    price = models.PositiveIntegerField(null=True, help_text="Lowest four-week price, US dollars.")
    weeks_min = models.PositiveIntegerField(null=True, help_text="Hundredths of a week.")
    weeks_max = models.PositiveIntegerField(null=True, help_text="Hundredths of a week.")
    lead = models.PositiveIntegerField(null=True, help_text="Hundredths of a week.")
    graduated = models.PositiveIntegerField(
        null=True, help_text="Most years since graduation, in hundredths."
    )
    fresh_on = models.DateField(null=True)
    closes = models.TextField(blank=True, help_text="Closing dates, separated by spaces.")
    stated = models.PositiveSmallIntegerField(help_text="How many facts it states.")

    class Meta:
        db_table = "programs_entry"

    def __str__(self) -> str:
        return self.title


class Card(models.Model):
    """A program's card, rendered when the program changes; ``publishing.reindexing`` renders all anew."""

    program = models.OneToOneField(Program, models.CASCADE, primary_key=True, related_name="card")
    html = models.TextField()
    good_until = models.DateField(null=True, help_text="Last day on which it is right. NULL: always.")

    def __str__(self) -> str:
        return f"Card of {self.program_id}"


class CatalogVersion(models.Model):
    """The one row whose number moves on with every change, in the transaction that makes it.

    Its row lock puts the writers in a line, so a reader who saw number n has seen all before it.
    """

    number = models.PositiveBigIntegerField(default=0)
    rebuild_after = models.PositiveBigIntegerField(
        default=0, help_text="Indexes built before this number are built anew, not patched."
    )

    words_changed_in = models.PositiveBigIntegerField(
        default=0, help_text="When a specialty, a requirement or state law last changed its words."
    )
    derived_with = models.CharField(
        max_length=64, blank=True, help_text="Version of the rules behind derived rows."
    )
    release = models.CharField(
        max_length=64,
        blank=True,
        db_default="",
        default="",
        help_text="Digest of the last shipped files.",
    )

    class Meta:
        db_table = "programs_catalogueversion"  # so that the previous release still finds it

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def advance(cls, *, rebuild: bool = False, words: bool = False) -> int:
        """Move on to the next number and return it. Call it first in the transaction.

        The row stays locked until the commit, so that changes become visible in the order of their numbers.
        Otherwise a worker that has seen number 8 would never take in a change 7 that was committed later.

        ``rebuild``: indexes are to be built anew. ``words``: words that pages look up have changed.
        """
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(number=F("number") + 1)
        if rebuild:
            cls.objects.filter(pk=1).update(rebuild_after=F("number"))
        if words:
            cls.objects.filter(pk=1).update(words_changed_in=F("number"))
        return cls.objects.get(pk=1).number
