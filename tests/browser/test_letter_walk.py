"""A letter in real browsers: planned, asked for by link, handed over by its writer, and never seen again."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.applicants.documents import corpus_files as parts
from tests.browser.conftest import PASSWORD, Server, log_in
from tests.browser.tabs import Opener

WALKER = "lola.letters@example.org"
MARKER = "zebrasecret"
LETTER = {
    "name": f"{MARKER}.pdf",
    "mimeType": "application/pdf",
    "buffer": parts.pdf(page=f"/Note ({MARKER})"),
}
MAKE_WALKER = f"""
from django.core.files.uploadedfile import SimpleUploadedFile
from applicants.documents.uploading import Upload, create_document
from applicants.models import DocumentKind
from tests.applicants.documents import corpus_files as parts
from tests.factories import make_applicant, make_application, make_letter, make_person
from tests.clock import today
day = today()
make_person("{WALKER}", name="Lola Letters")
lola = make_applicant("{WALKER}", match_year=day.year + 1)
make_application(lola, status="rotating", name="Cardiology at Mercy", starts_on=day, ends_on=day)
import uuid
cv = SimpleUploadedFile("cv.pdf", parts.pdf())
create_document(lola, DocumentKind.objects.get(code="cv"), "", Upload(uuid.uuid4(), cv, {{}}))
for number in range(4):
    make_letter(lola, writer_name=f"Dr. Other {{number}}", match_years=[day.year + 1])
"""
READ_MAIL = f"""
from applicants.models import Mail
for mail in Mail.objects.filter(to="{WALKER}").order_by("pk"):
    print(mail.subject, mail.text)
"""


def plan_a_letter(page: Page) -> str:
    """Plan a letter from the application's page; return the letter's address."""
    page.get_by_role("navigation", name="Your account").get_by_role("link", name="Applications").click()
    page.get_by_role("link", name="Cardiology at Mercy", exact=True).first.click()
    page.get_by_role("link", name="Plan a letter from here").click()
    page.get_by_label("Writer’s name").fill("Dr. Grace Attending")
    page.get_by_label("I waive it: I will never read the letter").check()
    expect(page.get_by_label("Your name, as they know you")).to_have_value("Lola Letters")
    page.get_by_role("button", name="Plan this letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Letter from Dr. Grace Attending")
    return urlsplit(page.url).path


def make_the_link(page: Page) -> str:
    """Fill the packet and make the link; return the path of the writer's page."""
    page.get_by_label("What they could mention").fill("The night shifts")
    page.get_by_label("Curriculum vitae").check()
    page.get_by_role("button", name="Save the packet").click()
    expect(page.locator(".messages")).to_contain_text("Packet saved.")
    page.get_by_role("button", name="Make the writer’s link").click()
    address = page.get_by_label("Link for Dr. Grace Attending").input_value()
    page.get_by_role("link", name="I have copied it").click()
    expect(page.locator('[data-link="live"]')).to_contain_text("Nobody has opened it yet.")
    return urlsplit(address).path


def agree_and_hand_over(page: Page, path: str) -> None:
    """As the writer, without an account: read the packet, say yes, and hand the letter over."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("A letter of recommendation for Lola Letters")
    expect(page.locator("main")).to_contain_text("The night shifts")
    expect(page.locator("main")).to_contain_text("Lola Letters has waived the right to read this letter")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Curriculum vitae")).click()
    assert Path(download.value.path()).read_bytes() == parts.pdf()
    page.get_by_role("button", name="Yes, I will write").click()
    expect(page.locator(".messages")).to_contain_text("The applicant knows that you agree")
    page.get_by_label("It is signed").check()
    page.get_by_text("Or hand the letter over here as well").click()
    page.locator("input[type=file]").set_input_files(LETTER)
    page.get_by_role("button", name="Hand the letter over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. The letter is handed over.")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")


def see_the_status_only(page: Page, letter: str) -> None:
    """As the applicant who waived: the status, and not a byte of the letter, in the export neither."""
    page.goto(letter)
    expect(page.locator("article")).to_have_attribute("data-status", "uploaded")
    expect(page.locator('[data-handed="sealed"]')).to_contain_text("you cannot open it")
    assert MARKER not in page.content()
    assert page.request.get(f"{letter}file/").status == 404
    body = page.request.get("/me/export.zip").body()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        assert [name for name in names if MARKER in name or "letters/" in name] == []
        assert [name for name in names if MARKER.encode() in archive.read(name)] == []
        assert b'"is_sealed": true' in archive.read("applicants.letterfile.json")


def fill_the_matrix(page: Page) -> None:
    """Give a program four letters, and be stopped at the fifth."""
    page.goto("/letters/matrix/")
    page.get_by_label("Residency program", exact=True).fill("Mercy Internal Medicine")
    page.get_by_role("button", name="Add program").click()
    boxes = page.locator("tr[data-program] input[type=checkbox]")
    expect(boxes).to_have_count(5)
    for number in range(4):
        boxes.nth(number).check()
    page.get_by_role("button", name="Save the matrix").click()
    expect(page.locator("tr[data-program]")).to_have_attribute("data-count", "4")
    boxes.nth(4).check()
    page.get_by_role("button", name="Save the matrix").click()
    expect(page.locator(".grid__fault")).to_contain_text("You ticked 5 letters. At most 4 go to one program")
    page.goto("/letters/matrix/")
    expect(page.locator("tr[data-program]")).to_have_attribute("data-count", "4")


def test_a_letter_from_its_plan_to_the_matrix(
    open_tab: Opener, browser: Browser, base_url: str, server: Server
) -> None:
    server.run(MAKE_WALKER)
    mine, theirs = open_tab(1280), open_tab(360, accept_downloads=True)
    log_in(mine.page, WALKER, PASSWORD)
    letter = plan_a_letter(mine.page)
    path = make_the_link(mine.page)
    agree_and_hand_over(theirs.page, path)
    see_the_status_only(mine.page, letter)
    fill_the_matrix(mine.page)
    mine.page.goto("/letters/")
    expect(mine.page.locator("[data-letter]")).to_have_count(5)
    mails = server.run(READ_MAIL)
    assert mails.count("News about one of your letters") == 2
    assert MARKER not in mails
    assert path.split("/")[2] not in mails
    status_404 = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    status_422 = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    assert (mine.console, theirs.console) == ([status_422], [status_404])
    assert (mine.foreign, theirs.foreign) == ([], [])
    assert (mine.overflow, theirs.overflow) == (0, 0)
