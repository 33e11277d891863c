"""What a host's office proposes, as its page and the curators' page show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from programs import facts, formatting
from programs.models import HostProposal
from programs.records import BLANK
from programs.report_choices import ProposalState


@dataclass(frozen=True)
class ProposedFact:
    """One fact in words: as it was when the office was asked, and as the office says."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ProposalPage:
    """A host's page for corrections, before and after it is sent.

    ``form`` is there until it is sent; afterwards ``facts`` and ``note`` say what was.
    """

    name: str
    address: str
    form: forms.BaseForm | None
    facts: Sequence[ProposedFact]
    note: str
    is_waiting: bool
    is_accepted: bool
    answer: str

    @classmethod
    def of(cls, proposal: HostProposal, form: forms.BaseForm) -> "ProposalPage":
        program = proposal.program
        return cls(
            name=program.name,
            address=program.get_absolute_url(),
            form=form if proposal.submitted_at is None else None,
            facts=proposed_facts(proposal),
            note=proposal.note,
            is_waiting=proposal.state == ProposalState.WAITING,
            is_accepted=proposal.state == ProposalState.ACCEPTED,
            answer=proposal.answer,
        )


def fact_value_words(name: str, value: object) -> str:
    return facts.FACTS_BY_NAME[name].words(BLANK | ({} if value is None else {name: value})) or (
        formatting.NOT_STATED
    )


def proposed_facts(proposal: HostProposal) -> list[ProposedFact]:
    return [
        ProposedFact(
            name, facts.fact_label(name), fact_value_words(name, before), fact_value_words(name, after)
        )
        for name, (before, after) in proposal.facts.items()
    ]
