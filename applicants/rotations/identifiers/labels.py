"""Numbers and codes that a label beside them tells the kind of."""

import re

from applicants.rotations.identifiers.found import Kind
from applicants.rotations.identifiers.rules import PatternRule, any_of, first_words, phrases

# Each repetition has an upper bound, so that no text makes a search slow.
VALUE = (
    r"(?P<id>[A-Z]{0,6}[ -]?\d[\dA-Z]{0,30}"
    r"(?:(?:[ .-]|-[A-Z]{1,3}-)[A-Z]{0,3}\d[\dA-Z]{0,14}){0,6})"
)
MARK = r"(?:numbers?|no|num|nr|nbr|id|identifier|code|#|№)"
LINK = r"(?:is|was|are|reads?|still|of|for|ending|ends|in|with|the|on|file|his|her|patient)"
GAP = r"[^\w\n]{0,4}"
OPTIONAL_MARK = rf"(?:{GAP}{MARK}\.?){{0,2}}(?:{GAP}{LINK}\b){{0,3}}{GAP}"
NEEDED_MARK = rf"{GAP}{MARK}(?:{GAP}{MARK}\.?){{0,1}}(?:{GAP}{LINK}\b){{0,3}}{GAP}"


def labeled(kind: Kind, labels: str, digits: int, *, marked: bool = False) -> PatternRule:
    """A number after one of the labels; with ``marked``, only where "no", "ID" or "#" stands between."""
    middle, parts = NEEDED_MARK if marked else OPTIONAL_MARK, phrases(labels)
    pattern = re.compile(rf"(?<![\w/]){any_of(parts)}(?!\w){middle}{VALUE}", re.IGNORECASE)
    return PatternRule(kind, pattern, first_words(parts), digits, is_anchored=True)


LAST_FOUR = r"(?:last (?:four|4)|end(?:s|ing))"
SSN = r"(?:ssn|ss ?#|social(?: security| sec)?)"
SSN_WORDS = frozenset({"ssn", "ss", "social"})

LABEL_RULES = [
    labeled(
        "record_number",
        "mrn, mrns, mr#, mr #, medical record, medical records, med rec, med. rec, "
        "med. rec., emr id, ehr id, csn, uhid, har",
        3,
    ),
    labeled("record_number", "patient, pt", 3, marked=True),
    labeled(
        "record_number",
        "chart, record, records, hosp, hospital, encounter, visit, file, admission, case, epic, fin, unit",
        3,
        marked=True,
    ),
    labeled("record_number", "chart, record, encounter, fin, hospital number", 5),
    PatternRule(
        "ssn",
        re.compile(rf"(?i)\b{SSN}(?!\w)[^\d\n]{{0,20}}(?P<id>\d{{3}}[ .-]?\d{{2}}[ .-]?\d{{4}})(?!\d)"),
        SSN_WORDS,
        is_anchored=True,
    ),
    PatternRule(
        "ssn",
        re.compile(rf"(?i)\b{SSN}(?!\w)[^\d\n]{{0,20}}\b{LAST_FOUR}[^\d\n]{{0,10}}(?P<id>\d{{4}})(?!\d)"),
        SSN_WORDS,
        is_anchored=True,
    ),
    PatternRule(
        "ssn",
        re.compile(rf"(?i)\b{LAST_FOUR}[^\d\n]{{0,20}}\b{SSN}(?!\w)[^\d\n]{{0,16}}(?P<id>\d{{4}})(?!\d)"),
        SSN_WORDS,
    ),
    labeled(
        "vehicle",
        "license plate, license plates, licence plate, number plate, plate no, plate number, plate #, "
        "vehicle tag, "
        "vehicle registration, vehicle plate, car tag, car plate, car plates, car registration",
        2,
    ),
    PatternRule(
        "vehicle",
        re.compile(
            r"\b(?i:plates?|tags?)(?: ?#| (?i:no\.?|number|was|is))?[ :#]{1,3}"
            r"(?P<id>(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})\b"
        ),
        frozenset({"plate", "plates", "tag", "tags"}),
    ),
    PatternRule(
        "vehicle",
        re.compile(
            r"(?i)\bvin\b[^\w\n]{0,4}(?:(?:no|number|is|#)[^\w\n]{1,3}){0,2}(?P<id>[A-HJ-NPR-Z0-9]{8,17})\b"
        ),
        frozenset({"vin"}),
        4,
    ),
    labeled(
        "device",
        "serial, serial no, s/n, imei, device, implant, pump, pacemaker, lead, generator",
        3,
        marked=True,
    ),
    labeled("device", "serial, s/n, udi", 4),
    labeled("device", "lot", 4, marked=True),
    PatternRule("device", re.compile(rf"\bSN\b[^\w\n]{{0,4}}{VALUE}"), frozenset({"sn"}), 4),
    labeled(
        "license",
        "driver's license, drivers license, driver license, driving license, driver's licence, "
        "drivers licence, "
        "driving licence, drivers' license, license, licence, dea, npi, dl#, dl #",
        4,
    ),
    labeled("license", "certificate, certification, permit, dl", 4, marked=True),
    labeled("license", "dl, cdl", 7),
    labeled(
        "account",
        "account, accounts, acct, a/c, medicaid, medicare, mbi, hicn, iban, credit card, debit card, "
        "insurance card, "
        "bank account",
        4,
    ),
    labeled(
        "account",
        "member, membership, subscriber, policy, group, plan, beneficiary, claim, insurance, payer, "
        "routing, card, "
        "health card, prior auth, prior authorization, invoice, billing",
        4,
        marked=True,
    ),
    labeled(
        "account",
        "aetna, humana, cigna, blue cross, bluecross, blueshield, bluecross id, blue shield, bcbs, anthem, "
        "united, unitedhealth, "
        "united healthcare, "
        "kaiser, molina, tricare, wellcare, centene, member, policy, subscriber, aetna policy, cigna policy, "
        "humana member, aetna member, cigna member, blue cross policy, blue cross member, bcbs policy, "
        "bcbs member, "
        "kaiser member, molina member, united member, tricare sponsor",
        6,
    ),
    labeled(
        "other_unique",
        "study, subject, trial, participant, research, enrollment, enrolment, randomization, randomisation, "
        "specimen, "
        "sample, slide, wristband, wrist band, bracelet, donor, recipient, inmate, prisoner, booking, "
        "student, "
        "employee, badge, national, state, military, voter, tax, alien, registration, alien registration, "
        "tracking, "
        "prescription, rx, unos, registry, refugee, prison, case, ticket, job, order",
        4,
        marked=True,
    ),
    labeled(
        "other_unique",
        "barcode, bar code, accession, passport, nhs, aadhaar, aadhar, cnic, curp, bvn, nin, iqama, "
        "emirates id, "
        "green card, alien registration, specimen barcode, inmate, qr code",
        4,
    ),
]
