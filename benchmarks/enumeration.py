"""Whether the time of an answer gives away who has an account: python -m benchmarks.enumeration [rounds].

Known and unknown addresses take turns at log-in, reset and sign-up, in one process, with the real password
hash and without the limits on guessing. Prints medians and their ratio; the pass mark is 0.8 to 1.25.
"""

import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import django

Act = Callable[[str], tuple[str, dict[str, str]]]

ACTS: dict[str, Act] = {
    "log-in": lambda email: ("/accounts/login/", {"login": email, "password": "wrong horse battery"}),
    "reset": lambda email: ("/accounts/password/reset/", {"email": email}),
    "sign-up": lambda email: ("/accounts/signup/", {"email": email, "password1": "a quiet long river"}),
}


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each act for a known and an unknown address."""
    from django.test import Client  # noqa: PLC0415 - after django.setup()

    from tests.factories import make_person  # noqa: PLC0415

    numbers = itertools.count()
    found = {}
    for name, act in ACTS.items():
        known = [f"known{next(numbers)}@example.org" for _ in range(rounds)]
        for email in known:
            make_person(email)
        times: dict[bool, list[float]] = {True: [], False: []}
        for email in known:
            for is_known in (True, False):
                address, form = act(email if is_known else f"unknown{next(numbers)}@example.org")
                client = Client()
                started = time.perf_counter()
                client.post(address, form)
                times[is_known].append((time.perf_counter() - started) * 1000)
        found[name] = (statistics.median(times[True]), statistics.median(times[False]))
    return found


def main() -> None:
    """Measure on a database of its own and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"PORTAL_ENV": "development", "PORTAL_VAR": var, "ALLOWED_HOSTS": "testserver"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "usce_portal.settings"
        django.setup()
        from django.conf import settings  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        settings.ACCOUNT_RATE_LIMITS = False
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        call_command("migrate", verbosity=0)
        for name, (known, unknown) in measure(rounds).items():
            print(f"{name:8} known {known:6.1f} ms, unknown {unknown:6.1f} ms, ratio {known / unknown:.2f}")


if __name__ == "__main__":
    main()
