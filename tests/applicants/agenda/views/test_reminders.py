"""Reminders: the owner's choices, and the page behind the mail's link."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from applicants.agenda.digests import token_for
from applicants.models import Applicant
from tests.page_forms import send_only

pytestmark = pytest.mark.django_db
CHOSEN = {
    "has_digest": "on",
    "digest_hour": "18",
    "digest_days": ["0", "4"],
    "time_zone": "Asia/Karachi",
    "no_reply_days": "30",
}
# Views that take a POST without a CSRF token, and why.
EXEMPT = {
    "theme",  # only colors; a token would set a cookie for everybody who reads a page
    "alerts_stop",  # the same, for news by mail
    "reminder_unsubscribe",  # a mail program's one click (RFC 8058); the signed token is the permission
}


def choices(applicant: Applicant) -> dict[str, Any]:
    applicant.refresh_from_db()
    return {name: getattr(applicant, name) for name in CHOSEN}


def test_the_owner_chooses_hour_days_and_clock(ada: Applicant, obi: Applicant, ada_client: Client) -> None:
    before = choices(obi)
    answer = send_only(ada_client, "/reminders/", "", CHOSEN)
    assert (answer.status_code, answer["Location"]) == (302, "/reminders/")
    assert choices(ada) == {
        "has_digest": True,
        "digest_hour": 18,
        "digest_days": [0, 4],
        "time_zone": "Asia/Karachi",
        "no_reply_days": 30,
    }
    assert choices(obi) == before


def test_reminders_can_be_switched_off_without_any_day(ada: Applicant, ada_client: Client) -> None:
    off = {name: value for name, value in CHOSEN.items() if name not in ("has_digest", "digest_days")}
    assert send_only(ada_client, "/reminders/", "", off).status_code == 302
    assert (choices(ada)["has_digest"], choices(ada)["digest_days"]) == (False, [])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"digest_hour": "24"}, "Select a valid choice"),
        ({"digest_hour": ""}, "This field is required"),
        ({"digest_days": ["7"]}, "Select a valid choice"),
        ({"digest_days": []}, "Choose at least one day"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"time_zone": "Africa/Lagos\x00"}, "Select a valid choice"),
        ({"no_reply_days": "0"}, "greater than or equal to 1"),
        ({"no_reply_days": "9" * 30}, "less than or equal to 365"),
    ],
)
def test_nonsense_is_said_and_nothing_is_saved(
    wrong: dict[str, Any], words: str, ada: Applicant, ada_client: Client
) -> None:
    before = choices(ada)
    page = send_only(ada_client, "/reminders/", "", CHOSEN | wrong)
    assert page.status_code == 422
    assert words in page.text
    assert "Nothing was saved" in page.text
    assert choices(ada) == before


def test_a_zone_of_an_old_spelling_stays_when_the_rest_is_saved(ada: Applicant, ada_client: Client) -> None:
    Applicant.objects.update(time_zone="US/Eastern")
    assert send_only(ada_client, "/reminders/", "", CHOSEN | {"time_zone": "US/Eastern"}).status_code == 302
    assert choices(ada)["time_zone"] == "US/Eastern"


def test_the_link_shows_a_button_and_changes_nothing_until_it_is_pressed(ada: Applicant) -> None:
    address = f"/reminders/unsubscribe/{token_for(ada)}/"
    page = Client().get(address)
    assert "Stop the emails" in page.text
    assert ada.user.email not in page.text
    assert "no-store" in page["Cache-Control"]
    assert choices(ada)["has_digest"] is True
    assert "The reminders are off" in Client().post(address).text
    assert choices(ada)["has_digest"] is False
    assert "The reminders are off" in Client().get(address).text


@pytest.mark.parametrize("token", ["1", "1:abc", "%00", "x" * 500])
def test_a_forged_link_is_missing(token: str, ada: Applicant) -> None:
    assert Client().get(f"/reminders/unsubscribe/{token}/").status_code == 404
    assert Client().post(f"/reminders/unsubscribe/{token}/").status_code == 404
    assert choices(ada)["has_digest"] is True


def test_no_other_view_of_ours_does_without_a_csrf_token() -> None:
    def exempt(resolver: URLResolver) -> set[str]:
        found: set[str] = set()
        for part in resolver.url_patterns:
            if isinstance(part, URLPattern):
                ours = part.callback.__module__.split(".")[0] in ("applicants", "programs", "usce_portal")
                found |= {part.name} if ours and getattr(part.callback, "csrf_exempt", False) else set()
            else:
                found |= exempt(part)
        return found

    assert exempt(get_resolver()) == EXEMPT
