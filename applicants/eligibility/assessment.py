"""Am I eligible? How one person stands to each rule of a program, and the verdict. Pure.

``blocked`` when a rule is not met; else ``unknown`` when one cannot be told; else ``open``. What a
program does not state blocks nobody and never counts as met.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.rules.access import access, citizenship, visas
from applicants.eligibility.rules.conditions import any_of
from applicants.eligibility.rules.requirements import (
    ASK_HOST,
    MET,
    NOT_STATED,
    UNKNOWN,
    UNMET,
    RuleOutcome,
    outcome,
    unknown,
)
from programs import eligibility_rules, formatting
from programs.choices import Intake, ResidencySeekers
from programs.eligibility_rules import Eligibility, Rule
from programs.records import Record
from programs.windows import MONTHS, months_later

# A chip names no more kinds of people than this.
NAMED_AT_MOST = 2
OPEN, NOT_KNOWN, BLOCKED = (
    code.value for code in (Eligibility.OPEN, Eligibility.UNKNOWN, Eligibility.BLOCKED)
)


@dataclass(frozen=True)
class Finding:
    """How a person stands to one rule of one program. ``note``: the source's own words."""

    kind: str
    code: str
    result: str
    words: str
    question: str = ""
    short: str = ""
    note: str = ""


def requirement(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge a required document or exam, or a group of them."""
    return any_of(rule.asks, lambda ask: outcome(ask, person, today), person)


def intake(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge whether the program is open at all."""
    code = rule.codes[0]
    words = str(Intake(code).label)
    if code == Intake.OPEN:
        return RuleOutcome(MET, words)
    if eligibility_rules.is_shut(code):
        return RuleOutcome(UNMET, words, short=words.lower())
    return RuleOutcome(UNKNOWN, f"{words}. {ASK_HOST}")


def audiences(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge the stage of training: named or not, and turned away in so many words or not."""
    if not person.stage:
        return unknown("stage")
    stage = person.stage_words.lower()
    words, not_for = f"You are: {stage}", f"not for a {stage}"
    if person.stage in rule.refused:
        return RuleOutcome(UNMET, f"{words}, and the host does not take them", short=not_for)
    if not rule.codes:
        return RuleOutcome(NOT_STATED, "Says whom it turns away, not whom it takes")
    if person.stage in rule.codes:
        return RuleOutcome(MET, words)
    takes = f"takes only {formatting.audience_words(rule.codes)}"
    short = takes if len(rule.codes) <= NAMED_AT_MOST else not_for
    return RuleOutcome(UNMET, f"{words}. {takes.capitalize()}", short=short)


def residency_seekers(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge whether people heading for the Match are wanted."""
    if rule.codes[0] == ResidencySeekers.WELCOME:
        return RuleOutcome(MET, "Residency applicants are welcome")
    if person.seeks_residency is None:
        return unknown("seeks_residency")
    if person.seeks_residency:
        return RuleOutcome(UNMET, "Not for people who seek US residency, and you do")
    return RuleOutcome(MET, "You do not seek US residency")


def years_since_graduation(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    """Judge how long ago the person graduated; whoever has not yet is within any limit."""
    if person.graduated_on is None:
        return (
            RuleOutcome(MET, "You have not graduated yet") if person.is_student else unknown("graduated_on")
        )
    most = rule.asks[0].maximum or 0
    limit = f"at most {formatting.counted(most, 'year')} after graduation"
    if today <= months_later(person.graduated_on, round(most * MONTHS)):
        return RuleOutcome(MET, f"Asks for {limit}")
    return RuleOutcome(
        UNMET, f"Asks for {limit}; you graduated on {formatting.day_words(person.graduated_on)}"
    )


KINDS: Mapping[str, Callable[[Rule, ApplicantFacts, datetime.date], RuleOutcome]] = {
    eligibility_rules.INTAKE: intake,
    eligibility_rules.AUDIENCES: audiences,
    eligibility_rules.SEEKERS: residency_seekers,
    eligibility_rules.YEARS: years_since_graduation,
    eligibility_rules.ACCESS: access,
    eligibility_rules.CITIZENSHIP: citizenship,
    eligibility_rules.VISAS: visas,
    eligibility_rules.REQUIREMENT: requirement,
    eligibility_rules.LIMIT: requirement,
}


def judge(rule: Rule, person: ApplicantFacts, today: datetime.date) -> RuleOutcome:
    return KINDS[rule.kind](rule, person, today)


def finding(rule: Rule, person: ApplicantFacts, today: datetime.date) -> Finding:
    return Finding(rule.kind, rule.code, *judge(rule, person, today), note=rule.note)


def findings(record: Record, person: ApplicantFacts, today: datetime.date) -> list[Finding]:
    stated = [finding(rule, person, today) for rule in eligibility_rules.rules_of(record)]
    missing = [
        Finding(kind, kind, NOT_STATED, formatting.NOT_STATED)
        for kind in eligibility_rules.unstated_kinds(record)
    ]
    return [*stated, *missing]


def verdict(found: Iterable[Finding]) -> str:
    """Blocked if one finding is unmet, not known if one is unknown, else open."""
    results = {each.result for each in found}
    if UNMET in results:
        return BLOCKED
    return NOT_KNOWN if UNKNOWN in results else OPEN
