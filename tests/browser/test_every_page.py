"""Every page in Chromium: light, accessible, silent, from one host and never wider than the window."""

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from tests.browser.tabs import Opener, Visit, load, weigh

OPEN = "univ-florida-com-gainesville-international-medical-student-education-clinical"
PAID = "usa-clerkships-hands-on-clinical-clerkship-externship"
SHUT = "tulane-university-school-of-medicine-clerkship-closed-door"
PAGES = {
    "home": "/",
    "list": "/programs/",
    "list, filters open": "/programs/#filters",
    "list, filtered": "/programs/?type=observership&audience=graduate&state=TX&unstated=include",
    "list, empty": "/programs/?q=zebra&state=WY",
    "list, misspelled": "/programs/?q=cardiollogy&type=nonsense",
    "program, open": f"/programs/{OPEN}/",
    "program, paid": f"/programs/{PAID}/",
    "program, closed program": f"/programs/{SHUT}/",
    "compare": f"/programs/compare/?program={OPEN}&program={PAID}&program={SHUT}",
    "compare, nothing": "/programs/compare/",
    "report": f"/programs/{OPEN}/report/",
    "suggestion": "/programs/suggest/",
    "claim": f"/programs/{OPEN}/claim/",
    "hosts": "/hosts/",
    "host": "/hosts/memorial-sloan-kettering-cancer-center-new-york/",
    "closed programs": "/closed-programs/",
    "where else": "/where-else/",
    "kinds": "/kinds/",
    "glossary": "/glossary/",
    "log-in": "/admin/login/",
    "not found": "/no-such-page/",
}
ADMIN_PAGES = {
    "index": "/admin/",
    "programs": "/admin/programs/program/",
    "program": "/admin/programs/program/1/change/",
    "new program": "/admin/programs/program/add/",
    "duplicates of a program": "/admin/programs/program/1/merge/?other=university",
    "two programs to merge": "/admin/programs/program/1/merge/2/",
    "history": "/admin/programs/program/1/history/",
    "how the catalog is doing": "/admin/reports/",
    "reports and suggestions": "/admin/programs/report/",
    "corrections by hosts": "/admin/programs/hostproposal/",
    "review queue": "/admin/review/",
    "import": "/admin/programs/import/",
    "host": "/admin/programs/host/1/change/",
}
WIDTHS = (360, 1280)
# What a first load may weigh on the wire, compressed.
MOST_BYTES = 50_000
# Chromium writes this itself about a page that is not there.
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
# WCAG 2.2's rule on the size of targets is off by default. Only colors differ between the themes.
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOR_RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
THEMES = {"light": ALL_RULES, "dark": COLOR_RULES}
# Faults of Django's own admin templates: close filter links, unnamed select2 boxes, empty inline headers.
DJANGOS_OWN = frozenset(
    {"target-size", "link-in-text-block", "aria-input-field-name", "label", "empty-table-header"}
)
# Checking the colors of 500 options takes a while, so one page stands for all lists.
OPENED = "#filters"
OPEN_EVERYTHING = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
# Django's admin fades from one theme's colors to the other's; axe must not look in between.
COLORS_SETTLED = "Promise.all(document.getAnimations().map((fade) => fade.finished.catch(() => null)))"


AXE = Axe()
IS_AXE_THERE = "typeof axe !== 'undefined'"
# Looking for pseudo-elements behind each text takes half of the time, and what it finds is no violation
# for axe: a text that it cannot judge. Without, each is held against the color behind it as it is stated.
IGNORE_PSEUDO_ELEMENTS = """axe.configure({
    checks: [{ id: "color-contrast", options: { ignorePseudo: true } }]
})"""
# Only the violations: all that axe says of the rest of a page is megabytes.
RUN_AXE = "options => axe.run(document, options).then(found => found.violations)"


def violations(visit: Visit, options: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return axe's violations: the rule and where."""
    if not visit.page.evaluate(IS_AXE_THERE):
        visit.page.evaluate(AXE.axe_script)
        visit.page.evaluate(IGNORE_PSEUDO_ELEMENTS)
    found = visit.page.evaluate(RUN_AXE, options)
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in found]


