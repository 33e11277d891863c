"""Numbers in what people type: prices, lengths of stay, years since graduation, and spans of months."""

import datetime
from typing import NamedTuple

from programs.search.filter_phrases import TABLE, MeantFilter
from programs.search.typed_text import PhraseMatch, TypedText

# US dollars. A smaller number without a sign of money is no price.
SMALLEST_PRICE = 100
LARGEST_PRICE = 1_000_000
LONGEST_STAY_WEEKS = 260
MOST_YEARS = 60
WEEKS_IN_PRICE = 4
MONTHS = 12


class Amount(NamedTuple):
    """A sum in US dollars, and where it ends. ``is_money``: something says that it is no mere number."""

    end: int
    dollars: float
    is_money: bool


def code_of(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def match_of(start: int, end: int, parameter: str, number: float) -> PhraseMatch:
    return PhraseMatch(start, end, (MeantFilter(parameter, (code_of(number),)),))


def signs(typed: TypedText, place: int) -> str:
    """The signs right before a place, or at the end of the text: "$", "<"."""
    gap = typed.tokens[place].gap if place < len(typed.tokens) else typed.text[typed.tokens[-1].end :]
    return gap.strip()


def amount_at(typed: TypedText, start: int) -> Amount | None:
    """The sum that begins at a word, in figures; None where none does."""
    place = typed.after(start, "dollars") or start
    if place >= len(typed.tokens) or not typed.tokens[place].is_number:
        return None
    dollars, end = float(typed.tokens[place].word), place + 1
    is_money = place > start or signs(typed, place).endswith("$")
    if behind := typed.behind(end, "thousands"):
        dollars, end, is_money = dollars * 1000, behind, True
    if behind := typed.behind(end, "dollars"):
        end, is_money = behind, True
    return Amount(end, dollars, is_money or signs(typed, end).startswith("$"))


def price_at(typed: TypedText, start: int) -> PhraseMatch | None:
    """The most that somebody wants to pay: "under $2000", "1k or less", "$500-1000"."""
    lead = typed.after(start, "at_most")
    has_lead = bool(lead) or signs(typed, start).startswith(("<", "≤"))
    place = typed.skip(lead, "about") if lead else start
    least = None if has_lead else typed.after(start, "at_least")
    place = least or place
    amount = amount_at(typed, start) if place == start else next_amount(typed, place)
    if not amount:
        return None
    end, dollars, is_money = amount
    if least:
        return PhraseMatch(start, end, is_kept=True) if is_money else None
    behind = typed.skip(end, "to")
    upper = next_amount(typed, behind) if behind > end or is_after_dash(typed, end) else None
    if upper and upper.dollars > dollars:
        end, dollars, is_money = upper.end, upper.dollars, is_money or upper.is_money
    is_time = bool(unit_at(typed, end))
    if tail := typed.behind(end, "or_less"):
        end, has_lead = tail, True
    if not is_money and (dollars < SMALLEST_PRICE or not has_lead or is_time):
        return None
    if week := typed.behind(end, "per_week"):
        end, dollars = week, dollars * WEEKS_IN_PRICE
    end = typed.skip(end, "per_stay")
    return match_of(start, end, "price_max", dollars) if dollars <= LARGEST_PRICE else None


def next_amount(typed: TypedText, place: int) -> Amount | None:
    return None if typed.breaks(place) else amount_at(typed, place)


def is_after_dash(typed: TypedText, place: int) -> bool:
    return place < len(typed.tokens) and typed.tokens[place].follows_dash and not typed.breaks(place)


def unit_at(typed: TypedText, place: int) -> int:
    """How many weeks the unit of time at a place has; 0 where none stands."""
    is_joined = place < len(typed.words) and not typed.breaks(place)
    weeks: int = typed.phrases.weeks.get(typed.words[place], 0) if is_joined else 0
    return weeks


def stay_at(typed: TypedText, start: int) -> PhraseMatch | None:
    """A length of stay, or of notice: "4 weeks", "two months", "2-4 weeks"."""
    number, end = typed.number(start), start + 1
    behind = typed.skip(end, "to")
    if number is not None and (behind > end or is_after_dash(typed, end)):
        upper = None if typed.breaks(behind) else typed.number(behind)
        number, end = (number, end) if upper is None else (upper, behind + 1)
    unit = unit_at(typed, end)
    if number is None or not unit or (typed.words[start] == "a" and unit != TABLE["weeks"]["month"]):
        return None
    weeks = number * unit
    if unit == TABLE["weeks"]["month"]:
        weeks = TABLE["whole_months"].get(code_of(number), weeks)
    if typed.behind(end + 1, "not_a_stay") or not 0 < weeks <= LONGEST_STAY_WEEKS:
        return None
    if notice := typed.behind(end + 1, "notice"):
        return match_of(start, notice, "lead_max", weeks)
    return match_of(start, end + 1, "weeks", weeks)


def graduation_at(typed: TypedText, start: int, today: datetime.date) -> PhraseMatch | None:
    """The years since graduation: "graduated 2019", "YOG 2015", "5 years since graduation"."""
    lead = typed.after(start, "graduated")
    place = lead or start
    number, end = typed.number(place), place + 1
    if number is None or (lead and typed.breaks(place)):
        return None
    years = today.year - number
    if 0 <= years <= MOST_YEARS and (lead or typed.behind(end, "graduates")):
        return match_of(start, end if lead else typed.skip(end, "graduates"), "graduated", years)
    is_years = unit_at(typed, end) == TABLE["weeks"]["year"]
    behind = typed.behind(end + 1, "ago" if lead else "since_graduation") if is_years else None
    if not is_years or number > MOST_YEARS or not (lead or behind):
        return None
    return match_of(start, behind or end + 1, "graduated", number)


def month_at(typed: TypedText, place: int) -> int:
    """The number of the month named at a place; 0 where none stands."""
    words = (typed.words[place],) if place < len(typed.words) else ()
    named = [codes for parameter, codes in typed.phrases.meanings.get(words, ()) if parameter == "month"]
    return int(named[0][0]) if named and len(named[0]) == 1 else 0


def months_at(typed: TypedText, start: int) -> PhraseMatch | None:
    """The months of a span such as "Jan-Mar", or one with its year: "March 2027"."""
    first, end = month_at(typed, start), start + 1
    if not first:
        return None
    behind = typed.skip(end, "until")
    is_span = (behind > end or is_after_dash(typed, end)) and not typed.breaks(behind)
    last = month_at(typed, behind) if is_span else 0
    if not last:
        return with_year(typed, start, end, (str(first),))
    count = (last - first) % MONTHS + 1
    codes = tuple(str((first + number - 1) % MONTHS + 1) for number in range(count))
    return with_year(typed, start, behind + 1, codes)


def with_year(typed: TypedText, start: int, end: int, codes: tuple[str, ...]) -> PhraseMatch | None:
    year = typed.tokens[end] if end < len(typed.tokens) and not typed.breaks(end) else None
    has_year = bool(year and year.is_number and year.word.startswith("20") and len(year.word) == len("2027"))
    match = PhraseMatch(start, end, (MeantFilter("month", codes),))
    if len(codes) == 1 and not has_year and not typed.is_meant(match):
        return None
    return match._replace(end=end + 1) if has_year else match
