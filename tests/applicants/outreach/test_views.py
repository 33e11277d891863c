"""The outreach pages, with three people looking."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from applicants.agenda.data import load_agenda_data
from applicants.agenda.entry_builders import agenda
from applicants.models import Applicant, Contact, Outreach, OutreachSettings
from tests.clock import today
from tests.factories import make_contact, make_outreach, make_template
from tests.page_forms import said, send, send_only
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"


def day(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


def page(client: Client, address: str) -> str:
    return as_shown(client.get(address))


def step(client: Client, outreach: Outreach, status: str, **facts: str) -> tuple[int, str]:
    """Post a step for today; return the answer's status and the stored one."""
    answer = client.post(
        f"{outreach.get_absolute_url()}step/", {"status": status, "on": today().isoformat()} | facts
    )
    return answer.status_code, Outreach.objects.get(pk=outreach.pk).status


def test_a_message_is_drafted_for_one_person(ada: Applicant, ada_client: Client) -> None:
    contact, template = make_contact(ada), make_template(ada)
    here = f"/outreach/new/?contact={contact.pk}"
    answer = send(ada_client, here, "/outreach/new/", template=template.pk)
    outreach = Outreach.objects.get()
    assert (answer.headers["Location"], outreach.contact) == (outreach.get_absolute_url(), contact)
    body = page(ada_client, outreach.get_absolute_url())
    assert 'data-gaps="1"' in body
    assert "[your name]" in body
    assert "Jane Doe" not in page(ada_client, "/outreach/new/")


def test_only_ones_own_people_and_texts_can_be_chosen(
    ada: Applicant, obi: Applicant, ada_client: Client
) -> None:
    theirs, text = make_contact(obi), make_template(obi)
    answer = ada_client.post("/outreach/new/", {"contact": theirs.pk})
    assert (answer.status_code, Outreach.objects.count()) == (422, 0)
    answer = ada_client.post("/outreach/new/", {"contact": make_contact(ada).pk, "template": text.pk})
    assert (answer.status_code, Outreach.objects.count()) == (422, 0)
    mine = make_outreach(ada)
    ada_client.post(f"{mine.get_absolute_url()}anew/", {"template": text.pk})
    mine.refresh_from_db()
    assert mine.body == "Dear Dr. Doe"


def test_a_form_sent_twice_leads_to_the_one_message(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    places = {ada_client.post("/outreach/new/", {"contact": contact.pk}).headers["Location"] for _ in "12"}
    assert places == {Outreach.objects.get().get_absolute_url()}
    answer = ada_client.get(f"/outreach/new/?contact={contact.pk}", follow=True)
    assert said(answer)[-1] == "You have a message to this person already. Here it is."
    assert answer.redirect_chain == [(places.pop(), 302)]


def test_nobody_learns_of_anothers_message(ada: Applicant, obi: Applicant, ada_client: Client) -> None:
    theirs, _ = make_outreach(obi), make_contact(ada)
    assert ada_client.get(f"/outreach/new/?contact={theirs.contact.pk}").status_code == 200
    answer = ada_client.post("/outreach/new/", {"contact": theirs.contact.pk})
    assert answer.status_code == 422
    assert "This person is not among your contacts." in as_shown(answer)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Ann Lee", "organization": "St. Mary’s Hosp.", "department": "Dept. of Heart"},
        {"name": "DOE, Jane"},
        {"name": "J. Doe", "email": "Jane@example.org"},
    ],
)
def test_a_second_message_to_a_place_or_person_is_asked_about(
    facts: dict[str, str], ada: Applicant, ada_client: Client
) -> None:
    first = {"name": "Dr. Jane Doe", "email": "jane@example.org", "organization": "Saint Mary's Hospital"}
    place = {f"contact__{name}": value for name, value in first.items()}
    make_outreach(ada, contact__department="Heart", **place).move_to("sent", on=today())
    contact = make_contact(ada, **facts)
    assert 'name="is_meant"' not in page(ada_client, f"/outreach/new/?contact={contact.pk}")
    answer = ada_client.post("/outreach/new/", {"contact": contact.pk})
    body = as_shown(answer)
    assert (answer.status_code, Outreach.objects.count()) == (422, 1)
    assert "You wrote to Dr. Jane Doe, Heart, Saint Mary" in body
    assert 'name="is_meant"' in body
    answer = ada_client.post("/outreach/new/", {"contact": contact.pk, "is_meant": "on"})
    assert (answer.status_code, Outreach.objects.count()) == (302, 2)


