"""How much one applicant may keep."""

from dataclasses import dataclass

from applicants.documents.sizes import MEGABYTE, size_words
from applicants.profile.caps import CAPS

MAX_FILES = CAPS["applicants.documentversion"].most
MAX_BYTES = 200 * MEGABYTE


@dataclass(frozen=True)
class Use:
    """How many files an applicant keeps, and their bytes together."""

    files: int
    size: int

    def fault(self, size: int) -> str | None:
        """Why a file of so many bytes does not fit beside them; None when it does."""
        if self.files >= MAX_FILES:
            return f"You have {MAX_FILES} files, the most you can keep. Delete one first."
        if self.size + size > MAX_BYTES:
            return f"Your files would be over {size_words(MAX_BYTES)} together. Delete one first."
        return None

    @property
    def words(self) -> str:
        return (
            f"{self.files} of {MAX_FILES} files, {size_words(self.size)} of {size_words(MAX_BYTES)} are used."
        )
