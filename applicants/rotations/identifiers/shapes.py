"""What its shape gives away: addresses of mail and of pages, telephone numbers, codes of one form."""

import re
from ipaddress import IPv4Address, ip_address

from applicants.rotations.identifiers.note import Sentence
from applicants.rotations.identifiers.rules import PatternRule, any_of, first_words, phrases

PHONE_WORDS = re.compile(
    r"(?i)\b(?:call\w{0,3}|(?:tele|cell)?phone\w{0,2}|cell|mobile|tel|ph|reach\w{0,3}|contact|fax\w{0,2}|"
    r"text\w{0,3}|whatsapp|dial|number|nok|daughter|son|wife|husband|brother|sister|mother|father)\b"
)
FREE_OF_CHARGE = re.compile(r"\D{0,3}1?\D{0,2}8(?:00|33|44|55|66|77|88)")
HOTLINE = re.compile(r"(?i)\b(?:quit ?line|hot ?line|crisis|poison|help ?line|lifeline|suicide)\b")
MY_EMAIL = re.compile(r"(?i)\bmy e-?mail\b")
SOCIAL = re.compile(
    r"(?i)\b(?:instagram|insta|twitter|tiktok|snapchat|snap|facebook|handle|threads|youtube|channel|"
    r"username)\b"
)
# Where a doctor looks things up; government and the military besides.
REFERENCE_SITES = phrases(
    "uptodate, mdcalc, amboss, uworld, nejm, jamanetwork, thelancet, bmj, medscape, wikipedia, radiopaedia, "
    "litfl, emcrit, "
    "cochranelibrary, aafp, acc, aha, heart, idsociety, diabetes, aamc, ecfmg, nrmp, usmle, intealth, "
    "acgme, ama-assn, "
    "acponline, openevidence, dynamed, statpearls, onlinemeded, osmosis, khanacademy, ankiweb, "
    "orthobullets, vaccines, "
    "lexicomp, epocrates, doximity, who, kdigo, goldcopd, ginasthma, nccn, acog, aap, asahq, nice, zoom, "
    "teams"
)
REFERENCE = re.compile(
    rf"(?i)(?:^|[/.]){any_of(REFERENCE_SITES)}\.(?:com|org|net|edu|int|uk)|\.gov\b|\.mil\b"
)
PHONE_GAP = r"(?: ?[-./] ?| )?"
TLD = r"(?:com|org|net|edu|gov|info|blog|io|me|us|co|uk|ng|in|pk|mx)"
TOP_LEVELS = first_words(phrases("com, org, net, edu, gov, info, blog, io, co, uk, ng, pk, mx"))


def is_hotline_or_office(match: re.Match[str], sentence: Sentence) -> bool:
    is_free = FREE_OF_CHARGE.match(match[0]) is not None
    return (is_free and HOTLINE.search(sentence.text) is not None) or sentence.is_about_staff


