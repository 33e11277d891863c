"""Verdicts by bitmaps, by findings, and by a plain re-statement of the rules: all the same."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings

from applicants.eligibility.applicant_facts import ApplicantFacts
from applicants.eligibility.assessment import findings, verdict
from applicants.eligibility.catalog_assessment import CatalogAssessment
from programs.search.index import Index
from tests.applicants.eligibility import reference_rules
from tests.applicants.eligibility.sample_applicants import PEOPLE, TODAY, people

Records = list[dict[str, Any]]


def by_bitmaps(index: Index, person: ApplicantFacts) -> list[list[str]]:
    """Return the verdicts of each program of the index, in the order of the records."""
    bitmaps = CatalogAssessment(index, person).bitmaps
    slots = range(len(index.program_ids))
    found = {
        index.program_ids[slot]: [name for name, programs in bitmaps.items() if programs >> slot & 1]
        for slot in slots
    }
    return [found[number] for number in sorted(found)]


def by_findings(records: Records, person: ApplicantFacts) -> list[list[str]]:
    return [[verdict(findings(record, person.at(n), TODAY))] for n, record in enumerate(records)]


def by_restatement(records: Records, person: ApplicantFacts) -> list[list[str]]:
    return [
        [reference_rules.verdict(record, person, is_partner=n in person.partner_programs)]
        for n, record in enumerate(records)
    ]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_three_agree_on_typical_applicants(who: str, index: Index, records: Records) -> None:
    person = PEOPLE[who]
    expected = by_restatement(records, person)
    assert by_findings(records, person) == expected
    assert by_bitmaps(index, person) == expected


@given(person=people())
@settings(max_examples=60, deadline=None)
def test_the_three_agree_on_anybody(index: Index, records: Records, person: ApplicantFacts) -> None:
    expected = by_restatement(records, person)
    assert by_findings(records, person) == expected
    assert by_bitmaps(index, person) == expected


@given(person=people())
@settings(max_examples=40, deadline=None)
def test_each_finding_agrees_with_the_restatement(records: Records, person: ApplicantFacts) -> None:
    for number, record in enumerate(records):
        here = number in person.partner_programs
        stated = [f.result for f in findings(record, person.at(number), TODAY) if f.result != "not_stated"]
        assert Counter(stated) == Counter(reference_rules.results(record, person, is_partner=here))
