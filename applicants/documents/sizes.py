"""Bytes: the most of one file, and how they are written. Pure, and without Django's settings."""

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE


def size_words(size: int) -> str:
    """Bytes in words: 10 MB, 1.5 MB, 12 kB."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
    return f"{-(-size // 1024)} kB"
