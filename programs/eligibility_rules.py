"""What a program asks of a person, as rules: one for each rule that its record states. Pure.

A rule is met, not met, or not known of a person; who the person is, this module does not know. Equal
rules of different programs make equal rules with one short key, so that one set of programs in the
index serves them all and a person is judged once for each distinct rule.

Nothing is added to the record: a rule that it does not state makes no rule, and ``unstated`` names it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices

from programs import choices
from programs.choices import Access, Audience, LimitKind, RequirementLevel
from programs.records import Record, plain_number


class Eligibility(TextChoices):
    """Whether the rules that a program states let one visitor in; known of visitors with an account alone."""

    OPEN = "open", "Nothing blocks me"
    UNKNOWN = "unknown", "Needs more answers from me"
    BLOCKED = "blocked", "Blocked"


# Kinds of rules. All but the last three are also the name of the record's key and of the finding.
INTAKE = "intake"
AUDIENCES = "audiences"
SEEKERS = "residency_seekers"
YEARS = "max_years_since_graduation"
VISAS = "visas"
CITIZENSHIP = "citizenship"
ACCESS = "access"
REQUIREMENT = "requirement"
LIMIT = "limit"

STUDENTS = frozenset({Audience.PRECLINICAL_STUDENT, Audience.CLINICAL_STUDENT, Audience.FINAL_YEAR_STUDENT})
# Of these, when a program names several, any one is a way in.
WAYS_IN = frozenset({Access.PARTNER_SCHOOL, Access.VSLO_SCHOOL, Access.FACULTY_SPONSOR})
# A limit has a requirement's code: some records state it as the one, some as the other, some as both.
LIMIT_CODES = {LimitKind.AGE: "age_limit", LimitKind.ATTEMPTS: "usmle_attempt_limit"}
# Documents that only graduates, or only students, can have.
STAGE_BOUND = frozenset({"medical_diploma", "enrollment_verification"})

# Of whom a requirement is asked. SOME: of people whom this portal cannot tell from others.
FOREIGN = "foreign"
FROM_US_SCHOOL = "from_us_school"
US_CANADIAN_ABROAD = "us_canadian_abroad"
STUDENT = "student"
GRADUATE = "graduate"
STUDENT_NOT_TAUGHT_IN_ENGLISH = "student_not_taught_in_english"
NO_STEP_NOR_ENGLISH = "no_step_nor_english"
SOME = "some"

# The words of ``applies_to`` that we understand, in lower case. Any other words mean SOME.
CONDITIONS = {
    "foreign nationals": FOREIGN,
    "visitors from us schools": FROM_US_SCHOOL,
    "us/canadian citizens at schools abroad": US_CANADIAN_ABROAD,
    "students": STUDENT,
    "graduates": GRADUATE,
    "students not taught in english": STUDENT_NOT_TAUGHT_IN_ENGLISH,
    "those who neither passed a usmle step nor studied in english": NO_STEP_NOR_ENGLISH,
}

ASK = re.compile(r"(?P<code>[^<>@]+)(>=(?P<minimum>[\d.]+))?(<=(?P<maximum>[\d.]+))?(@(?P<condition>.+))?")


@dataclass(frozen=True)
class Ask:
    """One thing that is asked. No ``condition``: of everybody."""

    code: str
    minimum: float | None = None
    maximum: float | None = None
    condition: str = ""

    @property
    def key(self) -> str:
        """The part of a rule's key that stands for it."""
        low = "" if self.minimum is None else f">={plain_number(self.minimum)}"
        high = "" if self.maximum is None else f"<={plain_number(self.maximum)}"
        return f"{self.code}{low}{high}{f'@{self.condition}' if self.condition else ''}"


@dataclass(frozen=True)
class Rule:
    """One rule. Any one of its ``asks`` is enough; ``refused`` codes are turned away whatever else holds.

    ``note`` is what one program's source says of it; equal rules may differ in it.
    """

    kind: str
    asks: tuple[Ask, ...] = ()
    refused: tuple[str, ...] = ()
    note: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The rule as one short line, the same for equal rules."""
        refused = f"!{'|'.join(self.refused)}" if self.refused else ""
        return f"{self.kind}:{'|'.join(ask.key for ask in self.asks)}{refused}"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(ask.code for ask in self.asks)

    @property
    def code(self) -> str:
        """The name under which it is found: its codes, or its kind where codes are mere values."""
        return " ".join(self.codes) if self.kind in (ACCESS, REQUIREMENT, LIMIT) else self.kind


@lru_cache(maxsize=10_000)
def rule_of(key: str) -> Rule:
    """Read the rule that a key stands for, without the source's words; raise ValueError if it is no key."""
    kind, _, rest = key.partition(":")
    asked, _, refused = rest.partition("!")
    asks = tuple(ask_of(part) for part in asked.split("|") if part)
    return Rule(kind, asks, tuple(refused.split("|")) if refused else ())


def ask_of(written: str) -> Ask:
    match = ASK.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is no part of a rule's key")
    low, high = match["minimum"], match["maximum"]
    return Ask(
        match["code"], float(low) if low else None, float(high) if high else None, match["condition"] or ""
    )


