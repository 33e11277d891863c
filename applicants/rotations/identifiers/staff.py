"""Names of those who teach, treat or belong to the writer, of authors and of eponyms: nobody's identity."""

import re

from applicants.rotations.identifiers.note import Note
from applicants.rotations.identifiers.word_lists import note_words
from applicants.rotations.identifiers.words import Word

DOCTOR = {"dr", "drs", "doctor", "prof", "professor"}
STAFF = note_words("staff")
# Behind "my" and "our" these are the writer's own people.
OWN = note_words("own")
# "The residents: Chloe, Ravi".
GROUPS = note_words("groups")
TEACHES = note_words("teaches")
WRITER_OBJECT = {"me", "us", "our", "my"}
HYPHENS = {"-", "–"}
LONGEST = 4
SMALL_GAP = re.compile(r"^[\s.,()'’\"&/-]{1,4}$")
GO_ON = {
    "and",
    "named",
    "called",
    "is",
    "was",
    "father",
    "sister",
    "rabbi",
    "imam",
    "pastor",
    *STAFF,
    *DOCTOR,
}
LINKS = {"and", "is", "was", "named", "called", "who", "or", "on", "for", "today"}
EPONYM_NOUN = note_words("eponym_noun")
CITATION_AFTER = re.compile(
    r"^,? (?:et al|and colleagues|(?:&|and) [A-Z][\w'’-]{1,20},? (?:\(?(?:19|20)\d\d|in JAMA|in NEJM)|"
    r"\(?(?:19|20)\d\d\b)"
)
PAPER_BEFORE = re.compile(
    r"(?i)\b(?:paper|article|study|book|chapter|textbook|trial|review|work|theory|per|as) (?:by |from |of )?$"
)
STAFF_NOUN = (
    r"(?:attendings?|residents?|fellows?|interns?|co-?\w{3,12}|nurses?|preceptor|mentor|chief|pharmacist|"
    r"coordinator|"
    r"director|students?|sub-?I|hospitalist|therapist|social worker|case manager|tech|midwife|interpreter|"
    r"classmates?|"
    r"colleagues?|friends?|roommates?|seniors?)"
)
STAFF_ADJECTIVE = (
    r"(?:senior|junior|chief|head|charge|night|day|scrub|medical|med|surgical|clinical|icu|ed|first|second|"
    r"third|year|"
    r"great|wonderful|amazing|excellent|program|\w{3,12}ology)"
)
CREDENTIALS_AFTER = re.compile(
    rf"^(?:, | \(| (?=(?:the|our|my) ))(?:(?:the|our|my|who is|who was) ){{0,2}}(?:{STAFF_ADJECTIVE} "
    rf"){{0,3}}{STAFF_NOUN}\b|"
    r"^,? (?:MD|DO|NP|PA|RN|PharmD|CRNA|PGY-?\d|MS[34])\b|"
    r"^ from (?:pharmacy|cardiology|radiology|neurology|IT|security|HR|case management|social work|nursing|"
    r"surgery|"
    r"the lab|the program|GME|pathology|anesthesia|admissions)\b"
)
OFFICE_AFTER = re.compile(
    r"^,? (?:from|in|at|of) (?:the |our )?(?:GME|HR|IT|program|residency|clerkship|registrar|admissions|"
    r"education|security|"
    r"badge|volunteer|international|student|visa|housing|credentialing|compliance|front desk)\b"
)
NOUN_ENDING = re.compile(r"(?:ectomy|otomy|ostomy|plasty|itis|oma|osis|pathy|scopy|graphy|rrhaphy|pexy)$")


def staff_words(note: Note) -> set[int]:
    """The positions, among the note's words, of names that belong to nobody who is a patient."""
    words = note.words
    found: set[int] = set()
    for i, word in enumerate(words):
        lowered = word.folded
        is_own = lowered in OWN and any(near.folded in {"my", "our"} for near in words[max(0, i - 2) : i])
        if lowered in DOCTOR or lowered in STAFF or is_own:
            found.update(names_after(note, i))
        if looks_like_name(word) and (is_introduced_behind(note, i) or is_teaching(words, i)):
            found.update(names_back_from(note, i))
    taught = {words[i].folded for i in found if not words[i].is_initial}
    return found | {i for i, word in enumerate(words) if word.folded in taught}


