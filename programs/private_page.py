"""Pages whose address is a key: whoever has it sees them, and it must not spread."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# With "no-referrer" alone Chromium would send "Origin: null" with a form, which the check of cross-site
# requests refuses; browsers take the last policy that they know, and "strict-origin" sends no path either.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer, strict-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
Route = ParamSpec("Route")
View = Callable[Concatenate[HttpRequest, Route], HttpResponseBase]


def private(view: View[Route]) -> View[Route]:
    """Keep an answer out of caches, referrers and search engines."""

    @wraps(view)
    def private_view(request: HttpRequest, *args: Route.args, **kwargs: Route.kwargs) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    return private_view
