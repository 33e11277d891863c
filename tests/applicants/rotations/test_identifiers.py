"""What looks like a patient's identity is found in a note, and clinical shorthand is not."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.rotations import identifiers
from applicants.rotations.identifiers import KINDS, find_identifiers

CORPORA = Path(__file__).parent / "corpora"


def corpus(name: str, *, held_out: bool) -> list[dict]:
    lines = (CORPORA / f"{name}.jsonl").read_text().splitlines()
    return [note for note in map(json.loads, lines) if note.get("held_out", False) is held_out]


def kinds_in(text: str) -> set[str]:
    return {found.kind for found in find_identifiers(text)}


def found_in(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.text) for found in find_identifiers(text)]


@pytest.mark.parametrize("held_out", [False, True])
def test_at_least_98_of_100_identifying_notes_are_found(held_out: bool) -> None:  # noqa: FBT001
    notes = corpus("identifying", held_out=held_out)
    missed = [note["id"] for note in notes if not kinds_in(note["text"])]
    assert len(missed) <= 0.02 * len(notes), missed


@pytest.mark.parametrize("held_out", [False, True])
def test_at_most_5_of_100_harmless_notes_are_stopped(held_out: bool) -> None:  # noqa: FBT001
    notes = corpus("harmless", held_out=held_out)
    stopped = [note["id"] for note in notes if kinds_in(note["text"])]
    assert len(stopped) <= 0.05 * len(notes), stopped


def test_each_kind_is_found_in_nine_of_ten_notes_that_hold_it() -> None:
    held, missed = Counter[str](), Counter[str]()
    for note in corpus("identifying", held_out=False) + corpus("identifying", held_out=True):
        held.update(note["kinds"])
        missed.update(set(note["kinds"]) - kinds_in(note["text"]))
    assert set(held) == set(KINDS)
    assert [kind for kind in KINDS if missed[kind] > 0.1 * held[kind]] == []


def test_both_corpora_are_large_and_a_third_is_held_out() -> None:
    for name in ("identifying", "harmless"):
        tuned, held_out = (corpus(name, held_out=part) for part in (False, True))
        assert len(tuned) + len(held_out) >= 320
        assert round((len(tuned) + len(held_out)) / len(held_out), 1) == 3.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saw Mr. Okafor today", [("name", "Okafor")]),
        ("pt John D., 67M", [("name", "John D")]),
        ("MRN 00482913", [("record_number", "00482913")]),
        ("DOB 3/4/1956", [("date", "3/4/1956")]),
        ("admitted on March 3rd", [("date", "March 3rd")]),
        ("lives on 12 Oak Street", [("location", "12 Oak Street")]),
        ("from Tampa zip 33612", [("location", "Tampa"), ("location", "33612")]),
        ("92-year-old", [("age_over_89", "92")]),
        ("call her at (813) 555-0134", [("phone", "(813) 555-0134")]),
        ("write to rosa@example.org", [("email", "rosa@example.org")]),
        ("SSN 123-45-6789", [("ssn", "123-45-6789")]),
        ("member ID XJH123456789", [("account", "XJH123456789")]),
        ("driver's license D1234567", [("license", "D1234567")]),
        ("plate number ABC 1234", [("vehicle", "ABC 1234")]),
        ("pacemaker serial number PZH482913S", [("device", "PZH482913S")]),
        ("her blog www.rosa.example.org", [("url", "www.rosa.example.org")]),
        ("IP 203.0.113.42", [("ip", "203.0.113.42")]),
        ("took his fingerprints", [("biometric", "fingerprints")]),
        ("took a photo of her face", [("photo", "photo")]),
        ("study subject ID 0042-117", [("other_unique", "0042-117")]),
    ],
)
def test_what_has_to_be_taken_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BP 120/80, HbA1c 9.2, 2/10 pain, s/p CABG x3, T2DM, 1.5 mg/kg, CHA2DS2-VASc 4, POD 3",
        "45 yo M with chest pain",
        "Crohn's, Parkinson disease, Foley catheter, Murphy's sign",
        "Dr. Patel taught us",
        "In July I start. Step 2 CK on 240, grand rounds at 7:30.",
        "bed 12, room 412",
        "An 89-year-old from Florida had a stroke in 2019.",
    ],
)
def test_what_may_stay(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mr okafor's potassium is 6.8", "okafor"),
        ("Señora Morales brought tamales", "Morales"),
        ("Mr. & Mrs. Kowalski asked about hospice", "Kowalski"),
        ("her husband Carlos stayed", "Carlos"),
        ("pt named Priya, 38 weeks", "Priya"),
        ("Smith, John - 45M with pancreatitis", "Smith, John"),
        ("J.S. 45M with chest pain", "J.S."),
        ("AB is a 67 yo man", "AB"),
        ("Fatima Siddiqui has lupus", "Fatima Siddiqui"),
        ("pt jose martinez 52m", "jose martinez"),
        ("Okonkwo is a 34 year old", "Okonkwo"),
        ("Nwosu's creatinine is better", "Nwosu"),
        ("Patient de la Cruz, toe gangrene", "Cruz"),
        ("Grace is a 34 yo G3P2", "Grace"),
        ("Mrs. Graves has Graves disease", "Graves"),
        ("Met Oghenekaro in clinic", "Oghenekaro"),
        ("1) Davis - f/u hgb", "Davis"),
        ("Mr. K with the huge spleen", "K"),
        ("uche was scared before the biopsy", "uche"),
    ],
)
def test_a_patients_name_is_found_as_residents_write_it(text: str, name: str) -> None:
    assert found_in(text) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "The attending, Dr. Kim, let me lead the meeting. Kim was kind.",
        "Dr. Garcia and Dr. Osei disagreed.",
        "My co-intern Ahmed and I split the list.",
        "The scrub nurse, Ms. Watkins, corrected my gowning.",
        "Anita, our chief resident, reviewed my note.",
        "My wife Bisi cooked.",
        "Met the residents: Chloe, Ravi and Dmitri.",
        "I emailed Ms. Parker in the GME office.",
        "Paper by Zhang et al. in JAMA. Smith and Jones, 2018.",
        "Ivor Lewis esophagectomy, Jackson-Pratt drain, Guillain-Barré syndrome",
        "Will follow up the cultures. Mark the site. Hope is not a plan.",
        "E. coli sensitive, C. diff negative",
        "carol singing, jack of all trades",
    ],
)
def test_names_of_teachers_authors_and_diseases_may_stay(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3/4 she fell", ["3/4"]),
        ("pain 3/4, strength 4/5, 2/6 murmur, 1/2 tab", []),
        ("admitted 10/14, home 10/19", ["10/14"]),
        ("My Step 3 is on February 12.", []),
        ("The rotation ends on November 28.", []),
        ("diagnosed in March 2019", ["March 2019"]),
        ("In March it rained. Since 2018 on metformin.", []),
    ],
)
def test_a_day_is_told_from_a_score_and_a_patients_from_the_writers(text: str, expected: list[str]) -> None:
    assert found_in(text) == [("date", day) for day in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("94 yo M, from a nursing home", ["94"]),
        ("91F with hip fracture", ["91"]),
        ("She just turned 100", ["100"]),
        ("a ninety-three year old man", ["ninety-three"]),
        ("febrile to 102F, HR 92, sats 94 on 2 L, 95 kg", []),
        ("an 89-year-old woman", []),
    ],
)
def test_only_ages_over_89_are_found(text: str, expected: list[str]) -> None:
    assert found_in(text) == [("age_over_89", age) for age in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is from Gainesville", ["Gainesville"]),
        ("lives in Brandon, FL", ["Brandon"]),
        ("She lives in Wimauma", ["Wimauma"]),
        ("discharged to Sunny Acres Nursing Home", ["Sunny Acres Nursing Home"]),
        ("a farmer from Hillsborough County", ["Hillsborough County"]),
        ("He moved from Ohio to Texas; she is from Nigeria.", []),
        ("My flight to Chicago is at 6:15.", []),
        ("Drove to Orlando for the weekend.", []),
        ("My mentor trained in Houston.", []),
        ("Milan criteria, Los Angeles grade B, Tampa General", []),
    ],
)
def test_places_below_a_state_are_found(text: str, expected: list[str]) -> None:
    assert found_in(text) == [("location", place) for place in expected]


@given(st.text(max_size=400))
def test_any_text_is_read_and_positions_fit(text: str) -> None:
    check_positions(text)


PIECES = st.sampled_from(
    [
        "Mr. ",
        "pt ",
        "Dr. ",
        "Okafor",
        "Maria ",
        "J.",
        "S. ",
        "45M",
        "92F ",
        "3/4",
        "/1956",
        "MRN ",
        "0048",
        "-",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_pieces_of_notes_in_any_order_are_read(text: str) -> None:
    check_positions(text)


def check_positions(text: str) -> None:
    found = find_identifiers(text)
    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    assert {each.kind for each in found} <= set(KINDS)
    ends = [0, *(each.end for each in found)]
    assert [each for each, end in zip(found, ends, strict=False) if not end <= each.start < each.end] == []


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Every compiled pattern in a module's constant."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from patterns(each)
    elif isinstance(getattr(value, "pattern", None), re.Pattern):
        yield value.pattern


def test_no_pattern_repeats_without_a_bound() -> None:
    """So a search costs at most a fixed number of steps for each letter, on any text."""
    names = [f"{identifiers.__name__}.{module.name}" for module in iter_modules(identifiers.__path__)]
    constants = [value for name in names for value in vars(import_module(name)).values()]
    found = {each.pattern for value in constants for each in patterns(value)}
    assert len(found) > 80
    assert [each for each in found if re.search(r"[*+]|\{\d*,\}", without_classes(each))] == []


def without_classes(pattern: str) -> str:
    """A pattern without escaped characters and character classes."""
    return re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern)


def test_long_runs_are_read() -> None:
    """Long runs of what the rules look at are read to the end."""
    for piece in ("1", "1-", "A", "A.", "Mr. ", "a ", "Okafor ", "(", "@", "1.", " ", "http://", "of "):
        check_positions(piece * (20_000 // len(piece)))
