"""What the settings accept, and what production refuses to start with."""

import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from usce_portal import environment

ROOT = Path(settings.BASE_DIR)
KEY = "a-key-of-more-than-fifty-characters-0123456789-0123456789-xyz"
PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "portal.example.org",
    "MAIL_FROM": "portal@portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
}
ENV = environ.Env()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the test run itself set."""
    names = (*PRODUCTION, "DATABASE_URL", "DEBUG", "SECURE_PROXY", "EMAIL_URL", "PORT")
    for name in names:
        monkeypatch.delenv(name, raising=False)


def run(command: list[str], var: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with the real settings and an environment of its own."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "usce_portal.settings",
        "PORTAL_VAR": str(var),
    }
    line = [sys.executable, str(ROOT / "manage.py"), *command]
    return subprocess.run(  # noqa: S603
        line, cwd=ROOT, env=env | given, capture_output=True, text=True, check=False
    )


# Starting


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"SECRET_KEY": ""}, "Production needs SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "Production needs ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG=1 is refused in production"),
        ({"PORTAL_ENV": "prod"}, "PORTAL_ENV must be one of production, development, not 'prod'"),
        (
            {"DATABASE_URL": "mysql://u@localhost/db"},
            "DATABASE_URL must name a SQLite or a PostgreSQL database",
        ),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"PORTAL_URL": "portal.example.org"}, "PORTAL_URL must be like https://portal.example.org"),
        ({"PORTAL_URL": "https://portal.example.org/x"}, "PORTAL_URL must be like"),
        ({"PORTAL_URL": "javascript:alert(1)"}, "PORTAL_URL must be like"),
        ({"MAIL_FROM": ""}, "Production needs MAIL_FROM"),
        ({"EMAIL_URL": "carrier-pigeon://roof"}, "EMAIL_URL must be like smtp"),
        ({"FILES_URL": f"ftp://portal:{KEY}@s3.example.org/documents"}, "FILES_URL must be like s3://"),
        ({"FILES_URL": f"s3://{KEY}@s3.example.org/documents"}, "FILES_URL must be like s3://"),
        ({"FILES_URL": f"s3://portal:{KEY}@s3.example.org/"}, "FILES_URL must be like s3://"),
    ],
)
def test_production_refuses_to_start(given: dict[str, str], complaint: str, tmp_path: Path) -> None:
    refused = run(["check"], tmp_path, **PRODUCTION | given)
    assert refused.returncode == 1
    assert complaint in refused.stderr
    assert "Traceback" not in refused.stderr
    assert KEY not in refused.stderr


def test_the_deployment_check_of_production_is_clean(tmp_path: Path) -> None:
    checked = run(["check", "--deploy", "--fail-level", "DEBUG"], tmp_path, **PRODUCTION)
    assert checked.stderr == ""
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_a_checkout_without_keys_is_a_development_checkout(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.IS_PRODUCTION, s.DEBUG, s.ALLOWED_HOSTS)"
    shown = run(["shell", "-v0", "-c", code], tmp_path)
    assert shown.stdout == "False False ['127.0.0.1', 'localhost', '[::1]']\n"


def test_production_forces_https_and_guards_its_cookies(tmp_path: Path) -> None:
    names = (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    )
    code = f"from django.conf import settings as s; print(*[getattr(s, name) for name in {names!r}])"
    shown = run(["shell", "-v0", "-c", code], tmp_path, **PRODUCTION)
    assert shown.stdout.split() == ["True"] * len(names)


# PORTAL_ENV


@pytest.mark.parametrize("name", ["production", "development"])
def test_environment_name_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ENV", name)
    assert environment.environment_name() == name


def test_environment_name_is_production_unless_said() -> None:
    assert environment.environment_name() == "production"


@pytest.mark.parametrize("name", ["", "Production", "prod", "test", " development"])
def test_environment_name_refuses_nonsense(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ENV", name)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_ENV must be one of"):
        environment.environment_name()


# SECRET_KEY


def test_secret_key_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert environment.secret_key(ENV, tmp_path, is_production=True) == KEY
    assert environment.secret_key(ENV, tmp_path, is_production=False) == KEY
    assert list(tmp_path.iterdir()) == []


def test_secret_key_is_required_in_production(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="Production needs SECRET_KEY"):
        environment.secret_key(ENV, tmp_path, is_production=True)
    assert list(tmp_path.iterdir()) == []


def test_secret_key_of_development_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    key = environment.secret_key(ENV, var, is_production=False)
    assert len(key) >= 50
    assert environment.secret_key(ENV, var, is_production=False) == key
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600
    assert environment.secret_key(ENV, tmp_path / "other", is_production=False) != key


def test_earlier_keys_stay_good(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.SECRET_KEY_FALLBACKS)"
    assert run(["shell", "-v0", "-c", code], tmp_path).stdout == "[]\n"
    shown = run(["shell", "-v0", "-c", code], tmp_path, SECRET_KEY_FALLBACKS="older,oldest")
    assert shown.stdout == "['older', 'oldest']\n"


# PORTAL_URL


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": ""}, "http://127.0.0.1:8000"),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "PORTAL_URL": ""}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "PORTAL_URL": "https://portal.example.org/"}, "https://portal.example.org"),
    ],
)
def test_links_lead_to_where_the_portal_is(
    given: dict[str, str], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert environment.portal_url(ENV) == url


# ALLOWED_HOSTS


def test_allowed_hosts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "portal.example.org,www.portal.example.org")
    for is_production in (True, False):
        hosts = environment.allowed_hosts(ENV, is_production=is_production)
        assert hosts == ["portal.example.org", "www.portal.example.org"]


def test_allowed_hosts_are_required_in_production() -> None:
    with pytest.raises(ImproperlyConfigured, match="Production needs ALLOWED_HOSTS"):
        environment.allowed_hosts(ENV, is_production=True)


def test_allowed_hosts_of_development_are_the_loopback_names() -> None:
    assert environment.allowed_hosts(ENV, is_production=False) == ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "a b"]
)
def test_a_forged_host_is_refused(host: str, client: Client) -> None:
    assert client.get("/healthz", headers={"Host": "testserver"}).status_code == 200
    for address in ("/", "/programs/", "/robots.txt", "/sitemap.xml", "/admin/login/"):
        assert client.get(address, headers={"Host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed(client: Client) -> None:
    answer = client.get("/robots.txt", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


# DATABASE_URL


def test_database_is_sqlite_in_var_unless_said(tmp_path: Path) -> None:
    config = environment.database(ENV, tmp_path / "var")
    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["NAME"] == str(tmp_path / "var" / "db.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert config["CONN_MAX_AGE"] == 60


@pytest.mark.parametrize(
    ("url", "host"),
    [("postgres://u@db.example:5433/portal", "db.example"), ("postgres://u@/portal?host=/run/pg", "/run/pg")],
)
def test_database_is_postgresql_by_url(
    url: str, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    config = environment.database(ENV, tmp_path)
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert config["NAME"] == "portal"
    assert (config["HOST"] or config["OPTIONS"]["host"]) == host
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (60, True)
    assert (config["OPTIONS"]["connect_timeout"], config["OPTIONS"]["tcp_user_timeout"]) == (5, 20_000)


def test_who_sets_up_postgresql_may_wait_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u@db.example/portal?connect_timeout=9")
    assert environment.database(ENV, tmp_path)["OPTIONS"]["connect_timeout"] == 9


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize(
    "url", ["mysql://u@localhost/db", "oracle://u@localhost/db", "nonsense", "redis://x"]
)
def test_database_refuses_any_other(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(ENV, tmp_path)


# Mail


def test_mail_is_printed_unless_a_server_is_named() -> None:
    backend = environment.mail_delivery(ENV)["EMAIL_BACKEND"]
    assert backend == "django.core.mail.backends.console.EmailBackend"


def test_mail_goes_through_the_server_of_email_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://portal:pa%3Ass@mail.example.org:587")
    delivery = environment.mail_delivery(ENV)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS")
    assert [delivery[f"EMAIL_{name}"] for name in names] == ["mail.example.org", 587, "portal", "pa:ss", True]
    assert delivery["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"


def test_a_password_in_email_url_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "pigeon://portal:zebra@mail.example.org")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.mail_delivery(ENV)
    assert "zebra" not in str(refused.value)


def test_the_sender_is_named_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.mail_from(ENV, is_production=False) == "USCE portal <portal@localhost>"
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM"):
        environment.mail_from(ENV, is_production=True)
    monkeypatch.setenv("MAIL_FROM", "portal@portal.example.org")
    assert environment.mail_from(ENV, is_production=True) == "portal@portal.example.org"


def test_how_many_links_are_checked_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINK_CHECKS_A_DAY", raising=False)
    assert environment.whole_number(ENV, "LINK_CHECKS_A_DAY", 100) == 100
    monkeypatch.setenv("LINK_CHECKS_A_DAY", "0")
    assert environment.whole_number(ENV, "LINK_CHECKS_A_DAY", 100) == 0


@pytest.mark.parametrize("written", ["-1", "many", "1.5", "", " "])
def test_what_is_no_number_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINK_CHECKS_A_DAY", written)
    with pytest.raises(ImproperlyConfigured, match="LINK_CHECKS_A_DAY must be a number, 0 or more"):
        environment.whole_number(ENV, "LINK_CHECKS_A_DAY", 100)


def test_the_cache_has_room_for_the_counters_of_many() -> None:
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
