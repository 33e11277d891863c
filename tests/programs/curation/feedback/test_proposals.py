"""What becomes of a host's own word."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from applicants.models import User
from programs.curation.feedback.proposals import (
    HOSTS_WORD,
    DecidedError,
    accept_proposal,
    check_facts_fit,
    refuse_proposal,
)
from programs.models import HostProposal, Program
from programs.proof import fact_place
from tests.factories import make_program

FACTS = {"intake": [None, "open"], "housing": ["provided", None], "weeks_min": [None, 2]}


@pytest.fixture
def program(db: None) -> Program:
    return make_program(housing="provided", website="https://www.mercy.org/visitors", letter="on_merit")


@pytest.fixture
def proposal(program: Program) -> HostProposal:
    moment = datetime.datetime(2026, 11, 5, 12, tzinfo=datetime.UTC)
    return HostProposal.objects.create(
        program=program, email="ann@mercy.org", state="waiting", facts=FACTS, submitted_at=moment
    )


def test_accepted_facts_rest_on_the_host_s_own_word(
    program: Program, proposal: HostProposal, curator: User
) -> None:
    old = program.record["sources"]
    accept_proposal(proposal, ["intake", "housing"], curator)
    program.refresh_from_db()
    record, change = program.record, program.changes.first()
    assert (record["intake"], record["housing"], record["weeks_min"]) == ("open", None, None)
    word = {
        "url": "https://www.mercy.org/visitors",
        "title": HOSTS_WORD,
        "page_date": "2026-11-05",
        "kind": "primary",
    }
    assert record["sources"] == [*old, word]
    assert (fact_place(record, "intake"), fact_place(record, "letter")) == (1, 0)
    assert (change.action, change.by, change.reason) == (
        *("host", curator, f"{HOSTS_WORD}, from an address at mercy.org"),
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.email, proposal.decided_by) == ("accepted", "mercy.org", curator)


def test_a_note_alone_changes_no_record(program: Program, proposal: HostProposal, curator: User) -> None:
    accept_proposal(proposal, [], curator)
    assert program.changes.count() == 1


def test_a_refusal_changes_no_record(program: Program, proposal: HostProposal, curator: User) -> None:
    proposal.answer = "Your page says otherwise"
    refuse_proposal(proposal, curator)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, program.changes.count()) == (
        *("refused", "Your page says otherwise", 1),
    )


@pytest.mark.parametrize("again", [lambda p, by: accept_proposal(p, ["intake"], by), refuse_proposal])
def test_the_first_decision_counts(
    again: Any, program: Program, proposal: HostProposal, curator: User
) -> None:
    refuse_proposal(proposal, curator)
    with pytest.raises(DecidedError):
        again(proposal, curator)
    assert program.changes.count() == 1


def test_trying_out_leaves_nothing_behind(program: Program, proposal: HostProposal) -> None:
    check_facts_fit(proposal, ["intake"])
    program.refresh_from_db()
    assert (program.intake, program.sources.count(), program.changes.count()) == ("", 1, 1)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"weeks_min": [None, 8], "weeks_max": [None, 4]}, "do not fit together"),
        ({"type": ["observership", "nonsense"]}, "nonsense"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    facts: dict[str, Any], words: str, program: Program, proposal: HostProposal
) -> None:
    proposal.facts = facts
    with pytest.raises(ValidationError, match=words):
        check_facts_fit(proposal, list(facts))


def test_other_facts_do_not_come_to_rest_on_the_host_s_word(proposal: HostProposal) -> None:
    proposal.program.sources.all().delete()
    with pytest.raises(ValidationError, match="Record a source"):
        check_facts_fit(proposal, ["intake"])
