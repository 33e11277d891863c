"""A note as the rules read it: words, sentences, and of whom a sentence speaks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from applicants.rotations.identifiers.words import Word, word_of

DIGITS = re.compile(r"\d{1,40}")
WORD = re.compile(r"[^\W\d_](?:['’]?[^\W\d_]){0,60}")
SENTENCE_END = re.compile(r"\n|[!?;.]\s")
# A stop behind a title or an initial ends no sentence.
STOPPED = re.compile(r"(?:\b(?:Mrs?|Ms|Drs?|St|Sra?|Prof|Rev|no|No|vs|[A-Z])|(?<!\w)[a-z]\.[a-z])$")
PATIENT = re.compile(
    r"\b(?:patients?|pts?|he|she|him|her|hers|his|man|woman|lady|gentleman|boy|girl|baby|child|kid|infant|"
    r"y/?o|year[- ]old|yr[- ]old|dob|born|admitted|readmitted|discharged|transferred|diagnosed|d/c'?d|"
    r"(?<!my )(?<!our )(?:mother|father|daughter|son|wife|husband|family|brother|sister)|widow|"
    r"\d{1,2}[mf])\b",
    re.IGNORECASE,
)
WRITER = re.compile(r"\b(?:i|i'm|i've|i'll|my|me|we|our|us|myself)\b", re.IGNORECASE)
WRITER_ALONE = re.compile(r"\b(?:i|i'm|i've|i'll|my)\b|\bwe (?:match|start|leave|find out)\b", re.IGNORECASE)
# What an applicant's own life and a hospital's calendar are made of.
CALENDAR = re.compile(
    r"\b(?:exams?|step [123]|ck|cs|usmle|oet|interviews?|eras|nrmp|the match|match (?:day|week)|soap|visas?|"
    r"flights?|fly|"
    r"rotations?|electives?|clerkships?|observerships?|externships?|conferences?|lectures?|journal club|"
    r"rounds|deadlines?|applications?|orientation|shifts?|on call|letters?|vacation|holiday|graduat\w{1,6}|"
    r"residency|semester|block|workshop|simulation|meeting|seminar|morning report|badge|lease|rent|"
    r"certificate|webinar|symposium|presentation|abstract|poster|schedule|moved here|landed|arrived in the "
    r"us|"
    r"i (?:land|arrive|start|fly|leave|move|return|begin|finish|graduate|take|took|passed|apply|applied)|"
    r"programs?|matched|apply|hospitals|training|quiz|tickets?|hours|guidelines?|published|trial|fda|paper|"
    r"review|edition|update[sd]?|"
    r"labor day|memorial day|clinic is closed)\b",
    re.IGNORECASE,
)
# A day beside one of these is a patient's, whatever else the sentence speaks of.
CLINICAL = re.compile(
    r"\b(?:onset|symptoms?|rash|biopsy|lmp|edd|edc|chemo\w{0,7}|seizures?|fevers?|stroke|infarct\w{0,3}|"
    r"\w{2}tubated|expired|"
    r"died|delivered|delivery|presented|admit|admission|mrn|dialysis|surgical|operated|relapse\w{0,2}|"
    r"vaccinated|"
    r"positive|negative|saw|examined|scoped|tapped|transfused|treated|consult\w{0,3}|coded|dose|doses|labs?|"
    r"cultures?|scan|mri|ct|x-?ray|echo|complain\w{0,5})\b",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"\b(?:coordinator|program|attending|dr|faculty|office|residency|gme|clerkship|preceptor|secretary|"
    r"front desk|switchboard|operator|help ?desk|registrar|scheduling|pager|extension|librarian|library)\b",
    re.IGNORECASE,
)
STUDY = re.compile(
    r"\b(?:read|reading|watch\w{0,3}|lectures?|guidelines?|calculators?|articles?|slides|resources?|review|"
    r"study|studying|learn\w{0,3}|question bank|podcast|chapter|paper|trial|course|modules?|pubmed|website|"
    r"apply|register\w{0,3}|signed up)\b",
    re.IGNORECASE,
)


@dataclass(eq=False)
class Sentence:
    """Of whom one sentence speaks."""

    text: str
    start: int

    @cached_property
    def is_about_patient(self) -> bool:
        return PATIENT.search(self.text) is not None

    @cached_property
    def is_about_writer(self) -> bool:
        return WRITER.search(self.text) is not None and not self.is_about_patient

    @cached_property
    def is_about_calendar(self) -> bool:
        """The writer's own days, or the hospital's, and no patient's."""
        is_general = CALENDAR.search(self.text) is not None or WRITER_ALONE.search(self.text) is not None
        return is_general and not self.is_about_patient and CLINICAL.search(self.text) is None

    @cached_property
    def is_about_staff(self) -> bool:
        return STAFF.search(self.text) is not None and not self.is_about_patient

    @cached_property
    def is_about_study(self) -> bool:
        return STUDY.search(self.text) is not None and not self.is_about_patient


LONGEST_SENTENCE = 500


class Note:
    """A text that is taken apart once, for all rules."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _matches(self) -> list[re.Match[str]]:
        return list(WORD.finditer(self.text))

    @cached_property
    def words(self) -> list[Word]:
        return [word_of(match[0]) for match in self._matches]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return [match.start() for match in self._matches]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return [match.end() for match in self._matches]

    @cached_property
    def longest_number(self) -> int:
        """How many digits follow each other, at most."""
        return max(map(len, DIGITS.findall(self.text)), default=0)

    @cached_property
    def vocabulary(self) -> dict[str, list[int]]:
        """Each word with its positions among the words."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            found.setdefault(word.folded, []).append(i)
        return found

    @cached_property
    def _sentences(self) -> list[Sentence]:
        """No sentence is longer than a bound: each match may look at the whole of its own."""
        stops = [0, *self._sentence_ends(), len(self.text)]
        starts = [start for a, b in pairwise(stops) for start in range(a, b, LONGEST_SENTENCE)] or [0]
        return [Sentence(self.text[a:b], a) for a, b in pairwise([*starts, len(self.text)])]

    def _sentence_ends(self) -> Iterator[int]:
        for match in SENTENCE_END.finditer(self.text):
            start = match.start()
            if match[0][0] != "." or STOPPED.search(self.text[max(0, start - 5) : start]) is None:
                yield match.end()

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self._sentences]

    def sentence_at(self, position: int) -> Sentence:
        return self._sentences[bisect_right(self._sentence_starts, position) - 1]

    def gap(self, i: int) -> str:
        """What stands between a word and the one before it, cut off when long; a line's end at either end."""
        if not 0 < i < len(self.words):
            return "\n"
        start = self.ends[i - 1]
        return self.text[start : min(self.starts[i], start + 12)]
