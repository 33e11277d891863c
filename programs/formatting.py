"""Numbers, dates and codes as pages write them."""

import calendar
import datetime
from collections.abc import Iterable, Sequence

from django.db.models import TextChoices

from programs.choices import Audience, FeeKind
from programs.pricing import FeeLine, FourWeekPrice, counted_lines, is_counted
from programs.windows import EVERY_YEAR, MONTHS, PARTIAL_DATE

NOT_STATED = "Not stated"
DAYS_IN_WEEK = 7

# Between facts in one line, which may break after it, never before.
DOT = "\u00a0· "


def money(dollars: float) -> str:
    """Whole US dollars: $1,299."""
    return f"${dollars:,.0f}"


def money_range(low: int | None, high: int | None) -> str | None:
    """A range of US dollars; None when neither end is stated."""
    if low is None and high is None:
        return None
    if low is None:
        return f"up to {money(high or 0)}"
    if high is None:
        return f"from {money(low)}"
    return money(low) if low == high else f"{money(low)} to {money(high)}"


def four_week_price_words(price: FourWeekPrice) -> str | None:
    """Spell the price of four weeks; None when it is unknown."""
    if price.low == 0 and price.high == 0:
        return "Free"
    return money_range(price.low, price.high)


def known_price_words(price: FourWeekPrice, fees: list[FeeLine]) -> str | None:
    """The price of four weeks, or the fees that are known without tuition; None when nothing is known."""
    if price.is_known:
        return four_week_price_words(price)
    lines, _ = counted_lines([fee for fee in fees if is_counted(fee)])
    named = [f"{FeeKind(line.fee['kind']).label} {money_range(line.low, line.high)}" for line in lines]
    return f"{', '.join(named)}; tuition not stated" if named else None


def number_words(number: float) -> str:
    """A number without needless decimals: 4, 4.3, 10,000."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def counted(number: float, noun: str, plural: str = "") -> str:
    """A number with its noun: 1 program, 12 programs."""
    return f"{number_words(number)} {noun if number == 1 else plural or noun + 's'}"


def length_words(weeks: float) -> str:
    """A length in whole or half weeks, else in days: records keep "3 days" as 0.43 weeks, 90 as 12.9."""
    if weeks == round(weeks) or (weeks > 1 and weeks * 2 == round(weeks * 2)):
        return counted(weeks, "week")
    return counted(max(1, round(weeks * DAYS_IN_WEEK)), "day")


def weeks_words(shortest: float | None, longest: float | None) -> str | None:
    """A length in weeks; None when neither bound is stated."""
    if shortest is None and longest is None:
        return None
    if longest is None:
        return f"{length_words(shortest or 0)} or more"
    if shortest is None:
        return f"up to {length_words(longest)}"
    if shortest == longest:
        return length_words(longest)
    first, last = length_words(shortest), length_words(longest)
    (number, unit), last_unit = first.split(" "), last.partition(" ")[2]
    return f"{number if unit.rstrip('s') == last_unit.rstrip('s') else first} to {last}"


def day_words(day: datetime.date) -> str:
    """Spell a day as Americans write it: March 5, 2026."""
    return f"{calendar.month_name[day.month]} {day.day}, {day.year}"


def partial_date_words(written: str | None) -> str | None:
    """A source's date in words: 2024, December 2024, March 5, 2026, or December 1 every year."""
    if not written:
        return None
    if match := EVERY_YEAR.match(written):
        return f"{calendar.month_name[int(match[1])]} {int(match[2])} every year"
    match = PARTIAL_DATE.match(written)
    if not match or not match[2]:
        return written
    if not match[3]:
        return f"{calendar.month_name[int(match[2])]} {match[1]}"
    return day_words(datetime.date.fromisoformat(written))


def choice_label(enum: type[TextChoices], code: str | None) -> str | None:
    """The words of a code; None when nothing is stated."""
    return str(enum(code).label) if code else None


def labels_of(enum: type[TextChoices], codes: Iterable[str]) -> str | None:
    """The words of several codes; None when there are none."""
    return "; ".join(str(enum(code).label) for code in codes) or None


def audience_words(codes: Iterable[str]) -> str:
    """Audiences in the plural: "clinical students, residents abroad"."""
    labels = (str(Audience(code).label).lower() for code in Audience.values if code in codes)
    named = [label.partition(" abroad") for label in labels]
    return ", ".join(f"{noun}s{mark}{rest}" for noun, mark, rest in named)


def yes_no_words(flag: bool | None) -> str | None:  # noqa: FBT001 - it turns a flag into words
    """Spell a flag as Yes or No; None when nothing is stated."""
    return None if flag is None else ("Yes" if flag else "No")


def month_names(months: Sequence[int]) -> str | None:
    """Months in the order of the year; None for none."""
    return ", ".join(calendar.month_name[month] for month in sorted(months)) or None


def month_ranges(months: Sequence[int]) -> str | None:
    """Months as stretches of the year, which may run over its end; None for none.

    "October to February", "May, August to November".
    """
    firsts = [month for month in sorted(months) if (month - 2) % MONTHS + 1 not in months]
    if months and not firsts:
        return "all year"
    return ", ".join(stretch_words(first, months) for first in firsts) or None


def stretch_words(first: int, months: Sequence[int]) -> str:
    """The months that follow each other from the first on; one of the twelve must be missing."""
    last = first
    while last % MONTHS + 1 in months:
        last = last % MONTHS + 1
    names = calendar.month_name
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def place_words(city: str | None, state: str | None) -> str:
    """City and state as far as they are stated."""
    return ", ".join(part for part in (city, state) if part)


def join_stated(*parts: str | None, separator: str = ". ") -> str | None:
    """The stated parts as one text; None when nothing is stated."""
    return separator.join(part.rstrip(".") for part in parts if part) or None


def days_words(days: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"
