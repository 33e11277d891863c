"""All rules over one note, and what stays where they overlap."""

from applicants.rotations.identifiers.addresses import ADDRESS_RULES
from applicants.rotations.identifiers.ages import AGE_RULES, find_ages
from applicants.rotations.identifiers.dates import DATE_RULES, find_dates
from applicants.rotations.identifiers.found import FoundSpan, Identifier
from applicants.rotations.identifiers.labels import LABEL_RULES
from applicants.rotations.identifiers.names import find_names
from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.places import find_places
from applicants.rotations.identifiers.shapes import SHAPE_RULES
from applicants.rotations.identifiers.traits import TRAIT_RULES

PATTERN_RULES = [*LABEL_RULES, *SHAPE_RULES, *TRAIT_RULES, *AGE_RULES, *DATE_RULES, *ADDRESS_RULES]


def find_identifiers(text: str) -> list[Identifier]:
    """What may identify a patient, from left to right; pure rules, and time in proportion to the text."""
    note = Note(text)
    spans = [span for rule in PATTERN_RULES for span in rule.spans(note)]
    spans += [span for find in (find_ages, find_dates, find_places, find_names) for span in find(note)]
    return [Identifier(s.kind, s.start, s.end, text[s.start : s.end]) for s in without_overlaps(spans)]


def without_overlaps(spans: list[FoundSpan]) -> list[FoundSpan]:
    """Where two spans share a letter, the one whose rule stands first wins."""
    taken: list[FoundSpan] = []
    ranked = sorted(enumerate(spans), key=lambda pair: (pair[1].start, pair[0]))
    rank: list[int] = []
    for order, span in ranked:
        if taken and taken[-1].overlaps(span):
            if order < rank[-1]:
                taken[-1], rank[-1] = span, order
        else:
            taken.append(span)
            rank.append(order)
    return taken
