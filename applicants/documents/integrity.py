"""Whether the file of every row is there, and is the one that was uploaded."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from applicants.documents.storage import PrivateStorage
from applicants.documents.stored_paths import known_paths, known_sums


@dataclass
class IntegrityReport:
    """Files that were looked at, and the paths of those that are missing or changed."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every file is the one that its row knows."""
        return not self.missing and not self.changed

    @property
    def words(self) -> str:
        return f"{self.checked} files checked, {len(self.missing)} missing, {len(self.changed)} changed"


def check_files() -> IntegrityReport:
    """Read the file of every row and compare its hash.

    A file that is missing although its row went meanwhile is none: its applicant has deleted it.
    """
    audit, storage = IntegrityReport(), PrivateStorage()
    for path, sha256 in known_sums().items():
        audit.checked += 1
        try:
            with storage.open(path, "rb") as file:
                if sha256_of(file.chunks()) != sha256:
                    audit.changed.append(path)
        except FileNotFoundError:
            audit.missing.append(path)
    if audit.missing:
        audit.missing = sorted(known_paths() & set(audit.missing))
    return audit


def sha256_of(chunks: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
