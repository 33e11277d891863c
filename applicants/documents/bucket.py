"""Private files in a bucket that speaks S3. Imported only where FILES_URL names one."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from applicants.documents.storage import StorageAwayError, Stored

MISSING = {"404", "NoSuchKey", "NotFound"}
FULL = {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "507"}
# Larger than any upload: one request writes a file whole, and a killed worker leaves no part behind.
ONE_REQUEST = TransferConfig(multipart_threshold=64 * 1024 * 1024, use_threads=False)
PATIENCE = Config(
    max_pool_connections=32,  # as many as a worker has threads
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 3, "mode": "standard"},
    s3={"addressing_style": "path"},
    signature_version="s3v4",
)


class BucketStorage(S3Storage):
    """Objects without public access, readable with the portal's own key only; no address leads to them."""

    def get_default_settings(self) -> dict[str, Any]:
        """The options that are ours and not the environment's."""
        ours = {
            "client_config": PATIENCE,
            "transfer_config": ONE_REQUEST,
            "default_acl": None,  # as the bucket has it: private
            "querystring_auth": False,
            "file_overwrite": True,  # names are random: nothing has to be asked first
            "default_content_type": "application/octet-stream",
            "max_memory_size": 0,  # nothing of a file on a disk of ours
        }
        return super().get_default_settings() | ours

    def _save(self, name: str, content: Any) -> str:
        with translate_errors():
            content.seek(0)
            return super()._save(name, Kept(content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with translate_errors():
            file = super()._open(name, mode)
            file.seek(0)  # fetches it: from here on nothing can fail
            return file

    def delete(self, name: str) -> None:
        """Delete an object; one that is gone is fine."""
        with translate_errors():
            super().delete(name)

    def stored(self) -> Iterator[Stored]:
        with translate_errors():
            for found in self.bucket.objects.all():
                yield Stored(found.key, found.last_modified)

    def url(self, *_: Any, **__: Any) -> str:
        """Private files have no address, not even one that expires."""
        raise ValueError("Private files have no address.")


class Kept:
    """A file that stays open: boto closes what it has sent, and we still have to read it."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def close(self) -> None:
        """Do nothing: whoever opened the file closes it."""


@contextlib.contextmanager
def translate_errors() -> Iterator[None]:
    """Turn the bucket's errors into those that a disk has: missing, full, or away."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
        if code in FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise StorageAwayError(errno.EIO, f"The bucket answered {code or 'nothing'}") from error
    except BotoCoreError as error:
        raise StorageAwayError(errno.EIO, type(error).__name__) from error
