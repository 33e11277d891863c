"""Two tabs edit one thing: the second one to save is told, loses nothing, and overwrites nothing unseen."""

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from applicants.editing import CHANGED_ELSEWHERE, SeenField, add_stored_values, fingerprint, stale_forms
from applicants.models import (
    Answer,
    Applicant,
    Application,
    Contact,
    Document,
    DocumentVersion,
    Exam,
    Letter,
    Outreach,
    OutreachSettings,
    OutreachTemplate,
)
from programs.models import Specialty
from tests.factories import (
    make_application,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_program,
    make_template,
)
from tests.page_forms import forms_of, send

pytestmark = pytest.mark.django_db
# What is typed or chosen; of check boxes and radio buttons the parser of forms does not tell which are on.
TEXTS = {"name", "next_note", "note", "what_to_mention", "day", "body", "sign_as", "school_name"}
TEXTS |= {"no_reply_days", "usmle_step1-status"}


@dataclass(frozen=True)
class Edit:
    """A form, what each of two tabs types into it, what the first one reads, and what is stored."""

    page: str
    action: str
    mine: dict[str, Any]
    theirs: dict[str, Any]
    is_told: str
    stored: Callable[[], Any]


EDITS = {
    "contact": Edit(
        *("/contacts/{contact}/edit/", "/edit/", {"name": "Mine"}, {"name": "Theirs"}, "Stored now: Theirs"),
        lambda: Contact.objects.get().name,
    ),
    "day to be in touch": Edit(
        *("/contacts/{contact}/", "/next/", {"next_note": "Mine"}, {"next_on": "2026-12-24"}),
        *("Stored now: December 24, 2026", lambda: Contact.objects.values_list("next_on", "next_note").get()),
    ),
    "applications of a contact": Edit(
        *(
            "/contacts/{contact}/",
            "/applications/",
            {"applications": []},
            {"applications": ["{application}"]},
        ),
        *("Stored now: Observership", lambda: list(Contact.objects.get().applications.values_list("name"))),
    ),
    "document": Edit(
        *("/documents/{document}/", "{document}/", {"name": "Mine"}, {"expires_on": "2027-03-01"}),
        "Stored now: March 1, 2027",
        lambda: (Document.objects.get().name, DocumentVersion.objects.get().expires_on),
    ),
    "letter": Edit(
        *("/letters/{letter}/edit/", "/edit/", {"note": "Mine"}, {"kind": "chair"}),
        *("Stored now: Chair letter", lambda: Letter.objects.values_list("kind", "note").get()),
    ),
    "waiver": Edit(
        *("/letters/{letter}/", "/waiver/", {"waiver": "not_waived"}, {"waiver": "waived"}),
        *("Stored now: I waive it", lambda: Letter.objects.get().waiver),
    ),
    "packet": Edit(
        *("/letters/{letter}/", "/packet/", {"what_to_mention": "Mine"}, {"what_to_mention": "Theirs"}),
        *("Stored now: Theirs", lambda: Letter.objects.get().what_to_mention),
    ),
    "quality check": Edit(
        *("/letters/{letter}/", "/checks/", {"checks": ["signed"]}, {"checks": ["size"]}),
        *("Stored now: ", lambda: Letter.objects.get().checks),
    ),
    "reminder of a letter": Edit(
        "/letters/{letter}/",
        "/steps/ask/",
        {"act": "move", "day": "2026-12-01"},
        {"act": "move", "day": "2026-12-24"},
        "Stored now: December 24, 2026",
        lambda: list(Letter.objects.get().steps.values_list("day", "done_on")),
    ),
    "words of a draft": Edit(
        *("/outreach/{outreach}/", "/text/", {"body": "Mine"}, {"body": "Theirs"}, "Stored now: Theirs"),
        lambda: Outreach.objects.get().body,
    ),
    "text of one's own": Edit(
        *("/outreach/templates/{template}/", "{template}/", {"body": "Mine"}, {"body": "Theirs"}),
        *("Stored now: Theirs", lambda: OutreachTemplate.objects.get().body),
    ),
    "outreach settings": Edit(
        *("/outreach/settings/", "/settings/", {"sign_as": "Mine"}, {"daily_limit": "7"}, "Stored now: 7"),
        lambda: OutreachSettings.objects.values_list("daily_limit", "sign_as").first(),
    ),
    "reminders": Edit(
        *("/reminders/", "", {"digest_days": [0], "no_reply_days": "9"}, {"digest_days": [0, 1]}),
        *("Stored now: Monday, Tuesday", lambda: Applicant.objects.values_list("digest_days").get()),
    ),
    "profile": Edit(
        *("/profile/", "/profile/", {"school_name": "Mine"}, {"budget_usd": "900"}, "Stored now: 900"),
        lambda: Applicant.objects.values_list("school_name", "budget_usd").get(),
    ),
    "exam": Edit(
        *("/profile/", "/profile/", {"usmle_step1-status": "failed"}, {"usmle_step1-status": "passed"}),
        *("Stored now: Passed", lambda: list(Exam.objects.values_list("kind", "status"))),
    ),
    "answer": Edit(
        *("/profile/", "/profile/", {"answer-cv": "no"}, {"answer-cv": "yes"}, "Stored now: Yes"),
        lambda: list(Answer.objects.values_list("code", "is_yes")),
    ),
}


