"""Deletes private files that neither a document nor a letter knows."""

from applicants.documents.models import DocumentVersion
from applicants.documents.sweeping import sweep_files
from applicants.letters.models import LetterFile


def known_paths() -> set[str]:
    """Return where every private file is kept that some row knows."""
    return DocumentVersion.objects.all().paths() | LetterFile.objects.all().paths()


def sweep_private_files() -> int:
    """Delete old files that no row knows; return how many."""
    return sweep_files(known_paths)
