"""A tab of Chromium, and what its page said and asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

HEIGHT = 800


@dataclass
class Visit:
    """A tab, and what it said and asked for since it was opened."""

    page: Page
    host: str
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note from now on what the page says and asks for."""
        self.page.on("console", self.hear)
        self.page.on("pageerror", self.hear_error)
        self.page.on("request", self.see)

    def stop_listening(self) -> None:
        self.page.remove_listener("console", self.hear)
        self.page.remove_listener("pageerror", self.hear_error)
        self.page.remove_listener("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        """Note a console message."""
        self.console.append(message.text)

    def hear_error(self, error: Exception) -> None:
        """Note a script's error."""
        self.console.append(str(error))

    def see(self, request: Request) -> None:
        """Note a request to any other host."""
        if urlsplit(request.url).netloc != self.host and not request.url.startswith("data:"):
            self.foreign.append(request.url)

    def resize(self, width: int) -> None:
        if self.page.viewport_size != {"width": width, "height": HEIGHT}:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})

    @property
    def overflow(self) -> int:
        """Return by how many pixels the document is wider than the window."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


Opener = Callable[..., Visit]


def load(page: Page, address: str) -> None:
    """Load an address, even where only its fragment differs from that of the page that is there."""
    if "#" in address:
        page.goto("about:blank")
    page.goto(address, wait_until="load")


def weigh(page: Page, address: str) -> int:
    """Load an address with an empty cache.

    Return the bytes on the wire, as Chromium counts them: headers and bodies of page, style, script and icon.
    """
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    load(page, address)
    icon = page.locator("link[rel=icon]")
    body = page.request.get(icon.get_attribute("href") or "").body() if icon.count() else b""
    network.detach()
    assert len(sizes) >= 2
    return round(sum(sizes)) + len(body)  # Chromium without a window asks for no icon


def unfold(fold: Locator) -> None:
    """Open a fold. It is waited for: a look at the page could still see the one before."""
    fold.evaluate("part => { part.open = true; }")


def send(button: Locator) -> None:
    """Press a form's button and wait for the page that answers: until then the old one is still there."""
    with button.page.expect_navigation():
        button.click()
