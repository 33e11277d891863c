"""The pages of an applicant's own texts: from a sample, changed, deleted, and what is refused."""

import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from applicants.models import Applicant, OutreachTemplate
from tests.factories import make_outreach, make_template
from tests.page_forms import send

pytestmark = pytest.mark.django_db


def test_a_text_of_ours_is_made_ones_own(ada: Applicant, ada_client: Client) -> None:
    call_command("load_reference_data", stdout=StringIO())
    here = "/outreach/templates/new/?sample=research"
    answer = send(ada_client, here, "/outreach/templates/new/", name="Mine")
    assert answer.headers["Location"] == "/outreach/templates/"
    text = ada.outreach_templates.get()
    assert text.name == "Mine"
    assert text.purpose == "research"
    assert "{{my_name}}" in text.body
    assert "Mine" in ada_client.get("/outreach/templates/").content.decode()


def test_an_unknown_sample_is_an_empty_form(ada_client: Client) -> None:
    assert ada_client.get("/outreach/templates/new/?sample=%00nonsense").status_code == 200


def test_a_text_with_an_unknown_field_comes_back(ada_client: Client) -> None:
    facts = {"name": "A", "purpose": "other", "subject": "{{salary}}", "body": "{{my_name"}
    answer = ada_client.post("/outreach/templates/new/", facts)
    assert (answer.status_code, OutreachTemplate.objects.count()) == (422, 0)
    assert set(answer.context["form"].errors) == {"subject", "body"}
    assert "There is no field {{salary}}." in answer.content.decode()


def test_a_text_sent_twice_is_kept_once(ada_client: Client) -> None:
    facts = {"name": "A", "purpose": "other", "subject": "S", "body": "B", "token": uuid.uuid4()}
    for _ in range(2):
        ada_client.post("/outreach/templates/new/", facts)
    assert OutreachTemplate.objects.count() == 1


def test_a_text_is_changed_and_deleted_and_messages_stay(ada: Applicant, ada_client: Client) -> None:
    template = make_template(ada)
    outreach = make_outreach(ada, template=template)
    here = f"/outreach/templates/{template.pk}/"
    send(ada_client, here, here, name="New name")
    template.refresh_from_db()
    assert template.name == "New name"
    ada_client.post(f"{here}delete/")
    outreach.refresh_from_db()
    assert (OutreachTemplate.objects.count(), outreach.template, outreach.body) == (0, None, "Dear Dr. Doe")
