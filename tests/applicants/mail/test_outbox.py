"""What Django is told to send becomes rows."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from applicants.mail.models import Mail
from applicants.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_a_mail_becomes_a_row_for_each_address(applicant: User) -> None:
    sent = send_mail("Hello", "Good morning.", None, ["ada@example.org", "eve@example.org"])
    assert sent == 2
    rows = Mail.objects.order_by("to").values_list("to", "user", "subject", "text", "sent_at")
    assert list(rows) == [
        ("ada@example.org", applicant.pk, "Hello", "Good morning.", None),
        ("eve@example.org", None, "Hello", "Good morning.", None),
    ]


@pytest.mark.parametrize("address", ["ADA@example.org", "home@example.org", "Home@Example.org"])
def test_a_mail_belongs_to_the_account_of_its_address(address: str, applicant: User) -> None:
    EmailAddress.objects.create(user=applicant, email="home@example.org", verified=True)
    send_mail("Hello", "Text", None, [address])
    assert Mail.objects.get().user == applicant


def test_an_address_that_is_not_confirmed_may_be_anybodys(applicant: User) -> None:
    EmailAddress.objects.create(user=applicant, email="home@example.org", verified=False)
    send_mail("Hello", "Text", None, ["home@example.org"])
    assert Mail.objects.get().user is None


def test_headers_are_kept() -> None:
    headers = {"List-Unsubscribe": "<https://portal.example/u>", "List-Unsubscribe-Post": "One-Click"}
    EmailMessage("S", "T", to=["a@example.org"], headers=headers, reply_to=["b@example.org"]).send()
    assert Mail.objects.get().headers == headers | {"Reply-To": "b@example.org"}


def test_only_the_plain_text_of_a_mail_is_kept() -> None:
    message = EmailMultiAlternatives("S", "Plain", to=["a@example.org"])
    message.attach_alternative("<p>Rich</p>", "text/html")
    message.send()
    assert Mail.objects.get().text == "Plain"


def test_an_attachment_is_refused() -> None:
    message = EmailMessage("S", "T", to=["a@example.org"])
    message.attach("cv.txt", "text")
    with pytest.raises(ValueError, match="text only"):
        message.send()


def test_a_transaction_that_fails_sends_nothing() -> None:
    def fail() -> None:
        send_mail("S", "T", None, ["a@example.org"])
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        fail()
    assert Mail.objects.count() == 0
