"""Questions about documents that read as sentences."""

from typing import Any, Self

from django.db.models import Count, QuerySet, Sum


class DocumentKindQuerySet(QuerySet):
    """Questions about the kinds of documents."""

    def by_code(self) -> dict[str, Any]:
        """Every kind by its code, in the order in which pages list them. One query."""
        return self.select_related("requirement").in_bulk(field_name="code")

    def without_requirement(self) -> Self:
        """The kinds that no requirement of the catalog stands for."""
        return self.filter(requirement=None)


class DocumentQuerySet(QuerySet):
    """Questions about documents; they start at ``request.applicant.documents``."""

    def with_versions(self) -> Self:
        """Load documents with their kind and versions, the newest version first; one query more."""
        return self.select_related("kind__requirement").prefetch_related("versions")

    def with_kinds(self) -> Self:
        """Load documents with their kind."""
        return self.select_related("kind__requirement")

    def with_sendings(self) -> Self:
        """Load documents as ``with_versions``, and which version went with which application; two more."""
        return self.with_versions().prefetch_related("versions__sendings__application")

    def without_versions(self) -> Self:
        """Documents that have no file any more."""
        return self.filter(versions__isnull=True)

    def with_id(self, pk: Any) -> Any:
        """The document with an id, None when there is none among these."""
        return self.filter(pk=pk).first()


class VersionQuerySet(QuerySet):
    """Questions about the files behind documents."""

    def of_applicant(self, applicant: Any) -> Self:
        return self.filter(document__applicant=applicant)

    def of_user(self, user: Any) -> Self:
        return self.filter(document__applicant__user=user)

    def with_kinds(self) -> Self:
        """Load versions with their documents and kinds, of each document the newest first."""
        return self.select_related("document__kind__requirement").order_by("-uploaded_at", "id")

    def for_export(self) -> Self:
        """Load versions with their documents and kinds, in the order they came."""
        return self.select_related("document__kind__requirement").order_by("uploaded_at", "id")

    def file_count_and_bytes(self) -> tuple[int, int]:
        found = self.aggregate(files=Count("pk"), size=Sum("size", default=0))
        return found["files"], found["size"]

    def with_id(self, pk: Any) -> Any:
        """The version with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def paths(self) -> set[str]:
        """Where the files of these are kept."""
        return set(self.values_list("path", flat=True))


class FileAccessQuerySet(QuerySet):
    """Questions about who did what with files."""

    def newest(self, count: int = 50) -> Self:
        return self.select_related("by")[:count]
