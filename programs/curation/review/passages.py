"""The passage of a source's text that bears on a fact, found by the fact's words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from programs.facts import fact_label

WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
ENDING = re.compile(r"(?<=..)(ies|ing|es|ed|e|s|y)$")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
MOST_LETTERS = 320
# A number of the fact says more than a word, and a word of the fact more than one of its topic.
NUMBER, VALUE, TOPIC = 3, 2, 1
ENOUGH = 2
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about all also an and any are as at be by can do each for from have in is it its least may more
        most must no not of on one only or other our per stated than that the their there this to up we who
        will with yes you your source program""",
    )
)
# What a source says about a fact in other words than its label.
TOPICS = {
    "audiences": "student graduate physician open eligible observer applicant",
    "not_open_to": "ineligible eligible student graduate not",
    "intake": "accepting closed suspended paused applications currently open",
    "free": "fee cost tuition free charge",
    "fees": "fee cost tuition deposit application payment refundable usd",
    "requirements": "require required requirement must proof",
    "letter": "letter recommendation lor reference evaluation",
    "letterhead": "letterhead",
    "certificate": "certificate completion",
    "evaluation": "evaluation evaluated",
    "visas": "visa b1 b2 esta j1 immigration",
    "visas_refused": "visa b1 b2 esta j1 immigration",
    "visa_support": "visa invitation sponsor letter",
    "weeks_min": "week minimum month duration length",
    "weeks_max": "week maximum month duration length",
    "housing": "housing accommodation lodging",
    "application_route": "apply application vslo email form",
    "windows": "deadline application open close submit",
    "lead_time_weeks": "weeks advance prior before",
    "capacity": "places spots number limited capacity",
    "patient_contact": "patient hands observe contact",
    "max_years_since_graduation": "years graduation graduated",
    "specialties": "department specialty",
    "any_specialty": "department specialty various",
    "access": "apply partner affiliation sponsor member",
    "funding": "stipend salary paid funding",
}


@dataclass(frozen=True)
class Passage:
    """A few sentences of a source, in pieces: the text and whether it is one of the words searched for."""

    pieces: list[tuple[str, bool]]


def stem(word: str) -> str:
    """A word without the ending that a plural or a form of a verb gives it."""
    return word if word[0].isdigit() else ENDING.sub("", word)


def stems_of(text: str) -> list[str]:
    """The words and numbers of a text, thousands without commas."""
    return [stem(word) for word in WORD.findall(THOUSANDS.sub("", text.lower()))]


def weights_of(path: str, words: str) -> dict[str, int]:
    """What is searched for, and how much each word says."""
    fact = path.partition(".")[0]
    topic = stems_of(TOPICS.get(fact, fact_label(fact)))
    weights = {word: TOPIC for word in topic if word not in STOP_WORDS}
    for word in stems_of(words):
        if word[0].isdigit():
            weights[word] = NUMBER
        elif len(word) > 2 and word not in STOP_WORDS:  # noqa: PLR2004 - "B1", "in"
            weights[word] = VALUE
    return weights


def split_sentences(text: str) -> Iterable[str]:
    for line in text.splitlines():
        yield from (part.strip() for part in SENTENCE.split(line) if part.strip())


def passage_for(path: str, words: str, text: str) -> Passage | None:
    """The sentence with the most of what is searched for; None when none says enough."""
    weights = weights_of(path, words)
    best, most = "", ENOUGH - 1
    for sentence in split_sentences(text):
        score = sum(weights.get(word, 0) for word in set(stems_of(sentence)))
        if score > most:
            best, most = sentence, score
    return Passage(mark_words(cut_sentence(best, weights), weights)) if best else None


def cut_sentence(sentence: str, weights: dict[str, int]) -> str:
    """A long sentence from shortly before the first word that was searched for."""
    if len(sentence) <= MOST_LETTERS:
        return sentence
    first = next((m.start() for m in WORD.finditer(sentence.lower()) if stem(m[0]) in weights), 0)
    start = max(0, sentence.rfind(" ", 0, max(0, first - 80)))
    return ("… " if start else "") + sentence[start : start + MOST_LETTERS].strip() + " …"


def mark_words(sentence: str, weights: dict[str, int]) -> list[tuple[str, bool]]:
    """A sentence in pieces, those marked that were searched for."""
    pieces: list[tuple[str, bool]] = []
    for part in re.split(r"(\d[\d,.]*\d|\w+)", sentence):
        is_found = any(word in weights for word in stems_of(part))
        if pieces and pieces[-1][1] == is_found:
            pieces[-1] = (pieces[-1][0] + part, is_found)
        elif part:
            pieces.append((part, is_found))
    return pieces
