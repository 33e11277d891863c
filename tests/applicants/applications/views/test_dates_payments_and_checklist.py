"""Other dates, payments and documents on an application's page."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from applicants.applications.creation import shortlist
from applicants.models import AlternativeDates, Applicant, Application, ChecklistLine, Payment
from tests.factories import make_application, make_program
from tests.page_forms import forms_of, said, send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tenth_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def application(ada: Applicant) -> Application:
    return make_application(ada)


# Other dates


def test_other_dates_are_added_and_removed(application: Application, ada_client: Client) -> None:
    page = application.get_absolute_url()
    assert send(ada_client, page, "/dates/", starts_on="2026-07-01", ends_on="2026-07-28").status_code == 302
    row = AlternativeDates.objects.get()
    assert "Jul 1, 2026 to Jul 28, 2026" in as_shown(ada_client.get(page))
    assert send(ada_client, page, f"/dates/{row.pk}/remove/").status_code == 302
    assert AlternativeDates.objects.count() == 0
    assert Application.objects.get().version == 3


def test_other_dates_that_end_before_they_start_are_refused(
    application: Application, ada_client: Client
) -> None:
    page = application.get_absolute_url()
    answer = send(ada_client, page, "/dates/", starts_on="2026-07-02", ends_on="2026-07-01")
    assert (answer.status_code, AlternativeDates.objects.count()) == (422, 0)
    assert "The end cannot be before the start." in as_shown(answer)


# Payments


PAYMENT = {"what": "Deposit", "amount_usd": "500", "due_on": "2026-03-20", "refund_terms": "Half until April"}


def test_payments_add_up(application: Application, ada_client: Client) -> None:
    page = application.get_absolute_url()
    send(ada_client, page, "/payments/", **PAYMENT, refund_until="2026-04-01")
    send(ada_client, page, "/payments/", what="Fee", amount_usd="1299", paid_on="2026-03-10")
    body = as_shown(ada_client.get(page))
    assert '<strong data-total="paid">$1,299</strong>' in body
    assert '<strong data-total="due">$500</strong>' in body
    assert "Refund possible until Apr 1, 2026. Half until April" in body


def test_a_payment_is_corrected_and_removed(application: Application, ada_client: Client) -> None:
    page = application.get_absolute_url()
    send(ada_client, page, "/payments/", **PAYMENT)
    row = Payment.objects.get()
    send(ada_client, page, f"/payments/{row.pk}/", paid_on="2026-03-09", amount_usd="450")
    row.refresh_from_db()
    assert (row.what, row.amount_usd, row.paid_on) == ("Deposit", 450, datetime.date(2026, 3, 9))
    address = f"{page}payments/{row.pk}/remove/"
    answers = [ada_client.post(address, {"version": "3"}, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (said(answers[0])[-1], Payment.objects.count()) == ("Removed: Deposit: $450.", 0)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"amount_usd": "-1"}, "greater than or equal to 0"),
        ({"amount_usd": "12.5"}, "Enter a whole number."),
        ({"amount_usd": "9" * 30}, "less than or equal to 1000000"),
        ({"paid_on": "2026-03-11"}, "This day is in the future."),
        ({"what": ""}, "This field is required."),
    ],
)
def test_a_bad_payment_is_refused(
    application: Application, ada_client: Client, typed: dict[str, str], fault: str
) -> None:
    answer = send(ada_client, application.get_absolute_url(), "/payments/", **PAYMENT | typed)
    assert (answer.status_code, Payment.objects.count()) == (422, 0)
    assert fault in as_shown(answer)


# Documents


@pytest.fixture
def with_documents(ada: Applicant) -> Application:
    requirements = [
        {"code": "cv", "level": "required"},
        {"code": "toefl", "level": "required", "any_of": "English", "minimum": 100},
        {"code": "ielts", "level": "required", "any_of": "English"},
        {"code": "tb_test", "level": "preferred", "detail": "Within a year"},
        {"code": "usmle_step3", "level": "not_required"},
    ]
    return shortlist(ada, make_program(requirements=requirements))[0]


def test_the_checklist_groups_alternatives_and_counts_them_once(
    with_documents: Application, ada_client: Client
) -> None:
    page = with_documents.get_absolute_url()
    body = as_shown(ada_client.get(page))
    assert "0 of 3 ready" in body
    assert body.count("One of these is enough: English") == 1
    assert [body.count(f'data-paper="{code}"') for code in ("cv", "toefl", "tb_test", "usmle_step3")] == [
        1,
        1,
        1,
        0,
    ]
    cv, _, ielts, tb_test = with_documents.checklist.all()
    typed = {f"state-{cv.pk}": "have", f"state-{ielts.pk}": "have", f"note-{ielts.pk}": "7.5"}
    typed |= {f"state-{tb_test.pk}": "not_needed"}
    assert send(ada_client, page, "/save/", **typed).status_code == 302
    assert "All 2 ready" in as_shown(ada_client.get(page))
    assert ChecklistLine.objects.get(pk=ielts.pk).note == "7.5"


@pytest.mark.parametrize("state", ["", "nonsense", "HAVE"])
def test_a_state_is_one_of_three(with_documents: Application, ada_client: Client, state: str) -> None:
    line = with_documents.checklist.first()
    answer = send(ada_client, with_documents.get_absolute_url(), "/save/", **{f"state-{line.pk}": state})
    assert answer.status_code == 422
    assert set(ChecklistLine.objects.values_list("state", flat=True)) == {"to_get"}


def test_documents_of_ones_own_come_and_go(with_documents: Application, ada_client: Client) -> None:
    page = with_documents.get_absolute_url()
    send(ada_client, page, "/checklist/add/", label="Photo")
    own = with_documents.checklist.get(code="")
    assert (own.label, own.is_required) == ("Photo", True)
    ada_client.post(f"{page}checklist/{own.pk}/remove/", {"version": "2"})
    assert with_documents.checklist.filter(code="").count() == 0


def test_what_the_program_asks_for_cannot_be_removed(with_documents: Application, ada_client: Client) -> None:
    line = with_documents.checklist.first()
    address = f"{with_documents.get_absolute_url()}checklist/{line.pk}/remove/"
    assert ada_client.post(address, {"version": "1"}).status_code == 302
    assert with_documents.checklist.count() == 4


# For all of them


ADDS: list[tuple[str, dict[str, Any], type]] = [
    ("dates/", {"starts_on": "2026-07-01", "ends_on": "2026-07-02"}, AlternativeDates),
    ("payments/", PAYMENT, Payment),
    ("checklist/add/", {"label": "Photo"}, ChecklistLine),
]


@pytest.mark.parametrize(("address", "typed", "model"), ADDS)
def test_sent_twice_makes_one(
    application: Application, ada_client: Client, address: str, typed: dict[str, str], model: type
) -> None:
    form = typed | {"version": "1"}
    answers = [ada_client.post(application.get_absolute_url() + address, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (model.objects.count(), Application.objects.get().version) == (1, 2)


@pytest.mark.parametrize(("address", "typed", "model"), ADDS)
def test_from_an_older_page_nothing_is_added_and_the_text_is_kept(
    application: Application, ada_client: Client, address: str, typed: dict[str, str], model: type
) -> None:
    application.amend(note="changed elsewhere")
    answer = ada_client.post(application.get_absolute_url() + address, typed | {"version": "1"})
    assert (answer.status_code, model.objects.count()) == (409, 0)
    kept = forms_of(answer)[application.get_absolute_url() + address]
    assert {name: kept[name] for name in typed} == typed


@pytest.mark.parametrize(("address", "typed", "model"), ADDS)
def test_from_an_older_page_bad_input_is_not_called_saved(
    application: Application, ada_client: Client, address: str, typed: dict[str, str], model: type
) -> None:
    ada_client.post(application.get_absolute_url() + address, typed | {"version": "1"})
    answer = ada_client.post(application.get_absolute_url() + address, {"version": "1"})
    assert (answer.status_code, model.objects.count()) == (409, 1)


@pytest.mark.parametrize(("address", "typed", "model"), ADDS)
def test_nobody_else_adds_anything(
    application: Application, obi_client: Client, address: str, typed: dict[str, str], model: type
) -> None:
    form = typed | {"version": "1"}
    assert obi_client.post(application.get_absolute_url() + address, form).status_code == 404
    assert Client().post(application.get_absolute_url() + address, form).status_code == 302
    assert (model.objects.count(), Application.objects.get().version) == (0, 1)


def test_another_applications_rows_are_not_reached_through_ones_own(
    application: Application, ada_client: Client, obi: Applicant
) -> None:
    theirs = make_application(obi)
    payment = theirs.payments.create(what="Secret", amount_usd=1)
    dates = theirs.alternatives.create(starts_on="2026-01-01", ends_on="2026-01-02")
    line = theirs.checklist.create(label="Secret")
    page = application.get_absolute_url()
    assert ada_client.post(f"{page}payments/{payment.pk}/", PAYMENT | {"version": "1"}).status_code == 404
    for address in (f"payments/{payment.pk}", f"dates/{dates.pk}", f"checklist/{line.pk}"):
        ada_client.post(f"{page}{address}/remove/", {"version": "1"})
    assert (Payment.objects.get().what, AlternativeDates.objects.count()) == ("Secret", 1)
    assert ChecklistLine.objects.count() == 1
