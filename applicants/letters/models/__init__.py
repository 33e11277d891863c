"""Index of the letters package's models."""

from applicants.letters.models.letter import Letter, LetterMove
from applicants.letters.models.parts import LetterFile, LetterLink, LetterQuestion, LetterStep
from applicants.letters.models.season import Assignment, LetterTarget, ResidencyProgram

__all__ = [
    "Assignment",
    "Letter",
    "LetterFile",
    "LetterLink",
    "LetterMove",
    "LetterQuestion",
    "LetterStep",
    "LetterTarget",
    "ResidencyProgram",
]