def look(visit: Visit, width: int) -> dict[str, Any]:
    """Return what is wrong with the page that is there, in a window of a width and in both themes."""
    visit.resize(width)
    found: dict[str, Any] = {"overflow": visit.overflow}
    for theme, options in THEMES.items():
        visit.page.emulate_media(color_scheme=theme)
        visit.page.evaluate(COLORS_SETTLED)
        found[theme] = violations(visit, options)
    return found


def faults(
    visit: Visit, address: str = "", prepare: str = "", widths: Sequence[int] = WIDTHS
) -> dict[str, Any]:
    """Load a page on a phone (or take the one that is there) and return all that is wrong with it.

    ``prepare`` is a script to run first; then the page is looked at in windows of all ``widths``.
    """
    weight = weigh(visit.page, address) if address else 0
    if script := OPEN_EVERYTHING if address.endswith(OPENED) else prepare:
        visit.page.evaluate(script)
    found: dict[str, Any] = {
        "weight": weight if weight > MOST_BYTES else 0,
        "console": list(visit.console),
        "foreign": list(visit.foreign),
    }
    for width in widths:
        found |= {f"{fault} at {width}": value for fault, value in look(visit, width).items()}
    return {fault: value for fault, value in found.items() if value}


@pytest.mark.parametrize("name", PAGES)
def test_public_page(name: str, reuse_tab: Opener) -> None:
    expected = {"console": [NOT_FOUND]} if name == "not found" else {}
    assert faults(reuse_tab(360), PAGES[name]) == expected


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_admin_page(name: str, width: int, reuse_tab: Opener, advisor_state: Any) -> None:
    visit = reuse_tab(width, storage_state=advisor_state)
    load(visit.page, ADMIN_PAGES[name])
    said = {"console": list(visit.console), "foreign": list(visit.foreign)}
    found = look(visit, width) | said
    rules = {rule for theme in THEMES for rule, _ in found.pop(theme)}
    ours = {fault: value for fault, value in found.items() if value}
    assert (ours, rules - DJANGOS_OWN) == ({}, set())


def test_one_click_from_the_start_page_to_the_next_program(reuse_tab: Opener, advisor_state: Any) -> None:
    page = reuse_tab(360, storage_state=advisor_state).page
    page.goto("/admin/")
    page.get_by_role("button", name="Check the next program").click()
    page.wait_for_url("**/admin/review/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review: ")


def test_rows_of_a_form_stack_on_a_phone_and_can_be_added(reuse_tab: Opener, advisor_state: Any) -> None:
    page = reuse_tab(360, storage_state=advisor_state).page
    page.goto("/admin/programs/program/1/change/")
    rows = page.locator("#fees-group tr.form-row:not(.empty-form)")
    before = rows.count()
    page.get_by_text("Add another Fee").click()
    expect(rows).to_have_count(before + 1)
    boxes = [
        field.bounding_box() for field in rows.last.locator("td:not(.original) :is(select, input)").all()
    ]
    seen = [box for box in boxes if box]
    assert (len(seen) > 5, len({round(box["x"]) for box in seen[:5]})) == (True, 1)
    assert max(box["x"] + box["width"] for box in seen) <= 360


def test_the_measures_measure(reuse_tab: Opener) -> None:
    visit = reuse_tab(360)
    visit.page.goto("/kinds/")
    visit.page.evaluate(
        """() => {
            const image = document.createElement("img");
            image.width = 2000;
            document.body.append(image);
            console.log("noise");
        }"""
    )
    assert visit.overflow > 1000
    assert visit.console == ["noise"]
    assert visit.foreign == []
    assert "image-alt" in [rule for rule, _ in violations(visit, ALL_RULES)]
    with pytest.raises(Error, match="ERR_UNSAFE_PORT"):
        visit.page.goto("http://other.example:9/")
    assert visit.foreign == ["http://other.example:9/"]