def test_a_long_list_of_people_stays_light_and_everybody_can_be_chosen(
    ada: Applicant, ada_client: Client
) -> None:
    people = [Contact(applicant=ada, name=f"Person {number:04}") for number in range(2000)]
    Contact.objects.bulk_create(people)
    last = people[-1]
    body = page(ada_client, "/outreach/new/")
    assert body.count("<option") == 202
    assert "1800 more people are not in this list" in body
    assert f'<option value="{last.pk}" selected>' in page(ada_client, f"/outreach/new/?contact={last.pk}")
    assert ada_client.post("/outreach/new/", {"contact": last.pk}).status_code == 302


def test_a_draft_is_edited_until_it_is_sent(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada, contact__email="a&b@example.org")
    here = outreach.get_absolute_url()
    send(ada_client, here, "/text/", subject="One\tline", body="Zoë & co?\nBye")
    body = page(ada_client, here)
    assert (
        'href="mailto:a%26b@example.org?subject=One%20line&amp;body=Zo%C3%AB%20%26%20co%3F%0D%0ABye"' in body
    )
    assert 'data-copy="message-body"' in body
    step(ada_client, outreach, "sent")
    ada_client.post(f"{here}text/", {"subject": "Other", "body": "Other"})
    outreach.refresh_from_db()
    assert (outreach.subject, outreach.body.splitlines()) == ("One line", ["Zoë & co?", "Bye"])


