"""A word as it is written, and what the lists say of it."""

import re
import unicodedata
from functools import lru_cache

from applicants.rotations.identifiers.word_lists import city_starts, words_of

MOST_KEPT = 20_000
SURNAME_SHAPE = re.compile(r"^(?:Mc|Mac|O['’]|D['’])[A-Z][a-z]{2}")
# An adjective's, a drug's or a disease's, rather than that of a name that no list knows.
COMMON_ENDING = re.compile(
    r"(?:ed|al|ic|ous|ive|ly|ful|less|ant|ent|ese|ian|ish|ing|able|ory|ary|tion|ine|ol|ide|mab|nib|cillin|"
    r"pril|"
    r"ology|itis|osis|emia)$"
)


def fold(text: str) -> str:
    """Lower case without accents and apostrophes, for looking a word up."""
    if text.isascii():
        return text.lower().replace("'", "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().replace("’", "").replace("'", "")


class Word:
    """How a word is spelled; where it stands, the note knows.

    ``base`` is the word for the lists, without a possessive ending. What ``is_surname`` is no given name and
    no other word; what ``is_word_and_name`` is both, as Grace and Young, and a name only where more than a
    capital letter says so; what ``is_no_name`` is a drug, a department, or starts a sentence in a note.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.is_possessive = text.endswith(("'s", "’s"))
        self.base = self.folded.removesuffix("s") if self.is_possessive else self.folded
        self.is_capitalized = text[0].isupper()
        self.is_initial = len(text) == 1 and text.isupper()
        self.is_shouted = len(text) > 1 and text.isupper()
        self.has_common_ending = COMMON_ENDING.search(self.base) is not None
        self.starts_city = self.folded in city_starts()
        self._look_up()

    def _look_up(self) -> None:
        base = self.base
        self.is_given = base in words_of("given_names")
        self.is_surname = base in words_of("family_names") or SURNAME_SHAPE.match(self.text) is not None
        self.is_word_and_name = base in words_of("word_names")
        self.is_name = self.is_given or self.is_surname or self.is_word_and_name
        self.is_eponym = base in words_of("eponyms") or self.folded in words_of("eponyms")
        self.is_no_name = base in words_of("not_names")
        self.is_strong = (self.is_given or self.is_surname) and not self.is_no_name
        is_possible = self.is_capitalized and not self.is_no_name and (self.is_name or not self.is_shouted)
        self.is_candidate = self.is_initial or is_possible


@lru_cache(MOST_KEPT)
def word_of(text: str) -> Word:
    return Word(text)
