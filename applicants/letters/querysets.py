"""Questions about letters that read as sentences."""

import datetime
import uuid
from typing import Any, Self, cast

from django.apps import apps  # models import this module, so it gets them by name
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery

from applicants.documents.models import Document


class LetterQuerySet(QuerySet):
    """Questions about letters; they start at ``request.applicant.letters``."""

    def with_people(self) -> Self:
        """Load letters with writer, rotation and specialty; the rotation without its long texts."""
        return self.select_related("contact", "rotation", "specialty").defer("rotation__record")

    def for_agenda(self) -> Self:
        """Letters with all that their reminders need, in one query.

        A letter comes once for each step of its reminders that was moved or done, and once when none was:
        ``reminders.reminders_of`` puts them together. A join costs one query less than a prefetch.
        """
        days = self._parts("LetterMove").order_by("-happened_on", "-id").values("happened_on")[:1]
        return (
            self.select_related("contact", "specialty")
            .annotate(
                rotation_name=F("rotation__name"),
                rotation_status=F("rotation__status"),
                rotation_ends_on=F("rotation__ends_on"),
                last_move_on=Subquery(days),
                step_code=F("steps__code"),
                step_day=F("steps__day"),
                step_done_on=F("steps__done_on"),
            )
            .order_by("created_at", "id", "steps__id")
        )

    def for_list(self, now: datetime.datetime) -> Self:
        """Letters as ``for_agenda``, with moves, and whether a link lives and a question waits."""
        links = cast("LinkQuerySet", self._parts("LetterLink")).live(now)
        questions = self._parts("LetterQuestion").filter(answered_at__isnull=True)
        found = self.for_agenda().annotate(has_link=Exists(links), is_asked=Exists(questions))
        return found.prefetch_related("moves")

    def _parts(self, name: str) -> QuerySet:
        """The rows of a model that hang on the letter around this query."""
        return apps.get_model("applicants", name)._default_manager.filter(letter=OuterRef("pk"))

    def for_its_page(self) -> Self:
        """Load a letter with everything that its page shows; six queries beside its own."""
        return (
            self.with_people()
            .select_related("file")
            .prefetch_related("moves", "steps", "questions", "links", "shared__kind", "shared__versions")
        )

    def with_file(self) -> Self:
        """Load letters with the file that was handed over, and whose they are."""
        return self.select_related("file", "applicant", "contact")

    def with_id(self, pk: uuid.UUID) -> Any:
        """The letter with an id, None when there is none among these."""
        return self.filter(pk=pk).first()

    def to_change(self) -> Self:
        """Hold the rows of letters until the transaction ends, with whose they are."""
        return self.select_related("applicant__user").select_for_update(of=("self",))


class LinkQuerySet(QuerySet):
    """Questions about the links that writers get."""

    def not_ended(self) -> Self:
        """The links that nobody has ended, whatever the day."""
        return self.filter(ended_at__isnull=True)

    def live(self, now: datetime.datetime) -> Self:
        return self.not_ended().filter(expires_at__gt=now)

    def with_digest(self, digest: str) -> Any:
        """The link of a hashed token with its letter and packet; None when there is none."""
        packet = Prefetch("letter__shared", Document.objects.with_versions())
        found = self.filter(digest=digest).select_related(
            "letter__applicant__user", "letter__contact", "letter__rotation", "letter__specialty"
        )
        return found.defer("letter__rotation__record").prefetch_related(packet).first()


class LetterFileQuerySet(QuerySet):
    """Questions about handed-over letters."""

    def of_user(self, user: Any) -> Self:
        """Every letter that was handed over for an account."""
        return self.filter(letter__applicant__user=user)

    def readable(self) -> Self:
        """Leave out sealed letters: their applicant waived the right to read them."""
        return self.filter(is_sealed=False).select_related("letter__contact").order_by("handed_at", "id")

    def paths(self) -> set[str]:
        """Where the files of these are kept."""
        return set(self.values_list("path", flat=True))


class TargetQuerySet(QuerySet):
    """Questions about how many letters an applicant wants."""

    def of_season(self, match_year: int) -> Self:
        """The targets of one season with their specialties, the general one last."""
        found = self.filter(match_year=match_year).select_related("specialty")
        return found.order_by(F("specialty__name").asc(nulls_last=True))

    def for_specialty(self, match_year: int, specialty: Any) -> Self:
        """The target of one specialty in a season; None is General."""
        return self.filter(match_year=match_year, specialty=specialty)


class ResidencyProgramQuerySet(QuerySet):
    """Questions about the residency programs that an applicant applies to."""

    def of_season(self, match_year: int) -> Self:
        """The programs of one season with the letters they get. Two queries."""
        found = self.filter(match_year=match_year).select_related("specialty")
        return found.prefetch_related("assignments").order_by("name", "id")

    def count_of(self, match_year: int) -> int:
        return self.filter(match_year=match_year).count()

    def named(self, name: str, match_year: int) -> Self:
        """The programs of a season with a name, whatever its case."""
        return self.filter(name__iexact=name, match_year=match_year)
