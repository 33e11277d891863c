"""The documents of an application: what a record asks for, alternatives, progress."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.checklists import Progress, groups_of, lines_of, progress
from applicants.applications.choices import DocumentState
from applicants.documents.choices import Readiness
from applicants.documents.validity import Verdict


@dataclass(frozen=True)
class Line:
    """What the rules read of a checklist line."""

    pk: int
    any_of: str = ""
    state: str = "to_get"
    is_required: bool = True


def test_a_record_gives_a_line_for_each_requirement_that_it_does_not_waive() -> None:
    record = {
        "requirements": [
            {"code": "cv", "level": "required", "minimum": None, "detail": None},
            {
                "code": "toefl",
                "level": "preferred",
                "minimum": 108,
                "detail": "iBT.",
                "any_of": "English test",
                "applies_to": "Foreign nationals",
                "valid_days": 180,
            },
            {"code": "usmle_step3", "level": "not_required", "minimum": None, "detail": None},
        ]
    }
    assert lines_of(record, {"cv": "Curriculum vitae"}) == [
        {
            "code": "cv",
            "label": "Curriculum vitae",
            "detail": "",
            "any_of": "",
            "is_required": True,
            "valid_days": None,
        },
        {
            "code": "toefl",
            "label": "Toefl",
            "detail": "For: Foreign nationals. At least 108. iBT",
            "any_of": "English test",
            "is_required": False,
            "valid_days": 180,
        },
    ]
    assert lines_of({}, {}) == []


LINES = st.lists(
    st.builds(
        Line, pk=st.integers(1), any_of=st.sampled_from(["", "A", "B"]), state=st.sampled_from(DocumentState)
    ),
    unique_by=lambda line: line.pk,
)


@given(lines=LINES)
def test_groups_keep_every_line_once_and_alternatives_together(lines: list[Line]) -> None:
    groups = groups_of(lines)
    assert sorted(line.pk for group in groups for line in group.lines) == sorted(line.pk for line in lines)
    named = [group.name for group in groups if group.name]
    assert len(named) == len(set(named))
    assert all(len(group.lines) == 1 for group in groups if not group.name)
    assert [group.lines[0].pk for group in groups] == [
        line.pk
        for number, line in enumerate(lines)
        if not line.any_of or line.any_of not in {before.any_of for before in lines[:number]}
    ]


@given(lines=LINES)
def test_progress_counts_what_is_needed_and_never_more_than_that(lines: list[Line]) -> None:
    done = progress(groups_of(lines), {})
    assert 0 <= done.ready <= done.asked <= len(lines)
    needed = {line.any_of or line.pk for line in lines if line.state != "not_needed"}
    ready = {line.any_of or line.pk for line in lines if line.state == "have"}
    assert (done.asked, done.ready) == (len(needed), len(ready))


@pytest.mark.parametrize("state", DocumentState)
@pytest.mark.parametrize("check", Readiness)
def test_a_document_that_is_ready_counts_and_one_that_ends_too_early_does_not(
    state: DocumentState, check: Readiness
) -> None:
    told = {"ready": True, "expires_during": False, "expired_before": False}
    groups = groups_of([Line(pk=1, state=state)])
    assert groups[0].is_ready({1: Verdict(check, "")}) == told.get(check, state == "have")


@pytest.mark.parametrize(
    ("ready", "asked", "words"),
    [
        (0, 0, "No documents to get"),
        (0, 1, "0 of 1 ready"),
        (1, 1, "The one document is ready"),
        (2, 3, "2 of 3 ready"),
        (3, 3, "All 3 ready"),
    ],
)
def test_progress_in_words(ready: int, asked: int, words: str) -> None:
    assert Progress(ready, asked).words == words