@pytest.fixture
def keys(ada: Applicant) -> dict[str, Any]:
    """One of everything that can be edited, by its id."""
    make_program(slug="one", requirements=[{"code": "cv", "level": "required"}])
    application = make_application(ada, name="Observership")
    outreach, template = make_outreach(ada), make_template(ada)
    letter = make_letter(
        ada,
        waiver="not_waived",
        contact=outreach.contact,
        rotation=application,
        specialty=Specialty.objects.first(),
    )
    made = {
        "application": application,
        "contact": outreach.contact,
        "document": make_document(ada, issued_on="2026-01-01"),
        "letter": letter,
        "template": template,
        "outreach": outreach,
    }
    return {name: row.pk for name, row in made.items()}


@pytest.fixture(params=EDITS)
def edit(request: pytest.FixtureRequest, keys: dict[str, Any]) -> Edit:
    """Each form in turn, with the keys of this test's rows."""
    known = EDITS[request.param]

    def filled(typed: dict[str, Any]) -> dict[str, Any]:
        return {
            name: [one.format(**keys) for one in map(str, value)] if isinstance(value, list) else value
            for name, value in typed.items()
        }

    return Edit(
        *(known.page.format(**keys), known.action.format(**keys), filled(known.mine), filled(known.theirs)),
        *(known.is_told, known.stored),
    )


class Tab:
    """A page that was opened at some moment; it keeps what it showed then."""

    def __init__(self, client: Client, edit: Edit, page: HttpResponse | None = None) -> None:
        self.client = client
        found = forms_of(page or client.get(edit.page))
        self.action = next(one for one in found if edit.action in (one, one[-len(edit.action) :]))
        self.values = found[self.action]

    def save(self, **typed: Any) -> HttpResponse:
        return self.client.post(self.action or EDITS["reminders"].page, self.values | typed)


def test_the_second_tab_is_told_and_overwrites_nothing(edit: Edit, ada_client: Client) -> None:
    mine, theirs = Tab(ada_client, edit), Tab(ada_client, edit)
    assert theirs.save(**edit.theirs).status_code == 302
    stored = edit.stored()
    answer = mine.save(**edit.mine)
    assert (answer.status_code, edit.stored()) == (409, stored)
    assert CHANGED_ELSEWHERE in answer.text
    assert edit.is_told in answer.text
    shown = Tab(ada_client, edit, answer)
    for name in edit.mine.keys() & TEXTS:
        assert shown.values[name] == edit.mine[name]
    assert (shown.save(**edit.mine).status_code, edit.stored() == stored) == (302, False)


def test_tabs_one_after_the_other_save_both(edit: Edit, ada_client: Client) -> None:
    before = edit.stored()
    assert Tab(ada_client, edit).save(**edit.theirs).status_code == 302
    between = edit.stored()
    assert Tab(ada_client, edit).save(**edit.mine).status_code == 302
    assert before != between != edit.stored()


def test_the_same_sent_twice_is_done_once(edit: Edit, ada_client: Client) -> None:
    tab = Tab(ada_client, edit)
    assert [tab.save(**edit.mine).status_code for _ in range(2)] == [302, 302]


def test_a_form_without_its_fingerprint_overwrites_nothing(edit: Edit, ada_client: Client) -> None:
    tab, before = Tab(ada_client, edit), edit.stored()
    tab.values = {name: value for name, value in tab.values.items() if not name.endswith("seen")}
    answer = tab.save(**edit.theirs)
    assert (answer.status_code, edit.stored()) == (409, before)
    assert Tab(ada_client, edit, answer).save(**edit.theirs).status_code == 302


