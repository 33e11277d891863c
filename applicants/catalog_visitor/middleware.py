"""Gives the catalogue's pages a visitor with an account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from applicants.catalog_visitor.applicant_visitor import visitor_for


class VisitorMiddleware:
    """Sets ``request.visitor``, which costs nothing until a page asks it something.

    It also reads the account of whoever sends a session's cookie, because the menu of every page shows it
    and templates never query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _ = request.user.is_authenticated
        request.visitor = SimpleLazyObject(lambda: visitor_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)
