"""A visitor whom no middleware knows."""

from django.test import RequestFactory

from programs.visitor import Visitor, visitor_of


def test_without_an_account_pages_add_nothing() -> None:
    visitor = visitor_of(RequestFactory().get("/programs/"))
    assert type(visitor) is Visitor
    assert (visitor.standing(), visitor.save_form("/programs/")) == ("", "")
