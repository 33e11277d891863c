"""The rules of "Am I eligible?" told once more, plainly, over a record as it is: no rules, no bitmaps.

Written beside the rules and not from them, to catch where they say something else.
"""

import datetime
from typing import Any

from applicants.eligibility.applicant_facts import ApplicantFacts
from tests.applicants.eligibility.sample_applicants import TODAY

Record = dict[str, Any]
YES, NO, MAYBE = "met", "unmet", "unknown_about_me"
STUDENTS = ("preclinical_student", "clinical_student", "final_year_student")
EXAM_CODES = ("usmle_step1", "usmle_step2_ck", "usmle_step3", "toefl", "ielts", "oet", "ifom")
STEPS = EXAM_CODES[:3]


def yes_no(answer: bool | None) -> str:  # noqa: FBT001 - it turns an answer into a result
    return MAYBE if answer is None else (YES if answer else NO)


def one_of(results: list[str]) -> str:
    if YES in results:
        return YES
    return MAYBE if MAYBE in results else NO


def exam(code: str, minimum: float | None, p: ApplicantFacts) -> str:
    if code not in p.exams:
        return MAYBE
    if p.exams[code].status != "passed":
        return NO
    if minimum is None:
        return YES
    return yes_no(None if p.exams[code].score is None else p.exams[code].score >= minimum)


def english(p: ApplicantFacts) -> str:
    tests = [p.exams[code].status for code in ("toefl", "ielts", "oet") if code in p.exams]
    if "passed" in tests or p.answers.get("taught_in_english"):
        return YES
    return NO if p.answers.get("taught_in_english") is False and tests else MAYBE


def transcript(p: ApplicantFacts) -> str:
    if any(p.exams[code].status in ("passed", "failed") for code in STEPS if code in p.exams):
        return YES
    return NO if "usmle_step1" in p.exams and "usmle_step2_ck" in p.exams else MAYBE


def attempts(most: float | None, p: ApplicantFacts) -> str:  # noqa: PLR0911 - one return a rule
    steps = [p.exams[code] for code in STEPS if code in p.exams]
    if most is not None:
        for step in steps:
            if (step.attempts or 0) > most:
                return NO
            if step.status == "failed" and max(step.attempts or 1, 1) >= most:
                return NO
    if "usmle_step1" not in p.exams:
        return MAYBE
    allowed = 1 if most is None else most
    for step in steps:
        if step.status == "passed" and (step.attempts is None or step.attempts > allowed):
            return MAYBE
        if step.status == "failed" and (step.attempts is None or step.attempts >= allowed):
            return MAYBE
        if step.attempts is not None and step.status not in ("passed", "failed") and step.attempts >= allowed:
            return MAYBE
    return YES


def document(code: str, minimum: float | None, p: ApplicantFacts) -> str:  # noqa: PLR0911 - one return a rule
    if code in EXAM_CODES:
        return exam(code, minimum, p)
    if code == "usmle_transcript":
        return transcript(p)
    if code == "ecfmg_certificate":
        return yes_no(p.ecfmg_status == "certified" if p.ecfmg_status else None)
    if code == "english_fluency":
        return english(p)
    left_school = p.stage and p.stage not in STUDENTS
    if code == "medical_diploma" and p.stage:
        return yes_no(bool(left_school))
    if code == "enrollment_verification" and p.stage and p.stage != "resident_abroad":
        return yes_no(not left_school)
    if code == "core_clerkships_completed" and (left_school or p.stage == "preclinical_student"):
        return yes_no(bool(left_school))
    return yes_no(p.answers.get(code))


def asked(line: Record, record: Record, p: ApplicantFacts) -> bool | None:  # noqa: C901, PLR0911 - one return a phrase
    student = p.stage in STUDENTS if p.stage else None
    taught = p.answers.get("taught_in_english")
    match line["applies_to"]:
        case None:
            kinds = {audience in STUDENTS for audience in record["audiences"]}
            is_bound = line["code"] in ("medical_diploma", "enrollment_verification")
            return None if is_bound and len(kinds) == 2 else True
        case "Students":
            return student
        case "Graduates":
            return None if student is None else not student
        case "Foreign nationals":
            return "US" not in p.citizenships if p.citizenships else None
        case "Visitors from US schools":
            return p.school_country == "US" if p.school_country else None
        case "US/Canadian citizens at schools abroad":
            if p.school_country in ("US", "CA") or (p.citizenships and not p.citizenships & {"US", "CA"}):
                return False
            return True if p.citizenships and p.school_country else None
        case "Students not taught in English":
            return False if student is False or taught else (True if student and taught is False else None)
        case "Those who neither passed a USMLE step nor studied in English":
            if taught or any(p.exams[code].status == "passed" for code in STEPS if code in p.exams):
                return False
            return True if "usmle_step1" in p.exams and taught is False else None
    return None


def requirement_results(record: Record, p: ApplicantFacts) -> list[str]:
    groups: dict[Any, list[Record]] = {}
    for number, line in enumerate(record["requirements"]):
        if line["level"] == "required" and line["code"] not in ("age_limit", "usmle_attempt_limit"):
            groups.setdefault(line["any_of"] or number, []).append(line)
    results = []
    for lines in groups.values():
        stands = [(asked(line, record, p), document(line["code"], line["minimum"], p)) for line in lines]
        stands = [(applies, result) for applies, result in stands if applies is not False]
        result = one_of([result for _, result in stands]) if stands else YES
        results.append(MAYBE if result == NO and not any(applies for applies, _ in stands) else result)
    return results


