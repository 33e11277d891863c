"""Questions about the review queue: what is next, who has it, and what was answered."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.apps import apps  # models import this module, so it gets them by name
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from programs.choices import LinkOutcome, Publication

CLAIM = datetime.timedelta(minutes=30)
# How many of the first free programs a curator tries to get before the queue counts as empty.
TRIES = 50
TROUBLE = (LinkOutcome.MOVED, LinkOutcome.GONE, LinkOutcome.HOME_PAGE, LinkOutcome.CHANGED)
CHUNK = 500
# The index ``review_order``; "program" would mean the order of programs, by name, and need all of them.
ORDER = ("-people", "-reports", "-flags", "-links", "oldest", "program_id")


class ReviewQuerySet(QuerySet):
    """Questions about places in the queue."""

    def due(self, today: datetime.date) -> Self:
        return self.filter(due_on__lte=today)

    def first_ones(self, today: datetime.date) -> Self:
        """The due ones in the order in which they are handed out."""
        # Said the other way round than in ``due``, so that SQLite takes the index of the order: it would take
        # that of the day, and sort nearly all programs to give out one.
        return self.exclude(due_on__gt=today).order_by(*ORDER)

    def free_for(self, user: Any, now: datetime.datetime) -> Self:
        """Leave out what another curator is checking just now."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | Q(claimed_by=user))

    def of_program(self, program_id: int) -> Self:
        return self.filter(program=program_id)

    def without_program(self, program_id: int) -> Self:
        return self.exclude(program=program_id)

    def claim(self, user: Any, now: datetime.datetime) -> bool:
        """Give one program to a curator unless somebody else has it. One conditional UPDATE: it is atomic."""
        return self.free_for(user, now).update(claimed_by=user, claimed_until=now + CLAIM) == 1

    def claim_next(self, user: Any, now: datetime.datetime, today: datetime.date) -> int | None:
        """Give a curator the first due program that nobody has, and return its id; None when all are done."""
        free = self.first_ones(today).free_for(user, now).values_list("program", flat=True)
        for program_id in free[:TRIES]:
            if self.of_program(program_id).due(today).claim(user, now):
                return program_id
        return None

    def release(self, user: Any) -> int:
        """Give back what a curator has."""
        return self.filter(claimed_by=user).update(claimed_by=None, claimed_until=None)

    def counts(self, today: datetime.date) -> tuple[int, int]:
        """How many programs are due, and how many of them have a fact without a date; one query."""
        undated = Count("pk", filter=Q(oldest=datetime.date.min))
        found = self.due(today).aggregate(due=Count("pk"), undated=undated)
        return found["due"], found["undated"]

    def overview(self, today: datetime.date, fresh_since: datetime.date) -> dict[str, int]:
        """How many programs are published, due, undated, stale and in trouble; one query."""
        is_undated = Q(oldest=datetime.date.min)
        return self.aggregate(
            published=Count("pk"),
            due=Count("pk", filter=Q(due_on__lte=today)),
            undated=Count("pk", filter=is_undated),
            stale=Count("pk", filter=Q(oldest__lt=fresh_since) & ~is_undated),
            in_trouble=Count("pk", filter=Q(links__gt=0)),
        )

    def next_for(self, user: Any, now: datetime.datetime, today: datetime.date) -> Any:
        """The place that a curator would be given now, with its program; None when all are done."""
        free = self.first_ones(today).free_for(user, now)
        return free.with_programs().first()

    def first_due(self, today: datetime.date, count: int) -> Self:
        return self.first_ones(today).select_related("claimed_by").with_programs()[:count]

    def with_programs(self) -> Self:
        """Load programs with hosts by a query of their own: a join would lose the index of the order."""
        programs = apps.get_model("programs", "Program").objects.without_records().with_host()
        return self.prefetch_related(Prefetch("program", queryset=programs))

    def note_counts(self, column: str, counts: Mapping[int, int]) -> list[int]:
        """Write a count of each program, 0 for those not named, and return the programs whose count rose."""
        known = dict(self.filter(**{f"{column}__gt": 0}).values_list("program", column))
        by_count: dict[int, list[int]] = {}
        for program_id in known.keys() | counts.keys():
            count = counts.get(program_id, 0)
            if known.get(program_id, 0) != count:
                by_count.setdefault(count, []).append(program_id)
        for count, program_ids in by_count.items():
            for first in range(0, len(program_ids), CHUNK):
                self.filter(program__in=program_ids[first : first + CHUNK]).update(**{column: count})
        return [program_id for program_id, count in counts.items() if count > known.get(program_id, 0)]

    def make_due(self, program_ids: list[int], today: datetime.date) -> None:
        for first in range(0, len(program_ids), CHUNK):
            chunk = program_ids[first : first + CHUNK]
            self.filter(program__in=chunk, due_on__gt=today).update(due_on=today)

    def note_trouble(self, url: str, today: datetime.date) -> int:
        """Make the programs that rest on a page due again, and count their pages in trouble."""
        source = apps.get_model("programs", "Source")
        programs = list(source.objects.filter(url=url).values_list("program", flat=True).distinct())
        pages = apps.get_model("programs", "SourcePage").objects.filter(outcome__in=TROUBLE).values("url")
        for program_id in programs:
            links = source.objects.filter(program=program_id, url__in=pages).count()
            self.filter(program=program_id).update(links=links)
            if links:
                self.filter(program=program_id, due_on__gt=today).update(due_on=today)
        return len(programs)