def test_faults_do_not_hide_what_another_tab_saved(keys: dict[str, Any], ada_client: Client) -> None:
    page = f"/contacts/{keys['contact']}/edit/"
    mine = forms_of(ada_client.get(page))[page]
    send(ada_client, page, "/edit/", name="Theirs")
    answer = ada_client.post(page, mine | {"name": "Mine", "email": "nonsense"})
    assert answer.status_code == 409
    assert "Stored now: Theirs" in answer.text
    assert "Enter a valid email address." in answer.text


def test_a_text_is_not_drafted_anew_over_newer_words(keys: dict[str, Any], ada_client: Client) -> None:
    page = f"/outreach/{keys['outreach']}/"
    mine = forms_of(ada_client.get(page))[f"{page}anew/"] | {"template": str(keys["template"])}
    send(ada_client, page, "/text/", body="Theirs")
    answer = ada_client.post(f"{page}anew/", mine)
    assert (answer.status_code, Outreach.objects.get().body) == (409, "Theirs")
    assert CHANGED_ELSEWHERE in answer.text
    again = forms_of(answer)[f"{page}anew/"]
    assert ada_client.post(f"{page}anew/", again | {"template": str(keys["template"])}).status_code == 302
    assert Outreach.objects.get().body != "Theirs"


def test_dates_of_a_version_do_not_go_to_a_newer_one(
    keys: dict[str, Any], ada: Applicant, ada_client: Client
) -> None:
    page = f"/documents/{keys['document']}/"
    mine = forms_of(ada_client.get(page))[page]
    old = DocumentVersion.objects.get()
    newer = DocumentVersion.objects.get()
    newer.pk, newer.path, newer.uploaded_at = keys["letter"], "ab/newer", old.uploaded_at + DAY
    newer.save(force_insert=True)
    answer = ada_client.post(page, mine | {"expires_on": "2027-03-01"})
    assert (answer.status_code, list(DocumentVersion.objects.values_list("expires_on"))) == (
        409,
        [(None,), (None,)],
    )


DAY = datetime.timedelta(days=1)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_told(ada: Applicant, ada_client: Client) -> None:
    contact = make_contact(ada)
    page = f"{contact.get_absolute_url()}edit/"
    shown = forms_of(ada_client.get(page))[page]
    start, ends = threading.Barrier(2), []

    def save(name: str) -> None:
        client = Client()
        client.cookies = ada_client.cookies
        start.wait()
        try:
            ends.append(client.post(page, shown | {"name": name}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("One", "Other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == [302, 409]


class ColorForm(forms.Form):
    """A form with a choice, a list, a flag and a day."""

    color = forms.ChoiceField(choices=[("r", "Red"), ("Warm", [("y", "Yellow")])], required=False)
    sizes = forms.MultipleChoiceField(choices=[("1", "Small"), ("2", "Large")], required=False)
    is_new = forms.BooleanField(required=False)
    on = forms.DateField(required=False)
    seen = SeenField()


STORED = {"color": "y", "sizes": ["2", "1"], "is_new": True, "on": datetime.date(2026, 3, 2)}


def test_what_is_stored_is_said_as_the_form_says_it() -> None:
    form = ColorForm({}, initial=STORED)
    assert form.is_valid()
    add_stored_values(stale_forms(form))
    assert form.errors == {
        "__all__": [CHANGED_ELSEWHERE],
        "color": ["Stored now: Yellow"],
        "sizes": ["Stored now: Large, Small"],
        "is_new": ["Stored now: yes"],
        "on": ["Stored now: March 2, 2026"],
    }


@pytest.mark.parametrize(
    ("initial", "is_same"),
    [
        (STORED, True),
        (STORED | {"sizes": ["1", "2"]}, True),
        (STORED | {"sizes": ["1"]}, False),
        (STORED | {"on": None}, False),
        ({}, False),
    ],
)
def test_a_fingerprint_is_of_values_not_of_their_order(initial: dict[str, Any], is_same: bool) -> None:  # noqa: FBT001 - an expected value
    assert (fingerprint(ColorForm(initial=initial)) == fingerprint(ColorForm(initial=STORED))) is is_same


def test_a_row_counts_by_its_key(ada: Applicant) -> None:
    one, other = make_application(ada, name="One"), make_application(ada, name="Other")
    first = fingerprint(ColorForm(initial={"color": one}))
    Application.objects.update(name="Renamed")
    assert first == fingerprint(ColorForm(initial={"color": Application.objects.get(pk=one.pk)}))
    assert first != fingerprint(ColorForm(initial={"color": other}))
