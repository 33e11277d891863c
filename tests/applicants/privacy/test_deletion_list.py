"""What the page before a deletion says will go."""

import pytest
from django.apps import apps

from applicants.privacy import deletion_list
from applicants.privacy.deletion_list import LAST_LINE, LINES, deletion_lines


def test_the_lines_stand_first_and_the_account_last() -> None:
    lines = deletion_lines()
    assert lines[: len(LINES)] == [line for line, _ in LINES]
    assert lines[-1] == LAST_LINE


def test_the_models_of_the_lines_are_there() -> None:
    own = {model._meta.model_name for model in apps.get_app_config("applicants").get_models()}
    assert [name for _, names in LINES for name in names.split() if name not in own] == []


def test_a_model_that_no_line_tells_of_has_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deletion_list, "LINES", (("your profile", "answer ratecount"), *LINES[1:]))
    assert "your exams" in deletion_lines()
