"""The text that a reader of a web page sees, block by block on lines of their own."""

import hashlib
import re
from html.parser import HTMLParser

MOST_TEXT = 200_000
HIDDEN = {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "table", "td", "th", "title", "tr", "ul"),
}
CHARSET = re.compile(rb"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


class TextParser(HTMLParser):
    """Collects visible text and the title."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title = ""
        self.hidden = 0
        self.is_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Go into a hidden part, or begin a line."""
        self.hidden += tag in HIDDEN
        self.is_title = tag == "title" or (self.is_title and tag in HIDDEN)
        if tag == "body":
            self.hidden = 0  # a head that nobody closed
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave a hidden part, or end a line."""
        self.hidden = max(0, self.hidden - (tag in HIDDEN))
        self.is_title = self.is_title and tag != "title"
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.is_title:
            self.title += data
        elif not self.hidden:
            self.parts.append(data)


def lines_of(text: str) -> str:
    """A text with one space between words and no blank lines, at most as long as is kept."""
    lines = (" ".join(line.replace("\x00", "").split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


def decode_page(body: bytes, content_type: str) -> str:
    """The text of an answer in the encoding that it names, else UTF-8; wrong bytes become marks."""
    named = CHARSET.search(content_type.encode()) or CHARSET.search(body[:2048])
    try:
        return body.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def visible_text(body: bytes, content_type: str) -> tuple[str, str]:
    """The title and the visible text of an answer; both blank for what is no text."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("text/") and "html" not in kind:
        return "", lines_of(decode_page(body, content_type))
    if kind and "html" not in kind:
        return "", ""
    parser = TextParser()
    parser.feed(decode_page(body, content_type))
    parser.close()
    return " ".join(parser.title.split()), lines_of("".join(parser.parts))


def digest_of(text: str, body: bytes) -> str:
    """The hash by which a later check knows whether the page has changed; of the file without text."""
    return hashlib.sha256(text.casefold().encode("utf-8", "replace") if text else body).hexdigest()