class SourcePageQuerySet(QuerySet):
    """Questions about the pages of sources."""

    def add_missing(self) -> None:
        """Add a row for each address that a published program names and the check does not know yet."""
        source = apps.get_model("programs", "Source")
        known = Exists(self.filter(url=OuterRef("url")))
        urls = source.objects.filter(~known, program__publication=Publication.PUBLISHED).order_by()
        new = [self.model(url=url) for url in urls.values_list("url", flat=True).distinct()]
        self.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)

    def to_check(self) -> Self:
        """The pages that published programs rest on, those first that were read longest ago."""
        source = apps.get_model("programs", "Source")
        named = source.objects.filter(url=OuterRef("url"), program__publication=Publication.PUBLISHED)
        found = self.filter(Exists(named)).defer("text")
        return found.order_by(F("checked_at").asc(nulls_first=True), "url")

    def count_since(self, at: datetime.datetime) -> int:
        """How many pages were read since a time."""
        return self.filter(checked_at__gte=at).count()

    def last_checked_at(self) -> datetime.datetime | None:
        """When the last page was read; None while none was."""
        return self.aggregate(last=Max("checked_at"))["last"]

    def acknowledge(self, urls: Iterable[str]) -> int:
        """Note that a curator has read what was new on some pages."""
        return self.filter(url__in=list(urls), outcome=LinkOutcome.CHANGED).update(outcome=LinkOutcome.OK)

    def texts(self, urls: Iterable[str]) -> dict[str, Any]:
        """The pages at some addresses, by address."""
        pages: Iterable[Any] = self.filter(url__in=list(urls))
        return {page.url: page for page in pages}


class FactCheckQuerySet(QuerySet):
    """Questions about curators' answers."""

    def standing(self) -> Self:
        """The answers that nobody has taken back."""
        return self.filter(undone_at__isnull=True)

    def last_act_of(self, user: Any) -> list[Any]:
        """The answers of a curator's last act, the last first; [] when there is none to take back."""
        last: Any = self.standing().filter(by=user).first()
        return list(self.standing().filter(act=last.act).select_related("program")) if last else []

    def answers_since(self, program_id: int, at: datetime.datetime) -> dict[str, str]:
        """The last answer to each fact of a program since a time."""
        rows = self.standing().filter(program=program_id, at__gte=at).order_by("at", "pk")
        return dict(rows.values_list("fact", "answer"))

    def count_since(self, user: Any, at: datetime.datetime) -> int:
        """How many programs a curator has confirmed since a time."""
        return self.standing().filter(by=user, at__gte=at, fact="", answer="true").count()
