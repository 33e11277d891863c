"""What a program says to one applicant: the verdict, the list behind it, and what to do about it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from applicants.applications.letter_warnings import letter_warning
from applicants.applications.saved_application import SavedApplication
from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import Finding, findings, verdict
from applicants.eligibility.explanations import (
    RESULT_TITLES,
    in_sentence,
    label,
    sentence,
)
from applicants.eligibility.program_answer import answer_to
from applicants.eligibility.rules.requirements import NOT_STATED, UNMET
from applicants.profile.questions import question_label
from programs import formatting
from programs.answers import Answer
from programs.choices import Audience, DifferingFact, RequirementLevel
from programs.flags import Flag
from programs.records import Record


@dataclass(frozen=True)
class SummaryLine:
    """One finding in words. ``question`` leads to the profile; ``ask``: what would decide or change it."""

    code: str
    result: str
    label: str
    words: str
    note: str
    question: str
    ask: str

    @property
    def is_stated(self) -> bool:
        return self.result != NOT_STATED

    @property
    def is_unmet(self) -> bool:
        return self.result == UNMET


@dataclass(frozen=True)
class ProgramSummary:
    """Everything that a program says to one applicant. ``saved`` is their application, if there is one.

    ``words`` is the answer as its chip says it. ``why_here``: which of their wishes it matches;
    ``over_maximum``: by how much it costs more than they can pay.
    """

    slug: str
    name: str
    answer: Answer
    words: str
    warnings: Sequence[Flag]
    verdict: str
    sentence: str
    lines: list[SummaryLine]
    notes: list[str]
    letter_warning: str = ""
    saved: SavedApplication | None = None
    why_here: str = ""
    over_maximum: str = ""
    is_watched: bool = False
    groups: list[tuple[str, str, list[SummaryLine]]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the lines by result, what blocks first."""
        groups = [
            (result, title, [line for line in self.lines if line.result == result])
            for result, title in RESULT_TITLES
        ]
        object.__setattr__(self, "groups", [group for group in groups if group[2]])


def line_of(finding: Finding, labels: Mapping[str, str]) -> SummaryLine:
    return SummaryLine(
        code=finding.code,
        result=finding.result,
        label=label(finding, labels),
        words=finding.words,
        note=finding.note,
        question=finding.question,
        ask=in_sentence(question_label(finding.question, labels)) if finding.question else "",
    )


def notes_of(record: Record, person: ApplicantFacts, labels: Mapping[str, str]) -> list[str]:
    """What differs at the person's stage, and the documents that are welcome or not asked for."""
    differences = [
        f"{Audience(line['audience']).label}: {DifferingFact(line['fact']).label.lower()}: {line['value']}"
        for line in record.get("differences") or []
        if line["audience"] == person.stage
    ]
    documents = [
        f"{labels.get(line['code'], line['code'])}: {RequirementLevel(line['level']).label.lower()}"
        for line in record["requirements"]
        if line["level"] != RequirementLevel.REQUIRED
    ]
    return [*differences, *documents]


def summarize(  # noqa: PLR0913 - each is another thing that is known of the two
    record: Record,
    person: ApplicantFacts,
    today: Any,
    labels: Mapping[str, str],
    *,
    warnings: list[Flag],
    saved: SavedApplication | None = None,
) -> ProgramSummary:
    """What a program says to a person who stands before it (``ApplicantFacts.at``)."""
    found = findings(record, person, today)
    here = answer_to(record, found, warnings, labels)
    return ProgramSummary(
        slug=record["slug"],
        name=formatting.join_stated(record["name"], record["host"]["name"], separator=", ") or "",
        answer=here.answer,
        words=here.words,
        warnings=here.warnings,
        verdict=verdict(found),
        sentence=sentence(found, labels),
        lines=[line_of(each, labels) for each in found],
        notes=notes_of(record, person, labels),
        letter_warning=letter_warning(record),
        saved=saved,
    )
