"""One page over HTTP: with a time-out, few redirects, a limit on size and the site's own rules."""

import errno
import http.client
import socket
import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from urllib.request import Request
from urllib.robotparser import RobotFileParser

from django.conf import settings

from programs.curation.links.addresses import (
    SCHEMES,
    RefusedAddressError,
    check_address,
    opener_for,
    proxy_for,
)

USER_AGENT = "USCE-portal-link-check/1.0"
HEADERS = {"User-Agent": USER_AGENT, "Accept": "text/html, text/plain, */*;q=0.5"}
MOST_REDIRECTS = 5
MOST_BYTES = 2_000_000
MOST_ROBOTS_BYTES = 200_000
MOST_SECONDS = 60  # for one whole answer, however slowly it comes
LONGEST_PAUSE = 30
RETRIES = 2
PASSING = {HTTPStatus.INTERNAL_SERVER_ERROR, 502, 503, 504}
FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
REDIRECTS = FOR_GOOD | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
# What a connection fails with when this machine has no way out, and not when a server is down.
OFFLINE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}


@dataclass(frozen=True)
class HttpAnswer:
    """What came back. ``status`` 0: nothing did, and ``problem`` says why."""

    url: str
    status: int = 0
    body: bytes = b""
    content_type: str = ""
    location: str = ""
    problem: str = ""
    is_time_out: bool = False
    is_offline: bool = False
    is_refused: bool = False


@dataclass(frozen=True)
class Fetched:
    """The last answer on the way. ``is_for_good``: a redirect said that the page has moved for good."""

    answer: HttpAnswer
    is_for_good: bool = False
    is_disallowed: bool = False


def ascii_url(url: str) -> str:
    """An address as it may stand in a request: without its fragment, other letters escaped."""
    return quote(urldefrag(url)[0], safe="%/:=&?~#+!$,;'@()*[]")


def read_body(response: http.client.HTTPResponse, most: int) -> bytes:
    """Read at most so many bytes; raise TimeoutError when they take too long in all."""
    parts, size, end = [], 0, time.monotonic() + MOST_SECONDS
    while size < most and (part := response.read1(min(65_536, most - size))):
        parts.append(part)
        size += len(part)
        if time.monotonic() > end:
            message = "it came too slowly"
            raise TimeoutError(message)
    return b"".join(parts)


def is_offline(url: str, reason: object) -> bool:
    """Whether a failed connection says that there is no network here, or no proxy."""
    if isinstance(reason, ConnectionRefusedError):
        return proxy_for(url) is not None
    return isinstance(reason, socket.gaierror | TimeoutError) or getattr(reason, "errno", 0) in OFFLINE


def failed_answer(url: str, reason: object) -> HttpAnswer:
    return HttpAnswer(
        url,
        problem=(str(reason) or type(reason).__name__)[:200],
        is_time_out=isinstance(reason, TimeoutError),
        is_offline=is_offline(url, reason),
        is_refused=isinstance(reason, RefusedAddressError),
    )


def ask(url: str, most: int = MOST_BYTES) -> HttpAnswer:
    """Ask for one address once, following nothing."""
    address = ascii_url(url)
    try:
        check_address(address)
        request = Request(address, headers=HEADERS)  # noqa: S310 - check_address takes http and https alone
        try:
            response = opener_for(address).open(request, timeout=settings.LINK_CHECK_TIMEOUT)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            kind, location = response.headers.get("Content-Type", ""), response.headers.get("Location", "")
            body = read_body(response, most)
            return HttpAnswer(
                url, response.status, body, kind, urljoin(address, location) if location else ""
            )
    except urllib.error.URLError as error:
        return failed_answer(url, error.reason)
    except TimeoutError as error:  # it was connected: the server is slow
        return replace(failed_answer(url, error), is_offline=False)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return failed_answer(url, error)


@dataclass
class Fetcher:
    """Asks one address at a time, with a pause between two requests to one host, as its robots.txt says."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    asked_at: dict[str, float] = field(default_factory=dict)
    rules: dict[str, RobotFileParser] = field(default_factory=dict)

    def ask(self, url: str, most: int = MOST_BYTES) -> HttpAnswer:
        """Ask politely, and again when the failure may pass."""
        answer = HttpAnswer(url)
        for attempt in range(RETRIES + 1):
            self.wait_for(urlsplit(url).netloc, attempt)
            answer = ask(url, most)
            if (answer.status and answer.status not in PASSING) or answer.is_refused or answer.is_offline:
                break
        return answer

    def wait_for(self, host: str, attempt: int) -> None:
        """Wait until the host may be asked again; longer after each failure."""
        rules = self.rules.get(host)
        delay = float(rules.crawl_delay(USER_AGENT) or 0) if rules else 0.0
        pause = min(max(settings.LINK_CHECK_PAUSE, delay), LONGEST_PAUSE) * 2**attempt
        wait = self.asked_at.get(host, -pause) + pause - self.clock()
        if host in self.asked_at and wait > 0:
            self.sleep(wait)
        self.asked_at[host] = self.clock()

    def may_ask(self, url: str) -> bool:
        """Whether the site's robots.txt lets us; one that is not there lets everybody."""
        parts = urlsplit(url)
        if parts.netloc not in self.rules:
            answer = self.ask(f"{parts.scheme}://{parts.netloc}/robots.txt", MOST_ROBOTS_BYTES)
            rules = RobotFileParser()
            is_text = answer.status == HTTPStatus.OK
            rules.parse(answer.body.decode("utf-8", "replace").splitlines() if is_text else [])
            self.rules[parts.netloc] = rules
        return self.rules[parts.netloc].can_fetch(USER_AGENT, url)

    def fetch(self, url: str) -> Fetched:
        """Follow a few redirects to the page behind an address."""
        address, is_for_good = url, False
        for _ in range(MOST_REDIRECTS + 1):
            if urlsplit(address).scheme in SCHEMES and not self.may_ask(address):
                return Fetched(HttpAnswer(address), is_disallowed=True)
            answer = self.ask(address)
            if answer.status not in REDIRECTS or not answer.location:
                return Fetched(answer, is_for_good=is_for_good)
            is_for_good = is_for_good or answer.status in FOR_GOOD
            address = answer.location
        return Fetched(HttpAnswer(address, problem=f"more than {MOST_REDIRECTS} redirects"))
