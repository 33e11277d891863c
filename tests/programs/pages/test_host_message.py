"""The one message to a host: every question, a name, and where to send it."""

from programs.facts import StatedFact
from programs.pages.host_message import host_message
from programs.records import Record

QUESTIONS = [
    StatedFact("letter", "Letter", "Not stated", "Do you write letters?"),
    StatedFact("housing", "Housing", "Not stated", "Is there housing?"),
]


def test_all_questions_are_numbered_and_signed(records: list[Record]) -> None:
    record = records[0] | {"name": "Visit & watch", "email": "visits@example.org"}
    message = host_message(record, QUESTIONS, "Amara Obi")
    assert message is not None
    assert "\n1. Do you write letters?\n2. Is there housing?\n" in message.text
    assert message.text.startswith(f"Dear {record['host']['name']} team,")
    assert message.text.endswith("\n\nAmara Obi")
    assert message.address.startswith(
        "mailto:visits@example.org?subject=Questions%20about%20Visit%20%26%20watch&body="
    )


def test_without_a_name_or_an_address_it_says_what_to_fill_in(records: list[Record]) -> None:
    message = host_message(records[0] | {"email": None}, QUESTIONS)
    assert message is not None
    assert (message.address, message.text.splitlines()[-1]) == ("", "[your name]")


def test_a_page_that_answers_everything_needs_no_message(records: list[Record]) -> None:
    assert host_message(records[0], []) is None
