"""Index of the letters package's models."""

from applicants.letters.models.letter import Letter, LetterMove, LetterStep
from applicants.letters.models.season import Assignment, LetterTarget, ResidencyProgram
from applicants.letters.models.writer import LetterFile, LetterLink, LetterQuestion

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
