"""Asks another program about a file, where the environment names one: UPLOAD_SCAN_COMMAND."""

import logging
import subprocess

from django.conf import settings
from django.core.exceptions import ValidationError

log = logging.getLogger(__name__)

SECONDS = 60
CLEAN, FOUND = 0, 1  # as clamscan and clamdscan answer


def scan(path: str) -> None:
    """Raise ValidationError when the scanner finds something in a file, or does not answer."""
    if not settings.UPLOAD_SCAN_COMMAND:
        return
    answer = answer_of([*settings.UPLOAD_SCAN_COMMAND, path])
    if answer == FOUND:
        raise ValidationError("The virus scanner found something in this file. Nothing was saved.")
    if answer != CLEAN:
        raise ValidationError("The virus scanner does not answer right now. Try again in a few minutes.")


def answer_of(command: list[str]) -> int | None:
    """How a command ended; None when it did not."""
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("The upload scanner did not run: %s", type(error).__name__)  # noqa: TRY400
        return None
    return ended.returncode