def test_a_message_that_is_too_long_comes_back(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    answer = send_only(ada_client, outreach.get_absolute_url(), "text/", {"subject": "S", "body": "x" * 8001})
    assert answer.status_code == 422
    assert "x" * 8001 in as_shown(answer)


def test_the_steps_are_taken_and_taken_back(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    here = outreach.get_absolute_url()
    assert step(ada_client, outreach, "sent") == (302, "sent")
    assert said(ada_client.get(here)) == ["Jane Doe: sent."]
    assert step(ada_client, outreach, "replied") == (422, "sent")
    assert step(ada_client, outreach, "replied", outcome="no", note="Full") == (302, "replied")
    body = page(ada_client, here)
    assert "Replied: no" in body
    assert "Full" in body
    ada_client.post(f"{here}undo/")
    assert Outreach.objects.get().status == "sent"


@pytest.mark.parametrize(
    "sent",
    [{"status": "nonsense"}, {"status": ""}, {"on": "never"}, {"on": ""}, {"status": "followed_up_twice"}],
)
def test_a_step_that_cannot_be_says_why(sent: dict[str, str], ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    facts = {"status": "sent", "on": today().isoformat()} | sent
    answer = ada_client.post(f"{outreach.get_absolute_url()}step/", facts)
    assert answer.status_code == 422
    assert "Please check" in as_shown(answer)
    assert Outreach.objects.get().status == "drafted"


def test_a_step_clicked_twice_is_taken_once_and_is_no_fault(ada: Applicant, ada_client: Client) -> None:
    OutreachSettings.objects.create(applicant=ada, daily_limit=1)
    outreach = make_outreach(ada)
    for status in ("sent", "followed_up_once", "stopped"):
        assert [step(ada_client, outreach, status) for _ in "12"] == [(302, status)] * 2
        assert said(ada_client.get(outreach.get_absolute_url()))[-1] == "This is noted already."
    assert step(ada_client, outreach, "replied", outcome="maybe") == (302, "replied")
    assert step(ada_client, outreach, "replied", outcome="yes") == (302, "replied")
    assert Outreach.objects.get().outcome == "yes"


def test_a_step_is_taken_back_once_however_often_it_is_clicked(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    here = outreach.get_absolute_url()
    outreach.move_to("sent", on=day(-7))
    outreach.move_to("followed_up_once", on=day(0))
    for _ in "12":
        ada_client.post(f"{here}undo/", {"status": "followed_up_once"})
        assert Outreach.objects.get().status == "sent"
    assert '<input type="hidden" name="status" value="sent">' in page(ada_client, here)
    ada_client.post(f"{here}undo/", {"status": "nonsense"})
    assert Outreach.objects.get().status == "sent"
    send(ada_client, here, "undo/")
    assert Outreach.objects.get().status == "drafted"


def test_the_days_limit_counts_by_the_applicants_own_midnight(ada: Applicant, ada_client: Client) -> None:
    Applicant.objects.filter(pk=ada.pk).update(time_zone="Asia/Karachi")
    OutreachSettings.objects.create(applicant=ada, daily_limit=1)
    first, second = make_outreach(ada), make_outreach(ada)
    this_day, tomorrow = day(0).isoformat(), day(1).isoformat()
    midnight = datetime.datetime.combine(today(), datetime.time(19), datetime.UTC)  # in Karachi
    with time_machine.travel(midnight - datetime.timedelta(minutes=1), tick=False):
        assert step(ada_client, first, "sent", on=tomorrow) == (422, "drafted")
        assert step(ada_client, first, "sent", on=this_day) == (302, "sent")
        assert step(ada_client, second, "sent", on=this_day) == (422, "drafted")
        assert "1 of 1 today" in page(ada_client, "/outreach/")
    with time_machine.travel(midnight, tick=False):
        assert "0 of 1 today" in page(ada_client, "/outreach/")
        assert step(ada_client, second, "sent", on=this_day) == (422, "drafted")
        assert step(ada_client, second, "sent", on=tomorrow) == (302, "sent")


def test_the_days_limit_is_counted_and_blocks_in_clear_words(ada: Applicant, ada_client: Client) -> None:
    send(ada_client, "/outreach/settings/", "/outreach/settings/", daily_limit="1", sign_as="Ada L.")
    assert OutreachSettings.objects.values_list("daily_limit", "sign_as").get() == (1, "Ada L.")
    first, second = make_outreach(ada), make_outreach(ada)
    assert "0 of 1 today" in page(ada_client, "/outreach/")
    assert step(ada_client, first, "sent") == (302, "sent")
    body = page(ada_client, "/outreach/")
    assert "1 of 1 today" in body
    assert "You have reached your limit." in body
    answer = ada_client.post(
        f"{second.get_absolute_url()}step/", {"status": "sent", "on": today().isoformat()}
    )
    assert "You have marked 1 of 1 new message as sent" in as_shown(answer)
    assert (answer.status_code, Outreach.objects.filter(status="sent").count()) == (422, 1)


@pytest.mark.parametrize("number", ["0", "51", "-1", "x", ""])
def test_a_limit_out_of_reason_is_refused(number: str, ada_client: Client) -> None:
    answer = send_only(ada_client, "/outreach/settings/", "/settings/", {"daily_limit": number})
    assert (answer.status_code, OutreachSettings.objects.count()) == (422, 0)


def test_the_same_place_warns(ada: Applicant, ada_client: Client) -> None:
    place = {"contact__organization": "Mayo Clinic", "contact__department": "Heart"}
    sent, draft = (
        make_outreach(ada, contact__name="Old Friend", **place),
        make_outreach(ada, **place),
    )
    assert "data-same-place" not in page(ada_client, draft.get_absolute_url())
    sent.move_to("sent", on=today())
    body = page(ada_client, draft.get_absolute_url())
    assert 'data-same-place="1"' in body
    assert "Old Friend" in body


def test_a_yes_becomes_an_application(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    address = f"{outreach.get_absolute_url()}application/"
    ada_client.post(address)
    assert ada.applications.count() == 0
    step(ada_client, outreach, "sent")
    step(ada_client, outreach, "replied", outcome="yes")
    assert "Make it an application" in page(ada_client, outreach.get_absolute_url())
    answers = [ada_client.post(address) for _ in range(2)]
    application = ada.applications.get()
    assert {answer.headers["Location"] for answer in answers} == {application.get_absolute_url()}
    assert application.name in page(ada_client, outreach.get_absolute_url())
    assert "Jane Doe" in page(ada_client, application.get_absolute_url())


def test_what_is_due_stands_first_and_is_on_the_agenda(ada: Applicant, ada_client: Client) -> None:
    due = make_outreach(ada, contact__name="Due")
    waiting = make_outreach(ada, contact__name="Waiting")
    make_outreach(ada, contact__name="Draft")
    due.move_to("sent", on=day(-7))
    waiting.move_to("sent", on=today())
    page = ada_client.get("/outreach/").context["page"]
    assert [(group.code, [row.outreach.contact.name for row in group.rows]) for group in page.groups] == [
        ("due", ["Due"]),
        ("drafts", ["Draft"]),
        ("waiting", ["Waiting"]),
    ]
    entries = agenda(load_agenda_data(ada))
    assert [(entry.uid, entry.days_left, entry.words, entry.page) for entry in entries] == [
        (f"{due.pk}-follow_up", 0, "Follow up with Due", due.get_absolute_url()),
        (f"{waiting.pk}-follow_up", 7, "Follow up with Waiting", waiting.get_absolute_url()),
    ]
    due.move_to("replied", on=today(), outcome="no")
    assert [entry.words for entry in agenda(load_agenda_data(ada))] == ["Follow up with Waiting"]


def test_rates_are_said_by_text_and_specialty(ada: Applicant, ada_client: Client) -> None:
    OutreachSettings.objects.create(applicant=ada, daily_limit=50)
    template = make_template(ada, name="My message")
    for number in range(6):
        outreach = make_outreach(ada, template=template)
        outreach.move_to("sent", on=today())
        if number < 3:
            outreach.move_to("replied", on=today(), outcome="no")
    make_outreach(ada).move_to("sent", on=today())
    page = ada_client.get("/outreach/?show=ended").context["page"]
    assert page.rate.words == "3 of 7 replied (43%)"
    assert [(title, [(rate.label, rate.words) for rate in rates]) for title, rates in page.rates] == [
        (
            "By text",
            [("My message", "3 of 6 replied (50%)"), ("Without a text", "0 of 1 replied")],
        ),
        ("By specialty", [("Specialty not said", "3 of 7 replied (43%)")]),
    ]
    assert len(page.page) == 3


def test_nonsense_in_the_address_is_answered_with_a_notice(ada: Applicant, ada_client: Client) -> None:
    make_outreach(ada)
    body = page(ada_client, "/outreach/?show=x&page=-1")
    assert "There is no such list." in body
    assert "There is no such page." in body


def test_many_open_messages_come_in_pages_what_is_due_first(ada: Applicant, ada_client: Client) -> None:
    people = [Contact(applicant=ada, name=f"Person {number:02}") for number in range(90)]
    Contact.objects.bulk_create(people)
    facts = {"applicant": ada, "status": "sent", "sent_on": day(-9)}
    Outreach.objects.bulk_create(
        [Outreach(contact=person, due_on=day(number - 44), **facts) for number, person in enumerate(people)]
    )
    make_outreach(ada, contact__name="Dr. Draft")
    first, last = page(ada_client, "/outreach/"), page(ada_client, "/outreach/?page=3")
    assert (first.count("data-approach="), last.count("data-approach=")) == (40, 11)
    assert "Due now <small>45</small>" in first
    assert "Waiting <small>45</small>" in last
    assert "Dr. Draft" not in first
    assert "Dr. Draft" in page(ada_client, "/outreach/?page=2")
    assert re.findall(r'<a(?: rel="(\w+)")? href="\?show=open&amp;page=(\d)"', first) == [
        ("", "2"),
        ("", "3"),
        ("next", "2"),
    ]


def test_without_people_the_page_says_to_add_one(ada_client: Client) -> None:
    body = page(ada_client, "/outreach/new/")
    assert "There is no one to write to yet" in body
    assert 'href="/contacts/new/"' in body


def test_an_empty_page_says_how_to_ask(ada_client: Client) -> None:
    assert "How to ask" in page(ada_client, "/outreach/")


def test_a_message_is_deleted_and_the_person_stays(ada: Applicant, ada_client: Client) -> None:
    outreach = make_outreach(ada)
    ada_client.post(f"{outreach.get_absolute_url()}delete/")
    assert (Outreach.objects.count(), ada.contacts.count()) == (0, 1)


def test_a_person_is_deleted_with_the_message_after_it_was_said(ada: Applicant, ada_client: Client) -> None:
    contact = make_outreach(ada).contact
    here = f"{contact.get_absolute_url()}delete/"
    assert "and so does what you wrote to them" in page(ada_client, here)
    ada_client.post(here)
    assert (Outreach.objects.count(), ada.contacts.count()) == (0, 0)


def test_hostile_text_stays_text(ada: Applicant, ada_client: Client) -> None:
    OutreachSettings.objects.create(applicant=ada, sign_as=EVIL)
    template = make_template(ada, name=EVIL, subject=EVIL, body=f"{EVIL} {{{{my_name}}}}")
    outreach = make_outreach(
        ada, template=template, subject=EVIL, body=EVIL, contact__name=EVIL, contact__email="a@example.org"
    )
    here = outreach.get_absolute_url()
    make_contact(ada, name=EVIL)
    pages = ["/outreach/", "/outreach/new/", "/outreach/templates/", f"/outreach/templates/{template.pk}/"]
    for address in (*pages, here, f"{here}delete/"):
        assert EVIL not in page(ada_client, address)
    outreach.move_to("sent", on=today())
    make_template(ada, purpose="follow_up_1", body=f"</textarea>{EVIL}{{{{my_name}}}}")
    assert EVIL not in page(ada_client, here)


def test_everything_is_the_owners_alone(
    ada: Applicant, obi: Applicant, obi_client: Client, curator_client: Client
) -> None:
    outreach, template = (
        make_outreach(ada, contact__name="Kuzuma"),
        make_template(ada, name="Kuzuma’s"),
    )
    here = outreach.get_absolute_url()
    for client in (obi_client, curator_client):
        pages = [here, f"{here}delete/", f"/outreach/templates/{template.pk}/"]
        assert [client.get(address).status_code for address in pages] == [404, 404, 404]
        for act in ("text", "anew", "step", "undo", "application", "delete"):
            answer = client.post(f"{here}{act}/", {"status": "sent", "on": today().isoformat()})
            assert answer.status_code == 404
    assert Outreach.objects.get().status == "drafted"
    for address in ("/outreach/", "/outreach/new/", "/outreach/templates/"):
        assert "Kuzuma" not in page(obi_client, address)
