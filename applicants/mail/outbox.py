"""Puts mails into the outbox."""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from applicants.mail.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend that writes rows; they go out only if the transaction is committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one row for each address; raise ValueError for an attachment, which no email has here."""
        return len(Mail.objects.bulk_create([row for message in email_messages for row in rows_of(message)]))


def rows_of(message: EmailMessage) -> list[Mail]:
    if message.attachments:
        raise ValueError("The outbox carries text only.")
    headers = dict(message.extra_headers)
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    written = {"subject": message.subject[:200], "text": message.body, "headers": headers}
    return [Mail(to=address, user_id=owner_of(address), **written) for address in message.recipients()]


def owner_of(address: str) -> int | None:
    """The id of the account that an address belongs to, or None.

    An address that somebody has added and not confirmed may be anybody's.
    """
    confirmed = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    owned = Q(email__iexact=address) | confirmed
    return get_user_model().objects.filter(owned).values_list("pk", flat=True).first()
