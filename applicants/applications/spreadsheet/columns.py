"""The columns that sheets and applications share, and which of a sheet's names mean which. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from programs.sheets.reader import plain_name

SURE = 1000


@dataclass(frozen=True)
class SheetColumn:
    """One column: the field it fills, its name in an export, and other names that people give it."""

    field: str
    label: str
    names: tuple[str, ...]


def build_column(field: str, label: str, names: str) -> SheetColumn:
    """Build a column from names with bars between them; the label becomes one more name."""
    return SheetColumn(field, label, (label.lower(), *names.split("|")))


COLUMNS = (
    build_column("name", "Program", "program name|name|opportunity|rotation|position|title|where"),
    build_column("host_name", "Host", "hospital|institution|university|clinic|site|organization|school"),
    build_column("city", "City", "town|location|place"),
    build_column("state", "State", "us state|state code"),
    build_column("type", "Type", "kind|program type|type of experience|category|experience"),
    build_column("specialty_note", "Specialty fit", "specialty|speciality|specialties|field|department"),
    build_column("host_contact", "Contact", "contact person|contacts|coordinator|e mail|email|mail|phone"),
    build_column("website", "Website", "web site|link|url|web|web page|webpage|page|web address"),
    build_column(
        "requirements_note", "Requirements", "requirement|eligibility|documents|prerequisites|criteria"
    ),
    build_column("costs_note", "Costs", "cost|fee|fees|price|tuition|money"),
    build_column("deadlines_note", "Deadlines", "application window|timeline|when to apply"),
    build_column("deadline_on", "Deadline", "due|due date|apply by|application deadline|deadline date"),
    build_column("status", "Status", "stage|progress|application status"),
    build_column("on", "Status since", "status date|date|applied on|date applied|sent on|last update|since"),
    build_column("starts_on", "Start", "start date|starts|from|first day|begin"),
    build_column("ends_on", "End", "end date|ends|to|until|last day|finish"),
    build_column("reply_by", "Reply by", "answer by|reply date|respond by|offer expires"),
    build_column("next_action", "Next action", "next step|to do|todo|next|action|task"),
    build_column("next_action_on", "Next action on", "next action date|follow up|follow up on|remind me"),
    build_column("rating", "Rating", "my rating|stars|score|interest"),
    build_column("rank", "Rank", "my rank|priority|choice|order"),
    build_column("note", "Notes", "note|comment|comments|remarks|remark|details|other"),
    build_column("host_portal_url", "Portal", "portal address|portal url|application portal|portal link"),
    build_column("host_login_hint", "Log-in hint", "login hint|user name|username|login|account"),
)
BY_FIELD = {one.field: one for one in COLUMNS}
BY_NAME = {plain_name(name): one for one in COLUMNS for name in one.names}


def header_meaning(name: str) -> tuple[int, str]:
    """How sure it is what a name means, and the field; (0, "") when nothing is known of it.

    A name as it stands is surest; else the longest known name among its words counts.
    """
    plain = plain_name(name)
    if plain in BY_NAME:
        return SURE, BY_NAME[plain].field
    inside = [known for known in BY_NAME if f" {known} " in f" {plain} "]
    if not inside:
        return 0, ""
    longest = max(inside, key=len)
    return len(longest), BY_NAME[longest].field


def match_headers(header: Sequence[str]) -> list[str]:
    """The field of each column, "" for those left out; no field twice, the surest name has it."""
    meanings = [header_meaning(name) for name in header]
    fields = [""] * len(header)
    for place in sorted(range(len(header)), key=lambda place: -meanings[place][0]):
        sure, field = meanings[place]
        if sure and field not in fields:
            fields[place] = field
    return fields
