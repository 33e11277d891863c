"""The checklist of an application: what a program asks for, how it stands together, how far it is. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from applicants.applications.choices import DocumentState
from applicants.documents.choices import ENDING, Readiness
from applicants.documents.validity import Verdict
from programs import formatting
from programs.choices import RequirementLevel
from programs.records import Record


def detail_words(line: Mapping[str, Any]) -> str:
    minimum = line.get("minimum")
    return (
        formatting.join_stated(
            line.get("applies_to") and f"For: {line['applies_to']}",
            None if minimum is None else f"At least {formatting.number_words(minimum)}",
            line.get("detail"),
        )
        or ""
    )


def lines_of(record: Record, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The fields of each checklist line that a program's record gives, but not of what it waives.

    ``labels`` are requirements' words by code; a code without words is shown with spaces.
    """
    return [
        {
            "code": line["code"],
            "label": labels.get(line["code"]) or line["code"].replace("_", " ").capitalize(),
            "detail": detail_words(line)[:1000],
            "any_of": line.get("any_of") or "",
            "is_required": line["level"] == RequirementLevel.REQUIRED,
            "valid_days": line.get("valid_days"),
        }
        for line in record.get("requirements", [])
        if line["level"] != RequirementLevel.NOT_REQUIRED
    ]


def is_there(state: str, verdict: Verdict | None) -> bool:
    """Whether a requirement is met: by its document, or as marked where no document denies it."""
    if verdict is None or verdict.state not in (Readiness.READY, *ENDING):
        return state == DocumentState.HAVE
    return verdict.state == Readiness.READY


def is_needed(state: str, verdict: Verdict | None) -> bool:
    """Whether a document is needed: neither its applicant nor its verdict says that it is not."""
    return state != DocumentState.NOT_NEEDED and (verdict is None or verdict.state != Readiness.NOT_REQUIRED)


@dataclass(frozen=True)
class ChecklistGroup:
    """Lines that stand together: alternatives of which one is enough (named), or one line alone (no name)."""

    name: str
    lines: list[Any]

    def is_asked(self, verdicts: Mapping[int, Verdict]) -> bool:
        """Whether anything of it is needed at all."""
        return any(is_needed(line.state, verdicts.get(line.pk)) for line in self.lines)

    @property
    def is_required(self) -> bool:
        return any(line.is_required for line in self.lines)

    def is_ready(self, verdicts: Mapping[int, Verdict]) -> bool:
        """Whether one of its lines is there; ``verdicts`` are documents' verdicts by the line's key."""
        return any(is_there(line.state, verdicts.get(line.pk)) for line in self.lines)


def groups_of(lines: Iterable[Any]) -> list[ChecklistGroup]:
    """Lines in their order, alternatives together where the first of them stands."""
    found: dict[object, ChecklistGroup] = {}
    for line in lines:
        key = line.any_of or line.pk
        found.setdefault(key, ChecklistGroup(line.any_of, [])).lines.append(line)
    return list(found.values())


@dataclass(frozen=True)
class Progress:
    """How many of the documents that are needed are there; alternatives count as one."""

    ready: int
    asked: int

    @property
    def is_complete(self) -> bool:
        return self.ready == self.asked

    @property
    def words(self) -> str:
        if not self.asked:
            return "No documents to get"
        if self.is_complete:
            return f"All {self.asked} ready" if self.asked > 1 else "The one document is ready"
        return f"{self.ready} of {self.asked} ready"


def progress(groups: Iterable[ChecklistGroup], verdicts: Mapping[int, Verdict]) -> Progress:
    """How far the documents are; required and preferred count alike, "not needed" does not count."""
    asked = [group for group in groups if group.is_asked(verdicts)]
    return Progress(sum(group.is_ready(verdicts) for group in asked), len(asked))
