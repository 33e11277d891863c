"""The notes that Samsung's cameras write behind a photo, and the table of them."""

import json
import re
import struct

from applicants.documents.checking.faults import HIDDEN, RefusedError
from applicants.documents.checking.foreign import has_code
from applicants.documents.checking.images import check_text

FILM = (
    "This photo has a video behind it. Turn “motion photo” off in the camera, or upload a screenshot of it."
)
# The table: "SEFH", version, count, a row for each note (two zeros, kind, how far before the table it starts,
# size), the table's length, "SEFT". Each note begins with the same two zeros and kind, then its name
# (ExifTool, Samsung trailer).
START, END, MAX_BYTES = b"SEFH", b"SEFT", 100_000
HEAD, ROW, NOTE_HEAD = struct.Struct("<4sII"), struct.Struct("<HHII"), struct.Struct("<HHI")
CAMERA_KINDS, MAX_NAME, MAX_BINARY = range(0x0800, 0x0E00), 64, 64


def are_notes(rest: bytes) -> bool:
    """Tell whether its camera's notes stand behind a photo; raise RefusedError if code or a film does."""
    if b"ftyp" in rest[:64] or b"MotionPhoto_Data" in rest:
        raise RefusedError(FILM)
    if not rest.endswith(END) or rest.lstrip(b"\0").startswith(b"\xff\xd8"):
        return False
    check_text(rest)
    table = len(rest) - 8 - int.from_bytes(rest[-8:-4], "little")
    if len(rest) > MAX_BYTES or table < 0 or not is_table(rest[:table], rest[table:-8]):
        raise RefusedError(HIDDEN)
    return True


def is_table(notes: bytes, table: bytes) -> bool:
    """Whether a table names every byte of the notes, each of a kind that cameras write."""
    start, _, count = HEAD.unpack_from(table)
    if start != START or len(table) != HEAD.size + count * ROW.size:
        return False
    rows = sorted(ROW.iter_unpack(table[HEAD.size :]), key=lambda row: -row[2])
    place = len(notes) - rows[0][2] if rows else 0
    if notes[: max(0, place)].strip(b"\0"):
        return False
    for zeros, kind, before, size in rows:
        if zeros or place != len(notes) - before or not is_note(notes[place : place + size], kind):
            return False
        place += size
    return place == len(notes)


def is_note(note: bytes, kind: int) -> bool:
    """Whether a note is of the kind its row says, is named, and is short or JSON."""
    zeros, own_kind, length = NOTE_HEAD.unpack_from(note)
    name, text = note[NOTE_HEAD.size :][:length], note[NOTE_HEAD.size + length :]
    is_named = length <= MAX_NAME and re.fullmatch(rb"\w+", name)
    if zeros or own_kind != kind or kind not in CAMERA_KINDS or not is_named:
        return False
    if len(text) > MAX_BINARY:
        json.loads(text)  # in which cameras and phones' editors keep longer notes
    return not has_code(text)
