"""The immunization record's pages: enter, see what is missing, print, remove; nobody else sees any of it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant, Immunization, ImmunizationSection
from tests.factories import make_document
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
TOKEN = "6f9619ff-8b86-4d11-b42d-00c04fc964ff"
IGRA = {"what": "igra", "on": "2026-11-01", "result": "negative", "value": "0.02 IU/mL", "place": "Lab 7"}


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-25 12:00:00+00:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def sections(db: None) -> None:
    """Load the shipped sections."""
    call_command("load_reference_data", verbosity=0)


def add(client: Client, **given: Any) -> HttpResponse:
    return client.post("/immunizations/", given)


def text(answer: HttpResponse) -> str:
    return as_shown(answer)


LIST, PRINT = "/immunizations/", "/immunizations/print/"
TB_MISSING = ("<li>Two skin tests 7 to 21 days apart", 'data-missing="tb_screening"')


def standings(client: Client) -> dict[str, str]:
    page = as_shown(client.get("/immunizations/"))
    return dict(re.findall(r'data-section="(\w+)" data-immunization="(\w+)"', page))


def test_an_empty_record_says_what_the_form_wants_in_its_order(ada_client: Client) -> None:
    assert list(standings(ada_client).items()) == [
        ("mmr", "missing"),
        ("tdap", "missing"),
        ("varicella", "missing"),
        ("influenza", "missing"),
        ("hepatitis_b", "missing"),
        ("tb_screening", "missing"),
        ("covid_19", "ask"),
        ("additional", "ask"),
    ]
    page = text(ada_client.get("/immunizations/"))
    assert "0 of 6 sections complete." in page
    assert "It is not medical advice" in page
    assert "as of January 2021" in page


def test_an_entry_completes_its_section_and_shows_what_proves_it(ada: Applicant, ada_client: Client) -> None:
    proof = make_document(ada)
    answer = add(ada_client, document=str(proof.pk), **IGRA)
    assert answer.headers["Location"] == "/immunizations/"
    row = Immunization.objects.get()
    assert (row.what, str(row.on), row.result, row.document) == ("igra", "2026-11-01", "negative", proof)
    assert standings(ada_client)["tb_screening"] == "complete"
    page = text(ada_client.get("/immunizations/"))
    assert "November 1, 2026</time>, Negative, 0.02 IU/mL, Lab 7" in page
    assert f'<a href="{proof.get_absolute_url()}">Proof' in page
    proof.delete()
    assert Immunization.objects.get().document is None


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"what": ""}, "what", "This field is required."),
        ({"what": "nothing"}, "what", "Select a valid choice."),
        ({"on": ""}, "on", "This field is required."),
        ({"on": "2026-11-26"}, "on", "This day is in the future."),
        ({"on": "0001-01-01"}, "on", "Write a day from 1950 to 2100."),
        ({"result": ""}, "result", "Choose the result of this test."),
        ({"what": "mmr"}, "result", "A dose has no result."),
        ({"dose_number": "0"}, "dose_number", "greater than or equal to 1"),
        ({"dose_number": "99999999999"}, "dose_number", "less than or equal to 20"),
        ({"value": "a\0b"}, "value", "Null characters are not allowed."),
        ({"id": "none"}, "id", "Enter a valid UUID."),
    ],
)
def test_bad_input_is_answered_in_words(
    given: dict[str, str], field: str, words: str, ada_client: Client
) -> None:
    answer = add(ada_client, **IGRA | given)
    assert (answer.status_code, Immunization.objects.count()) == (422, 0)
    assert words in " ".join(answer.context_data["form"].errors[field])


def test_a_proof_of_somebody_else_cannot_be_named(obi: Applicant, ada_client: Client) -> None:
    theirs = make_document(obi)
    assert add(ada_client, document=str(theirs.pk), **IGRA).status_code == 422


def test_a_form_sent_twice_makes_one_entry_and_somebody_else_s_id_gives_nothing_away(
    ada_client: Client, obi_client: Client
) -> None:
    for client in (ada_client, ada_client, obi_client):
        assert add(client, id=TOKEN, **IGRA).status_code == 302
    emails = Immunization.objects.values_list("applicant__user__email", flat=True)
    assert sorted(emails) == ["ada@example.org", "obi@example.org"]


def test_nobody_else_sees_or_removes_an_entry(ada_client: Client, obi_client: Client) -> None:
    add(ada_client, **IGRA)
    row = Immunization.objects.get()
    for address in ("/immunizations/", "/immunizations/print/"):
        assert "Lab 7" not in text(obi_client.get(address))
    assert obi_client.post(f"/immunizations/{row.pk}/delete/").status_code == 404
    assert Immunization.objects.count() == 1
    assert ada_client.post(f"/immunizations/{row.pk}/delete/").status_code == 302
    assert Immunization.objects.count() == 0


def test_the_sheet_to_print_has_every_entry_in_the_form_s_order(ada_client: Client) -> None:
    add(ada_client, **IGRA)
    add(ada_client, what="mmr", on="2001-05-01", dose_number="1")
    page = text(ada_client.get("/immunizations/print/"))
    assert page.index("MMR vaccine</td><td>May 1, 2001</td><td>Dose 1") < page.index("Lab 7")
    assert page.count("Nothing entered") == 6


def test_the_sheet_to_print_says_what_to_get_at_one_visit(ada_client: Client) -> None:
    add(ada_client, what="mmr", on="2001-05-01", dose_number="1")
    page = text(ada_client.get("/immunizations/print/"))
    missing = dict(
        re.findall(r'<tr data-missing="(\w+)"><td colspan="4"><strong>Still missing:</strong> ([^<]+)<', page)
    )
    assert missing["tb_screening"] == "Two skin tests 7 to 21 days apart, or one blood test (IGRA)."
    assert missing["mmr"].startswith("Measles: 1 more dose, or a positive titer. Mumps: 1 more dose")
    add(ada_client, **IGRA)
    assert 'data-missing="tb_screening"' not in text(ada_client.get("/immunizations/print/"))


@pytest.mark.parametrize(
    ("code", "expires_on", "standing"),
    [
        ("tb_test", "2027-03-01", "complete"),
        ("tb_test", "2026-11-24", "missing"),
        ("tb_test", None, "missing"),
        ("cv", "2027-03-01", "missing"),
    ],
)
def test_an_uploaded_test_counts_as_long_as_documents_say_so(
    code: str, expires_on: str | None, standing: str, ada: Applicant, ada_client: Client
) -> None:
    make_document(ada, code, expires_on=expires_on)
    assert standings(ada_client)["tb_screening"] == standing
    is_missing, pages = standing == "missing", [text(ada_client.get(page)) for page in (LIST, PRINT)]
    assert [words in page for words, page in zip(TB_MISSING, pages, strict=True)] == [is_missing] * 2


def test_an_uploaded_test_stands_in_its_section_with_its_date_and_once(
    ada: Applicant, ada_client: Client
) -> None:
    document = make_document(ada, issued_on="2026-03-01", expires_on="2027-03-01")
    about = "your file. Its date: March 1, 2026. Good until March 1, 2027"
    link = f'<a href="{document.get_absolute_url()}">TB test</a>, {about}'
    assert link in text(ada_client.get("/immunizations/"))
    assert "<td>TB test</td><td>March 1, 2026</td>" in text(ada_client.get("/immunizations/print/"))
    add(ada_client, document=str(document.pk), **IGRA)
    assert link not in text(ada_client.get("/immunizations/"))


def test_a_positive_test_needs_its_x_ray_whatever_is_on_file(ada: Applicant, ada_client: Client) -> None:
    make_document(ada, issued_on="2026-03-01")
    add(ada_client, **IGRA | {"result": "positive"})
    assert standings(ada_client)["tb_screening"] == "missing"


def test_what_the_form_does_not_list_any_more_stays(ada: Applicant, ada_client: Client) -> None:
    ada.immunizations.create(what="gone", on="2020-01-01", place="Old clinic")
    for address in ("/immunizations/", "/immunizations/print/"):
        assert "Something else" in text(ada_client.get(address))
    assert "Old clinic" in text(ada_client.get("/immunizations/"))


def test_what_somebody_typed_is_escaped(ada_client: Client) -> None:
    add(ada_client, **IGRA | {"place": "<script>alert(1)</script>"})
    for address in ("/immunizations/", "/immunizations/print/"):
        assert "<script>alert" not in as_shown(ada_client.get(address))


@pytest.mark.parametrize("count", [1, 40])
def test_pages_take_the_same_queries_however_much_is_entered(
    count: int, ada: Applicant, ada_client: Client
) -> None:
    document = make_document(ada)
    for _ in range(count):
        ada.immunizations.create(what="mmr", on="2020-01-01", document=document)
    found = []
    for address in ("/immunizations/", "/immunizations/print/"):
        ada_client.get(address)  # the sections are kept for a minute
        with CaptureQueriesContext(connection) as queries:
            ada_client.get(address)
        found.append(len(queries))
    assert found == [5, 5]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"parts": "x"}, "parts"),
        ({"entries": [{"code": "x"}]}, "entries"),
        ({"entries": [{"code": "x", "label": "X", "type": "spell", "covers": []}]}, "entries"),
        ({"rule": "doses_or_titer", "numbers": {}}, "numbers"),
        ({"rule": "season", "numbers": {"first_month": "9"}}, "numbers"),
        ({"entries": [{"code": "x", "label": "X", "type": "dose", "covers": 1}]}, "entries"),
        ({"rule": "season", "numbers": {"first_month": 13}}, "numbers"),
        ({"rule": "booster", "numbers": {"years": 10}}, "parts"),
    ],
)
def test_an_advisor_s_section_that_its_rule_cannot_read_is_refused(facts: dict[str, Any], field: str) -> None:
    section = ImmunizationSection(code="new", label="New", asks="Something", **facts)
    with pytest.raises(ValidationError) as error:
        section.full_clean()
    assert field in error.value.message_dict


def test_shipped_sections_are_sound_and_every_rule_has_its_source() -> None:
    sections = list(ImmunizationSection.objects.all())
    for section in sections:
        section.full_clean()
    bare = [section.code for section in sections if section.rule != "ask" and not section.source_url]
    assert (len(sections), bare) == (8, [])
