"""What the first load of each page weighs on the wire, as Chromium counts it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import test_every_account_page as account
from tests.browser.tabs import Opener, load
from tests.browser.test_every_page import PAGES

MOST_BYTES = 50_000
WEIGHTS: dict[str, int] = {}


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """Print the weights."""
    yield
    lines = (f"{weight / 1000:6.1f} kB  {name}" for name, weight in sorted(WEIGHTS.items()))
    print("\nFirst load, compressed:", *lines, sep="\n")  # noqa: T201


def weight(address: str, reuse_tab: Opener, **options: Any) -> int:
    """Return the bytes of a first load: headers and bodies of page, style, script and icon."""
    page = reuse_tab(360, **options).page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    load(page, address)
    icon = (
        page.locator("link[rel=icon]").get_attribute("href")
        if page.locator("link[rel=icon]").count()
        else None
    )
    body = page.request.get(icon).body() if icon else b""  # Chromium without a window asks for no icon
    network.detach()
    assert len(sizes) >= 2
    return round(sum(sizes)) + len(body)


@pytest.mark.parametrize("name", PAGES)
def test_first_load_is_light(name: str, reuse_tab: Opener) -> None:
    WEIGHTS[name] = weight(PAGES[name], reuse_tab)
    assert WEIGHTS[name] <= MOST_BYTES


@pytest.mark.parametrize("name", account.PAGES)
def test_first_load_of_the_account_is_light(name: str, reuse_tab: Opener, states: dict[str, Any]) -> None:
    options = {"storage_state": states[account.WHO[name]]} if name in account.WHO else {}
    WEIGHTS[name] = weight(account.PAGES[name], reuse_tab, **options)
    assert WEIGHTS[name] <= MOST_BYTES
