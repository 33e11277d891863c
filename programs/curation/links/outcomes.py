"""What an answer says about a source's address. None of it makes a program false: curators decide."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit

from programs.choices import LinkOutcome
from programs.curation.links.fetching import MOST_BYTES, Fetched
from programs.curation.links.visible_text import digest_of, visible_text
from programs.flags import is_home_page

GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
BLOCKED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, 451, 407}
# Titles of pages that answer 200 and say that there is nothing.
NOT_FOUND_TITLE = re.compile(r"\b(page|file) (was |is )?(not found|no longer)|^(error )?404\b", re.IGNORECASE)


@dataclass(frozen=True)
class LinkFinding:
    """What was found at an address. ``text`` and ``digest`` are blank without a readable page."""

    outcome: LinkOutcome
    note: str = ""
    final_url: str = ""
    text: str = ""
    digest: str = ""


def same_address(address: str, final_address: str) -> bool:
    """Whether two addresses differ at most in http or https, www and a slash at the end."""

    def plain(url: str) -> tuple[str, str, str]:
        parts = urlsplit(urldefrag(url)[0].lower())
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query

    return plain(address) == plain(final_address)


def without_page(fetched: Fetched) -> LinkFinding | None:
    """The finding when no page came back; None when one did."""
    answer = fetched.answer
    if fetched.is_disallowed:
        return LinkFinding(LinkOutcome.BLOCKED, "Its robots.txt asks us not to fetch it.", answer.url)
    if answer.is_time_out:
        return LinkFinding(LinkOutcome.TIMED_OUT, "No answer in time.", answer.url)
    if not answer.status:
        return LinkFinding(LinkOutcome.FAILED, answer.problem, answer.url)
    words = f"The server answers {answer.status}."
    if answer.status in GONE:
        return LinkFinding(LinkOutcome.GONE, words, answer.url)
    if answer.status in BLOCKED:
        return LinkFinding(LinkOutcome.BLOCKED, words, answer.url)
    return LinkFinding(LinkOutcome.FAILED, words, answer.url) if answer.status != HTTPStatus.OK else None


def found_at(url: str, fetched: Fetched, digest_before: str = "") -> LinkFinding:
    """What was found at an address, compared with the text of last time."""
    if finding := without_page(fetched):
        return finding
    answer = fetched.answer
    title, text = visible_text(answer.body, answer.content_type)
    digest = digest_of(text, answer.body)
    outcome, words = LinkOutcome.OK, "" if text else "It has no text that can be read here."
    if len(answer.body) >= MOST_BYTES:
        words = "It is long; only its beginning was read."
    if NOT_FOUND_TITLE.search(title):
        return LinkFinding(LinkOutcome.GONE, f'Its title is "{title[:100]}".', answer.url, text, digest)
    if is_home_page(answer.url):
        outcome, words = LinkOutcome.HOME_PAGE, "It is a home page that describes no program."
    elif not same_address(url, answer.url):
        kept = "for good" if fetched.is_for_good else "for now"
        outcome, words = LinkOutcome.MOVED, f"It leads {kept} to {answer.url}"[:300]
    elif digest_before and digest != digest_before:
        outcome, words = LinkOutcome.CHANGED, "Its text differs from last time."
    return LinkFinding(outcome, words, answer.url, text, digest)
