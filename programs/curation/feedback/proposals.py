"""Deciding what a host's office proposes. What is accepted rests on a source of its own, with its date."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from programs import proof
from programs.choices import ChangeAction, SourceKind
from programs.curation.publishing.changes import apply_change
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.feedback.host_address import domain_of
from programs.models import CatalogVersion, HostProposal, Program
from programs.records import BLANK, Record, record_of
from programs.report_choices import ProposalState

HOSTS_WORD = "The host's own word"
NO_SOURCE = (
    "Record a source for the program's other facts first: without one they would rest on the host's word."
)


class DecidedError(Exception):
    """A proposal that somebody else has decided meanwhile."""


def add_hosts_word(record: Record, proposal: HostProposal, accepted: Collection[str]) -> Record:
    """A record with the accepted facts, each resting on the host's own word as of its day."""
    if not record["sources"]:
        raise ValidationError(NO_SOURCE)
    values = {key: after for key, (_, after) in proposal.facts.items() if key in accepted}
    stated = {key: BLANK[key] if value is None else value for key, value in values.items()}
    source = {
        "url": record["website"] or f"https://{domain_of(proposal.email)}/",
        "title": HOSTS_WORD,
        "page_date": f"{proposal.submitted_at:%Y-%m-%d}",
        "kind": SourceKind.PRIMARY.value,
    }
    sources = [*record["sources"], *([] if source in record["sources"] else [source])]
    new = record | stated | {"sources": sources}
    paths = {path: place for path, place in record["proof"].items() if path.partition(".")[0] not in values}
    return new | {"proof": proof.normalize_proof(new, paths | dict.fromkeys(values, sources.index(source)))}


def save_decision(proposal: HostProposal, state: ProposalState, by: Any) -> None:
    """Save a decision and its answer; of the address only the host's domain is kept.

    Raise DecidedError when it has been decided meanwhile.
    """
    decision = {
        "state": state,
        "decided_by": by,
        "decided_at": timezone.now(),
        "email": domain_of(proposal.email),
        "answer": proposal.answer,
    }
    if not HostProposal.objects.filter(pk=proposal.pk, state=ProposalState.WAITING).update(**decision):
        raise DecidedError


def write_accepted(proposal: HostProposal, accepted: Collection[str]) -> None:
    """Write the accepted facts; raise ValidationError if they do not fit the program as it is today."""
    program = Program.objects.for_editing().get(pk=proposal.program_id)
    new = add_hosts_word(record_of(program), proposal, accepted)
    try:
        with transaction.atomic():
            write_record(program, new, KnownRows.of_program(program))
    except DatabaseError as error:
        raise ValidationError("These facts do not fit together with the others.") from error


@transaction.atomic
def check_facts_fit(proposal: HostProposal, accepted: Collection[str]) -> None:
    """Raise ValidationError unless the accepted facts fit; nothing is saved either way."""
    write_accepted(proposal, accepted)
    transaction.set_rollback(True)


@transaction.atomic
def accept_proposal(proposal: HostProposal, accepted: Collection[str], by: Any) -> None:
    """Publish the accepted facts of a proposal; raise DecidedError if somebody else has decided it."""
    CatalogVersion.advance()
    save_decision(proposal, ProposalState.ACCEPTED, by)
    if accepted:
        write_accepted(proposal, accepted)
        reason = f"{HOSTS_WORD}, from an address at {domain_of(proposal.email)}"
        apply_change(proposal.program_id, ChangeAction.HOST, by=by, reason=reason)


def refuse_proposal(proposal: HostProposal, by: Any) -> None:
    """Leave the record as it is; the answer tells the office why."""
    save_decision(proposal, ProposalState.REFUSED, by)
