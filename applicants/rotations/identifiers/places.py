"""Towns, homes, schools and employers."""

import re
from collections.abc import Iterator
from itertools import chain

from applicants.rotations.identifiers.addresses import (
    ANY_STATE,
    NAMED,
    PLAIN_STATE,
    STATE_NAME,
    STREET_TRIGGERS,
)
from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note, Sentence
from applicants.rotations.identifiers.rules import any_of, first_words, phrases
from applicants.rotations.identifiers.word_lists import is_city, words_of
from applicants.rotations.identifiers.words import fold

LIVES = (
    r"(?:lives?|lived|living|resid\w{1,5}|stays?|staying|born|raised|grew up|moved|immigrated|emigrated|"
    r"relocated|"
    r"commutes?|drove|drives|travell?ed|comes?|came|flew|flown|visiting|transferred|sent|native|works?|"
    r"worked|working|home|house|"
    r"apartment|trailer|farm|hails?|originally|from|return\w{0,3}|back|brought|airlifted|crash|accident|"
    r"shot|found)"
)
HOMES = phrases(
    "nursing home, assisted living, rehab center, rehabilitation center, rehab facility, senior living, "
    "retirement home, "
    "retirement community, retirement village, group home, care home, memory care, manor, apartment, "
    "apartments, condos, "
    "villa, villas, estates, towers, trailer park, mobile home park, elementary, elementary school, "
    "middle school, "
    "high school, high, preschool, daycare, day care, school district, church, mosque, temple, synagogue, "
    "parish, "
    "cathedral, monastery, convent, county jail, jail, prison, correctional, penitentiary, shelter, motel, "
    "hotel, inn, "
    "mall, farm, ranch, campground, plaza, factory, plantation, reservation, diner, supermarket, "
    "barbershop, barber shop, salon, snf"
)
HOME_TRIGGERS = frozenset(part.split()[-1] for part in HOMES)
NAMED_STREET = re.compile(
    rf"(?P<id>(?P<first>\b{NAMED})(?: {NAMED})? (?:Street|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|"
    rf"Highway|Parkway|Court|Bridge)\b)"
)
CITY_AND_STATE = re.compile(
    rf"(?P<city>\b{NAMED}(?: {NAMED}){{0,2}}),? (?P<state>{STATE_NAME}|{PLAIN_STATE})\b"
)
CITY_COMMA_STATE = re.compile(rf"(?P<city>\b{NAMED}(?: {NAMED})?), {ANY_STATE}\b")
INSTITUTION = re.compile(
    rf"(?P<id>(?P<words>\b(?:St\. )?(?:{NAMED} ){{1,3}})(?i:{any_of(HOMES)})\b)(?! (?i:teacher|education|"
    rf"dose|risk|fever|grade|flow))"
)
HOSPITAL = re.compile(
    rf"(?i:\b(?:transferred|sent|came|referred|flown|brought|airlifted|discharged|admitted)\b)(?: "
    rf"[a-z]{{1,12}}){{0,4}} "
    rf"(?P<id>(?P<words>(?:{NAMED} ){{1,3}})(?:Hospital|Medical Center|Memorial|Clinic)\b)"
)
HOSPITAL_TRIGGERS = frozenset({"hospital", "center", "memorial", "clinic"})
EMPLOYER = re.compile(
    rf"(?i:\b(?:works?|worked|working|employed|employee|cashier|server|waitress|waiter|manager|clerk|"
    rf"bartender|janitor|guard|cook)\b (?:nights? |days? |shifts? |part time )?(?:at|"
    rf"for|by|of) (?:the |a )?)(?P<id>(?P<first>{NAMED}))"
)
PLACED = re.compile(
    r"\b(?:in|on|from|near|off|outside|of|to|around|by|In|From) (?:the |downtown |north |south |east |west )?"
    rf"(?P<id>(?P<first>{NAMED})(?: {NAMED}){{0,2}})"
)
LIVES_BEFORE = re.compile(rf"(?i)\b{LIVES}\b(?: [a-z]{{1,12}}){{0,4}} $")
PERSON_BEFORE = (
    r"(?:\b(?i:man|woman|lady|guy|gentleman|boy|girl|patient|pt|kid|baby|family|couple|child|student|old|yo|"
    r"y/o|is)|"
    r"\d[MF]|[a-z]{3}(?:man|er))"
)
FROM = re.compile(r"\bfrom (?:the )?(?P<id>(?P<first>[A-Z][a-z'’]{2,20})(?: [A-Z][a-z'’]{2,20}){0,2})")
PERSON_END = re.compile(rf"{PERSON_BEFORE} $")
TRAINING = re.compile(
    r"(?i)\b(?:med(?:ical)? school|residency|fellowship|trained|graduated|matched|faculty|interview\w{0,3}|"
    r"professor)\b"
)
FACILITY = re.compile(r"(?i)\b(?:clinic|hospital|office|campus|department|conference|university|program)\b")
OWN_TRIP = re.compile(
    r"(?i)\b(?:moved|drove|flew|travell?ed|went|returned|back|apartment|house|home)\b[^.]{0,40}$"
)
LAST_WORD = re.compile(r"\w{1,12} $")
LONGEST_ACRONYM = 4
WORKS = phrases(
    "work, works, worked, working, employed, employee, cashier, server, waitress, waiter, manager, clerk, "
    "bartender, "
    "janitor, guard, cook"
)
WORK_TRIGGERS = first_words(WORKS)
STATE_TRIGGERS = frozenset(re.findall(r"[a-z]{2,15}", ANY_STATE.lower()))
CLEAR_STREETS = ("Ave", "Avenue", "Blvd", "Boulevard", "Rd", "Road")
BEFORE_CITY = re.compile(
    r"(?i)\b(?:(?:from|near|outside|around|via|downtown|visiting)|"
    r"(?:man|woman|lady|guy|patient|pt|student|nurse|driver|worker|teacher|farmer|manager|waiter|cook|"
    r"officer) in) $"
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
    if not STREET_TRIGGERS.isdisjoint(note.vocabulary) or "bridge" in note.vocabulary:
        yield from (span_of(match) for match in NAMED_STREET.finditer(note.text) if is_street(match))
    if not HOME_TRIGGERS.isdisjoint(note.vocabulary):
        yield from (span_of(match) for match in INSTITUTION.finditer(note.text) if has_name(match))
    if not HOSPITAL_TRIGGERS.isdisjoint(note.vocabulary):
        yield from (span_of(match) for match in HOSPITAL.finditer(note.text) if has_name(match))
    yield from find_homes(note)
    if not STATE_TRIGGERS.isdisjoint(note.vocabulary):
        for match in chain(CITY_AND_STATE.finditer(note.text), CITY_COMMA_STATE.finditer(note.text)):
            yield from city_before_state(note, match)
    yield from find_cities(note)


def find_homes(note: Note) -> Iterator[FoundSpan]:
    """Where somebody lives, comes from or works, even if no list knows the place."""
    for match in PLACED.finditer(note.text):
        before = note.text[max(0, match.start() - 70) : match.start()]
        is_place = is_unknown_place(note, match) and LIVES_BEFORE.search(before) is not None
        if is_place and not is_own_trip(note, match, before):
            yield span_of(match)
    for match in FROM.finditer(note.text):
        before = note.text[max(0, match.start() - 20) : match.start()]
        if PERSON_END.search(before) and is_unknown_place(note, match):
            yield span_of(match)
    if not WORK_TRIGGERS.isdisjoint(note.vocabulary):
        yield from (span_of(match) for match in EMPLOYER.finditer(note.text) if is_unknown_place(note, match))


def span_of(match: re.Match[str]) -> FoundSpan:
    return FoundSpan(match.start("id"), match.end("id"), "location")


def is_street(match: re.Match[str]) -> bool:
    """Whether "Fowler Avenue" is one, and not "Blood Drive"."""
    return is_place_word(match["first"]) or match["id"].endswith(CLEAR_STREETS)


def has_name(match: re.Match[str]) -> bool:
    """Whether one of the capitalized words before "Nursing Home" is a name."""
    return any(is_place_word(word) for word in match["words"].split())


def is_unknown_place(note: Note, match: re.Match[str]) -> bool:
    """Whether a capitalized word behind "lives in" may be a place that no list knows; acronyms are not."""
    word, sentence = match["first"], note.sentence_at(match.start())
    if (
        word.isupper()
        or not is_place_word(word)
        or sentence.is_about_writer
        or TRAINING.search(sentence.text)
    ):
        return False
    return match["id"] != word or fold(word) not in words_of("eponyms")


def is_own_trip(note: Note, match: re.Match[str], before: str) -> bool:
    """Whether "Drove to Orlando" has nobody in it, and so is the writer's."""
    is_away = match[0].lower().startswith(("from", "near", "outside"))
    is_trip = OWN_TRIP.search(before) is not None
    return is_trip and not is_away and not note.sentence_at(match.start()).is_about_patient


def is_of_others(sentence: Sentence) -> bool:
    """Whether a town is where the writer, a teacher or a clinic is."""
    is_general = (
        sentence.is_about_writer or sentence.is_about_calendar or TRAINING.search(sentence.text) is not None
    )
    return is_general or (FACILITY.search(sentence.text) is not None and not sentence.is_about_patient)


def city_before_state(note: Note, match: re.Match[str]) -> Iterator[FoundSpan]:
    """The town in "Brandon, FL"; the state stays."""
    words = match["city"].split()
    sentence = note.sentence_at(match.start())
    for count in range(len(words), 0, -1):
        city = " ".join(words[-count:])
        if is_city(fold(city)) and not is_of_others(sentence):
            yield FoundSpan(match.end("city") - len(city), match.end("city"), "location")
            return


def find_cities(note: Note) -> Iterator[FoundSpan]:
    skip_until = -1
    for i, word in enumerate(note.words):
        if not word.starts_city or i < skip_until:
            continue
        for count in (3, 2, 1):
            if i + count <= len(note.words) and is_city_here(note, i, i + count):
                skip_until = i + count
                yield FoundSpan(note.starts[i], note.ends[skip_until - 1], "location")
                break


def is_city_here(note: Note, first: int, stop: int) -> bool:
    """Whether these words are a town of a patient, and no eponym, hospital or home of the writer."""
    start, end = note.starts[first], note.ends[stop - 1]
    is_acronym = note.words[first].is_shouted and end - start <= LONGEST_ACRONYM
    if (
        is_acronym
        or note.words[first].is_no_name
        or not is_city(fold(note.text[start : min(end, start + 40)]))
    ):
        return False
    if NO_CITY_AFTER.match(note.text[end : end + 20]) or is_of_others(note.sentence_at(start)):
        return False
    before = note.text[max(0, start - 50) : start]
    if stop - first == 1 and note.words[first].is_eponym:
        return LIVES_BEFORE.search(LAST_WORD.sub("", before)) is not None
    is_only_a_city = stop - first > 1 or not note.words[first].is_name
    if not all(word.is_capitalized for word in note.words[first:stop]):
        return is_only_a_city and BEFORE_LOWER_CITY.search(before) is not None
    is_patients = is_only_a_city and note.sentence_at(start).is_about_patient
    is_there = LIVES_BEFORE.search(LAST_WORD.sub("", before)) is not None and OWN_TRIP.search(before) is None
    return is_patients or is_there or BEFORE_CITY.search(before) is not None
