"""How a person stands to access, conditions and alternatives, and the sentence above it all."""

import datetime
from typing import Any

import pytest

from applicants.eligibility.applicant_facts import ApplicantFacts, ExamState
from applicants.eligibility.assessment import Finding, finding, findings, verdict
from applicants.eligibility.explanations import in_sentence, label, list_words, sentence
from applicants.eligibility.rules.requirements import MET, NOT_STATED, UNKNOWN, UNMET
from programs.choices import Audience, Intake
from programs.eligibility_rules import rule_of
from tests.applicants.eligibility.sample_applicants import TODAY
from tests.programs.test_eligibility_rules import line, record

LABELS = {"usmle_step1": "USMLE Step 1", "tb_test": "TB screening", "cv": "Curriculum vitae"}


def stands(key: str, person: ApplicantFacts | None = None, **facts: Any) -> tuple[str, str]:
    """Return the result and the question that would decide it."""
    found = finding(rule_of(key), person or ApplicantFacts(**facts), TODAY)
    return found.result, found.question


def result(key: str, **facts: Any) -> str:
    return stands(key, **facts)[0]


def test_every_intake_is_decided() -> None:
    assert {intake.value: result(f"intake:{intake}") for intake in Intake} == {
        "open": MET,
        "paused": UNMET,
        "closed": UNMET,
        "full": UNMET,
        "invitation_only": UNKNOWN,
        "discontinued": UNMET,
        "not_offered": UNMET,
    }


def test_every_stage_is_named_or_not() -> None:
    key = "audiences:final_year_student|graduate!resident_abroad"
    assert {stage: result(key, stage=stage) for stage in ("", *Audience.values)} == {
        "": UNKNOWN,
        "preclinical_student": UNMET,
        "clinical_student": UNMET,
        "final_year_student": MET,
        "graduate": MET,
        "resident_abroad": UNMET,
        "practicing_physician": UNMET,
    }


def test_who_is_only_not_turned_away_is_not_met() -> None:
    assert result("audiences:!graduate", stage="graduate") == UNMET
    assert result("audiences:!graduate", stage="clinical_student") == NOT_STATED


@pytest.mark.parametrize(("seeks", "expected"), [(None, UNKNOWN), (True, UNMET), (False, MET)])
def test_not_for_residency_seekers(seeks: bool | None, expected: str) -> None:  # noqa: FBT001
    assert result("residency_seekers:not_suitable", seeks_residency=seeks) == expected
    assert result("residency_seekers:welcome", seeks_residency=seeks) == MET


@pytest.mark.parametrize(
    ("stage", "graduated_on", "expected"),
    [
        ("", None, UNKNOWN),
        ("graduate", None, UNKNOWN),
        ("clinical_student", None, MET),
        ("graduate", datetime.date(2021, 11, 23), MET),
        ("graduate", datetime.date(2021, 11, 22), UNMET),
        ("final_year_student", datetime.date(2027, 6, 1), MET),
    ],
)
def test_years_since_graduation(stage: str, graduated_on: datetime.date | None, expected: str) -> None:
    key = "max_years_since_graduation:years<=5"
    assert result(key, stage=stage, graduated_on=graduated_on) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, UNKNOWN),
        ({"is_partner_here": True}, MET),
        ({"answers": {"partner_school": False}}, UNMET),
        ({"answers": {"partner_school": True}}, UNKNOWN),
        ({"has_partner_hosts": True}, UNKNOWN),
        ({"has_partner_hosts": True, "answers": {"partner_list_complete": True}}, UNMET),
        ({"answers": {"partner_list_complete": True}}, UNKNOWN),
        ({"is_partner_here": True, "answers": {"partner_school": False}}, MET),
    ],
)
def test_partner_school(facts: dict[str, Any], expected: str) -> None:
    assert result("access:partner_school", **facts) == expected


