"""Requirements in plain English, as lines of the exchange format. Pure."""

import re
from typing import Any

from programs.choices import RequirementLevel
from programs.curation.spreadsheet.cells import normalize_cell, quote_cell
from programs.curation.spreadsheet.words import TABLE
from programs.sheets.reader import CellError

Line = dict[str, Any]

# What people write for each requirement, as patterns; of several that fit the longest match counts.
PATTERNS: dict[str, str] = TABLE["requirements"]
KNOWN = {key: re.compile(rf"\b(?:{pattern})(?![a-z0-9])") for key, pattern in PATTERNS.items()}
NOT_ASKED = (
    r"\b(not|isn'?t|aren'?t) (required|needed|necessary|mandatory)\b|\bno need\b|^no (?!prior|prev|earl|more)"
    r"|\bwaived\b"
)
WISHED = r"\b(preferred|preferably|recommended|desirable|desired|optional|a plus|encouraged|helpful)\b"
LEVELS = (
    (RequirementLevel.NOT_REQUIRED, re.compile(NOT_ASKED)),
    (RequirementLevel.PREFERRED, re.compile(WISHED)),
    (RequirementLevel.REQUIRED, re.compile(r"\b(required|mandatory|must( have)?|needed|necessary)\b")),
)
WITH_MINIMUM = frozenset(
    [
        "usmle_step1",
        "usmle_step2_ck",
        "usmle_step3",
        "minimum_gpa",
        "toefl",
        "ielts",
        "oet",
        "recommendation_letters",
        "age_limit",
    ]
)
RANGES = {
    "usmle_step1": (1, 300),
    "usmle_step2_ck": (1, 300),
    "usmle_step3": (1, 300),
    "toefl": (30, 677),
    "ielts": (1, 9),
    "minimum_gpa": (0, 10),
    "oet": (0, 500),
    "recommendation_letters": (1, 10),
}
WITHIN = re.compile(
    r"(?:within|in|under|less than|last|past|<|≤|valid(?: for)?)[a-z ]*?(\d+) ?(day|week|month|mo|year|yr)s?"
)
DAYS = {"day": 1, "week": 7, "month": 30, "mo": 30, "year": 365, "yr": 365}
NUMBER = re.compile(r"(?<![\d.-])\d+(?:\.\d+)?")
FILLERS_TEXT = """
a an the of or at least minimum min score scores and with be is are proof copy valid current up
date your above more than official exam for in on test two one three ibt must have all
"""
FILLERS = frozenset(FILLERS_TEXT.split())


def find_requirement(text: str) -> tuple[str, re.Match[str]] | None:
    """The requirement that a phrase names, by the longest match; None when it names none."""
    matches = [(key, match) for key, pattern in KNOWN.items() for match in pattern.finditer(text)]
    return max(matches, key=lambda pair: (len(pair[1][0].strip()), -pair[1].start()), default=None)


def split_phrases(text: str) -> list[str]:
    """The phrases of a cell; what is in parentheses stays with what stands before it."""
    plain = re.sub(r"\bsteps ?1 ?(?:and|&|,|/|\+) ?2( ck)?", r"step 1; step 2\1", normalize_cell(text))
    plain = re.sub(r"\bstep ?1 ?(?:/|&|\+|and) ?2( ck)?\b", r"step 1; step 2\1", plain)
    cut = re.split(r"[;\n•|](?![^(]*\))|,(?!\d{3}\b)(?![^(]*\))", plain)
    return [phrase for piece in cut if piece.strip(" .") for phrase in split_phrase(piece.strip(" ."))]


def split_phrase(phrase: str) -> list[str]:
    """A phrase cut at "and", "&", "+" and "/" where each side names a requirement of its own."""
    for match in re.finditer(r" and | & | \+ |\+(?=[a-z])|/| plus ", phrase):
        left, right = phrase[: match.start()], phrase[match.end() :]
        whole = find_requirement(phrase)
        is_inside = whole and whole[1].start() < match.start() and whole[1].end() > match.end()
        if not is_inside and find_requirement(left) and find_requirement(right):
            return [left.strip(), *split_phrase(right.strip())]
    return [phrase.removeprefix("and ").strip()]


