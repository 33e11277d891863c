"""A real server with the shipped catalog and a real Chromium, both started once for all tests here."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.tabs import HEIGHT, Opener, Visit
from tests.factories import totp_code

# Playwright keeps an event loop in this thread, and Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(settings.BASE_DIR)
ADVISOR = "cora@example.org"
APPLICANT = "ada@example.org"  # with a full account
NEWCOMER = "eve@example.org"  # with an account and nothing else
SCRIPTLESS = "ugo@example.org"  # whose account a test may empty
PASSWORD = "correct horse"
LOG_IN = "/accounts/login/"
READY_SECONDS = 120
SET_UP = f"""
from django.core.management import call_command
from tests.browser.factories import make_full_account
from tests.factories import make_advisor, make_person
call_command("migrate", verbosity=0)
call_command("load_catalog")
call_command("load_reference_data")
call_command("collectstatic", interactive=False, verbosity=0)
make_advisor("{ADVISOR}")
make_person("{NEWCOMER}")
make_person("{SCRIPTLESS}")
make_full_account("{APPLICANT}")
"""
GUNICORN = [sys.executable, "-m", "gunicorn", "usce_portal.wsgi:application"]
GUNICORN += ["-c", "python:usce_portal.gunicorn_conf", "--workers", "1", "--threads", "8"]
# Without its own windows, tabs and extensions Chromium needs a third of the processor for a new context.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Runs the scripts that come as lines of JSON and answers each with what it printed, or why it failed.
RUN_SCRIPTS = """
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    printed, reason = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(json.loads(line), {})
        except Exception:
            reason = traceback.format_exc()
    print(json.dumps([printed.getvalue(), reason]), flush=True)
"""
SHELL = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c"]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the system's Chromium (pytest-playwright's own hook); without one, skip, but fail in CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium on this machine; on Debian: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return {"executable_path": found, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """Start Playwright (pytest-playwright's own fixture), and close what Django opened beside it.

    Django keeps other connections while an event loop runs in the thread. Once Playwright stops,
    nobody could close them, and PostgreSQL would not drop the test database.
    """
    yield playwright
    connections.close_all()


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """Give the server's DATABASE_URL: a database of its own beside the tests' one, or SQLite by default."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {"DATABASE_URL": ""}
        return
    name = f"portal_browser_{os.getpid()}"
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@dataclass(frozen=True)
class Server:
    """The portal as it runs beside the tests, with a database of its own; ``shell`` is Django's."""

    url: str
    shell: subprocess.Popen[str]

    def run(self, script: str) -> str:
        """Run Python in the server's environment and return what it prints."""
        assert self.shell.stdin
        assert self.shell.stdout
        print(json.dumps(script), file=self.shell.stdin, flush=True)
        printed, reason = json.loads(self.shell.stdout.readline())
        assert reason == ""
        return printed


@pytest.fixture(scope="session")
def server(browser_type_launch_args: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped catalog and some applicants with gunicorn on a free port."""
    var = tmp_path_factory.mktemp("portal-var")
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        mine = {"PORTAL_ENV": "development", "PORTAL_VAR": str(var), "ALLOWED_HOSTS": "127.0.0.1"}
        env = os.environ | mine | {"DJANGO_SETTINGS_MODULE": "usce_portal.settings", "PORTAL_URL": url}
        env |= stack.enter_context(own_database())
        env = {name: value for name, value in env.items() if value}

        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        shell = subprocess.Popen([*SHELL, RUN_SCRIPTS], cwd=ROOT, env=env, **pipes)  # noqa: S603
        stack.enter_context(shell)
        stack.callback(shell.communicate)  # closes its input, which is its end
        portal = Server(url, shell)
        portal.run(SET_UP)
        bind = ["-b", f"fd://{listening.fileno()}"]
        gunicorn = subprocess.Popen(  # noqa: S603
            [*GUNICORN, *bind], cwd=ROOT, env=env, pass_fds=[listening.fileno()]
        )
        stack.enter_context(gunicorn)
        stack.callback(gunicorn.terminate)
        urllib.request.urlopen(f"{url}/readyz", timeout=READY_SECONDS).close()  # noqa: S310
        yield portal


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Where the portal is (the name is pytest-playwright's)."""
    return server.url


@pytest.fixture
def open_tab(browser: Browser, base_url: str) -> Iterator[Opener]:
    """Open a tab of a width, with fresh cookies and cache; options are Playwright's for a context."""
    with ExitStack() as stack:

        def opened(width: int = 1280, **options: Any) -> Visit:
            viewport = {"width": width, "height": HEIGHT}
            context = stack.enter_context(
                browser.new_context(viewport=viewport, base_url=base_url, **options)
            )
            visit = Visit(context.new_page(), urlsplit(base_url).netloc)
            visit.page.set_default_timeout(15_000)
            visit.listen()
            return visit

        yield opened


@pytest.fixture(scope="session")
def kept_page(browser: Browser, base_url: str) -> Callable[..., Page]:
    """Return the same page for the same width, with or without scripts, for as long as the tests run."""

    @cache
    def kept(width: int, *, java_script_enabled: bool) -> Page:
        viewport = {"width": width, "height": HEIGHT}
        page = browser.new_page(viewport=viewport, base_url=base_url, java_script_enabled=java_script_enabled)
        page.set_default_timeout(15_000)
        return page

    return kept


@pytest.fixture
def reuse_tab(kept_page: Callable[..., Page], base_url: str) -> Iterator[Opener]:
    """Open a tab as open_tab does, but in the window of an earlier test: fresh cookies, the cache as it is.

    Every new window costs Chromium about a second of the processor.
    """
    with ExitStack() as stack:

        def opened(
            width: int = 1280, *, java_script_enabled: bool = True, storage_state: Any = None
        ) -> Visit:
            page = kept_page(width, java_script_enabled=java_script_enabled)
            page.context.clear_cookies()
            page.context.add_cookies(storage_state["cookies"] if storage_state else [])
            page.emulate_media(color_scheme="light")
            visit = Visit(page, urlsplit(base_url).netloc)
            visit.resize(width)
            visit.listen()
            stack.callback(visit.stop_listening)
            return visit

        yield opened


@pytest.fixture(scope="session")
def advisor_state(browser: Browser, base_url: str) -> Any:
    """Log in as an advisor once; return the cookies."""
    with browser.new_context(base_url=base_url) as context:
        page = context.new_page()
        page.goto("/admin/")
        page.get_by_label("Email address").fill(ADVISOR)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_label("Code").fill(totp_code())
        page.get_by_role("button", name="Log in", exact=True).click()
        page.wait_for_url("**/admin/")
        return context.storage_state()


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Log in as anybody who has no second step."""
    page.goto(LOG_IN)
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/dashboard/")


@pytest.fixture(scope="session")
def states(playwright: Playwright, base_url: str) -> dict[str, Any]:
    """Log in once as each applicant; return their cookies by address."""
    found: dict[str, Any] = {}
    for email in (APPLICANT, NEWCOMER, SCRIPTLESS):
        request = playwright.request.new_context(base_url=base_url)
        request.get(LOG_IN)
        token = next(c["value"] for c in request.storage_state()["cookies"] if c["name"] == "csrftoken")
        headers = {"Referer": f"{base_url}{LOG_IN}", "X-CSRFToken": token}
        answer = request.post(LOG_IN, form={"login": email, "password": PASSWORD}, headers=headers)
        assert urlsplit(answer.url).path == "/dashboard/"
        found[email] = request.storage_state()
        request.dispose()
    return found
