"""A curator confirms fifty programs of the review queue by keyboard in Chromium, every source opened."""

import contextlib
import shutil
import time
from collections.abc import Iterator

from playwright.sync_api import BrowserContext, Page, Response, sync_playwright

from benchmarks.drills.curators import make_curator
from benchmarks.drills.site import Site

PROGRAMS, MOST_PRESSES = 50, 100
PATIENCE_SECONDS, FOUND = 10, 302
# Playwright lets pages open as many tabs as they like. Browsers allow one a key press, unless told otherwise.
ALLOWS_TABS = "--disable-popup-blocking"
# The hosts' own pages are left alone: their names lead nowhere.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Opened: every source of a program, by the curator who confirmed it, before the confirmation.
CONFIRMED = """
import json
from programs.models import FactCheck, SourceVisit
checks = FactCheck.objects.filter(answer="true", fact="", undone_at=None).select_related("program")
unopened = [
    source["url"] for check in checks for source in check.program.record["sources"]
    if not SourceVisit.objects.filter(program=check.program, by=check.by, url=source["url"], at__lte=check.at)
]
sources = sum(len(check.program.record["sources"]) for check in checks)
print(json.dumps([len(checks), sources, len(unopened), sum(bool(check.reason) for check in checks)]))
"""


class Keyboard:
    """A page whose key presses are counted, and how many sources the portal has seen opened from it."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.opened = page, 0, 0
        page.context.on("response", self.note)

    def note(self, response: Response) -> None:
        """Count what sends the curator on to a source."""
        self.opened += "/source/" in response.url and response.status == FOUND

    def press(self, key: str) -> None:
        """Press one key."""
        self.presses += 1
        self.page.keyboard.press(key)

    def wait_for_opened(self, count: int) -> None:
        """Wait until so many sources were opened in all."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.opened < count and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)


def open_sources(keyboard: Keyboard) -> None:
    """Open what is not opened yet, with as many presses as the browser asks for; then close the tabs."""
    page, before = keyboard.page, keyboard.opened
    unopened = page.locator(".review-sources [data-opened='']")
    asked = unopened.count()
    for _ in range(asked):
        keyboard.press("o")
        keyboard.wait_for_opened(before + asked - unopened.count())
        if not unopened.count():
            break
    for tab in page.context.pages[1:]:
        tab.close()


def confirm(keyboard: Keyboard, *, is_last: bool) -> None:
    """Say that all is still true and open the next program's source with the same press."""
    before = keyboard.opened
    with keyboard.page.expect_navigation():
        keyboard.press("a" if is_last else "n")
    if not is_last:
        keyboard.wait_for_opened(before + 1)
        keyboard.page.evaluate("lookAgain()")  # as when the curator comes back from the source's tab


@contextlib.contextmanager
def browsing(url: str, session: str) -> Iterator[BrowserContext]:
    """Give a browser of the curator's that reaches nothing but the portal."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=ARGUMENTS, ignore_default_args=[ALLOWS_TABS]
        )
        context = browser.new_context(base_url=url)
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        yield context
        browser.close()


def run(site: Site) -> dict[str, object]:
    """Return how many programs were confirmed with how many presses, and what the database holds of it."""
    if not any(map(shutil.which, BROWSERS)):
        return {"SKIPPED": "it needs Chromium"}
    site.prepare(0)
    curator = make_curator(site)
    with site.serving() as server, browsing(f"http://127.0.0.1:{server.port}", curator.session) as context:
        keyboard = Keyboard(context.new_page())
        keyboard.page.goto("/admin/review/")
        keyboard.page.get_by_role("button", name="Check the next program").click()
        for number in range(1, PROGRAMS + 1):
            open_sources(keyboard)
            confirm(keyboard, is_last=number == PROGRAMS)
    confirmed, sources, unopened, reasons = site.ask(CONFIRMED)
    return {
        "key presses": keyboard.presses,
        "programs confirmed": confirmed,
        "their sources": sources,
        "sources not opened": unopened,
        "reasons instead of a source": reasons,
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken; none when it was skipped."""
    if "SKIPPED" in found:
        return []
    broken = ["presses"] * (found["key presses"] > MOST_PRESSES)
    broken += ["programs"] * (found["programs confirmed"] != PROGRAMS)
    return broken + ["sources"] * bool(found["sources not opened"] or found["reasons instead of a source"])
