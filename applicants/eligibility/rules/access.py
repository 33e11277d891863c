"""How a person stands to access: schools, sponsors, citizenship, visas. Pure."""

import datetime
from collections.abc import Callable, Mapping

from applicants.eligibility.applicant_facts import US, ApplicantFacts
from applicants.eligibility.rules.conditions import any_of
from applicants.eligibility.rules.requirements import ASK_HOST, MET, UNKNOWN, UNMET, RuleOutcome, unknown
from programs import formatting
from programs.choices import Access
from programs.eligibility_rules import Ask, Rule

NOT_SAID_VISA = "You have not said which visa you hold"


def partner_school(ask: Ask, person: ApplicantFacts) -> RuleOutcome:
    """Judge whether the home school has an agreement with this very host."""
    if person.is_partner_here:
        return RuleOutcome(MET, "Your school has an agreement with this host")
    if person.answers.get("partner_school") is False:
        return RuleOutcome(UNMET, "Your school has no US partners")
    if person.has_partner_hosts and person.answers.get("partner_list_complete"):
        return RuleOutcome(UNMET, "Not among your school’s US partners")
    return unknown("partner_school", "Not said whether your school is a partner of this host")


def vslo_school(ask: Ask, person: ApplicantFacts) -> RuleOutcome:
    """Judge whether the school sends students through VSLO, which takes nobody but students (AAMC, VSLO)."""
    if person.is_past_school:
        return RuleOutcome(UNMET, "VSLO is for students only")
    return outcome_of_answer(
        ask, person, yes=RuleOutcome(MET, "Your school uses VSLO"), no="Your school does not use VSLO"
    )


def home_school_nomination(ask: Ask, person: ApplicantFacts) -> RuleOutcome:
    """Judge whether a school can nominate the person: only its own students."""
    if person.is_past_school:
        return RuleOutcome(UNMET, "Schools nominate their own students, and you have graduated")
    return outcome_of_answer(
        ask, person, yes=RuleOutcome(MET, "Your school would nominate you"), no="Your school would not"
    )


def faculty_sponsor(ask: Ask, person: ApplicantFacts) -> RuleOutcome:
    """Judge whether somebody at the host would sponsor the person."""
    yes = RuleOutcome(MET, "You have a sponsor. It has to be one at this host")
    return outcome_of_answer(ask, person, yes=yes, no="You have no sponsor")


def which_one_matters(ask: Ask, person: ApplicantFacts) -> RuleOutcome:
    """Judge a tie to a society, an employee or a state: having one does not say that it is the right one."""
    yes = RuleOutcome(UNKNOWN, f"You said yes. Check that it is the right one. {ASK_HOST}")
    return outcome_of_answer(ask, person, yes=yes, no="You said no")


def outcome_of_answer(ask: Ask, person: ApplicantFacts, *, yes: RuleOutcome, no: str) -> RuleOutcome:
    is_yes = person.answers.get(ask.code)
    if is_yes is None:
        return unknown(ask.code)
    return yes if is_yes else RuleOutcome(UNMET, no, ask.code)


ACCESS_QUESTIONS: Mapping[str, Callable[[Ask, ApplicantFacts], RuleOutcome]] = {
    Access.OPEN: lambda *_: RuleOutcome(MET, "Open to anyone who qualifies"),
    Access.AGENCY_CUSTOMER: lambda *_: RuleOutcome(MET, "Anyone can book through the agency"),
    Access.PARTNER_SCHOOL: partner_school,
    Access.VSLO_SCHOOL: vslo_school,
    Access.FACULTY_SPONSOR: faculty_sponsor,
    Access.HOME_SCHOOL_NOMINATION: home_school_nomination,
    Access.SOCIETY_MEMBER: which_one_matters,
    Access.EMPLOYEE_CONNECTION: which_one_matters,
    Access.STATE_RESIDENTS: which_one_matters,
}


def access(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge one access rule, or several of which any one is a way in."""
    return any_of(rule.asks, lambda ask: ACCESS_QUESTIONS[ask.code](ask, person), person)


def citizenship(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge passports against the lists. A US permanent resident may count as American or not: ask."""
    if not rule.codes and not rule.refused:
        return RuleOutcome(UNKNOWN, f"Limited to some countries. {ASK_HOST}")
    if not person.citizenships:
        return unknown("citizenships")
    if not person.citizenships.isdisjoint(rule.refused):
        return RuleOutcome(UNMET, "Your citizenship is turned away")
    accepts = not rule.codes or not person.citizenships.isdisjoint(rule.codes)
    names_us = US in rule.codes or US in rule.refused
    if person.is_us_permanent_resident and names_us and not person.is_us_citizen:
        return RuleOutcome(UNKNOWN, f"You are a US permanent resident. {ASK_HOST}")
    return (
        RuleOutcome(MET, "Your citizenship is accepted")
        if accepts
        else RuleOutcome(UNMET, "Not among those accepted")
    )


def visas(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge the visa held now. Whoever holds none, or another one, may still apply for the right one."""
    if person.is_us_citizen or person.is_us_permanent_resident:
        return RuleOutcome(MET, "You need no visa")
    held = person.visa_classes
    if not held:
        question = "visa_held" if not person.visa_held else ""
        return unknown(question, "You may have to apply for one" if person.visa_held else NOT_SAID_VISA)
    if person.visa_expires_on and person.visa_expires_on < today:
        return RuleOutcome(
            UNKNOWN, f"Your visa expired on {formatting.day_words(person.visa_expires_on)}", "visa_held"
        )
    if not held.isdisjoint(rule.codes):
        return RuleOutcome(MET, f"You hold {person.visa_held}")
    if held <= set(rule.refused):
        return RuleOutcome(UNMET, f"You hold {person.visa_held}, which they refuse", "visa_held")
    return RuleOutcome(
        UNKNOWN, f"You hold {person.visa_held}, which they do not name. You may need another one"
    )