def test_access_by_answer_for_a_student_and_for_a_graduate() -> None:
    ways = ("vslo_school", "home_school_nomination", "faculty_sponsor", "society_member", "state_residents")
    found = {
        (stage, is_yes): [
            result(f"access:{way}", stage=stage, answers={} if is_yes is None else {way: is_yes})
            for way in ways
        ]
        for stage in ("clinical_student", "graduate")
        for is_yes in (None, True, False)
    }
    assert found == {
        ("clinical_student", None): [UNKNOWN] * 5,
        ("clinical_student", True): [MET, MET, MET, UNKNOWN, UNKNOWN],
        ("clinical_student", False): [UNMET] * 5,
        ("graduate", None): [UNMET, UNMET, UNKNOWN, UNKNOWN, UNKNOWN],
        ("graduate", True): [UNMET, UNMET, MET, UNKNOWN, UNKNOWN],
        ("graduate", False): [UNMET] * 5,
    }


def test_one_of_several_ways_in_is_enough() -> None:
    key = "access:faculty_sponsor|partner_school"
    assert result(key, answers={"faculty_sponsor": True, "partner_school": False}) == MET
    assert result(key, answers={"faculty_sponsor": False}) == UNKNOWN
    assert result(key, answers={"faculty_sponsor": False, "partner_school": False}) == UNMET


@pytest.mark.parametrize(
    ("key", "citizenships", "is_resident", "expected"),
    [
        ("citizenship:", {"US"}, None, UNKNOWN),
        ("citizenship:JP", set(), None, UNKNOWN),
        ("citizenship:JP", {"JP", "US"}, None, MET),
        ("citizenship:JP", {"NG"}, None, UNMET),
        ("citizenship:JP", {"NG"}, True, UNMET),
        ("citizenship:!CA|US", {"NG"}, None, MET),
        ("citizenship:!CA|US", {"NG", "CA"}, None, UNMET),
        ("citizenship:!US", {"NG"}, True, UNKNOWN),
        ("citizenship:US", {"NG"}, True, UNKNOWN),
        ("citizenship:US", {"US"}, True, MET),
    ],
)
def test_citizenship(key: str, citizenships: set[str], is_resident: bool | None, expected: str) -> None:  # noqa: FBT001
    person = ApplicantFacts(citizenships=frozenset(citizenships), is_us_permanent_resident=is_resident)
    assert stands(key, person)[0] == expected


@pytest.mark.parametrize(
    ("held", "expires_on", "expected"),
    [
        ("", None, (UNKNOWN, "visa_held")),
        ("none", None, (UNKNOWN, "")),
        ("other", None, (UNKNOWN, "")),
        ("B-1", None, (MET, "")),
        ("B-1", datetime.date(2026, 11, 23), (MET, "")),
        ("B-1", datetime.date(2026, 11, 22), (UNKNOWN, "visa_held")),
        ("B-1/B-2", None, (MET, "")),
        ("B-2", None, (UNMET, "visa_held")),
        ("F-1", None, (UNKNOWN, "")),
    ],
)
def test_visas(held: str, expires_on: datetime.date | None, expected: tuple[str, str]) -> None:
    assert stands("visas:B-1|ESTA!B-2", visa_held=held, visa_expires_on=expires_on) == expected


def test_whoever_needs_no_visa_is_asked_for_none() -> None:
    assert result("visas:B-1", citizenships=frozenset({"US"})) == MET
    assert result("visas:B-1", is_us_permanent_resident=True) == MET


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("foreign", {"citizenships": frozenset({"US"})}, MET),
        ("foreign", {"citizenships": frozenset({"NG"})}, UNMET),
        ("foreign", {}, UNKNOWN),
        ("from_us_school", {"school_country": "NG"}, MET),
        ("from_us_school", {"school_country": "US"}, UNMET),
        ("us_canadian_abroad", {"citizenships": frozenset({"CA"}), "school_country": "PL"}, UNMET),
        ("us_canadian_abroad", {"citizenships": frozenset({"CA"}), "school_country": "US"}, MET),
        ("us_canadian_abroad", {"citizenships": frozenset({"CA"})}, UNKNOWN),
        ("us_canadian_abroad", {"citizenships": frozenset({"PL"})}, MET),
        ("student", {"stage": "graduate"}, MET),
        ("student", {"stage": "clinical_student"}, UNMET),
        ("graduate", {"stage": "resident_abroad"}, UNMET),
        ("some", {"stage": "graduate"}, UNKNOWN),
    ],
)
def test_a_document_one_lacks_counts_only_if_it_is_asked_of_one(
    condition: str, facts: dict[str, Any], expected: str
) -> None:
    assert result(f"requirement:tb_test@{condition}", answers={"tb_test": False}, **facts) == expected
    assert result(f"requirement:tb_test@{condition}", answers={"tb_test": True}, **facts) == MET


