"""Ages over 89, biometric records, pictures, and what only one person is."""

import re
from collections.abc import Iterator

from applicants.rotations.identifiers.found import FoundSpan, Kind
from applicants.rotations.identifiers.note import Note

OVER_89 = r"(?:9\d|1[0-2]\d)"
YEARS = r"(?:years?|yrs?)"
TENS = (
    r"(?:ninety|one hundred|a hundred|hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|eight|"
    r"nine|ten))?"
)
AGES = [
    rf"(?<![\w./-])(?P<id>{OVER_89})[ -]?{YEARS}?[ -]?(?:y/?o|y\.o\.?|olds?|of age|young)\b",
    rf"(?<![\w./-])(?P<id>{OVER_89})[ -]?(?:{YEARS}[ -](?:olds?|young|of age)|yo|y/o|y\.o|yr)\b",
    (
        rf"\b(?:aged?|turn(?:ed|s|ing)|lived to(?: be)?|reached|birthday)(?: is| of| was|:)? (?:just "
        rf")?(?P<id>{OVER_89})(?![\w%/.]\w?)"
    ),
    rf"\b(?P<id>{TENS})[ -](?:{YEARS}[ -])?(?:old|yo|young)\b",
    (
        rf"\b(?:turned|turning|aged?|is|was) (?:just )?(?P<id>{TENS})\b(?! (?:percent|mg|ml|beats|over|per|"
        rf"degrees|for|times))"
    ),
    r"\b(?P<id>centenarian|nonagenarian|supercentenarian)\b",
    r"\b(?:in (?:his|her|their) )(?:early |mid |late |mid-)?(?P<id>(?:9|10)0'?s|nineties)\b",
    (
        r"\b(?:he|she|who|patient|pt|wife|husband|mother|father|sister|brother|grandmother|grandfather)"
        r"(?:'s| is| was) "
        rf"(?:now |already |almost )?(?P<id>{OVER_89})\b"
        rf"(?! ?(?:%|percent|/|mg|kg|cm|bpm|ml|lbs?|pounds|on|ra|over|systolic|days?|minutes?|hours?))"
    ),
]
# 92M, 91F, 90 y/o; behind a temperature the F is Fahrenheit.
AGE_AND_SEX = re.compile(
    rf"(?<![\w./-])(?P<id>{OVER_89})[ -]?(?:[MFmf]|male|female|man|woman|lady|gentleman)\b(?!/)"
)
TEMPERATURE = re.compile(r"(?i)\b(?:t|temp\w{0,7}|t ?max|tm|fever\w{0,2}|febrile|to|of|at|hit|spik\w{1,3})\b")
AFTER_NAME = re.compile(
    r"(?P<name>[^\W\d_]{2,20}), (?P<id>9\d|10\d)(?=[,.;]|\s(?:with|who|wants|from|and|is|was|has)\b)"
)
VITAL = re.compile(
    r"(?i)^(?:hr|bp|sat|sats|spo|rr|pulse|map|sbp|psa|mcv|glucose|hours|step|score|wt|weight)$"
)

PERSON = (
    r"(?:patients?|pts?|her|his|him|she|he|them|their|baby|child|kid|infant|boy|girl|man|woman|lady|mom|"
    r"family|mr|mrs|ms|face)"
)
PICTURE = (
    r"(?:photo(?:graph)?s?|pics?|pictures?|selfies?|snapshots?|videos?|headshots?|polaroids?|portraits?|"
    r"mugshots?|footage)"
)
PHOTOS = [
    (
        rf"(?<!clinical )(?<!big )(?<!whole )(?<!the )\b(?P<id>{PICTURE}) (?:of|with|from|showing|in which) "
        rf"(?:\w{{1,12}} ){{0,3}}{PERSON}\b"
    ),
    (
        rf"\bthe (?P<id>photo(?:graph)?s?|pics?|selfies?|videos?|headshots?) (?:of|with) (?:\w{{1,12}} "
        rf"){{0,3}}{PERSON}\b"
    ),
    (
        rf"\b(?:took|take|taken|taking|snapped|sent|shared|posted|showed|shot|saved|kept|attached)\b(?:[ "
        rf":]\w{{1,12}}){{0,4}}[ :](?P<id>{PICTURE}) (?:of|with)"
        rf" (?:\w{{1,12}} ){{0,3}}(?:{PERSON}|Mr|Mrs|Ms|wound|rash|tattoo|scar|ulcer)\b"
    ),
    (
        rf"\b{PERSON}(?:'s)? (?:own )?(?P<id>selfies?|headshots?|photo(?:graph)?s?|pics?|profile picture|"
        rf"picture|portrait)\b(?! id\b)"
    ),
    (
        r"\b(?P<id>full[- ]face(?:d)? (?:photo(?:graph)?s?|image|picture|view)|facial photo(?:graph)?s?|face "
        r"(?:photo|pic|picture|shot)s?)\b"
    ),
    (
        r"\b(?P<id>(?:IMG|DSC|PXL|PHOTO|DCIM|Screenshot)[_-]?\d{3,14}(?:[_-]\d{1,9}){0,2}(?:\.(?:jpe?g|png|"
        r"heic|"
        r"mp4|mov))?)\b"
    ),
    r"\b(?P<id>[\w-]{1,40}\.(?:jpe?g|png|heic))\b",
    (
        rf"\b(?P<id>(?:filmed|videotaped|video[- ]recorded|photographed|took (?:a )?(?:photos?|pics?|"
        rf"pictures?|"
        rf"videos?) of))\b (?:\w{{1,12}} ){{0,2}}{PERSON}\b"
    ),
    r"\b(?P<id>selfies?) (?:with|of)\b",
    rf"\b(?P<id>{PICTURE}) (?:attached|uploaded|enclosed|in my phone|on my phone)\b",
    (
        r"\b(?:attached|enclosed|see)\b(?:[ :]\w{0,12}){0,2} (?P<id>photo(?:graph)?s?|pics?|headshot|"
        r"selfie)\b(?! (?:id|of the (?:ecg|ekg|slide|monitor|board|whiteboard)))"
    ),
]
BIOMETRIC_RECORD = (
    r"finger ?prints?|finger ?printed|thumb ?prints?|palm ?prints?|voice ?prints?|voice recordings?|hand "
    r"?prints?|foot ?prints?|"
    r"(?:retinal?|iris|palm(?: vein)?|face|facial|vein|hand geometry|finger) (?:scan\w{0,4}|recognition|id|"
    r"geometry|template)|"
    r"biometrics?(?: (?:data|id|scan|template|record)s?)?|dna (?:profile|fingerprint|sample)|genetic "
    r"fingerprint|gait signature"
)
BIOMETRICS = [rf"\b(?P<id>{BIOMETRIC_RECORD})\b(?! (?:sign|of the colon|appearance|lesion))"]
NO_BIOMETRIC = re.compile(
    r"(?i)\b(?:my|i got|badge|background check|visa|thumb-?print\w{0,3} (?:sign|on ct)|embassy|uscis|"
    r"security)\b"
)

