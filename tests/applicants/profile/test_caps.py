"""Every kind of row that an applicant can make has an end, said in words, also at the same moment."""

import datetime
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test import Client
from pytest_django import Settings

from applicants.alerts.saved_searches import save_search, watch
from applicants.applications.creation import create_manually, shortlist
from applicants.applications.sending import note_sent
from applicants.applications.spreadsheet.importing import SheetRow, import_rows
from applicants.contacts.creation import create_contact, tie
from applicants.documents import quotas
from applicants.editing import StaleError
from applicants.immunizations.record import create_immunization
from applicants.letters import answering
from applicants.letters.answering import ask_applicant
from applicants.letters.assigning import create_residency_program, set_target
from applicants.letters.creation import create_letter
from applicants.letters.writer_links import create_link, link_of
from applicants.models import Applicant, Application, Letter, TripCost, TripDay, TripRotation
from applicants.outreach.drafting import create_template, get_or_create_application, get_or_create_outreach
from applicants.plans.creation import create_trip, save_cost, save_day, save_rotation
from applicants.profile.caps import CAPS, FullError
from applicants.rotations.creation import create_entry
from applicants.rotations.models import JournalEntry, SkillLine
from programs.search import SearchQuery
from tests.applicants.documents.factories import keep
from tests.applicants.privacy.factories import owned_models
from tests.applicants.profile.uncapped import UNCAPPED
from tests.factories import (
    make_applicant,
    make_application,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_program,
    make_rotation,
    make_trip,
)
from tests.page_forms import forms_of, send

pytestmark = pytest.mark.django_db
ROOM, THREADS = 3, 6
JANE = {"name": "Jane Doe", "email": ""}
TEXT = {"name": "Mine", "purpose": "observership", "subject": "Hello", "body": "Dear Dr. Doe"}
DAY = datetime.date(2026, 3, 1)
SHOT = {"what": "igra", "on": DAY}


def test_every_owned_model_has_a_cap_or_a_reason() -> None:
    owned = {model._meta.label_lower for model in owned_models()}
    assert owned == {*CAPS, *UNCAPPED}
    assert set(CAPS) & set(UNCAPPED) == set()


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Path) -> None:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave room for three rows of each kind."""
    for name, cap in list(CAPS.items()):
        monkeypatch.setitem(CAPS, name, replace(cap, most=ROOM))
    monkeypatch.setattr(quotas, "MAX_FILES", ROOM)
    monkeypatch.setattr(answering, "MOST_QUESTIONS", ROOM)


# How a row more comes to be, by the model's label: what is made first, and what then adds one each time.

Add = Callable[[int], object]


def by_form(application: Application, action: str, **typed: Any) -> Add:
    """Return what posts a form of an application's page; raise FullError when it came back."""
    client = Client()
    client.force_login(application.applicant.user)

    def post(_: int) -> None:
        answer = send(client, application.get_absolute_url(), action, **typed)
        if answer.status_code == 422:
            raise FullError(" ".join(answer.content.decode().split()))

    return post


def by_moves(row: Application | Letter, first: str, *others: str) -> Add:
    """Return what moves a row on, to the first status and then to and fro between others."""
    model, pk = type(row), row.pk

    def move(number: int) -> None:
        status = others[number % len(others)] if number else first
        model.objects.get(pk=pk).move_to(status, on=row.today)

    return move


def writes(kind: type[JournalEntry | SkillLine], ada: Applicant, **facts: str) -> Add:
    """Return what adds another entry to a rotation's journal or log, which are empty."""
    rotation = make_rotation(ada)["rotation"]
    kind.objects.of_rotation(rotation).delete()

    def add(_: int) -> None:
        create_entry(ada, kind(application=rotation, day=DAY, **facts), uuid.uuid4())

    return add


def watches(ada: Applicant) -> Add:
    """Return what watches another program; they are made before anything runs at the same moment."""
    programs = iter([make_program() for _ in range(6 * ROOM)])
    return lambda _: watch(ada, next(programs))


def asks(letter: Letter) -> Add:
    """Return what asks another question by a letter's link."""
    token = create_link(letter)

    def add(number: int) -> None:
        if not ask_applicant(link_of(token), str(number)):
            raise FullError("many")

    return add


def sends(application: Application) -> Add:
    """Return what notes another file as sent."""

    def add(_: int) -> None:
        version = make_document(application.applicant).current
        with transaction.atomic():
            note_sent(application, [version], DAY)

    return add


def plans(ada: Applicant) -> Add:
    """Return what plans another letter by the same person."""
    house = make_contact(ada)
    return lambda _: create_letter(ada, uuid.uuid4(), contact=house, name="", email="")


def ties(ada: Applicant) -> Add:
    """Return what ties somebody new to the same application."""
    application = make_application(ada)
    return lambda _: tie(make_contact(ada), [application])


