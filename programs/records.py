"""The catalog's exchange format: a program as one plain record, as the JSONL files have it.

Keys and codes are those of the fixture README. Beside them stand, where somebody recorded them:
``not_open_to``, ``citizenships``, ``citizenships_refused``, ``limits``, ``differences``, a requirement's
``any_of``, ``applies_to`` and ``valid_days``, a fee's ``counted``, and ``proof`` (programs/proof.py).
None, "", [] and {} mean "not stated"; the record writes None, [] and, for ``proof``, {}.
"""

from decimal import Decimal
from typing import Any

from programs.proof import LINES, Record, normalize_proof


def plain_number(number: Decimal | float | None) -> int | float | None:
    """A number as JSON writes it: whole where it is whole; None stays None."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def open_months(record: Record) -> list[int]:
    """The months with places. Without blackout months nothing is said of any month."""
    if not record["blackout_months"]:
        return []
    return [month for month in range(1, 13) if month not in record["blackout_months"]]


def host_record(program: Any) -> Record:
    host = program.host
    return {
        "name": host.name,
        "kind": program.host_kind,
        "city": host.city or None,
        "state": host.state or None,
    }


def provider_record(program: Any) -> Record | None:
    """Who arranges it, None when that is the host."""
    return {"name": program.provider.name, "kind": program.provider.kind} if program.provider else None


def fee_record(fee: Any) -> Record:
    return {
        "kind": fee.kind,
        "amount_min": fee.amount_min,
        "amount_max": fee.amount_max,
        "basis": fee.basis,
        "applies_to": fee.applies_to or None,
        "refundable": fee.is_refundable,
        "counted": fee.is_counted,
        "note": fee.note or None,
    }


def requirement_record(line: Any) -> Record:
    return {
        "code": line.requirement.code,
        "level": line.level,
        "minimum": plain_number(line.minimum),
        "detail": line.detail or None,
        "any_of": line.any_of or None,
        "applies_to": line.applies_to or None,
        "valid_days": line.valid_days,
    }


def parts_record(program: Any) -> Record:
    return {
        "fees": [fee_record(fee) for fee in program.fees.all()],
        "requirements": [requirement_record(line) for line in program.requirements.all()],
        "windows": [
            {
                "opens": w.opens or None,
                "closes": w.closes or None,
                "term": w.term or None,
                "note": w.note or None,
            }
            for w in program.windows.all()
        ],
        "sources": [
            {"url": s.url, "title": s.title or None, "page_date": s.page_date or None, "kind": s.kind}
            for s in program.sources.all()
        ],
        "limits": [
            {"kind": limit.kind, "maximum": plain_number(limit.maximum), "note": limit.note or None}
            for limit in program.limits.all()
        ],
        "differences": [
            {"audience": d.audience, "fact": d.fact, "value": d.value} for d in program.differences.all()
        ],
        "blocks": [
            {"starts": block.starts, "ends": block.ends or None, "note": block.note or None}
            for block in program.blocks.all()
        ],
        "packages": [
            {
                "name": package.name,
                "weeks": plain_number(package.weeks),
                "price_usd": package.price_usd,
                "note": package.note or None,
            }
            for package in program.packages.all()
        ],
    }


def proof_record(program: Any, record: Record) -> dict[str, int]:
    """On which sources the facts rest that do not rest on the first."""
    sources = list(program.sources.all())
    places = {source.pk: place for place, source in enumerate(sources)}
    facts = {path: place for place, source in enumerate(sources) for path in source.facts}
    lines = {
        f"{key}.{position}": places.get(line.source_id, 0)
        for key in LINES
        for position, line in enumerate(getattr(program, key).all())
    }
    return normalize_proof(record, facts | lines)


def money_record(program: Any) -> Record:
    funding = {
        "kind": program.funding_kind,
        "amount_usd": program.funding_amount_usd,
        "note": program.funding_note or None,
    }
    capacity = {
        "count": program.capacity_count,
        "per": program.capacity_per or None,
        "note": program.capacity_note or None,
    }
    return {
        "funding": funding if program.funding_kind else None,
        "capacity": capacity if any(value is not None for value in capacity.values()) else None,
    }


# Columns that a record carries under the same name.
TEXT_KEYS = (
    "slug",
    "name",
    "type",
    "delivery",
    "setting",
    "patient_contact",
    "residency_seekers",
    "access_note",
    "letter",
    "letterhead",
    "application_route",
    "supervisor",
    "schedule_note",
    "housing",
    "intake",
    "intake_as_of",
    "website",
    "email",
    "phone",
    "summary",
)
NUMBER_KEYS = ("weeks_min", "weeks_max", "max_years_since_graduation", "lead_time_weeks")
CODES_KEYS = (
    "states",
    "audiences",
    "not_open_to",
    "access",
    "citizenships",
    "citizenships_refused",
    "visas",
    "visas_refused",
    "blackout_months",
    "activities",
    "included",
)
# A record's yes, no or not stated, and its column.
FLAG_COLUMNS = {
    "any_specialty": "any_specialty",
    "free": "is_free",
    "certificate": "has_certificate",
    "evaluation": "has_evaluation",
    "visa_support": "has_visa_support",
}


# What a record states when it states nothing: one that was written before a fact was known lacks its key.
BLANK: Record = {
    **dict.fromkeys([*TEXT_KEYS, *NUMBER_KEYS, *FLAG_COLUMNS, "provider", "funding", "capacity"]),
    **{key: [] for key in (*CODES_KEYS, "specialties", "sources", *LINES)},
    "proof": {},
}


def complete_record(record: Record) -> Record:
    """A stored record with each key that it lacks as not stated; one that was never written is {}."""
    return BLANK | record if record else record


def record_of(program: Any) -> Record:
    """The whole program as a record; load it with ``ProgramQuerySet.for_editing``."""
    record = {
        **{key: getattr(program, key) or None for key in TEXT_KEYS},
        **{key: plain_number(getattr(program, key)) for key in NUMBER_KEYS},
        **{key: getattr(program, column) for key, column in FLAG_COLUMNS.items()},
        **{key: list(getattr(program, key)) for key in CODES_KEYS},
        "host": host_record(program),
        "provider": provider_record(program),
        "specialties": sorted(specialty.name for specialty in program.specialties.all()),
        **money_record(program),
        **parts_record(program),
    }
    return record | {"proof": proof_record(program, record)}


def stated_value(value: Any) -> Any:
    """The value, or None for each way of not stating it. False and 0 are stated."""
    return None if value in ("", [], {}) else value


def comparable(value: Any) -> Any:
    """A value without the keys that state nothing: a record of before a key was known has none."""
    if isinstance(value, dict):
        return {key: comparable(part) for key, part in value.items() if stated_value(part) is not None}
    return [comparable(part) for part in value] if isinstance(value, list) else value


def changed_facts(before: Record, after: Record) -> dict[str, list[Any]]:
    """Each fact that differs as [before, after]; a missing key counts as not stated."""
    keys = [*after, *(key for key in before if key not in after)]
    pairs = {key: [stated_value(before.get(key)), stated_value(after.get(key))] for key in keys}
    return {key: pair for key, pair in pairs.items() if comparable(pair[0]) != comparable(pair[1])}
