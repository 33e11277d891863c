"""What the account costs with 50 applications beside the same pages empty, in one process.

    python -m benchmarks.accounts            medians, ratios and SQL statements
    python -m benchmarks.accounts --profile  cProfile of the full dashboard, by own time

It makes a SQLite database of its own in a temporary folder, with shipped programs, and throws it away.
Requests go through the whole middleware, both applicants in turn. Times are processor time.
"""

import argparse
import cProfile
import datetime
import os
import pstats
import statistics
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack

FOLDER = tempfile.TemporaryDirectory(prefix="portal-accounts-")
os.environ["PORTAL_ENV"] = "development"
os.environ["PORTAL_VAR"] = FOLDER.name
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from applicants.applications.workflow import ApplicationStatus  # noqa: E402
from applicants.guides.loading import load_seasons  # noqa: E402
from applicants.models import Applicant, Application, ApplicationMove, Exam, Payment, User  # noqa: E402
from programs.models import Program  # noqa: E402

APPLICATIONS = 50
ROUNDS, WARM_UPS = 200, 20
GOAL_RATIO, GOAL_QUERIES = 3, 8
PAGES = ("/dashboard/", *(f"/applications/?view={view}" for view in ("board", "table", "agenda", "month")))


def make_applicant(email: str) -> Applicant:
    """Return an applicant with an account."""
    return Applicant.objects.create(user=User.objects.create_user(email), time_zone="Africa/Lagos")


def fill(applicant: Applicant) -> None:
    """Put applications of every status in the account, with dates, payments and a history."""
    today = timezone.localdate()
    programs = list(Program.objects.order_by("pk")[:APPLICATIONS])
    for number, program in enumerate(programs):

        def day(away: int, number: int = number) -> datetime.date:
            return today + datetime.timedelta(days=away + number)

        status = ApplicationStatus.values[number % len(ApplicationStatus)]
        application = Application.objects.create(
            applicant=applicant,
            program=program,
            record=program.record,
            name=program.name,
            host_name=program.host.name,
            state=program.host.state,
            status=status,
            deadline_on=day(-10) if number % 2 else None,
            starts_on=day(60),
            ends_on=day(88),
            reply_by=day(3),
            next_action="Ask for the form",
            next_action_on=day(-5),
        )
        Payment.objects.create(application=application, what="Fee", amount_usd=100, due_on=day(1))
        for moved in ("shortlisted", "preparing", "submitted"):
            ApplicationMove.objects.create(application=application, to_status=moved, happened_on=day(-90))
    Exam.objects.create(applicant=applicant, kind="toefl", status="scheduled", taken_on=today)


def client_of(applicant: Applicant) -> Client:
    """Return the applicant's browser."""
    client = Client()
    client.force_login(applicant.user)
    return client


def seconds(client: Client, address: str) -> float:
    """Return the processor time of one page."""
    started = time.thread_time()
    answer = client.get(address)
    assert answer.status_code == 200
    return time.thread_time() - started


def queries(client: Client, address: str) -> int:
    """Return how many SQL statements a page takes."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def measure(full: Client, empty: Client) -> None:
    """Print a line for each page, both applicants asked in turn."""
    print("| Page | empty, ms | 50 applications, ms | ratio | SQL |\n| --- | --- | --- | --- | --- |")
    for address in PAGES:
        times: dict[str, list[float]] = defaultdict(list)
        for number in range(WARM_UPS + ROUNDS):
            for name, client in (("full", full), ("empty", empty)):
                spent = seconds(client, address)
                if number >= WARM_UPS:
                    times[name].append(spent)
        most, least = statistics.median(times["full"]), statistics.median(times["empty"])
        counted = f"{queries(empty, address)} / {queries(full, address)}"
        print(f"| {address} | {least * 1000:.1f} | {most * 1000:.1f} | {most / least:.2f} | {counted} |")
    print(f"\nGoal for the dashboard: ratio at most {GOAL_RATIO}, at most {GOAL_QUERIES} SQL statements.")


def profile(full: Client) -> None:
    """Print where the full dashboard's time goes."""
    profiler = cProfile.Profile()
    seconds(full, PAGES[0])
    with profiler:
        for _ in range(ROUNDS):
            seconds(full, PAGES[0])
    pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


def main() -> None:
    """Fill the database and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with ExitStack() as stack:
        stack.callback(FOLDER.cleanup)
        stack.enter_context(override_settings(ALLOWED_HOSTS=["testserver"]))
        call_command("migrate", verbosity=0)
        call_command("load_catalog", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
        call_command("collectstatic", interactive=False, verbosity=0)
        load_seasons(settings.BASE_DIR / "fixtures" / "reference")
        full, empty = make_applicant("full@example.org"), make_applicant("empty@example.org")
        fill(full)
        if given.profile:
            profile(client_of(full))
        else:
            measure(client_of(full), client_of(empty))
        connection.close()


if __name__ == "__main__":
    main()
