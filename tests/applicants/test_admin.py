"""In the admin advisors see nobody's private rows, and superusers see no secrets."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client

from applicants.models import User
from tests.applicants.privacy.factories import make_marked
from tests.factories import TOTP_SECRET, make_program, make_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def root_client() -> Client:
    """A superuser's browser."""
    client = Client()
    client.force_login(make_superuser("root@example.org"))
    return client


@pytest.fixture
def marked() -> User:
    """An applicant with a row in every table."""
    make_program()
    return make_marked("ada@example.org", "ADA")


def test_private_models_are_not_in_the_admin() -> None:
    shown = {model._meta.label for model in admin.site._registry if model._meta.app_label != "programs"}  # noqa: SLF001
    accounts = {"applicants.User", "auth.Group", "account.EmailAddress", "mfa.Authenticator"}
    curated = {
        *("DocumentKind", "EntryRule", "ImmunizationSection", "OutreachSample", "Season", "StageAdvice"),
    }
    assert shown == accounts | {f"applicants.{name}" for name in curated}


ACCOUNT_PAGES = ["applicants/user/", "account/emailaddress/", "mfa/authenticator/", "auth/group/"]


@pytest.mark.parametrize("page", ACCOUNT_PAGES)
def test_an_advisor_is_refused_and_a_superuser_not(
    page: str, curator_client: Client, root_client: Client
) -> None:
    statuses = [client.get(f"/admin/{page}").status_code for client in (curator_client, root_client)]
    assert statuses == [403, 200]


def test_nothing_of_an_applicant_reaches_an_advisors_admin(marked: User, curator_client: Client) -> None:
    for page in ("", "programs/", "programs/program/", "programs/host/"):
        assert "ada-" not in curator_client.get(f"/admin/{page}").content.decode().lower()


def test_a_superuser_sees_accounts_but_neither_secrets_nor_private_work(
    marked: User, root_client: Client
) -> None:
    factor = Authenticator.objects.get(user=marked)
    factor.data = {"secret": TOTP_SECRET}
    factor.save()
    pages = [
        f"applicants/user/{marked.pk}/change/",
        f"mfa/authenticator/{factor.pk}/change/",
        "mfa/authenticator/",
        f"account/emailaddress/{EmailAddress.objects.first().pk}/change/",
    ]
    shown = "".join(root_client.get(f"/admin/{page}").content.decode() for page in pages)
    assert TOTP_SECRET not in shown
    assert marked.password not in shown
    assert "ADA-school" not in shown
    assert "ada-ada@example.org" in shown


def test_a_superuser_takes_a_lost_factor_away(marked: User, root_client: Client) -> None:
    factor = Authenticator.objects.get(user=marked)
    root_client.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(user=marked).exists()
