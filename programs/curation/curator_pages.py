"""Pages of the admin that are none of Django's own: who may open them, and their frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

Route = ParamSpec("Route")
View = Callable[Concatenate[HttpRequest, Route], HttpResponseBase]


def require_permissions(*permissions: str) -> Callable[[View[Route]], View[Route]]:
    """Let in only staff with all of these permissions; others see the admin's log-in or 403."""

    def decorate(view: View[Route]) -> View[Route]:
        @wraps(view)
        def check_permissions(
            request: HttpRequest, *args: Route.args, **kwargs: Route.kwargs
        ) -> HttpResponseBase:
            if not request.user.has_perms(permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(check_permissions)

    return decorate


curator_required = require_permissions("programs.change_program")
importer_required = require_permissions("programs.add_program", "programs.change_program")


def render_curator_page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """Render a page of the admin; ``template`` is a path below templates/admin, without the ending."""
    whole = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/{template}.html", whole, status=status)
