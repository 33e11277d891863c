"""Findings in words: what each is about, and the one sentence above them. Pure.

``labels`` are the catalog's words for requirement codes.
"""

from collections.abc import Iterable, Mapping

from applicants.eligibility.assessment import BLOCKED, OPEN, Finding, verdict
from applicants.eligibility.rules.requirements import MET, NOT_STATED, UNKNOWN, UNMET
from applicants.profile.questions import question_label
from programs import eligibility_rules, formatting
from programs.answers import Answer
from programs.choices import Access

KIND_LABELS = {
    eligibility_rules.INTAKE: "Intake",
    eligibility_rules.AUDIENCES: "Stage of training",
    eligibility_rules.SEEKERS: "Residency applicants",
    eligibility_rules.YEARS: "Years since graduation",
    eligibility_rules.VISAS: "Visa",
    eligibility_rules.CITIZENSHIP: "Citizenship",
    eligibility_rules.ACCESS: "Access",
    eligibility_rules.REQUIREMENT: "Requirements",
}
# What blocks, in the few words of the sentence.
BLOCKS = {
    eligibility_rules.SEEKERS: "not for people who seek residency",
    eligibility_rules.YEARS: "you graduated too long ago",
    eligibility_rules.VISAS: "refuses your visa",
    eligibility_rules.CITIZENSHIP: "closed to your citizenship",
}
ACCESS_BLOCKS: dict[str, str] = {
    Access.PARTNER_SCHOOL: "needs a partner school",
    Access.VSLO_SCHOOL: "needs a VSLO school",
    Access.HOME_SCHOOL_NOMINATION: "your school must nominate you",
    Access.FACULTY_SPONSOR: "needs a faculty sponsor",
    Access.SOCIETY_MEMBER: "only for society members",
    Access.EMPLOYEE_CONNECTION: "needs a tie to an employee",
    Access.STATE_RESIDENTS: "only for state residents",
}
MOST_NAMED = 4
# First words of labels that keep their capital.
NAMES = frozenset({"English", "Spanish", "Step", "Social"})
NO_RULE = "It states no rule. Ask the host."
RESULT_TITLES = (
    (UNMET, "Not met"),
    (UNKNOWN, "Not known yet"),
    (MET, "Met"),
    (NOT_STATED, "Not stated: ask the host"),
)


def label(finding: Finding, labels: Mapping[str, str]) -> str:
    if finding.result == NOT_STATED or finding.kind not in (
        eligibility_rules.ACCESS,
        eligibility_rules.REQUIREMENT,
        eligibility_rules.LIMIT,
    ):
        return KIND_LABELS[finding.kind]
    if finding.kind == eligibility_rules.ACCESS:
        return " or ".join(str(Access(code).label) for code in finding.code.split())
    return " or ".join(labels.get(code, code.replace("_", " ")) for code in finding.code.split())


def list_words(words: Iterable[str], separator: str = ", ") -> str:
    """Words each once, the first few by name and how many more."""
    every = list(dict.fromkeys(words))
    named, more = every[:MOST_NAMED], len(every) - MOST_NAMED
    return separator.join(named) + (f" and {more} more" if more > 0 else "")


def block_text(finding: Finding, labels: Mapping[str, str]) -> str:
    if finding.short:
        return finding.short
    if finding.kind == eligibility_rules.ACCESS:
        needs = [ACCESS_BLOCKS[code] for code in finding.code.split()]
        return " or ".join([needs[0], *(need.removeprefix("needs ") for need in needs[1:])])
    if finding.kind == eligibility_rules.REQUIREMENT:
        return f"needs {in_sentence(label(finding, labels))}"
    return (
        in_sentence(label(finding, labels))
        if finding.kind == eligibility_rules.LIMIT
        else BLOCKS[finding.kind]
    )


def in_sentence(words: str) -> str:
    """A label as it stands inside a sentence: short, and without its capital unless that is a name."""
    short = words.partition(" (")[0].removeprefix("USMLE ")
    is_name = short.split()[0] in NAMES or any(letter.isupper() for letter in short.split()[0][1:])
    return short if is_name else short[0].lower() + short[1:]


def open_questions(found: Iterable[Finding], labels: Mapping[str, str]) -> tuple[str, str]:
    """What the applicant has not said, and what only the host can tell, each in words."""
    unknown = [each for each in found if each.result == UNKNOWN]
    tell = list_words(in_sentence(question_label(each.question, labels)) for each in unknown if each.question)
    ask = list_words(in_sentence(label(each, labels)) for each in unknown if not each.question)
    return tell, ask


def sentence(found: list[Finding], labels: Mapping[str, str]) -> str:
    """The verdict in one or two sentences."""
    if not any(each.result != NOT_STATED for each in found):
        return NO_RULE
    decided = verdict(found)
    if decided == OPEN:
        return "You meet every rule that this program states."
    tell, ask = open_questions(found, labels)
    if decided == BLOCKED:
        blocking = (block_text(each, labels) for each in found if each.result == UNMET)
        blocks = list_words(blocking, "; ")
        rest = (
            "Its other rules are not clear yet."
            if tell or ask
            else "You meet everything else that it states."
        )
        return f"Not eligible: {blocks}. {rest}"
    parts = [f"Tell us about: {tell}." if tell else "", f"Ask the host about: {ask}." if ask else ""]
    return " ".join(["You meet what we can check.", *(part for part in parts if part)])


def short_answer_words(answer: Answer, warnings: int) -> str:
    """An answer without its reason, as rows of a list say it."""
    if answer == Answer.QUALIFY_WITH_WARNINGS:
        return f"{Answer.QUALIFY.label} · {formatting.counted(warnings, 'warning')}"
    return str(answer.label)


def answer_words(answer: Answer, found: list[Finding], warnings: int, labels: Mapping[str, str]) -> str:
    """An answer as its chip says it: with the first reason, or how much is missing."""
    if answer == Answer.NEEDS_ANSWERS:
        questions = len({each.question for each in found if each.result == UNKNOWN and each.question})
        return f"Needs {formatting.counted(questions, 'answer')}" if questions else "Ask the host first"
    unmet = [each for each in found if each.result == UNMET]
    if not unmet:
        return short_answer_words(answer, warnings)
    return f"{answer.label}: {block_text(unmet[0], labels)}"
