"""What costs much is counted: to the last one, by the clock, refused or not, also at the same moment."""

import datetime
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Application, Document, Letter, LetterFile, RateCount
from applicants.profile import rate_limits
from applicants.profile.cleanup import tidy
from applicants.profile.rate_limits import (
    EXPORTS,
    IMPORTS,
    LETTERS_BY_LINK,
    MERGES,
    SHEETS,
    UPLOADS,
    ZIPS,
    RateLimit,
    RateLimitedError,
    consume,
)
from programs import sandbox
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.factories import keep
from tests.factories import make_applicant, make_application, make_kind, make_letter

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, 31, tzinfo=datetime.UTC)
THREADS = 6
ALL = [UPLOADS, LETTERS_BY_LINK, SHEETS, IMPORTS, MERGES, ZIPS, EXPORTS]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Stop the clock, nine minutes before the limits begin anew."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Any) -> None:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path


def test_a_busy_portal_counts_neither_a_sheet_nor_a_letter(
    ada: Applicant, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "run", Mock(side_effect=sandbox.BusyError))
    sheet = SimpleUploadedFile("sheet.xlsx", b"PK\x03\x04")
    answer = ada_client.post("/applications/import/", {"file": sheet})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Nothing was imported. Try again" in answer.text
    address = f"/letter/{create_link(make_letter(ada))}/"
    handed = {
        "act": "hand_over",
        "checks": ["signed", "dated"],
        "file": SimpleUploadedFile("letter.pdf", parts.pdf()),
    }
    answer = Client().post(address, handed)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "was not saved. Try again" in answer.text
    assert list(RateCount.objects.values_list("count", flat=True)) == [0, 0]


def spend(limit: RateLimit, applicant: Applicant, left: int = 0, link: int | None = None) -> None:
    """Do what is limited until only so many are left."""
    for _ in range(limit.most - left):
        consume(limit, applicant, link)


def counts() -> dict[str, int]:
    return dict(RateCount.objects.values_list("key", "count"))


def text(answer: HttpResponse) -> str:
    return " ".join(b"".join(answer).decode().split())


# The counter


@pytest.mark.parametrize("limit", ALL)
def test_the_last_one_passes_and_one_more_does_not(limit: RateLimit, ada: Applicant) -> None:
    spend(limit, ada)
    with pytest.raises(RateLimitedError) as refused:
        consume(limit, ada)
    words = f"You have {limit.did} in 10 minutes. Wait until 12:40, then go on."
    assert (refused.value.messages, refused.value.seconds) == ([words], 540)
    assert str(limit.most) in limit.did
    assert counts() == {limit.name: limit.most}


def test_names_of_limits_are_different() -> None:
    assert len({limit.name for limit in ALL}) == len(ALL)
    assert {value for value in vars(rate_limits).values() if isinstance(value, RateLimit)} == set(ALL)


def test_it_begins_anew_by_the_clock(ada: Applicant, clock: Any) -> None:
    spend(UPLOADS, ada)
    clock.move_to(NOW.replace(minute=39, second=59))
    with pytest.raises(RateLimitedError) as refused:
        consume(UPLOADS, ada)
    assert refused.value.seconds == 1
    clock.move_to(NOW.replace(minute=40))
    consume(UPLOADS, ada)


def test_the_time_to_wait_is_on_ones_own_clock(ada: Applicant) -> None:
    ada.time_zone = "Asia/Kolkata"
    spend(UPLOADS, ada)
    with pytest.raises(RateLimitedError, match="Wait until 18:10, then go on"):
        consume(UPLOADS, ada)


def test_each_account_act_and_link_is_counted_by_itself(ada: Applicant, obi: Applicant) -> None:
    spend(LETTERS_BY_LINK, ada, link=7)
    consume(LETTERS_BY_LINK, ada, 8)
    consume(LETTERS_BY_LINK, obi, 7)
    consume(UPLOADS, ada)
    with pytest.raises(
        RateLimitedError, match=r"^\['You have sent 10 files in 10 minutes\. Wait 9 minutes, "
    ):
        consume(LETTERS_BY_LINK, ada, 7)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_at_the_same_moment_no_more_than_the_limit_pass(number: int) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory, and its writers queue anyway")
    ada, passed, barrier = make_applicant("ada@example.org"), [], threading.Barrier(THREADS)

    def run() -> None:
        barrier.wait()
        try:
            for _ in range(UPLOADS.most):
                consume(UPLOADS, ada)
                passed.append(1)
        except RateLimitedError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(passed), counts()) == (UPLOADS.most, {"upload": UPLOADS.most})


def test_old_counts_are_tidied(ada: Applicant, clock: Any) -> None:
    consume(UPLOADS, ada)
    clock.shift(datetime.timedelta(days=1))
    consume(EXPORTS, ada)
    clock.shift(datetime.timedelta(minutes=10))
    assert tidy()["counters"] == 1
    assert counts() == {"export": 1}


# Uploads


@pytest.fixture
def upload(ada_client: Client) -> Callable[..., HttpResponse]:
    """Upload a PDF as a new document."""
    make_kind("cv", never_expires=True, validity_days=None)

    def post(address: str = "/documents/", body: bytes = b"", **more: str) -> HttpResponse:
        file = SimpleUploadedFile("cv.pdf", body or parts.pdf())
        sent = {"file": file, "kind": "cv", "token": str(uuid.uuid4())} | more
        return ada_client.post(address, sent)

    return post