OFFICE = (
    r"mayor|governor|senator|congress(?:man|woman)|president|vice president|prime minister|ambassador|"
    r"sheriff|bishop|imam|"
    r"ceo|chairman|principal|superintendent|judge|head coach|coach|quarterback|anchor(?:man|woman)?|news "
    r"anchor|astronaut|"
    r"celebrity|actor|actress|rapper|rock star|pop star|movie star|pop singer|famous singer|councilman|"
    r"councilwoman|fire chief|police chief|"
    r"olympi(?:an|c \w{1,12})|nfl|nba|mlb|lottery winner|king|queen|prince|princess|weather(?:man|woman)"
)
UNIQUE = [
    (
        rf"\b(?:he|she|who|patient|pt|man|woman|lady|gentleman|husband|wife|father|mother)(?:'s| is| was),? "
        rf"(?:also )?(?:a |an |the )?(?:current |former |retired |first |only |well[- ]known |famous |local "
        rf"){{0,3}}"
        rf"(?P<id>(?:{OFFICE})\b(?: of [^\n.,;]{{1,40}})?)"
    ),
    (
        rf"\b(?:our|my|a|the|this|pt|patient)(?: patient)?,? (?:is |was )?(?:a |an |the )?(?:current|former|"
        rf"ex-?|retired|well[- ]known|famous|local|sitting) (?P<id>(?:nfl |nba |mlb |tv |state |city |town |"
        rf"news )?(?:{OFFICE})\b)"
    ),
    (
        r"\b(?P<id>(?:in|on|made) (?:the |local |national ){0,2}(?:news|newspaper|television|tv|headlines|"
        r"evening "
        r"news))\b(?! (?:about|that|i)\b)"
    ),
    (
        r"\b(?P<id>(?:only|first|oldest|youngest|tallest) (?:\w{1,14} ){0,4}in (?:the|this|our|his|her) "
        r"(?:town|"
        r"county|state|village|city|country|world|island|parish|neighborhood))\b"
    ),
    r"\b(?P<id>tattoos?(?: (?:of|that|with|on|saying|reading)\b[^\n.,;]{0,40})?)",
    r"\b(?P<id>(?:world|state|national) (?:champion|record holder))\b",
    r"\b(?P<id>(?:rare|distinctive|unique|unusual) birth ?mark)\b",
]
NO_UNIQUE = re.compile(
    r"(?i)\b(?:medical society|college of|society|lecture|gave a talk|dr|speaker|grand rounds|removal|no "
    r"tattoos?)\b"
)


def compiled(patterns: list[str]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


AGE_PATTERNS, PHOTO_PATTERNS = compiled(AGES), compiled(PHOTOS)
BIOMETRIC_PATTERNS, UNIQUE_PATTERNS = compiled(BIOMETRICS), compiled(UNIQUE)


def matches(
    note: Note, patterns: list[re.Pattern[str]], kind: Kind, unless: re.Pattern[str] | None = None
) -> Iterator[FoundSpan]:
    """Every match, except in a sentence where ``unless`` is found."""
    for pattern in patterns:
        for match in pattern.finditer(note.text):
            if unless is None or unless.search(note.sentence_at(match.start()).text) is None:
                yield FoundSpan(match.start("id"), match.end("id"), kind)


def find_ages(note: Note) -> Iterator[FoundSpan]:
    yield from matches(note, AGE_PATTERNS, "age_over_89")
    for match in AGE_AND_SEX.finditer(note.text):
        before = note.text[max(0, match.start() - 22) : match.start()]
        if match[0][-1] not in "Ff" or match[0][-2:].isalpha() or TEMPERATURE.search(before) is None:
            yield FoundSpan(match.start("id"), match.end("id"), "age_over_89")
    for match in AFTER_NAME.finditer(note.text):
        if VITAL.match(match["name"]) is None and match["name"][0].isupper():
            yield FoundSpan(match.start("id"), match.end("id"), "age_over_89")


def find_traits(note: Note) -> Iterator[FoundSpan]:
    yield from find_ages(note)
    yield from matches(note, PHOTO_PATTERNS, "photo")
    yield from matches(note, BIOMETRIC_PATTERNS, "biometric", NO_BIOMETRIC)
    yield from matches(note, UNIQUE_PATTERNS, "other_unique", NO_UNIQUE)
