"""Prices in people's own words, as fees, funding and places of the exchange format. Pure."""

import re
from typing import Any

from programs.choices import CapacityPer, FeeBasis, FeeKind, FundingKind
from programs.curation.spreadsheet.cells import normalize_cell, quote_cell, read_number
from programs.curation.spreadsheet.words import read_code
from programs.sheets.reader import CellError, plain_name

Fee = dict[str, Any]

ONE_AMOUNT = r"(?:us)?\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?(?![\d,.]*\d)(?:\s*(?:usd|dollars?)\b)?"
RANGE = re.compile(rf"(?<![\d.-]){ONE_AMOUNT}(?:\s*(?:-|\bto\b)\s*{ONE_AMOUNT})?")
FOREIGN = re.compile(r"[€£¥₹]|\b(eur|euros?|gbp|pounds?|inr|rupees?|cad|aud)\b")
FREE = re.compile(
    r"(it is |it's )?(free|no (fee|fees|cost|charge|tuition)( at all)?|none|free of charge|\$?0|no)\W*"
)
KINDS = {
    FeeKind.APPLICATION: r"\bapp(lication|ly)?\b|\bprocessing\b",
    FeeKind.ADMINISTRATION: r"\badmin(istrat\w+)?\b",
    FeeKind.REGISTRATION: r"\bregist\w+|\benrol\w+",
    FeeKind.DEPOSIT: r"\bdeposit\b",
    FeeKind.INSURANCE: r"\b(malpractice|insurance)\b",
    FeeKind.HOUSING: r"\b(housing|accommodation|lodging|room)\b",
    FeeKind.BACKGROUND_CHECK: r"\bbackground( check)?\b",
    FeeKind.TUITION: r"\b(tuition|program(me)?|rotation|observership|elective|clerkship|externship)\b",
}
BASES = {
    FeeBasis.FOUR_WEEKS: r"(per|/|for|every|each|a)\s*(4|four)[\s-]*(weeks?|wks?)|\b4[\s-]?(week|wk)s?\b",
    FeeBasis.TWO_WEEKS: r"(per|/|for|every|each|a)\s*(2|two)[\s-]*(weeks?|wks?)|\b2[\s-]?(week|wk)s?\b",
    FeeBasis.WEEK: r"(per|/|a|each|every)\s*(1\s*)?(week|wk)\b|\bweekly\b",
    FeeBasis.MONTH: r"(per|/|a|each|every|for)\s*(1\s*)?(month|mo)\b|\bmonthly\b",
    FeeBasis.DAY: r"(per|/|a|each|every)\s*day\b|\bdaily\b",
    FeeBasis.YEAR: r"(per|/|a|each|every)\s*(year|yr)\b|\b(yearly|annual(ly)?)\b",
    FeeBasis.COURSE: r"(per|/|a|each|every)\s*(course|elective|rotation|clerkship|block)\b",
    FeeBasis.ONCE: r"\b(once|one[\s-]time|1[\s-]time|flat|total|in all|in total)\b",
}
# What does not say what kind of fee it is.
ASIDE = re.compile(r"\([^()]*\b(in|ex)clud\w*[^()]*\)|\b(including|includes|incl|excluding|with|without)\b.*")
# What no fee can hold: money for the visitor, and prices that change with the length of the stay.
EARNED = re.compile(r"\b(stipends?|salar(y|ies)|paid|pays|wages?|scholarships?)\b")
STEPPED = re.compile(
    r"\b(first|additional|extra|further|subsequent|after)\b.*\b(days?|weeks?|wks?|months?)\b"
)
THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)\s*k\b")
REFUNDABLE = re.compile(r"\b(non|not)[\s-]*refundable\b|\brefundable\b")
FILLERS = frozenset(
    [
        "fee",
        "fees",
        "cost",
        "costs",
        "price",
        "the",
        "is",
        "a",
        "an",
        "of",
        "about",
        "approx",
        "approximately",
        "only",
        "usd",
        "from",
        "up",
        "to",
        "plus",
    ]
)


def whole_dollars(digits: tuple[str | None, ...]) -> int | None:
    """An amount of whole dollars; cents are rounded."""
    if digits[0] is None:
        return None
    amount = int(digits[0].replace(",", ""))
    return amount + (1 if digits[1] and int(digits[1]) >= 50 else 0)  # noqa: PLR2004


def split_fees(text: str) -> list[str]:
    cut = re.split(r"[;\n]|,(?!\d{3}\b)|\s\+\s|\bplus\b|\band\b(?=[^;]*\d)", text)
    return [piece.strip(" .") for piece in cut if piece.strip(" .")]


