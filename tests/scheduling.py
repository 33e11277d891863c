"""Which tests stay together on one worker of pytest-xdist: those that share what is expensive to start.

The mark ``xdist_group`` does nothing here: xdist 3.8 adds the group to an attribute of the test that
pytest 9.2 no longer reads, so that every test goes to either worker.
"""

from xdist.scheduler import LoadGroupScheduling

# By the start of a test's name, the first that fits. Groups come before all other tests, the largest first.
TOGETHER = (
    # A server with the catalog, and Chromium, for each of two groups: one would outlast all the rest.
    "tests/browser/test_every_",
    "tests/browser/",
    "tests/applicants/documents/test_checking.py",  # the corpora
    "tests/test_fuzz.py",  # the catalog
    "tests/test_pages.py",  # the catalog
)


class Scheduling(LoadGroupScheduling):
    """Hands out the tests of a group at once, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)