def limit_results(record: Record, p: ApplicantFacts) -> list[str]:
    lines = {line["code"]: line for line in record["requirements"] if line["level"] == "required"}
    limits = {limit["kind"]: limit for limit in record["limits"]}
    results = []
    if "age_limit" in lines or "age" in limits:
        low = lines.get("age_limit", {}).get("minimum")
        high = limits.get("age", {}).get("maximum")
        if p.born_on is None or (low is None and high is None):
            results.append(MAYBE)
        else:
            had_birthday = (TODAY.month, TODAY.day) >= (p.born_on.month, p.born_on.day)
            years = TODAY.year - p.born_on.year - (0 if had_birthday else 1)
            results.append(yes_no((low is None or low <= years) and (high is None or years <= high)))
    if "usmle_attempt_limit" in lines or "attempts" in limits:
        most = limits.get("attempts", {}).get("maximum")
        results.append(attempts(lines["usmle_attempt_limit"]["minimum"] if most is None else most, p))
    return results


def access(code: str, p: ApplicantFacts, *, is_partner: bool) -> str:  # noqa: PLR0911 - one return a rule
    left_school = p.stage and p.stage not in STUDENTS
    said = p.answers.get(code)
    if code in ("open", "agency_customer"):
        return YES
    if code in ("vslo_school", "home_school_nomination"):
        return NO if left_school else yes_no(said)
    if code == "faculty_sponsor":
        return yes_no(said)
    if code == "partner_school":
        if is_partner:
            return YES
        if said is False or (p.has_partner_hosts and p.answers.get("partner_list_complete")):
            return NO
        return MAYBE
    return NO if said is False else MAYBE


def access_results(record: Record, p: ApplicantFacts, *, is_partner: bool) -> list[str]:
    either = ("partner_school", "vslo_school", "faculty_sponsor")
    stands = {
        code: access(code, p, is_partner=is_partner) for code in record["access"] if code != "citizenship"
    }
    ways = [result for code, result in stands.items() if code in either]
    return [*([one_of(ways)] if ways else []), *(r for code, r in stands.items() if code not in either)]


def citizenship(record: Record, p: ApplicantFacts) -> str | None:
    accepted, refused = record.get("citizenships") or [], record.get("citizenships_refused") or []
    if not accepted and not refused:
        return MAYBE if "citizenship" in record["access"] else None
    if not p.citizenships:
        return MAYBE
    if p.citizenships & set(refused):
        return NO
    if p.is_us_permanent_resident and "US" not in p.citizenships and "US" in [*accepted, *refused]:
        return MAYBE
    return yes_no(not accepted or bool(p.citizenships & set(accepted)))


def visa(record: Record, p: ApplicantFacts) -> str | None:
    if not record["visas"] and not record["visas_refused"]:
        return None
    if "US" in p.citizenships or p.is_us_permanent_resident:
        return YES
    held = {"B-1", "B-2"} if p.visa_held == "B-1/B-2" else {p.visa_held} - {"", "none", "other"}
    if not held or (p.visa_expires_on and p.visa_expires_on < TODAY):
        return MAYBE
    if held & set(record["visas"]):
        return YES
    return NO if held <= set(record["visas_refused"]) else MAYBE


def graduation(record: Record, p: ApplicantFacts) -> str | None:
    years = record["max_years_since_graduation"]
    if years is None:
        return None
    if p.graduated_on is None:
        return YES if p.stage in STUDENTS else MAYBE
    assert years == int(years)
    last_year, day = p.graduated_on.year + int(years), min(p.graduated_on.day, 28)
    is_leap_day = (p.graduated_on.month, p.graduated_on.day) == (2, 29)
    last = datetime.date(last_year, p.graduated_on.month, day if is_leap_day else p.graduated_on.day)
    return yes_no(last >= TODAY)


def results(record: Record, p: ApplicantFacts, *, is_partner: bool) -> list[str]:
    """Return how each rule that a record states stands for a person."""
    found: list[str | None] = []
    if record["intake"]:
        shut = ("discontinued", "not_offered", "paused", "closed", "full")
        found.append(NO if record["intake"] in shut else (YES if record["intake"] == "open" else MAYBE))
    if record["audiences"] or record["not_open_to"]:
        if not p.stage:
            found.append(MAYBE)
        elif p.stage in record["not_open_to"]:
            found.append(NO)
        elif record["audiences"]:
            found.append(yes_no(p.stage in record["audiences"]))
    if record["residency_seekers"]:
        welcome = record["residency_seekers"] == "welcome"
        found.append(YES if welcome else yes_no(None if p.seeks_residency is None else not p.seeks_residency))
    found += [graduation(record, p), citizenship(record, p), visa(record, p)]
    found += access_results(record, p, is_partner=is_partner)
    found += requirement_results(record, p) + limit_results(record, p)
    return [result for result in found if result]


def verdict(record: Record, p: ApplicantFacts, *, is_partner: bool) -> str:
    """Return blocked, unknown or open."""
    found = results(record, p, is_partner=is_partner)
    return "blocked" if NO in found else ("unknown" if MAYBE in found else "open")
