"""What is still missing on the standardized form, section by section. Pure; never medical advice."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from applicants.immunizations.choices import EntryType, ImmunizationRule, Standing, TiterResult
from programs.formatting import counted, day_words

# The numbers that each rule reads.
NUMBERS: Mapping[str, frozenset[str]] = {
    ImmunizationRule.DOSES_OR_TITER: frozenset({"doses"}),
    ImmunizationRule.SERIES_THEN_TITER: frozenset({"doses", "titer_from_days", "titer_to_days"}),
    ImmunizationRule.BOOSTER: frozenset({"years"}),
    ImmunizationRule.SEASON: frozenset({"first_month"}),
    ImmunizationRule.TB: frozenset({"gap_min_days", "gap_max_days", "valid_days"}),
    ImmunizationRule.ASK: frozenset(),
}
Parts = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Shot:
    """One entry of the record: a dose or a test, for which parts of a section."""

    on: datetime.date
    type: str
    covers: frozenset[str] = frozenset()
    result: str = ""


@dataclass(frozen=True)
class RuleResult:
    """How a section stands, and what is missing or worth asking, as sentences."""

    standing: Standing
    words: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.standing == Standing.COMPLETE

    @property
    def is_missing(self) -> bool:
        return self.standing == Standing.MISSING


def section_result(missing: Sequence[str], ask: Sequence[str] = ()) -> RuleResult:
    standing = Standing.MISSING if missing else Standing.COMPLETE
    return RuleResult(standing, (*missing, *ask))


def of_type(shots: Sequence[Shot], *types: str) -> list[Shot]:
    return sorted((shot for shot in shots if shot.type in types), key=lambda shot: shot.on)


def doses_on(shots: Sequence[Shot], part: str) -> list[datetime.date]:
    """The days of the doses for a part; two on one day are one."""
    return sorted({shot.on for shot in of_type(shots, EntryType.DOSE) if part in shot.covers})


def more(count: int) -> str:
    return counted(count, "more dose")


def doses_or_titer(
    parts: Parts, numbers: Mapping[str, int], shots: Sequence[Shot], _today: datetime.date
) -> RuleResult:
    """Each part has its doses, or its last titer is positive."""
    missing, ask = [], []
    for part in parts:
        titers = [shot for shot in of_type(shots, EntryType.TITER) if part["code"] in shot.covers]
        if titers and titers[-1].result == TiterResult.POSITIVE:
            continue
        lacking = numbers["doses"] - len(doses_on(shots, part["code"]))
        if lacking > 0:
            missing.append(f"{part['label']}: {more(lacking)}, or a positive titer.")
        elif titers:
            ask.append(
                f"{part['label']}: your last titer is not positive. Ask the host if the doses are enough."
            )
    return section_result(missing, ask)


def series_then_titer(
    parts: Parts, numbers: Mapping[str, int], shots: Sequence[Shot], _today: datetime.date
) -> RuleResult:
    """A series, then a positive titer; after one that is not, a second series and a titer again."""
    doses, titers = doses_on(shots, parts[0]["code"]), of_type(shots, EntryType.TITER)
    if any(shot.result == TiterResult.POSITIVE for shot in titers) and len(doses) < numbers["doses"]:
        lacking = numbers["doses"] - len(doses)
        words = f"{more(lacking)} on record. Ask the host if your positive titer alone is enough."
        return RuleResult(Standing.MISSING, (words,))
    for series in ("", "A second series: "):
        lacking = numbers["doses"] - len(doses)
        if lacking > 0:
            return RuleResult(Standing.MISSING, (f"{series}{more(lacking)}, then a titer.",))
        last = doses[numbers["doses"] - 1]
        after = [shot for shot in titers if shot.on >= last]
        if not after:
            return RuleResult(Standing.MISSING, (titer_words(last, numbers),))
        if after[-1].result == TiterResult.POSITIVE:
            return RuleResult(Standing.COMPLETE)
        doses = [day for day in doses if day > after[0].on]
    return RuleResult(Standing.ASK, ("Two series and no positive titer: ask the host what it wants.",))


def titer_words(last: datetime.date, numbers: Mapping[str, int]) -> str:
    first, until = (last + datetime.timedelta(numbers[f"titer_{end}_days"]) for end in ("from", "to"))
    return f"A titer, best between {day_words(first)} and {day_words(until)}, or later."


def years_later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; February 29 becomes 28."""
    leaps = day.month == 2 and day.day == 29  # noqa: PLR2004 - the leap day
    return day.replace(year=day.year + years, day=28 if leaps else day.day)


