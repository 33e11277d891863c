"""The pages of rotations, with three people looking; the journal keeps patients out."""

import datetime
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from applicants.guides.models import RotationTip
from applicants.models import Applicant, FirstDay, JournalEntry
from applicants.profile.cleanup import tidy
from applicants.profile.encryption import UNREADABLE
from applicants.reference_data import load_missing_rows
from tests.factories import make_application, make_rotation
from tests.page_forms import send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "fixtures" / "reference"
HARMLESS = "Watched a careful exam of the heart, then read about murmurs."
NAMED = "Saw Mr. Okafor, MRN 00482913, today."


def journal_of(applicant: Applicant) -> str:
    return f"/rotations/{make_rotation(applicant)['rotation'].pk}/journal/"


def write(client: Client, page: str, text: str, **more: object) -> int:
    sent = {"day": "2027-03-02", "text": text, "token": str(uuid.uuid4())} | more
    return client.post(page, sent).status_code


def texts() -> list[str]:
    return sorted(JournalEntry.objects.values_list("text", flat=True))


def test_the_shipped_rows_are_sourced(ada: Applicant) -> None:
    assert load_missing_rows(RotationTip, "rotation_tips.json", FOLDER) == 119
    rows = RotationTip.objects.all()
    assert [row.code for row in rows if not (row.source_title and row.dated_words)] == []
    assert sorted(row.day for row in rows if row.day) == list(range(1, 21))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("preparing", 404),
        ("offered", 404),
        ("accepted", 200),
        ("rotating", 200),
        ("completed", 200),
        ("withdrawn", 404),
    ],
)
def test_an_accepted_place_is_a_rotation(status: str, code: int, ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada, status=status, name="Heart")
    assert ada_client.get(f"/rotations/{application.pk}/").status_code == code
    assert ("Heart" in as_shown(ada_client.get("/rotations/"))) == (code == 200)


def test_the_first_day_is_noted(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada, status="accepted")
    page = f"/rotations/{application.pk}/first-day/"
    assert send(ada_client, page, page, whom="Dr. Ray", confirmed_on="2027-01-02").status_code == 302
    first_day = FirstDay.objects.get()
    assert (first_day.application_id, first_day.whom) == (application.pk, "Dr. Ray")
    assert first_day.confirmed_on == datetime.date(2027, 1, 2)
    assert "Dr. Ray" in as_shown(ada_client.get(f"/rotations/{application.pk}/"))


def test_what_is_done_is_ticked_once_and_taken_back(
    ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    rotation = make_rotation(ada)["rotation"]
    rotation.tip_checks.all().delete()
    tick = f"/rotations/{rotation.pk}/done/dress/"
    assert [ada_client.post(tick, {"is_done": "on"}).status_code for _ in "12"] == [302, 302]
    assert rotation.tip_checks.count() == 1
    assert obi_client.post(tick).status_code == 404
    ada_client.post(tick)
    assert rotation.tip_checks.count() == 0


def test_an_entry_is_kept_once_and_only_for_its_owner(
    ada: Applicant, ada_client: Client, obi_client: Client, curator_client: Client
) -> None:
    page = journal_of(ada)
    token = str(uuid.uuid4())
    assert [write(ada_client, page, HARMLESS, token=token) for _ in "12"] == [302, 302]
    assert texts() == ["I listened to a murmur.", HARMLESS]
    shown = [
        HARMLESS in as_shown(ada_client.get(page)),
        *(who.get(page).status_code for who in (obi_client, curator_client)),
    ]
    assert shown == [True, 404, 404]


def test_what_looks_like_a_patient_is_refused_with_what_was_found(ada: Applicant, ada_client: Client) -> None:
    page = journal_of(ada)
    answer = ada_client.post(page, {"day": "2027-03-02", "text": NAMED, "token": str(uuid.uuid4())})
    body = as_shown(answer)
    assert answer.status_code == 422
    assert ['data-identifier="name"' in body, 'data-identifier="record_number"' in body] == [True, True]
    assert NAMED in body
    assert texts() == ["I listened to a murmur."]


def test_what_is_marked_as_nobody_s_is_kept_and_stays_marked(ada: Applicant, ada_client: Client) -> None:
    page = journal_of(ada)
    text = "Read Okafor and Smith on fluids with Mr. Okafor of the library."
    answer = ada_client.post(page, {"day": "2027-03-02", "text": text, "token": str(uuid.uuid4())})
    assert answer.status_code == 422
    found = [one.text for one in answer.context["form"].found]
    assert write(ada_client, page, text, not_a_patient=found) == 302
    entry = JournalEntry.objects.get(day="2027-03-02")
    edit = entry.get_absolute_url()
    assert send(ada_client, edit, edit, hours="7.5").status_code == 302
    assert send(ada_client, edit, edit, text=f"{text} {NAMED}").status_code == 422
    assert JournalEntry.objects.get(pk=entry.pk).text == text


def test_the_database_holds_no_word_of_it(ada: Applicant, ada_client: Client) -> None:
    page = journal_of(ada)
    assert write(ada_client, page, HARMLESS) == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, not_a_patient FROM applicants_journalentry")
        stored = [text for row in cursor.fetchall() for text in row if text]
    assert len(stored) == 2
    assert [text for text in stored if not text.startswith("fernet:") or "murmur" in text] == []


def test_a_new_key_takes_over_and_a_lost_one_loses_nothing(ada: Applicant, ada_client: Client) -> None:
    make_rotation(ada)
    JournalEntry.objects.update(not_a_patient="Okafor")
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[old]):
        assert texts() == ["I listened to a murmur."]
        tidy()
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert texts() == ["I listened to a murmur."]
    assert texts() == [UNREADABLE]
    entry = JournalEntry.objects.get()
    entry.hours = 3
    entry.save()
    edit = entry.get_absolute_url()
    assert send(ada_client, edit, edit, hours="4").status_code == 302
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert texts() == ["I listened to a murmur."]
        assert JournalEntry.objects.get().not_a_patient == "Okafor"


def test_a_long_journal_comes_in_pages(ada: Applicant, ada_client: Client) -> None:
    rotation = make_rotation(ada)["rotation"]
    for number in range(40):
        rotation.journal.create(day=datetime.date(2027, 3, 2), text=f"Read chapter {number}.")
    pages = [
        as_shown(ada_client.get(f"/rotations/{rotation.pk}/journal/?page={number}")) for number in (1, 2, 3)
    ]
    assert [page.count("data-entry=") for page in pages] == [20, 20, 1]
    assert "41 entries, 8 hours" in pages[0]


def test_an_entry_goes_after_one_question(ada: Applicant, ada_client: Client, obi_client: Client) -> None:
    made = make_rotation(ada)
    page = f"/rotations/{made['rotation'].pk}/journal/{made['entry'].pk}/delete/"
    assert obi_client.post(page).status_code == 404
    assert (ada_client.get(page).status_code, JournalEntry.objects.count()) == (200, 1)
    assert ada_client.post(page).status_code == 302
    assert JournalEntry.objects.count() == 0
