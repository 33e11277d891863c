"""Resolving what visitors report and suggest."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from programs.feedback.links import report_path
from programs.models import Report

SUBJECT = "Your message to the USCE portal"
TEXT = """Hello,

A curator has looked into what you wrote to the USCE portal: {outcome}.

{answer}
All of it: {address}

Your address is deleted with this mail.
"""


@transaction.atomic
def resolve_report(report: Report, by: Any) -> None:
    """Save a report's outcome and answer, and mail them to whoever left an address, which is then deleted."""
    report.resolved_by, report.resolved_at = by, timezone.now()
    email, report.email = report.email, ""
    report.save()
    if email:
        text = TEXT.format(
            outcome=report.get_outcome_display().lower(),
            answer=f"{report.answer}\n" if report.answer else "",
            address=f"{settings.PORTAL_URL}{report_path(report)}",
        )
        EmailMessage(SUBJECT, text, to=[email]).send()
