"""What one PDF may cost to look at."""

from applicants.documents.checking.faults import RefusedError

TOO_BIG = "This PDF is too complicated to check. Print it to a new PDF and upload that."
# What a second is enough for: objects, values in them, bytes to be read sign by sign, bytes unpacked,
# codes of LZW and letters of ASCII85, which Python reads one by one.
MAX_OBJECTS, MAX_VALUES, MAX_READ = 40_000, 600_000, 1_500_000
MAX_ALL_UNPACKED, MAX_CODES, MAX_LETTERS = 200_000_000, 400_000, 4_000_000


class Budget:
    """What is left of what one file may cost."""

    def __init__(self) -> None:
        self.left = {
            "objects": MAX_OBJECTS,
            "values": MAX_VALUES,
            "read": MAX_READ,
            "parsed": MAX_READ,
            "unpacked": MAX_ALL_UNPACKED,
            "codes": MAX_CODES,
            "letters": MAX_LETTERS,
        }

    def spend(self, what: str, count: int = 1) -> None:
        """RefusedError when more is spent than there is."""
        self.left[what] -= count
        if self.left[what] < 0:
            raise RefusedError(TOO_BIG)
