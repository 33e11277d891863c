"""A program's record in the words of the index: facet terms, searchable words, numbers.

A term is ``parameter=code``; the bare parameter with "?" says that the program does not state
that fact. The parameters are those of the list page's address.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from programs import choices, eligibility_rules, flags
from programs.pricing import FourWeekPrice
from programs.records import FLAG_COLUMNS, Record, open_months
from programs.search.facets import FACETS_BY_PARAMETER
from programs.search.folding import search_words
from programs.us_states import USState

ANY_SPECIALTY = "specialty=*"
AGE_IS_SILENCED = f"silenced={flags.NOT_RECHECKED}"
# What is yes or no and has a filter.
FLAGS = [key for key in FLAG_COLUMNS if key in FACETS_BY_PARAMETER]


def yes_no(flag: bool | None) -> str | None:  # noqa: FBT001 - it turns a flag into a code
    """A stated yes or no as the address writes it."""
    return None if flag is None else str(choices.YesNo.YES if flag else choices.YesNo.NO)


def terms_for(parameter: str, codes: Iterable[Any]) -> list[str]:
    """The terms of one fact: one for each code, or the unstated one."""
    return [f"{parameter}={code}" for code in codes if code not in (None, "")] or [f"{parameter}?"]


def specialty_terms(record: Record, parents: dict[str, str | None]) -> list[str]:
    """A program's specialties, their parents, and the mark of one open to any."""
    names = record["specialties"]
    closure = dict.fromkeys([*names, *(parent for name in names if (parent := parents.get(name)))])
    if record["any_specialty"]:
        return [ANY_SPECIALTY, *(f"specialty={name}" for name in closure)]
    return terms_for("specialty", closure)


def requirement_terms(record: Record) -> list[str]:
    """What is required of everybody or somebody; preferred documents shut nobody out."""
    if not record["requirements"]:
        return ["requirement?"]
    required = [
        line["code"] for line in record["requirements"] if line["level"] == choices.RequirementLevel.REQUIRED
    ]
    return [f"requirement={code}" for code in dict.fromkeys(required)]


def rule_terms(record: Record) -> list[str]:
    """What the program asks of a person, so that one set of programs stands for each distinct rule."""
    return [f"rule={key}" for key in dict.fromkeys(rule.key for rule in eligibility_rules.rules_of(record))]


def flag_terms(record: Record, price: FourWeekPrice, silenced: Collection[str]) -> list[str]:
    """The red flags that no advisor has silenced; the index adds that of age, by the day."""
    raised = flags.red_flags(flags.FlagCase(record, price, fresh_on=None, today=datetime.date.min))
    mark = [AGE_IS_SILENCED] if flags.NOT_RECHECKED in silenced else []
    return [*(f"flag={flag.rule}" for flag in raised if flag.rule not in silenced), *mark]


def facet_terms(record: Record, parents: dict[str, str | None]) -> list[str]:
    host, funding = record["host"], record["funding"] or {}
    visas = record["visas"] or (["-"] if record["visas_refused"] else [])
    # Place comes first: the index sorts its slots by these lines, so that a place is one short run.
    facts: dict[str, Iterable[Any]] = {
        "state": dict.fromkeys([host["state"], *record["states"]]),
        "city": [host["city"]],
        "type": [record["type"]],
        "contact": [record["patient_contact"]],
        "setting": [record["setting"]],
        "host_kind": [host["kind"]],
        "delivery": [record["delivery"]],
        "audience": record["audiences"],
        "visa": visas,
        "letter": [record["letter"]],
        "letterhead": [record["letterhead"]],
        "source": dict.fromkeys(source["kind"] for source in record["sources"]),
        "intake": [record["intake"]],
        "access": record["access"],
        "seekers": [record["residency_seekers"]],
        "funding": [funding.get("kind")],
        "housing": [record["housing"]],
        "month": open_months(record),
        **{key: [yes_no(record[key])] for key in FLAGS},
    }
    plain = [term for parameter, codes in facts.items() for term in terms_for(parameter, codes)]
    return [*plain, *specialty_terms(record, parents), *requirement_terms(record), *rule_terms(record)]


def name_words(record: Record) -> list[str]:
    """The words of its names: program, host, provider, place, specialties, kind."""
    host, provider = record["host"], record["provider"] or {}
    state = USState(host["state"]).label if host["state"] else None
    return search_words(
        record["name"],
        host["name"],
        provider.get("name"),
        host["city"],
        host["state"],
        state,
        choices.ProgramType(record["type"]).label,
        *record["specialties"],
    )


def other_words(record: Record) -> list[str]:
    """The words of everything else that is plain text."""
    notes = [fee["note"] for fee in record["fees"]] + [line["detail"] for line in record["requirements"]]
    titles = [source["title"] for source in record["sources"]]
    words = search_words(record["summary"], record["access_note"], record["schedule_note"], *notes, *titles)
    named = set(name_words(record))
    return [word for word in words if word not in named]


def hundredths(number: float | None) -> int | None:
    """A number of weeks or years as whole hundredths, as the index keeps it."""
    return None if number is None else round(number * 100)


def stated_count(record: Record) -> int:
    """How many facts a record states: the more, the higher it stands among equals."""
    return sum(value not in (None, [], "") for value in record.values())


def document_fields(
    record: Record, price: FourWeekPrice, parents: dict[str, str | None], silenced: Collection[str] = ()
) -> dict[str, Any]:
    """The fields of the program's row in the index; ``silenced`` are rules of red flags."""
    return {
        "title": record["name"][:300],
        "terms": "\n".join([*facet_terms(record, parents), *flag_terms(record, price, silenced)]),
        "names": " ".join(name_words(record)),
        "words": " ".join(other_words(record)),
        "price": price.low,
        "weeks_min": hundredths(record["weeks_min"]),
        "weeks_max": hundredths(record["weeks_max"]),
        "lead": hundredths(record["lead_time_weeks"]),
        "graduated": hundredths(record["max_years_since_graduation"]),
        "closes": " ".join(window["closes"] for window in record["windows"] if window["closes"]),
        "stated": stated_count(record),
    }
