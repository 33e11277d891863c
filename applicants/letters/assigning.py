"""Gives letters to residency programs, four at most, and takes earlier letters into another season."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from applicants.letters.assignment_limits import MOST_LETTERS, MOST_PROGRAMS, free_slots
from applicants.letters.models import Assignment, Letter, ResidencyProgram
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.models import Specialty

FULL = f"“{{}}” has {MOST_LETTERS} letters, the most that ERAS sends. Take one away first."
ENOUGH = f"You have {MOST_PROGRAMS} programs in this season, the most that fit here. Take one out first."
Change = tuple[ResidencyProgram, list[Letter], list[UUID]]


@transaction.atomic
def assign_all(changes: Iterable[Change]) -> None:
    """Add and take away letters, all or nothing; raise ValidationError where a program would get a fifth."""
    for program, added, removed in changes:
        program.assignments.filter(letter__in=removed).delete()
        for letter in added:
            assign(program, letter)


def assign(program: ResidencyProgram, letter: Letter) -> None:
    """Give a letter to a program; once is enough. Raise ValidationError when the program has four.

    The slots are unique in the database, so that of two at the same moment one is refused there too.
    """
    held = dict(program.assignments.values_list("letter", "slot"))
    if letter.pk in held:
        return
    free = free_slots(held.values())
    if not free:
        raise ValidationError(FULL.format(program.name))
    try:
        with transaction.atomic():
            Assignment.objects.create(program=program, letter=letter, slot=free[0])
    except IntegrityError as error:
        raise ValidationError(f"“{program.name}” was changed at the same moment. Look again.") from error


@transaction.atomic
def create_residency_program(
    applicant: Applicant, name: str, match_year: int, specialty: Specialty | None
) -> ResidencyProgram:
    """The applicant's program of this name in a season, made now unless it is there.

    The applicant's row is held, so that of two clicks the second finds the first one's program.
    Raise ValidationError when the season, or all seasons together, have as many programs as fit.
    """
    lock(applicant)
    if known := applicant.residency_programs.named(name, match_year).first():
        return known
    if applicant.residency_programs.count_of(match_year) >= MOST_PROGRAMS:
        raise ValidationError(ENOUGH)
    require_room(applicant, applicant.residency_programs.all())
    return applicant.residency_programs.create(name=name, match_year=match_year, specialty=specialty)


@transaction.atomic
def use_again(letter: Letter, match_year: int) -> bool:
    """Take a letter into another season; False when it is there.

    One that is uploaded is in both seasons from then on: ERAS lets it be imported (``guidance.REUSE``). One
    that is still to come moves, and leaves the matrix of the season before.
    """
    if match_year in letter.match_years:
        return False
    if not letter.is_in_hand:
        letter.assignments.all().delete()
    letter.match_years = [*(letter.match_years if letter.is_in_hand else ()), match_year]
    letter.save(update_fields=["match_years"])
    return True


@transaction.atomic
def set_target(applicant: Applicant, match_year: int, specialty: Specialty | None, count: int) -> None:
    """Set how many letters of a specialty (None: General) a season needs; 0 deletes the target.

    Raise FullError when the applicant has as many targets as one may have.
    """
    lock(applicant)
    known = applicant.letter_targets.for_specialty(match_year, specialty)
    if not count:
        known.delete()
        return
    if not known.exists():
        require_room(applicant, applicant.letter_targets.all())
    applicant.letter_targets.update_or_create(
        match_year=match_year, specialty=specialty, defaults={"count": count}
    )
