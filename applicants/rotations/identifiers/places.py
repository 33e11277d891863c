"""Everything smaller than a state: streets, towns, zip codes, counties, homes, schools."""

import re
from collections.abc import Iterator
from itertools import chain

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note, Word, fold
from applicants.rotations.identifiers.word_lists import is_city, words_of

STREET = (
    r"(?:street|avenue|ave|road|rd|lane|ln|drive|court|boulevard|blvd|highway|hwy|parkway|pkwy|circle|"
    r"terrace|"
    r"place|way|trail|alley|square|loop|turnpike|crescent)"
)
SHORT_STREET = r"(?:St|Dr|Ct|Cir|Ter|Pl)"
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
LIVES = (
    r"(?:lives?|lived|living|resid\w{1,5}|stays?|staying|born|raised|grew up|moved|immigrated|emigrated|"
    r"relocated|"
    r"commutes?|drove|drives|travell?ed|comes?|came|flew|flown|visiting|transferred|sent|native|works?|"
    r"worked|working|home|house|"
    r"apartment|farm|hails?|originally|from|return\w{0,3}|back|brought|airlifted|crash|accident|shot|found)"
)
HOME = (
    r"(?:nursing home|assisted living|rehab(?:ilitation)? (?:center|facility)|senior living|retirement "
    r"(?:home|community|village)|"
    r"group home|care home|memory care|manor|apartments?|condos?|villas?|estates|towers|trailer park|mobile "
    r"home park|"
    r"elementary(?: school)?|middle school|high school|preschool|day ?care|school district|church|mosque|"
    r"temple|"
    r"synagogue|parish|cathedral|county jail|jail|prison|correctional|penitentiary|shelter|motel|hotel|inn|"
    r"mall|factory|"
    r"plantation|reservation|diner|supermarket|barber ?shop|salon|snf)"
)
ADDRESSES = [
    re.compile(
        rf"\b\d{{1,6}}[A-Z]? (?:[NSEW]\.? |North |South |East |West )?(?:(?:{NAMED}|\d{{1,3}}(?:st|nd|rd|"
        rf"th)) ){{1,4}}"
        rf"(?:(?i:{STREET})|{SHORT_STREET})\b"
    ),
    re.compile(
        rf"(?i:\b(?:lives?|living|address|at|on|home|resid\w{{1,5}}|stays)\b[ :]{{1,2}}(?:is |at |on |in "
        rf"){{0,2}}"
        rf"(?P<id>\d{{1,6}} (?:[a-z'.\d]{{1,20}} ){{1,4}}(?:{STREET}|st|ct|cir|apt)\b))"
    ),
    re.compile(r"(?i)\bp\.? ?o\.? box \d{1,6}\b"),
    re.compile(r"(?i)\b(?:apt|apartment|trailer)\.? ?(?:no\.? ?|# ?)?\d{1,4}[a-z]?\b"),
    re.compile(r"(?i)\bzip(?: ?code)?[ :]{0,2}(?:is |was |of |in )?(?P<id>\d{5}(?:-\d{4})?)\b"),
    re.compile(rf"\b{ANY_STATE},? (?P<id>\d{{5}}(?:-\d{{4}})?)\b"),
    re.compile(
        r"\b(?:Interstate|Route|Highway|Hwy|State Road|County Road|SR|US)[ -]?\d{1,3}\b(?! (?:mg|ml|"
        r"patients))|\bI-\d{1,3}\b"
    ),
    re.compile(
        rf"\b\d{{1,3}}(?:st|nd|rd|th) (?:&|and|at) {NAMED}|\b(?i:corner of|intersection of) (?P<id>{NAMED} "
        rf"(?:&|and) {NAMED})"
    ),
    re.compile(
        rf"\b{NAMED}(?: {NAMED})? (?:County|Parish|Township|Borough)\b(?! (?:Hospital|Medical|General))"
    ),
    re.compile(r"\b\d{1,3}(?:st|nd|rd|th) (?:Street|Avenue|Ave|St)\b"),
    re.compile(r"(?i)\bcoordinates?:? (?P<id>-?\d{1,3}\.\d{3,8}, ?-?\d{1,3}\.\d{3,8})"),
]
NAMED_STREET = re.compile(
    rf"(?P<id>(?P<first>\b{NAMED})(?: {NAMED})? (?:Street|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|"
    rf"Highway|Parkway|Court|Bridge)\b)"
)
CITY_AND_STATE = re.compile(
    rf"(?P<city>\b{NAMED}(?: {NAMED}){{0,2}}),? (?P<state>{STATE_NAME}|{PLAIN_STATE})\b"
)
CITY_COMMA_STATE = re.compile(rf"(?P<city>\b{NAMED}(?: {NAMED})?), {ANY_STATE}\b")
INSTITUTION = re.compile(rf"(?P<id>(?P<words>\b(?:{NAMED} ){{1,3}})(?i:{HOME})\b)(?! (?i:teacher|education))")
HOSPITAL = re.compile(
    rf"(?i:\b(?:transferred|sent|came|referred|flown|brought|airlifted|discharged|admitted)\b)(?: "
    rf"[a-z]{{1,12}}){{0,4}} "
    rf"(?P<id>(?P<words>(?:{NAMED} ){{1,3}})(?:Hospital|Medical Center|Memorial|Clinic)\b)"
)
EMPLOYER = re.compile(
    rf"(?i:\b(?:works?|worked|working|employed|employee)\b (?:nights? |days? |shifts? |part time )?(?:at|"
    rf"for|by|of) (?:the |a )?)(?P<id>(?P<first>{NAMED}))"
)
LIVES_IN = re.compile(
    rf"(?i:\b{LIVES}\b(?: [a-z]{{1,12}}){{0,4}}? (?:in|on|from|near|off|outside|of|to|around|by) (?:the |"
    rf"downtown |north |south |east |west )?)(?P<id>(?P<first>{NAMED})(?: {NAMED}){{0,2}})"
)
CLEAR_STREETS = ("Ave", "Avenue", "Blvd", "Boulevard", "Rd", "Road")
BEFORE_CITY = re.compile(
    r"(?i)\b(?:from|in|near|to|outside|of|at|around|via|leaving|left|downtown|north|south|east|west|"
    r"visiting|back)[ ]$"
)
BEFORE_LOWER_CITY = re.compile(
    rf"(?i)\b{LIVES}\b(?: [a-z]{{1,12}}){{0,3}} (?:in|from|near|outside|to) $|\b(?:from|visiting) $|"
    rf"\b(?:lives?|grew up|works?) in $"
)
NO_CITY_AFTER = re.compile(
    r"(?i)^['’]?s? ?-?(?:general|hospital|medical|university|criteria|score|brace|classification|protocol|"
    r"system|sign|disease|clinic|health|study|trial|guidelines|rules?)\b"
)


