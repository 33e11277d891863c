"""One message to a program's host with everything that its page does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from programs.facts import StatedFact
from programs.records import Record

SIGNATURE = "[your name]"


@dataclass(frozen=True)
class HostMessage:
    """An email to the host with every question that its program leaves open.

    ``address``: a mailto link, blank when the host's email is not known.
    """

    subject: str
    text: str
    address: str


def host_message(record: Record, questions: Sequence[StatedFact], name: str = "") -> HostMessage | None:
    """Write an email to the host with what its page leaves open; None when it answers all questions.

    ``name`` signs it; without one stands a line to be replaced.
    """
    if not questions:
        return None
    subject = f"Questions about {record['name']}"
    numbered = "\n".join(f"{number}. {fact.question}" for number, fact in enumerate(questions, start=1))
    text = (
        f"Dear {record['host']['name']} team,\n\n"
        f"I would like to apply for {record['name']}. I could not find these answers on your page:\n\n"
        f"{numbered}\n\nThank you for your time.\n\n{name or SIGNATURE}"
    )
    query = urlencode({"subject": subject, "body": text}, quote_via=quote)
    return HostMessage(subject, text, f"mailto:{record['email']}?{query}" if record["email"] else "")
