"""What a board and a table say of an application beside its days."""

import datetime

import pytest
from django.test import Client

from applicants.agenda.data import load_agenda_data
from applicants.agenda.line_facts import LineFacts, line_facts
from applicants.applications.creation import shortlist
from applicants.models import Applicant, Application
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.models import Program
from tests.factories import make_application, make_document, make_kind, make_letter, make_program
from tests.page_forms import send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 5, 1)


def facts(applicant: Applicant, application: Application) -> LineFacts:
    data = load_agenda_data(applicant)
    return line_facts(data, data.applications)[application.pk]


def test_documents_are_counted_as_on_the_application_s_page(ada: Applicant) -> None:
    make_kind("cv", label="CV", validity_days=None, never_expires=True)
    application = make_application(ada, starts_on=DAY, ends_on=DAY)
    assert facts(ada, application).documents == ""
    application.checklist.create(code="cv", label="CV")
    application.checklist.create(label="Photo")
    assert facts(ada, application).documents == "0 of 2 documents"
    make_document(ada, "cv")
    assert facts(ada, application).documents == "1 of 2 documents"


def test_money_is_what_is_still_to_pay_then_what_is_paid_else_the_catalog_s_price(ada: Applicant) -> None:
    application = make_application(ada, program=make_program())
    assert facts(ada, application).cost == ""
    application.program.__class__.objects.update(four_week_price_min_usd=2200)
    assert facts(ada, application).cost == "$2,200 for 4 weeks"
    application.payments.create(what="Fee", amount_usd=100, paid_on=DAY)
    assert facts(ada, application).cost == "$100 paid"
    application.payments.create(what="Rest", amount_usd=900)
    assert facts(ada, application).cost == "$900 to pay"


def test_the_letter_of_the_rotation_is_named(ada: Applicant) -> None:
    application = make_application(ada)
    make_letter(ada, rotation=application, status="agreed")
    assert facts(ada, application).letter == "Agreed"


def test_what_changed_in_the_program_stands_on_board_and_table(ada: Applicant, ada_client: Client) -> None:
    application, _ = shortlist(ada, (program := make_program()))
    assert facts(ada, application).changed == ""
    Program.objects.filter(pk=program.pk).update(is_free=True)
    apply_change(program.pk, ChangeAction.EDITED)
    assert facts(ada, application).changed == "Free of charge"
    marked = [
        as_shown(ada_client.get(f"/applications/?view={view}")).count("data-program-changed")
        for view in ("board", "table", "agenda")
    ]
    assert marked == [1, 1, 0]
    application.status = "declined"
    application.save()
    assert facts(ada, application).changed == ""


def test_the_board_has_every_stage_and_the_table_the_facts(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada)
    application.payments.create(what="Rest", amount_usd=900)
    board, table = (as_shown(ada_client.get(f"/applications/?view={view}")) for view in ("board", "table"))
    assert board.count("data-column=") == 8
    assert ["$900 to pay" in board, "$900 to pay" in table] == [True, True]


def test_a_card_moves_without_a_script_and_goes_back_to_the_board(ada: Applicant, ada_client: Client) -> None:
    application = make_application(ada)
    application.moves.create(to_status="shortlisted", happened_on=ada.today)
    action = f"{application.get_absolute_url()}move/"
    answer = send(ada_client, "/applications/", action, status="preparing")
    assert (answer.status_code, answer["Location"]) == (302, "/applications/")
    assert Application.objects.get().status == "preparing"
