"""Stops an upload from filling the disk before anybody has looked at it."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from applicants.documents.sizes import MAX_FILE_BYTES

# Room for the largest file, and to see that a file is larger.
CAP_BYTES = MAX_FILE_BYTES + 1024 * 1024


class CappedUploadHandler(FileUploadHandler):
    """Lets the first megabytes of a request's files through to the handlers after it, and drops the rest.

    A file that was cut is given on empty with the size that it had, so that its form can say it is too large.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django passes it
        """Give on what is within the cap of all files of the request together."""
        self.received += len(raw_data)
        return raw_data if self.received <= CAP_BYTES else None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The empty stand-in of a file that was cut; None leaves a whole file to the others.

        ``file_size`` is Django's count of what this handler was given.
        """
        if self.received <= CAP_BYTES:
            return None
        for other in self.request.upload_handlers if self.request else ():
            if other is not self:
                other.upload_interrupted()  # what it has begun to write goes
        size = max(file_size, self.received)
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name, self.content_type, size, self.charset
        )
