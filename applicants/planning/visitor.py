"""What an applicant sees on the catalogue's pages beside the catalogue itself."""

from django.http import HttpRequest

from applicants.profile.access import applicant_of
from applicants.profile.models import Applicant
from programs.visitor import Visitor


class ApplicantVisitor(Visitor):
    """A visitor with an account."""

    def __init__(self, applicant: Applicant) -> None:
        self.applicant = applicant


def visitor_for(request: HttpRequest) -> Visitor:
    """Return who reads the catalogue."""
    applicant = applicant_of(request)
    return ApplicantVisitor(applicant) if applicant else Visitor()
