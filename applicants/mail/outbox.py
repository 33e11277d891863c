"""Puts mails into the outbox, and sends what is due."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from applicants.mail.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend that writes rows; they go out only if the transaction is committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one row for each address."""
        mails = [
            Mail(to=address, subject=message.subject[:200], text=message.body)
            for message in email_messages
            for address in message.recipients()
        ]
        return len(Mail.objects.bulk_create(mails))
