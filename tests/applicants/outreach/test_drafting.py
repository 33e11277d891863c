"""The message to one person: only what profile and contact hold; and what a yes leads to."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from applicants.models import Applicant, Outreach, OutreachSample, OutreachSettings
from applicants.outreach.drafting import (
    follow_up_message,
    get_or_create_application,
    get_or_create_outreach,
    keep_words,
    write_anew,
    written_before,
)
from applicants.outreach.facts import facts_for, plain_name
from applicants.outreach.wording import FIELDS, names_in
from programs.models import Specialty
from tests.clock import today
from tests.factories import make_applicant, make_contact, make_outreach, make_template

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


@pytest.fixture
def full(ada: Applicant) -> Applicant:
    """The owner, with everything that a message can say."""
    applicant = make_applicant(
        ada.user.email,
        exams={"usmle_step1": "passed", "usmle_step2_ck": "passed", "toefl": "passed", "ielts": "failed"},
        school_name="University of Lagos",
        school_country="NG",
        graduated_on=datetime.date(2023, 6, 30),
        ecfmg_status="in_progress",
        available_months=[5, 4],
    )
    applicant.specialties.add(Specialty.objects.create(name="Surgery", slug="surgery"))
    OutreachSettings.objects.create(applicant=applicant, sign_as="Ada Lovelace")
    return applicant


def test_every_field_is_filled_from_profile_and_contact(full: Applicant) -> None:
    contact = make_contact(
        full,
        name="Dr. Zoë Doe, MD",
        title="Professor",
        organization="Hospital",
        department="Heart",
        specialty=Specialty.objects.get(),
    )
    facts = facts_for(full, contact, "Ada Lovelace", datetime.date(2026, 11, 1))
    assert facts == {
        "my_name": "Ada Lovelace",
        "my_email": "ada@example.org",
        "my_school": "University of Lagos",
        "my_country": "Nigeria",
        "my_graduation": "graduated in 2023",
        "my_graduation_year": "2023",
        "my_exams": "USMLE Step 1, USMLE Step 2 CK and TOEFL iBT",
        "my_ecfmg": "working toward ECFMG certification",
        "my_specialty": "Surgery",
        "my_months": "April and May",
        "contact_name": "Zoë Doe",
        "contact_title": "Professor",
        "organization": "Hospital",
        "department": "Heart",
        "specialty": "Surgery",
        "sent_on": "November 1, 2026",
    }
    assert set(facts) == set(FIELDS)


def test_who_has_said_nothing_claims_nothing(ada: Applicant) -> None:
    assert facts_for(ada, make_contact(ada), "") == {
        "my_email": "ada@example.org",
        "contact_name": "Jane Doe",
    }


def test_a_graduation_to_come_is_said_as_such(ada: Applicant) -> None:
    ada.graduated_on = day(800)
    words = facts_for(ada, make_contact(ada), "")["my_graduation"]
    assert words == f"will graduate in {day(800).year}"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Dr. Jane Doe, MD, FACP", "Jane Doe"),
        ("Prof. Dr Jane Doe", "Jane Doe"),
        ("Drew Missing", "Drew Missing"),
        ("Dr.", "Dr."),
        (", MD", ", MD"),
    ],
)
def test_a_name_after_dr_has_no_title_of_its_own(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_draft_is_written_once_for_each_person(full: Applicant) -> None:
    contact, template = make_contact(full), make_template(full)
    outreach, is_new = get_or_create_outreach(full, contact, template)
    assert (is_new, outreach.subject) == (True, "A question from Ada Lovelace")
    assert outreach.body == "Dear Dr. Jane Doe,\nI am Ada Lovelace."
    assert get_or_create_outreach(full, contact, None) == (outreach, False)
    assert Outreach.objects.count() == 1


def test_a_draft_is_written_anew_only_before_it_is_sent(full: Applicant) -> None:
    outreach = make_outreach(full)
    template = make_template(full, subject="New", body="Words")
    write_anew(outreach, template)
    outreach.refresh_from_db()
    assert (outreach.subject, outreach.body, outreach.template) == ("New", "Words", template)
    outreach.move_to("sent", on=day(0))
    template.body = "Other words"
    write_anew(outreach, template)
    outreach.refresh_from_db()
    assert outreach.body == "Words"


@pytest.mark.parametrize(
    ("name", "first", "follow_up"),
    [
        ("Dr. Heart Smith", "Dear Dr. {{contact_name}},", "Dear Dr. Heart Smith,"),
        ("Dr. Heart Smith, MD", "Dear {{ contact_name }},", "Dear Dr. Heart Smith,"),
        ("Heart Smith", "Dear Dr. {{contact_name}},", "Dear Dr. Heart Smith,"),
        ("Heart Smith", "Dear {{contact_name}},", "Dear Heart Smith,"),
        ("Prof. Heart Smith", "Dear professor,", "Dear Prof. Heart Smith,"),
    ],
)
def test_a_follow_up_keeps_the_title(name: str, first: str, follow_up: str, full: Applicant) -> None:
    call_command("load_reference_data", stdout=StringIO())
    outreach, _ = get_or_create_outreach(full, make_contact(full, name=name), make_template(full, body=first))
    assert outreach.body == (first if "{" not in first else follow_up)
    outreach.move_to("sent", on=day(-20))
    assert follow_up_message(outreach).body.partition("\n")[0] == follow_up
    outreach.move_to("followed_up_once", on=day(-8))
    assert follow_up_message(outreach).body.partition("\n")[0] == follow_up


def test_a_follow_up_of_ones_own_says_the_title_once(full: Applicant) -> None:
    outreach = make_outreach(full, contact__name="Dr. Heart Smith")
    outreach.move_to("sent", on=day(-8))
    make_template(full, purpose="follow_up_1", body="Dear Dr. {{contact_name}},")
    assert follow_up_message(outreach).body == "Dear Dr. Heart Smith,"


def test_follow_ups_are_ours_until_the_applicant_has_their_own(full: Applicant) -> None:
    call_command("load_reference_data", stdout=StringIO())
    outreach = make_outreach(full, contact__email="jane@example.org")
    assert follow_up_message(outreach) is None
    outreach.move_to("sent", on=day(-8))
    sent = f"{day(-8):%B} {day(-8).day}, {day(-8).year}"
    assert follow_up_message(outreach).subject == f"My question of {sent}"
    assert follow_up_message(outreach).address.startswith("mailto:jane@example.org?subject=My%20question")
    make_template(full, purpose="follow_up_1", subject="Again", body="{{sent_on}}")
    assert (follow_up_message(outreach).subject, follow_up_message(outreach).body) == ("Again", sent)
    outreach.move_to("followed_up_once", on=day(-1))
    assert follow_up_message(outreach).subject.endswith("for the last time")
    outreach.move_to("followed_up_twice", on=day(0))
    assert follow_up_message(outreach) is None


def test_others_at_the_same_place_are_found_once_sent(ada: Applicant, obi: Applicant) -> None:
    here = {"contact__organization": "Mayo Clinic", "contact__department": "Cardiology"}
    first, draft = make_outreach(ada, **here), make_outreach(ada, **here)
    theirs = make_outreach(obi, **here)
    for one in (first, theirs):
        one.move_to("sent", on=day(0))
    new = make_outreach(
        ada, contact__organization="The Mayo clinic", contact__department="Dept. of Cardiology"
    )
    assert written_before(ada, new.contact) == written_before(ada, draft.contact) == [first]
    assert written_before(ada, first.contact) == []


def test_somebody_who_stands_twice_among_the_contacts_is_found_once_sent(ada: Applicant) -> None:
    sent, again = (
        make_outreach(ada, contact__name="Dr. Jane Doe"),
        make_contact(ada, name="Doe, Jane, MD"),
    )
    assert written_before(ada, again) == []
    sent.move_to("sent", on=day(0))
    assert written_before(ada, again) == [sent]
    assert written_before(ada, make_contact(ada, name="John Doe")) == []


def test_words_of_a_message_that_is_sent_meanwhile_stay(ada: Applicant) -> None:
    draft = make_outreach(ada)
    assert keep_words(draft, "New", "Words") is True
    Outreach.objects.get().move_to("sent", on=day(0))
    assert keep_words(draft, "Newer", "Other words") is False
    stored = Outreach.objects.get()
    assert (stored.subject, stored.body, stored.status) == ("New", "Words", "sent")


@pytest.mark.parametrize(
    ("purpose", "name", "kind"),
    [
        ("observership", "Observership with Jane Doe", "observership"),
        ("coordinator", "Observership with Jane Doe", "observership"),
        ("research", "Research with Jane Doe", "research"),
        ("alumnus", "Clinical experience with Jane Doe", ""),
        (None, "Clinical experience with Jane Doe", ""),
    ],
)
def test_a_yes_becomes_one_application(purpose: str | None, name: str, kind: str, ada: Applicant) -> None:
    place = {"contact__organization": "Hospital", "contact__city": "Houston", "contact__state": "TX"}
    template = purpose and make_template(ada, purpose=purpose)
    outreach = make_outreach(ada, template=template, contact__email="jane@example.org", **place)
    application, is_new = get_or_create_application(outreach)
    again = Outreach.objects.get(pk=outreach.pk)
    assert (is_new, get_or_create_application(again)) == (True, (application, False))
    again.application = None
    assert get_or_create_application(again) == (application, False)
    assert (application.name, application.type, application.status) == (name, kind, "preparing")
    assert (application.host_name, application.city, application.state) == ("Hospital", "Houston", "TX")
    assert application.host_contact == "Jane Doe, jane@example.org"
    assert list(application.contacts.all()) == [outreach.contact]
    assert ada.applications.count() == 1


# Our own texts


def test_our_texts_cover_every_purpose_and_know_their_fields() -> None:
    call_command("load_reference_data", stdout=StringIO())
    samples = list(OutreachSample.objects.all())
    purposes = ["observership", "coordinator", "research", "alumnus", "follow_up_1", "follow_up_2"]
    assert [sample.purpose for sample in samples] == purposes
    used = {name for sample in samples for name in names_in(sample.subject + sample.body)}
    assert used <= set(FIELDS)
    assert {"my_name", "contact_name", "sent_on", "my_graduation"} <= used


def test_our_texts_attach_nothing_and_claim_nothing() -> None:
    call_command("load_reference_data", stdout=StringIO())
    words = " ".join(OutreachSample.objects.values_list("body", flat=True)).lower()
    claims = ("attach", "enclosed", "excellent", "passionate", "highly", "guarantee", "pay ", "years of")
    assert [claim for claim in claims if claim in words] == []
