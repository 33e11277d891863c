"""The portal's addresses, and beside them the floor and the peers."""

import os

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from benchmarks.peer_admin import site
from benchmarks.peer_filter import program_list


def floor(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Answer with nothing: what is left is Django, its middleware and the server."""
    return HttpResponse("")


def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Answer with the number of the process, so that a connection knows whom it talks to."""
    return HttpResponse(str(os.getpid()), content_type="text/plain")


urlpatterns = [
    path("floor/", floor),
    path("worker/", worker),
    path("peer-filter/", program_list),
    path("peer-admin/", site.urls),
    path("", include("usce_portal.urls")),
]
