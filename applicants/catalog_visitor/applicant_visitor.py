"""What an applicant sees on the catalogue's pages beside the catalogue itself."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.applications.workflow import ApplicationStatus
from applicants.catalog_visitor.program_summary import ProgramSummary, summarize
from applicants.eligibility.applicant_facts import ApplicantFacts, facts_of_applicant
from applicants.eligibility.catalog_assessment import CatalogAssessment
from applicants.eligibility.improvements import meter_of, plain_list, unlocks_of
from applicants.profile.decorators import applicant_of
from applicants.profile.models import Applicant
from programs.eligibility_rules import Eligibility
from programs.models import Program
from programs.records import Record
from programs.search import catalogue, reference
from programs.search.index import Index
from programs.visitor import Visitor

MOST_SHOWN = 8


def requirement_labels(index: Index) -> dict[str, str]:
    """Return the words of requirement codes."""
    return {code: found.label for code, found in reference.requirements(index).items()}


class ApplicantVisitor(Visitor):
    """A visitor with an account. What is read or computed here lives as long as the request."""

    def __init__(self, applicant: Applicant, request: HttpRequest) -> None:
        self.applicant, self.request = applicant, request

    @cached_property
    def person(self) -> ApplicantFacts:
        """Return the applicant as the rules see them."""
        return facts_of_applicant(self.applicant)

    def fit(self, index: Index) -> Mapping[str, int]:
        """Return the programs by verdict."""
        return CatalogAssessment(index, self.person).bitmaps

    def saved(self, program_ids: list[int]) -> dict[int, dict[str, Any]]:
        """Return the applicant's applications to some programs, by program."""
        rows = self.applicant.applications.of_programs(program_ids).values("program_id", "pk", "status")
        return {row["program_id"]: row | {"words": ApplicationStatus(row["status"]).label} for row in rows}

    def summaries_of(self, records: Mapping[int, Record]) -> dict[int, ProgramSummary]:
        """Return what some programs say to the applicant."""
        index = catalogue.current()
        labels = requirement_labels(index)
        saved = self.saved(list(records))
        return {
            pk: summarize(record, self.person.at(pk), index.today, labels, saved.get(pk))
            for pk, record in records.items()
        }

    def summaries(self, program_ids: list[int]) -> Mapping[int, SafeString]:
        """Return verdict, findings and Save button for some programs' cards."""
        summaries = self.summaries_of(Program.objects.with_ids(program_ids).records())
        return {
            pk: render_to_string("applicants/catalog_visitor/_program_summary.html", {"summary": summary})
            for pk, summary in summaries.items()
        }

    def panel(self, program: Program) -> SafeString:
        """Return verdict, findings by result, what to do about each, and the Save button."""
        summary = self.summaries_of({program.pk: program.record})[program.pk]
        return render_to_string("applicants/catalog_visitor/_eligibility_panel.html", {"summary": summary})

    def standing(self) -> SafeString:
        """Return how many programs are open, which answers are missing, and what would open more programs."""
        index = catalogue.current()
        verdicts, labels = CatalogAssessment(index, self.person), requirement_labels(index)
        plain, meter = plain_list(index), meter_of(verdicts, labels)
        counts = [(fit.value, fit.label, (verdicts.bitmaps[fit] & plain).bit_count()) for fit in Eligibility]
        context = {
            "meter": meter,
            "missing": meter.missing[:MOST_SHOWN],
            "verdicts": counts,
            "unlocks": unlocks_of(verdicts, labels)[:MOST_SHOWN],
        }
        return render_to_string("applicants/catalog_visitor/_eligibility_summary.html", context)

    def save_form(self, address: str) -> SafeString:
        """Return the form that Save buttons send; it comes back to ``address``."""
        return render_to_string(
            "applicants/catalog_visitor/_save_form.html", {"back": address}, request=self.request
        )


def visitor_for(request: HttpRequest) -> Visitor:
    """Return who reads the catalogue."""
    applicant = applicant_of(request)
    return ApplicantVisitor(applicant, request) if applicant else Visitor()
