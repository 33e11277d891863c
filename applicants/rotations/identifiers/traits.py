"""Biometric records, pictures of a patient, and what only one person is."""

import re
from collections.abc import Callable

from applicants.rotations.identifiers.found import Kind
from applicants.rotations.identifiers.note import Sentence
from applicants.rotations.identifiers.rules import PatternRule, any_of, first_words, phrases

PERSON = any_of(
    phrases(
        "patient, patients, patient's, pt, pts, pt's, her, his, him, she, he, them, their, baby, child, "
        "kid, infant, boy, girl, "
        "man, woman, lady, mom, family, mr, mrs, ms, face"
    )
)
PICTURE_WORDS = phrases(
    "photo, photos, photograph, photographs, pic, pics, picture, pictures, selfie, selfies, snapshot, "
    "snapshots, video, "
    "videos, headshot, headshots, polaroid, polaroids, portrait, portraits, mugshot, mugshots, footage"
)
PICTURE = any_of(PICTURE_WORDS)
# Not "the picture", which is how a disease looks.
PHOTO = any_of(tuple(word for word in PICTURE_WORDS if not word.startswith(("picture", "portrait"))))
TAKES = "(?:took|take|taken|taking|snapped|sent|shared|posted|showed|shot|saved|kept|attached)"
FILMS = phrases("filmed, videotaped, video recorded, photographed")
UP_TO_THREE = r"(?:\w{1,12} ){0,3}"
FILES = phrases("jpg, jpeg, png, heic, img, dsc, pxl, dcim, screenshot")
PHOTO_TRIGGERS = first_words((*PICTURE_WORDS, *FILMS, *FILES))
PHOTOS = [
    (
        rf"(?<!clinical )(?<!big )(?<!whole )(?<!the )\b(?P<id>{PICTURE}) (?:of|with|from|showing|in which) "
        rf"{UP_TO_THREE}{PERSON}\b"
    ),
    rf"\bthe (?P<id>{PHOTO}) (?:of|with) {UP_TO_THREE}{PERSON}\b",
    (
        rf"\b{TAKES}\b(?:[ :]\w{{1,12}}){{0,4}}[ :](?P<id>{PICTURE}) (?:of|with) {UP_TO_THREE}"
        rf"(?:{PERSON}|wound|rash|tattoo|scar|ulcer)\b"
    ),
    rf"\b{PERSON}(?:['’]s)? (?:own )?(?P<id>{PHOTO}|profile picture|picture|portrait)\b(?! id\b| eeg\b)",
    (
        r"\b(?P<id>full[- ]faced? (?:photo(?:graph)?s?|image|picture|view)|facial photo(?:graph)?s?|"
        r"face (?:photo|pic|picture|shot)s?)\b"
    ),
    r"\b(?P<id>(?:IMG|DSC|PXL|PHOTO|DCIM|Screenshot)[_-]?\d{3,14}(?:[_-]\d{1,9}){0,2}(?:\.[a-z]{3,4})?)\b",
    r"(?<![\w-])(?P<id>[\w-]{1,40}\.(?:jpe?g|png|heic))\b",
    rf"\b(?P<id>{any_of(FILMS)}) (?:\w{{1,12}} ){{0,2}}{PERSON}\b",
    r"\b(?P<id>selfies?) (?:\w{1,12} )?(?:with|of)\b",
    rf"\b(?P<id>{PICTURE}) (?:attached|uploaded|enclosed|in my phone|on my phone)\b",
    rf"\b(?P<id>{PICTURE})\b[^\n.]{{0,40}}\b(?:his|her|their|the patient's|the) face\b",
    (
        rf"\b(?:attached|enclosed|see)\b(?:[ :]\w{{0,12}}){{0,2}} (?P<id>{PHOTO})\b"
        r"(?! (?:id|of the (?:ecg|ekg|slide|monitor|board|whiteboard)))"
    ),
]
BIOMETRIC_WORDS = phrases(
    "fingerprint, fingerprints, finger print, finger prints, fingerprinted, thumbprint, thumbprints, "
    "thumb print, palmprint, "
    "palm print, palm prints, voiceprint, voice print, voice prints, voice recording, voice recordings, "
    "handprint, hand print, "
    "footprint, footprints, foot print, retinal scan, retina scan, iris scan, iris scans, palm scan, "
    "palm vein scan, vein scan, "
    "face scan, facial scan, finger scan, face recognition, facial recognition, voice recognition, "
    "iris recognition, "
    "face id, touch id, facial geometry, hand geometry, biometric, biometrics, biometric data, "
    "biometric scan, "
    "dna profile, dna fingerprint, dna sample, genetic fingerprint, gait signature"
)
NO_BIOMETRIC = re.compile(
    r"(?i)\b(?:my|i got|badge|background check|visa|thumb-?print\w{0,3} (?:sign|on ct)|embassy|uscis|"
    r"security|"
    r"dragon|dictation|ecological|carbon)\b"
)
OFFICE_WORDS = phrases(
    "mayor, governor, senator, congressman, congresswoman, president, vice president, prime minister, "
    "ambassador, sheriff, "
    "bishop, ceo, chairman, principal, superintendent, judge, head coach, coach, quarterback, anchorman, "
    "anchorwoman, "
    "news anchor, astronaut, celebrity, actor, actress, rapper, rock star, pop star, movie star, singer, "
    "councilman, "
    "councilwoman, fire chief, police chief, olympian, lottery winner, king, queen, prince, princess, "
    "weatherman, "
    "state senator, state representative, football player, basketball player, baseball player, "
    "soccer player, tv host, radio host, influencer"
)
OFFICE = any_of(OFFICE_WORDS)
SUBJECT = "(?:he|she|who|patient|pt|man|woman|lady|gentleman|husband|wife|father|mother)"
KNOWN = "(?:current|former|ex-?|retired|well[- ]known|famous|local|sitting|first|only)"
RENOWN = "(?:current|former|ex-?|retired|well[- ]known|famous|local|sitting)"
PLACE_AROUND = "(?:town|county|state|village|city|country|world|island|parish|neighborhood)"
OFFICES = [
    (
        rf"\b{SUBJECT}(?:['’]s| is| was),? (?:also )?(?:a |an |the |our )?(?:{KNOWN} ){{0,3}}"
        rf"(?P<id>(?:city |town |state |county |tv |local )?{OFFICE}\b(?: of [^\n.,;]{{1,40}})?)"
    ),
    (
        rf"\b(?:our|my|a|the|this|pt|patient)(?: patient)?,? (?:is |was )?(?:a |an |the )?{RENOWN} "
        rf"(?P<id>(?:nfl |nba |mlb |tv |state |city |town |news )?{OFFICE}\b)"
    ),
    rf"\b(?P<id>famous {OFFICE})\b",
]
UNIQUE = [
    (
        r"\b(?P<id>(?:in|on|made) (?:the |local |national ){0,2}(?:news|newspaper|television|tv|headlines|"
        r"evening news))\b"
        r"(?! (?:about|that|i)\b)"
    ),
    (
        r"\b(?P<id>(?:only|first|oldest|youngest|tallest) (?:[\w-]{1,14} ){0,6}in (?:the|this|our|his|her) "
        rf"{PLACE_AROUND})\b"
    ),
    r"\b(?P<id>tattoos? (?:of|that|with|on|saying|reading)\b[^\n.,;]{0,40})",
    (
        r"\b(?:has|his|her|with) (?:an? |many |several |distinctive |large |facial |neck "
        r"){0,2}(?P<id>tattoos?)\b"
    ),
    r"\b(?P<id>(?:world|state|national) (?:champion|record holder))\b",
    r"\b(?P<id>(?:rare|distinctive|unique|unusual) birth ?mark)\b",
]
OFFICE_TRIGGERS = frozenset(word for part in OFFICE_WORDS for word in part.split())
UNIQUE_TRIGGERS = first_words(
    phrases(
        "news, newspaper, television, tv, headlines, only, first, oldest, youngest, tallest, tattoo, "
        "tattoos, champion, "
        "record, birthmark, birth"
    )
)
NO_UNIQUE = re.compile(
    r"(?i)\b(?:medical society|college of|society|lecture|gave a talk|dr|speaker|grand rounds|removal|no "
    r"tattoos?|"
    r"\bi\b|we|call room|waiting room)\b"
)


