"""A note's words beside each other, as the rules for names look at them."""

import re
from functools import cached_property

from applicants.rotations.identifiers.found import FoundSpan
from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.staff import is_cited, is_eponymous, is_thing, staff_words
from applicants.rotations.identifiers.word_lists import note_words
from applicants.rotations.identifiers.words import Word

PARTICLES = note_words("particles")
PERSON_VERBS = note_words("person_verbs")
# Drugs and diseases take these too.
LOOSE_VERBS = note_words("loose_verbs")
SPEAKS = note_words("speaks")
VERBS_BEFORE = note_words("verbs_before")
POSSESSIVE_LENGTH = 2
LONGEST_NAME = 6
AGE_WORDS_AFTER = re.compile(
    r"^[\s,(]{1,3}(?:is |was )?(?:an? )?\d{1,3}[ -]?"
    r"(?:y/?o?\b|y\.o|yrs?[ -]old|years?[ -]old|yrs?\b|[MFmf]\b|year[- ]old)"
)
LIST_BEFORE = re.compile(
    r"(?im)(?:^|[\s(])(?:(?:bed|room|rm)s? ?#? ?\d{1,4}\w?(?: is| was)?|\d{1,2}[).]|^\d{3,4}\w?)[ "
    r":,.–-]{1,4}$"
)


class NameReader:
    """Words by their position; every look goes a bounded number of letters far."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.words = note.words

    @cached_property
    def staff(self) -> set[int]:
        return staff_words(self.note)

    def word(self, i: int) -> Word | None:
        return self.words[i] if 0 <= i < len(self.words) else None

    def gap(self, i: int) -> str:
        return self.note.gap(i)

    def before(self, i: int, length: int = 40) -> str:
        start = self.note.starts[i]
        return self.note.text[max(0, start - length) : start]

    def after(self, i: int, length: int = 40) -> str:
        end = self.note.ends[i]
        return self.note.text[end : end + length]

    def starts_sentence(self, i: int) -> bool:
        end = self.note.starts[i]
        start = max(self.note.sentence_at(end).start, end - 40)
        return not any(c.isalnum() for c in self.note.text[start:end])

    def is_of_writer(self, i: int) -> bool:
        """Whether the sentence speaks of the writer or of the hospital's calendar."""
        sentence = self.note.sentence_at(self.note.starts[i])
        return sentence.is_about_writer or sentence.is_about_calendar

    def is_nobodys(self, i: int) -> bool:
        """Whether a name is a teacher's or an author's."""
        return i in self.staff or is_cited(self.note, i)

    def is_eponymous(self, i: int) -> bool:
        return is_eponymous(self.note, i)

    def is_harmless(self, i: int) -> bool:
        """Whether a name is a teacher's or an author's, or the first half of an eponym."""
        following = self.word(i + 1)
        if self.is_nobodys(i) or following is None or self.gap(i + 1) != " ":
            return self.is_nobodys(i)
        return following.is_name and is_thing(self.note, i + 1)

    def is_thing(self, i: int) -> bool:
        return is_thing(self.note, i)

    def is_aged(self, i: int) -> bool:
        """Whether "67M", "8 yo" or "is a 45-year-old" follows."""
        return AGE_WORDS_AFTER.match(self.after(i)) is not None

    def acts(self, i: int) -> bool:
        """Whether a verb of persons follows."""
        return self.gap(i + 1) == " " and self.words[i + 1].folded in PERSON_VERBS

    def surely_acts(self, i: int) -> bool:
        """Whether a verb follows that no drug and no disease takes."""
        return self.acts(i) and self.words[i + 1].folded not in LOOSE_VERBS

    def speaks(self, i: int) -> bool:
        """Whether a verb follows that even an eponym takes only as a person."""
        return self.gap(i + 1) == " " and self.words[i + 1].folded in SPEAKS

    def is_met(self, i: int) -> bool:
        """Whether "saw", "examined" or "talked to" stands before."""
        return self.gap(i) == " " and self.words[i - 1].folded in VERBS_BEFORE

    def is_on_list(self, i: int) -> bool:
        """Whether "1)", "Bed 7:" or "412 -" stands before."""
        return LIST_BEFORE.search(self.before(i)) is not None

    def span(self, first: int, last: int) -> FoundSpan:
        """From the first word to the name's last, further names included, without a possessive ending."""
        while last - first < LONGEST_NAME and self.goes_on(last):
            last += 1
        word, end = self.words[last], self.note.ends[last]
        if word.is_possessive and len(word.base) > 1:
            end -= POSSESSIVE_LENGTH
        return FoundSpan(self.note.starts[first], end, "name")

    def goes_on(self, last: int) -> bool:
        """Whether the next word belongs to the same name."""
        word, gap, here = self.word(last + 1), self.gap(last + 1), self.words[last]
        if word is None or here.is_possessive or gap not in {" ", "-", ". "}:
            return False
        if gap == ". " and not (here.is_initial or here.folded == "st"):
            return False
        if word.folded in PARTICLES:
            after = self.word(last + 2)
            return after is not None and after.is_capitalized and self.gap(last + 2) in {" ", "-"}
        if word.is_shouted and not here.is_shouted:
            return False
        return word.is_capitalized and (not word.is_no_name or word.is_surname)
