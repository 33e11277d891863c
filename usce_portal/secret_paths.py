"""Keeps out of the logs the addresses that are keys: who reads a log must not be able to use them."""

import logging
import re

# A private calendar, a letter writer's page, the way out of reminders, a password reset, the confirmation of
# an address.
SECRET_PATH = re.compile(
    r"(/calendar/|/letter/|/reminders/unsubscribe/"
    r"|/accounts/password/reset/key/|/accounts/confirm-email/)[^\s/?\"']+"
)


class SecretPathFilter(logging.Filter):
    """Replaces the secret part of an address in every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line where it holds a secret; no line is dropped."""
        message = record.getMessage()
        redacted = SECRET_PATH.sub(r"\1[secret]", message)
        if redacted != message:
            record.msg, record.args = redacted, ()
        return True
