"""The one save of an application's page."""

import datetime

import pytest
from django.test import Client

from applicants.models import Applicant, Application, ChecklistLine
from tests.factories import make_application
from tests.page_forms import send
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
DEADLINE = datetime.date(2026, 3, 20)


@pytest.fixture
def application(ada: Applicant) -> Application:
    return make_application(ada)


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_one_save_takes_every_section_as_one_edit(application: Application, ada_client: Client) -> None:
    line = application.checklist.create(label="Photo")
    typed = {"starts_on": "2026-06-01", "note": "Kind", "contact": "Ms. Lee", f"state-{line.pk}": "have"}
    answer = send(ada_client, application.get_absolute_url(), "/save/", **typed)
    row = stored(application)
    assert (answer.status_code, row.version) == (302, 2)
    assert (row.starts_on, row.note, row.host_contact) == (datetime.date(2026, 6, 1), "Kind", "Ms. Lee")
    assert ChecklistLine.objects.get().state == "have"


def test_a_fault_in_one_section_saves_none_and_keeps_the_text_of_all(
    application: Application, ada_client: Client
) -> None:
    typed = {"portal_url": "nonsense", "note": "Kind coordinator"}
    answer = send(ada_client, application.get_absolute_url(), "/save/", **typed)
    assert (answer.status_code, stored(application).version, stored(application).note) == (422, 1, "")
    assert "Kind coordinator</textarea>" in as_shown(answer)


@pytest.mark.parametrize(
    ("section", "typed"),
    [("plan", {"next_action": "Call"}), ("opinion", {"rank": "2"}), ("portal", {"contact": "Ms. Lee"})],
)
def test_a_section_saved_alone_leaves_the_others(
    application: Application, ada_client: Client, section: str, typed: dict[str, str]
) -> None:
    application.amend(note="Kept", deadline_on=DEADLINE, host_login_hint="Ada")
    address = f"{application.get_absolute_url()}{section}/"
    ada_client.post(address, {"version": "2"} | {"note": "Kept"} | typed)
    row = stored(application)
    fields = {name: "host_contact" if name == "contact" else name for name in typed}
    assert {name: str(getattr(row, field)) for name, field in fields.items()} == typed
    assert row.note == "Kept"
    assert (row.deadline_on == DEADLINE) is (section != "plan")
