"""Which kind of visitor a request has."""

from django.http import HttpRequest

from applicants.catalog_visitor.applicant_visitor import ApplicantVisitor
from applicants.catalog_visitor.guest_visitor import GuestVisitor, StrangerVisitor
from applicants.profile.decorators import applicant_of
from applicants.profile.first_answers import answers_in
from programs.visitor import Visitor


def visitor_for(request: HttpRequest) -> Visitor:
    if applicant := applicant_of(request):
        return ApplicantVisitor(applicant, request)
    first = answers_in(request.session)
    return GuestVisitor(first) if first else StrangerVisitor()
