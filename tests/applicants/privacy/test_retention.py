"""Files go on the day two years after the last log-in, announced twice, and not before."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import update_last_login
from django.core import mail as delivered
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from applicants.documents.storage import PrivateStorage, new_path
from applicants.mail import sending
from applicants.mail.models import Mail
from applicants.mail.sending import send_due
from applicants.models import Applicant, Document, DocumentVersion, FileAccess, Letter, LetterFile
from applicants.privacy import retention
from applicants.privacy.retention import retain, two_years_after
from applicants.profile.cleanup import tidy
from tests.factories import make_applicant, make_document, make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
SEEN = datetime.datetime(2026, 11, 25, 23, 30, tzinfo=datetime.UTC)  # November 26 in Lagos
GOES = datetime.date(2028, 11, 26)
LAGOS = "Africa/Lagos"  # always UTC+1


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the clock at Ada's last log-in."""
    with time_machine.travel(SEEN, tick=False) as traveler:
        yield traveler


@pytest.fixture
def away(clock: Any, settings: Settings, tmp_path: Path) -> Applicant:
    """Ada, who has a document and a letter that she waived the right to read, and does not come back."""
    settings.PRIVATE_DIR = tmp_path / "private"
    ada = make_applicant("ada@example.org", time_zone=LAGOS)
    update_last_login(None, ada.user)
    make_document(ada, path=kept())
    LetterFile.objects.create(letter=make_letter(ada), path=kept(), size=1, sha256="", is_sealed=True)
    return ada


def kept() -> str:
    return PrivateStorage().save(new_path(), ContentFile(b"x"))


def files() -> int:
    """Return how many files the rows know."""
    return DocumentVersion.objects.count() + LetterFile.objects.count()


def hour(clock: Any, day: datetime.date, at: int = 12) -> None:
    """Do what the sender's loop does in an hour of Ada's own day."""
    moment = datetime.datetime.combine(day, datetime.time(at), datetime.timezone(datetime.timedelta(hours=1)))
    clock.move_to(moment)
    tidy()
    retain()
    send_due()


def live(clock: Any, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Live through days before the deletion; return (files, mails sent so far) by the days that are left."""
    seen = {}
    for left in range(first, last - 1, -1):
        hour(clock, GOES - datetime.timedelta(days=left))
        seen[left] = (files(), len(delivered.outbox))
    return seen


def test_two_warnings_then_the_files_go_on_the_day(
    clock: Any, away: Applicant, django_capture_on_commit_callbacks: Any
) -> None:
    assert live(clock, 70, 1) == {
        left: (2, 0 if left > 60 else 1 if left > 14 else 2) for left in range(70, 0, -1)
    }
    assert len(list(PrivateStorage().stored())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        hour(clock, GOES, 0)
    assert list(PrivateStorage().stored()) == []
    assert (files(), Document.objects.count(), Letter.objects.count()) == (0, 0, 1)
    assert live(clock, -1, -200)[-200] == (0, 2)
    assert Mail.objects.exists() is False


def test_the_last_hour_of_the_day_before_deletes_nothing(clock: Any, away: Applicant) -> None:
    for left in (60, 14):
        hour(clock, GOES - datetime.timedelta(days=left))
    hour(clock, GOES - datetime.timedelta(days=1), 23)
    assert files() == 2


def test_the_warnings_say_the_day_and_how_to_keep_the_files(clock: Any, away: Applicant) -> None:
    live(clock, 60, 14)
    assert [(mail.to, mail.subject) for mail in delivered.outbox] == [
        (["ada@example.org"], "Your files will be deleted")
    ] * 2
    for mail in delivered.outbox:
        assert "You last logged in to the USCE portal on November 26, 2026." in mail.body
        assert "On November 26, 2028 we will delete your documents" in mail.body
        assert "/accounts/login/" in mail.body


def test_a_log_in_starts_anew(clock: Any, away: Applicant) -> None:
    live(clock, 60, 14)
    clock.move_to(SEEN + datetime.timedelta(days=725))
    Client().force_login(away.user)
    live(clock, 1, -300)
    assert (files(), len(delivered.outbox)) == (2, 2)


def test_a_log_in_between_the_look_and_the_deletion_keeps_the_files(
    clock: Any, away: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(clock, 60, 14)
    asked = retention.who_is_away

    def then_logged_in(now: datetime.datetime) -> list[Any]:
        found = list(asked(now))
        update_last_login(None, Applicant.objects.get().user)
        return found

    clock.move_to(SEEN + datetime.timedelta(days=733))
    monkeypatch.setattr(retention, "who_is_away", then_logged_in)
    assert retain() == {"warnings": 0, "files of people long away": 0}
    assert files() == 2


def test_a_server_that_stood_still_warns_twice_all_the_same(clock: Any, away: Applicant) -> None:
    seen = live(clock, -100, -161)
    assert seen[-100] == (2, 1)
    assert "On May 5, 2029 we will delete" in delivered.outbox[0].body  # 60 days later
    assert [left for left in seen if seen[left][1] == 1][-1] == -145
    assert seen[-146] == (2, 2)
    assert [left for left in seen if seen[left][0]][-1] == -159


def test_nothing_goes_while_a_warning_cannot_be_sent(
    clock: Any, away: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Mail) -> bool:
        return False

    with monkeypatch.context() as patched:
        patched.setattr(sending, "send", refuse)
        assert set(live(clock, 60, -30).values()) == {(2, 0)}
    hour(clock, GOES + datetime.timedelta(days=31))
    assert len(delivered.outbox) == 1


def test_the_log_says_that_the_portal_did_it(clock: Any, away: Applicant) -> None:
    live(clock, 60, 0)
    assert set(FileAccess.objects.values_list("action", "by", "name")) == {
        ("deleted", None, "a.pdf"),
        ("deleted", None, "Letter from Dr. House"),
    }
    client = Client()
    client.force_login(away.user)
    assert "The portal: Deleted" in client.get("/documents/").content.decode()


def test_whoever_has_no_files_gets_no_mail(clock: Any) -> None:
    update_last_login(None, make_applicant("obi@example.org").user)
    live(clock, 61, -1)
    assert delivered.outbox == []


def test_an_account_that_never_logged_in_counts_from_its_sign_up(clock: Any, away: Applicant) -> None:
    type(away.user).objects.update(last_login=None, date_joined=SEEN)
    live(clock, 60, 0)
    assert (files(), len(delivered.outbox)) == (0, 2)


def test_two_years_after_a_leap_day() -> None:
    assert two_years_after(datetime.date(2028, 2, 29)) == datetime.date(2030, 3, 1)
    assert two_years_after(datetime.date(2026, 3, 1)) == datetime.date(2028, 3, 1)
