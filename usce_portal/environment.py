"""What the environment says, typed, with nonsense refused at the start."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from usce_portal.private_files import close_to_others, kept_key, private_folder, sqlite_files

ENVIRONMENTS = ("production", "development")
SWITCHES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
    "": False,
}

# ecosystem measurements: without IMMEDIATE + WAL + a time-out, concurrent SQLite writers fail
# with "database is locked"; secure_delete makes an erased row really leave the file.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON",
}
# Seconds, and milliseconds, after which a server that is silent counts as away; libpq would wait for minutes.
POSTGRESQL_OPTIONS = {"connect_timeout": 5, "tcp_user_timeout": 20_000}
# s3+http is for a server on the same machine.
S3_SCHEMES = {"s3": "https", "s3+http": "http"}
# So long a thread keeps its connection: opening a SQLite file, schema and all, took a tenth of a page.
CONNECTION_SECONDS = 60


def environment_name() -> str:
    """PORTAL_ENV: "production" (the default) or "development"; refuse anything else."""
    name = os.environ.get("PORTAL_ENV", "production")
    if name not in ENVIRONMENTS:
        message = f"PORTAL_ENV must be one of {', '.join(ENVIRONMENTS)}, not {name!r}."
        raise ImproperlyConfigured(message)
    return name


def switch(env: environ.Env, name: str) -> bool:
    """A switch of the environment, off by default; refuse what is neither 1 nor 0."""
    written = env.str(name, default="0").lower()
    if written not in SWITCHES:
        message = f"{name} must be 1 or 0, not {written!r}."
        raise ImproperlyConfigured(message)
    return SWITCHES[written]


def whole_number(env: environ.Env, name: str, default: int) -> int:
    """A number of the environment that is 0 or more; refuse anything else."""
    written = env.str(name, default=str(default))
    if not written.isdecimal():
        message = f"{name} must be a number, 0 or more, not {written!r}."
        raise ImproperlyConfigured(message)
    return int(written)


def secret_key(env: environ.Env, var: Path, *, is_production: bool) -> str:
    """In development one is made once and kept in ``var``, readable by its owner only."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if is_production:
        message = "Production needs SECRET_KEY in the environment (50 or more random characters)."
        raise ImproperlyConfigured(message)
    return kept_key(private_folder(var) / "secret_key")


def private_storage(env: environ.Env) -> dict[str, Any]:
    """Where applicants' files are kept: in FILES_URL's bucket, else under PORTAL_VAR."""
    url = env.str("FILES_URL", default="")
    if not url:
        return {"BACKEND": "applicants.documents.storage.LocalStorage"}
    parts = urlsplit(url)
    bucket, scheme = parts.path.strip("/"), S3_SCHEMES.get(parts.scheme)
    if not (scheme and parts.hostname and parts.username and parts.password and bucket) or "/" in bucket:
        message = "FILES_URL must be like s3://key:secret@s3.example.org/bucket (s3+http:// without TLS)."
        raise ImproperlyConfigured(message)  # what it says may hold the secret
    options = {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
    }
    return {"BACKEND": "applicants.documents.bucket.BucketStorage", "OPTIONS": options}


def allowed_hosts(env: environ.Env, *, is_production: bool) -> list[str]:
    """ALLOWED_HOSTS, comma separated; in development the loopback names."""
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if is_production and not hosts:
        message = "Production needs ALLOWED_HOSTS in the environment, such as portal.example.org."
        raise ImproperlyConfigured(message)
    return hosts or ["127.0.0.1", "localhost", "[::1]"]


def database(env: environ.Env, var: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, by default SQLite in ``var``; its files are closed to others."""
    private_folder(var)
    config: dict[str, Any] = dict(env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'db.sqlite3'}"))
    config["CONN_MAX_AGE"] = CONNECTION_SECONDS
    if config.get("ENGINE", "").endswith("sqlite3"):
        for file in sqlite_files(str(config["NAME"])):
            close_to_others(file)
        return config | {"OPTIONS": SQLITE_OPTIONS}
    if config.get("ENGINE", "").endswith("postgresql"):
        options = {**POSTGRESQL_OPTIONS, **config.get("OPTIONS", {})}
        return config | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    message = "DATABASE_URL must name a SQLite or a PostgreSQL database."
    raise ImproperlyConfigured(message)


def mail_delivery(env: environ.Env) -> dict[str, Any]:
    """The options of the backend that really sends: SMTP by EMAIL_URL, else the console."""
    url = env.str("EMAIL_URL", default="consolemail://")
    try:
        return dict(env.email_url_config(url))
    except (KeyError, ValueError, ImproperlyConfigured):
        message = "EMAIL_URL must be like smtp+tls://user:password@mail.example.org:587."
        raise ImproperlyConfigured(message) from None  # what it says may hold the password


def mail_from(env: environ.Env, *, is_production: bool) -> str:
    """The sender of every mail; production has to name one."""
    sender = env.str("MAIL_FROM", default="" if is_production else "USCE portal <portal@localhost>")
    if not sender:
        message = "Production needs MAIL_FROM in the environment, such as portal@portal.example.org."
        raise ImproperlyConfigured(message)
    return sender


def portal_url(env: environ.Env) -> str:
    """Where the portal is, without a slash at the end; refuse what is no address of a host.

    By default it is where ``./portal`` serves: PORT on this machine.
    """
    local_url = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    url = (env.str("PORTAL_URL", default="") or local_url).rstrip("/")
    parts = urlsplit(url)
    is_plain = parts.scheme in ("http", "https") and parts.hostname and not parts.path and not parts.query
    if not is_plain or parts.username or any(sign.isspace() for sign in url):
        message = f"PORTAL_URL must be like https://portal.example.org, not {url!r}."
        raise ImproperlyConfigured(message)
    return url
