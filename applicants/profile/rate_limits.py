"""How often an account may do what costs much: one table, and the one counter of it.

allauth's own limits read and write the cache in two steps, which requests at the same moment pass together.
"""

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from applicants.profile.models import Applicant, RateCount
from applicants.profile.requests import ApplicantRequest, ApplicantView, Route
from applicants.profile.timezones import local_time
from programs.formatting import counted

MINUTES = 10
WINDOW = datetime.timedelta(minutes=MINUTES)


@dataclass(frozen=True)
class RateLimit:
    """The most of one act in ten minutes by the clock; ``did`` says in words what was done so often."""

    name: str
    most: int
    did: str


UPLOADS = RateLimit("upload", 60, "uploaded 60 files")  # refused ones too
LETTERS_BY_LINK = RateLimit("letter", 10, "sent 10 files")  # of one link
SHEETS = RateLimit("sheet", 20, "sent 20 spreadsheets")  # to look at
IMPORTS = RateLimit("import", 20, "imported 20 spreadsheets")
MERGES = RateLimit("merge", 20, "made 20 PDFs")
ZIPS = RateLimit("zip", 30, "made 30 zip files")
EXPORTS = RateLimit("export", 20, "downloaded your data 20 times")


class RetryLaterError(ValidationError):
    """Nothing is wrong with what was sent; it can be sent again after some ``seconds``."""

    status = 503

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message, code="retry_later")
        self.seconds = seconds

    def on(self, response: HttpResponse) -> HttpResponse:
        """A page as the answer to what came too early."""
        response.status_code = self.status
        response["Retry-After"] = str(self.seconds)
        return response


class RateLimitedError(RetryLaterError):
    """An act came too often."""

    status = 429


def key_of(limit: RateLimit, link: int | None) -> str:
    return f"{limit.name} {link}" if link else limit.name


def consume(limit: RateLimit, applicant: Applicant, link: int | None = None) -> None:
    """Count one act of an applicant, or of whoever has a letter's link; raise RateLimitedError at the limit.

    Call it outside of the transaction that does the act, so that what is refused or rolled back counts too.
    The update of a row that is below the limit decides: no two requests can both be the last.
    """
    now = timezone.now()
    start = now.replace(minute=now.minute // MINUTES * MINUTES, second=0, microsecond=0)
    row: dict[str, Any] = {"applicant": applicant, "key": key_of(limit, link), "window_start": start}
    if RateCount.objects.add_one(limit.most, **row):
        return
    RateCount.objects.get_or_create(**row)
    if not RateCount.objects.add_one(limit.most, **row):
        raise rate_limit_error(limit, start + WINDOW, now, None if link else applicant.time_zone)


def take_back(limit: RateLimit, applicant: Applicant, link: int | None = None) -> None:
    """Count one act less: it was refused because the portal was busy, not because of what it was."""
    RateCount.objects.filter(applicant=applicant, key=key_of(limit, link)).take_one()


def rate_limit_error(
    limit: RateLimit, until: datetime.datetime, now: datetime.datetime, time_zone: str | None
) -> RateLimitedError:
    """What to say at a limit: until when to wait on one's own clock; without one (None), how long."""
    seconds = max(1, math.ceil((until - now).total_seconds()))
    minutes = counted(math.ceil(seconds / 60), "minute")
    wait = f"until {local_time(time_zone, until):%H:%M}" if time_zone else minutes
    return RateLimitedError(f"You have {limit.did} in {MINUTES} minutes. Wait {wait}, then go on.", seconds)


def retry_later(
    response: HttpResponse,
    form: Any,
    limit: RateLimit | None = None,
    applicant: Applicant | None = None,
    link: int | None = None,
) -> HttpResponse:
    """A form's page: as 429 or 503 when the form can be sent again as it is, else unchanged.

    ``limit``, ``applicant`` and ``link``: what was counted before the form was read. It is taken back when
    the portal was busy (503), because nobody looked at what was sent.
    """
    faults = [fault for errors in form.errors.as_data().values() for fault in errors]
    fault = next((fault for fault in faults if isinstance(fault, RetryLaterError)), None)
    if fault is None:
        return response
    if limit and applicant and not isinstance(fault, RateLimitedError):
        take_back(limit, applicant, link)
    return fault.on(response)


def limit_downloads(limit: RateLimit, back: str) -> Callable[[ApplicantView[Route]], ApplicantView[Route]]:
    """Count each download of a view; at the limit show a short page with the way back to a route.

    The route takes what the view takes. A HEAD is not counted: it makes nothing.
    """

    def decorate(view: ApplicantView[Route]) -> ApplicantView[Route]:
        @wraps(view)
        def wrapper(request: ApplicantRequest, *args: Route.args, **kwargs: Route.kwargs) -> HttpResponseBase:
            try:
                if request.method == "GET":
                    consume(limit, request.applicant)
            except RateLimitedError as fault:
                context = {"words": fault.message, "back": reverse(back, args=args, kwargs=kwargs)}
                return fault.on(TemplateResponse(request, "applicants/profile/_rate_limited.html", context))
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
