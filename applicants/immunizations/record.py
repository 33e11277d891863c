"""An applicant's immunization record as its pages show it: section by section, with what is missing."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.cache import caches
from django.db import transaction

from applicants.documents.models import Document
from applicants.documents.presentation import DocumentShown, document_view
from applicants.immunizations.choices import EntryType, Standing, TiterResult
from applicants.immunizations.models import Immunization, ImmunizationSection
from applicants.immunizations.rules import RuleResult, Shot, judge_section
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.formatting import counted

OTHER = "Something else"
# The kind of document that says the same as a section of the form.
KIND_OF_SECTION = {"tb_screening": "tb_test", "influenza": "flu_vaccine", "covid_19": "covid_vaccine"}


@transaction.atomic
def create_immunization(applicant: Applicant, token: uuid.UUID, facts: dict[str, Any]) -> None:
    """Add an entry to an applicant's record, once for each form token; raise FullError if it is full."""
    lock(applicant)
    pk = applicant.id_for(token)
    if not applicant.immunizations.with_id(pk):
        require_room(applicant, applicant.immunizations.all())
        applicant.immunizations.create(pk=pk, **facts)


@dataclass(frozen=True)
class RecordLine:
    """One entry in words."""

    row: Immunization
    label: str

    @property
    def details(self) -> list[str]:
        dose = f"Dose {self.row.dose_number}" if self.row.dose_number else ""
        result = self.row.get_result_display() if self.row.result else ""
        return [words for words in (dose, result, self.row.value, self.row.place) if words]


@dataclass(frozen=True)
class SectionShown:
    """One section of the form with the applicant's entries and files, and how it stands."""

    section: ImmunizationSection
    lines: Sequence[RecordLine]
    found: RuleResult
    files: Sequence[DocumentShown] = ()


def recent_sections() -> list[ImmunizationSection]:
    """Every section of the form as it was at most a minute ago."""
    found = caches["memory"].get_or_set("immunization-sections", ImmunizationSection.objects.all().in_order)
    return cast("list[ImmunizationSection]", found)


def entries_by_code(sections: Iterable[ImmunizationSection]) -> dict[str, dict[str, Any]]:
    return {entry["code"]: entry for section in sections for entry in section.entries}


def shot_of(row: Immunization, entry: dict[str, Any]) -> Shot:
    return Shot(row.on, entry["type"], frozenset(entry["covers"]), row.result)


def immunization_sections(
    sections: Sequence[ImmunizationSection],
    rows: Sequence[Immunization],
    documents: Iterable[Document],
    today: datetime.date,
    time_zone: str,
) -> list[SectionShown]:
    """The record section by section; load ``documents`` with their versions."""
    files = [document_view(document, today, time_zone) for document in documents]
    return [section_shown(section, rows, files, today) for section in sections]


def section_shown(
    section: ImmunizationSection,
    rows: Sequence[Immunization],
    documents: Sequence[DocumentShown],
    today: datetime.date,
) -> SectionShown:
    entries = entries_by_code([section])
    own = [row for row in rows if row.what in entries]
    lines = [RecordLine(row, entries[row.what]["label"]) for row in own]
    kind, proofs = KIND_OF_SECTION.get(section.code), {row.document_id for row in own}
    files = [
        shown
        for shown in documents
        if shown.current and shown.document.kind.code == kind and shown.document.pk not in proofs
    ]
    found = judge_section(section, [shot_of(row, entries[row.what]) for row in own], today)
    is_positive = any(row.result == TiterResult.POSITIVE for row in own)
    has_good_file = any(shown.current and shown.current.mark.is_good for shown in files)
    if found.is_missing and not is_positive and has_good_file:
        found = RuleResult(Standing.COMPLETE)
    return SectionShown(section, lines, found, files)


def strays(sections: Sequence[ImmunizationSection], rows: Sequence[Immunization]) -> list[RecordLine]:
    """Entries of what the form does not list any more."""
    known = entries_by_code(sections)
    return [RecordLine(row, OTHER) for row in rows if row.what not in known]


def summary(record: Sequence[SectionShown]) -> str:
    """How far the form is, as a sentence; sections without a rule do not count."""
    ruled = [one for one in record if one.section.rule != "ask"]
    done = sum(one.found.standing == Standing.COMPLETE for one in ruled)
    return f"{done} of {counted(len(ruled), 'section')} complete."


def is_test(entry: dict[str, Any]) -> bool:
    return entry["type"] != EntryType.DOSE