def in_order(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Asks in the one order that makes equal rules equal."""
    return tuple(sorted(asks, key=lambda ask: ask.key))


def coded_rule(kind: str, codes: Iterable[str], refused: Iterable[str] = (), note: str = "") -> Rule:
    """A rule whose codes are what is accepted and what is turned away."""
    return Rule(kind, in_order(map(Ask, codes)), tuple(sorted(refused)), note)


def audience_rules(record: Record) -> list[Rule]:
    """Whether it is open, for whom, and how long after graduation."""
    rules = []
    if record["intake"]:
        rules.append(coded_rule(INTAKE, [record["intake"]]))
    if record["audiences"] or record.get("not_open_to"):
        rules.append(coded_rule(AUDIENCES, record["audiences"], record.get("not_open_to") or []))
    if record["residency_seekers"]:
        rules.append(coded_rule(SEEKERS, [record["residency_seekers"]]))
    if record["max_years_since_graduation"] is not None:
        rules.append(Rule(YEARS, (Ask("years", maximum=record["max_years_since_graduation"]),)))
    return rules


def access_rules(record: Record) -> list[Rule]:
    """The access rules, which hold whatever one's documents are; several ways in make one rule."""
    note = record["access_note"] or ""
    ways = [code for code in record["access"] if code in WAYS_IN]
    others = [code for code in record["access"] if code not in WAYS_IN and code != Access.CITIZENSHIP]
    groups = [*([ways] if ways else []), *([code] for code in others)]
    return [coded_rule(ACCESS, codes, note=note) for codes in groups]


def entry_rules(record: Record) -> list[Rule]:
    rules = []
    accepted, refused = record.get("citizenships") or [], record.get("citizenships_refused") or []
    if accepted or refused or Access.CITIZENSHIP in record["access"]:
        rules.append(coded_rule(CITIZENSHIP, accepted, refused, record["access_note"] or ""))
    if record["visas"] or record["visas_refused"]:
        rules.append(coded_rule(VISAS, record["visas"], record["visas_refused"]))
    return rules


def condition_of(line: dict[str, Any], audiences: Iterable[str]) -> str:
    """Of whom a requirement is asked.

    A diploma cannot be asked of students, nor enrollment of graduates: where a program takes both and
    does not say of whom it asks the document, it is asked of some.
    """
    if words := line.get("applies_to"):
        return CONDITIONS.get(words.strip().lower(), SOME)
    are_mixed = len({audience in STUDENTS for audience in audiences}) > 1
    return SOME if line["code"] in STAGE_BOUND and are_mixed else ""


def line_note(line: dict[str, Any]) -> str:
    """A requirement's own words, and of whom it is asked unless they say so."""
    detail, of_whom = line["detail"] or "", line.get("applies_to") or ""
    if not of_whom or of_whom.lower() in detail.lower():
        return detail
    return f"{detail.rstrip('.')}. Required for: {of_whom}" if detail else f"Required for: {of_whom}"


def requirement_rules(record: Record) -> list[Rule]:
    """A rule for each required line; lines that share the words in ``any_of`` make one."""
    groups: dict[object, list[dict[str, Any]]] = {}
    for place, line in enumerate(record["requirements"]):
        if line["level"] == RequirementLevel.REQUIRED and line["code"] not in LIMIT_CODES.values():
            groups.setdefault(line.get("any_of") or place, []).append(line)
    return [requirement_rule(lines, record["audiences"]) for lines in groups.values()]


def requirement_rule(lines: list[dict[str, Any]], audiences: list[str]) -> Rule:
    asks = [Ask(line["code"], line["minimum"], condition=condition_of(line, audiences)) for line in lines]
    notes = dict.fromkeys(note for line in lines if (note := line_note(line)))
    return Rule(REQUIREMENT, in_order(asks), note="; ".join(notes))


def limit_rule(record: Record, kind: str, code: str) -> Rule | None:
    """A limit that stands among the requirements, the limits, or both; None when in neither."""
    required = RequirementLevel.REQUIRED
    lines = [line for line in record["requirements"] if line["code"] == code and line["level"] == required]
    limits = [limit for limit in record.get("limits") or [] if limit["kind"] == kind]
    if not lines and not limits:
        return None
    low = next((line["minimum"] for line in lines if line["minimum"] is not None), None)
    high = next((limit["maximum"] for limit in limits if limit["maximum"] is not None), None)
    if kind == LimitKind.ATTEMPTS:  # the number of a limit on attempts is its highest, wherever it stands
        low, high = None, low if high is None else high
    notes = [*map(line_note, lines), *(limit["note"] for limit in limits)]
    condition = condition_of(lines[0], ()) if lines else ""
    return Rule(LIMIT, (Ask(code, low, high, condition),), note=next(filter(None, notes), ""))


def rules_of(record: Record) -> list[Rule]:
    """Every rule that a record states, what closes the program to everybody first."""
    limits = [limit_rule(record, kind, code) for kind, code in LIMIT_CODES.items()]
    return [
        *audience_rules(record),
        *access_rules(record),
        *entry_rules(record),
        *requirement_rules(record),
        *(rule for rule in limits if rule),
    ]


def unstated_kinds(record: Record) -> list[str]:
    kinds = {rule.kind for rule in rules_of(record)}
    kinds |= {REQUIREMENT} if record["requirements"] or LIMIT in kinds else set()
    kinds |= {ACCESS} if record["access"] else set()
    asked = (INTAKE, AUDIENCES, SEEKERS, YEARS, ACCESS, CITIZENSHIP, VISAS, REQUIREMENT)
    return [kind for kind in asked if kind not in kinds]


def is_shut(intake: str) -> bool:
    """Whether an intake closes the program to everybody."""
    return intake in choices.SHUT_INTAKES
