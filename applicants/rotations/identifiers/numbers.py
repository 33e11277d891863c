"""Numbers and codes with a label beside them, and those whose shape says what they are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

from applicants.rotations.identifiers.found import FoundSpan, Kind
from applicants.rotations.identifiers.note import Note, Sentence

# Each repetition has an upper bound, so that no text makes a search slow.
VALUE = (
    r"(?P<id>[A-Z]{0,6}[ -]?\d[\dA-Z]{0,30}"
    r"(?:(?:[ .-]|-[A-Z]{1,3}-)[A-Z]{0,3}\d[\dA-Z]{0,14}){0,6})"
)
MARK = r"(?:numbers?|no|num|nr|nbr|id|identifier|code|#|№)"
LINK = r"(?:is|was|are|still|of|for|ending|in|with|the|on|file|his|her|patient)"
GAP = r"[^\w\n]{0,4}"
OPTIONAL_MARK = rf"(?:{GAP}{MARK}\.?){{0,2}}(?:{GAP}{LINK}\b){{0,3}}{GAP}"
NEEDED_MARK = rf"{GAP}{MARK}(?:{GAP}{MARK}\.?){{0,1}}(?:{GAP}{LINK}\b){{0,3}}{GAP}"

PHONE_WORDS = re.compile(
    r"(?i)\b(?:call\w{0,3}|(?:tele|cell)?phone\w{0,2}|cell|mobile|tel|ph|reach\w{0,3}|contact|fax\w{0,2}|"
    r"text\w{0,3}|whatsapp|dial|number|nok)\b"
)
HOTLINE = re.compile(r"(?i)\b(?:quit ?line|hot ?line|crisis|poison|help ?line|lifeline|suicide)\b")
SOCIAL = re.compile(
    r"(?i)\b(?:instagram|insta|twitter|tiktok|snapchat|snap|facebook|handle|threads|youtube|channel|username)\b"
)
REFERENCE_HOSTS = re.compile(
    r"(?i)(?:^|[/.])(?:uptodate|mdcalc|amboss|uworld|nejm|jamanetwork|thelancet|bmj|medscape|wikipedia|"
    r"radiopaedia|"
    r"litfl|emcrit|cochranelibrary|aafp|acc|aha|heart|idsociety|diabetes|aamc|ecfmg|nrmp|usmle|intealth|"
    r"acgme|ama-assn|acponline|openevidence|dynamed|statpearls|onlinemeded|osmosis|khanacademy|ankiweb|"
    r"orthobullets|"
    r"vaccines|lexicomp|epocrates|doximity|who|kdigo|goldcopd|ginasthma|nccn|acog|aap|asahq|nice|zoom|"
    r"teams)"
    r"\.(?:com|org|net|edu|int|uk)|\.gov\b|\.mil\b"
)


@dataclass(frozen=True)
class NumberRule:
    """A shape to look for; ``is_harmless`` says when it means nobody."""

    kind: Kind
    pattern: re.Pattern[str]
    digits: int = 0
    is_harmless: Callable[[re.Match[str], Sentence], bool] = lambda _match, _sentence: False

    def spans(self, note: Note) -> Iterator[FoundSpan]:
        group = "id" if "id" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(note.text):
            if sum(c.isdigit() for c in match[group]) < self.digits:
                continue
            if not self.is_harmless(match, note.sentence_at(match.start())):
                yield FoundSpan(match.start(group), match.end(group), self.kind)


def labeled(kind: Kind, labels: str, digits: int, *, marked: bool = False) -> NumberRule:
    """A number after one of the labels; with ``marked``, only where "no", "ID" or "#" stands between."""
    middle = NEEDED_MARK if marked else OPTIONAL_MARK
    return NumberRule(
        kind, re.compile(rf"(?<![\w/])(?:{labels})(?!\w){middle}{VALUE}", re.IGNORECASE), digits
    )


def is_hotline_or_office(match: re.Match[str], sentence: Sentence) -> bool:
    is_free = re.match(r"\D{0,3}1?\D{0,2}8(?:00|33|44|55|66|77|88)", match[0]) is not None
    return (is_free and HOTLINE.search(sentence.text) is not None) or sentence.is_about_staff


def lacks_phone_words(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether digits that could be anything have no word of phones before or after them."""
    start = match.start() - sentence.start
    around = sentence.text[max(0, start - 60) : start + 40]
    return PHONE_WORDS.search(around) is None or is_hotline_or_office(match, sentence)


def is_reference_site(match: re.Match[str], sentence: Sentence) -> bool:
    return REFERENCE_HOSTS.search(match[0]) is not None or sentence.is_about_study