def looks_like_name(word: Word) -> bool:
    is_lower_name = word.is_given and word.is_strong
    return is_lower_name or (word.is_capitalized and (word.is_name or not word.is_no_name))


def names_after(note: Note, head: int) -> set[int]:
    """Names that follow "Dr", "nurse" or "my friend", also after "and"; a new sentence ends them."""
    words, found = note.words, set[int]()
    for i in range(head + 1, min(head + 8, len(words))):
        word, gap = words[i], note.gap(i)
        is_list = i == head + 1 and gap == ": " and words[head].folded in GROUPS
        if not (SMALL_GAP.match(gap) or is_list) or ("." in gap and not ends_in_stop(words[i - 1])):
            break
        if looks_like_name(word):
            found.add(i)
        elif word.folded not in GO_ON and (found or word.folded not in LINKS):
            break
    return found


def ends_in_stop(word: Word) -> bool:
    return word.folded in DOCTOR or word.is_initial


def names_back_from(note: Note, last: int) -> set[int]:
    """The whole name that ends here."""
    words, found = note.words, {last}
    while last > 0 and note.gap(last) in {" ", "-", ". "} and is_of_names(words, last - 1):
        last -= 1
        found.add(last)
        if len(found) > LONGEST:
            break
    return found


def is_of_names(words: list[Word], i: int) -> bool:
    """Whether a word is a name, or the "and" between two."""
    return looks_like_name(words[i]) or (words[i].folded == "and" and i > 0 and looks_like_name(words[i - 1]))


def is_introduced_behind(note: Note, i: int) -> bool:
    """Whether "the fellow", "RN" or "from pharmacy" stands behind a name."""
    after = note.text[note.ends[i] : note.ends[i] + 60]
    return (CREDENTIALS_AFTER.match(after) or OFFICE_AFTER.match(after)) is not None


def is_teaching(words: list[Word], i: int) -> bool:
    following = [word.folded for word in words[i + 1 : i + 4]]
    return len(following) > 1 and following[0] in TEACHES and following[1] in WRITER_OBJECT


def is_cited(note: Note, i: int) -> bool:
    """An author: "Zhang et al.", "Smith and Jones, 2018", "a paper by Lee"."""
    start, end = note.starts[i], note.ends[i]
    before = note.text[max(0, start - 24) : start]
    return (
        CITATION_AFTER.match(note.text[end : end + 50]) is not None or PAPER_BEFORE.search(before) is not None
    )


def is_thing(note: Note, i: int) -> bool:
    """Whether "sign", "disease" or "esophagectomy" follows a name."""
    noun = next_noun(note, i)
    return noun in EPONYM_NOUN or NOUN_ENDING.search(noun) is not None


def is_eponymous(note: Note, i: int) -> bool:
    """Whether a name stands for a disease, a sign or an instrument."""
    if note.words[i].is_eponym or is_thing(note, i):
        return True
    neighbors = [(j, j + 1) for j in (i - 1, i) if 0 <= j < len(note.words) - 1]
    joined = [pair for pair in neighbors if note.gap(pair[1]) in HYPHENS]
    is_second = (
        i > 0 and note.gap(i) == " " and note.words[i - 1].is_eponym and note.words[i - 1].is_capitalized
    )
    return is_second or any(note.words[j].is_eponym for pair in joined for j in pair)


def next_noun(note: Note, i: int) -> str:
    """The word behind a name, past a hyphen's second half."""
    words = note.words
    j = i + 1
    while j < len(words) and j < i + 3 and note.gap(j) in HYPHENS:
        j += 1
    if j < len(words) and note.gap(j) in {" ", "-"}:
        return words[j].folded
    return ""
