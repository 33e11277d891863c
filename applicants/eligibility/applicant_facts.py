"""An applicant as the rules of "Am I eligible?" see them: one frozen person, no rows."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import BooleanField, Value

from applicants.profile.choices import ENGLISH_TESTS, USMLE_STEPS, ExamStatus, VisaHeld
from applicants.profile.first_answers import FirstAnswers
from applicants.profile.models import Applicant, Exam
from programs.choices import Audience
from programs.eligibility_rules import STUDENTS

US = "US"
# A visa printed B-1/B-2 is good for either.
CLASSES_OF: dict[str, frozenset[str]] = {VisaHeld.B1_B2: frozenset({"B-1", "B-2"})}
NO_CLASS = frozenset({"", VisaHeld.NONE, VisaHeld.OTHER})


# What an entry of the immunization record answers.
IMMUNIZED: Mapping[str, str] = {
    "tb_skin_test": "tb_test",
    "igra": "tb_test",
    "influenza_vaccine": "flu_vaccine",
    "covid_19_vaccine": "covid_vaccine",
}
# Whom nobody can confirm as enrolled: a school confirms its students, a hospital its residents.
NOT_ENROLLED = frozenset({Audience.GRADUATE, Audience.PRACTICING_PHYSICIAN})


def is_asked_at(stage: str, code: str) -> bool:
    """Whether somebody at a stage can be asked for a requirement at all; blank: not said."""
    return code != "enrollment_verification" or stage not in NOT_ENROLLED


@dataclass(frozen=True)
class ExamState:
    """How far one exam is. None: not said."""

    status: str
    taken_on: datetime.date | None = None
    score: float | None = None
    attempts: int | None = None

    @property
    def is_passed(self) -> bool:
        return self.status == ExamStatus.PASSED

    @property
    def has_result(self) -> bool:
        """Whether the exam was passed or failed."""
        return self.status in (ExamStatus.PASSED, ExamStatus.FAILED)


@dataclass(frozen=True)
class ApplicantFacts:
    """What an applicant has said of themselves. "", None, an empty set and a missing key: not said.

    ``on_file``: answers that nobody had to give, because documents or immunizations say so.
    ``partner_programs`` are the ids of programs at hosts that the home school has an agreement with.
    ``is_partner_here`` is set for one program at a time, see ``at``.
    """

    stage: str = ""
    graduated_on: datetime.date | None = None
    born_on: datetime.date | None = None
    school_country: str = ""
    ecfmg_status: str = ""
    citizenships: frozenset[str] = frozenset()
    is_us_permanent_resident: bool | None = None
    visa_held: str = ""
    visa_expires_on: datetime.date | None = None
    seeks_residency: bool | None = None
    exams: Mapping[str, ExamState] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    on_file: frozenset[str] = frozenset()
    has_partner_hosts: bool = False
    partner_programs: frozenset[int] = frozenset()
    is_partner_here: bool = False

    def at(self, program_id: int) -> Self:
        return replace(self, is_partner_here=program_id in self.partner_programs)

    @property
    def is_student(self) -> bool:
        return self.stage in STUDENTS

    @property
    def is_past_school(self) -> bool:
        """Whether the person has said to be a graduate, at whatever stage after it."""
        return self.stage != "" and self.stage not in STUDENTS

    @property
    def is_us_citizen(self) -> bool | None:
        """Whether the person is a US citizen; None when no citizenship is said."""
        return US in self.citizenships if self.citizenships else None

    @property
    def visa_classes(self) -> frozenset[str]:
        """The visa classes that the person holds, expired or not; empty for none and not said."""
        if self.visa_held in NO_CLASS:
            return frozenset()
        return CLASSES_OF.get(self.visa_held, frozenset({self.visa_held}))

    def has_passed_any(self, kinds: tuple[str, ...]) -> bool:
        return any(self.exams[kind].is_passed for kind in kinds if kind in self.exams)

    @property
    def has_passed_english(self) -> bool:
        return self.has_passed_any(ENGLISH_TESTS)

    @property
    def has_passed_a_step(self) -> bool:
        return self.has_passed_any(USMLE_STEPS)

    @property
    def stage_words(self) -> str:
        """The stage's label; blank when the applicant has not said it."""
        return str(Audience(self.stage).label) if self.stage else ""


def facts_of_applicant(applicant: Applicant) -> ApplicantFacts:
    """Who an applicant is, by what they say and have on file. Three queries, whatever that is."""
    # One row for each program of each partner host; a host without a program has one with None.
    partners = list(applicant.partner_hosts.values_list("programs", flat=True))
    answers, on_file = answers_of(applicant)
    return replace(facts_from(applicant, applicant.exams.all(), answers, partners), on_file=on_file)


def answers_of(applicant: Applicant) -> tuple[dict[str, bool], frozenset[str]]:
    """All answers by code, and the codes that documents and immunizations answer. One query.

    What is on file is there, or was and can be had again; what the applicant says comes before it. Whether
    it is still good during a rotation is judged for each rotation.
    """
    said = applicant.answers.order_by().values_list("code", "is_yes", Value(value=False))
    kinds = applicant.documents.order_by().filter(versions__isnull=False).values_list("kind__code")
    doses = applicant.immunizations.order_by().filter(what__in=IMMUNIZED).values_list("what")
    yes = (Value(value=True, output_field=BooleanField()), Value(value=True, output_field=BooleanField()))
    rows = list(said.union(kinds.values_list("kind__code", *yes), doses.values_list("what", *yes)))
    own = {code: bool(is_yes) for code, is_yes, is_on_file in rows if not is_on_file}
    on_file = {IMMUNIZED.get(code, code) for code, _, is_on_file in rows if is_on_file} - own.keys()
    return own | dict.fromkeys(on_file, True), frozenset(on_file)


def facts_of_first_answers(first: FirstAnswers) -> ApplicantFacts:
    """Who a visitor says to be; no query."""
    return facts_from(first.applicant, first.exam_rows, first.answers)


def facts_from(
    applicant: Applicant,
    exams: Iterable[Exam],
    answers: Mapping[str, bool],
    partners: Collection[int | None] = (),
) -> ApplicantFacts:
    """Collect the facts. ``partners``: programs of hosts that the school has an agreement with."""
    return ApplicantFacts(
        stage=applicant.stage,
        graduated_on=applicant.graduated_on,
        born_on=applicant.born_on,
        school_country=applicant.school_country,
        ecfmg_status=applicant.ecfmg_status,
        citizenships=frozenset(applicant.citizenships),
        is_us_permanent_resident=applicant.is_us_permanent_resident,
        visa_held=applicant.visa_held,
        visa_expires_on=applicant.visa_expires_on,
        seeks_residency=applicant.seeks_residency,
        exams={
            exam.kind: ExamState(
                exam.status,
                exam.taken_on,
                None if exam.score is None else float(exam.score),
                exam.attempts,
            )
            for exam in exams
        },
        answers=answers,
        has_partner_hosts=bool(partners),
        partner_programs=frozenset(program_id for program_id in partners if program_id is not None),
    )
