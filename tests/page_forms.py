"""A browser on a page: it posts a form as the page has it, with some values typed."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class Forms(HTMLParser):
    """The forms of a page: address → the values that an untouched form would post."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.inside: str | None = None  # the address of the form that is open; "" is the page's own address
        self.action: str | None = None  # of the form of the field that is open: it may stand elsewhere
        self.named: dict[str, str | None] = {}  # id of a form → its address
        self.select, self.textarea = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form that is open."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag in ("input", "select", "textarea"):
            self.action = self.named.get(given.get("form", ""), self.inside)
        if tag == "form":
            self.inside = self.action = given.get("action", "") if given.get("method") == "post" else None
            self.named |= {given["id"]: self.action} if "id" in given else {}
            self.found |= {} if self.action is None else {self.action: self.found.get(self.action, {})}
        elif tag == "select":
            self.select = name
        elif self.action is None:
            return
        elif tag == "option" and (name := self.select) and ("selected" in given or name not in self.open):
            self.open[name] = given.get("value", "")
        elif tag == "textarea" and name:
            self.textarea, self.open[name] = name, ""
        elif tag == "input" and name and given.get("type") not in ("checkbox", "file"):
            self.open[name] = given.get("value", "")

    @property
    def open(self) -> dict[str, str]:
        """Return the values of the form that is open."""
        return self.found[self.action or ""]

    def handle_data(self, data: str) -> None:
        """Note a text area's text; the first line feed is not part of it."""
        if self.textarea:
            self.open[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "textarea" and self.textarea:
            self.open[self.textarea] = self.open[self.textarea].removeprefix("\n").removeprefix("\r\n")
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = self.action = None


def forms_of(answer: HttpResponse) -> dict[str, dict[str, str]]:
    return Forms(answer.content.decode()).found


def send(client: Client, page: str, action: str, **typed: Any) -> HttpResponse:
    """Open a page, fill in the form with this address (its end is enough), and post it."""
    found = forms_of(client.get(page))
    address = next(one for one in found if one.endswith(action))
    return client.post(address, found[address] | typed)


def send_only(client: Client, page: str, action: str, typed: dict[str, Any]) -> HttpResponse:
    """Post these values to the form with this address, and what tells that it was opened just now."""
    found = forms_of(client.get(page))
    address = next(one for one in found if action in (one, one[-len(action) :]))
    seen = {name: value for name, value in found[address].items() if name.endswith("seen")}
    return client.post(address or page, seen | typed)


def said(answer: HttpResponse) -> list[str]:
    """Return the messages that the next page shows."""
    return [str(message) for message in answer.context["messages"]]
