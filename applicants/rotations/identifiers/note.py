"""A note as the rules read it: words, sentences, and of whom a sentence speaks."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from applicants.rotations.identifiers.word_lists import words_of

WORD = re.compile(r"[^\W\d_](?:['’]?[^\W\d_]){0,60}")
# A sentence ends at a line's end, or after a stop that no title or initial stands before.
SENTENCE_END = re.compile(
    r"\n|[!?;]\s|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSr)(?<!\bSra)(?<!\bProf)(?<!\bRev)"
    r"(?<!\bno)(?<!\bNo)(?<!\b[A-Z])\.\s",
)
PATIENT = re.compile(
    r"\b(?:patients?|pts?|he|she|him|her|hers|his|man|woman|lady|gentleman|boy|girl|baby|child|kid|infant|"
    r"y/?o|year[- ]old|yr[- ]old|dob|born|admitted|readmitted|discharged|transferred|diagnosed|d/c'?d|"
    r"(?<!my )(?<!our )(?:mother|father|daughter|son|wife|husband|family|brother|sister)|widow|"
    r"\d{1,2}[mf])\b",
    re.IGNORECASE,
)
WRITER = re.compile(r"\b(?:i|i'm|i've|i'll|my|me|we|our|us|myself)\b", re.IGNORECASE)
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
    r"positive|negative|dose|doses|labs?|cultures?|scan|mri|ct|x-?ray|echo|complain\w{0,5})\b",
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
SURNAME_SHAPE = re.compile(r"^(?:Mc|Mac|O['’]|D['’])[A-Z][a-z]{2}")
COMMON_ENDING = re.compile(
    r"(?:ed|al|ic|ous|ive|ly|ful|less|ant|ent|ese|ian|ish|ing|able|ory|ary|tion|ine|ol|ide|mab|nib|cillin|pril|"
    r"ology|itis|osis|emia)$"
)


def fold(text: str) -> str:
    """Lower case without accents and apostrophes, for looking a word up."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().replace("’", "").replace("'", "")


@dataclass(frozen=True)
class Word:
    """One word of a note: how it is written, and how the lists spell it."""

    text: str
    start: int
    end: int
    folded: str

    @cached_property
    def is_possessive(self) -> bool:
        return self.text.endswith(("'s", "’s"))

    @cached_property
    def base(self) -> str:
        """The word for the lists, without a possessive ending."""
        return self.folded.removesuffix("s") if self.is_possessive else self.folded

    @cached_property
    def is_given(self) -> bool:
        return self.base in words_of("given_names")

    @cached_property
    def is_surname(self) -> bool:
        """A family name that is no given name and no English word."""
        return self.base in words_of("family_names") or SURNAME_SHAPE.match(self.text) is not None

    @cached_property
    def is_word_and_name(self) -> bool:
        """Grace, Young, Rose: a name only where more than a capital letter says so."""
        return self.base in words_of("word_names")

    @cached_property
    def is_name(self) -> bool:
        return self.is_given or self.is_surname or self.is_word_and_name

    @cached_property
    def is_eponym(self) -> bool:
        """Whoever a sign, a disease or an instrument is named for."""
        return self.base in words_of("eponyms") or self.folded in words_of("eponyms")

    @cached_property
    def is_no_name(self) -> bool:
        """Drugs, departments, countries, days, and words that start a sentence in a note."""
        return self.base in words_of("not_names")

    @cached_property
    def is_strong(self) -> bool:
        """A name that is no other word."""
        return (self.is_given or self.is_surname) and not self.is_no_name

    @cached_property
    def has_common_ending(self) -> bool:
        """An adjective's, a drug's or a disease's, rather than that of a name that no list knows."""
        return COMMON_ENDING.search(self.base) is not None

    @cached_property
    def is_candidate(self) -> bool:
        """A capital letter and nothing that speaks against a name; an acronym does."""
        if self.is_initial:
            return True
        return self.is_capitalized and not self.is_no_name and (self.is_name or not self.is_shouted)

    @property
    def is_capitalized(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()


@dataclass(frozen=True)
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
        is_patients = self.is_about_patient or CLINICAL.search(self.text) is not None
        return CALENDAR.search(self.text) is not None and not is_patients

    @cached_property
    def is_about_staff(self) -> bool:
        return STAFF.search(self.text) is not None and not self.is_about_patient

    @cached_property
    def is_about_study(self) -> bool:
        return STUDY.search(self.text) is not None and not self.is_about_patient


class Note:
    """A text that is taken apart once, for all rules."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[Word]:
        return [Word(m[0], m.start(), m.end(), fold(m[0])) for m in WORD.finditer(self.text)]

    @cached_property
    def _sentences(self) -> list[Sentence]:
        ends = [m.end() for m in SENTENCE_END.finditer(self.text)]
        starts = [0, *ends]
        return [Sentence(self.text[a:b], a) for a, b in zip(starts, [*ends, len(self.text)], strict=True)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self._sentences]

    def sentence_at(self, position: int) -> Sentence:
        return self._sentences[bisect_right(self._sentence_starts, position) - 1]

    def between(self, left: Word, right: Word) -> str:
        """What stands between two words that follow each other, cut off when it is long."""
        return self.text[left.end : min(right.start, left.end + 12)]
