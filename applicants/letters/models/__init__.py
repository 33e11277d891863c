"""Index of the letters package's models."""

from applicants.letters.models.letter import Letter, LetterEvent
from applicants.letters.models.parts import LetterFile, LetterLink, LetterQuestion, LetterStep
from applicants.letters.models.season import Assignment, LetterTarget, ResidencyProgram

__all__ = [
    "Assignment",
    "Letter",
    "LetterEvent",
    "LetterFile",
    "LetterLink",
    "LetterQuestion",
    "LetterStep",
    "LetterTarget",
    "ResidencyProgram",
]
