"""Verdicts over the whole catalogue in one pass: each distinct rule is judged once for a person.

A bitmap of the index stands for the programs that have a rule, so that the verdicts of all programs are
a few hundred operations on bitmaps. Nothing of a person is kept: what is made here lives for a request.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import BLOCKED, NOT_KNOWN, OPEN, judge
from applicants.eligibility.rules.requirements import UNKNOWN, UNMET, RuleOutcome
from programs import eligibility_rules
from programs.choices import Access
from programs.eligibility_rules import Rule, rule_of
from programs.search.bitmaps import bitmap_of, slots_of
from programs.search.index import Index

TERM = "rule="


@dataclass(frozen=True)
class JudgedRule:
    """A rule, how the person stands to it, and the programs of which that is so."""

    rule: Rule
    outcome: RuleOutcome
    programs: int


def rules_in(index: Index) -> list[tuple[Rule, int]]:
    """Return every distinct rule of the catalogue and its programs; says nothing of any person."""
    kept = index.for_version
    if "rules" not in kept:
        terms = [term for term in list(index.terms) if term.startswith(TERM)]
        kept["rules"] = [
            (rule_of(term.removeprefix(TERM)), index.terms[term] & index.alive) for term in terms
        ]
    return kept["rules"]


def partner_bitmap(index: Index, person: ApplicantFacts, among: int) -> int:
    """Return the programs at hosts that the person's school has an agreement with."""
    wanted = person.partner_programs
    if not wanted:
        return 0
    found = [slot for slot in slots_of(among) if index.program_ids[slot] in wanted]
    return bitmap_of(found, len(index.program_ids))


def judged(index: Index, person: ApplicantFacts) -> Iterator[JudgedRule]:
    """Yield every rule judged; a partner school's rule twice, at partner hosts and at the others."""
    there = replace(person, is_partner_here=True)
    elsewhere = replace(person, is_partner_here=False)
    for rule, programs in rules_in(index):
        partners = 0
        if rule.kind == eligibility_rules.ACCESS and Access.PARTNER_SCHOOL in rule.codes:
            partners = partner_bitmap(index, person, programs)
            yield JudgedRule(rule, judge(rule, there, index.today), partners)
        yield JudgedRule(rule, judge(rule, elsewhere, index.today), programs & ~partners)


class CatalogAssessment:
    """How one person stands to every program of an index."""

    def __init__(self, index: Index, person: ApplicantFacts) -> None:
        self.index = index
        self.judged = list(judged(index, person))

    def with_result(self, result: str) -> int:
        """Return the programs that have a rule with some result."""
        found = 0
        for each in self.judged:
            if each.outcome.result == result:
                found |= each.programs
        return found

    @cached_property
    def bitmaps(self) -> dict[str, int]:
        """Return the programs by verdict; every program that is alive has exactly one."""
        blocked = self.with_result(UNMET) & self.index.alive
        unknown = self.with_result(UNKNOWN) & self.index.alive & ~blocked
        return {OPEN: self.index.alive & ~blocked & ~unknown, NOT_KNOWN: unknown, BLOCKED: blocked}

    def only(
        self, result: str, names_of: Callable[[JudgedRule], tuple[str, ...]], among: int
    ) -> dict[str, int]:
        """Return for each name the programs among some whose rules of this result all bear it."""
        hits = [
            (names_of(each), each.programs & among) for each in self.judged if each.outcome.result == result
        ]
        hits = [(names, programs) for names, programs in hits if programs]
        found: dict[str, int] = {}
        for name in dict.fromkeys(name for names, _ in hits for name in names):
            mine = others = 0
            for names, programs in hits:
                if name in names:
                    mine |= programs
                else:
                    others |= programs
            found[name] = mine & ~others
        return found
