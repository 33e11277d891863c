"""Advisors keep the account's guides true in the admin."""

import pytest
from django.test import Client

from applicants.models import EntryRule, StageAdvice
from tests.admin_forms import save

pytestmark = pytest.mark.django_db
SOURCE = {
    "grade": "official",
    "source_title": "Page",
    "source_url": "https://example.org/",
    "as_of": "2026-11",
}


def test_an_advisor_changes_a_rule(curator_client: Client) -> None:
    rule = EntryRule.objects.create(status="B-1", says="Old", activities=["observing"], **SOURCE)
    save(curator_client, rule, says="New", stages=["graduate"])
    rule.refresh_from_db()
    assert (rule.says, rule.activities, rule.stages) == ("New", ["observing"], ["graduate"])


def test_a_code_that_is_none_is_refused(curator_client: Client) -> None:
    advice = StageAdvice.objects.create(title="Old", says="Do it", stages=["graduate"], **SOURCE)
    response = save(curator_client, advice, title="New", stages=["king"])
    advice.refresh_from_db()
    assert (response.status_code, advice.title) == (200, "Old")
