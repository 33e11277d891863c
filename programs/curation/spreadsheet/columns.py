"""The columns that sheets of programs have, and which of a sheet's names mean which.

The names that people give them are in ``fixtures/sheet_words.json``.
"""

import re
from collections.abc import Sequence

from programs import choices, facts
from programs.curation.spreadsheet import money, words
from programs.curation.spreadsheet.column_kinds import (
    Column,
    asked,
    blocks,
    coded,
    coded_list,
    codes_words,
    column,
    exact_only,
    fee_words,
    fees_of,
    flag,
    hands_on,
    length,
    length_words,
    many,
    nothing,
    only,
    plain_text,
    provider_name,
    requirement_words,
    specialties,
    specialties_words,
    window,
    windows,
)
from programs.curation.spreadsheet.source_cells import PROOF, SOURCES
from programs.curation.spreadsheet.words import TABLE
from programs.records import FLAG_COLUMNS
from programs.sheets.reader import plain_name

SURE = 1000
# A curator's own remarks are for no page.
PRIVATE = re.compile(r"(my|our|internal|private|personal)\b")
BY_HAND = "Leave this column out and write it in the program's form after the import."
KIND = choices.FeeKind
WRITTEN: Sequence[Column] = (
    plain_text("slug", "Slug"),
    plain_text("name", "Program"),
    plain_text("host.name", "Host"),
    coded("host.kind", "Host kind", choices.HostKind),
    many("host.city", "City", "host.city", words.city, lambda v: v.get("host.city")),
    column("host.state", "State", words.us_state),
    many(
        "place",
        "Place",
        "host.city host.state",
        words.location,
        lambda v: None if v.get("host.city") else v.get("host.state"),
    ),
    many("provider.name", "Provider", "provider.name", provider_name, lambda v: v.get("provider.name")),
    coded("provider.kind", "Provider kind", choices.ProviderKind),
    column("states", "All states", lambda t: [words.us_state(p) for p in words.parts(t)], codes_words),
    coded("type", "Type", choices.ProgramType),
    coded("delivery", "Delivery", choices.Delivery),
    coded("setting", "Setting", choices.Setting),
    coded("patient_contact", "Patient contact", choices.PatientContact),
    many("hands_on", "Hands-on?", "patient_contact", hands_on),
    many("specialties", "Specialties", "specialties any_specialty", specialties, specialties_words),
    coded_list("activities", "Activities", choices.Activity),
    plain_text("supervisor", "Supervisor"),
    column(
        "audiences",
        "Open to",
        words.audiences,
        lambda codes: "; ".join(str(choices.Audience(one).label) for one in codes),
    ),
    column(
        "not_open_to",
        "Not open to",
        words.audiences,
        lambda codes: "; ".join(str(choices.Audience(one).label) for one in codes),
    ),
    coded("residency_seekers", "Residency applicants", choices.ResidencySeekers),
    coded_list("access", "Access", choices.Access),
    plain_text("access_note", "More on access"),
    column("citizenships", "Only citizens of", words.countries, codes_words),
    column("citizenships_refused", "Not for citizens of", words.countries, codes_words),
    many("length", "Length", "weeks_min weeks_max", length, length_words),
    column("weeks_min", "Shortest stay", words.weeks),
    column("weeks_max", "Longest stay", words.weeks),
    flag("free", "Free of charge"),
    many("fees", "Fees", "fees free", fees_of(KIND.TUITION), fee_words),
    many("fees.tuition", "Tuition", "fees free", fees_of(KIND.TUITION)),
    many("fees.application", "Application fee", "fees", fees_of(KIND.APPLICATION)),
    many("fees.administration", "Administration fee", "fees", fees_of(KIND.ADMINISTRATION)),
    many("fees.registration", "Registration fee", "fees", fees_of(KIND.REGISTRATION)),
    many("fees.deposit", "Deposit", "fees", fees_of(KIND.DEPOSIT)),
    many("fees.housing", "Housing fee", "fees", fees_of(KIND.HOUSING)),
    exact_only("packages", "Packages", BY_HAND),
    coded_list("included", "Price includes", choices.Inclusion),
    column("funding", "Funding", money.funding, nothing),
    coded("letter", "Letter of recommendation", choices.LetterPolicy),
    coded("letterhead", "Letterhead", choices.Letterhead),
    flag("certificate", "Certificate"),
    flag("evaluation", "Evaluation"),
    many("requirements", "Requirements", "requirements", asked("required"), requirement_words("required")),
    many("requirements.preferred", "Preferred", "requirements", asked("preferred")),
    many("requirements.not_required", "Not required", "requirements", asked("not_required")),
    column("max_years_since_graduation", "Years since graduation", words.most_years),
    column("visas", "Visas", words.visas, codes_words),
    column("visas_refused", "Visas refused", words.visas, codes_words),
    flag("visa_support", "Visa support"),
    coded("application_route", "How to apply", choices.ApplicationRoute),
    many("windows.opens", "Applications open", "windows.opens schedule_note", window("opens")),
    many("windows.closes", "Deadline", "windows.closes schedule_note", window("closes")),
    many("windows.both", "When to apply", "windows.opens windows.closes schedule_note", windows),
    exact_only("windows", "Application windows", BY_HAND),
    many(
        "blocks",
        "Start dates",
        "blocks",
        blocks,
        lambda v: "; ".join(block["starts"] for block in v.get("blocks") or []),
    ),
    column("lead_time_weeks", "Apply ahead", words.weeks),
    column(
        "blackout_months",
        "Months without places",
        words.months,
        lambda n: ", ".join(choices.Month.labels[m - 1] for m in n or []),
    ),
    plain_text("schedule_note", "Schedule"),
    column("capacity", "Places available", money.capacity, nothing),
    coded("housing", "Housing", choices.Housing),
    coded("intake", "Intake", choices.Intake),
    column("intake_as_of", "Intake as of", words.partial_day),
    column("website", "Website", words.web_address),
    plain_text("email", "Email"),
    plain_text("phone", "Phone"),
    exact_only("limits", "Limits", BY_HAND),
    exact_only("differences", "Differences by audience", BY_HAND),
    SOURCES,
    many("source_title", "Source title", "source.title", only("source.title", str)),
    many("source_date", "Source date", "source.page_date", only("source.page_date", words.partial_day)),
    many(
        "source_kind",
        "Source kind",
        "source.kind",
        only("source.kind", lambda t: words.code(choices.SourceKind, t)),
    ),
    PROOF,
    plain_text("summary", "Summary"),
)
KEYS = {key for one in WRITTEN for key in one.keys}
# A yes or no that nothing above speaks of has a column of its own, under the name that pages give it.
COLUMNS = (*WRITTEN, *(flag(key, facts.label_of(key)) for key in FLAG_COLUMNS if key not in KEYS))
BY_FIELD = {one.field: one for one in COLUMNS}
BY_NAME = {
    plain_name(name): one
    for one in COLUMNS
    for name in (*TABLE["columns"].get(one.field, []), one.field, one.label)
}
# What an export writes: every key once. The other columns say in part what one of these says in full.
PARTIAL = [
    "place",
    "hands_on",
    "windows.both",
    "fees.tuition",
    "fees.application",
    "fees.administration",
    "fees.registration",
    "fees.deposit",
    "fees.housing",
    "requirements.preferred",
    "requirements.not_required",
    "windows.opens",
    "windows.closes",
    "weeks_min",
    "weeks_max",
    "free",
    "source_title",
    "source_date",
    "source_kind",
]
EXPORTED = [one for one in COLUMNS if one.field not in PARTIAL]


