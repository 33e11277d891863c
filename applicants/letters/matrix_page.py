"""The matrix of a season: its letters, its residency programs, and what can be taken over. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms.boundfield import BoundField, BoundWidget

from applicants.letters.assignment_limits import MOST_LETTERS
from applicants.letters.forms.seasons import LetterMatrixForm
from applicants.letters.models import Letter, ResidencyProgram
from applicants.letters.workflow import LetterStatus


def used_in(letters: Iterable[Letter], season: int) -> list[Letter]:
    """The letters of a season that can still come; one that was declined cannot."""
    return [one for one in letters if season in one.match_years and one.status != LetterStatus.DECLINED]


def can_come(letter: Letter, season: int) -> bool:
    """Whether a letter of another season can be taken over: imported, or moved if not there yet."""
    if season in letter.match_years or letter.status == LetterStatus.DECLINED:
        return False
    return not letter.is_in_hand or any(year < season for year in letter.match_years)


def reusable(letters: Iterable[Letter], season: int) -> list[Letter]:
    return [one for one in letters if can_come(one, season)]


@dataclass(frozen=True)
class MatrixTick:
    """One cell of the matrix: whether a letter goes to a program.

    ``box``: the check box that gives a letter to the row's program.
    """

    letter: Letter
    box: BoundWidget


@dataclass(frozen=True)
class MatrixRow:
    """One residency program: a tick for each letter of the season, in the letters' order."""

    program: ResidencyProgram
    field: BoundField
    ticks: list[MatrixTick]
    count: int

    @property
    def shown(self) -> str:
        """A hidden input with what this page showed as ticked when it was opened."""
        return self.field.as_hidden(only_initial=True)

    @property
    def words(self) -> str:
        """How many of the four are given."""
        return f"{self.count} of {MOST_LETTERS}"

    @property
    def is_full(self) -> bool:
        return self.count >= MOST_LETTERS


@dataclass(frozen=True)
class MatrixPage:
    """A season's matrix, ready to render."""

    season: int
    letters: list[Letter]
    others: list[Letter]
    form: LetterMatrixForm

    @property
    def rows(self) -> list[MatrixRow]:
        return [self.row_of(program) for program in self.form.programs]

    def row_of(self, program: ResidencyProgram) -> MatrixRow:
        """Build a program's row; the ticks come from the form's field, so that what was typed stays."""
        field = self.form[self.form.name_of(program)]
        ticks = [MatrixTick(letter, box) for letter, box in zip(self.letters, field, strict=True)]
        return MatrixRow(program, field, ticks, len(program.assignments.all()))

    @property
    def last_season(self) -> int:
        return self.season - 1

    @property
    def next_season(self) -> int:
        return self.season + 1
