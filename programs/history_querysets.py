"""What was changed, merged and imported: questions that read as sentences."""

from typing import Self

from django.db.models import QuerySet


class ChangeQuerySet(QuerySet):
    """Questions about recorded changes."""

    def with_authors(self) -> Self:
        return self.select_related("by")

    def with_programs(self) -> Self:
        return self.select_related("program")


class MergeQuerySet(QuerySet):
    """Questions about programs that took over from duplicates."""

    def standing(self) -> Self:
        """Those that nobody has undone, with both programs."""
        return self.filter(undone_at__isnull=True).select_related("kept", "removed", "by")

    def with_changes(self) -> Self:
        return self.select_related("change")


class CatalogImportQuerySet(QuerySet):
    """Questions about curators' files of programs."""

    def for_list(self) -> Self:
        """Newest first with who imported them, without the sheets: each may have megabytes."""
        return self.select_related("by").defer("sheet")

    def in_status(self, *statuses: str) -> Self:
        return self.filter(status__in=statuses)
