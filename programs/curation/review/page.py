"""What the review queue's pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import ModelForm
from django.utils import timezone

from programs import facts, proof
from programs.change_text import LINES, NAMES, line_words
from programs.choices import FactAnswer
from programs.curation.review import fact_checks
from programs.curation.review.passages import Passage, passage_for
from programs.facts import FACTS_BY_NAME
from programs.models import FactCheck, Program, ReviewItem, SourcePage
from programs.pages import cards

FIRST_SHOWN = 10
ANSWERED = {FactAnswer.TRUE: "Still true", FactAnswer.UNCLEAR: "Could not tell"}


@dataclass(frozen=True)
class SourceLine:
    """One source: number from 1, whether this curator has opened it, and what the link check found."""

    number: int
    url: str
    title: str
    is_opened: bool
    page: SourcePage | None


@dataclass(frozen=True)
class FactLine:
    """One fact beside its passage. ``answer`` is blank while nobody has answered; ``form`` changes it."""

    path: str
    label: str
    words: str
    source: SourceLine | None
    passage: Passage | None
    answer: str
    form: ModelForm | None = None


@dataclass(frozen=True)
class ReviewPage:
    """One program to check."""

    program: Program
    proof: str
    lines: Sequence[FactLine]
    sources: Sequence[SourceLine]
    decided: int
    current: str
    opened: int
    percent: int


@dataclass(frozen=True)
class QueuePage:
    """The queue's first page: how much there is to do, and what comes first."""

    due: int
    undated: int
    first: Sequence[tuple[ReviewItem, list[str]]]
    confirmed_today: int


def fact_label(path: str) -> str:
    """What the pages call a fact; a line is named for its list."""
    key = path.partition(".")[0]
    return NAMES.get(key) or facts.fact_label(key)


def fact_words(record: dict[str, Any], path: str) -> str:
    """A fact, or one line of a list, in words."""
    key, _, position = path.partition(".")
    if key in proof.LINES and position:
        return line_words(key, record[key][int(position)])
    return str(FACTS_BY_NAME[key].words(record)) if key not in LINES or key in FACTS_BY_NAME else ""


def source_lines(program: Program, user: Any) -> list[SourceLine]:
    """The sources of a program with what is known of their pages; two queries."""
    opened = fact_checks.urls_opened_by(program, user)
    sources = program.record["sources"]
    pages = SourcePage.objects.texts(source["url"] for source in sources)
    return [
        SourceLine(n, s["url"], s["title"] or s["url"], s["url"] in opened, pages.get(s["url"]))
        for n, s in enumerate(sources, start=1)
    ]


def review_page(program: Program, user: Any, forms: Mapping[str, ModelForm] | None = None) -> ReviewPage:
    """Build the page of a program loaded with its host; ``forms`` change facts in place, by path."""
    record, answers = program.record, fact_checks.standing_answers(program)
    sources = source_lines(program, user)
    paths = fact_checks.fact_paths(record)
    lines = [fact_line(record, path, sources, answers, forms or {}) for path in paths]
    left = [line.path for line in lines if not line.answer]
    decided = len(lines) - len(left)
    return ReviewPage(
        program=program,
        proof=cards.proof_words(program.fresh_on, cards.last_check(program), timezone.localdate()),
        lines=lines,
        sources=sources,
        decided=decided,
        current=next(iter(forms or left), ""),
        opened=sum(source.is_opened for source in sources),
        percent=100 * decided // max(1, len(lines)),
    )


def fact_line(
    record: dict[str, Any],
    path: str,
    sources: Sequence[SourceLine],
    answers: Mapping[str, str],
    forms: Mapping[str, ModelForm],
) -> FactLine:
    place, words = proof.path_place(record, path), fact_words(record, path)
    source = sources[place] if place < len(sources) else None
    text = source.page.text if source and source.page else ""
    answer = ANSWERED.get(FactAnswer(answers[path]), "") if path in answers else ""
    passage = passage_for(path, words, text) if text else None
    return FactLine(path, fact_label(path), words, source, passage, answer, forms.get(path))


def review_reasons(item: ReviewItem) -> list[str]:
    """In words why a program stands where it does."""
    counts = (
        (item.people, "applicant", "applicants"),
        (item.reports, "report", "reports"),
        (item.flags, "red flag", "red flags"),
        (item.links, "source moved, gone or changed", "sources moved, gone or changed"),
    )
    found = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return [*found, "no date" if item.oldest.year == 1 else f"oldest fact of {item.oldest:%B %Y}"]


def queue_page(user: Any) -> QueuePage:
    today = timezone.localdate()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    due, undated = ReviewItem.objects.counts(today)
    return QueuePage(
        due=due,
        undated=undated,
        first=[(item, review_reasons(item)) for item in ReviewItem.objects.first_due(today, FIRST_SHOWN)],
        confirmed_today=FactCheck.objects.count_since(user, midnight),
    )
