"""Names of two words: Fatima Siddiqui, Tunde A., T. Williams, "Smith, John", maria gonzalez."""

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.reading import NameReader
from applicants.rotations.identifiers.word_lists import is_city, note_words
from applicants.rotations.identifiers.words import Word

PAIR_GAPS = {" ", "-", ". ", ", ", ","}
MICROBES = note_words("microbes")


def capitalized_pair(reader: NameReader, i: int) -> FoundSpan | None:
    """Fatima Siddiqui, Tunde A.; a comma between the two says that the family name stands first."""
    first, second, gap = reader.words[i], reader.word(i + 1), reader.gap(i + 1)
    if second is None or gap not in PAIR_GAPS or not (first.is_capitalized and second.is_capitalized):
        return None
    if reader.is_nobodys(i) or reader.is_nobodys(i + 1):
        return None
    if first.is_no_name and not (first.is_name and second.is_strong and reader.acts(i + 1)):
        return None
    if gap in {", ", ","}:
        is_fit = is_turned(reader, i)
    elif first.is_initial:
        is_fit = gap == ". " and is_behind_initial(reader, i + 1)
    elif gap not in {" ", "-"}:
        is_fit = False
    elif second.is_initial:
        is_age = first.is_strong and reader.is_aged(i + 1)
        is_fit = is_age or (first.is_given and not first.is_eponym and ends_after_initial(reader, i + 1))
    else:
        is_fit = is_full_name(reader, i)
    return reader.span(i, i + 1) if is_fit else None


def is_behind_initial(reader: NameReader, i: int) -> bool:
    """As in "T. Williams"; a word that no list knows only where it acts, since "C. Diff" is a microbe."""
    word = reader.words[i]
    is_person = reader.acts(i) or reader.is_aged(i) or reader.gap(i + 1) == "-"
    is_possible = word.is_candidate and len(word.base) > 1 and is_person and word.base not in MICROBES
    return (word.is_strong or is_possible) and not reader.is_eponymous(i) and not word.is_shouted


def is_turned(reader: NameReader, i: int) -> bool:
    """Smith, John; GUTIERREZ, ROSA; Gonzales, M."""
    first, second = reader.words[i], reader.words[i + 1]
    if not first.is_name or second.is_no_name or (first.is_eponym and second.is_eponym):
        return False
    return second.is_given or (second.is_initial and reader.after(i + 1, 1) in {".", " "})


def ends_after_initial(reader: NameReader, i: int) -> bool:
    """Whether the initial is one, and not the article or the pronoun."""
    after = reader.after(i, 1)
    return after in {".", ",", ")", ":"} or (after == " " and reader.words[i].text not in "AI") or not after


def is_full_name(reader: NameReader, i: int) -> bool:
    first, second = reader.words[i], reader.words[i + 1]
    if (second.is_no_name and not second.is_surname) or reader.is_thing(i + 1):
        return False
    if second.is_eponym and (first.is_eponym or reader.gap(i + 1) == "-"):
        return False
    if is_city(f"{first.folded} {second.base}"):
        return False
    is_clear = (first.is_strong and second.is_name) or (first.is_word_and_name and second.is_strong)
    is_person = reader.is_met(i) or reader.is_on_list(i) or reader.surely_acts(i + 1) or reader.is_aged(i + 1)
    return is_clear or (first.is_name and second.is_name and is_person)


def lower_case_pair(reader: NameReader, i: int) -> FoundSpan | None:
    """A given and a family name without capitals; both must be names and nothing else."""
    first, second = reader.words[i], reader.word(i + 1)
    if second is None or reader.gap(i + 1) != " " or not are_lower_names(first, second):
        return None
    if i in reader.staff or not (reader.is_aged(i + 1) or are_no_eponyms(reader, i)):
        return None
    return FoundSpan(reader.note.starts[i], reader.note.ends[i + 1], "name")


def are_no_eponyms(reader: NameReader, i: int) -> bool:
    is_clear = reader.words[i + 1].is_given or reader.words[i + 1].is_surname
    return is_clear and not (reader.is_eponymous(i) or reader.is_eponymous(i + 1))


def are_lower_names(first: Word, second: Word) -> bool:
    is_lower = not (first.is_capitalized or second.is_capitalized)
    return is_lower and first.is_strong and second.is_name and (first.is_given or second.is_strong)


PAIR_RULES = (capitalized_pair, lower_case_pair)
