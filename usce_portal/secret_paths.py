"""Keeps out of the logs the addresses that are keys: who reads a log must not be able to use them."""

import logging
import re

# However a slash can be written: twice, with dots, escaped, escaped again.
SLASH = r"(?:[/\\]|%(?:25)*(?:2f|5c))"
SLASHES = rf"{SLASH}(?:{SLASH}|\.|%(?:25)*2e)*"
# A private calendar, a letter writer's page, the way out of reminders, a password reset, the confirmation of
# an address, what became of a report, a host's correction.
KEYED = (
    "calendar",
    "letter",
    "reminders/unsubscribe",
    "accounts/password/reset/key",
    "accounts/confirm-email",
    "programs/reports",
    "programs/host",
)
SECRET_PATH = re.compile(
    rf"({SLASH}(?:{'|'.join(KEYED).replace('/', SLASHES)}){SLASHES})([^\s?\"']+)", re.IGNORECASE
)
# What may follow a secret in an address of ours, such as /documents/7/.
HARMLESS = re.compile(r"(?:/(?:[a-z-]{1,20}|\d{1,19})?)*")


def redact_match(match: re.Match[str]) -> str:
    """An address without its secret, and without what follows it unless that is harmless."""
    start, (_, slash, tail) = match[1], match[2].partition("/")
    return f"{start}[secret]{slash}{tail}" if HARMLESS.fullmatch(slash + tail) else f"{start}[secret]"


class SecretPathFilter(logging.Filter):
    """Replaces the secret part of an address in every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line where it holds a secret; no line is dropped."""
        message = record.getMessage()
        plain = SECRET_PATH.sub(redact_match, message)
        if plain != message:
            record.msg, record.args = plain, ()
        return True
