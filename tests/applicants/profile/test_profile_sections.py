"""The profile in sections: few questions each, and one save that loses nothing."""

import re

import pytest
from django.test import Client

from applicants.models import Applicant
from tests.factories import make_program
from tests.page_forms import send_only
from tests.page_text import as_shown

URL = "/profile/"
SEVEN = 7

pytestmark = pytest.mark.django_db


def sections(client: Client) -> list[tuple[str, int, int]]:
    """Return each section's title, and how many of its questions are answered of how many."""
    shown = re.findall(
        r"<h2>([^<]+)</h2>\s*<span class=\"section__count\">(\d+) of (\d+)", as_shown(client.get(URL))
    )
    return [(title, int(answered), int(asked)) for title, answered, asked in shown]


def test_each_section_has_one_to_seven_questions(ada_client: Client) -> None:
    codes = (
        "cv",
        "passport",
        "mspe",
        "personal_statement",
        "photo_id",
        "medical_diploma",
        "letter_of_intent",
    )
    more = (
        "medical_school_transcript",
        "home_institution_letter",
        "recommendation_letters",
        "proof_of_funds",
    )
    make_program(requirements=[{"code": code, "level": "required"} for code in (*codes, *more)])
    shown = sections(ada_client)
    assert [title for title, _, asked in shown if not 1 <= asked <= SEVEN] == []
    titles = {title for title, _, _ in shown}
    assert {"You", "Your school"} <= titles
    assert {title.split(", part")[0] for title in titles if "part" in title} == {"Documents"}


def test_sections_keep_their_order_and_say_how_many_programs_they_decide(ada_client: Client) -> None:
    for _ in range(2):
        make_program(requirements=[{"code": "usmle_step1", "level": "required"}])
    assert [title for title, _, _ in sections(ada_client)][:3] == ["You", "USMLE and ECFMG", "Your school"]
    page = as_shown(ada_client.get(URL))
    assert page.count('<details class="section" open>') == 1
    assert '0 of 6 answered</span> <span class="tag">decides 2 programs</span>' in page


def test_saving_one_section_keeps_what_is_typed_in_the_others_and_leads_back_to_it(
    ada: Applicant, ada_client: Client
) -> None:
    typed = {
        "complete": "True",
        "section": "plans",
        "budget_usd": "900",
        "school_name": "Lagos",
        "name": "Ada Obi",
    }
    answer = send_only(ada_client, URL, URL, typed)
    assert answer.headers["Location"] == "/profile/"
    assert '<a href="#s-plans">Back to “Your plans”</a>' in as_shown(ada_client.get(URL))
    ada = Applicant.objects.get(pk=ada.pk)
    assert (ada.budget_usd, ada.school_name, ada.user.name) == (900, "Lagos", "Ada Obi")


def test_a_fault_in_another_section_opens_it_and_keeps_everything(ada: Applicant, ada_client: Client) -> None:
    typed = {"complete": "True", "section": "school", "born_on": "2999-01-01", "school_name": "Lagos"}
    answer = send_only(ada_client, URL, URL, typed)
    assert answer.status_code == 422
    page = as_shown(answer)
    assert 'value="2999-01-01"' in page
    assert 'value="Lagos"' in page
    assert re.search(r'<details class="section" open><summary><h2>You</h2>', page)


def test_a_page_without_the_name_takes_no_name_away(ada: Applicant, ada_client: Client) -> None:
    ada.user.name = "Ada Obi"
    ada.user.save()
    send_only(ada_client, URL, URL, {"complete": "True", "stage": "graduate"})
    assert Applicant.objects.get(pk=ada.pk).user.name == "Ada Obi"


@pytest.mark.parametrize("section", ["", "nothing", "<b>", "you/../"])
def test_a_section_that_there_is_not_leads_to_the_page(section: str, ada_client: Client) -> None:
    answer = send_only(ada_client, URL, URL, {"complete": "True", "section": section})
    assert answer.headers["Location"] == URL
