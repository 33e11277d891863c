"""The columns that sheets of programs have, and which of a sheet's names mean which.

The names that people give them are in ``fixtures/sheet_words.json``.
"""

import re
from collections.abc import Sequence

from programs import choices, facts
from programs.curation.spreadsheet import cells, days, lengths, money, words
from programs.curation.spreadsheet.column_kinds import (
    Column,
    code_column,
    code_list_column,
    fees_reader,
    json_only_column,
    multi_key_column,
    one_key_reader,
    read_blocks,
    read_hands_on,
    read_length,
    read_provider_name,
    read_specialties,
    read_windows,
    requirements_reader,
    requirements_writer,
    simple_column,
    text_column,
    window_reader,
    write_codes,
    write_fees,
    write_length,
    write_nothing,
    write_specialties,
    yes_no_column,
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
    text_column("slug", "Slug"),
    text_column("name", "Program"),
    text_column("host.name", "Host"),
    code_column("host.kind", "Host kind", choices.HostKind),
    multi_key_column("host.city", "City", "host.city", words.read_city, lambda v: v.get("host.city")),
    simple_column("host.state", "State", words.read_state),
    multi_key_column(
        "place",
        "Place",
        "host.city host.state",
        words.read_location,
        lambda v: None if v.get("host.city") else v.get("host.state"),
    ),
    multi_key_column(
        "provider.name", "Provider", "provider.name", read_provider_name, lambda v: v.get("provider.name")
    ),
    code_column("provider.kind", "Provider kind", choices.ProviderKind),
    simple_column(
        "states", "All states", lambda t: [words.read_state(p) for p in cells.split_list(t)], write_codes
    ),
    code_column("type", "Type", choices.ProgramType),
    code_column("delivery", "Delivery", choices.Delivery),
    code_column("setting", "Setting", choices.Setting),
    code_column("patient_contact", "Patient contact", choices.PatientContact),
    multi_key_column("hands_on", "Hands-on?", "patient_contact", read_hands_on),
    multi_key_column(
        "specialties", "Specialties", "specialties any_specialty", read_specialties, write_specialties
    ),
    code_list_column("activities", "Activities", choices.Activity),
    text_column("supervisor", "Supervisor"),
    simple_column(
        "audiences",
        "Open to",
        words.read_audiences,
        lambda codes: "; ".join(str(choices.Audience(one).label) for one in codes),
    ),
    simple_column(
        "not_open_to",
        "Not open to",
        words.read_audiences,
        lambda codes: "; ".join(str(choices.Audience(one).label) for one in codes),
    ),
    code_column("residency_seekers", "Residency applicants", choices.ResidencySeekers),
    code_list_column("access", "Access", choices.Access),
    text_column("access_note", "More on access"),
    simple_column("citizenships", "Only citizens of", words.read_countries, write_codes),
    simple_column("citizenships_refused", "Not for citizens of", words.read_countries, write_codes),
    multi_key_column("length", "Length", "weeks_min weeks_max", read_length, write_length),
    simple_column("weeks_min", "Shortest stay", lengths.read_weeks),
    simple_column("weeks_max", "Longest stay", lengths.read_weeks),
    yes_no_column("free", "Free of charge"),
    multi_key_column("fees", "Fees", "fees free", fees_reader(KIND.TUITION), write_fees),
    multi_key_column("fees.tuition", "Tuition", "fees free", fees_reader(KIND.TUITION)),
    multi_key_column("fees.application", "Application fee", "fees", fees_reader(KIND.APPLICATION)),
    multi_key_column("fees.administration", "Administration fee", "fees", fees_reader(KIND.ADMINISTRATION)),
    multi_key_column("fees.registration", "Registration fee", "fees", fees_reader(KIND.REGISTRATION)),
    multi_key_column("fees.deposit", "Deposit", "fees", fees_reader(KIND.DEPOSIT)),
    multi_key_column("fees.housing", "Housing fee", "fees", fees_reader(KIND.HOUSING)),
    json_only_column("packages", "Packages", BY_HAND),
    code_list_column("included", "Price includes", choices.Inclusion),
    simple_column("funding", "Funding", money.read_funding, write_nothing),
    code_column("letter", "Letter of recommendation", choices.LetterPolicy),
    code_column("letterhead", "Letterhead", choices.Letterhead),
    yes_no_column("certificate", "Certificate"),
    yes_no_column("evaluation", "Evaluation"),
    multi_key_column(
        "requirements",
        "Requirements",
        "requirements",
        requirements_reader("required"),
        requirements_writer("required"),
    ),
    multi_key_column("requirements.preferred", "Preferred", "requirements", requirements_reader("preferred")),
    multi_key_column(
        "requirements.not_required", "Not required", "requirements", requirements_reader("not_required")
    ),
    simple_column("max_years_since_graduation", "Years since graduation", cells.read_most_years),
    simple_column("visas", "Visas", words.read_visas, write_codes),
    simple_column("visas_refused", "Visas refused", words.read_visas, write_codes),
    yes_no_column("visa_support", "Visa support"),
    code_column("application_route", "How to apply", choices.ApplicationRoute),
    multi_key_column(
        "windows.opens", "Applications open", "windows.opens schedule_note", window_reader("opens")
    ),
    multi_key_column("windows.closes", "Deadline", "windows.closes schedule_note", window_reader("closes")),
    multi_key_column(
        "windows.both", "When to apply", "windows.opens windows.closes schedule_note", read_windows
    ),
    json_only_column("windows", "Application windows", BY_HAND),
    multi_key_column(
        "blocks",
        "Start dates",
        "blocks",
        read_blocks,
        lambda v: "; ".join(block["starts"] for block in v.get("blocks") or []),
    ),
    simple_column("lead_time_weeks", "Apply ahead", lengths.read_weeks),
    simple_column(
        "blackout_months",
        "Months without places",
        days.read_months,
        lambda n: ", ".join(choices.Month.labels[m - 1] for m in n or []),
    ),
    text_column("schedule_note", "Schedule"),
    simple_column("capacity", "Places available", money.read_capacity, write_nothing),
    code_column("housing", "Housing", choices.Housing),
    code_column("intake", "Intake", choices.Intake),
    simple_column("intake_as_of", "Intake as of", days.read_partial_day),
    simple_column("website", "Website", words.read_web_address),
    text_column("email", "Email"),
    text_column("phone", "Phone"),
    json_only_column("limits", "Limits", BY_HAND),
    json_only_column("differences", "Differences by audience", BY_HAND),
    SOURCES,
    multi_key_column("source_title", "Source title", "source.title", one_key_reader("source.title", str)),
    multi_key_column(
        "source_date",
        "Source date",
        "source.page_date",
        one_key_reader("source.page_date", days.read_partial_day),
    ),
    multi_key_column(
        "source_kind",
        "Source kind",
        "source.kind",
        one_key_reader("source.kind", lambda t: words.read_code(choices.SourceKind, t)),
    ),
    PROOF,
    text_column("summary", "Summary"),
)
KEYS = {key for one in WRITTEN for key in one.keys}
# A yes or no that nothing above speaks of has a column of its own, under the name that pages give it.
COLUMNS = (*WRITTEN, *(yes_no_column(key, facts.fact_label(key)) for key in FLAG_COLUMNS if key not in KEYS))
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


def header_meaning(name: str) -> tuple[int, str]:
    """How sure it is what a header means, and the column; (0, "") when nothing is known of it.

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


def match_headers(header: Sequence[str], remembered: dict[str, str]) -> list[str]:
    """The column that each header stands for, "" for those left out; none twice, the surest has it.

    ``remembered``: what curators took names for before.
    """
    meanings = [
        (2 * SURE, remembered[plain_name(name)]) if plain_name(name) in remembered else header_meaning(name)
        for name in header
    ]
    fields = [""] * len(header)
    for place in sorted(range(len(header)), key=lambda place: -meanings[place][0]):
        sure, field = meanings[place]
        if sure and field in BY_FIELD and field not in fields:
            fields[place] = field
    return fields
