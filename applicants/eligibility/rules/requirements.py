"""How a person stands to each thing that a program asks for: exams, documents, age, stage. Pure.

A rule looks at one ``Ask`` and says met, not met, or unknown; what is unknown never counts as met.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple

from applicants.eligibility.applicant_facts import ApplicantFacts, ExamState, is_asked_at
from applicants.profile.choices import ECFMGStatus, ExamKind, ExamStatus
from programs import formatting
from programs.choices import Audience
from programs.eligibility_rules import Ask

MET = "met"
UNMET = "unmet"
NOT_STATED = "not_stated"
UNKNOWN = "unknown_about_me"

NOT_SAID = "You haven’t answered this"
ASK_HOST = "Only the host can tell"


class RuleOutcome(NamedTuple):
    """How it stands, why, and which question of the profile would decide it; blank: only the host can.

    ``short``: what blocks, where the name of the rule does not say it.
    """

    result: str
    words: str
    question: str = ""
    short: str = ""


def unknown(question: str, words: str = NOT_SAID) -> RuleOutcome:
    """The finding that an answer of the profile is missing."""
    return RuleOutcome(UNKNOWN, words, question)


def answer(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """What the person has answered: have it or can get it, or not."""
    is_yes = person.answers.get(ask.code)
    if is_yes is None:
        return unknown(ask.code)
    return (
        RuleOutcome(MET, "You have it or can get it")
        if is_yes
        else RuleOutcome(UNMET, "You said no", ask.code)
    )


def not_passed(exam: ExamState) -> str:
    day = formatting.day_words(exam.taken_on) if exam.taken_on else ""
    if exam.status == ExamStatus.SCHEDULED:
        return f"Scheduled for {day}" if day else "Scheduled"
    if exam.status == ExamStatus.WAITING:
        return "Taken, waiting for the result"
    return "Not passed yet" if exam.status == ExamStatus.FAILED else "Not taken"


def exam(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    state = person.exams.get(ask.code)
    if state is None:
        return unknown(ask.code)
    if not state.is_passed:
        return RuleOutcome(UNMET, not_passed(state), ask.code)
    if ask.minimum is None:
        return RuleOutcome(MET, "Passed")
    least = formatting.number_words(ask.minimum)
    if state.score is None:
        return unknown(ask.code, f"Passed; they ask for {least} or more, and you have not said your score")
    score = formatting.number_words(state.score)
    if state.score >= ask.minimum:
        return RuleOutcome(MET, f"Passed with {score}; they ask for {least}")
    return RuleOutcome(UNMET, f"Passed with {score}; they ask for {least}", ask.code)


def transcript(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether there is a USMLE result to send: one step was taken and judged."""
    if any(step.has_result for kind, step in person.exams.items() if kind in STEPS):
        return RuleOutcome(MET, "You have a USMLE result")
    if missing := [kind for kind in FIRST_STEPS if kind not in person.exams]:
        return unknown(missing[0])
    return RuleOutcome(UNMET, "You have no USMLE result yet", ExamKind.STEP1)


