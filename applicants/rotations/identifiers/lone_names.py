"""One name alone: a given name anywhere, a family name where a person is meant."""

import re

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.reading import NameReader
from applicants.rotations.identifiers.word_lists import is_city, note_words

SHORTEST = 4
AGE_AFTER = re.compile(
    r"^[\s,(:/-]{1,3}(?:(?:age|aged|is an?|an?|the) ){0,2}\d{1,3}[ -]?"
    r"(?:y/?o\b|y\.o|yrs?\b|years?\b|[MFmf]\b|male\b|female\b|mo\b|months?\b|weeks?\b|days?[ -]old|"
    r"(?=[,.;)]))"
)
PLACE_BEFORE = re.compile(r"(?i)\b(?:in|from|to|near|of|at) $")
FAHRENHEIT = re.compile(r"^[\s:,]{1,3}(?:9\d|10\d)(?:\.\d)? ?[Ff]\b")
HOSTS_AFTER = re.compile(r"^(?: family)?, (?:my|our) (?:host|landlord|friend|neighbor)")
FAMILY_AFTER = re.compile(r"^ (?:family|baby|twins|kids|brothers|sisters|couple)\b(?!, (?:my|our) )")
HAS_AFTER = re.compile(r"^ (?:had|has) (?:an?|his|her) ")
HEADING_END = re.compile(r"^ ?[-–:] |^/|^ (?:w/|c/o|s/p|here (?:for|with))")
APPOSITION = re.compile(
    r"^, (?:who(?:se)? |pregnant|here (?:for|with)|s/p |post[- ]op|admitted |(?:an?|the) (?:[\w-]{2,14} "
    r"){0,2}(?:student|man|woman|lady|girl|boy|veteran|"
    r"immigrant|"
    r"refugee|nurse|mother|father|grandmother|retiree|pensioner|[a-z]{3,12}er|\d{1,3}\b))"
)
LIST_END = re.compile(r"^(?: ?[-–:,(]| [A-Z]\w)")
# Given names that are everyday words without a capital: carol, jack.
ALSO_WORDS = note_words("also_words")
MEETS = note_words("meets")


def name_with_age(reader: NameReader, i: int) -> FoundSpan | None:
    """Okafor, 67M; Eleanor Price 91F; Hamza, 8 yo."""
    word = reader.words[i]
    if not word.is_candidate or word.is_initial or i in reader.staff or FAHRENHEIT.match(reader.after(i)):
        return None
    if AGE_AFTER.match(reader.after(i)) is None:
        return None
    is_worded = reader.is_aged(i)
    if word.is_strong:
        return reader.span(i, i) if is_worded or not reader.is_eponymous(i) else None
    is_apart = reader.after(i, 4).startswith((",", " (", " is "))
    is_unknown = not (word.is_name or word.is_eponym or word.has_common_ending)
    is_fit = is_worded and (is_unknown or (word.is_name and (is_apart or not reader.starts_sentence(i))))
    is_fit = is_fit or (word.is_word_and_name and not word.is_eponym and reader.after(i, 1) == ",")
    return reader.span(i, i) if is_fit else None


def name_on_list(reader: NameReader, i: int) -> FoundSpan | None:
    """The list of a sign-out: "1) Davis - f/u hgb", "Bed 7: Farah", "412 - Johnson"."""
    word = reader.words[i]
    if not word.is_candidate or word.is_initial or i in reader.staff or not reader.is_on_list(i):
        return None
    is_fit = word.is_strong or (word.is_eponym and word.is_name)
    return reader.span(i, i) if is_fit and LIST_END.match(reader.after(i)) else None


def single_name(reader: NameReader, i: int) -> FoundSpan | None:
    word = reader.words[i]
    if not word.is_candidate or word.is_initial or word.is_shouted or reader.is_harmless(i):
        return None
    if HOSTS_AFTER.match(reader.after(i)):
        return None
    if is_city(word.base) and (PLACE_BEFORE.search(reader.before(i)) or reader.is_of_writer(i)):
        return None
    if (word.is_strong or word.is_eponym) and FAMILY_AFTER.match(reader.after(i)):
        return reader.span(i, i)
    if reader.is_eponymous(i):
        is_fit = word.is_name and (reader.speaks(i) or (not word.is_eponym and reader.surely_acts(i)))
    elif word.is_surname:
        is_person = not reader.starts_sentence(i) or reader.acts(i) or word.is_possessive
        is_fit = is_person or reader.is_on_list(i) or HEADING_END.match(reader.after(i)) is not None
    elif word.is_word_and_name:
        is_fit = reader.surely_acts(i) or (reader.is_met(i) and reader.acts(i)) or is_described(reader, i)
        is_fit = is_fit or (not word.is_eponym and HAS_AFTER.match(reader.after(i)) is not None)
    else:
        is_fit = word.is_given
    return reader.span(i, i) if is_fit else None


def unknown_person(reader: NameReader, i: int) -> FoundSpan | None:
    """A capitalized word that no list knows, where only a person fits: "met Oghenekaro"."""
    word = reader.words[i]
    if not word.is_candidate or word.is_shouted or word.is_name or reader.is_nobodys(i):
        return None
    if len(word.base) < SHORTEST or word.has_common_ending or reader.is_eponymous(i):
        return None
    if is_described(reader, i):
        return reader.span(i, i)
    is_object = reader.gap(i) == " " and reader.words[i - 1].folded in MEETS
    is_subject = reader.surely_acts(i) and not reader.starts_sentence(i)
    return reader.span(i, i) if is_object or is_subject or reader.speaks(i) else None


def is_described(reader: NameReader, i: int) -> bool:
    """Whether ", a college student" or ", who" stands behind."""
    return APPOSITION.match(reader.after(i, 60)) is not None


def lower_case_name(reader: NameReader, i: int) -> FoundSpan | None:
    """A given name without a capital, which hardly any other word is; a family name in fewer places."""
    word = reader.words[i]
    if word.is_capitalized or not word.is_strong or word.is_eponym or word.base in ALSO_WORDS:
        return None
    is_fit = len(word.base) >= SHORTEST or reader.surely_acts(i) or reader.is_aged(i)
    is_fit = is_fit and (word.is_given or is_surname_here(reader, i))
    return reader.span(i, i) if is_fit and not (reader.is_harmless(i) or reader.is_eponymous(i)) else None


def is_surname_here(reader: NameReader, i: int) -> bool:
    """Whether "hernandez's creatinine" or "khan: npo" is about a person."""
    is_heading = reader.starts_sentence(i) and HEADING_END.match(reader.after(i)) is not None
    return reader.words[i].is_possessive or is_heading or reader.is_aged(i)


LONE_RULES = (name_with_age, name_on_list, single_name, unknown_person, lower_case_name)
