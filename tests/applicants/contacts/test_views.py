"""The contacts' pages, with three people looking."""

import datetime
from typing import Any

import pytest
from django.test import Client

from applicants.models import Applicant, Contact
from programs.models import Specialty
from tests.factories import make_application, make_contact, make_letter
from tests.page_forms import said, send, send_only
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Zoë Doe",
    "role": "coordinator",
    "email": "zoe@example.org",
    "organization": "Hospital",
    "next_on": "2027-03-01",
    "next_note": "Thank her",
}


def page(client: Client, address: str) -> str:
    return as_shown(client.get(address))


def stored() -> list[tuple[Any, ...]]:
    return list(Contact.objects.values_list("applicant__user__email", "name", "role", "email", "next_on"))


def test_a_person_is_added(ada_client: Client) -> None:
    answer = send(ada_client, "/contacts/new/", "/contacts/new/", **FACTS)
    assert answer.headers["Location"] == Contact.objects.get().get_absolute_url()
    assert stored() == [
        ("ada@example.org", "Zoë Doe", "coordinator", "zoe@example.org", datetime.date(2027, 3, 1))
    ]


def test_a_form_sent_twice_makes_one(ada_client: Client) -> None:
    token = {"token": "6b0c4ec6-7a2c-4c55-8b62-3b6b2f5b3a44"}
    answers = [ada_client.post("/contacts/new/", {"name": "Jane", "role": "other", **token}) for _ in "ab"]
    assert (answers[0].headers["Location"], Contact.objects.count()) == (answers[1].headers["Location"], 1)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"role": "boss"},
        {"email": "nonsense"},
        {"website": "javascript:alert(1)"},
        {"next_on": "0001-01-01"},
        {"specialty": "999999"},
        {"state": "ZZ"},
        {"note": "a" * 2001},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(facts: dict[str, str], ada_client: Client) -> None:
    answer = ada_client.post("/contacts/new/", FACTS | facts)
    assert (answer.status_code, list(answer.context["form"].errors), stored()) == (422, list(facts), [])


