"""What somebody typed, cut into words and numbers that remember their place in it."""

import re
from dataclasses import dataclass
from string import digits

from programs.search.folding import WORD, fold

# "N.Y." and "E.N.T." are a word each.
PARTS = re.compile(
    r"[^\W0-9_](?:\.[^\W0-9_])+(?![^\W0-9_])|[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[^\W0-9_]+"
)
BREAKS = re.compile(r"[,;:!?()\[\]|\n•]")
# A place and its state, or a name with a comma in it, never go on behind these.
ENDS = re.compile(r"[;|\n]")
DASHES = re.compile(r"[-–—]")
# A text in capitals throughout: there "IN" is no Indiana.
LONG_WORD = 5


@dataclass(frozen=True)
class Token:
    """A word or a number. ``gap``: the characters between the one before and this one."""

    word: str
    raw: str
    start: int
    end: int
    gap: str

    @property
    def is_number(self) -> bool:
        return self.raw[0] in digits

    @property
    def follows_break(self) -> bool:
        return bool(BREAKS.search(self.gap))

    @property
    def follows_end(self) -> bool:
        return bool(ENDS.search(self.gap))

    @property
    def follows_dash(self) -> bool:
        return bool(DASHES.search(self.gap))


def tokens_of(text: str) -> list[Token]:
    """The words and numbers of a text; "MS4" and "J-1" are two each."""
    tokens, end = [], 0
    for match in PARTS.finditer(text):
        raw = match.group()
        word = (
            raw.replace(",", "") if raw[0] in digits else "".join(WORD.findall(fold(raw))) or raw.casefold()
        )
        tokens.append(Token(word, raw, match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return tokens


def is_shouted(tokens: list[Token]) -> bool:
    """Whether capitals say nothing of a word, because all are capitals."""
    letters = [token.raw for token in tokens if not token.is_number]
    return all(raw.isupper() for raw in letters) and any(len(raw) >= LONG_WORD for raw in letters)


def singular(word: str) -> str:
    """One form for a word, its plural, and who works in the field: "cardiologists" is "cardiology"."""
    if len(word) > len("obs") and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    for person, field in (("ologist", "ology"), ("iatrist", "iatry"), ("surgeon", "surgery")):
        if word.endswith(person):
            return word[: -len(person)] + field
    return word