def silenced_by(pattern: re.Pattern[str]) -> Callable[[re.Match[str], Sentence], bool]:
    return lambda _match, sentence: pattern.search(sentence.text) is not None


def trait_rules(
    kind: Kind,
    patterns: list[str],
    triggers: frozenset[str],
    silence: str = r"(?!)",
    *,
    is_anchored: bool = False,
) -> list[PatternRule]:
    """Each pattern as it is looked for, except in a sentence where ``silence`` is found."""
    is_harmless = silenced_by(re.compile(silence))
    found = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    return [
        PatternRule(kind, each, triggers, is_anchored=is_anchored, is_harmless=is_harmless) for each in found
    ]


TRAIT_RULES = [
    *trait_rules("photo", PHOTOS, PHOTO_TRIGGERS),
    *trait_rules(
        "biometric",
        [rf"(?P<id>{any_of(BIOMETRIC_WORDS)})\b(?! (?:sign|of the colon|appearance|lesion))"],
        first_words(BIOMETRIC_WORDS),
        NO_BIOMETRIC.pattern,
        is_anchored=True,
    ),
    *trait_rules("other_unique", OFFICES, OFFICE_TRIGGERS, NO_UNIQUE.pattern),
    *trait_rules("other_unique", UNIQUE, UNIQUE_TRIGGERS, NO_UNIQUE.pattern),
]
