"""Where the time of the list page goes, stage by stage, with random filters, in one process.

    python -m benchmarks.breakdown            time per stage
    python -m benchmarks.breakdown --profile  cProfile of whole requests, by own time

Each request goes through the WSGI handler with Django's start and finish signals, as under gunicorn.
Times are processor time, so that neighbors on the machine do not count.
"""

import argparse
import cProfile
import io
import os
import pstats
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.template.response import TemplateResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from benchmarks.asked import ours, random_filters  # noqa: E402
from benchmarks.generate import SEED, real_records  # noqa: E402
from programs import filters  # noqa: E402
from programs.pages import (  # noqa: E402
    cards,
    facet_sidebar,
    program_list,
)
from programs.search import (  # noqa: E402
    catalog,
    counting,
    index,
    matches,
    text_index,
)
from programs.views import lists  # noqa: E402

REQUESTS, WARM_UPS = 300, 30


class Stages:
    """Times functions from the inside: own time is what is not spent in a stage within."""

    def __init__(self) -> None:
        self.totals: dict[str, float] = defaultdict(float)
        self.requests: list[float] = []
        self.inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its own time added to a stage."""

        def measured(*arguments: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            started = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                seconds = time.thread_time() - started
                self.totals[name] += seconds - self.inner.pop()
                self.inner[-1] += seconds

        return measured

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """Time a function or method wherever it is called from its owner; one that is gone is no stage."""
        if hasattr(owner, attribute):
            setattr(owner, attribute, self.timed(name, getattr(owner, attribute)))


def middleware(name: str) -> type:
    """Return the middleware in force whose class is called so."""
    return import_string(next(path for path in settings.MIDDLEWARE if path.endswith(name)))


# Owner, attribute, stage: what the list page is made of.
STAGES = (
    (catalog, "current_index", "version query"),
    (filters.ProgramFilter, "__init__", "FilterSet and form"),
    (matches.Matches, "__init__", "matches"),
    (text_index.TextIndex, "find", "free text"),
    (text_index.TextIndex, "correction", "free text: typos"),
    (lists, "sidebar", "sidebar: around"),
    (facet_sidebar, "facet_html", "sidebar: each filter"),
    (facet_sidebar, "frame_of", "sidebar: new frames"),
    (counting.OptionCounter, "counts", "sidebar: counts"),
    (facet_sidebar.Frame, "filled", "sidebar: fill"),
    (index.Index, "page", "page slice"),
    (QuerySet, "in_bulk", "cards: query"),
    (cards, "cards_html", "cards: checked"),
    (cards, "card_of", "cards: rendered anew"),
    (lists, "program_list_page", "listing"),
    (program_list, "pills", "listing: pills"),
    (TemplateResponse, "render", "template"),
    (middleware("GZipMiddleware"), "process_response", "gzip"),
    (middleware("CSPMiddleware"), "process_response", "content security policy"),
    (BaseDatabaseWrapper, "connect", "database: connect"),
    (BaseDatabaseWrapper, "_close", "database: close"),
)


def watch_everything(stages: Stages) -> None:
    """Time the stages of the list page."""
    for owner, attribute, name in STAGES:
        stages.watch(owner, attribute, name)


def answer(handler: WSGIHandler, factory: RequestFactory, path: str) -> None:
    """Answer one request as a server does, from environment to closed response."""
    environ = factory.get(path, HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip").environ
    response = handler(environ, lambda *_: None)
    for _ in response:
        pass
    response.close()


def addresses() -> list[str]:
    """Return the random filters of the benchmark."""
    return random_filters(real_records(), REQUESTS + WARM_UPS, SEED)


def by_stage(paths: list[str]) -> str:
    """Return milliseconds per request of each stage as a Markdown table."""
    handler, factory, stages = WSGIHandler(), RequestFactory(), Stages()
    watch_everything(stages)
    for path in paths[:WARM_UPS]:
        answer(handler, factory, path)
    stages.totals.clear()
    whole = stages.timed("the rest (middleware, handler, view)", answer)
    for path in paths[WARM_UPS:]:
        started = time.thread_time()
        whole(handler, factory, path)
        stages.requests.append(time.thread_time() - started)
    count, total = len(stages.requests), sum(stages.requests)
    lines = [
        f"| {name} | {seconds / count * 1000:.3f} | {seconds / total:.0%} |"
        for name, seconds in sorted(stages.totals.items(), key=lambda pair: -pair[1])
    ]
    median = statistics.median(stages.requests)
    head = f"whole request, processor time: mean {total / count * 1000:.2f} ms, p50 {median * 1000:.2f} ms"
    return "\n".join([head, "", "| stage | ms per request | share |", "| --- | --- | --- |", *lines])


def by_function(paths: list[str]) -> str:
    """Return cProfile's table of whole requests, by own time."""
    handler, factory, profiler = WSGIHandler(), RequestFactory(), cProfile.Profile()
    for path in paths[:WARM_UPS]:
        answer(handler, factory, path)
    profiler.enable()
    for path in paths[WARM_UPS:]:
        answer(handler, factory, path)
    profiler.disable()
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(45)
    return out.getvalue()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--mix", help="one of the six mixes instead of random filters")
    options = parser.parse_args()
    paths = [ours()[options.mix]] * (REQUESTS + WARM_UPS) if options.mix else addresses()
    print(by_function(paths) if options.profile else by_stage(paths))


if __name__ == "__main__":
    main()
