"""Between sign-up and first log-in: what the page says, and whom the link in the mail lets in."""

import datetime
import re
from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.http import HttpResponse
from django.test import Client

from applicants.mail.models import Mail
from applicants.models import Applicant, User
from tests.applicants.profile.logging_in import Act, is_logged_in
from tests.page_text import as_shown

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
SENT, AGAIN = "/accounts/confirm-email/", "/accounts/confirm-email/again/"
PASSWORD = "a quiet long river"

pytestmark = pytest.mark.django_db
Link = Callable[[str], str]


def plain(page: HttpResponse) -> str:
    """Return a page without what is new on every page: its token."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", as_shown(page))


def test_the_page_after_sign_up_names_the_address(sign_up: Act) -> None:
    client = Client()
    sign_up(client, "New@Example.org")
    words = 'We have sent a message to <strong class="account__address">new@example.org</strong>.'
    assert words in as_shown(client.get(SENT))
    assert "new@example.org" not in as_shown(Client().get(SENT))


def test_name_and_time_zone_are_kept(outbox: None) -> None:
    form = {
        "email": "new@example.org",
        "password1": PASSWORD,
        "name": "Amara Obi",
        "time_zone": "Africa/Lagos",
    }
    Client().post("/accounts/signup/", form)
    applicant = Applicant.objects.get()
    assert (applicant.user.name, applicant.time_zone) == ("Amara Obi", "Africa/Lagos")


@pytest.mark.parametrize("zone", ["", "Nowhere/None", "../../etc/passwd", "x" * 64])
def test_a_time_zone_that_is_none_is_utc(zone: str, outbox: None) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD, "time_zone": zone}
    assert Client().post("/accounts/signup/", form).status_code == 302
    assert list(Applicant.objects.exclude(time_zone="UTC")) == []


def test_first_answers_reach_the_profile_in_this_browser_and_elsewhere(
    sign_up: Act, mailed_link: Link
) -> None:
    client = Client()
    client.post("/start/", {"stage": "graduate"})
    sign_up(client, "new@example.org")
    assert Applicant.objects.get().stage == "graduate"
    client.post("/start/", {"stage": "final_year_student"})
    client.post(mailed_link("new@example.org"))
    assert Applicant.objects.get().stage == "final_year_student"
    assert "first_answers" not in client.session


def test_nobody_gets_reminders_before_the_address_is_confirmed(sign_up: Act, mailed_link: Link) -> None:
    client = Client()
    client.post("/start/", {"stage": "graduate"})
    sign_up(client, "new@example.org")
    assert Applicant.objects.count() == 1
    assert list(Applicant.objects.who_want_digests()) == []
    Client().post(mailed_link("new@example.org"))
    assert list(Applicant.objects.who_want_digests()) == [Applicant.objects.get()]


# Send again


def test_the_mail_is_sent_again_after_three_minutes_and_not_before(sign_up: Act) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(client, "new@example.org")
        assert "We sent it a moment ago." in as_shown(client.post(AGAIN, follow=True))
        assert Mail.objects.count() == 1
        clock.shift(181)
        assert "Sent again." in as_shown(client.post(AGAIN, follow=True))
    assert Mail.objects.count() == 2


def test_sending_again_looks_alike_for_known_and_unknown_addresses(applicant: User, sign_up: Act) -> None:
    pages = []
    for email in ("ada@example.org", "eve@example.org"):
        client = Client()
        with time_machine.travel(NOW, tick=False) as clock:
            sign_up(client, email)
            soon = plain(client.post(AGAIN, follow=True))
            clock.shift(181)
            pages.append((soon + plain(client.post(AGAIN, follow=True))).replace(email, "ADDRESS"))
    assert pages[0] == pages[1]
    assert sorted(Mail.objects.values_list("to", "subject")) == [
        ("ada@example.org", "You already have an account"),
        ("ada@example.org", "You already have an account"),
        ("eve@example.org", "Confirm your email address"),
        ("eve@example.org", "Confirm your email address"),
    ]


def test_one_address_gets_eight_mails_a_day_however_often_it_is_asked(sign_up: Act) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(client, "new@example.org")
        for _ in range(12):
            clock.shift(601)
            client.post(AGAIN)
    assert Mail.objects.count() == 8


def test_nobody_else_can_have_it_sent(sign_up: Act) -> None:
    sign_up(Client(), "new@example.org")
    stranger = Client()
    assert stranger.post(AGAIN).headers["Location"] == SENT
    assert stranger.get(AGAIN).headers["Location"] == SENT
    assert Mail.objects.count() == 1


# Another address


def test_a_second_sign_up_in_the_same_browser_takes_the_place_of_the_first(
    outbox: None, mailed_link: Link
) -> None:
    client = Client()
    form = {"email": "typo@example.org", "password1": PASSWORD, "name": "Amara Obi"}
    client.post("/accounts/signup/", form)
    typo = mailed_link("typo@example.org")
    client.post("/accounts/signup/", {"email": "right@example.org", "password1": PASSWORD})
    assert list(User.objects.values_list("email", "name")) == [("right@example.org", "Amara Obi")]
    assert Client().post(typo).status_code == 404
    client.post(mailed_link("right@example.org"))
    assert is_logged_in(client) is True


def test_the_same_address_again_keeps_the_link_and_takes_the_new_password(
    sign_up: Act, log_in: Act, mailed_link: Link
) -> None:
    client = Client()
    sign_up(client, "new@example.org", "a loud short brook")
    sign_up(client, "new@example.org")
    client.post(mailed_link("new@example.org"))
    assert is_logged_in(client) is True
    assert User.objects.get().check_password(PASSWORD) is True


def test_a_second_sign_up_never_touches_an_account_that_is_confirmed(sign_up: Act, mailed_link: Link) -> None:
    client = Client()
    sign_up(client, "new@example.org")
    Client().post(mailed_link("new@example.org"))
    sign_up(client, "new@example.org", "a loud short brook")
    sign_up(client, "other@example.org", "a loud short brook")
    assert User.objects.get(email="new@example.org").check_password(PASSWORD) is True
    assert sorted(User.objects.values_list("email", flat=True)) == ["new@example.org", "other@example.org"]


# Whom the link lets in


def test_the_link_logs_in_for_a_day(sign_up: Act, mailed_link: Link) -> None:
    late, too_late = Client(), Client()
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(late, "late@example.org")
        sign_up(too_late, "too-late@example.org")
        clock.shift(23 * 3600)
        late.post(mailed_link("late@example.org"))
        assert is_logged_in(late) is True
        clock.shift(2 * 3600)
        too_late.post(mailed_link("too-late@example.org"))
        assert is_logged_in(too_late) is False
    assert EmailAddress.objects.filter(verified=True).count() == 2


def test_the_page_of_the_link_needs_a_press_where_it_does_not_log_in(sign_up: Act, mailed_link: Link) -> None:
    client = Client()
    sign_up(client, "new@example.org")
    link = mailed_link("new@example.org")
    assert "data-confirm" in client.get(link).text
    elsewhere = Client().get(link)
    assert "data-confirm" not in elsewhere.text
    assert "Someone signed up with it in another browser" in as_shown(elsewhere)
    assert EmailAddress.objects.get().verified is False


def test_a_link_of_somebody_else_logs_nobody_in(sign_up: Act, mailed_link: Link) -> None:
    """An attacker sends the link of their own account, so that the victim types into it."""
    victim = Client()
    sign_up(Client(), "attacker@example.org")
    sign_up(victim, "victim@example.org")
    victim.post(mailed_link("attacker@example.org"))
    assert is_logged_in(victim) is False


def test_who_signed_up_with_anothers_address_is_not_let_in_when_the_owner_confirms(
    sign_up: Act, log_in: Act, mailed_link: Link
) -> None:
    """An attacker signs up with the victim's address; the victim confirms it and sets a password."""
    attacker, victim = Client(), Client()
    sign_up(attacker, "victim@example.org")
    link = mailed_link("victim@example.org")
    victim.post(link)
    assert is_logged_in(attacker) is False
    victim.post("/accounts/password/reset/", {"email": "victim@example.org"})
    form = victim.get(mailed_link("victim@example.org"), follow=True).redirect_chain[-1][0]
    new = "the owner's own words"
    victim.post(form, {"password1": new, "password2": new})
    log_in(victim, "victim@example.org", new)
    second = EmailAddress.objects.create(user=User.objects.get(), email="second@example.org")
    attacker.post(f"/accounts/confirm-email/{EmailConfirmationHMAC(second).key}/")
    assert is_logged_in(attacker) is False


def test_the_first_page_says_by_which_clock_days_end(outbox: None, mailed_link: Link) -> None:
    client = Client()
    form = {"email": "new@example.org", "password1": PASSWORD, "time_zone": "America/New_York"}
    client.post("/accounts/signup/", form)
    shown = as_shown(client.post(mailed_link("new@example.org"), follow=True))
    words = "Your days end at midnight, New York time."
    assert f'{words} <a href="/reminders/">Change the time zone</a>' in shown


def test_after_the_link_one_goes_on_to_the_page_one_came_from(outbox: None, mailed_link: Link) -> None:
    client = Client()
    form = {"email": "new@example.org", "password1": PASSWORD, "next": "/programs/?q=x"}
    client.post("/accounts/signup/", form)
    assert client.post(mailed_link("new@example.org")).headers["Location"] == "/programs/?q=x"
