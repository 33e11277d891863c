"""A TB test that fails for one rotation and passes for another, its newer version, and a pack; no script."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.applicants.documents import corpus_files as parts
from tests.browser.conftest import SCRIPTLESS, Server
from tests.browser.tabs import Opener
from tests.clock import today

NEAR, FAR, SENT = "A rotation soon", "A rotation next year", "Submitted"
EMPTY_DATA = f"""
from applicants.models import Applicant
Applicant.objects.filter(user__email="{SCRIPTLESS}").delete()
"""
# An applicant whose account is empty but for two rotations that ask for a TB test and a CV.
PREPARE = f"""
from applicants.models import Applicant, User
Applicant.objects.filter(user__email="{SCRIPTLESS}").delete()
user = User.objects.get(email="{SCRIPTLESS}")
user.name = "Ugo Obi"
user.save()
ugo = Applicant.objects.create(user=user)
from applicants.applications.creation import create_manually
import datetime, uuid
from tests.clock import today
for name, first in (("{NEAR}", 60), ("{FAR}", 300)):
    days = [today() + datetime.timedelta(days=number) for number in (first, first + 27)]
    one, _ = create_manually(ugo, uuid.uuid4(), on=today(), name=name, starts_on=days[0], ends_on=days[1])
    one.checklist.create(code="cv", label="CV")
    one.checklist.create(code="tb_test", label="TB test")
    one.checklist.create(code="mspe", label="MSPE")
"""


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(
    request: pytest.FixtureRequest, open_tab: Opener, states: dict[str, Any], server: Server
) -> Iterator[Page]:
    """A tab with and without JavaScript, of somebody with two rotations and no document."""
    server.run(PREPARE)
    yield open_tab(360, java_script_enabled=request.param, storage_state=states[SCRIPTLESS]).page
    server.run(EMPTY_DATA)


def day(number: int) -> str:
    return (today() + datetime.timedelta(days=number)).isoformat()


def open_rotation(page: Page, name: str) -> None:
    page.goto("/applications/?view=table")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def check(page: Page, code: str) -> Locator:
    return page.locator(f'[data-check="{code}"]')


def upload(form: Locator, name: str, body: bytes, button: str, dated: str = "") -> None:
    form.get_by_label("File", exact=True).set_input_files({"name": name, "mimeType": "", "buffer": body})
    form.get_by_label("Document date").fill(dated)
    form.get_by_role("button", name=button).click()


def upload_missing(page: Page, code: str, *file: Any) -> None:
    """Follow the checklist's link to the form, and upload."""
    check(page, code).get_by_role("link").click()
    form = page.locator("#add form")
    expect(form.get_by_label("Document type")).to_have_value(code)
    upload(form, *file[:2], "Save document", *file[2:])


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def make_the_pack(page: Page, cv: bytes, tb_test: bytes) -> None:
    """Name the files, save the pack, and look into the zip and the PDF."""
    open_rotation(page, FAR)
    page.get_by_role("link", name="Create the pack").click()
    expect(page.locator("[data-missing]")).to_have_attribute("data-missing", "mspe")
    expect(page.locator("[data-pack-file] .pack__name")).to_have_text(
        ["01 CV - Obi, Ugo.png", "02 TB test - Obi, Ugo.pdf"]
    )
    page.get_by_label("What the files are called").fill("{last_name}_{document}")
    page.get_by_role("button", name="Show me the names").click()
    expect(page.locator("[data-pack-file] .pack__name")).to_have_text(["Obi_CV.png", "Obi_TB test.pdf"])
    page.get_by_role("button", name="Save the pack").click()
    expect(page.locator(".messages")).to_contain_text("The pack is saved.")
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Download the zip"))) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {
        "Obi_CV.png": cv,
        "Obi_TB test.pdf": tb_test,
        "contents.txt": f"{FAR} - Ugo Obi\n\nObi_CV.png\nObi_TB test.pdf\n".encode(),
    }
    assert len(PdfReader(io.BytesIO(downloaded(page, "Download one PDF"))).pages) == 2


def test_a_tb_test_a_newer_one_and_the_pack(page: Page) -> None:
    old, new, cv = parts.pdf(), parts.pdf(page="/Rotate 90"), parts.picture("PNG", (200, 300))
    open_rotation(page, NEAR)
    expect(check(page, "tb_test")).to_have_attribute("data-readiness", "missing")
    upload_missing(page, "tb_test", "tb.pdf", old, day(-200))
    open_rotation(page, NEAR)
    expect(check(page, "tb_test")).to_have_attribute("data-readiness", "ready")
    open_rotation(page, FAR)
    expect(check(page, "tb_test")).to_have_attribute("data-readiness", "expired_before")
    expect(check(page, "tb_test")).to_contain_text("retest between")

    page.goto("/documents/")
    page.locator('[data-kind="tb_test"] .documents__name a').click()
    form = page.locator("form", has=page.get_by_role("button", name="Save new version"))
    upload(form, "tb-2.pdf", new, "Save new version", day(-2))
    expect(page.locator("[data-version]")).to_have_count(2)
    open_rotation(page, FAR)
    expect(check(page, "tb_test")).to_have_attribute("data-readiness", "ready")
    upload_missing(page, "cv", "cv.png", cv)

    make_the_pack(page, cv, new)
    open_rotation(page, FAR)
    fold = page.locator('[data-move="submitted"]')
    fold.locator("summary").click()
    expect(fold.get_by_role("checkbox", checked=True)).to_have_count(2)
    fold.get_by_role("button").click()
    expect(fold.locator("[data-missing-papers] li")).to_have_text(["MSPE (missing)"])
    expect(fold.get_by_role("checkbox", checked=True)).to_have_count(2)
    fold.get_by_role("button", name="Submit anyway").click()
    expect(page.locator("[data-sent-file]")).to_have_count(2)
    page.goto("/documents/")
    page.locator('[data-kind="tb_test"] .documents__name a').click()
    expect(page.locator("[data-sent]")).to_contain_text(f"Sent with {FAR}")
    page.get_by_role("link", name="Delete this document").click()
    expect(page.get_by_role("button", name="Delete it, although I sent it")).to_be_visible()
