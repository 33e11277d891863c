"""Twelve typical applicants, and random ones."""

import datetime

from hypothesis import strategies as st

from applicants.eligibility.applicant_facts import ApplicantFacts, ExamState
from applicants.profile import choices
from programs.choices import Audience

TODAY = datetime.date(2026, 11, 23)
PASSED, FAILED = ExamState("passed", attempts=1), ExamState("failed", attempts=2)
SCHEDULED = ExamState("scheduled", taken_on=datetime.date(2027, 3, 5))
USUAL_DOCUMENTS = [
    *("cv", "immunizations", "health_insurance", "medical_school_transcript", "recommendation_letters"),
    *("tb_test", "passport", "photo_id", "background_check", "letter_of_intent", "hipaa_training", "mspe"),
    *("malpractice_insurance", "visa_proof", "interview", "personal_statement", "flu_vaccine"),
    *("confidentiality_agreement", "physical_exam", "home_institution_letter"),
]
HAS_DOCUMENTS = dict.fromkeys(USUAL_DOCUMENTS, True)
GRADUATE = ApplicantFacts(
    stage="graduate",
    graduated_on=datetime.date(2023, 6, 30),
    born_on=datetime.date(1998, 2, 1),
    school_country="NG",
    citizenships=frozenset({"NG"}),
    seeks_residency=True,
    ecfmg_status="in_progress",
)

PEOPLE = {
    "says nothing": ApplicantFacts(),
    "graduate without Step 1": ApplicantFacts(
        stage="graduate", exams={"usmle_step1": ExamState("not_taken")}
    ),
    "graduate with Step 1 and documents": ApplicantFacts(
        **vars(GRADUATE)
        | {
            "exams": {"usmle_step1": PASSED, "toefl": ExamState("passed", score=105.0)},
            "answers": HAS_DOCUMENTS | {"faculty_sponsor": False, "society_member": False},
            "visa_held": "B-1/B-2",
            "visa_expires_on": datetime.date(2030, 1, 1),
        }
    ),
    "certified older graduate": ApplicantFacts(
        **vars(GRADUATE)
        | {
            "graduated_on": datetime.date(2014, 6, 30),
            "born_on": datetime.date(1985, 5, 5),
            "ecfmg_status": "certified",
            "exams": {kind: ExamState("passed", score=231.0, attempts=1) for kind in choices.USMLE_STEPS},
            "answers": HAS_DOCUMENTS | {"taught_in_english": True, "faculty_sponsor": True},
        }
    ),
    "graduate who failed": ApplicantFacts(
        stage="graduate", exams={"usmle_step1": FAILED}, answers={"taught_in_english": False}
    ),
    "preclinical student": ApplicantFacts(stage="preclinical_student", school_country="PK"),
    "clinical student, Step 1 scheduled": ApplicantFacts(
        stage="clinical_student",
        citizenships=frozenset({"PK"}),
        exams={"usmle_step1": SCHEDULED},
        answers={"vslo_school": False, "home_school_nomination": False},
    ),
    "final-year student of a partner school": ApplicantFacts(
        stage="final_year_student",
        school_country="DE",
        citizenships=frozenset({"DE"}),
        exams={"usmle_step1": PASSED},
        answers=HAS_DOCUMENTS
        | {"vslo_school": True, "home_school_nomination": True, "partner_list_complete": True},
        has_partner_hosts=True,
        partner_programs=frozenset(range(0, 400, 7)),
    ),
    "US citizen abroad": ApplicantFacts(
        stage="final_year_student",
        school_country="GD",
        citizenships=frozenset({"US"}),
        is_us_permanent_resident=False,
        exams={"usmle_step1": PASSED, "usmle_step2_ck": PASSED},
        answers={"taught_in_english": True, "partner_school": False},
        seeks_residency=True,
    ),
    "US permanent resident": ApplicantFacts(
        stage="graduate", citizenships=frozenset({"IN"}), is_us_permanent_resident=True, seeks_residency=True
    ),
    "resident abroad": ApplicantFacts(
        stage="resident_abroad",
        citizenships=frozenset({"JP"}),
        seeks_residency=False,
        visa_held="ESTA",
        answers={"enrollment_verification": True, "society_member": True},
    ),
    "practicing physician": ApplicantFacts(
        stage="practicing_physician",
        graduated_on=datetime.date(2008, 7, 1),
        born_on=datetime.date(1982, 1, 1),
        citizenships=frozenset({"GB", "IE"}),
        seeks_residency=False,
        visa_held="B-2",
        visa_expires_on=datetime.date(2025, 1, 1),
        answers=HAS_DOCUMENTS | {"medical_license_home_country": True},
    ),
}

DAYS = st.dates(datetime.date(1960, 1, 1), datetime.date(2030, 12, 31))
MAYBE = st.none() | st.booleans()
EXAMS = st.builds(
    ExamState,
    status=st.sampled_from(choices.ExamStatus.values),
    score=st.none() | st.integers(60, 260).map(float),
    attempts=st.none() | st.integers(1, 5),
)
CODES = [
    *USUAL_DOCUMENTS,
    *("vslo_school", "partner_school", "partner_list_complete", "home_school_nomination", "society_member"),
    *("faculty_sponsor", "employee_connection", "taught_in_english", "enrollment_verification"),
    *("medical_diploma", "core_clerkships_completed", "medical_license_home_country"),
]


@st.composite
def people(draw: st.DrawFn) -> ApplicantFacts:
    """Draw anybody at all, contradictions included."""
    return ApplicantFacts(
        stage=draw(st.sampled_from(["", *Audience.values])),
        graduated_on=draw(st.none() | DAYS),
        born_on=draw(st.none() | DAYS),
        school_country=draw(st.sampled_from(["", "US", "CA", "NG", "DE"])),
        ecfmg_status=draw(st.sampled_from(["", *choices.ECFMGStatus.values])),
        citizenships=draw(
            st.frozensets(st.sampled_from(["US", "CA", "MX", "JP", "NG", "IN", "AT"]), max_size=2)
        ),
        is_us_permanent_resident=draw(MAYBE),
        visa_held=draw(st.sampled_from(["", *choices.VisaHeld.values])),
        visa_expires_on=draw(st.none() | DAYS),
        seeks_residency=draw(MAYBE),
        exams=draw(st.dictionaries(st.sampled_from(choices.ExamKind.values), EXAMS)),
        answers=draw(st.dictionaries(st.sampled_from(CODES), st.booleans())),
        has_partner_hosts=draw(st.booleans()),
        partner_programs=draw(st.frozensets(st.integers(0, 310), max_size=40)),
    )
