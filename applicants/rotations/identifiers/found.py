"""What is found in a note, and the kinds it can be of."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "name",
    "date",
    "age_over_89",
    "location",
    "phone",
    "email",
    "record_number",
    "ssn",
    "account",
    "license",
    "vehicle",
    "device",
    "url",
    "ip",
    "biometric",
    "photo",
    "other_unique",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, order=True)
class FoundSpan:
    """Where something stands in a note."""

    start: int
    end: int
    kind: Kind

    def overlaps(self, other: "FoundSpan") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Identifier:
    """A piece of a note that may identify a patient; ``text`` is what stands from start to end."""

    kind: Kind
    start: int
    end: int
    text: str

    @property
    def label(self) -> str:
        """The kind in words: "record number"."""
        return self.kind.replace("_", " ")
