"""Which letter goes to which residency program: at most four to each. Pure.

ERAS: entries are unlimited, "a maximum of four" can be assigned to one program, imported ones included
(AAMC, "Import letters of recommendation", see ``guidance``).
"""

from collections.abc import Iterable

MOST_LETTERS = 4  # docs/sources.md#four-letters-to-a-program
# Of one season, so that its matrix stays a page that can be read and saved: its ticks, and those it showed,
# are 2,400 fields at most, which settings.DATA_UPLOAD_MAX_NUMBER_FIELDS has to let through.
MOST_PROGRAMS = 300


def free_slots(taken: Iterable[int]) -> list[int]:
    held = set(taken)
    return [slot for slot in range(1, MOST_LETTERS + 1) if slot not in held]


def too_many(count: int) -> str | None:
    """What to say to somebody who ticked so many letters for one program; None when it is fine."""
    if count <= MOST_LETTERS:
        return None
    over = count - MOST_LETTERS
    return f"You ticked {count} letters. At most {MOST_LETTERS} go to one program: take {over} away."