WAYS: dict[str, Callable[[Applicant], Add]] = {
    "applicants.alternativedates": lambda ada: by_form(
        make_application(ada), "/dates/", starts_on="2026-07-01", ends_on="2026-07-28"
    ),
    "applicants.application": lambda ada: lambda number: create_manually(ada, uuid.uuid4(), name=str(number)),
    "applicants.outreach": lambda ada: lambda _: get_or_create_outreach(ada, make_contact(ada), None),
    "applicants.checklistline": lambda ada: by_form(make_application(ada), "/checklist/add/", label="CV"),
    "applicants.contact": lambda ada: lambda _: create_contact(ada, uuid.uuid4(), JANE),
    "applicants.contact_applications": ties,
    "applicants.documentversion": lambda ada: lambda _: keep(ada),
    "applicants.immunization": lambda ada: (
        lambda _: create_immunization(ada, uuid.uuid4(), {"what": "igra", "on": DAY})
    ),
    "applicants.letter": plans,
    "applicants.lettermove": lambda ada: by_moves(make_letter(ada), "asked", "declined", "agreed"),
    "applicants.letterlink": lambda ada: partial(make_new_link, make_letter(ada).pk),
    "applicants.letterquestion": lambda ada: asks(make_letter(ada)),
    "applicants.lettertarget": lambda ada: lambda number: set_target(ada, 2027 + number, None, 2),
    "applicants.outreachtemplate": lambda ada: lambda _: create_template(ada, uuid.uuid4(), TEXT),
    "applicants.payment": lambda ada: by_form(
        make_application(ada), "/payments/", what="Fee", amount_usd="1"
    ),
    "applicants.residencyprogram": lambda ada: (
        lambda number: create_residency_program(ada, str(number), 2027, None)
    ),
    "applicants.sentfile": lambda ada: sends(make_application(ada)),
    "applicants.skillline": lambda ada: writes(SkillLine, ada, name="Suture", level="observed"),
    "applicants.journalentry": lambda ada: writes(JournalEntry, ada, text="Read on valves."),
    "applicants.watch": watches,
    "applicants.savedsearch": lambda ada: lambda _: save_search(ada, SearchQuery(), uuid.uuid4(), "A"),
    "applicants.trip": lambda ada: lambda number: create_trip(ada, uuid.uuid4(), str(number), []),
    "applicants.triprotation": lambda ada: partial(
        lambda trip, number: save_rotation(ada, TripRotation(trip=trip, name=str(number))), make_trip(ada)
    ),
    "applicants.tripcost": lambda ada: partial(
        lambda trip, number: save_cost(ada, TripCost(trip=trip, label=str(number), low_usd=1)), make_trip(ada)
    ),
    "applicants.tripday": lambda ada: partial(
        lambda trip, number: save_day(ada, TripDay(trip=trip, code=str(number), day=DAY)), make_trip(ada)
    ),
    "applicants.applicationmove": lambda ada: by_moves(
        make_application(ada), "submitted", "no_reply", "interview"
    ),
}


def make_new_link(letter_pk: uuid.UUID, _: int) -> None:
    create_link(Letter.objects.get(pk=letter_pk))


def test_every_cap_is_tried() -> None:
    assert set(WAYS) == set(CAPS)


def count_of(label: str) -> int:
    return next(model for model in owned_models() if model._meta.label_lower == label).objects.count()


@pytest.mark.parametrize("label", WAYS)
def test_one_more_than_fits_is_refused(label: str, small: None) -> None:
    add = WAYS[label](make_applicant("ada@example.org"))
    for number in range(ROOM):
        add(number)
    with pytest.raises(ValidationError):
        add(ROOM)
    assert count_of(label) == ROOM


def until_full(add: Add, numbers: Iterator[int]) -> None:
    """Add rows until one is refused; what another thread's edit stopped is tried again."""
    try:
        for number in numbers:
            with suppress(StaleError):
                add(number)
    except ValidationError:
        pass
    finally:
        connections.close_all()


