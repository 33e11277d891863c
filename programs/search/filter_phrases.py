"""The phrases that mean filters, for one vocabulary.

They are those of ``fixtures/phrases.json``, synonyms, and the catalog's own names of places, specialties,
visas and hosts.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings

from programs.search.index_terms import FLAGS
from programs.search.synonyms import PROGRAM_TYPES, SPECIALTIES, WORDS, specialty_meant
from programs.search.tokens import singular, tokens_of
from programs.search.vocabulary import FilterVocabulary
from programs.us_states import REGIONS

TABLE = json.loads((settings.BASE_DIR / "fixtures" / "phrases.json").read_text())
Words = tuple[str, ...]
# Filters whose options people call by their names.
NAMED = (
    *("city", "state", "type", "contact", "audience", "delivery", "visa", "month", "specialty"),
    *FLAGS,
)
SHORTEST_TYPO, TYPO_LIKENESS = 5, 0.8
LONGEST_NAME = 6


class MeantFilter(NamedTuple):
    """A filter that a phrase means: the parameter of its facet, and codes of that."""

    parameter: str
    codes: Words


Meaning = tuple[MeantFilter, ...]


@lru_cache(maxsize=8192)
def phrase_key(phrase: str) -> Words:
    return tuple(singular(token.word) for token in tokens_of(phrase))


def phrase_keys(phrases: Iterable[str]) -> frozenset[Words]:
    return frozenset(phrase_key(phrase) for phrase in phrases)


def meaning_of(address: str, known: Mapping[str, Mapping[str, str]]) -> Meaning:
    """The filters that an address names; () when the catalog has none of a filter's codes."""
    codes: dict[str, list[str]] = defaultdict(list)
    for parameter, code in parse_qsl(address):
        codes[parameter] += [code] if code in known[parameter].values() else []
    meaning = tuple(MeantFilter(parameter, tuple(named)) for parameter, named in codes.items())
    return meaning if all(codes.values()) else ()


def spellings_of(name: str) -> Iterator[str]:
    """Yield a name's spellings: with and without "and", and "St." in full."""
    yield name
    if "and" in phrase_key(name):
        yield " ".join(word for word in phrase_key(name) if word != "and")
    if name.startswith("St. "):
        yield name.replace("St. ", "Saint ", 1)


def names_of_options(vocabulary: FilterVocabulary) -> Iterator[tuple[str, str, str]]:
    """Yield what people call the options of filters by: phrase, parameter, code."""
    for parameter in NAMED:
        for option in vocabulary.options[parameter]:
            yield from ((name, parameter, option.code) for name in spellings_of(option.label))
    for kind, phrases in PROGRAM_TYPES.items():
        yield from ((phrase, "type", kind) for phrase in phrases if phrase not in TABLE["filler"])
    specialties = [option.code for option in vocabulary.options["specialty"]]
    for word in WORDS:
        if meant := specialty_meant(word, {}, specialties):
            yield word, "specialty", meant
    for phrase, meant in SPECIALTIES.items():
        if meant in specialties:
            yield from ((name, "specialty", meant) for name in (phrase, phrase.replace(" ", " and ")))


def parts_of_names(hosts: Iterable[str]) -> list[list[str]]:
    """The words of each part of each host's name, without "The" at its beginning."""
    parts = [part for name in hosts for part in re.split(r"[(),/]", name)]
    written = [[token.word for token in tokens_of(part)] for part in parts]
    return [words[words[:1] == ["the"] :] for words in written]


def beginnings(words: Sequence[str]) -> Iterator[str]:
    """Yield how a part of a name begins, letters alone: "NewYork-Presbyterian" begins like "New York …"."""
    return accumulate(words[:LONGEST_NAME])


class Phrases:
    """All phrases of a vocabulary. ``meanings``: the filters of each; ``hosts``: how names of hosts begin."""

    def __init__(self, vocabulary: FilterVocabulary) -> None:
        self.meanings: dict[Words, Meaning] = {
            phrase_key(name): (MeantFilter(parameter, (code,)),)
            for name, parameter, code in names_of_options(vocabulary)
        }
        for address, phrases in TABLE["meanings"].items():
            if meaning := meaning_of(address, vocabulary.known):
                self.meanings |= dict.fromkeys(phrase_keys(phrases), meaning)
        for region in TABLE["regions"]:
            self.meanings[phrase_key(region)] = (MeantFilter("state", REGIONS[region]),)
        self.requirements = dict(self.requirements_of(vocabulary))
        self.lists = {name: phrase_keys(listed) for name, listed in TABLE.items() if isinstance(listed, list)}
        self.lists["filler_phrases"] |= phrase_keys(f"from {country}" for country in TABLE["countries"])
        self.weeks = {singular(word): weeks for word, weeks in TABLE["weeks"].items()}
        self.numbers: dict[str, int] = TABLE["numbers"]
        self.states = {option.code.lower(): option.code for option in vocabulary.options["state"]}
        self.across = self.lists["across_commas"] | {
            phrase_key(option.label) for option in vocabulary.options["specialty"] if "," in option.label
        }
        parts = parts_of_names(vocabulary.hosts)
        self.hosts = frozenset(begun for words in parts for begun in beginnings(words))
        self.longest = self.longest_by_first_word()
        self.known = self.known_words({word for words in parts for word in words})
        self.near = self.words_by_length()
        self.corrected: dict[str, str] = {}

    @staticmethod
    def requirements_of(vocabulary: FilterVocabulary) -> Iterator[tuple[Words, Words]]:
        codes = {option.code for option in vocabulary.options["requirement_not"]}
        for option in vocabulary.options["requirement_not"]:
            yield phrase_key(option.label), (option.code,)
        for named, phrases in TABLE["requirements"].items():
            if codes.issuperset(named.split()):
                yield from ((phrase, tuple(named.split())) for phrase in phrase_keys(phrases))

    @property
    def all_phrases(self) -> Iterator[Words]:
        yield from (*self.meanings, *self.requirements)
        for phrases in self.lists.values():
            yield from phrases
        yield from ((word,) for word in (*self.weeks, *self.numbers, *self.states))

    def longest_by_first_word(self) -> dict[str, int]:
        longest: dict[str, int] = defaultdict(int)
        for phrase in self.all_phrases:
            if phrase:
                longest[phrase[0]] = max(longest[phrase[0]], len(phrase))
        return dict(longest)

    def known_words(self, of_hosts: Iterable[str]) -> frozenset[str]:
        """The words that are no typing errors."""
        return frozenset({singular(word) for word in of_hosts}.union(*self.all_phrases))

    def words_by_length(self) -> Mapping[tuple[str, int], Sequence[str]]:
        near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted({word for phrase in self.all_phrases for word in phrase}):
            near[word[:1], len(word)].append(word)
        return near

    def normal(self, written: str) -> str:
        """The word that a written one is, typing errors mended."""
        word = singular(written)
        if len(word) < SHORTEST_TYPO or word in self.known or not word.isalpha():
            return word
        if word not in self.corrected:
            lengths = range(len(word) - 1, len(word) + 2)
            candidates = [near for length in lengths for near in self.near.get((word[0], length), ())]
            close = difflib.get_close_matches(word, candidates, n=1, cutoff=TYPO_LIKENESS)
            if len(self.corrected) > len(self.known):
                self.corrected.clear()
            self.corrected[word] = close[0] if close else word
        return self.corrected.get(word, word)


@lru_cache(maxsize=2)
def phrases_of(vocabulary: FilterVocabulary) -> Phrases:
    """The phrases of a vocabulary, made once; the catalog has one at a time."""
    return Phrases(vocabulary)
