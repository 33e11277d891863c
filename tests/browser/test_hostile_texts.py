"""Payloads in every text of programs, files and messages, on every page that shows them: none runs."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Dialog, Response

from tests.browser.conftest import Server
from tests.browser.hostile import GROUPS, IN_ADDRESSES, hostile_record, texts_of
from tests.browser.tabs import Opener, Visit
from tests.programs.feedback.payloads import PAYLOADS

PAYLOAD_SHOWN = "xss-mark"
# Every element and attribute that only a payload can have made.
INJECTED = """() => {
    const own = (address) => !address || new URL(address, location).host === location.host;
    const tags = ["iframe", "object", "embed", "marquee", "base", "math", "video", "source", "style"];
    const found = [];
    for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        const isScript = name === "script" && element.type !== "application/ld+json";
        const isForeign = name === "link" && element.rel !== "canonical" && !own(element.href);
        const isBold = name === "b" && element.textContent.includes("xss-mark");
        if (tags.includes(name) || isBold || isForeign || (isScript && !(element.src && own(element.src))))
            found.push(element.outerHTML.slice(0, 200));
        if (name === "meta" && element.httpEquiv === "refresh") found.push(element.outerHTML);
        for (const {name: key, value} of element.attributes)
            if (key.startsWith("on") || (key !== "value" && /^\\s*(javascript|data):/i.test(value)))
                found.push(`${name} ${key}=${value}`.slice(0, 200));
    }
    return found;
}"""
EACH = range(GROUPS)
FEW = (0, 5)  # of the pages that show the same texts as others do
COMPARED = ["&".join(f"program=hostile-{number}" for number in numbers) for numbers in (EACH[:4], EACH[4:])]
PUBLIC = {
    **{f"program {number}": "" for number in EACH},
    **{f"{kind} {number}": "" for kind in ("host", "report", "suggestion", "proposal") for number in FEW},
    "list": "/programs/?q=alert",
    **{f"compare {place}": f"/programs/compare/?{asked}" for place, asked in enumerate(COMPARED)},
    "hosts": "/hosts/?q=alert",
    "report form": "/programs/hostile-0/report/",
    "claim form": "/programs/hostile-1/claim/",
    "list, searched for": f"/programs/?q={PAYLOADS[0]}",
}
OWN = {
    "program 3": "",
    "dashboard": "/dashboard/",
    "board": "/applications/",
    "table": "/applications/?view=table",
    "agenda": "/applications/?view=agenda",
    "month": "/applications/?view=month",
    "compare, signed in": f"/programs/compare/?{COMPARED[0]}",
    "list, signed in": "/programs/?q=alert",
    "add": "/applications/add/?q=alert",
    **{f"{kind} {number}": "" for kind in ("application", "edit", "pack") for number in FEW},
}
CURATED = {
    **{f"review {number}": "" for number in EACH},
    **{f"form {number}": "" for number in FEW},
    **{
        f"{kind} {number}": ""
        for kind in ("history", "restore", "review, line", "review, supervisor", "host form")
        for number in FEW
    },
    **{f"{kind}, admin {number}": "" for kind in ("report", "suggestion", "proposal") for number in FEW},
    "programs": "/admin/programs/program/?q=alert",
    "hosts": "/admin/programs/host/?q=alert",
    "providers": "/admin/programs/provider/?q=alert",
    "reports": "/admin/programs/report/",
    "corrections": "/admin/programs/hostproposal/",
    "statistics": "/admin/reports/",
}


# Django's own tables of rows are wider than a phone.
DJANGOS_OWN = ("form", "host form", "programs", "providers", "hosts", "reports", "corrections")
FILE_NAME = "<img src=x onerror=alert('xss-mark')>"
# Every field that takes a text gets other payloads, whatever the browser would say against them.
FILL_AND_SEND = """(payloads) => {
    const form = document.querySelector("main form");
    const takesText = (field) => field.matches("textarea, [type=text], [type=url], [type=email]");
    const fields = [...form.elements].filter((field) => takesText(field) && field.checkVisibility());
    fields.forEach((field, place) => {
        const texts = [...payloads.slice(7 * place), ...payloads.slice(0, 7 * place)].join(" ");
        const room = field.maxLength > 0 ? field.maxLength : 2000;
        field.value = texts.slice(0, room);
    });
    form.noValidate = true;
    form.submit();
}"""
COLUMNS = (
    "Program",
    "Hospital",
    "City",
    "Supervisor",
    "Schedule",
    "More on access",
    "Summary",
    "Phone",
    PAYLOADS[9],
)
Watch = Callable[..., "Watched"]


def file_of(ending: str) -> bytes:
    """Return a file whose rows, header and texts are payloads."""
    if ending == "jsonl":
        records = [hostile_record(number) | {"slug": f"hostile-file-{number}"} for number in EACH]
        return b"\n".join(json.dumps(record).encode() for record in records)
    rows = []
    for number in EACH:
        text = texts_of(number)
        rows.append([next(text) for _ in COLUMNS])
        rows[-1][2] = next(text)[:100]
        rows[-1][7] = IN_ADDRESSES[number][:50]
    sheet = [
        [*COLUMNS, "Type", "Website"],
        *([*row, "Elective", f"https://hostile.example/?{row[7]}"] for row in rows),
    ]
    if ending == "csv":
        text_file = io.StringIO()
        csv.writer(text_file).writerows(sheet)
        return text_file.getvalue().encode()
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in sheet:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@dataclass
class Watched:
    """A tab, and what was alerted in it."""

    visit: Visit
    dialogs: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def faults(self, answer: Response | None, *, status: int = 200, fits: bool = True) -> dict[str, Any]:
        """Return what is wrong with the page that an answer has brought; ``fits``: into the window."""
        found = {
            "status": answer and answer.status != status and answer.status,
            "headings": self.visit.page.locator("h1:visible").count() != 1,
            "injected": self.visit.page.evaluate(INJECTED),
            "dialogs": self.dialogs,
            "console": [said for said in self.visit.console if f"status of {status}" not in said],
            "foreign": self.visit.foreign,
            "overflow": self.visit.overflow if fits else 0,
        }
        return {fault: value for fault, value in found.items() if value}

    def pressed(self, name: str) -> Response:
        """Press a button and return what the next page was answered with."""
        with self.visit.page.expect_navigation() as answer:
            self.visit.page.get_by_role("button", name=name).first.click()
        return answer.value


@pytest.fixture(scope="module")
def hostile(server: Server) -> Iterator[dict[str, Any]]:
    """The addresses of pages with payloads, and the session of an applicant; gone again afterwards."""
    made = server.run("from tests.browser.hostile import make_hostile_catalog as make; make()")
    yield json.loads(made)
    server.run("from tests.browser.hostile import remove_hostile_catalog as remove; remove()")


@pytest.fixture
def watch(reuse_tab: Opener) -> Iterator[Watch]:
    """Open a narrow tab and note what its pages alert."""
    with ExitStack() as stack:

        def watching(storage_state: Any = None) -> Watched:
            watched = Watched(reuse_tab(360, storage_state=storage_state))
            watched.visit.page.on("dialog", watched.dismiss)
            stack.callback(watched.visit.page.remove_listener, "dialog", watched.dismiss)
            return watched

        yield watching


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page(name: str, hostile: dict[str, Any], watch: Watch) -> None:
    watched = watch()
    answer = watched.visit.page.goto(PUBLIC[name] or hostile["pages"][name])
    assert watched.faults(answer) == {}
    assert PAYLOAD_SHOWN in watched.visit.page.content()


@pytest.mark.parametrize("name", OWN)
def test_applicants_page(name: str, hostile: dict[str, Any], base_url: str, watch: Watch) -> None:
    session = {"name": "sessionid", "value": hostile["session"], "url": base_url}
    watched = watch({"cookies": [session]})
    answer = watched.visit.page.goto(OWN[name] or hostile["pages"][name])
    assert watched.faults(answer) == {}
    assert PAYLOAD_SHOWN in watched.visit.page.content()


@pytest.mark.parametrize("name", CURATED)
def test_curators_page(name: str, hostile: dict[str, Any], advisor_state: Any, watch: Watch) -> None:
    watched = watch(advisor_state)
    answer = watched.visit.page.goto(CURATED[name] or hostile["pages"][name])
    assert watched.faults(answer, fits=not name.startswith(DJANGOS_OWN)) == {}
    assert PAYLOAD_SHOWN in watched.visit.page.content()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_import_of_a_file(ending: str, hostile: dict[str, Any], advisor_state: Any, watch: Watch) -> None:
    watched = watch(advisor_state)
    page = watched.visit.page
    page.goto("/admin/programs/import/")
    file = {"name": f"{FILE_NAME}.{ending}", "mimeType": "text/plain", "buffer": file_of(ending)}
    page.get_by_label("File with programs").set_input_files(files=[file])
    found = [watched.faults(watched.pressed("Upload"))]
    if ending != "jsonl":
        found.append(watched.faults(watched.pressed("Preview")))
    new = page.get_by_role("checkbox", checked=True).count()
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found.append(watched.faults(None))
    found.append(watched.faults(watched.pressed("Import the ticked rows")))
    found.append(watched.faults(watched.pressed("Undo this import")))
    found.append(watched.faults(page.goto("/admin/programs/import/")))
    assert ([fault for fault in found if fault], new) == ([], GROUPS)


@pytest.mark.parametrize("name", ["report form", "claim form", "suggestion form", "unsent 0"])
def test_form_that_comes_back(name: str, hostile: dict[str, Any], watch: Watch) -> None:
    watched = watch()
    watched.visit.page.goto(PUBLIC.get(name) or hostile["pages"].get(name) or "/programs/suggest/")
    with watched.visit.page.expect_navigation() as answer:
        watched.visit.page.evaluate(FILL_AND_SEND, PAYLOADS)
    assert watched.faults(answer.value, status=422) == {}
    assert PAYLOAD_SHOWN in watched.visit.page.content()


def test_exports_are_no_pages(hostile: dict[str, Any], watch: Watch) -> None:
    request = watch().visit.page.request
    answers = [request.get(f"/programs/export.{ending}?q=alert") for ending in ("csv", "json")]
    headers = [(one.headers["content-type"], one.headers["x-content-type-options"]) for one in answers]
    assert headers == [("text/csv; charset=utf-8", "nosniff"), ("application/json", "nosniff")]
    assert [one.text().count(PAYLOAD_SHOWN) > GROUPS for one in answers] == [True, True]


def test_the_measure_measures(watch: Watch) -> None:
    watched = watch()
    answer = watched.visit.page.goto("/kinds/")
    watched.visit.page.evaluate(
        "(text) => { document.querySelector('main').innerHTML += text; }", PAYLOADS[9]
    )
    found = watched.faults(answer)
    assert found["injected"] == ["img onerror=alert('xss-mark')"]
    assert "violates" in found["console"][0]
    watched.visit.page.evaluate("alert('run')")
    assert watched.dialogs == ["run"]
