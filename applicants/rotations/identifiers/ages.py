"""Ages over 89, in figures and in words."""

import re
from collections.abc import Iterator

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.rules import PatternRule

NUMBER = re.compile(r"(?<![\w./-])(?:9\d|1[0-2]\d)(?!\d)")
YEARS = r"(?:years?|yrs?)"
AGE_AFTER = re.compile(rf"(?i)[ -]?(?:{YEARS}[ -]?(?:olds?|of age|young)|y/?o|y\.o\.?|yrs?|olds?)\b")
# 92M, 91F, 90 man; behind a temperature the F is Fahrenheit.
SEX_AFTER = re.compile(r"[ -]?(?P<sex>[MFmf]|male|female|man|woman|lady|gentleman)\b(?!/)")
TEMPERATURE = re.compile(r"(?i)\b(?:t|temp\w{0,7}|t ?max|tm|fever\w{0,2}|febrile|to|of|at|hit|spik\w{1,3})\b")
UNIT_AFTER = re.compile(
    r"(?i) ?(?:%|/|\.\d|(?:percent|mg|mcg|kg|cm|bpm|ml|cc|lbs?|pounds|on|ra|over|systolic|days?|minutes?|"
    r"hours?|"
    r"degrees|times|beats|per|for|points?|patients|cases|beds)\b)"
)
PERSON = r"(?:he|she|who|patient|pt|wife|husband|mother|father|sister|brother|grandmother|grandfather)"
JUST = r"(?:now |already |almost |just |about |only )?"
AGE_BEFORE = re.compile(
    rf"(?i)\b(?:(?:aged?|turn(?:ed|s|ing)|lived to(?: be)?|reached|birthday)(?: is| of| was|:)?|"
    rf"{PERSON}(?: today| here)?(?:['’]s| is| was| will be| turns)|(?:man|woman|lady|gentleman|patient) of) "
    rf"{JUST}$"
)
NAME_BEFORE = re.compile(r"(?<!\w)(?P<name>[^\W\d_]{2,20}), $")
CLAUSE_AFTER = re.compile(r"(?=[,.;]|\s(?:with|who|wants|from|and|is|was|has)\b)")
VITAL = re.compile(r"(?i)(?:hr|bp|sats?|spo|rr|pulse|map|sbp|psa|mcv|glucose|hours|step|score|wt|weight)$")
UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
TENS = rf"(?:ninety|one hundred|a hundred|hundred)(?:[ -](?:and )?{UNITS})?"
NO_AGE_AFTER = r"(?! (?:percent|mg|ml|beats|over|per|degrees|for|times|patients|dollars))"
IN_WORDS = frozenset({"ninety", "hundred"})
AGE_RULES = [
    PatternRule("age_over_89", re.compile(pattern, re.IGNORECASE), triggers)
    for pattern, triggers in (
        (rf"\b(?P<id>{TENS})[ -](?:{YEARS}[ -])?(?:old|yo|young)\b", IN_WORDS),
        (
            rf"\b(?:turned|turning|aged?|{PERSON} is|{PERSON} was) {JUST}(?P<id>{TENS})\b{NO_AGE_AFTER}",
            IN_WORDS,
        ),
        (
            r"\b(?:super)?centenarian\b|\bnonagenarian\b",
            frozenset({"centenarian", "supercentenarian", "nonagenarian"}),
        ),
        (
            r"\bin (?:his|her|their) (?:early |mid |late |mid-)?(?P<id>(?:9|10)0['’]?s|nineties)\b",
            frozenset({"his", "her", "their"}),
        ),
    )
]


def find_ages(note: Note) -> Iterator[FoundSpan]:
    """Figures that an age's words stand around; ages in words are ``AGE_RULES``."""
    for match in NUMBER.finditer(note.text):
        before = note.text[max(0, match.start() - 40) : match.start()]
        after = note.text[match.end() : match.end() + 24]
        if is_age(before, after):
            yield FoundSpan(match.start(), match.end(), "age_over_89")


def is_age(before: str, after: str) -> bool:
    if AGE_AFTER.match(after):
        return True
    if sex := SEX_AFTER.match(after):
        return sex["sex"] not in {"F", "f"} or TEMPERATURE.search(before[-22:]) is None
    if UNIT_AFTER.match(after):
        return False
    return AGE_BEFORE.search(before) is not None or is_behind_name(before, after)


def is_behind_name(before: str, after: str) -> bool:
    """Whether "Whitaker, 93, wants" gives an age, and not "Pulse, 93"."""
    name = NAME_BEFORE.search(before)
    is_name = name is not None and name["name"][0].isupper() and VITAL.match(name["name"]) is None
    return is_name and CLAUSE_AFTER.match(after) is not None
