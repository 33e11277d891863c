"""What a load balancer asks: is the process alive, and can it do its work."""

from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.mail.rounds import report
from usce_portal import __version__
from usce_portal.errors import RETRY_AFTER_SECONDS, is_outage, refused

TEXT = "text/plain"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process is alive, and which version it is."""
    return HttpResponse(f"ok\nversion {__version__}\n", content_type=TEXT)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and all migrations are applied, else 503; then how mail goes.

    Late jobs do not make it 503: a load balancer would take away the pages, which need no mail. Who
    watches the portal looks for the word "late".
    """
    try:
        if not is_migrated():
            return HttpResponse("migrations are missing\n", content_type=TEXT, status=503)
        lines = ["ready", *report(timezone.now())]
    except Exception as error:
        if not is_outage(error):
            raise
        refused.note(error)
        headers = {"Retry-After": RETRY_AFTER_SECONDS}
        return HttpResponse("the database does not answer\n", content_type=TEXT, status=503, headers=headers)
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=TEXT)


def is_migrated() -> bool:
    """Whether all migrations are applied; a yes is believed for a minute, as it takes long to find."""
    if caches["memory"].get("is_migrated"):
        return True
    executor = MigrationExecutor(connection)
    is_done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    caches["memory"].set("is_migrated", is_done)
    return is_done