def attempts(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether some step took more attempts than allowed. No stated number: only one is sure to do."""
    most = ask.maximum
    steps = {kind: state for kind, state in person.exams.items() if kind in STEPS}
    if most is not None and any(has_too_many(step, most) for step in steps.values()):
        return RuleOutcome(UNMET, f"They allow {formatting.counted(most, 'attempt')} at each step")
    if ExamKind.STEP1 not in steps:
        return unknown(ExamKind.STEP1)
    unsure = [kind for kind, step in steps.items() if not is_within(step, 1 if most is None else most)]
    if not unsure:
        return RuleOutcome(MET, "Within the limit")
    if steps[unsure[0]].attempts is None:
        return unknown(unsure[0], "You have not said how many attempts you needed")
    return RuleOutcome(UNKNOWN, ASK_HOST)


def has_too_many(step: ExamState, most: float) -> bool:
    """Whether a step has used up the attempts without a pass, or needed more."""
    used = step.attempts or (1 if step.status == ExamStatus.FAILED else 0)
    return used > most or (step.status == ExamStatus.FAILED and used >= most)


def is_within(step: ExamState, most: float) -> bool:
    """Whether a step is sure to be within a limit; one not judged yet has used no attempt."""
    if not step.has_result:
        return step.attempts is None or step.attempts < most
    if step.attempts is None:
        return False
    return step.attempts <= most if step.is_passed else step.attempts < most


def ecfmg(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    if not person.ecfmg_status:
        return unknown("ecfmg_status")
    if person.ecfmg_status == ECFMGStatus.CERTIFIED:
        return RuleOutcome(MET, "Certified")
    return RuleOutcome(UNMET, str(ECFMGStatus(person.ecfmg_status).label), "ecfmg_status")


def english(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether English can be shown: by a test, or by a school that taught in English."""
    if person.has_passed_english:
        return RuleOutcome(MET, "You passed a test of English")
    taught = person.answers.get("taught_in_english")
    if taught:
        return RuleOutcome(MET, "Your school taught in English")
    if taught is None:
        return unknown("taught_in_english")
    if any(kind in person.exams for kind in ENGLISH):
        return RuleOutcome(
            UNMET, "Your school did not teach in English, and no test is passed", ExamKind.TOEFL
        )
    return unknown(ExamKind.TOEFL, "You have not said whether you passed a test of English")


def diploma(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether there is a diploma: graduates have one, students do not."""
    if person.is_past_school:
        return RuleOutcome(MET, "You have graduated")
    if person.is_student:
        return RuleOutcome(UNMET, "You have not graduated yet")
    return unknown("stage") if ask.code not in person.answers else answer(ask, person, today)


def enrollment(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether somebody can confirm enrollment: a school its students; a hospital its residents."""
    if person.is_student:
        return RuleOutcome(MET, "Your school can confirm it")
    if not is_asked_at(person.stage, ask.code):
        return RuleOutcome(UNMET, "You are no longer enrolled")
    if person.stage == Audience.RESIDENT_ABROAD or ask.code in person.answers:
        return answer(ask, person, today)
    return unknown("stage")


def clerkships(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Whether the core clerkships are done: before graduation, never before they start."""
    if person.is_past_school:
        return RuleOutcome(MET, "You have graduated")
    if person.stage == Audience.PRECLINICAL_STUDENT:
        return RuleOutcome(UNMET, "Your clinical years have not started")
    return answer(ask, person, today)


def age_on(born_on: datetime.date, day: datetime.date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def age(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    if ask.minimum is None and ask.maximum is None:
        return RuleOutcome(UNKNOWN, ASK_HOST)
    if person.born_on is None:
        return unknown("born_on")
    years = age_on(person.born_on, today)
    is_young = ask.minimum is not None and years < ask.minimum
    is_old = ask.maximum is not None and years > ask.maximum
    return RuleOutcome(UNMET if is_young or is_old else MET, f"You are {years}")


RequirementRule = Callable[[Ask, ApplicantFacts, datetime.date], RuleOutcome]

STEPS = frozenset({ExamKind.STEP1, ExamKind.STEP2_CK, ExamKind.STEP3})
FIRST_STEPS = (ExamKind.STEP1, ExamKind.STEP2_CK)
ENGLISH = frozenset({ExamKind.TOEFL, ExamKind.IELTS, ExamKind.OET})
# Codes with a rule of their own; of every other the person answers yes or no.
RULES: Mapping[str, RequirementRule] = {
    **{kind.value: exam for kind in ExamKind},
    "usmle_transcript": transcript,
    "usmle_attempt_limit": attempts,
    "ecfmg_certificate": ecfmg,
    "english_fluency": english,
    "medical_diploma": diploma,
    "enrollment_verification": enrollment,
    "core_clerkships_completed": clerkships,
    "age_limit": age,
}


def outcome(ask: Ask, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    return RULES.get(ask.code, answer)(ask, person, today)