def level_of(phrase: str) -> tuple[str, str]:
    """How firmly a phrase asks, and the phrase without the words that say so."""
    for level, pattern in LEVELS:
        if pattern.search(phrase):
            return str(level), pattern.sub(" ", phrase)
    return "", phrase


def read_requirement(phrase: str, level: str) -> Line:
    """Raise CellError when the catalog knows no requirement like this one."""
    own, wording = level_of(phrase)
    named = find_requirement(wording) or find_requirement(phrase)
    if named is None:
        raise CellError(
            f"{quote_cell(phrase)} is no requirement that the catalog knows. "
            "Use words such as Step 1, TOEFL 100, CV, TB test; divide them by commas."
        )
    code, match = named
    around = wording.replace(match[0], " ", 1)
    within = WITHIN.search(around)
    valid_days = int(within[1]) * DAYS[within[2]] if within else None
    bare = WITHIN.sub(" ", around)
    numbers = NUMBER.findall(bare if code != "age_limit" else wording) if code in WITH_MINIMUM else []
    minimum = minimum_of(code, numbers, phrase)
    loose = NUMBER.sub(" ", bare) if numbers else bare
    words = [word for word in re.findall(r"[a-z0-9%]+", loose) if word not in FILLERS]
    return {
        "code": code,
        "level": own or level,
        "minimum": minimum,
        "detail": phrase[:1].upper() + phrase[1:] if words or within else None,
        "any_of": None,
        "applies_to": None,
        "valid_days": valid_days,
    }


def minimum_of(code: str, numbers: list[str], phrase: str) -> float | int | None:
    """Read the least that is asked for; raise CellError if no such test gives that number."""
    if not numbers:
        return None
    value = float(numbers[0])
    low, high = RANGES.get(code, (0, 1000))
    if not low <= value <= high:
        raise CellError(f"{quote_cell(phrase)}: {numbers[0]} is not from {low} to {high}.")
    return int(value) if value == int(value) else value


def read_alternatives(phrase: str, level: str) -> list[Line]:
    """The requirements of one phrase: several when it says "TOEFL 100 or IELTS 7"."""
    sides = [side.strip(" ,.") for side in re.split(r"\bor\b", phrase) if side.strip(" ,.")]
    if (
        len(sides) > 1
        and all(find_requirement(side) for side in sides)
        and not re.search(r"bls or acls", phrase)
    ):
        lines = [read_requirement(side.removeprefix("either "), level) for side in sides]
        if len({line["code"] for line in lines}) == len(lines):
            words = " or ".join(line["code"].replace("_", " ") for line in lines)
            return [line | {"any_of": words} for line in lines]
    return [read_requirement(phrase, level)]


def restore_capitals(phrase: str, text: str) -> str:
    """A phrase with the capitals that it has in a cell's text."""
    match = re.search(re.escape(phrase), text, re.IGNORECASE)
    return match[0][:1].upper() + match[0][1:] if match else phrase


def read_requirements(text: str, level: str = RequirementLevel.REQUIRED) -> list[Line]:
    """The requirements of a cell; CellError names the first phrase that means none."""
    if re.fullmatch(
        r"(none|no|nothing|no requirements?)( (required|needed|asked))?\W*", text.strip().lower()
    ):
        return []
    lines = [line for phrase in split_phrases(text) for line in read_alternatives(phrase, str(level))]
    once: dict[tuple[str, str | None], Line] = {}
    for line in lines:
        if line["detail"]:
            line["detail"] = restore_capitals(line["detail"], text)
        first = once.setdefault((line["code"], line["any_of"]), line)
        if first is not line and line["detail"]:
            first["detail"] = "; ".join(filter(None, [first["detail"], line["detail"]]))
    return list(once.values())
