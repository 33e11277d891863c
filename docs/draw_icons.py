"""Draws the pictures of the portal that phones and other sites want as PNG, in Chromium.

    python docs/draw_icons.py

The icon is static/icon.svg on the color of paper, with room around it, so that a phone may cut it round.
What other sites show beside a link is docs/preview.svg.
"""  # noqa: INP001 - a script, no package

from io import BytesIO
from pathlib import Path
from shutil import which

from PIL import Image
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
STATIC = DOCS.parent / "static"
ICON_SIZES = (180, 192, 512)
COLORS = 64  # enough for flat drawings, and a third of the bytes
PAGE = '<body style="margin: 0; background: #faf9f5; display: grid; place-items: center; height: 100vh">'


def main() -> None:
    """Draw every picture anew."""
    icon = (STATIC / "icon.svg").read_text().replace("<svg", '<svg style="width: 66vw"', 1)
    pictures = [(f"icon-{size}.png", icon, size, size) for size in ICON_SIZES]
    pictures += [("preview.png", (DOCS / "preview.svg").read_text(), 1200, 630)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name, drawing, width, height in pictures:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(PAGE + drawing)
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(COLORS, dither=Image.Dither.NONE).save(STATIC / name, optimize=True)


if __name__ == "__main__":
    main()
