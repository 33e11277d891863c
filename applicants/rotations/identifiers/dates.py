"""Days, and months with a year, that belong to a patient; years alone are allowed."""

import re
from collections.abc import Iterator
from itertools import chain

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note, Sentence
from applicants.rotations.identifiers.rules import PatternRule, first_words, phrases

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:19|20)\d{2}"
ORDINAL = rf"{DAY}(?:st|nd|rd|th)"
MONTH_WORDS = first_words(
    phrases(
        "jan, january, feb, february, mar, march, apr, april, may, jun, june, jul, july, aug, august, sep, "
        "sept, september, "
        "oct, october, nov, november, dec, december"
    )
)
NOT_BEHIND_DAY = r"(?!:\d|%| ?(?:mg|ml|patients|people|weeks|days|hours|percent|am|pm)\b)"


def is_of_calendar(_match: re.Match[str], sentence: Sentence) -> bool:
    return sentence.is_about_calendar


def date_rule(
    pattern: str, triggers: frozenset[str] = frozenset(), *, is_anchored: bool = False
) -> PatternRule:
    return PatternRule(
        "date",
        re.compile(pattern, re.IGNORECASE),
        triggers,
        is_anchored=is_anchored,
        is_harmless=is_of_calendar,
    )


DATE_RULES = [
    date_rule(
        rf"(?<![\w/.])(?<!\d-)(?:0?[1-9]|1[0-2])(?P<sep>[/.-]){DAY}(?P=sep)(?:{YEAR}|\d{{2}})(?![\w/]|[.-]\d)"
    ),
    date_rule(rf"(?<![\w/.])(?<!\d-){DAY}(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep)(?:{YEAR})(?![\w/]|[.-]\d)"),
    date_rule(rf"(?<![\w/.-]){YEAR}(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep){DAY}(?![\w/]|[.-]\d)"),
    date_rule(rf"(?<![\w/.-]){DAY}[-/ ]{MONTH}[-/ ](?:{YEAR}|\d{{2}})\b", MONTH_WORDS),
    date_rule(
        rf"\b{MONTH} ?{DAY}(?:st|nd|rd|th)?\b{NOT_BEHIND_DAY}(?:,? {YEAR})?", MONTH_WORDS, is_anchored=True
    ),
    date_rule(rf"\b(?:{ORDINAL}|{DAY})(?: (?:of|day of))? {MONTH}(?:,? {YEAR})?", MONTH_WORDS),
    date_rule(rf"\b{MONTH},? (?:of )?{YEAR}\b", MONTH_WORDS, is_anchored=True),
]
HOLIDAY = (
    r"(?:christmas(?: eve| day)?|new year'?s?(?: eve| day)?|thanksgiving(?: day)?|halloween|(?:the "
    r")?(?:fourth|4th) of july|"
    r"valentine'?s(?: day)?|easter(?: sunday)?|mother'?s day|father'?s day|labor day|memorial day|"
    r"independence day|good friday|"
    r"st\.? patrick'?s day|juneteenth|veterans day|super bowl sunday|diwali|eid)"
)
HOLIDAYS = re.compile(
    rf"\b(?:on|since|after|before|until|at|this|last|the day (?:after|before)) (?P<id>{HOLIDAY})\b",
    re.IGNORECASE,
)
# "3/4" is a day only beside a word of days; "2/10 pain", "3/6 murmur" and "1/2 tab" are not.
SHORT = re.compile(
    r"(?<![\w/.-])(?P<id>(?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|"
    r"1[0-2])/(?P<year>(?:19|20)\d{2}))(?![\w/%-]|\.\d)"
)
BEFORE_DAY = re.compile(
    r"\b(?:last(?: \w{2,12}){1,3}|chemo|radiation|xrt|infusion|dialysis|hd|on|since|until|till|thru|through|"
    r"from|dated?|dob|born|birth|admit\w{0,5}|"
    r"readmit\w{0,3}|"
    r"discharged?|d/c'?d?|dc'?d|"
    r"seen|visit|surgery|placed|done|given|started|start|stopped|lmp|edd|edc|due|expired|died|death|biopsy|"
    r"repeat\w{0,2}|"
    r"read|transferred|operated|delivered|by|at|is|was|and|to|for|appt|appointment|returned?|follow[- ]?up|"
    r"f/u|"
    r"anniversary|birthday|"
    r"last|clinic|ed|er|icu|scan|mri|ct|xr|cxr|echo|scope|colonoscopy|labs?|cultures?|doses?|cycle|"
    r"diagnosed|dx|onset|"
    r"fell|fall|injury|accident|vaccinated|shot|procedure|op|ex|extubated|intubated|next|rtc|as of|after|"
    r"before|around|about|"
    r"presented|called|signed|scheduled|arrived|came)[ :(,-]{0,3}(?:back |again |the |ed |pt |on |last |in "
    r"clinic ){0,2}$",
    re.IGNORECASE,
)
AFTER_DAY = re.compile(
    r" (?i:admit|admission|adm|admitted|d/c|discharged?|surgery|visit|appt|biopsy|mri|ct|labs?|clinic)\b"
)
AFTER_SHORT = re.compile(
    r"\s?(?:pain|strength|murmur|systolic|diastolic|sem|tabs?\b|tablets?|ns\b|bottles?|sets?\b|of\b|in\b|"
    r"power|motor|reflex|"
    r"holosystolic|pulses?|edema|positive|criteria|points?|cups?|dose|life|strong|correct|blood cx|recall|"
    r"words|weakness|"
    r"sirs|components|full|scale|intensity|severity|severe|with movement|at rest|on arrival|headache|chest "
    r"pain|grade|cm|mg|"
    r"hip flex\w{0,3}|grip|throughout|bilateral\w{0,2}|in all|right now|after (?:toradol|morphine|tylenol|"
    r"meds))",
    re.IGNORECASE,
)
SCORE_BEFORE = re.compile(
    r"\b(?:pain|strength|murmur|power|motor|reflex\w{0,2}|gcs|mmse|moca|score\w{0,2}|grade|bottles|"
    r"cultures?|recall|apgars?|"
    r"rated?|scale|sirs|tia|phq|orientation|sem|cervix|effort|bp|iii|vi)[ a-z,:]{0,24}$",
    re.IGNORECASE,
)
DAY_LATER = re.compile(
    r"\b(?:on|the night of|morning of|evening of|admitted|since|until) the (?P<id>\d{1,2}(?:st|nd|rd|th))\b"
    r"(?! (?:floor|percentile|day|week|rib|time|cranial|hour|patient|post|grade|street|st\b|ave|and))",
    re.IGNORECASE,
)


def is_short_day(match: re.Match[str], note: Note) -> bool:
    """Whether numbers with a slash are a day: a word of days before them, and no score's word around."""
    before = note.text[max(0, match.start() - 40) : match.start()]
    if AFTER_SHORT.match(note.text[match.end() : match.end() + 24]) or SCORE_BEFORE.search(before):
        return False
    if AFTER_DAY.match(note.text[match.end() : match.end() + 24]):
        return True
    is_heading = note.text.startswith(":", match.end()) and not before.rstrip(" -")[-1:].isalpha()
    return is_heading or match["year"] is not None or BEFORE_DAY.search(before) is not None


def find_dates(note: Note) -> Iterator[FoundSpan]:
    """Days that only their surroundings tell from a score; the others are ``DATE_RULES``."""
    for match in SHORT.finditer(note.text):
        if is_short_day(match, note) and not note.sentence_at(match.start()).is_about_calendar:
            yield FoundSpan(match.start("id"), match.end("id"), "date")
    for match in chain(HOLIDAYS.finditer(note.text), DAY_LATER.finditer(note.text)):
        sentence = note.sentence_at(match.start())
        if not (sentence.is_about_writer or sentence.is_about_calendar):
            yield FoundSpan(match.start("id"), match.end("id"), "date")
