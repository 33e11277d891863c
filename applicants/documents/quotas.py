"""How much one applicant may keep. Pure."""

from dataclasses import dataclass

from applicants.profile.caps import CAPS

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_FILES = CAPS["applicants.documentversion"].most
MAX_BYTES = 200 * MEGABYTE


@dataclass(frozen=True)
class Use:
    """How many files an applicant keeps, and their bytes together."""

    files: int
    size: int

    def fault(self, size: int) -> str | None:
        """Return why a file of so many bytes does not fit beside them; None when it does."""
        if self.files >= MAX_FILES:
            return f"You have {MAX_FILES} files, the most you can keep. Delete one first."
        if self.size + size > MAX_BYTES:
            return f"Your files would be over {size_words(MAX_BYTES)} together. Delete one first."
        return None

    @property
    def words(self) -> str:
        """Return the use as a sentence."""
        return (
            f"{self.files} of {MAX_FILES} files, {size_words(self.size)} of {size_words(MAX_BYTES)} are used."
        )


def size_words(size: int) -> str:
    """Return bytes in words: 10 MB, 1.5 MB, 12 kB."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
    return f"{-(-size // 1024)} kB"
