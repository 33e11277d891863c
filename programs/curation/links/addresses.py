"""Where the link check may go: public web servers alone, so that no source leads it into the own network."""

import http.client
import ipaddress
import socket
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

SCHEMES = ("http", "https")


class RefusedAddressError(OSError):
    """The address is none of a public web server; it is not asked."""


def is_public(ip: str) -> bool:
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or mapped.is_global)


def public_ips(host: str, port: int) -> list[str]:
    """Look up the IP addresses of a host; raise RefusedAddressError when one of them is not public."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = list(dict.fromkeys(str(info[4][0]) for info in entries))
    if not settings.LINK_CHECK_ALLOWS_PRIVATE and not all(map(is_public, ips)):
        message = f"{host} is no public server"
        raise RefusedAddressError(message)
    return ips


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for an address; None when it is asked directly."""
    parts = urlsplit(url)
    proxy = urllib.request.getproxies().get(parts.scheme)
    return None if proxy and urllib.request.proxy_bypass(parts.netloc) else proxy


def check_address(url: str) -> None:
    """Raise RefusedAddressError unless the portal may open this web address.

    Behind a proxy a name that only the proxy can look up is left to it.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname or parts.username is not None:
        message = "only plain http and https addresses are fetched"
        raise RefusedAddressError(message)
    try:
        public_ips(parts.hostname, parts.port or 443)
    except socket.gaierror:
        if not proxy_for(url):
            raise


def connect(address: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
    """Connect to a host at an IP address that was checked, so that no second look-up leads elsewhere."""
    host, port = address
    error: OSError | None = None
    for ip in public_ips(host, port):
        try:
            return socket.create_connection((ip, port), timeout, source)
        except OSError as failure:
            error = failure
    raise error or OSError(f"{host} has no address")


class CheckedConnection(http.client.HTTPConnection):
    """A connection to a public server."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._create_connection = connect


class CheckedTLSConnection(http.client.HTTPSConnection):
    """An encrypted connection to a public server."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._create_connection = connect


class CheckedHandler(urllib.request.HTTPHandler):
    """Opens http addresses on public servers."""

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(CheckedConnection, req)


class CheckedTLSHandler(urllib.request.HTTPSHandler):
    """Opens https addresses on public servers."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(CheckedTLSConnection, req)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Hands redirects back: each address on the way is checked before it is asked."""

    def redirect_request(self, *_args: Any, **_options: Any) -> None:
        return None


def opener_for(url: str) -> urllib.request.OpenerDirector:
    """What opens an address: through the environment's proxy, or directly on public servers alone."""
    proxy = proxy_for(url)
    if proxy:
        scheme = urlsplit(url).scheme
        return urllib.request.build_opener(urllib.request.ProxyHandler({scheme: proxy}), NoRedirects)
    handlers = (CheckedHandler, CheckedTLSHandler, NoRedirects)
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), *handlers)