def test_alternatives_of_a_requirement() -> None:
    key = "requirement:ifom|usmle_step1"
    passed, lacking = ExamState("passed"), ExamState("not_taken")
    assert result(key, exams={"ifom": passed, "usmle_step1": lacking}) == MET
    assert stands(key, exams={"usmle_step1": lacking}) == (UNKNOWN, "ifom")
    assert result(key, exams={"ifom": lacking, "usmle_step1": lacking}) == UNMET


def test_alternatives_are_one_finding_with_all_their_codes() -> None:
    lines = [line("ielts", any_of="English"), line("toefl", any_of="English")]
    found = findings(record(requirements=lines), ApplicantFacts(), TODAY)
    assert [each.code for each in found if each.result != NOT_STATED] == ["ielts toefl"]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], "open"),
        ([NOT_STATED], "open"),
        ([MET, NOT_STATED], "open"),
        ([MET, UNKNOWN], "unknown"),
        ([UNKNOWN, UNMET, MET], "blocked"),
    ],
)
def test_the_verdict(results: list[str], expected: str) -> None:
    assert verdict(Finding("visas", "visas", each, "") for each in results) == expected


@pytest.mark.parametrize(
    ("facts", "person", "words"),
    [
        ({}, ApplicantFacts(), "It states no rule. Ask the host."),
        (
            {"audiences": ["graduate"]},
            ApplicantFacts(stage="graduate"),
            "You meet every rule that this program states.",
        ),
        (
            {"audiences": ["graduate"], "requirements": [line("usmle_step1")]},
            ApplicantFacts(stage="graduate", exams={"usmle_step1": ExamState("not_taken")}),
            "Not for you: needs Step 1. You meet everything else that it states.",
        ),
        (
            {"audiences": ["clinical_student", "resident_abroad"], "requirements": [line("tb_test")]},
            ApplicantFacts(stage="graduate"),
            (
                "Not for you: takes only clinical students, residents abroad. "
                "Its other rules are not clear yet."
            ),
        ),
        (
            {"requirements": [line("tb_test"), line("cv")], "access": ["citizenship"]},
            ApplicantFacts(),
            (
                "You meet what we can check. Tell us about: TB screening, curriculum vitae. "
                "Ask the host about: citizenship."
            ),
        ),
        (
            {"intake": "paused", "access": ["partner_school", "faculty_sponsor", "society_member"]},
            ApplicantFacts(
                answers={"partner_school": False, "faculty_sponsor": False, "society_member": False}
            ),
            (
                "Not for you: paused; needs a faculty sponsor or a partner school; "
                "only for society members. You meet everything else that it states."
            ),
        ),
    ],
)
def test_the_sentence(facts: dict[str, Any], person: ApplicantFacts, words: str) -> None:
    assert sentence(findings(record(**facts), person, TODAY), LABELS) == words


def test_labels_of_findings() -> None:
    lines = [line("usmle_step1", any_of="x"), line("tb_test", any_of="x")]
    found = findings(record(requirements=lines, access=["vslo_school"]), ApplicantFacts(), TODAY)
    assert [label(each, LABELS) for each in found[:2]] == [
        "VSLO schools only",
        "TB screening or USMLE Step 1",
    ]


def test_a_long_list_is_cut() -> None:
    assert list_words(["a", "b", "a", "c"]) == "a, b, c"
    assert list_words("abcdef") == "a, b, c, d and 2 more"


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Curriculum vitae", "curriculum vitae"),
        ("TB screening", "TB screening"),
        ("USMLE Step 1", "Step 1"),
        ("English proficiency", "English proficiency"),
        ("Immunization record (AAMC Standardized Immunization Form)", "immunization record"),
    ],
)
def test_labels_inside_a_sentence(words: str, inside: str) -> None:
    assert in_sentence(words) == inside
