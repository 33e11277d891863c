"""Forms for curators speak as the public pages do."""

import re

import pytest
from django.test import Client

from programs import facts
from programs.curation.editing.field_words import PROGRAM_LABELS
from tests.admin_forms import change_url
from tests.factories import make_program

FEE = {"kind": "tuition", "basis": "week"}


def test_every_column_of_a_fact_is_called_what_pages_call_it() -> None:
    same = {"intake", "audiences", "letter", "housing", "application_route", "website"}
    assert {name: PROGRAM_LABELS[name] for name in same} == {name: facts.fact_label(name) for name in same}
    assert (PROGRAM_LABELS["is_free"], PROGRAM_LABELS["has_certificate"]) == ("Free of charge", "Certificate")


@pytest.mark.parametrize(
    "label",
    [
        *("Open to", "Patient contact", "You may", "Supervised by", "Shortest stay", "How to apply"),
        *(
            "Only citizens of",
            "Visas refused",
            "The price includes",
            "Free of charge",
            "Months without places",
        ),
    ],
)
def test_the_form_has_the_words_of_the_pages(label: str, curator_client: Client) -> None:
    page = curator_client.get(change_url(make_program())).text
    assert re.search(rf">\s*{label}:\s*</(label|legend)>", page)


def test_what_is_unknown_is_not_stated(curator_client: Client) -> None:
    page = curator_client.get(change_url(make_program(fees=[FEE]))).text
    program_type = re.search(r'<select name="type".*?</select>', page, re.DOTALL).group()
    assert ("Unknown</option>" in page, "Not stated" in program_type) == (False, False)
    for name in ("letter", "is_free", "fees-0-is_refundable"):
        field = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL).group()
        assert re.search(r"<option[^>]*>Not stated</option>", field)
    assert re.search(r">\s*First source</option>", page)


def test_rows_say_what_their_columns_mean(curator_client: Client) -> None:
    page = curator_client.get(change_url(make_program(fees=[FEE]))).text
    for words in ("US dollars, from", "In the four-week price", "How strict", "Applications open"):
        assert words in page
    assert ('aria-label="US dollars, from"' in page, 'data-label="US dollars, from"' in page) == (True, True)
