"""How a host's office gets its link, and hands in what it has to say; curators decide on it."""

import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from programs import records
from programs.feedback.links import LINK_LASTS, proposal_address
from programs.models import HostProposal, Program
from programs.report_choices import ProposalState

# Links to one address in a day: a stranger must not fill a host's mailbox.
MOST_LINKS = 3
DAY = datetime.timedelta(days=1)
SUBJECT = "Correct your program on the USCE portal"
TEXT = """Hello,

Somebody, probably you, asked for this link on the page of a program at your institution:

{name}

Open it to say what is right. It works once, for {days} days:

{address}

A curator of the portal reviews what you send before visitors see it. If you did not ask for this mail,
you need not do anything.
"""


@transaction.atomic
def send_link(program: Program, email: str) -> bool:
    """Mail a link to an address at the host; False when it has had enough of them today."""
    HostProposal.objects.without_answer_before(timezone.now() - LINK_LASTS).delete()
    if HostProposal.objects.asked_since(timezone.now() - DAY, email).count() >= MOST_LINKS:
        return False
    proposal = HostProposal.objects.create(program=program, email=email)
    text = TEXT.format(
        name=" ".join(program.name.split()), days=LINK_LASTS.days, address=proposal_address(proposal)
    )
    EmailMessage(SUBJECT, text, to=[email]).send()
    return True


def proposed_facts(program: Program, before: records.Record) -> dict[str, list[object]]:
    """What differs between a record and a program's columns as a form has set them, unsaved."""
    return records.changed_facts(before, records.record_of(program))


def hand_in(proposal: HostProposal, facts: dict[str, list[object]], note: str) -> bool:
    """Keep what the office says for review; False when the link has been used before."""
    unused = HostProposal.objects.filter(pk=proposal.pk, submitted_at__isnull=True)
    return bool(
        unused.update(facts=facts, note=note, submitted_at=timezone.now(), state=ProposalState.WAITING)
    )
