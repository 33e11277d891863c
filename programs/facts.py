"""Every fact of a program: its name in the exchange format, its words, and what to ask when it is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django_countries.data import COUNTRIES

from programs import choices, formatting
from programs.proof import DECIDING
from programs.records import Record, stated_value
from programs.us_states import USState

WHO = "Who can go?"
WORK = "What you do there"
MONEY = "Money"
LETTER = "Letter and certificate"
VISA = "Visa"
DATES = "Dates and places"
CONTACT = "Contact"


@dataclass(frozen=True)
class Fact:
    """One fact. ``words`` gives None when a record does not state it. No ``question``: not worth asking."""

    name: str
    label: str
    group: str
    words: Callable[[Record], str | None]
    question: str = ""


def coded(name: str, enum: type) -> Callable[[Record], str | None]:
    return lambda record: formatting.choice_label(enum, record[name])


def coded_list(name: str, enum: type) -> Callable[[Record], str | None]:
    return lambda record: formatting.labels_of(enum, record[name])


def yes_no(name: str) -> Callable[[Record], str | None]:
    return lambda record: formatting.yes_no_words(record[name])


def text(name: str) -> Callable[[Record], str | None]:
    return lambda record: record[name] or None


def any_specialty_words(record: Record) -> str | None:
    """A host that does not say so has not said the opposite."""
    return "Yes: the host says various or most departments" if record["any_specialty"] else None


def specialties_words(record: Record) -> str | None:
    return ", ".join(record["specialties"]) or None


def length(name: str) -> Callable[[Record], str | None]:
    return lambda record: None if record[name] is None else formatting.length_words(record[name])


def funding_words(record: Record) -> str | None:
    funding = record["funding"]
    if not funding:
        return None
    amount = funding["amount_usd"]
    kind = formatting.choice_label(choices.FundingKind, funding["kind"])
    return formatting.join_stated(
        kind, formatting.money(amount) if amount is not None else None, funding["note"]
    )


def capacity_words(record: Record) -> str | None:
    capacity = record["capacity"]
    if not capacity:
        return None
    count = capacity["count"]
    number = None if count is None else formatting.counted(count, "place")
    per = formatting.choice_label(choices.CapacityPer, capacity["per"])
    return formatting.join_stated(formatting.join_stated(number, per, separator=" "), capacity["note"])


def window_words(window: dict[str, str | None]) -> str:
    opens = formatting.partial_date_words(window["opens"])
    closes = formatting.partial_date_words(window["closes"])
    dates = formatting.join_stated(opens and f"opens {opens}", closes and f"closes {closes}", separator=", ")
    return formatting.join_stated(window["term"], dates, window["note"]) or formatting.NOT_STATED


def windows_words(record: Record) -> str | None:
    return "; ".join(window_words(window) for window in record["windows"]) or None


def most_years_words(record: Record) -> str | None:
    years = record["max_years_since_graduation"]
    return None if years is None else f"At most {formatting.number_words(years)}"


def visas_words(name: str) -> Callable[[Record], str | None]:
    return lambda record: ", ".join(record[name]) or None


def countries_words(name: str) -> Callable[[Record], str | None]:
    return lambda record: ", ".join(str(COUNTRIES.get(code, code)) for code in record.get(name) or []) or None


def provider_words(record: Record) -> str | None:
    provider = record["provider"]
    return (
        provider and f"{provider['name']} ({formatting.choice_label(choices.ProviderKind, provider['kind'])})"
    )


def blocks_words(record: Record) -> str | None:
    return (
        "; ".join(
            formatting.join_stated(
                " to ".join(
                    day for key in ("starts", "ends") if (day := formatting.partial_date_words(block[key]))
                ),
                block["note"],
            )
            or ""
            for block in record["blocks"]
        )
        or None
    )


def packages_words(record: Record) -> str | None:
    """The offers of a program, each with its length and price."""
    return (
        "; ".join(
            formatting.join_stated(
                package["name"],
                None if package["weeks"] is None else formatting.length_words(package["weeks"]),
                None if package["price_usd"] is None else formatting.money(package["price_usd"]),
                package["note"],
                separator=", ",
            )
            or ""
            for package in record["packages"]
        )
        or None
    )


def limits_words(record: Record) -> str | None:
    lines = [
        formatting.join_stated(
            formatting.choice_label(choices.LimitKind, limit["kind"]),
            None if limit["maximum"] is None else f"at most {formatting.number_words(limit['maximum'])}",
            limit["note"],
            separator=": ",
        )
        for limit in record.get("limits", [])
    ]
    return "; ".join(line for line in lines if line) or None


def states_words(record: Record) -> str | None:
    return ", ".join(str(USState(state).label) for state in record["states"]) or None


FACTS = (
    Fact("intake", "Intake", WHO, coded("intake", choices.Intake), "Are you taking applications now?"),
    Fact("intake_as_of", "Intake as of", WHO,
         lambda r: formatting.partial_date_words(r["intake_as_of"])),
    Fact("access", "Access", WHO, coded_list("access", choices.Access),
         "Can I apply on my own, or do I need a partner school, VSLO, a sponsor or a membership?"),
    Fact("access_note", "More on access", WHO, text("access_note")),
    Fact("citizenships", "Only citizens of", WHO, countries_words("citizenships")),
    Fact("citizenships_refused", "Not for citizens of", WHO, countries_words("citizenships_refused")),
    Fact("audiences", "Open to", WHO, coded_list("audiences", choices.Audience),
         "Do you take students, graduates, or both?"),
    Fact("not_open_to", "Not open to", WHO, coded_list("not_open_to", choices.Audience)),
    Fact("residency_seekers", "Residency applicants", WHO,
         coded("residency_seekers", choices.ResidencySeekers),
         "I plan to apply for US residency. Am I welcome?"),
    Fact("max_years_since_graduation", "Years since graduation", WHO,
         most_years_words,
         "Is there a limit on years since graduation?"),
    Fact("limits", "Limits", WHO, limits_words),
    Fact("type", "Program type", WORK, coded("type", choices.ProgramType)),
    Fact("patient_contact", "Patient contact", WORK, coded("patient_contact", choices.PatientContact),
         "May I examine patients and write notes, or only watch?"),
    Fact("activities", "You may", WORK, coded_list("activities", choices.Activity)),
    Fact("supervisor", "Supervised by", WORK, text("supervisor")),
    Fact("delivery", "Delivery", WORK, coded("delivery", choices.Delivery), "Is it in person or virtual?"),
    Fact("setting", "Setting", WORK, coded("setting", choices.Setting),
         "Is it in the hospital, in a clinic, or both?"),
    Fact("specialties", "Specialties", WORK, specialties_words, "Which specialties can I choose?"),
    Fact("any_specialty", "Any specialty", WORK, any_specialty_words),
    Fact("weeks_min", "Shortest stay", WORK, length("weeks_min"), "What is the shortest stay?"),
    Fact("weeks_max", "Longest stay", WORK, length("weeks_max"), "What is the longest stay?"),
    Fact("provider", "Arranged by", WORK, provider_words),
    Fact("states", "States", WORK, states_words),
    Fact("free", "Free of charge", MONEY, yes_no("free"),
         "Is there any fee? What does four weeks cost in all?"),
    Fact("packages", "Packages", MONEY, packages_words),
    Fact("included", "The price includes", MONEY, coded_list("included", choices.Inclusion),
         "What does the price include?"),
    Fact("funding", "Funding", MONEY, funding_words),
    Fact("housing", "Housing", MONEY, coded("housing", choices.Housing),
         "Do you offer or help with housing?"),
    Fact("letter", "Letter of recommendation", LETTER, coded("letter", choices.LetterPolicy),
         "Can I earn a letter of recommendation, and who writes it?"),
    Fact("letterhead", "Letterhead", LETTER, coded("letterhead", choices.Letterhead),
         "Is the letter on hospital letterhead?"),
    Fact("certificate", "Certificate", LETTER, yes_no("certificate"), "Do I get a certificate?"),
    Fact("evaluation", "Written evaluation", LETTER, yes_no("evaluation"),
         "Do I get a written evaluation at the end?"),
    Fact("visas", "Visas accepted", VISA, visas_words("visas"), "Which visa or entry status do you accept?"),
    Fact("visas_refused", "Visas refused", VISA, visas_words("visas_refused")),
    Fact("visa_support", "Help with the visa", VISA, yes_no("visa_support"),
         "Do you give an invitation letter or sponsor a visa?"),
    Fact("application_route", "How to apply", DATES, coded("application_route", choices.ApplicationRoute),
         "How do I apply?"),
    Fact("windows", "Application dates", DATES, windows_words, "When do applications open and close?"),
    Fact("blocks", "Blocks", DATES, blocks_words),
    Fact("lead_time_weeks", "Apply ahead by", DATES, length("lead_time_weeks"),
         "How far ahead must I apply?"),
    Fact("blackout_months", "Months without places", DATES,
         lambda r: formatting.month_names(r["blackout_months"]), "Which months have no places?"),
    Fact("schedule_note", "Schedule", DATES, text("schedule_note")),
    Fact("capacity", "Places", DATES, capacity_words, "How many places are there?"),
    Fact("website", "Official page", CONTACT, text("website")),
    Fact("email", "Email", CONTACT, text("email")),
    Fact("phone", "Phone", CONTACT, text("phone")),
)  # fmt: skip
FACTS_BY_NAME = {fact.name: fact for fact in FACTS}
GROUPS = (WHO, WORK, MONEY, LETTER, VISA, DATES, CONTACT)


@dataclass(frozen=True)
class StatedFact:
    """A fact of one program in words."""

    name: str
    label: str
    words: str
    question: str = ""

    @property
    def is_website(self) -> bool:
        return self.name == "website"

    @property
    def is_email(self) -> bool:
        return self.name == "email"


def stated_facts(record: Record) -> dict[str, list[StatedFact]]:
    """What a record states, by group, groups without any left out."""
    found = {
        group: [
            StatedFact(fact.name, fact.label, words)
            for fact in FACTS
            if fact.group == group and (words := fact.words(record))
        ]
        for group in GROUPS
    }
    return {group: facts for group, facts in found.items() if facts}


def missing_facts(record: Record) -> list[StatedFact]:
    """What a record does not state, those worth asking first."""
    missing = [
        StatedFact(fact.name, fact.label, formatting.NOT_STATED, fact.question)
        for fact in FACTS
        if not fact.words(record)
    ]
    return sorted(missing, key=lambda fact: not fact.question)


# Lists with a section of their own on the page: label, and what to ask when one is empty.
SECTIONS = {
    "fees": ("Fees", "Which fees are there, and which of them can be paid back?"),
    "requirements": ("Requirements", "Which exams, documents and tests do you ask for?"),
}


def fact_label(name: str) -> str:
    """What a page calls a fact; its key where no page has a name for it."""
    return FACTS_BY_NAME[name].label if name in FACTS_BY_NAME else SECTIONS.get(name, (name, ""))[0]


def missing_deciding_labels(record: Record) -> list[str]:
    """What the pages call those of the facts that decide which a record does not state.

    Fees and "free of charge" answer one question: either is enough.
    """
    keys = [key for key in DECIDING if stated_value(record.get(key)) is None]
    has_price = not {"free", "fees"} <= set(keys)
    return [fact_label(key) for key in keys if key != "free" and not (has_price and key == "fees")]


def missing_lists(record: Record) -> list[StatedFact]:
    """The lists that have their own section on the page and are empty."""
    return [
        StatedFact(name, label, formatting.NOT_STATED, question)
        for name, (label, question) in SECTIONS.items()
        if not record[name]
    ]
