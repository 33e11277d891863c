"""Names of patients and of those around them, as a resident writes them."""

import re
from collections.abc import Iterator

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.initials import find_initials
from applicants.rotations.identifiers.lone_names import LONE_RULES
from applicants.rotations.identifiers.name_pairs import PAIR_RULES
from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.reading import NameReader
from applicants.rotations.identifiers.staff import OFFICE_AFTER
from applicants.rotations.identifiers.word_lists import note_words
from applicants.rotations.identifiers.words import Word

TITLES = note_words("titles")
# Words that are a title only before a capital letter: "Uncle Dinesh", "Sr. Ramirez".
LOOSE_TITLES = note_words("loose_titles")
# Not "MS" and "MR", which are a disease and a scan, nor "ms" and "miss".
CLEAR_TITLES = {"Mr", "Mrs", "Ms", "Miss", "mr", "mrs", "Mister", "mister", "Mx", "Madam", "MRS"}
STAFF_BEFORE_TITLE = re.compile(
    r"(?i)\b(?:the|our|my) (?:\w{2,12} ){0,2}(?:nurse|attending|resident|fellow|intern|pharmacist|chaplain|"
    r"preceptor|"
    r"coordinator|director|therapist|tech|interpreter|social worker|case manager|midwife|secretary|"
    r"mentor),? \(?"
    r"(?:mr|mrs|ms|miss)\.? $"
)
TITLE_GAP = re.compile(r"^[. ]{1,3}$")
HEADS = note_words("heads")
LINKS = note_words("links")
NAMING = {"named", "called", "name", "known", "goes", "by", "initials"}
MOST_LINKS = 4
SHORTEST = 3
HEAD_GAP = re.compile(r"^(?:[\s,:(–—\"“'’]{1,3}| - )$")
INITIAL_AND_NAME = re.compile(r"^\.? ?[A-Z](?:\.|[a-z]{2})|^\. (?:has|is|was|had|came|told|said|denies)\b")


def name_behind_title(reader: NameReader, i: int) -> FoundSpan | None:
    """Mr. Okafor, mrs hernandez, Señora Morales, Mr K."""
    title, word = reader.word(i - 1), reader.words[i]
    if title is None or TITLE_GAP.match(reader.gap(i)) is None:
        return None
    if title.folded in TITLES:
        is_fit = is_behind_title(title, word, reader.gap(i)) and not is_of_staff(reader, i)
    else:
        is_loose = title.folded in LOOSE_TITLES and word.is_capitalized and not word.is_shouted
        is_fit = is_loose and not reader.is_harmless(i) and word.is_name and not word.is_no_name
    return reader.span(i, i) if is_fit else None


def is_of_staff(reader: NameReader, i: int) -> bool:
    """Whether "the nurse, Ms. Watkins" or "Mrs. Carter from HR" works here, or "Mr. X" stands for anybody."""
    is_anybody = reader.words[i].text in {"X", "Y"} and INITIAL_AND_NAME.match(reader.after(i)) is None
    is_introduced = STAFF_BEFORE_TITLE.search(reader.before(i, 60)) or OFFICE_AFTER.match(reader.after(i))
    return is_anybody or is_introduced is not None


def is_behind_title(title: Word, word: Word, gap: str) -> bool:
    if title.folded in {"mr", "mrs"} and not title.is_shouted and word.is_capitalized:
        return True
    if title.text in CLEAR_TITLES and word.is_capitalized:
        return not word.is_no_name or word.is_name or word.is_initial
    if title.folded in {"miss", "ms"} or title.is_shouted:
        return word.is_strong or (word.is_name and "." in gap)
    if len(word.base) == 1:
        return title.folded in {"mr", "mrs"} and word.base not in {"a", "i"}
    return word.is_name or not word.is_no_name


def name_behind_head(reader: NameReader, i: int) -> FoundSpan | None:
    """Patient Ahmed, "her husband Carlos", "pt named Priya", "daughter (Linda)", "Name: Olumide Bakare"."""
    links: list[str] = []
    head = i - 1
    while head >= 0 and HEAD_GAP.match(reader.gap(head + 1)) and reader.words[head].base not in HEADS:
        links.append(reader.words[head].base)
        if len(links) > MOST_LINKS or links[-1] not in LINKS:
            return None
        head -= 1
    kind = reader.words[head].base if head >= 0 else ""
    if kind not in HEADS or not (HEAD_GAP.match(reader.gap(head + 1)) or is_short_head(reader, head)):
        return None
    if reader.is_harmless(i) and kind not in {"patient", "pt"}:
        return None
    return named_behind(
        reader, i, is_direct=not links, is_named=kind == "name" or not NAMING.isdisjoint(links)
    )


def is_short_head(reader: NameReader, head: int) -> bool:
    """Whether the stop behind "Pt." belongs to it."""
    return reader.words[head].base in {"pt", "pts"} and reader.gap(head + 1) == ". "


def is_subject(reader: NameReader, i: int) -> bool:
    """Whether "patient White is" names somebody; "patient Black male" does not."""
    return reader.acts(i) or reader.after(i, 1) == ","


def named_behind(reader: NameReader, i: int, *, is_direct: bool, is_named: bool) -> FoundSpan | None:
    """The name itself; ``is_named`` says that a name has to follow."""
    word = reader.words[i]
    if word.is_no_name and not (is_named and word.is_surname):
        is_fit = is_direct and word.is_capitalized and word.is_word_and_name and is_subject(reader, i)
        return reader.span(i, i) if is_fit else None
    if word.is_initial:
        return reader.span(i, i) if INITIAL_AND_NAME.match(reader.after(i)) else None
    if not word.is_capitalized:
        is_fit = is_named and word.is_word_and_name and reader.words[i - 1].folded == "named"
        is_fit = is_fit or (
            (is_direct or is_named) and (word.is_given or word.is_surname) and len(word.base) >= SHORTEST
        )
        return lower_span(reader, i) if is_fit else None
    is_open = reader.gap(i).strip() in {":", "(", ","} and is_direct and is_possible(word)
    is_fit = word.is_strong or is_named or is_open or (word.is_word_and_name and is_direct)
    return reader.span(i, i) if is_fit else None


def is_possible(word: Word) -> bool:
    """Whether a capitalized word that no list knows may be a name."""
    return not (word.is_shouted or word.is_eponym or word.has_common_ending)


def lower_span(reader: NameReader, i: int) -> FoundSpan:
    """A name in lower case, with the family name behind it."""
    following = reader.word(i + 1)
    is_pair = (
        following is not None and reader.gap(i + 1) == " " and following.is_name and not following.is_no_name
    )
    last = i + 1 if is_pair else i
    return FoundSpan(reader.note.starts[i], reader.note.ends[last], "name")


RULES = (name_behind_title, name_behind_head, *PAIR_RULES, *LONE_RULES)


def may_be_name(reader: NameReader, i: int) -> bool:
    """Whether any rule has to look: most words of a note are neither capitalized nor on a list of names."""
    word = reader.words[i]
    if word.is_candidate or word.is_given or word.is_surname or (word.is_capitalized and word.is_name):
        return True
    return i > 0 and (reader.words[i - 1].folded in TITLES or reader.words[i - 1].folded == "named")


def find_names(note: Note) -> Iterator[FoundSpan]:
    """For each word the first rule that sees a name in it, then initials."""
    reader = NameReader(note)
    for i in range(len(reader.words)):
        if not may_be_name(reader, i):
            continue
        found = (span for rule in RULES if (span := rule(reader, i)))
        if span := next(found, None):
            yield span
    yield from find_initials(note)
