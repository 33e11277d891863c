"""A curator's import of programs: the sheet, what its columns mean, and what became of each row."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone

from programs.history_querysets import CatalogImportQuerySet
from programs.models.history import Change


class ImportStatus(models.TextChoices):
    """How far a curator's import of programs has come."""

    UPLOADED = "uploaded", "Columns not mapped yet"
    PREVIEWED = "previewed", "Not applied yet"
    APPLIED = "applied", "Imported"
    UNDONE = "undone", "Undone"


class CatalogImport(models.Model):
    """One file of programs of the catalog, from its upload to its undoing.

    ``by`` is NULL for a command. ``sheet`` holds the header and the rows, each after its number in the file,
    until the import is applied; records of a JSON Lines file have no header. ``mapping`` is the column that
    each header was taken for, "" for those left out. ``counts`` are rows by result. ``newest_before``: the
    last host and provider before it, by key; what came later and is used no more goes when it is undone.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    status = models.CharField(max_length=20, choices=ImportStatus, default=ImportStatus.UPLOADED)
    overwrites = models.BooleanField(default=False)
    header = models.JSONField(default=list)
    sheet = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    newest_before = models.JSONField(default=dict)

    objects = CatalogImportQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.file_name}, {self.at:%Y-%m-%d %H:%M}"

    def rows_shown(self, most: int) -> list["CatalogImportRow"]:
        """The rows that a page has room for: refused ones first, then what changes, then the rest."""
        order = models.Case(
            models.When(result="refused", then=0),
            models.When(result="updated", then=1),
            models.When(result="created", then=1),
            default=2,
        )
        return list(self.rows.order_by(order, "number")[:most])

    def rows_hidden(self, most: int, results: Iterable[str]) -> models.QuerySet["CatalogImportRow"]:
        """The rows of these results that a page has no room for."""
        shown = [row.pk for row in self.rows_shown(most)]
        return self.rows.filter(result__in=results).exclude(pk__in=shown)

    @property
    def written(self) -> int:
        return int(self.counts.get("new", 0)) + int(self.counts.get("changed", 0))


class CatalogImportRow(models.Model):
    """One row of a file: what it changes or changed, or why it was refused.

    ``before`` and ``after`` are the program's records, {} where there is none. ``alike`` are the addresses of
    programs that it may be a duplicate of, or "row 7" for one of the same file. ``curated_before``: when a
    person had last edited the program. ``change`` is the act in the program's history.
    """

    catalog_import = models.ForeignKey(CatalogImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    slug = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=20)
    messages = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    alike = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    curated_before = models.DateTimeField(null=True)
    change = models.ForeignKey(Change, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=["catalog_import", "result", "number"], name="import_row_result")]

    def __str__(self) -> str:
        return f"{self.number}: {self.result}"


class ColumnMeaning(models.Model):
    """What a curator last took a column's name for, so that the next sheet is mapped by itself.

    ``name`` is the header in small letters; a blank ``column`` leaves it out.
    """

    name = models.CharField(max_length=100, unique=True)
    column = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.column}"
