"""Of whom a requirement is asked, and alternatives of which any one is enough. Pure.

A condition is True or False of a person, or None when that cannot be told.
"""

from collections.abc import Callable, Iterable, Mapping

from applicants.eligibility.applicant_facts import US, ApplicantFacts
from applicants.eligibility.rules.requirements import MET, UNKNOWN, RuleOutcome, unknown
from programs import eligibility_rules
from programs.eligibility_rules import Ask

CANADA = "CA"
ENGLISH_QUESTION = "taught_in_english"


def is_foreign(person: ApplicantFacts) -> bool | None:
    return None if person.is_us_citizen is None else not person.is_us_citizen


def is_from_us_school(person: ApplicantFacts) -> bool | None:
    return person.school_country == US if person.school_country else None


def is_us_canadian_abroad(person: ApplicantFacts) -> bool | None:
    """Whether a US or Canadian citizen went to a school in another country."""
    if person.citizenships and person.citizenships.isdisjoint({US, CANADA}):
        return False
    if person.school_country in (US, CANADA):
        return False
    return True if person.citizenships and person.school_country else None


def is_student(person: ApplicantFacts) -> bool | None:
    return person.is_student if person.stage else None


def is_graduate(person: ApplicantFacts) -> bool | None:
    return person.is_past_school if person.stage else None


def was_not_taught_in_english(person: ApplicantFacts) -> bool | None:
    taught = person.answers.get(ENGLISH_QUESTION)
    return None if taught is None else not taught


def both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 - what it combines
    if first is False or second is False:
        return False
    return True if first and second else None


def has_no_step(person: ApplicantFacts) -> bool | None:
    """Whether the person has passed no USMLE step; of a step not spoken of it cannot be told."""
    if person.has_passed_a_step:
        return False
    return True if "usmle_step1" in person.exams else None


CONDITIONS: Mapping[str, Callable[[ApplicantFacts], bool | None]] = {
    "": lambda _: True,
    eligibility_rules.FOREIGN: is_foreign,
    eligibility_rules.FROM_US_SCHOOL: is_from_us_school,
    eligibility_rules.US_CANADIAN_ABROAD: is_us_canadian_abroad,
    eligibility_rules.STUDENT: is_student,
    eligibility_rules.GRADUATE: is_graduate,
    eligibility_rules.STUDENT_NOT_TAUGHT_IN_ENGLISH: lambda p: both(
        is_student(p), was_not_taught_in_english(p)
    ),
    eligibility_rules.NO_STEP_NOR_ENGLISH: lambda p: both(has_no_step(p), was_not_taught_in_english(p)),
    eligibility_rules.SOME: lambda _: None,
}
# Which question of the profile tells whether a condition holds.
CONDITION_QUESTIONS = {
    eligibility_rules.FOREIGN: "citizenships",
    eligibility_rules.FROM_US_SCHOOL: "school_country",
    eligibility_rules.US_CANADIAN_ABROAD: "citizenships",
    eligibility_rules.STUDENT: "stage",
    eligibility_rules.GRADUATE: "stage",
    eligibility_rules.STUDENT_NOT_TAUGHT_IN_ENGLISH: ENGLISH_QUESTION,
    eligibility_rules.NO_STEP_NOR_ENGLISH: "usmle_step1",
}


def any_of(asks: Iterable[Ask], judge: Callable[[Ask], RuleOutcome], person: ApplicantFacts) -> RuleOutcome:
    """How a person stands to alternatives, of which those asked of them count.

    Not met only when one is asked for sure and none is met; an alternative that may not be asked of the
    person leaves it unknown.
    """
    stands = [(ask, CONDITIONS[ask.condition](person), judge(ask)) for ask in asks]
    asked = [(ask, applies, found) for ask, applies, found in stands if applies is not False]
    if not asked:
        return RuleOutcome(MET, "Not required for you")
    if met := next((found for _, _, found in asked if found.result == MET), None):
        return met
    if open_ones := [found for _, _, found in asked if found.result == UNKNOWN]:
        return next((found for found in open_ones if found.question), open_ones[0])
    if any(applies for _, applies, _ in asked):
        return asked[0][2]
    question = CONDITION_QUESTIONS.get(asked[0][0].condition, "")
    return unknown(question, "Not known whether they ask it of you")
