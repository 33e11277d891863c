"""How long the curators' pages take in one process, with the many programs of ``generate``.

    DATABASE_URL=sqlite:////tmp/many.sqlite3 python -m benchmarks.curators

The database gets a curator.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from applicants.models import User  # noqa: E402
from programs.models import Program  # noqa: E402
from tests.factories import make_advisor  # noqa: E402

ROUNDS = 7
CURATOR = "curator@benchmarks.example"
LIST = "/admin/programs/program/"
PAGES = {
    "start page": "/admin/",
    "list": LIST,
    "list, last page": f"{LIST}?p=last",
    "list, a state": f"{LIST}?state=TX",
    "list, a fact not stated": f"{LIST}?missing=letter",
    "search, two words": f"{LIST}?q=cardiology+cleveland",
    "search, a common word": f"{LIST}?q=observership",
    "search, nothing found": f"{LIST}?q=zebra",
    "form": f"{LIST}{{program}}/change/",
    "review queue": "/admin/review/",
    "reports": "/admin/reports/",
}


def median_of(client: Client, address: str) -> tuple[float, float]:
    """Return the medians of the whole time and of the processor's, in milliseconds."""
    whole, own = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        status = client.get(address).status_code
        whole.append(time.perf_counter() - started)
        own.append(time.process_time() - worked)
        if status != 200:
            raise SystemExit(f"{address} answers {status}.")
    return statistics.median(whole) * 1000, statistics.median(own) * 1000


def main() -> None:
    """Print a line for each page."""
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(User.objects.filter(email=CURATOR).first() or make_advisor(CURATOR))
    programs = Program.objects.published()
    last = -(-Program.objects.count() // 50)
    for name, address in PAGES.items():
        place = address.replace("=last", f"={last}").format(program=programs.ids()[7])
        whole, own = median_of(client, place)
        print(f"{name:24} {whole:6.0f} ms, processor {own:6.0f} ms", flush=True)


if __name__ == "__main__":
    main()
