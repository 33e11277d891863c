"""What a page marks by ``data-`` attributes, for the tests of the public pages."""

from html.parser import HTMLParser

from tests.page_text import as_shown

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect"}


class Marked(HTMLParser):
    """The words inside every element with a given ``data-`` attribute: (value, words) in page order."""

    def __init__(self, html: str, attribute: str) -> None:
        super().__init__()
        self.attribute = attribute
        self.stack: list[int | None] = []
        self.found: list[list[str]] = []
        self.feed(as_shown(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        given = dict(attrs)
        place = None
        if self.attribute in given:
            place = len(self.found)
            self.found.append([given[self.attribute] or given.get("href") or "", ""])
        if tag not in VOID:
            self.stack.append(place)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass by an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        """Note words in all marked elements around them."""
        for place in self.stack:
            if place is not None:
                self.found[place][1] += data


def marked(page: str, attribute: str) -> list[tuple[str, str]]:
    """Return the elements with a ``data-`` attribute: its value (or the link's address) and their words."""
    return [(value, " ".join(words.split())) for value, words in Marked(page, attribute).found]
