"""The options of each filter: codes, words, and how they are shown; and the small tables beside them.

Closed lists come from ``choices``; specialties, places, visas and requirements from the catalog.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.text import slugify

from programs.choices import RequirementGroup
from programs.models import Host, Provider, Requirement, Specialty, StateRule
from programs.search.facets import EVERY_FACET, HIDE, SHOWN_FACETS, Facet
from programs.search.synonyms import PROGRAM_TYPES, specialty_meant
from programs.us_states import USState

# Lacking one of these shuts somebody out; a CV or a passport photo anybody can get.
TELLING_GROUPS = frozenset(
    {
        RequirementGroup.EXAM,
        RequirementGroup.CERTIFICATION,
        RequirementGroup.LANGUAGE,
        RequirementGroup.INSURANCE,
        RequirementGroup.SCREENING,
        RequirementGroup.OTHER,
    }
)
TELLING_CODES = frozenset(
    {"mspe", "recommendation_letters", "home_institution_letter", "proof_of_funds", "tb_test"}
)


# The codes that some program has for a parameter, in alphabetical order.
Codes = Callable[[str], list[str]]


class Option(NamedTuple):
    """One value of a filter and its words.

    ``is_child`` is shown indented under its parent. ``is_quiet`` is understood in an address but
    not offered, because it would find nothing or help nobody.
    """

    code: str
    label: str
    is_child: bool = False
    is_quiet: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class FilterVocabulary:
    """The options of every filter, and for each the codes that its values in an address name.

    It never changes and is compared by identity, so that pages can cache what they make of it.
    """

    options: dict[str, list[Option]]
    known: dict[str, dict[str, str]]

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The names of hosts and providers, read when first asked for: no part of one is a filter."""
        providers = Provider.objects.order_by().values_list("name", flat=True)
        return tuple(Host.objects.order_by().values_list("name", flat=True).union(providers))

    def label(self, parameter: str, code: str) -> str:
        """The words of a code; a number of one's own is shown as it is."""
        return next((option.label for option in self.options[parameter] if option.code == code), code)

    def offered(self, parameter: str, ticked: tuple[str, ...] = ()) -> list[Option]:
        """The options to show: all but the quiet ones, and whatever is ticked."""
        shown = [option for option in self.options[parameter] if not option.is_quiet or option.code in ticked]
        listed = {option.code for option in shown}
        return shown + [Option(code, code) for code in ticked if code not in listed]


def code_named(parameter: str, value: str, known: Mapping[str, str]) -> str | None:
    """The code that a value of an address names, by a synonym too; None when it names none."""
    if code := known.get(value) or known.get(value.casefold()):
        return code
    return specialty_meant(value, {}, dict.fromkeys(known.values())) if parameter == "specialty" else None


def specialty_options(codes: Codes) -> list[Option]:
    """All specialties, children under their parents, quiet when no program names them."""
    used = set(codes("specialty"))
    pairs = list(Specialty.objects.values_list("name", "parent__name"))
    tree = {
        name: [
            Option(child, child, is_child=True, is_quiet=child not in used)
            for child, of in pairs
            if of == name
        ]
        for name, parent in pairs
        if parent is None
    }
    return [
        option
        for name, children in tree.items()
        for option in (Option(name, name, is_quiet=name not in used), *children)
    ]


def requirement_options(codes: Codes) -> list[Option]:
    """All requirements, quiet unless they shut somebody out and some program asks for them."""
    used = set(codes("requirement"))
    rows = Requirement.objects.values_list("code", "label", "group")
    return [
        Option(
            code,
            label,
            is_quiet=code not in used or not (group in TELLING_GROUPS or code in TELLING_CODES),
        )
        for code, label, group in rows
    ]


def state_options(codes: Codes) -> list[Option]:
    """All states by name, quiet when they have no program."""
    used = set(codes("state"))
    states = sorted(USState, key=lambda state: state.label)
    return [Option(state.value, state.label, is_quiet=state.value not in used) for state in states]


def plain_options(parameter: str) -> Callable[[Codes], list[Option]]:
    """Options whose codes are their own words."""
    return lambda codes: [Option(code, code) for code in codes(parameter) if code != "-"]


FROM_CATALOG: dict[str, Callable[[Codes], list[Option]]] = {
    "specialty": specialty_options,
    "requirement_not": requirement_options,
    "state": state_options,
    "city": plain_options("city"),
    "visa": plain_options("visa"),
}


def options_of(facet: Facet, codes: Codes) -> list[Option]:
    if facet.options is None:
        return FROM_CATALOG[facet.parameter](codes)
    return [Option(code, label) for code, label in facet.options]


def names_of(option: Option) -> tuple[str, ...]:
    """What an address may write for an option: its code, its words, its slug."""
    return option.code, option.label.casefold(), slugify(option.label)


class CatalogWords:
    """What pages look up by code, each table read from the database when first asked for.

    A catalog makes it anew when a word changes: a code that no program had before, or a renamed specialty.
    """

    def __init__(self, codes: Codes) -> None:
        self.codes = codes

    @cached_property
    def vocabulary(self) -> FilterVocabulary:
        """Build the words of all filters; the first use of a request costs two queries."""
        options = {facet.parameter: options_of(facet, self.codes) for facet in (*SHOWN_FACETS, HIDE)}
        known = {
            parameter: {name: option.code for option in listed for name in names_of(option)[::-1]}
            for parameter, listed in options.items()
        }
        known["type"] |= {word: kind for kind, words in PROGRAM_TYPES.items() for word in words}
        for facet in EVERY_FACET:
            if facet.excluded:
                options[facet.parameter], known[facet.parameter] = (
                    options[facet.excluded],
                    known[facet.excluded],
                )
        return FilterVocabulary(options, known)

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        return {requirement.code: requirement for requirement in Requirement.objects.all()}

    @property
    def requirement_labels(self) -> dict[str, str]:
        return {code: requirement.label for code, requirement in self.requirements.items()}

    @cached_property
    def state_rules(self) -> list[StateRule]:
        return list(StateRule.objects.all())
