"""Recorded changes in words."""

import pytest

from applicants.models import User
from programs.change_text import ChangedFact
from programs.curation.history.change_texts import author_of, change_texts
from programs.models import Change


@pytest.mark.django_db
def test_who_made_a_change() -> None:
    cora = User.objects.create_user("cora@example.org", "correct horse", name="Cora")
    changes = [Change(by=cora, action="edited"), Change(action="imported"), Change(action="edited")]
    unknown = "an import, or an account since removed"
    assert [author_of(change) for change in changes] == ["Cora", "an import", unknown]


def test_history_keeps_the_order() -> None:
    changes = [Change(action="imported", facts={"name": ["A", "B"]}), Change(action="imported")]
    assert [(words.change, words.facts) for words in change_texts((change, {}) for change in changes)] == [
        (changes[0], [ChangedFact("Name", "A", "B")]),
        (changes[1], []),
    ]
