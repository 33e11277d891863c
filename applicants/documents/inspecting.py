"""Looks into what strangers send, in a process of its own."""

from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from applicants.documents.checking.faults import RefusedError
from applicants.documents.checking.files import check_content, check_outside
from applicants.documents.storage import local_copy
from applicants.profile.rate_limits import RetryLaterError
from programs import sandbox

BUSY = "Many files are being checked right now, and this one was not saved. Try again in a minute."
TOO_MUCH = "This file takes too long to check. Print it to a new PDF, or take a new photo, and upload that."


BUSY_SECONDS = 10


class InspectionBusyError(RetryLaterError):
    """Too many others wait for a check."""

    def __init__(self, message: str) -> None:
        super().__init__(message, BUSY_SECONDS)


def inspect(upload: UploadedFile) -> str:
    """The content type of an upload that is safe to keep.

    Raise RefusedError, in words, for any other, also for one that takes more time or memory than a check may;
    raise InspectionBusyError when too many others wait.
    """
    content_type = check_outside(upload.name or "", upload.size or 0)
    with local_copy(upload) as path, Path(path).open("rb") as file:
        try:
            sandbox.run(check_content, [file], raises=RefusedError, content_type=content_type)
        except sandbox.BusyError as error:
            raise InspectionBusyError(BUSY) from error
        except sandbox.StoppedError as error:
            raise RefusedError(TOO_MUCH) from error
    return content_type
