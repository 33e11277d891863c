"""How long a session lives. Pure but for the session it is given."""

import time

from django.contrib.sessions.backends.base import SessionBase

STARTED_AT = "started_at"
SEEN_AT = "seen_at"

MOST_SECONDS = 14 * 24 * 3600
IDLE_SECONDS = 2 * 3600
STAFF_IDLE_SECONDS = 30 * 60
# A page notes that somebody was there at most this often, so that reading costs no write.
NOTE_SECONDS = 5 * 60


def start_clock(session: SessionBase) -> None:
    """Note when somebody logged in."""
    session[STARTED_AT] = session[SEEN_AT] = time.time()


def is_over(session: SessionBase, *, is_staff: bool) -> bool:
    """Whether a session stood idle too long or has grown too old.

    Only a log-in starts the clock; a session that tests make without one lives as long as its cookie.
    """
    now = time.time()
    idle = STAFF_IDLE_SECONDS if is_staff else IDLE_SECONDS
    is_idle = now - session.get(SEEN_AT, now) > idle
    return is_idle or now - session.get(STARTED_AT, now) > MOST_SECONDS


def note_visit(session: SessionBase) -> None:
    """Note that somebody is there, if that was not noted in the last minutes."""
    if SEEN_AT in session and time.time() - session[SEEN_AT] > NOTE_SECONDS:
        session[SEEN_AT] = time.time()
