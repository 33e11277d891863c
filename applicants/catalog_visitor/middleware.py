"""Gives the catalog's pages a visitor with an account."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from applicants.applications.shortlisting import SESSION_KEY, take_over_programs
from applicants.catalog_visitor.visitors import visitor_for
from applicants.profile.decorators import applicant_of
from programs.visitor import Visitor, VisitorRequest


class VisitorMiddleware:
    """Sets ``request.visitor``, which costs nothing until a page asks it something.

    It also reads the account of whoever sends a session's cookie, because the menu of every page shows it
    and templates never query. What was saved before the log-in goes on the shortlist here, because there are
    several ways to log in.
    """

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        is_waiting = request.user.is_authenticated and SESSION_KEY in request.session
        if is_waiting and (applicant := applicant_of(request)):
            take_over_programs(applicant, request)
        request.visitor = cast("Visitor", SimpleLazyObject(lambda: visitor_for(request)))
        return self.get_response(request)
