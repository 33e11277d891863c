"""Verdicts by sets of programs, by findings, and by a plain re-statement of the rules: all the same."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import findings, verdict
from applicants.eligibility.catalog_assessment import CatalogAssessment
from programs.choices import ProgramSort
from programs.search import Catalog
from tests.applicants.eligibility import reference_rules
from tests.applicants.eligibility.sample_applicants import PEOPLE, TODAY, people

pytestmark = pytest.mark.django_db  # the words of the filters are read from it

Records = list[dict[str, Any]]


def by_sets(catalog: Catalog, person: ApplicantFacts) -> list[list[str]]:
    """Return the verdicts of each program of the catalog, in the order of the records."""
    fit = CatalogAssessment(catalog, person).fit
    ids = {
        name: set(catalog.first_ids(programs, ProgramSort.NAME, len(programs)))
        for name, programs in fit.items()
    }
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
