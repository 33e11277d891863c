"""What a visitor without an account sees beside the catalog: five questions, or what their answers say."""

from collections.abc import Mapping
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applicants.catalog_visitor.person_visitor import PersonVisitor
from applicants.catalog_visitor.specialty_figures import GuidedVisitor
from applicants.catalog_visitor.wishes import Wish, every_wish
from applicants.eligibility.applicant_facts import ApplicantFacts, facts_of_first_answers
from applicants.profile.first_answers import FirstAnswers
from programs.models import Program

ASK = "applicants/catalog_visitor/_do_you_qualify.html"


class GuestVisitor(PersonVisitor):
    """A visitor who has answered the first questions in this session."""

    def __init__(self, first: FirstAnswers) -> None:
        self.first = first

    @cached_property
    def person(self) -> ApplicantFacts:
        return facts_of_first_answers(self.first)

    @cached_property
    def own_wishes(self) -> list[Wish]:
        return list(every_wish(self.first.applicant, sorted(self.first.specialties)))


class StrangerVisitor(GuidedVisitor):
    """A visitor of whom nothing is known: each program asks whether they qualify."""

    def summaries(self, program_ids: list[int], *, with_wishes: bool = False) -> Mapping[int, SafeString]:  # noqa: ARG002
        return {pk: render_to_string(ASK, {"program_id": pk}) for pk in program_ids}

    def invitation(self) -> SafeString:
        return render_to_string("applicants/catalog_visitor/_invitation.html")

    def panel(self, program: Program) -> SafeString:
        return render_to_string(ASK, {"is_panel": True, "program_id": program.pk})
