"""What somebody who has said who they are sees on the catalog's pages beside the catalog itself."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.applications.saved_application import SavedApplication
from applicants.catalog_visitor.program_summary import ProgramSummary, summarize
from applicants.catalog_visitor.specialty_figures import GuidedVisitor
from applicants.catalog_visitor.wishes import Wish, over_maximum, programs_by_wish, why_here
from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.catalog_assessment import CatalogAssessment, catalog_warnings
from programs import pricing
from programs.answers import program_warnings
from programs.flags import Flag
from programs.models import Program
from programs.records import Record
from programs.search import Fit


class PersonVisitor(GuidedVisitor):
    """A visitor who has said who they are. What is read or computed here lives as long as the request."""

    has_account = False

    @property
    def person(self) -> ApplicantFacts:
        """The visitor as the rules see them."""
        raise NotImplementedError

    @property
    def own_wishes(self) -> list[Wish]:
        raise NotImplementedError

    @cached_property
    def verdicts(self) -> CatalogAssessment:
        """How the visitor stands to every program."""
        return CatalogAssessment(self.catalog, self.person)

    @property
    def fit(self) -> Fit:
        return self.verdicts.fit

    @property
    def wishes(self) -> Fit:
        return programs_by_wish(self.catalog, self.own_wishes)

    def saved(self, program_ids: list[int]) -> dict[int, SavedApplication]:  # noqa: ARG002 - without an account
        return {}

    def watches(self, program: Program) -> bool:  # noqa: ARG002 - without an account
        return False

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
        """Answer, findings and Save button for some programs' cards; and why they stand there."""
        warnings = catalog_warnings(self.catalog, program_ids)
        records = Program.objects.with_ids(program_ids).records()
        summaries = self.summaries_of(records, warnings)
        if with_wishes:
            summaries = {pk: self.with_reasons(summary, pk, records[pk]) for pk, summary in summaries.items()}
        return {
            pk: self.rendered("applicants/catalog_visitor/_program_summary.html", pk, summary)
            for pk, summary in summaries.items()
        }

    def with_reasons(self, summary: ProgramSummary, program_id: int, record: Record) -> ProgramSummary:
        """Say why a program stands where it does, and what speaks against it."""
        price = pricing.four_week_price(record["fees"], is_free=record["free"])
        return replace(
            summary,
            why_here=why_here(self.catalog, self.own_wishes, program_id),
            over_maximum=over_maximum(self.own_wishes, price),
        )

    def panel(self, program: Program) -> SafeString:
        """Answer, findings by result, what to do about each, and the Save button."""
        warnings = {program.pk: program_warnings(program, self.catalog.today)}
        summary = self.summaries_of({program.pk: program.record}, warnings)[program.pk]
        summary = replace(summary, is_watched=self.watches(program))
        return self.rendered("applicants/catalog_visitor/_eligibility_panel.html", program.pk, summary)

    def rendered(self, template: str, program_id: int, summary: ProgramSummary) -> SafeString:
        context = {"program_id": program_id, "summary": summary, "has_account": self.has_account}
        return render_to_string(template, context)