def refuse_other_money(text: str, plain: str) -> None:
    """Raise CellError if the price is not in dollars, is paid to the visitor, or can be read in two ways."""
    if FOREIGN.search(plain):
        raise CellError(f"{quote_cell(text)} is not in US dollars. Write the amount in dollars: $1,500.")
    if EARNED.search(plain):
        raise CellError(f"{quote_cell(text)} speaks of money for the visitor. Write it in a column Funding.")
    if STEPPED.search(plain):
        raise CellError(
            f"{quote_cell(text)} costs other amounts with other lengths. Write the price of four weeks: "
            "$2,250 per 4 weeks."
        )
    if re.search(r"\d\.\d{3}\b|\d,\d{1,2}\b", text):
        raise CellError(f"{quote_cell(text)} could mean thousands or a fraction. Write it as $1,500.")


def read_fee(text: str, default: str) -> Fee:
    """Read one priced line; raise CellError when it has no amount, or one that is not in dollars."""
    plain = THOUSANDS.sub(lambda match: str(round(float(match[1]) * 1000)), normalize_cell(text))
    bases = [basis for basis, pattern in BASES.items() if re.search(pattern, plain)]
    kinds = [kind for kind, pattern in KINDS.items() if re.search(pattern, ASIDE.sub(" ", plain))]
    amount_text = plain
    for pattern in [*(BASES[basis] for basis in bases), REFUNDABLE.pattern, *KINDS.values()]:
        amount_text = re.sub(pattern, " ", amount_text)
    ranges = list(RANGE.finditer(amount_text))
    if len(ranges) != 1 or re.search(r"(^|[\s($])-\s*\$?\d", plain):
        why = "names several amounts" if len(ranges) > 1 else "is not an amount in US dollars"
        raise CellError(
            f"{quote_cell(text)} {why}. Write it as $1,500 per week, or $500; $200 application fee."
        )
    low, high = whole_dollars(ranges[0].groups()[:2]), whole_dollars(ranges[0].groups()[2:4])
    if high is not None and low is not None and low > high:
        raise CellError(
            f"{quote_cell(text)}: the first amount is more than the second. Write the smaller first."
        )
    left = RANGE.sub(" ", amount_text)
    is_from, is_up_to = re.search(r"\bfrom\b|\+\s*$|at least", left), re.search(r"\bup to\b|\bmax", left)
    words = [word for word in plain_name(left).split() if word not in FILLERS]
    refund = REFUNDABLE.search(plain)
    return {
        "kind": str(
            next((kind for kind in kinds if kind != FeeKind.TUITION), kinds[0] if kinds else default)
        ),
        "amount_min": None if is_up_to else low,
        "amount_max": low if is_up_to else None if is_from else high if high is not None else low,
        "basis": str(bases[0] if bases else FeeBasis.ONCE),
        "applies_to": None,
        "refundable": None if refund is None else not refund[0].startswith(("non", "not")),
        "counted": None,
        "note": text.strip() if words else None,
    }


def read_fees(text: str, default: str = FeeKind.TUITION) -> dict[str, Any]:
    """The fees of a cell, and whether it is free."""
    plain = normalize_cell(text).strip()
    if FREE.fullmatch(plain):
        return {"free": True, "fees": []} if default == FeeKind.TUITION else {"fees": []}
    refuse_other_money(text, plain)
    lines = [read_fee(piece, default) for piece in split_fees(text)]
    is_paid = any(line["amount_min"] or line["amount_max"] for line in lines)
    return {"fees": lines} | ({"free": False} if is_paid else {})


def read_funding(text: str) -> dict[str, Any] | None:
    """What flows to the visitor; None for a cell that says there is nothing."""
    plain = normalize_cell(text)
    if plain_name(plain) in ("no", "none", "unpaid", "no funding"):
        return None
    match = RANGE.search(plain) if re.search(r"\d", plain) else None
    amount = whole_dollars(match.groups()[:2]) if match else None
    words = RANGE.sub(" ", plain) if match else plain
    try:
        kind = read_code(FundingKind, words)
    except CellError:
        if not match or plain_name(words):
            raise
        kind = str(FundingKind.STIPEND)
    return {"kind": kind, "amount_usd": amount, "note": None}


def read_capacity(text: str) -> dict[str, Any]:
    plain = normalize_cell(text)
    count = re.sub(r"\b(places?|spots?|students?|seats?|people|visitors?|observers?|per|at)\b|/", " ", plain)
    words = re.sub(r"\d+|\bmax(imum)?\b|\bup to\b", " ", count).strip()
    try:
        per = read_code(CapacityPer, words) if words else None
    except CellError as error:
        raise CellError(f"{quote_cell(text)} is not a number of places. Write it as 2 per month.") from error
    return {"count": int(read_number(plain)), "per": per, "note": None}