def lacks_phone_words(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether digits that could be anything have no word of phones before or after them."""
    start = match.start() - sentence.start
    around = sentence.text[max(0, start - 60) : start + 40]
    return PHONE_WORDS.search(around) is None or is_hotline_or_office(match, sentence)


def is_reference_site(match: re.Match[str], sentence: Sentence) -> bool:
    return REFERENCE.search(match[0]) is not None or sentence.is_about_study


def is_office_email(_match: re.Match[str], sentence: Sentence) -> bool:
    is_own = sentence.is_about_writer and MY_EMAIL.search(sentence.text) is not None
    return is_own or sentence.is_about_staff


def is_no_address(match: re.Match[str], _sentence: Sentence) -> bool:
    """Whether digits with stops or colons are a time or the number of a section."""
    try:
        address = ip_address(match["id"])
    except ValueError:
        return True
    is_section = all(len(part) == 1 for part in match["id"].split("."))
    return isinstance(address, IPv4Address) and is_section


def is_no_handle(match: re.Match[str], sentence: Sentence) -> bool:
    return re.search(r"[\d_]", match[0]) is None and SOCIAL.search(sentence.text) is None


SHAPE_RULES = [
    PatternRule("ssn", re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"), run=4),
    PatternRule("ssn", re.compile(r"(?<!\w)[xX*]{3}-[xX*]{2}-\d{4}\b"), run=4),
    PatternRule("other_unique", re.compile(r"\bA[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}\b")),
    PatternRule(
        "vehicle", re.compile(r"\b(?=[A-Z0-9]{0,16}[A-Z])[A-HJ-NPR-Z0-9]{11}\d{6}\b"), digits=8, run=6
    ),
    PatternRule("device", re.compile(r"\(01\)\d{14}(?:\(\d{2}\)[\dA-Z]{1,20}){0,4}"), needs="(01)"),
    PatternRule("device", re.compile(r"\b[\da-fA-F]{2}(?:[:-][\da-fA-F]{2}){5}\b"), digits=2),
    PatternRule("account", re.compile(r"\b[1-9][A-Z][A-Z0-9]\d-[A-Z][A-Z0-9]\d-[A-Z]{2}\d{2}\b")),
    PatternRule(
        "email",
        re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
        needs="@",
        is_harmless=is_office_email,
    ),
    PatternRule(
        "email",
        re.compile(
            rf"(?i)\b[\w.-]{{2,40}} (?:at|\(at\)|\[at\]) [\w-]{{2,40}} (?:dot|\(dot\)|\[dot\]) {TLD}\b|"
            rf"(?-i:\b[\w.-]{{2,40}} AT )[\w-]{{2,40}}\.{TLD}\b"
        ),
        frozenset({"com", "org", "net", "edu"}),
        is_harmless=is_office_email,
    ),
    PatternRule(
        "url",
        re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"']{3,300}"),
        frozenset({"http", "https", "www"}),
        is_harmless=is_reference_site,
    ),
    PatternRule(
        "url",
        re.compile(
            rf"(?i)(?<![@\w.-])[a-z\d][a-z\d-]{{1,40}}(?:\.[a-z\d-]{{2,40}}){{0,3}}\."
            rf"(?:com|org|net|edu|gov|info|blog|{TLD}(?=/))\b(?:/[^\s<>\"']{{0,300}})?"
        ),
        TOP_LEVELS,
        is_harmless=is_reference_site,
    ),
    PatternRule(
        "ip", re.compile(r"(?<![\w.])(?P<id>\d{1,3}(?:\.\d{1,3}){3})(?![\w]|\.\d)"), is_harmless=is_no_address
    ),
    PatternRule(
        "ip",
        re.compile(r"(?<![\w:])(?P<id>[\da-fA-F]{1,4}(?::[\da-fA-F]{0,4}){2,7})(?![\w:])"),
        is_harmless=is_no_address,
    ),
    PatternRule(
        "phone",
        re.compile(
            rf"(?<![\w/.-])(?:\+?1{PHONE_GAP})?(?:\(\d{{3}}\)|\d{{3}}){PHONE_GAP}"
            r"\d{3}(?: ?[-.] ?| )\d{4}(?![\w-])"
        ),
        run=4,
        is_harmless=is_hotline_or_office,
    ),
    PatternRule(
        "phone",
        re.compile(r"(?<![\w/.-])(?:\(\d{3}\) ?|\d{3}[-.])\d{7}(?![\w-])"),
        run=7,
        is_harmless=is_hotline_or_office,
    ),
    PatternRule("record_number", re.compile(r"\b(?:MRN|mrn|Mrn|CSN|FIN)(?P<id>\d{4,12})\b"), run=4),
    PatternRule(
        "phone", re.compile(r"(?<![\w/.-])555[ .-]\d{4}(?![\w-])"), run=4, is_harmless=is_hotline_or_office
    ),
    PatternRule(
        "phone",
        re.compile(r"(?<![\w/.-])(?:\d{3}[ .-]?\d{4}|1?\d{10})(?![\w-])"),
        run=4,
        is_harmless=lacks_phone_words,
    ),
    PatternRule(
        "phone",
        re.compile(r"(?<!\w)\+\d{1,3}(?:[ .()-]{1,2}\d{2,10}){1,5}|(?<!\w)\+\d{8,14}"),
        digits=8,
        needs="+",
    ),
    PatternRule(
        "other_unique", re.compile(r"(?<![\w.@])@[A-Za-z_][\w.]{2,30}"), needs="@", is_harmless=is_no_handle
    ),
]
