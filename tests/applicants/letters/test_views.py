"""A letter's own pages: plan, facts, waiver, packet, moves, link, reminders; nobody else sees them."""

import datetime
import uuid
from urllib.parse import urlsplit

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from applicants.letters.writer_links import link_of
from applicants.models import Applicant, Contact, FileAccess, Letter, LetterLink
from programs.models import Specialty
from tests.applicants.letters.conftest import pdf_of
from tests.factories import make_application, make_contact, make_document, make_kind, make_letter
from tests.page_forms import forms_of, said, send, send_only
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
MOST_LETTERS = 60
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def text(answer: HttpResponse) -> str:
    return as_shown(answer)


def planned(client: Client, page: str = "/letters/new/", **typed: object) -> HttpResponse:
    return send(client, page, "/letters/new/", **{"writer_name": "Dr. House"} | typed)


@pytest.fixture
def uploaded_cv(ada_client: Client) -> None:
    """Keep a CV of ada's with its file."""
    kind = make_kind("cv", never_expires=True, validity_days=None)
    ada_client.post("/documents/", {"file": pdf_of("cv", "cv.pdf"), "kind": kind.code})


# Planning


def test_a_letter_is_planned_by_a_new_contact(ada: Applicant, ada_client: Client) -> None:
    specialty = Specialty.objects.create(name="Internal Medicine", slug="im")
    answer = planned(
        ada_client, writer_email="house@example.org", specialty=specialty.pk, waiver="waived", is_us="on"
    )
    letter = Letter.objects.get()
    assert answer["Location"] == f"/letters/{letter.pk}/"
    assert (letter.applicant, letter.contact.email, letter.specialty) == (
        ada,
        "house@example.org",
        specialty,
    )
    assert (letter.status, letter.waiver, letter.is_us, letter.match_years) == (
        "planned",
        "waived",
        True,
        [2027],
    )


def test_the_same_form_twice_plans_one_letter(ada_client: Client) -> None:
    token = str(uuid.uuid4())
    first = planned(ada_client, id=token)
    assert planned(ada_client, id=token)["Location"] == first["Location"]
    assert (Letter.objects.count(), Contact.objects.count()) == (1, 1)


def test_a_form_with_somebody_else_s_id_plans_one_s_own(obi: Applicant, ada_client: Client) -> None:
    theirs = make_letter(obi)
    planned(ada_client, id=str(theirs.pk), writer_name="Dr. Cuddy")
    assert sorted(Letter.objects.values_list("writer_name", flat=True)) == ["Dr. Cuddy", "Dr. House"]
    assert Letter.objects.get(pk=theirs.pk).applicant == obi


def test_the_form_starts_from_an_application(ada: Applicant, ada_client: Client) -> None:
    rotation = make_application(ada, status="completed")
    planned(ada_client, page=f"/letters/new/?application={rotation.pk}")
    letter = Letter.objects.get()
    assert (letter.rotation, list(letter.contact.applications.all())) == (rotation, [rotation])


def test_among_many_people_the_one_who_is_asked_for_is_chosen(ada: Applicant, ada_client: Client) -> None:
    people = [Contact(applicant=ada, name=f"Person {number:04}") for number in range(300)]
    Contact.objects.bulk_create(people)
    page = ada_client.get(f"/letters/new/?contact={people[-1].pk}").content.decode()
    assert f'<option value="{people[-1].pk}" selected>' in page
    assert page.count(">Person ") == 201
    assert "start from their own page" in page


def test_somebody_else_s_rotation_and_contact_cannot_be_chosen(obi: Applicant, ada_client: Client) -> None:
    rotation, contact = make_application(obi), obi.contacts.create(name="Theirs")
    for field, row in (("rotation", rotation), ("contact", contact)):
        answer = planned(ada_client, **{field: str(row.pk)})
        assert answer.status_code == 422
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["?application=nonsense", "?contact=%00", f"?application={uuid.UUID(int=7)}"]
)
def test_an_address_that_names_nothing_shows_the_plain_form(ada_client: Client, query: str) -> None:
    assert ada_client.get(f"/letters/new/{query}").status_code == 200


