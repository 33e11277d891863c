"""The filters of the list page: parameter, words, and how ticked options combine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs import choices, flags, formatting
from programs.answers import Answer
from programs.eligibility_rules import Eligibility

Options = Sequence[tuple[str, str]]

PRICE_STEPS = ("500", "1000", "1500", "2000", "2500", "3000", "5000")
WEEKS_STEPS = ("1", "2", "4", "8", "12", "26", "52")
LEAD_STEPS = ("2", "4", "8", "12", "26")
YEARS_STEPS = ("1", "3", "5", "10")


@dataclass(frozen=True)
class Facet:
    """One filter.

    ``options`` None: they come from the catalog (specialties, cities …). ``is_single``: one
    option at a time. ``is_number``: the address may carry any number, the options are suggestions.
    ``all_of``: several ticked options must all hold, instead of any. ``excluded``: it lets pass what has none
    of its options; they are those of the filter named so. ``is_private``: it depends on who asks.
    """

    parameter: str
    label: str
    options: Options | None = None
    is_single: bool = False
    is_number: bool = False
    all_of: bool = False
    excluded: str = ""
    is_private: bool = False
    hint: str = ""

    def __deepcopy__(self, memo: dict[int, object]) -> "Facet":
        """Itself: it never changes, and django-filter copies every filter for every request."""
        return self


def steps(values: Sequence[str], pattern: str, noun: str = "") -> Options:
    """Suggested numbers with their words; a noun stands after its number, plural where it must."""

    def words(value: str) -> str:
        return formatting.counted(int(value), noun) if noun else formatting.number_words(int(value))

    return [(value, pattern.format(words(value))) for value in values]


FACETS = (
    Facet("type", "Program type", choices.ProgramType.choices),
    Facet("contact", "Patient contact", choices.PatientContact.choices),
    Facet(
        "specialty",
        "Specialty",
        hint="A specialty also finds its subspecialties, and programs open to any specialty.",
    ),
    Facet("audience", "Who you are", choices.Audience.choices),
    Facet("state", "State"),
    Facet("city", "City"),
    Facet(
        "price_max",
        "Maximum cost (4 weeks)",
        steps(PRICE_STEPS, "Up to ${}"),
        is_single=True,
        is_number=True,
    ),
    Facet("free", "Fees", [("true", "Free"), ("false", "Charges a fee")]),
    Facet(
        "weeks",
        "Length of stay",
        steps(WEEKS_STEPS, "{}", "week"),
        is_single=True,
        is_number=True,
        hint="Programs where a stay of this length is possible.",
    ),
    Facet(
        "requirement_not",
        "Does not ask for",
        all_of=True,
        hint="Tick what you do not have. Finds programs that list their requirements, without these.",
    ),
    Facet("letter", "Letter of recommendation", choices.LetterPolicy.choices),
    Facet("letterhead", "Letterhead", choices.Letterhead.choices),
    Facet("certificate", "Certificate", [("true", "Certificate given"), ("false", "No certificate")]),
    Facet("visa", "Visa or entry status accepted"),
    Facet("access", "Access", choices.Access.choices),
    Facet("seekers", "Residency applicants", choices.ResidencySeekers.choices),
    Facet("intake", "Intake", choices.Intake.choices),
    Facet("freshness", "Last checked", choices.Freshness.choices),
    Facet("flag", "Red flags", [(rule, title) for rule, (title, _, _) in flags.RULES.items()]),
    Facet("source", "Source", choices.SourceKind.choices),
    Facet("setting", "Setting", choices.Setting.choices),
    Facet("host_kind", "Kind of host", choices.HostKind.choices),
    Facet("delivery", "Delivery", choices.Delivery.choices),
    Facet(
        "lead_max",
        "Weeks of notice you can give",
        steps(LEAD_STEPS, "Up to {}", "week"),
        is_single=True,
        is_number=True,
    ),
    Facet(
        "graduated",
        "Years since you graduated",
        steps(YEARS_STEPS, "{}", "year"),
        is_single=True,
        is_number=True,
    ),
    Facet("funding", "Funding", choices.FundingKind.choices),
    Facet("housing", "Housing", choices.Housing.choices),
    Facet("month", "Available months", choices.Month.choices),
)
# Known of a visitor with an account alone: the visitor brings their programs.
ANSWER = Facet(
    "answer",
    "Your answer",
    Answer.choices,
    is_private=True,
    hint="By the rules that programs state, your profile, red flags, and how recently anybody checked.",
)
FIT = Facet(
    "fit",
    "Am I eligible?",
    Eligibility.choices,
    is_private=True,
    hint="By the rules alone: red flags and age left aside.",
)
OWN_FACETS = (ANSWER, FIT)
SHOWN_FACETS = (*OWN_FACETS, *FACETS)
FLAGGED, NOT_FOR_ME = "flagged", "not_for_me"
HIDE = Facet(
    "hide",
    "Hidden",
    [(FLAGGED, "programs with red flags"), (NOT_FOR_ME, "programs that are not for me")],
    excluded="hide",
    is_private=True,
)


def excluding_facet(facet: Facet) -> Facet:
    """The filter that leaves out what another one finds."""
    name = facet.parameter
    return replace(facet, parameter=f"not_{name}", label=f"Not: {facet.label}", excluded=name, all_of=False)


EVERY_FACET = (
    *SHOWN_FACETS,
    HIDE,
    *(excluding_facet(facet) for facet in SHOWN_FACETS if not facet.is_number),
)
FACETS_BY_PARAMETER = {facet.parameter: facet for facet in EVERY_FACET}
