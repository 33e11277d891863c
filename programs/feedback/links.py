"""Private links: who has one sees one report or one proposal. Nothing is stored that could be stolen."""

import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from programs.models import HostProposal, Report

REPORTS = signing.Signer(salt="programs.feedback.report")
PROPOSALS = signing.Signer(salt="programs.feedback.host_proposal")
# How long the mailed link opens the form; afterwards it shows what became of what was sent.
LINK_LASTS = datetime.timedelta(days=7)


def number_in(token: str, signer: signing.Signer) -> int | None:
    """The id that a token was made for; None for any other text."""
    try:
        return int(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def report_path(report: Report) -> str:
    return reverse("programs:report_detail", args=[REPORTS.sign(str(report.pk))])


def report_of(token: str) -> Report | None:
    """The report of a link with its program; None for a link that is not ours."""
    number = number_in(token, REPORTS)
    return None if number is None else Report.objects.with_programs().filter(pk=number).first()


def proposal_address(proposal: HostProposal) -> str:
    path = reverse("programs:host_proposal", args=[PROPOSALS.sign(str(proposal.pk))])
    return f"{settings.PORTAL_URL}{path}"


def proposal_of(token: str) -> HostProposal | None:
    """The proposal of a link with its program; None for a link that is not ours or was left unused."""
    number = number_in(token, PROPOSALS)
    proposal = None if number is None else HostProposal.objects.with_programs().filter(pk=number).first()
    if proposal and proposal.submitted_at is None and proposal.created_at < timezone.now() - LINK_LASTS:
        return None
    return proposal
