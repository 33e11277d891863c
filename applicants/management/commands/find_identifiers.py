"""manage.py find_identifiers: which kinds of identifiers notes hold, one note a line."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applicants.rotations.identifiers import find_identifiers


class Command(BaseCommand):
    """Reads ``{"id", "text"}``, writes ``{"id", "kinds"}``; a line that it cannot read stops no other."""

    help = "Read notes as JSON lines on standard input; print the kinds of identifiers that each holds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each line, then fail when one could not be read."""
        broken = 0
        for number, note in numbered_notes():
            if isinstance(note, str):
                broken += 1
                self.stderr.write(f"Line {number}: {note}")
                continue
            kinds = sorted({found.kind for found in find_identifiers(note["text"])})
            self.stdout.write(json.dumps({"id": note["id"], "kinds": kinds}, ensure_ascii=False))
        if broken:
            raise CommandError(f"{broken} of the lines could not be read.")


def numbered_notes() -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Each line of standard input that is not blank, with its number: a note, or what is wrong with it."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            yield number, note_in(line)


def note_in(line: bytes) -> dict[str, Any] | str:
    """The note that a line holds, or what is wrong with the line."""
    try:
        note = json.loads(line)
    except (ValueError, RecursionError):
        return "not JSON."
    if not isinstance(note, dict) or "id" not in note or not isinstance(note.get("text"), str):
        return 'not an object with "id" and a "text" that is a string.'
    return note
