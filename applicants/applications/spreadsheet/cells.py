"""Cells of a sheet, in people's own words, turned into what a form takes. Pure."""

import datetime
import re
from collections.abc import Callable, Iterable

from applicants.applications.workflow import ApplicationStatus
from programs.choices import ProgramType
from programs.pages.exports import unescape_cell
from programs.search import PROGRAM_TYPES
from programs.sheets.reader import CellError, plain_name
from programs.us_states import USState

# What people write into a cell that has nothing to say.
BLANKS = frozenset(
    {"", "-", "–", "—", "?", "n/a", "na", "none", "nil", "tbd", "tba", "unknown", "not stated"}
)
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
WRITTEN = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d-%B-%Y")
MOST_MONTHS = 12
CENTURY = 2000

STATUS_WORDS = {
    ApplicationStatus.SHORTLISTED: "interested|saved|"
    "wishlist|to apply|not applied|not started|new|idea|planned|"
    "shortlist|short list|short listed|wish list|want to apply|will apply|not yet applied|considering|maybe",
    ApplicationStatus.PREPARING: "in progress|drafting|working on it|preparing papers|"
    "draft|in preparation|getting ready|collecting documents|preparing documents",
    ApplicationStatus.SUBMITTED: "applied|sent|"
    "waiting|pending|application sent|under review|emailed|awaiting reply|"
    "application submitted|in review|awaiting response|awaiting decision|no reply yet|no response yet|"
    "wait list|waitlist|waitlisted|wait listed|waiting list|on waiting list|on the waiting list",
    ApplicationStatus.INTERVIEW: "interviewing|interviewed|invited|interview scheduled|interview invitation|"
    "invited to interview",
    ApplicationStatus.OFFERED: "offer|offer received|got offer|got an offer|offered a place",
    ApplicationStatus.ACCEPTED: "confirmed|accepted offer|booked|got in|yes",
    ApplicationStatus.ROTATING: "ongoing|current|started|in rotation",
    ApplicationStatus.COMPLETED: "done|finished|complete|rotation completed",
    ApplicationStatus.NOT_ACCEPTED: "rejected|denied|refused|unsuccessful|no|rejection|not selected",
    ApplicationStatus.NO_REPLY: "no response|no answer|ghosted|silence",
    ApplicationStatus.WITHDRAWN: "withdrew|dropped|not interested|withdraw|not applying",
    ApplicationStatus.DECLINED: "declined|i declined|turned down",
    ApplicationStatus.CANCELLED: "called off",
}


STATUSES = {word: status for status, words in STATUS_WORDS.items() for word in words.split("|")}
STATUSES |= {
    plain_name(name): status for status in ApplicationStatus for name in (status.label, status.value)
}
TYPES = {word: ProgramType(kind) for kind, words in PROGRAM_TYPES.items() for word in words}
TYPES |= {plain_name(name): kind for kind in ProgramType for name in (kind.label, kind.value)}
STATES = {plain_name(name): state for state in USState for name in (state.label, state.value)}


def is_blank(text: str) -> bool:
    return text.strip().lower() in BLANKS


def read_status(text: str) -> str:
    """A blank cell is the first status. CellError names those there are."""
    if is_blank(text):
        return ApplicationStatus.SHORTLISTED
    if found := STATUSES.get(plain_name(text)):
        return found
    raise CellError(f"“{text[:40]}” is not a status. Use one of: {', '.join(ApplicationStatus.labels)}.")


def read_program_type(text: str) -> str:
    if is_blank(text):
        return ""
    plain = plain_name(text)
    found = TYPES.get(plain) or next((TYPES[word] for word in plain.split() if word in TYPES), None)
    if found:
        return found
    raise CellError(f"“{text[:40]}” is not a program type. Use one of: {', '.join(ProgramType.labels)}.")


def read_state(text: str) -> str:
    """Give the postal code; blank for a blank cell. Raise CellError for what is no state."""
    if is_blank(text):
        return ""
    if found := STATES.get(plain_name(text)):
        return found
    raise CellError(f"“{text[:40]}” is not a US state. Write it as TX or Texas.")


def read_whole_number(text: str) -> str:
    """Read 4, 4.0, 4/5 and ★★★★ as 4; blank for a blank cell, CellError for anything else."""
    if is_blank(text):
        return ""
    plain = text.strip()
    if set(plain) <= {"★", "*", "⭐", "☆"}:
        return str(len(plain.replace("☆", "")))
    match = re.fullmatch(r"#?(\d{1,4})(?:\.0+)?(?:\s*(?:/|of|out of)\s*\d+)?", plain, re.ASCII)
    if match is None:
        raise CellError(f"“{text[:40]}” is not a whole number.")
    return str(int(match[1]))


def iso_day(year: int, month: int, day: int) -> str:
    """Spell a day as forms take it; raise CellError when there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise CellError(f"There is no day {year}-{month}-{day}.") from error


def read_written_day(text: str) -> str | None:
    """A day with its month in letters; None when it is none."""
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.replace(",", " "), flags=re.IGNORECASE)
    plain = " ".join(plain.replace("Sept ", "Sep ").replace(".", " ").split())
    for form in WRITTEN:
        try:
            found = datetime.datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        # Python takes 69 to 99 for the last century.
        is_of_last_century = form.endswith("%y") and found.year < CENTURY
        return found.replace(year=found.year + 100 if is_of_last_century else found.year).isoformat()
    return None


def read_day(text: str, *, is_day_first: bool) -> str:
    """A day as forms take it: 2026-03-01, 3/1/2026 (or 1/3/2026), March 1, 2026, 1 Mar 2026."""
    plain = text.strip()
    if is_blank(plain):
        return ""
    if match := ISO.fullmatch(plain):
        return iso_day(*(int(part) for part in match.groups()))
    if match := SLASHED.fullmatch(plain):
        first, second, year = (int(part) for part in match.groups())
        month, day_number = (second, first) if is_day_first else (first, second)
        return iso_day(year + CENTURY if len(match[3]) == len("26") else year, month, day_number)
    if found := read_written_day(plain):
        return found
    raise CellError(f"“{text[:40]}” is not a day. Write it as 2026-03-01.")


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether days such as 3/4/2026 name the day first, as far as the other days of a sheet tell.

    True when any has a first part above 12 and none a second one; else the American order.
    """
    pairs = [match.groups() for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    firsts = any(int(first) > MOST_MONTHS for first, _, _ in pairs)
    return firsts and not any(int(second) > MOST_MONTHS for _, second, _ in pairs)


def has_doubtful_days(texts: Iterable[str]) -> bool:
    found = [match.groups() for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    return any(
        first != second and int(first) <= MOST_MONTHS and int(second) <= MOST_MONTHS
        for first, second, _ in found
    )


READERS: dict[str, Callable[[str], str]] = {
    "status": read_status,
    "type": read_program_type,
    "state": read_state,
    "rating": read_whole_number,
    "rank": read_whole_number,
}
DAYS = ("deadline_on", "on", "starts_on", "ends_on", "reply_by", "next_action_on")
WEB_ADDRESSES = ("website", "host_portal_url")


def form_value(field: str, text: str, *, is_day_first: bool) -> str:
    """What a form takes for a field; CellError says what is wrong with the cell."""
    plain = unescape_cell(text)
    if field in DAYS:
        return read_day(plain, is_day_first=is_day_first)
    if field in WEB_ADDRESSES and is_blank(plain):
        return ""
    return READERS[field](plain) if field in READERS else plain