def meaning(name: str) -> tuple[int, str]:
    """Return how sure it is what a header means, and the column; (0, "") when nothing is known of it.

    A name as it stands is surest; else the longest known name among its words counts.
    """
    plain = plain_name(re.sub(r"\(.*?\)", " ", name)) or plain_name(name)
    if PRIVATE.match(plain):
        return 0, ""
    for whole in (plain_name(name), plain):
        if whole in BY_NAME:
            return SURE, BY_NAME[whole].field
    inside = [known for known in BY_NAME if len(known) > 3 and f" {known} " in f" {plain} "]  # noqa: PLR2004
    longest = max(inside, key=len, default="")
    return len(longest), BY_NAME[longest].field if longest else ""


def guessed(header: Sequence[str], remembered: dict[str, str]) -> list[str]:
    """Return the column that each header stands for, "" for those left out; none twice, the surest has it.

    ``remembered``: what curators took names for before.
    """
    meanings = [
        (2 * SURE, remembered[plain_name(name)]) if plain_name(name) in remembered else meaning(name)
        for name in header
    ]
    fields = [""] * len(header)
    for place in sorted(range(len(header)), key=lambda place: -meanings[place][0]):
        sure, field = meanings[place]
        if sure and field in BY_FIELD and field not in fields:
            fields[place] = field
    return fields
