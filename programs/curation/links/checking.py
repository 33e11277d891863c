"""One run over the sources' pages: what each says now, kept for curators and fed to their queue."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from programs.choices import LinkOutcome
from programs.curation.links.fetching import Fetched, Fetcher
from programs.curation.links.outcomes import LinkFinding, found_at
from programs.models import ReviewItem, SourcePage

# So many hosts in a row that cannot be reached at all, and none that could: there is no network.
OFFLINE_HOSTS = 3


class NoNetworkError(Exception):
    """Nothing can be reached from here; nothing was recorded."""


@dataclass
class LinkReport:
    """How many pages came to which outcome."""

    outcomes: dict[LinkOutcome, int] = field(default_factory=dict)

    def add(self, outcome: LinkOutcome) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def __str__(self) -> str:
        parts = [
            f"{self.outcomes[outcome]} {outcome.label.lower()}"
            for outcome in LinkOutcome
            if outcome in self.outcomes
        ]
        return ", ".join(parts) or "no sources to check"


def in_turn(pages: Iterable[SourcePage]) -> Iterator[SourcePage]:
    """Yield pages so that hosts take turns and nobody waits for the pause of one of them."""
    by_host: dict[str, deque[SourcePage]] = {}
    for page in pages:
        by_host.setdefault(urlsplit(page.url).netloc, deque()).append(page)
    queues = deque(by_host.values())
    while queues:
        queue = queues.popleft()
        yield queue.popleft()
        if queue:
            queues.append(queue)


@transaction.atomic
def record(page: SourcePage, finding: LinkFinding) -> None:
    """Keep what was found; programs are due again only when it is not what was found last time."""
    now, before = timezone.now(), (page.outcome, page.final_url, page.digest)
    outcome = finding.outcome
    if outcome == LinkOutcome.OK and page.outcome == LinkOutcome.CHANGED:
        outcome = LinkOutcome.CHANGED  # until a curator has read it
    if page.digest and finding.digest and finding.digest != page.digest:
        page.changed_at = now
    page.outcome, page.note, page.checked_at = outcome, finding.note[:300], now
    page.final_url = finding.final_url[:2000]
    if finding.digest:
        page.text, page.digest = finding.text, finding.digest
    page.save()
    if (page.outcome, page.final_url, page.digest) != before:
        ReviewItem.objects.note_trouble(page.url, timezone.localdate())


def check_links(
    limit: int | None = None,
    say: Callable[[str], None] = lambda _: None,
    fetcher: Fetcher | None = None,
) -> LinkReport:
    """Fetch the sources of published programs, those first that were read longest ago.

    Raise NoNetworkError when the first hosts, or all, cannot be reached at all.
    """
    SourcePage.objects.add_missing()
    report, run = LinkReport(), fetcher or Fetcher()
    waiting: list[tuple[SourcePage, Fetched]] = []
    has_network = False
    for page in in_turn(SourcePage.objects.to_check()[:limit]):
        fetched = run.fetch(page.url)
        waiting.append((page, fetched))
        has_network = has_network or not fetched.answer.is_offline
        if has_network:
            save_finding(waiting, report, say)
        elif len({urlsplit(each.url).netloc for each, _ in waiting}) >= OFFLINE_HOSTS:
            break
    if waiting and not has_network:
        raise NoNetworkError(waiting[0][1].answer.problem)
    return report


def save_finding(
    waiting: list[tuple[SourcePage, Fetched]], report: LinkReport, say: Callable[[str], None]
) -> None:
    """Record what was found at some pages, and forget them."""
    for page, fetched in waiting:
        finding = found_at(page.url, fetched, page.digest)
        record(page, finding)
        report.add(finding.outcome)
        say(f"{finding.outcome.label}: {page.url}" + (f" ({finding.note})" if finding.note else ""))
    waiting.clear()
