"""Verdicts over the whole catalog in one pass: each distinct rule is judged once for a person.

The catalog gives the programs of each rule as a set, so that the verdicts of all programs are
a few hundred operations on sets. Nothing of a person is kept: what is made here lives for a request.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import BLOCKED, NOT_KNOWN, OPEN, judge
from applicants.eligibility.rules.requirements import UNKNOWN, UNMET, RuleOutcome
from programs import eligibility_rules, flags
from programs.answers import OLD, Answer, warnings_among
from programs.choices import SHUT_INTAKES, Access, Freshness
from programs.eligibility_rules import Rule, rule_of
from programs.flags import Flag
from programs.search import Catalog, Fit, ProgramSet


@dataclass(frozen=True)
class JudgedRule:
    """A rule, how the person stands to it, and the programs of which that is so."""

    rule: Rule
    outcome: RuleOutcome
    programs: ProgramSet


def judge_rules(catalog: Catalog, person: ApplicantFacts) -> Iterator[JudgedRule]:
    """A partner school's rule comes twice, at partner hosts and at the others."""
    there = replace(person, is_partner_here=True)
    elsewhere = replace(person, is_partner_here=False)
    partners = catalog.with_ids(person.partner_programs)
    for key, programs in catalog.rules():
        rule = rule_of(key)
        if rule.kind == eligibility_rules.ACCESS and Access.PARTNER_SCHOOL in rule.codes:
            yield JudgedRule(rule, judge(rule, there, catalog.today), programs & partners)
            programs -= partners  # noqa: PLW2901 - what is left of them
        yield JudgedRule(rule, judge(rule, elsewhere, catalog.today), programs)


def catalog_warnings(catalog: Catalog, program_ids: Iterable[int]) -> dict[int, list[Flag]]:
    """What ``answers.program_warnings`` says of some programs, by title alone and without a query."""
    flagged = {rule: catalog.option("flag", rule) for rule in flags.RULES}
    fresh = catalog.option("freshness", Freshness.FRESH)
    found = {}
    for pk in program_ids:
        here = catalog.with_ids([pk])
        raised = [flags.flag_named(rule) for rule, programs in flagged.items() if len(programs & here)]
        found[pk] = warnings_among(raised, None if len(fresh & here) else OLD)
    return found


class CatalogAssessment:
    """How one person stands to every program of a catalog."""

    def __init__(self, catalog: Catalog, person: ApplicantFacts) -> None:
        self.catalog, self.person = catalog, person
        self.judged = list(judge_rules(catalog, person))

    def with_result(self, result: str) -> ProgramSet:
        """The programs that have a rule with some result."""
        found = self.catalog.nothing
        for each in self.judged:
            if each.outcome.result == result:
                found |= each.programs
        return found

    @cached_property
    def fit(self) -> Fit:
        """The programs by verdict and by answer; every program has exactly one of each."""
        everything = self.catalog.everything
        blocked = self.with_result(UNMET) & everything
        unknown = (self.with_result(UNKNOWN) & everything) - blocked
        by_verdict = {OPEN: everything - blocked - unknown, NOT_KNOWN: unknown, BLOCKED: blocked}
        return {**by_verdict, **self.answers(by_verdict)}

    def answers(self, by_verdict: Fit) -> dict[str, ProgramSet]:
        """The programs by ``answers.Answer``, as ``answers.answer_of`` would find each one alone."""
        shut, warned = self.any_option("intake", SHUT_INTAKES), self.any_option("flag", flags.RULES)
        unwarned = self.catalog.option("freshness", Freshness.FRESH) - warned
        qualified = by_verdict[OPEN] - shut
        return {
            Answer.QUALIFY: qualified & unwarned,
            Answer.QUALIFY_WITH_WARNINGS: qualified - unwarned,
            Answer.NEEDS_ANSWERS: by_verdict[NOT_KNOWN] - shut,
            Answer.NOT_FOR_ME: by_verdict[BLOCKED] - shut,
            Answer.NOT_ACCEPTING: shut & self.catalog.everything,
        }

    def any_option(self, parameter: str, codes: Iterable[str]) -> ProgramSet:
        """The programs that any of some options finds."""
        found = self.catalog.nothing
        for code in codes:
            found |= self.catalog.option(parameter, code)
        return found

    def only(
        self, result: str, names_of: Callable[[JudgedRule], tuple[str, ...]], among: ProgramSet
    ) -> dict[str, ProgramSet]:
        """Map each name to the programs whose rules with this result all bear that name."""
        hits = [
            (names_of(each), each.programs & among) for each in self.judged if each.outcome.result == result
        ]
        hits = [(names, programs) for names, programs in hits if programs]
        found: dict[str, ProgramSet] = {}
        for name in dict.fromkeys(name for names, _ in hits for name in names):
            mine = others = self.catalog.nothing
            for names, programs in hits:
                if name in names:
                    mine |= programs
                else:
                    others |= programs
            found[name] = mine - others
        return found
