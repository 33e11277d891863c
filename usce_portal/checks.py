"""What must not be wrong in silence where the portal runs for others, as Django's system checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from usce_portal.private_files import open_to_others, sqlite_files


def register_checks() -> None:
    """Register the checks: before every command in production, elsewhere with ``check --deploy`` only."""
    register(check_deployment, Tags.security, deploy=not settings.IS_PRODUCTION)


def check_deployment(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django passes it
    return [*proxy_faults(), *host_faults(), *address_faults(), *file_faults()]


def refuse_unsafe_deployment() -> None:
    """Let production not start with an error: a web server runs no checks of its own."""
    errors = [fault.msg for fault in check_deployment(None) if fault.is_serious()]
    if settings.IS_PRODUCTION and errors:
        raise ImproperlyConfigured(" ".join(errors))


def proxy_faults() -> Iterator[CheckMessage]:
    """Yield what is wrong with the proxies: uncounted, all visitors share one address and its limits."""
    has_proxy, count = bool(settings.SECURE_PROXY_SSL_HEADER), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if has_proxy and count < 1:
        yield Error(
            "SECURE_PROXY=1 needs PROXY_COUNT, the number of proxies in front (usually 1): otherwise all "
            "visitors share one address, and ten wrong passwords by anyone close the log-in for everybody.",
            id="usce_portal.E001",
        )
    if count > 0 and not has_proxy:
        yield Warning(
            "PROXY_COUNT is set without SECURE_PROXY=1. Set both behind a proxy, and neither without one: "
            "a visitor could choose an address in X-Forwarded-For.",
            id="usce_portal.W001",
        )


def host_faults() -> Iterator[CheckMessage]:
    """Yield what is wrong with ALLOWED_HOSTS: a wildcard lets a visitor choose the name of the portal."""
    wildcards = [host for host in settings.ALLOWED_HOSTS if host.startswith(("*", "."))]
    if wildcards:
        yield Error(
            f"ALLOWED_HOSTS must name each host, such as portal.example.org, not {', '.join(wildcards)}.",
            id="usce_portal.E002",
        )


def address_faults() -> Iterator[CheckMessage]:
    """Yield what is wrong with PORTAL_URL: links in mail and calendars start with it."""
    address = urlsplit(settings.PORTAL_URL)
    if address.scheme != "https":
        yield Error(
            "PORTAL_URL must be the portal's own address with https, such as https://portal.example.org, "
            f"not {settings.PORTAL_URL}: links in mail start with it.",
            id="usce_portal.E003",
        )
    elif not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        yield Warning(
            f"PORTAL_URL leads to {address.hostname}, which ALLOWED_HOSTS does not name.",
            id="usce_portal.W002",
        )


def file_faults() -> Iterator[CheckMessage]:
    """Yield which private files other accounts can read although the portal tried to close them."""
    database = settings.DATABASES["default"]
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    files = sqlite_files(str(database["NAME"])) if is_sqlite else []
    if exposed := open_to_others([Path(settings.VAR_DIR), *files]):
        yield Warning(
            f"Other accounts may look into {', '.join(map(str, exposed))}. Close that with chmod go=.",
            id="usce_portal.W003",
        )
