"""A wrong deployment is an error that names what to set, and does not start."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured

from usce_portal import checks
from usce_portal.checks import check_deployment, refuse_unsafe_deployment

RIGHT = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "a-key-of-more-than-fifty-characters-0123456789-0123456789-xyz",
    "ALLOWED_HOSTS": "portal.example.org",
    "MAIL_FROM": "portal@portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
    "SECURE_PROXY": "1",
    "PROXY_COUNT": "1",
}
PROXY, HOSTS, ADDRESS = "usce_portal.E001", "usce_portal.E002", "usce_portal.E003"
# What is wrong, and the check that says so.
ERRORS = [
    ({"PROXY_COUNT": ""}, PROXY),
    ({"PROXY_COUNT": "0"}, PROXY),
    ({"ALLOWED_HOSTS": "*"}, HOSTS),
    ({"ALLOWED_HOSTS": "portal.example.org,.example.org"}, HOSTS),
    ({"ALLOWED_HOSTS": "portal.example.org,*.example.org"}, HOSTS),
    ({"PORTAL_URL": ""}, ADDRESS),
    ({"PORTAL_URL": "http://portal.example.org"}, ADDRESS),
]


@pytest.fixture
def deployed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand in for the settings of a portal that is deployed as it should be."""
    name = str(tmp_path / "db.sqlite3")
    right = SimpleNamespace(
        IS_PRODUCTION=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        ALLAUTH_TRUSTED_PROXY_COUNT=1,
        ALLOWED_HOSTS=["portal.example.org", "www.portal.example.org"],
        PORTAL_URL="https://portal.example.org",
        VAR_DIR=tmp_path,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name}},
    )
    monkeypatch.setattr(checks, "settings", right)
    return right


def ids() -> list[str | None]:
    return [fault.id for fault in check_deployment(None)]


def run(code: list[str], var: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python with the real settings and the right environment but for what is given."""
    env = {name: value for name, value in (RIGHT | given).items() if value} | {"PORTAL_VAR": str(var)}
    return subprocess.run(  # noqa: S603
        [sys.executable, *code],
        cwd=settings.BASE_DIR,
        env=env | {"DJANGO_SETTINGS_MODULE": "usce_portal.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


# Whole processes


@pytest.mark.parametrize(("given", "fault"), ERRORS)
def test_no_command_runs_in_a_wrong_deployment(given: dict[str, str], fault: str, tmp_path: Path) -> None:
    refused = run(["manage.py", "tidy"], tmp_path, given)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert fault in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_web_server_does_not_start_in_a_wrong_deployment(tmp_path: Path) -> None:
    refused = run(["-c", "import usce_portal.wsgi"], tmp_path, {"PROXY_COUNT": "", "PORTAL_URL": ""})
    assert refused.returncode == 1
    assert "ImproperlyConfigured: SECURE_PROXY=1 needs PROXY_COUNT" in refused.stderr
    assert "PORTAL_URL must be the portal's own address with https" in refused.stderr


def test_a_right_deployment_starts_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    started = run(["-c", "import usce_portal.wsgi"], tmp_path, {})
    assert (started.returncode, started.stdout, started.stderr) == (0, "", "")
    checked = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], tmp_path, {})
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_development_is_told_by_the_deployment_check_only(tmp_path: Path) -> None:
    given = {"PORTAL_ENV": "development"}
    assert run(["manage.py", "check"], tmp_path, given).returncode == 0
    checked = run(["manage.py", "check", "--deploy"], tmp_path, given | {"PORTAL_URL": ""})
    assert checked.returncode == 1
    assert ADDRESS in checked.stderr


# Each check


def test_nothing_is_wrong_with_a_right_deployment(deployed: SimpleNamespace) -> None:
    assert ids() == []
    refuse_unsafe_deployment()


def test_the_checks_are_among_django_s_deployment_checks() -> None:
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    assert {fault.id for fault in found} >= {ADDRESS}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, [PROXY]),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", -1, [PROXY]),
        ("SECURE_PROXY_SSL_HEADER", None, ["usce_portal.W001"]),
        ("ALLOWED_HOSTS", ["*"], [HOSTS]),
        ("ALLOWED_HOSTS", [".example.org"], [HOSTS]),
        ("PORTAL_URL", "http://127.0.0.1:8000", [ADDRESS]),
        ("PORTAL_URL", "https://portal.exmaple.org", ["usce_portal.W002"]),
    ],
)
def test_each_fault_is_named(
    name: str, value: object, expected: list[str], deployed: SimpleNamespace
) -> None:
    setattr(deployed, name, value)
    assert ids() == expected


def test_all_errors_are_said_at_once(deployed: SimpleNamespace) -> None:
    deployed.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    deployed.ALLOWED_HOSTS = ["*"]
    with pytest.raises(ImproperlyConfigured, match=r"PROXY_COUNT.*ALLOWED_HOSTS must name each host"):
        refuse_unsafe_deployment()


def test_a_warning_stops_nothing(deployed: SimpleNamespace) -> None:
    deployed.PORTAL_URL = "https://portal.exmaple.org"
    refuse_unsafe_deployment()


def test_development_may_be_wrong(deployed: SimpleNamespace) -> None:
    deployed.IS_PRODUCTION = False
    deployed.PORTAL_URL = "http://127.0.0.1:8000"
    refuse_unsafe_deployment()


def test_files_that_stay_open_to_others_are_named(deployed: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3-wal").touch(0o600)
    assert ids() == []
    (tmp_path / "db.sqlite3-wal").chmod(0o640)
    assert ids() == ["usce_portal.W003"]
    (tmp_path / "db.sqlite3-wal").chmod(0o600)
    tmp_path.chmod(0o750)
    assert ids() == ["usce_portal.W003"]
