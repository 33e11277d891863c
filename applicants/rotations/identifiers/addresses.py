"""Streets, boxes, zip codes, counties and roads."""

import re

from applicants.rotations.identifiers.note import Sentence
from applicants.rotations.identifiers.rules import PatternRule

STREET_WORDS = (
    "street avenue ave road rd lane ln drive court boulevard blvd highway hwy parkway pkwy circle terrace "
    "place way "
    "trail alley square loop turnpike crescent"
)
STREET = "(?:" + "|".join(STREET_WORDS.split()) + ")"
SHORT_STREET = r"(?:St|Dr|Ct|Cir|Ter|Pl)"
STREET_TRIGGERS = frozenset([*STREET_WORDS.split(), "st", "dr", "ct", "cir", "ter", "pl", "apt"])
STATE_NAME = (
    r"(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|"
    r"Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
    r"Missouri|Montana|"
    r"Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|"
    r"Oklahoma|Oregon|"
    r"Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|"
    r"Washington|West Virginia|"
    r"Wisconsin|Wyoming|Puerto Rico)"
)
# The others, such as CT, MI, PA and CA, mean something else in a note.
PLAIN_STATE = r"(?:FL|NY|NJ|TX|GA|NC|SC|TN|KY|AZ|NV|NM|WA|WI|MN|IL|KS|NE|ND|SD|UT|WY|VT|NH|RI|AK|AR|OH|OK|DC)"
ANY_STATE = (
    rf"(?:{STATE_NAME}|{PLAIN_STATE}|AL|CA|CO|CT|DE|HI|IA|ID|IN|LA|MA|MD|ME|MI|MO|MS|MT|OR|PA|VA|WV|PR)"
)
NAMED = r"[A-Z][\w'’.]{0,20}"

NUMBERED = r"(?:st|nd|rd|th)"


def address_rule(pattern: str, triggers: str | frozenset[str]) -> PatternRule:
    found = frozenset(triggers.split()) if isinstance(triggers, str) else triggers
    return PatternRule("location", re.compile(pattern), found)


STATE_BEFORE = re.compile(rf"\b{ANY_STATE},? $")


def lacks_state(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether five digits have no state before them and are no zip code."""
    start = match.start() - sentence.start
    return STATE_BEFORE.search(sentence.text[max(0, start - 20) : start]) is None


ADDRESS_RULES = [
    address_rule(
        rf"\b\d{{1,6}}[A-Z]? (?:[NSEW]\.? |North |South |East |West )?(?:(?:{NAMED}|\d{{1,3}}{NUMBERED}) "
        rf"){{1,4}}"
        rf"(?:(?i:{STREET})|{SHORT_STREET})\b",
        STREET_TRIGGERS,
    ),
    address_rule(
        r"(?i)\b(?:lives?|living|address|at|on|home|resid\w{1,5}|stays)\b[ :]{1,2}(?:is |at |on |in |@ ){0,2}"
        rf"(?P<id>\d{{1,6}} (?:[a-z'.\d]{{1,20}} ){{1,4}}(?:{STREET}|st|ct|cir|apt)\b)",
        STREET_TRIGGERS,
    ),
    address_rule(
        r"(?i)\b(?:lives?|living|resid\w{1,5}|stays?|house|home|apartment) (?:on|at|near|off) (?!the |a |"
        r"his |her |their )"
        r"(?P<id>(?:[a-z'.\d]{1,20} ){1,3}(?:street|avenue|ave|road|lane|boulevard|blvd|highway|court|"
        r"terrace)\b)",
        STREET_TRIGGERS,
    ),
    address_rule(r"(?i)\blives? at (?P<id>\d{1,5} [a-z]{3,20})\b", "live lives"),
    address_rule(
        r"\b(?i:hometown|home town|birthplace|place of birth|small town|small city|village)(?: is|:| of| "
        r"called| named|,) "
        rf"(?P<id>{NAMED}(?: {NAMED})?)",
        "hometown town birthplace place city village",
    ),
    address_rule(r"(?i)\bp\.? ?o\.? box \d{1,6}\b", "box"),
    address_rule(
        r"(?i)\b(?:apt|apartment|trailer)\.? ?(?:no\.? ?|# ?)?\d{1,4}[a-z]?\b", "apt apartment trailer"
    ),
    address_rule(
        r"(?i)\bzip(?: ?code)?[ :]{0,2}(?:is |was |of |in )?(?P<id>\d{5}(?:-\d{4})?)\b", "zip zipcode"
    ),
    PatternRule(
        "location", re.compile(r"(?<![\w.-])\d{5}(?:-\d{4})?(?![\w.-]\w)"), run=5, is_harmless=lacks_state
    ),
    address_rule(
        r"\b(?:Interstate|Route|Highway|Hwy|State Road|County Road|SR|US)[ -]?\d{1,3}\b(?! (?:mg|ml|"
        r"patients))",
        "interstate route highway hwy road sr us",
    ),
    address_rule(r"\bI-\d{1,3}\b", "i"),
    address_rule(rf"\b\d{{1,3}}{NUMBERED} (?:&|and|at) {NAMED}", "st nd rd th"),
    address_rule(
        rf"\b(?i:corner of|intersection of) (?P<id>{NAMED} (?:&|and) {NAMED})", "corner intersection"
    ),
    address_rule(
        rf"\b{NAMED}(?: {NAMED})? (?:County|Parish|Township|Borough)\b(?! (?:Hospital|Medical|General))",
        "county parish township borough",
    ),
    address_rule(rf"\b\d{{1,3}}{NUMBERED} (?:Street|Avenue|Ave|St)\b", "street avenue ave st"),
    address_rule(
        r"(?i)\bcoordinates?:? (?P<id>-?\d{1,3}\.\d{3,8}, ?-?\d{1,3}\.\d{3,8})", "coordinate coordinates"
    ),
]