def test_a_letter_needs_a_writer(ada_client: Client) -> None:
    answer = planned(ada_client, writer_name="")
    assert answer.status_code == 422
    assert "Choose a writer or write a name." in text(answer)


def test_letters_have_an_end(ada: Applicant, ada_client: Client) -> None:
    for _ in range(MOST_LETTERS):
        make_letter(ada)
    answer = planned(ada_client)
    assert answer.status_code == 422
    assert f"You have {MOST_LETTERS} letters" in text(answer)


# The page


def test_the_page_says_what_is_and_what_is_next(ada_client: Client, letter: Letter) -> None:
    page = text(ada_client.get(f"/letters/{letter.pk}/"))
    assert f'data-letter="{letter.pk}" data-status="planned" data-waiver="waived"' in page
    assert "you will never read this letter" in page
    assert "Ask for it. The first reminder has a text to copy." in page


def test_a_letter_leads_to_its_writers_page(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    letter = make_letter(ada, contact=contact, writer_name="Jane Doe")
    assert (
        f'<a href="{contact.get_absolute_url()}">Jane Doe</a>'
        in ada_client.get(letter.get_absolute_url()).text
    )
    contact.delete()
    assert "/contacts/" not in ada_client.get(letter.get_absolute_url()).text.split("<main")[1]


def test_facts_are_corrected(ada: Applicant, ada_client: Client, letter: Letter) -> None:
    contact = ada.contacts.create(name="Gregory House")
    send(
        ada_client,
        f"/letters/{letter.pk}/edit/",
        "/edit/",
        contact=contact.pk,
        letterhead="practice",
        letter_id="L123",
        written_on="2026-11-01",
    )
    stored = Letter.objects.get()
    assert (stored.writer_name, stored.letterhead, stored.letter_id) == ("Gregory House", "practice", "L123")
    assert (stored.written_on, stored.waiver, stored.status) == (
        datetime.date(2026, 11, 1),
        "waived",
        "planned",
    )


def test_who_may_not_read_a_letter_is_told_which_day_to_write(ada_client: Client, letter: Letter) -> None:
    page = text(ada_client.get(f"/letters/{letter.pk}/edit/"))
    assert "If you may not read it, the day of its upload." in page


@pytest.mark.parametrize(
    "typed", [{"written_on": "1899-01-01"}, {"kind": "poem"}, {"writer_name": "x" * 121}, {"letterhead": "x"}]
)
def test_wrong_facts_come_back(ada_client: Client, letter: Letter, typed: dict[str, str]) -> None:
    answer = send(ada_client, f"/letters/{letter.pk}/edit/", "/edit/", **typed)
    assert answer.status_code == 422
    assert Letter.objects.get().written_on is None


def test_a_move_by_its_form(ada_client: Client, letter: Letter) -> None:
    page = f"/letters/{letter.pk}/"
    answer = ada_client.post(f"{page}move/", {"status": "asked", "was": "planned", "on": "2026-11-24"})
    assert answer["Location"] == page
    assert said(ada_client.get(page)) == [
        "Asked since November 24, 2026. You asked. Waiting for their reply."
    ]
    undone = ada_client.post(f"{page}undo/", follow=True)
    assert said(undone) == ["“Asked” is undone. It is “Planned” again."]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"status": "asked", "was": "planned", "on": "2026-11-26"}, "in the future"),
        ({"status": "agreed", "was": "asked", "on": "2026-11-24"}, "stands at “Planned” now"),
        ({"status": "planned", "was": "planned", "on": "2026-11-24"}, "cannot go to"),
        ({"status": "nonsense", "was": "planned", "on": "2026-11-24"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_a_wrong_move_comes_back(
    ada_client: Client, letter: Letter, typed: dict[str, str], fault: str
) -> None:
    answer = ada_client.post(f"/letters/{letter.pk}/move/", typed)
    assert answer.status_code == 422
    assert fault in text(answer)
    assert Letter.objects.get().status == "planned"


def test_the_waiver_is_decided_and_then_settled(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada, waiver="undecided")
    page = f"/letters/{letter.pk}/"
    assert "Decide about the waiver first." in text(ada_client.get(page))
    send(ada_client, page, "/waiver/", waiver="not_waived")
    assert "You did not waive it" in text(ada_client.get(page))
    ada_client.post(f"{page}move/", {"status": "asked", "was": "planned", "on": "2026-11-25"})
    answer = ada_client.post(f"{page}waiver/", {"waiver": "waived"}, follow=True)
    assert said(answer)[-1] == "The waiver can no longer be changed: the letter was asked for with it."
    assert "/waiver/" not in text(ada_client.get(page))
    assert Letter.objects.get().waiver == "not_waived"


# The link


def test_the_link_is_shown_once_and_never_again(ada_client: Client, letter: Letter) -> None:
    page = f"/letters/{letter.pk}/"
    answer = ada_client.post(f"{page}link/")
    token = urlsplit(answer.context["address"]).path.split("/")[2]
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert text(answer).count(token) >= 2
    assert "I waive my right to read the letter" in text(answer)
    assert link_of(token).letter == letter
    later = text(ada_client.get(page))
    assert token not in later
    assert 'data-link="live"' in later


def test_the_link_is_ended(ada_client: Client, letter: Letter, address: str) -> None:
    answer = ada_client.post(f"/letters/{letter.pk}/link/end/", follow=True)
    assert said(answer) == ["The link is ended. Whoever opens it now sees that it no longer works."]
    assert Client().get(address).status_code == 404
    assert said(ada_client.post(f"/letters/{letter.pk}/link/end/", follow=True)) == [
        "There is no link to end."
    ]


def test_no_link_without_a_decision(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada, waiver="undecided")
    answer = ada_client.post(f"/letters/{letter.pk}/link/", follow=True)
    assert said(answer) == ["Decide about the waiver first. The writer has to know it before writing."]
    assert LetterLink.objects.count() == 0


def test_the_packet_is_what_the_writer_sees_and_nothing_else(
    ada: Applicant, ada_client: Client, obi: Applicant, letter: Letter, address: str
) -> None:
    shared, kept, theirs = make_document(ada, "cv"), make_document(ada), make_document(obi)
    ada.school_name, ada.user.name = "A secret school", "Ada Legal-Name"
    ada.save()
    ada.user.save()
    letter.amend(note="A secret note", asked_as="Ada L.", letter_id="L-77")
    page = f"/letters/{letter.pk}/"
    send(ada_client, page, "/packet/", what_to_mention="The night shifts", shared=[str(shared.pk)])
    assert list(letter.shared.all()) == [shared]
    shown = text(Client().get(address))
    for words in ("Ada L.", "The night shifts", "L-77", "Cardiology observership", "December 31, 2026"):
        assert words in shown
    assert "has waived the right to read this letter" in shown
    for words in ("A secret school", "Legal-Name", "A secret note", "ada@example.org", str(kept.pk)):
        assert words not in shown
    answer = send_only(ada_client, page, "packet/", {"shared": [str(theirs.pk)]})
    assert answer.status_code == 422
    assert list(letter.shared.all()) == [shared]


def test_who_gave_no_name_is_still_somebody_in_whole_sentences(address: str) -> None:
    shown = text(Client().get(address))
    assert "<h1>A letter of recommendation</h1>" in shown
    assert "The applicant who sent you this link asks you for a letter for residency." in shown


def test_documents_leave_by_link_only_while_it_works_and_are_logged(
    ada: Applicant, ada_client: Client, letter: Letter, address: str, uploaded_cv: None
) -> None:
    row = ada.documents.get()
    document = f"{address}documents/{row.pk}/"
    assert Client().get(document).status_code == 404
    letter.shared.add(row)
    assert Client().head(document).status_code == 200
    answer = Client().get(document)
    assert b"".join(answer).startswith(b"%PDF")
    assert answer["Referrer-Policy"] == "no-referrer, strict-origin"
    assert answer["Content-Disposition"].startswith("attachment")
    line = FileAccess.objects.newest().first()
    assert (line.applicant, line.by, line.action, line.name) == (ada, None, "shared", "cv.pdf")
    assert "The writer of your letter: Downloaded by a letter writer" in text(ada_client.get("/documents/"))
    ada_client.post(f"/letters/{letter.pk}/link/end/")
    assert Client().get(document).status_code == 404
    assert FileAccess.objects.filter(action="shared").count() == 1


def test_a_question_waits_until_it_is_answered(ada_client: Client, letter: Letter) -> None:
    question = letter.questions.create(text="When is it due?\nAnd where?")
    page = f"/letters/{letter.pk}/"
    assert "When is it due?<br>And where?" in text(ada_client.get(page))
    ada_client.post(f"{page}questions/{question.pk}/")
    question.refresh_from_db()
    assert question.answered_at == timezone.now()
    assert "When is it due?" not in text(ada_client.get(page))


def test_somebody_else_s_question_is_missing(ada: Applicant, ada_client: Client, letter: Letter) -> None:
    other = make_letter(ada).questions.create(text="Other")
    assert ada_client.post(f"/letters/{letter.pk}/questions/{other.pk}/").status_code == 404


# Checks and reminders


def test_the_applicant_ticks_what_they_may_read(ada: Applicant, ada_client: Client, letter: Letter) -> None:
    letter_read = make_letter(ada, waiver="not_waived")
    send_only(ada_client, f"/letters/{letter_read.pk}/", "checks/", {"checks": ["signed", "dated"]})
    assert Letter.objects.get(pk=letter_read.pk).checks == ["signed", "dated"]
    answer = ada_client.post(f"/letters/{letter.pk}/checks/", {"checks": ["signed"]}, follow=True)
    words = "You waived the right to read this letter, so only its writer can tick this."
    assert said(answer)[-1] == words
    assert Letter.objects.get(pk=letter.pk).checks == []
    wrong = send_only(ada_client, f"/letters/{letter_read.pk}/", "checks/", {"checks": ["nonsense"]})
    assert wrong.status_code == 422


def test_a_step_of_the_ladder_is_moved_done_and_opened_again(ada_client: Client, letter: Letter) -> None:
    page = f"/letters/{letter.pk}/"
    assert "December 24, 2026" in text(ada_client.get(page))
    send_only(ada_client, page, "steps/ask/", {"act": "move", "day": "2026-12-20"})
    assert "December 20, 2026" in text(ada_client.get(page))
    send_only(ada_client, page, "steps/ask/", {"act": "done", "day": ""})
    assert "Done on November 25, 2026" in text(ada_client.get(page))
    send_only(ada_client, page, "steps/ask/", {"act": "reopen"})
    step = letter.steps.get()
    assert (step.day, step.done_on) == (datetime.date(2026, 12, 20), None)


@pytest.mark.parametrize(
    ("code", "typed", "status"),
    [
        ("ask", {"act": "move", "day": ""}, 422),
        ("ask", {"act": "move", "day": "yesterday"}, 422),
        ("ask", {"act": "dance"}, 422),
        ("dance", {"act": "done"}, 404),
    ],
)
def test_a_wrong_step_changes_nothing(
    ada_client: Client, letter: Letter, code: str, typed: dict[str, str], status: int
) -> None:
    page = f"/letters/{letter.pk}/"
    shown = forms_of(ada_client.get(page))[f"{page}steps/ask/"]
    assert ada_client.post(f"{page}steps/{code}/", shown | typed).status_code == status
    assert letter.steps.count() == 0
