"""What an applicant sees on the catalog's pages beside the catalog itself."""

from collections.abc import Mapping
from functools import cached_property

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.applications.saved_application import SavedApplication
from applicants.applications.workflow import ApplicationStatus
from applicants.catalog_visitor.person_visitor import PersonVisitor
from applicants.catalog_visitor.specialty_figures import specialty_figures
from applicants.catalog_visitor.wishes import SPECIALTY, Wish, wishes_of
from applicants.eligibility.applicant_facts import ApplicantFacts, facts_of_applicant
from applicants.eligibility.improvements import Meter, meter_of, unlocks_of
from applicants.profile.models import Applicant
from programs.models import Program

MOST_SHOWN = 8


class ApplicantVisitor(PersonVisitor):
    """A visitor with an account."""

    has_account = True

    def __init__(self, applicant: Applicant, request: HttpRequest) -> None:
        self.applicant, self.request = applicant, request

    @property
    def name(self) -> str:
        return self.applicant.user.name

    @property
    def on_file(self) -> frozenset[str]:
        return self.person.on_file

    @cached_property
    def person(self) -> ApplicantFacts:
        return facts_of_applicant(self.applicant)

    @cached_property
    def own_wishes(self) -> list[Wish]:
        return wishes_of(self.applicant)

    @property
    def wished_specialties(self) -> list[str]:
        return [wish.code for wish in self.own_wishes if wish.parameter == SPECIALTY]

    def saved(self, program_ids: list[int]) -> dict[int, SavedApplication]:
        rows = self.applicant.applications.of_programs(program_ids).values_list("program_id", "pk", "status")
        return {
            program_id: SavedApplication(pk, ApplicationStatus(status)) for program_id, pk, status in rows
        }

    def watches(self, program: Program) -> bool:
        return self.applicant.watches.of_programs([program.pk]).exists()

    @cached_property
    def meter(self) -> Meter:
        return meter_of(self.verdicts, self.catalog.words.requirement_labels)

    @property
    def decides(self) -> Mapping[str, int]:
        return {missing.question: missing.decides for missing in self.meter.missing}

    def standing(self) -> SafeString:
        """How many programs are open, which answers are missing, and what would open more programs."""
        labels = self.catalog.words.requirement_labels
        meter = self.meter
        context = {
            "meter": meter,
            "missing": meter.missing[:MOST_SHOWN],
            "answers": self.answer_counts(),
            "figures": specialty_figures(self.wished_specialties, is_panel=True),
            "unlocks": unlocks_of(self.verdicts, labels)[:MOST_SHOWN],
        }
        return render_to_string("applicants/catalog_visitor/_eligibility_summary.html", context)

    def save_form(self, address: str) -> SafeString:
        """The form that Save buttons send; it comes back to ``address``."""
        return render_to_string(
            "applicants/catalog_visitor/_save_form.html", {"back": address}, request=self.request
        )
