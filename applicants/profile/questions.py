"""What the profile asks, in words: the questions that rules of programs turn on."""

from collections.abc import Mapping

from applicants.profile.choices import ExamKind
from programs.choices import Access

# Columns of the applicant, by the name that a finding gives as its question.
COLUMNS: Mapping[str, str] = {
    "stage": "your stage of training",
    "graduated_on": "your graduation date",
    "school_country": "the country of your school",
    "born_on": "your date of birth",
    "ecfmg_status": "your ECFMG certification",
    "citizenships": "your citizenship",
    "visa_held": "the visa you hold",
    "seeks_residency": "whether you seek US residency",
}
EXAMS: Mapping[str, str] = {kind.value: str(kind.label).removeprefix("USMLE ") for kind in ExamKind}
# Yes-or-no questions about access, with their whole words for the form.
ACCESS_QUESTIONS: Mapping[str, tuple[str, str]] = {
    Access.VSLO_SCHOOL: ("VSLO", "Does your school send students through VSLO?"),
    Access.PARTNER_SCHOOL: ("your school’s US partners", "Does your school have agreements with US hosts?"),
    "partner_list_complete": ("your school’s US partners", "Is the list of partner hosts complete?"),
    Access.HOME_SCHOOL_NOMINATION: ("nomination", "Would your school nominate you?"),
    Access.FACULTY_SPONSOR: ("a faculty sponsor", "Do you know a US physician who would sponsor you?"),
    Access.SOCIETY_MEMBER: (
        "society membership",
        "Are you a member of a medical society that offers visits?",
    ),
    Access.EMPLOYEE_CONNECTION: (
        "a tie to an employee",
        "Do you have family or a friend who works at a US host?",
    ),
    Access.STATE_RESIDENTS: ("a US state you live in", "Do you live in a US state?"),
    "taught_in_english": ("teaching in English", "Was your medical school taught in English?"),
}
# Codes that the rules read from other answers, so the form does not ask for them.
READ_ELSEWHERE = frozenset(
    {*EXAMS, "usmle_transcript", "usmle_attempt_limit", "ecfmg_certificate", "english_fluency", "age_limit"}
)


def question_label(question: str, labels: Mapping[str, str]) -> str:
    """A question in a few words; ``labels`` are the requirements' own."""
    if question in COLUMNS:
        return COLUMNS[question]
    if question in EXAMS:
        return EXAMS[question]
    if question in ACCESS_QUESTIONS:
        return ACCESS_QUESTIONS[question][0]
    return labels.get(question, question.replace("_", " "))