def test_uploads_have_a_limit_and_what_was_typed_stays(ada: Applicant, upload: Any) -> None:
    spend(UPLOADS, ada, left=1)
    assert upload().status_code == 302
    answer = upload(note="A typed note")
    assert (answer.status_code, answer["Retry-After"]) == (429, "540")
    assert "You have uploaded 60 files in 10 minutes. Wait until 12:40, then go on." in text(answer)
    assert 'value="A typed note"' in text(answer)
    assert Document.objects.count() == 1


def test_refused_uploads_count_too(ada: Applicant, upload: Any) -> None:
    assert [upload(body=b"nonsense").status_code for _ in range(3)] == [422, 422, 422]
    assert (counts(), Document.objects.count()) == ({"upload": 3}, 0)


def test_the_same_upload_again_gets_its_first_answer(ada: Applicant, upload: Any) -> None:
    token = str(uuid.uuid4())
    first = upload(token=token)
    spend(UPLOADS, ada, left=1)
    again = upload(token=token)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert counts() == {"upload": UPLOADS.most}


def test_a_new_version_is_an_upload(ada: Applicant, upload: Any) -> None:
    document = keep(ada, "cv").document
    spend(UPLOADS, ada, left=1)
    answer = upload(f"/documents/{document.pk}/versions/", note="A typed note")
    assert (answer.status_code, answer["Retry-After"]) == (429, "540")
    assert 'value="A typed note"' in text(answer)
    assert document.versions.count() == 1


# A writer's link


@pytest.fixture
def letter(ada: Applicant) -> Letter:
    return make_letter(ada)


def test_a_writers_link_takes_ten_files(letter: Letter) -> None:
    address = f"/letter/{create_link(letter)}/"
    bad = {"act": "hand_over", "text": "A typed question", "is_in_eras": "on", "checks": ["signed", "dated"]}
    answers = [
        Client().post(address, bad | {"file": SimpleUploadedFile("letter.pdf", b"nonsense")})
        for _ in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    page = text(answers[-1])
    assert answers[-1]["Retry-After"] == "540"
    assert "You have sent 10 files in 10 minutes. Wait 9 minutes, then go on." in page
    assert "A typed question</textarea>" in page
    assert page.count(" checked") == 3
    asked = Client().post(address, {"act": "question", "text": "A typed question"})
    assert (asked.status_code, letter.questions.count()) == (302, 1)
    assert LetterFile.objects.count() == 0


# Downloads


@pytest.fixture
def application(ada: Applicant) -> Application:
    application = make_application(ada)
    application.checklist.create(label="CV", packed_version=keep(ada, "cv"))
    return application


DOWNLOADS = {
    "/me/export.zip": (EXPORTS, "/me/"),
    "/contacts/export.csv": (EXPORTS, "/contacts/"),
    "/contacts/export.xlsx": (EXPORTS, "/contacts/"),
    "/applications/export.csv": (EXPORTS, "/applications/"),
    "/applications/{pk}/pack.zip": (ZIPS, "/applications/{pk}/pack/"),
    "/applications/{pk}/pack.pdf": (MERGES, "/applications/{pk}/pack/"),
}


@pytest.mark.parametrize("address", DOWNLOADS)
def test_downloads_have_a_limit_and_a_way_back(
    address: str, application: Application, ada: Applicant, ada_client: Client
) -> None:
    (limit, back), address = DOWNLOADS[address], address.format(pk=application.pk)
    spend(limit, ada, left=1)
    answer = ada_client.get(address)
    b"".join(answer)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert ada_client.head(address).status_code == 200
    answer = ada_client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (429, "540")
    assert f"You have {limit.did} in 10 minutes. Wait until 12:40, then go on." in text(answer)
    assert f'<a href="{back.format(pk=application.pk)}">Go back</a>' in text(answer)
    assert counts()[limit.name] == limit.most


def test_a_head_is_not_counted(application: Application, ada_client: Client) -> None:
    RateCount.objects.all().delete()
    answers = [ada_client.head(address.format(pk=application.pk)).status_code for address in DOWNLOADS]
    assert (answers, counts()) == ([200] * len(DOWNLOADS), {})


# Sheets


def test_a_sheet_too_many_to_look_at_stays_as_text(ada: Applicant, ada_client: Client) -> None:
    sent = {"step": "preview", "text": "Program\nA typed program"}
    spend(SHEETS, ada, left=1)
    assert ada_client.post("/applications/import/", sent).status_code == 200
    answer = ada_client.post("/applications/import/", sent)
    assert (answer.status_code, answer["Retry-After"]) == (429, "540")
    assert "You have sent 20 spreadsheets in 10 minutes. Wait until 12:40, then go on." in text(answer)
    assert "Program A typed program</textarea>" in text(answer)


def test_an_import_too_many_keeps_the_sheet_and_its_columns(ada: Applicant, ada_client: Client) -> None:
    sent = {
        "step": "import",
        "text": "Program,More\nA typed program,x",
        "column-0": "name",
        "column-1": "city",
    }
    spend(IMPORTS, ada, left=1)
    assert ada_client.post("/applications/import/", sent).status_code == 200
    answer = ada_client.post("/applications/import/", sent | {"text": "Program,More\nOther,x"})
    page = text(answer)
    assert (answer.status_code, answer["Retry-After"]) == (429, "540")
    assert "You have imported 20 spreadsheets in 10 minutes. Wait until 12:40, then go on." in page
    assert "Program,More Other,x" in page
    assert '<option value="city" selected>' in page
    assert ada.applications.count() == 1