def test_the_same_email_asks_once_and_is_saved_when_meant(
    ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    make_contact(obi, email="zoe@example.org")
    first = make_contact(ada, name="The office", email="ZOE@example.org")
    answer = ada_client.post("/contacts/new/", FACTS)
    body = as_shown(answer)
    assert answer.status_code == 422
    assert "The office has this email already." in body
    assert f'<a href="{first.get_absolute_url()}">The office</a>' in body
    assert 'name="is_another_person"' in body
    assert ada_client.post("/contacts/new/", FACTS | {"is_another_person": "on"}).status_code == 302
    assert ada.contacts.count() == 2


def test_the_tick_is_not_shown_without_need(ada_client: Client) -> None:
    assert "is_another_person" not in page(ada_client, "/contacts/new/")


def test_ones_own_email_is_no_double(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada, email="zoe@example.org")
    answer = send(ada_client, f"/contacts/{contact.pk}/edit/", "/edit/", name="New name")
    contact.refresh_from_db()
    assert (answer.headers["Location"], contact.name) == (contact.get_absolute_url(), "New name")


def test_a_person_is_added_on_an_applications_page(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada)
    here = application.get_absolute_url()
    answer = send(ada_client, here, "/contacts/new/", name="Zoë Doe", email="zoe@example.org")
    assert answer.headers["Location"] == here
    shown = ada_client.get(here)
    assert said(shown) == ["Zoë Doe is added and belongs to this application."]
    assert '<a href="/contacts/' in as_shown(shown)
    assert list(application.contacts.values_list("name", "role")) == [("Zoë Doe", "coordinator")]


def test_nobody_is_tied_to_anothers_application(ada: Applicant, obi: Applicant, ada_client: Client) -> None:
    theirs = make_application(obi)
    for address in ("/contacts/new/",):
        ada_client.post(address, FACTS | {"application": theirs.pk})
    contact = ada.contacts.get()
    make_application(ada)  # so that there is something to tick
    answer = send_only(ada_client, f"/contacts/{contact.pk}/", "applications/", {"applications": [theirs.pk]})
    assert (answer.status_code, theirs.contacts.count(), contact.applications.count()) == (422, 0, 0)


def test_applications_are_ticked_on_a_persons_page(ada: Applicant, ada_client: Client) -> None:
    contact, one, two = (
        make_contact(ada),
        make_application(ada, name="One"),
        make_application(ada, name="Two"),
    )
    contact.applications.add(one)
    here = contact.get_absolute_url()
    shown = page(ada_client, here)
    assert shown.count("checked") == 1
    send_only(ada_client, here, "applications/", {"applications": [two.pk]})
    assert [application.name for application in contact.applications.all()] == ["Two"]
    assert said(ada_client.get(here)) == ["Jane Doe belongs to 1 application."]


def test_a_day_to_be_in_touch_is_set_and_taken_away(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    here = contact.get_absolute_url()
    send(ada_client, here, "/next/", next_on="2027-01-02", next_note="Say hello")
    contact.refresh_from_db()
    assert (contact.next_on, contact.next_note) == (datetime.date(2027, 1, 2), "Say hello")
    send(ada_client, here, "/next/", next_on="", next_note="")
    contact.refresh_from_db()
    assert contact.next_on is None
    answer = send_only(ada_client, here, "next/", {"next_on": "tomorrow"})
    assert answer.status_code == 422
    assert "Write the day as year" in as_shown(answer)


def test_the_list_is_searched_and_filtered(ada: Applicant, ada_client: Client) -> None:
    specialty = Specialty.objects.create(name="Cardiology", slug="cardiology")
    make_contact(ada, name="José", role="alumnus", specialty=specialty)
    make_contact(ada, name="Jane")

    def shown(query: str) -> list[str]:
        listing = ada_client.get(f"/contacts/?{query}").context["listing"]
        return [contact.name for contact, _ in listing.rows]

    assert shown("") == ["Jane", "José"]
    assert shown("q=jose") == ["José"]
    assert shown("role=attending") == ["Jane"]
    assert shown(f"specialty={specialty.pk}") == ["José"]
    assert shown("q=nobody") == []
    assert "No one matches." in page(ada_client, "/contacts/?q=nobody")
    assert "There is no such role." in page(ada_client, "/contacts/?role=x")


def test_an_empty_list_says_whom_to_write_down(ada_client: Client) -> None:
    body = page(ada_client, "/contacts/")
    assert "No one here yet" in body
    assert "Download" not in body


def test_a_person_is_deleted_after_a_question(ada: Applicant, ada_client: Client) -> None:
    contact, application = make_contact(ada), make_application(ada)
    contact.applications.add(application)
    here = f"{contact.get_absolute_url()}delete/"
    assert "Delete Jane Doe?" in page(ada_client, here)
    assert ada_client.post(here).headers["Location"] == "/contacts/"
    assert (ada.contacts.count(), ada.applications.count()) == (0, 1)


def test_letters_by_somebody_stand_on_their_page_and_outlive_them(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    here = contact.get_absolute_url()
    assert f'href="/letters/new/?contact={contact.pk}"' in page(ada_client, here)
    letter = make_letter(ada, contact=contact, writer_name="Jane Doe", status="asked")
    make_letter(ada)
    body = page(ada_client, here)
    assert body.count("data-letter=") == 1
    assert f'data-letter="{letter.pk}" data-status="asked"' in body
    assert f'<a href="{letter.get_absolute_url()}">General</a>: asked' in body
    assert "letters of recommendation by this person stay" in page(ada_client, f"{here}delete/")
    ada_client.post(f"{here}delete/")
    letter.refresh_from_db()
    assert (letter.contact, letter.writer) == (None, "Jane Doe")


def test_a_rotation_is_named_as_one_on_a_persons_page(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    contact.applications.add(make_application(ada, name="Heart clinic", status="rotating"))
    assert "Heart clinic</a> (rotating)" in page(ada_client, contact.get_absolute_url())


def test_hostile_text_stays_text(ada: Applicant, ada_client: Client) -> None:
    evil = "<script>alert(1)</script>"
    contact = make_contact(ada, name=evil, title=evil, organization=evil, note=evil, next_note=evil)
    contact.applications.add(make_application(ada, name=evil))
    for address in ("/contacts/", contact.get_absolute_url(), f"{contact.get_absolute_url()}delete/"):
        assert evil not in page(ada_client, address)


def test_a_mailto_is_escaped(ada: Applicant, ada_client: Client) -> None:
    make_contact(ada, email="a?b&c=d@example.org")
    assert 'href="mailto:a%3Fb%26c%3Dd@example.org"' in page(ada_client, "/contacts/")


@pytest.mark.parametrize("ending", ["", "edit/", "delete/"])
def test_a_persons_pages_are_the_owners_alone(
    ending: str, ada: Applicant, obi_client: Client, curator_client: Client, client: Client
) -> None:
    address = f"{make_contact(ada).get_absolute_url()}{ending}"
    statuses = [one.get(address).status_code for one in (obi_client, curator_client, client)]
    assert statuses == [404, 404, 302]


def test_lists_and_sheets_hold_nothing_of_another(ada: Applicant, obi_client: Client) -> None:
    make_contact(ada, name="Kuzuma", email="kuzuma@example.org")
    for address in ("/contacts/", "/contacts/?q=kuzuma", "/contacts/export.csv"):
        assert "Kuzuma" not in page(obi_client, address)