def booster(
    parts: Parts, numbers: Mapping[str, int], shots: Sequence[Shot], today: datetime.date
) -> RuleResult:
    """The first part once, and the second not longer ago than so many years."""
    once, again = (doses_on(shots, part["code"]) for part in (parts[0], parts[-1]))
    if not once:
        return RuleResult(Standing.MISSING, (f"{parts[0]['label']}: 1 dose.",))
    until = years_later(again[-1], numbers["years"])
    if until < today:
        words = f"{parts[-1]['label']}: your last dose is over {numbers['years']} years old."
        return RuleResult(Standing.MISSING, (words,))
    return RuleResult(Standing.COMPLETE, (f"Good until {day_words(until)}.",))


def season(
    _parts: Parts, numbers: Mapping[str, int], shots: Sequence[Shot], today: datetime.date
) -> RuleResult:
    """A dose since the season's first day."""
    year = today.year if today.month >= numbers["first_month"] else today.year - 1
    first = datetime.date(year, numbers["first_month"], 1)
    if any(shot.on >= first for shot in of_type(shots, EntryType.DOSE)):
        return RuleResult(Standing.COMPLETE)
    return RuleResult(Standing.MISSING, (f"A dose dated {day_words(first)} or later, for this season.",))


def tb(_parts: Parts, numbers: Mapping[str, int], shots: Sequence[Shot], today: datetime.date) -> RuleResult:
    """Two skin tests so many days apart, or one blood test; an X-ray after a positive one."""
    skin, blood = of_type(shots, EntryType.SKIN_TEST), of_type(shots, EntryType.BLOOD_TEST)
    tests = of_type(shots, EntryType.SKIN_TEST, EntryType.BLOOD_TEST)
    positive = [shot.on for shot in tests if shot.result == TiterResult.POSITIVE]
    if positive:
        return after_positive(positive[-1], shots)
    good = [shot.on for shot in blood if shot.result == TiterResult.NEGATIVE]
    read = [shot.on for shot in skin if shot.result == TiterResult.NEGATIVE]
    low, high = numbers["gap_min_days"], numbers["gap_max_days"]
    good += [two for one in read for two in read if low <= (two - one).days <= high]
    if not good:
        return RuleResult(Standing.MISSING, (second_step(read, low, high),))
    until = max(good) + datetime.timedelta(numbers["valid_days"])
    if until < today:
        words = f"A new test: your last one is over {counted(numbers['valid_days'], 'day')} old."
        return RuleResult(Standing.MISSING, (words,))
    return RuleResult(Standing.COMPLETE, (f"Good until {day_words(until)} by the usual rule.",))


def after_positive(on: datetime.date, shots: Sequence[Shot]) -> RuleResult:
    """What follows a positive test: an X-ray dated that day or later."""
    if any(shot.on >= on for shot in of_type(shots, EntryType.X_RAY)):
        return RuleResult(
            Standing.ASK, ("Your test is positive and you have an X-ray. Ask the host how old it may be.",)
        )
    return RuleResult(Standing.MISSING, (f"A chest X-ray after your positive test of {day_words(on)}.",))


def second_step(read: Sequence[datetime.date], low: int, high: int) -> str:
    if not read:
        return f"Two skin tests {low} to {high} days apart, or one blood test (IGRA)."
    first, last = (read[-1] + datetime.timedelta(days) for days in (low, high))
    return f"A second skin test between {day_words(first)} and {day_words(last)}, or one blood test (IGRA)."


def ask_the_host(
    _parts: Parts, _numbers: Mapping[str, int], _shots: Sequence[Shot], _today: datetime.date
) -> RuleResult:
    """Nobody but the host can say."""
    return RuleResult(Standing.ASK)


RULES: Mapping[str, Callable[[Parts, Mapping[str, int], Sequence[Shot], datetime.date], RuleResult]] = {
    ImmunizationRule.DOSES_OR_TITER: doses_or_titer,
    ImmunizationRule.SERIES_THEN_TITER: series_then_titer,
    ImmunizationRule.BOOSTER: booster,
    ImmunizationRule.SEASON: season,
    ImmunizationRule.TB: tb,
    ImmunizationRule.ASK: ask_the_host,
}


def judge_section(section: Any, shots: Sequence[Shot], today: datetime.date) -> RuleResult:
    """How a section stands on a day; what is dated later does not count yet."""
    past = [shot for shot in shots if shot.on <= today]
    return RULES[section.rule](section.parts, section.numbers, past, today)