# Moves come one after the other: the row of what is moved is held by each.
RACED = sorted(set(WAYS) - {"applicants.lettermove", "applicants.applicationmove"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("label", RACED)
def test_at_the_same_moment_no_more_than_fit_are_added(label: str, small: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is in memory, and its writers queue anyway")
    add = WAYS[label](make_applicant("ada@example.org"))
    lists = [iter(range(first, 50 * THREADS, THREADS)) for first in range(THREADS)]
    threads = [threading.Thread(target=until_full, args=(add, numbers)) for numbers in lists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count_of(label) == ROOM


# What is said


def test_the_words_say_how_many_there_are_and_what_to_do() -> None:
    cap = CAPS["applicants.contact"]
    assert cap.fault(1999, 1) is None
    assert cap.fault(2000, 1) == "You have 2,000 contacts, the most you can keep. Delete one first."
    assert cap.fault(1990, 11) == "There is room for 10 more, and these would be 11. Choose fewer."
    assert cap.fault(3000, 0) is None
    assert cap.fault(3000, 2) == "There is room for 0 more, and these would be 2. Choose fewer."


# What comes by other ways, or twice


def full_of_applications(ada: Applicant) -> list[Application]:
    return [make_application(ada, name=f"Program {number}") for number in range(ROOM)]


def test_a_program_on_the_shortlist_is_found_when_nothing_more_fits(ada: Applicant, small: None) -> None:
    program = make_program()
    mine, _ = shortlist(ada, program)
    full_of_applications(ada)
    assert shortlist(ada, program) == (mine, False)
    with pytest.raises(FullError):
        shortlist(ada, make_program())
    assert ada.applications.count() == ROOM + 1


def test_the_same_form_gets_its_first_answer_when_nothing_more_fits(ada: Applicant, small: None) -> None:
    pk, token = uuid.uuid4(), uuid.uuid4()
    mine, _ = create_manually(ada, pk, name="Mine")
    house, _ = create_contact(ada, token, JANE)
    full_of_applications(ada)
    for _ in range(ROOM):
        make_contact(ada)
    assert create_manually(ada, pk, name="Mine") == (mine, False)
    assert create_contact(ada, token, JANE) == (house, False)


def test_an_import_that_does_not_fit_keeps_nothing(ada: Applicant, small: None) -> None:
    make_application(ada, name="There", host_name="Mercy")
    facts = {"host_name": "Mercy", "city": "", "on": None}
    names = ["There", "One", "Two", "Two", "Three"]
    rows = [SheetRow(number, name, facts | {"name": name}) for number, name in enumerate(names, start=2)]
    with pytest.raises(FullError) as refused:
        import_rows(ada, rows)
    assert refused.value.messages == ["There is room for 2 more, and these would be 3. Choose fewer."]
    assert ada.applications.count() == 1
    assert import_rows(ada, rows[:4]).words == "2 created, 2 already there, 0 refused."


def test_a_yes_that_does_not_fit_stays_a_letter(ada: Applicant, small: None) -> None:
    outreach = make_outreach(ada, outcome="yes", status="replied")
    full_of_applications(ada)
    with pytest.raises(FullError):
        get_or_create_application(outreach)
    assert (ada.applications.count(), outreach.contact.applications.count()) == (ROOM, 0)


def test_a_new_writer_is_a_contact_that_has_to_fit(ada: Applicant, small: None) -> None:
    for _ in range(ROOM):
        make_contact(ada)
    with pytest.raises(FullError):
        create_letter(ada, uuid.uuid4(), contact=None, name="Dr. House", email="")
    assert (ada.letters.count(), ada.contacts.count()) == (0, ROOM)


def test_rows_that_are_there_can_be_exchanged_when_nothing_more_fits(ada: Applicant, small: None) -> None:
    house, applications = make_contact(ada), full_of_applications(ada)
    assert tie(house, applications) == ROOM
    other = make_application(ada)
    assert tie(house, [*applications[1:], other]) == ROOM
    with pytest.raises(FullError):
        tie(house, [*applications, other])
    assert set(house.applications.all()) == {*applications[1:], other}


def test_rows_of_others_do_not_count(ada: Applicant, obi: Applicant, small: None) -> None:
    full_of_applications(obi)
    assert create_manually(ada, uuid.uuid4(), name="Mine")[1] is True


# Pages


TYPED = {
    "application": ("/applications/add/", {"name": "A typed name"}),
    "contact": ("/contacts/new/", {"name": "A typed name", "role": "attending"}),
    "letter": ("/letters/new/", {"writer_name": "A typed name"}),
    "outreachtemplate": ("/outreach/templates/new/", TEXT | {"name": "A typed name"}),
}


@pytest.mark.parametrize("label", TYPED)
def test_a_form_comes_back_with_what_was_typed(
    label: str, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, (address, typed) = f"applicants.{label}", TYPED[label]
    monkeypatch.setitem(CAPS, name, replace(CAPS[name], most=0))
    shown = forms_of(ada_client.get(address)).values()
    answer = ada_client.post(address, next(form for form in shown if {*typed} <= {*form}) | typed)
    text = answer.content.decode()
    assert (answer.status_code, count_of(name)) == (422, 0)
    assert f"{CAPS[name].words.format(0)}, the most you can keep." in text
    assert 'value="A typed name"' in text


def test_a_payment_too_many_comes_back_on_its_page(
    ada: Applicant, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "applicants.payment"
    monkeypatch.setitem(CAPS, name, replace(CAPS[name], most=0))
    application = make_application(ada)
    page = application.get_absolute_url()
    answer = send(ada_client, page, "/payments/", what="A typed name", amount_usd="1")
    assert answer.status_code == 422
    assert "This application has 0 payments, the most you can keep." in answer.content.decode()
    assert 'value="A typed name"' in answer.content.decode()
    assert Application.objects.get().version == 1


@pytest.mark.parametrize("more", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_the_shortlist_says_why_nothing_is_saved(
    more: dict[str, str], ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "applicants.application"
    monkeypatch.setitem(CAPS, name, replace(CAPS[name], most=0))
    program = make_program()
    sent = {"program": program.slug}
    answer = ada_client.post("/applications/shortlist/", sent, follow=True, **more)
    assert "You have 0 applications, the most you can keep." in answer.content.decode()
    assert Application.objects.count() == 0
