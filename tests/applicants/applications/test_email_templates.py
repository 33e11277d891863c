"""Letters to copy: the right ones for each status, with the stay's own words."""

import datetime
from dataclasses import dataclass

import pytest
from django.test import Client

from applicants.applications.email_templates import email_texts_for
from applicants.applications.workflow import COMMITTED, ApplicationStatus
from applicants.models import Applicant
from tests.factories import make_application


@dataclass
class Stay:
    """What a letter reads of an application."""

    status: str
    starts_on: datetime.date | None = datetime.date(2026, 6, 1)
    ends_on: datetime.date | None = datetime.date(2026, 6, 28)
    name: str = "Heart observership"


EXPECTED = {
    "submitted": ["Withdraw the application"],
    "interview": ["Withdraw the application"],
    "offered": ["Accept the offer", "Decline the offer"],
    "accepted": ["Give the place back"],
}


@pytest.mark.parametrize("status", ApplicationStatus)
def test_each_status_has_the_letters_it_may_call_for(status: ApplicationStatus) -> None:
    assert [letter.title for letter in email_texts_for(Stay(status), "Ada")] == EXPECTED.get(status, [])


@pytest.mark.parametrize("status", EXPECTED)
def test_a_letter_greets_names_the_program_and_ends_with_the_name(status: str) -> None:
    for letter in email_texts_for(Stay(status), "Ada Obi"):
        assert letter.text.startswith("Dear Program Coordinator,\n\n")
        assert letter.text.endswith("With kind regards,\nAda Obi")
        assert "Heart observership" in letter.text
    assert "[your name]" in email_texts_for(Stay(status), "")[0].text


def test_dates_stand_in_the_letter_only_when_both_are_known() -> None:
    known = email_texts_for(Stay("accepted"), "Ada")[0].text
    assert "Heart observership from June 1, 2026 to June 28, 2026, which I accepted" in known
    assert "Heart observership, which I accepted" in email_texts_for(Stay("accepted", None), "Ada")[0].text


@pytest.mark.parametrize("other", [None, *ApplicationStatus])
def test_an_offer_is_declined_for_another_place_only_when_there_is_one(
    other: ApplicationStatus | None,
) -> None:
    others = [] if other is None else [Stay(other)]
    text = email_texts_for(Stay("offered"), "Ada", others)[1].text
    reason = "I have to decline, because I have accepted another place. I am writing right away"
    assert (reason in text) == (other in COMMITTED)
    assert ("I have to decline. I am writing right away" in text) == (other not in COMMITTED)
    assert "other dates" not in text


@pytest.mark.django_db
def test_the_page_knows_of_the_other_place(ada: Applicant, ada_client: Client) -> None:
    offered = make_application(ada, status="offered")
    assert "I have to decline. I am writing" in ada_client.get(offered.get_absolute_url()).text
    make_application(ada, status="accepted")
    assert "because I have accepted another place" in ada_client.get(offered.get_absolute_url()).text