def is_place_word(word: str) -> bool:
    return fold(word.rstrip(".")) not in words_of("not_names")


def find_places(note: Note) -> Iterator[FoundSpan]:
    for pattern in ADDRESSES:
        group = "id" if "id" in pattern.groupindex else 0
        for match in pattern.finditer(note.text):
            if match[group] is not None:
                yield FoundSpan(match.start(group), match.end(group), "location")
            else:
                yield FoundSpan(match.start(), match.end(), "location")
    yield from find_named_places(note)
    yield from find_cities(note)


def find_named_places(note: Note) -> Iterator[FoundSpan]:
    for match in NAMED_STREET.finditer(note.text):
        if is_place_word(match["first"]) or match["id"].endswith(CLEAR_STREETS):
            yield FoundSpan(match.start("id"), match.end("id"), "location")
    for match in chain(INSTITUTION.finditer(note.text), HOSPITAL.finditer(note.text)):
        if any(is_place_word(word) for word in match["words"].split()):
            yield FoundSpan(match.start("id"), match.end("id"), "location")
    for match in chain(EMPLOYER.finditer(note.text), LIVES_IN.finditer(note.text)):
        if is_unknown_place(match["first"]) and not note.sentence_at(match.start()).is_about_writer:
            yield FoundSpan(match.start("id"), match.end("id"), "location")
    for match in chain(CITY_AND_STATE.finditer(note.text), CITY_COMMA_STATE.finditer(note.text)):
        yield from city_before_state(note, match)


def is_unknown_place(word: str) -> bool:
    """Whether a capitalized word behind "lives in" may be a place that no list knows; acronyms are not."""
    return is_place_word(word) and fold(word) not in words_of("eponyms") and not word.isupper()


def city_before_state(note: Note, match: re.Match[str]) -> Iterator[FoundSpan]:
    """The town in "Brandon, FL"; the state stays."""
    words = match["city"].split()
    sentence = note.sentence_at(match.start())
    for count in range(len(words), 0, -1):
        city = " ".join(words[-count:])
        if is_city(fold(city)) and not sentence.is_about_writer and not sentence.is_about_calendar:
            yield FoundSpan(match.end("city") - len(city), match.end("city"), "location")
            return


def find_cities(note: Note) -> Iterator[FoundSpan]:
    words = note.words
    skip_until = -1
    for i, word in enumerate(words):
        if word.start < skip_until:
            continue
        for count in (3, 2, 1):
            run = words[i : i + count]
            if len(run) == count and is_city_here(note, run):
                skip_until = run[-1].end
                yield FoundSpan(word.start, skip_until, "location")
                break


def is_city_here(note: Note, run: list[Word]) -> bool:
    """Whether these words are a town of a patient, and no eponym, hospital or home of the writer."""
    text = note.text[run[0].start : min(run[-1].end, run[0].start + 40)]
    if not is_city(fold(text)) or NO_CITY_AFTER.match(note.text[run[-1].end : run[-1].end + 20]):
        return False
    sentence = note.sentence_at(run[0].start)
    before = note.text[max(0, run[0].start - 50) : run[0].start]
    if sentence.is_about_writer or sentence.is_about_calendar or run[0].is_no_name:
        return False
    if not all(word.is_capitalized for word in run):
        return BEFORE_LOWER_CITY.search(before) is not None and not (len(run) == 1 and run[0].is_name)
    is_clearly_a_city = len(run) > 1 or not run[0].is_name
    return BEFORE_CITY.search(before) is not None or (is_clearly_a_city and sentence.is_about_patient)
