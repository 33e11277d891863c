"""What would open the most programs, and which missing answers would decide the most programs. Pure.

Both are counted over the programs of the plain list, in one pass over its rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.catalog_assessment import CatalogAssessment, JudgedRule
from applicants.eligibility.explanations import in_sentence
from applicants.eligibility.rules.requirements import UNKNOWN, UNMET
from applicants.profile.questions import question_label
from programs import eligibility_rules
from programs.choices import Access
from programs.eligibility_rules import Eligibility
from programs.search import Catalog, ProgramSet

# Access that one can do something about; a school's agreements one cannot change.
CHANGEABLE_ACCESS: dict[str, str] = {
    Access.FACULTY_SPONSOR: "A faculty sponsor",
    Access.SOCIETY_MEMBER: "Membership of the right society",
    Access.HOME_SCHOOL_NOMINATION: "A nomination by your school",
}
# Requirements that a person has or has not, whatever they do now.
FIXED = frozenset(
    {
        *("academic_appointment", "class_rank", "minimum_gpa", "no_prior_us_training"),
        *("prior_residency_training", "research_experience_limit", "social_security_number"),
    }
)


@dataclass(frozen=True)
class Unlock:
    """One thing to get, and how many programs it alone would open."""

    code: str
    label: str
    count: int
    question: str


@dataclass(frozen=True)
class Missing:
    """One answer not given: how many programs ask, and how many this answer alone would decide."""

    question: str
    words: str
    decides: int
    asked: int


@dataclass(frozen=True)
class Meter:
    """How much of what programs ask is answered."""

    answered: int
    total: int
    missing: list[Missing]

    @property
    def percent(self) -> int:
        """The share answered; all of nothing is all."""
        return 100 if not self.total else 100 * self.answered // self.total


def changeable(judged: JudgedRule) -> tuple[str, ...]:
    if not judged.outcome.question:
        return ()
    if judged.rule.kind == eligibility_rules.ACCESS:
        return tuple(code for code in judged.rule.codes if code in CHANGEABLE_ACCESS)
    if judged.rule.kind == eligibility_rules.REQUIREMENT:
        return tuple(code for code in judged.rule.codes if code not in FIXED)
    return ()


def unlocks_of(verdicts: CatalogAssessment, labels: Mapping[str, str]) -> list[Unlock]:
    """What is the only thing not met at some programs, most programs first."""
    opened = verdicts.only(UNMET, changeable, verdicts.catalog.listed)
    found = [
        Unlock(code, CHANGEABLE_ACCESS.get(code) or labels.get(code, code), len(programs), code)
        for code, programs in opened.items()
        if programs
    ]
    return sorted(found, key=lambda unlock: (-unlock.count, unlock.label))


def unlocks(person: ApplicantFacts, catalog: Catalog, labels: Mapping[str, str]) -> list[Unlock]:
    """What would open the most programs to a person."""
    return unlocks_of(CatalogAssessment(catalog, person), labels)


def questions_of(judged: JudgedRule) -> tuple[str, ...]:
    """The question that would decide a rule; none when only the host can tell."""
    return (judged.outcome.question,) if judged.outcome.question else ()


def asked_by(verdicts: CatalogAssessment, among: ProgramSet) -> dict[str, int]:
    """How many programs among some turn on each question that is not answered."""
    found: dict[str, ProgramSet] = {}
    for judged in verdicts.judged:
        if judged.outcome.result == UNKNOWN and judged.outcome.question:
            question = judged.outcome.question
            found[question] = found.get(question, verdicts.catalog.nothing) | (judged.programs & among)
    return {question: len(programs) for question, programs in found.items()}


def meter_of(verdicts: CatalogAssessment, labels: Mapping[str, str]) -> Meter:
    plain = verdicts.catalog.listed
    among = plain & verdicts.fit[Eligibility.UNKNOWN]
    decided = verdicts.only(UNKNOWN, questions_of, among)
    missing = [
        Missing(
            question, in_sentence(question_label(question, labels)), len(decided.get(question, ())), count
        )
        for question, count in asked_by(verdicts, among).items()
        if count
    ]
    everything = asked_by(CatalogAssessment(verdicts.catalog, ApplicantFacts()), plain)
    open_ones = asked_by(verdicts, plain)
    ordered = sorted(missing, key=lambda one: (-one.decides, -one.asked, one.words))
    return Meter(len(everything.keys() - open_ones.keys()), len(everything), ordered)
