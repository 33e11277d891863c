"""What an applicant sees on the catalog's pages beside the catalog itself."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.applications.saved_application import SavedApplication, saved_application
from applicants.catalog_visitor.program_summary import ProgramSummary, summarize
from applicants.catalog_visitor.wishes import Wish, matching, why_here, wishes_of
from applicants.eligibility.applicant_facts import ApplicantFacts, facts_of_applicant
from applicants.eligibility.catalog_assessment import CatalogAssessment, catalog_warnings
from applicants.eligibility.improvements import meter_of, unlocks_of
from applicants.profile.decorators import applicant_of
from applicants.profile.models import Applicant
from programs.answers import Answer, warnings_of
from programs.flags import Flag
from programs.models import Program
from programs.records import Record
from programs.search import Fit
from programs.visitor import Visitor

MOST_SHOWN = 8


class ApplicantVisitor(Visitor):
    """A visitor with an account. What is read or computed here lives as long as the request."""

    def __init__(self, applicant: Applicant, request: HttpRequest) -> None:
        self.applicant, self.request = applicant, request

    @cached_property
    def person(self) -> ApplicantFacts:
        """Return the applicant as the rules see them."""
        return facts_of_applicant(self.applicant)

    @cached_property
    def verdicts(self) -> CatalogAssessment:
        """Return how the applicant stands to every program."""
        return CatalogAssessment(self.catalog, self.person)

    @property
    def fit(self) -> Fit:
        return self.verdicts.fit

    def saved(self, program_ids: list[int]) -> dict[int, SavedApplication]:
        """Return the applicant's applications to some programs, by program."""
        rows = self.applicant.applications.of_programs(program_ids).values_list("program_id", "pk", "status")
        return {program_id: saved_application(pk, status) for program_id, pk, status in rows}

    @cached_property
    def own_wishes(self) -> list[Wish]:
        return wishes_of(self.applicant)

    @property
    def wishes(self) -> Fit:
        return matching(self.catalog, self.own_wishes)

    def summaries_of(
        self, records: Mapping[int, Record], warnings: Mapping[int, list[Flag]]
    ) -> dict[int, ProgramSummary]:
        today, labels = self.catalog.today, self.catalog.words.requirement_labels
        saved = self.saved(list(records))
        return {
            pk: summarize(
                record, self.person.at(pk), today, labels, warnings=warnings[pk], saved=saved.get(pk)
            )
            for pk, record in records.items()
        }

    def summaries(self, program_ids: list[int], *, with_wishes: bool = False) -> Mapping[int, SafeString]:
        """Return answer, findings and Save button for some programs' cards; and why they stand there."""
        warnings = catalog_warnings(self.catalog, program_ids)
        summaries = self.summaries_of(Program.objects.with_ids(program_ids).records(), warnings)
        if with_wishes:
            summaries = {
                pk: replace(summary, why_here=why_here(self.catalog, self.own_wishes, pk))
                for pk, summary in summaries.items()
            }
        return {
            pk: render_to_string("applicants/catalog_visitor/_program_summary.html", {"summary": summary})
            for pk, summary in summaries.items()
        }

    def panel(self, program: Program) -> SafeString:
        """Return answer, findings by result, what to do about each, and the Save button."""
        warnings = {program.pk: warnings_of(program, self.catalog.today)}
        summary = self.summaries_of({program.pk: program.record}, warnings)[program.pk]
        return render_to_string("applicants/catalog_visitor/_eligibility_panel.html", {"summary": summary})

    def standing(self) -> SafeString:
        """Return how many programs are open, which answers are missing, and what would open more programs."""
        labels, listed = self.catalog.words.requirement_labels, self.catalog.listed
        meter = meter_of(self.verdicts, labels)
        counts = [(answer.value, answer.label, len(self.fit[answer] & listed)) for answer in Answer]
        context = {
            "meter": meter,
            "missing": meter.missing[:MOST_SHOWN],
            "answers": counts,
            "unlocks": unlocks_of(self.verdicts, labels)[:MOST_SHOWN],
        }
        return render_to_string("applicants/catalog_visitor/_eligibility_summary.html", context)

    def save_form(self, address: str) -> SafeString:
        """Return the form that Save buttons send; it comes back to ``address``."""
        return render_to_string(
            "applicants/catalog_visitor/_save_form.html", {"back": address}, request=self.request
        )


def visitor_for(request: HttpRequest) -> Visitor:
    applicant = applicant_of(request)
    return ApplicantVisitor(applicant, request) if applicant else Visitor()