def is_office_email(_match: re.Match[str], sentence: Sentence) -> bool:
    return sentence.is_about_staff or (
        re.search(r"(?i)\bmy e-?mail\b", sentence.text) is not None and sentence.is_about_writer
    )


def is_no_address(match: re.Match[str], _sentence: Sentence) -> bool:
    try:
        address = ip_address(match["id"])
    except ValueError:
        return True
    is_section = all(len(part) == 1 for part in match["id"].split("."))
    return isinstance(address, IPv4Address) and is_section


def is_no_handle(match: re.Match[str], sentence: Sentence) -> bool:
    return re.search(r"[\d_]", match[0]) is None and SOCIAL.search(sentence.text) is None


LAST_FOUR = r"(?:last (?:four|4)|end(?:s|ing))"
SSN = r"(?:ssn|ss ?#|social(?: security| sec)?)"
PHONE_GAP = r"(?: ?[-./] ?| )?"
TLD = r"(?:com|org|net|edu|gov|info|blog|io|me|us|co|uk|ng|in|pk|mx)"

NUMBER_RULES = [
    labeled(
        "record_number",
        r"mrns?|mr ?#|med(?:ical)?\.? rec(?:ord)?s?|csn|uhid|(?:patient|pt) (?:id|no|number|#)|har",
        3,
    ),
    labeled(
        "record_number",
        r"chart|records?|hosp(?:ital)?|encounter|visit|file|admission|case|epic|fin|unit",
        3,
        marked=True,
    ),
    labeled("record_number", r"chart|record|encounter|fin|hospital number", 5),
    NumberRule("ssn", re.compile(r"(?<![\d-])(?P<id>\d{3}-\d{2}-\d{4})(?![\d-])")),
    NumberRule(
        "ssn", re.compile(rf"(?i)\b{SSN}(?!\w)[^\d\n]{{0,20}}(?P<id>\d{{3}}[ .-]?\d{{2}}[ .-]?\d{{4}})(?!\d)")
    ),
    NumberRule(
        "ssn",
        re.compile(rf"(?i)\b{SSN}(?!\w)[^\d\n]{{0,20}}\b{LAST_FOUR}[^\d\n]{{0,10}}(?P<id>\d{{4}})(?!\d)"),
    ),
    NumberRule(
        "ssn",
        re.compile(rf"(?i)\b{LAST_FOUR}[^\d\n]{{0,20}}\b{SSN}(?!\w)[^\d\n]{{0,16}}(?P<id>\d{{4}})(?!\d)"),
    ),
    labeled(
        "vehicle",
        r"(?:license |licence |number )plates?|plate (?:no|number|#)|(?:vehicle|car) (?:tag|registration|"
        r"plates?)",
        2,
    ),
    NumberRule(
        "vehicle",
        re.compile(
            r"\b(?i:plates?|tags?)(?: ?#| (?i:no\.?|number|was|is))?[ :#]{1,3}"
            r"(?P<id>(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})\b"
        ),
    ),
    NumberRule(
        "vehicle",
        re.compile(
            r"(?i)\bvin\b[^\w\n]{0,4}(?:(?:no|number|is|#)[^\w\n]{1,3}){0,2}(?P<id>[A-HJ-NPR-Z0-9]{8,17})\b"
        ),
        4,
    ),
    NumberRule("vehicle", re.compile(r"\b(?=[A-Z0-9]{0,16}[A-Z])[A-HJ-NPR-Z0-9]{11}\d{6}\b"), 8),
    labeled(
        "device",
        r"serial(?: no| number)?|s/n|imei|udi|(?:device|implant|pump|pacemaker|lead|generator)",
        3,
        marked=True,
    ),
    labeled("device", r"serial|s/n|udi", 4),
    labeled("device", r"lot", 4, marked=True),
    NumberRule("device", re.compile(rf"\bSN\b[^\w\n]{{0,4}}{VALUE}"), 4),
    NumberRule("device", re.compile(r"\(01\)\d{14}(?:\(\d{2}\)[\dA-Z]{1,20}){0,4}")),
    NumberRule("device", re.compile(r"(?i)\b[\da-f]{2}(?:[:-][\da-f]{2}){5}\b"), 2),
    labeled(
        "license",
        r"driv(?:er|ing)'?s? licen[cs]e|drivers' licen[cs]e|(?:nursing |medical |pilot |pharmacy "
        r")?licen[cs]e|dea|npi|dl ?#",
        4,
    ),
    labeled("license", r"certificate|certification|permit|dl", 4, marked=True),
    labeled("license", r"c?dl", 7),
    labeled(
        "account",
        r"accounts?|acct|a/c|medicaid|medicare|mbi|hicn|iban|(?:credit|debit|insurance) card|bank account",
        4,
    ),
    labeled(
        "account",
        r"member(?:ship)?|subscriber|policy|group|plan|beneficiary|claim|insurance|payer|routing|health "
        r"card|card|"
        r"prior auth(?:orization)?|invoice|billing",
        4,
        marked=True,
    ),
    labeled(
        "account",
        r"(?:aetna|humana|cigna|blue ?(?:cross|shield)|bcbs|anthem|"
        r"united ?health\w{0,4}|kaiser|molina|tricare|wellcare|"
        r"centene|optum|oscar)(?: (?:id|plan|member|policy|insurance|number)){0,2}",
        5,
    ),
    labeled("account", r"member|policy|subscriber", 6),
    NumberRule("account", re.compile(r"\b[1-9][A-Z][A-Z0-9]\d-[A-Z][A-Z0-9]\d-[A-Z]{2}\d{2}\b")),
    labeled(
        "other_unique",
        r"study|subject|trial|participant|research|enroll?ment|randomi[sz]ation|specimen|sample|slide|wrist "
        r"?band|"
        r"bracelet|donor|recipient|inmate|prisoner|booking|student|employee|badge|national|state|military|"
        r"voter|tax|"
        r"alien|registration|tracking|prescription|rx|unos|registry|refugee|prison|case|ticket|job|order",
        4,
        marked=True,
    ),
    labeled(
        "other_unique",
        r"bar ?code|accession|passport|nhs|aadhaar|aadhar|cnic|curp|bvn|nin|iqama|emirates id|green card|"
        r"alien registration|specimen bar ?code|inmate|qr code",
        4,
    ),
    NumberRule(
        "email",
        re.compile(r"(?i)[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
        is_harmless=is_office_email,
    ),
    NumberRule(
        "email",
        re.compile(
            rf"(?i)\b[\w.-]{{2,40}} (?:at|\(at\)|\[at\]) [\w-]{{2,40}} (?:dot|\(dot\)|\[dot\]) {TLD}\b"
        ),
        is_harmless=is_office_email,
    ),
    NumberRule(
        "url", re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"']{3,300}"), is_harmless=is_reference_site
    ),
    NumberRule(
        "url",
        re.compile(
            rf"(?i)(?<![@\w.-])[a-z\d][a-z\d-]{{1,40}}(?:\.[a-z\d-]{{2,40}}){{0,3}}\.(?:com|org|net|edu|gov|"
            rf"info|blog|{TLD}(?=/))\b(?:/[^\s<>\"']{{0,300}})?"
        ),
        is_harmless=is_reference_site,
    ),
    NumberRule(
        "ip", re.compile(r"(?<![\w.])(?P<id>\d{1,3}(?:\.\d{1,3}){3})(?![\w]|\.\d)"), is_harmless=is_no_address
    ),
    NumberRule(
        "ip",
        re.compile(r"(?i)(?<![\w:])(?P<id>[\da-f]{1,4}(?::[\da-f]{0,4}){2,7})(?![\w:])"),
        is_harmless=is_no_address,
    ),
    NumberRule(
        "phone",
        re.compile(
            rf"(?<![\w/.-])(?:\+?1{PHONE_GAP})?(?:\(\d{{3}}\)|\d{{3}}){PHONE_GAP}"
            r"\d{3}(?: ?[-.] ?| )\d{4}(?![\w-])"
        ),
        is_harmless=is_hotline_or_office,
    ),
    NumberRule("phone", re.compile(r"(?<![\w/.-])555[ .-]\d{4}(?![\w-])"), is_harmless=is_hotline_or_office),
    NumberRule(
        "phone",
        re.compile(r"(?<![\w/.-])(?:\d{3}[ .-]?\d{4}|1?\d{10})(?![\w-])"),
        is_harmless=lacks_phone_words,
    ),
    NumberRule("phone", re.compile(r"(?<!\w)\+\d{1,3}(?:[ .()-]{1,2}\d{2,10}){1,5}|(?<!\w)\+\d{8,14}"), 8),
    NumberRule("other_unique", re.compile(r"(?<![\w.@])@[A-Za-z_][\w.]{2,30}"), is_harmless=is_no_handle),
]


def find_numbers(note: Note) -> Iterator[FoundSpan]:
    for rule in NUMBER_RULES:
        yield from rule.spans(note)
