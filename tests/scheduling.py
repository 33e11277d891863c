"""Which tests stay together on one worker of pytest-xdist: those that share what is expensive to start.

The mark ``xdist_group`` does nothing here: xdist 3.8 adds the group to an attribute of the test that
pytest 9.2 no longer reads, so that every test goes to either worker.
"""

from xdist.scheduler import LoadGroupScheduling

# By the start of a test's name. Groups come first, the one with the most tests before the others.
TOGETHER = (
    "tests/browser/",  # a server with the catalogue, and Chromium
    "tests/test_fuzz.py",  # the catalogue
    "tests/test_pages.py",  # the catalogue
)


class Scheduling(LoadGroupScheduling):
    """Hands out the tests of a group at once, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)
