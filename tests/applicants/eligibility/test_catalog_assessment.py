"""Verdicts by sets of programs, by findings, and by a plain re-statement of the rules: all the same."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import findings, verdict
from applicants.eligibility.catalog_assessment import CatalogAssessment, catalog_warnings
from programs import flags, pricing, proof
from programs.answers import Answer, age_warning, answer_of, warnings_among
from programs.choices import ProgramSort
from programs.eligibility_rules import Eligibility
from programs.flags import Flag
from programs.search import Catalog
from tests.applicants.eligibility import reference_rules
from tests.applicants.eligibility.sample_applicants import PEOPLE, TODAY, people

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

Records = list[dict[str, Any]]


def by_sets(catalog: Catalog, person: ApplicantFacts, names: Iterable[str] = Eligibility) -> list[list[str]]:
    """Return which of some names each program of the catalog has, in the order of the records."""
    fit = CatalogAssessment(catalog, person).fit
    ids = {name: set(catalog.first_ids(fit[name], ProgramSort.NAME, len(fit[name]))) for name in names}
    return [[name for name in ids if number in ids[name]] for number in range(len(catalog.everything))]


def by_findings(records: Records, person: ApplicantFacts) -> list[list[str]]:
    return [[verdict(findings(record, person.at(n), TODAY))] for n, record in enumerate(records)]


def by_restatement(records: Records, person: ApplicantFacts) -> list[list[str]]:
    return [
        [reference_rules.verdict(record, person, is_partner=n in person.partner_programs)]
        for n, record in enumerate(records)
    ]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_three_agree_on_typical_applicants(who: str, catalog: Catalog, records: Records) -> None:
    person = PEOPLE[who]
    expected = by_restatement(records, person)
    assert by_findings(records, person) == expected
    assert by_sets(catalog, person) == expected


@given(person=people())
@settings(max_examples=60, deadline=None)
def test_the_three_agree_on_anybody(catalog: Catalog, records: Records, person: ApplicantFacts) -> None:
    expected = by_restatement(records, person)
    assert by_findings(records, person) == expected
    assert by_sets(catalog, person) == expected


@given(person=people())
@settings(max_examples=40, deadline=None)
def test_each_finding_agrees_with_the_restatement(records: Records, person: ApplicantFacts) -> None:
    for number, record in enumerate(records):
        here = number in person.partner_programs
        stated = [f.result for f in findings(record, person.at(number), TODAY) if f.result != "not_stated"]
        assert Counter(stated) == Counter(reference_rules.results(record, person, is_partner=here))


def warnings_in(record: dict[str, Any]) -> list[Flag]:
    """Return the warnings of a program by its record alone."""
    fresh_on = proof.fresh_on(record, None)
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    found = flags.red_flags(flags.FlagCase(record, price, fresh_on, TODAY))
    return warnings_among(found, age_warning(fresh_on, TODAY))


def test_the_catalog_warns_of_what_each_record_warns_of(catalog: Catalog, records: Records) -> None:
    found = catalog_warnings(catalog, range(len(records)))
    assert [[flag.rule for flag in found[number]] for number in range(len(records))] == [
        [flag.rule for flag in warnings_in(record)] for record in records
    ]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_answers_of_the_catalog_are_those_of_each_program(
    who: str, catalog: Catalog, records: Records
) -> None:
    person = PEOPLE[who]
    verdicts = [verdict(findings(record, person.at(n), TODAY)) for n, record in enumerate(records)]
    assert by_sets(catalog, person, Answer) == [
        [answer_of(decided, record["intake"], warnings_in(record))]
        for decided, record in zip(verdicts, records, strict=True)
    ]


@pytest.mark.parametrize("who", PEOPLE)
def test_no_program_with_a_red_flag_is_a_plain_yes(who: str, catalog: Catalog, records: Records) -> None:
    answers = by_sets(catalog, PEOPLE[who], Answer)
    flagged = [number for number, record in enumerate(records) if warnings_in(record)]
    assert len(flagged) > 300
    assert [number for number in flagged if answers[number] == [Answer.QUALIFY]] == []
