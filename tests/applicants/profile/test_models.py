"""Accounts: the email address is the log-in, whatever its case, and nobody has it twice."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import Client

from applicants.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


@pytest.mark.parametrize("written", ["ada@example.org", "Ada@Example.ORG", "ADA@EXAMPLE.ORG"])
def test_the_case_of_the_address_is_no_matter_at_log_in(written: str, applicant: User) -> None:
    assert authenticate(email=written, password=PASSWORD) == applicant
    assert authenticate(username=written, password=PASSWORD) == applicant
    assert User.objects.get_by_natural_key(written) == applicant
    assert Client().login(username=written, password=PASSWORD) is True


def test_neither_another_password_nor_another_address_logs_in(applicant: User, other_applicant: User) -> None:
    assert authenticate(email="ada@example.org", password="Correct horse") is None
    assert authenticate(email="ada@example.or", password=PASSWORD) is None
    assert authenticate(email="%@example.org", password=PASSWORD) is None
    assert authenticate(email="obi@example.org", password=PASSWORD) == other_applicant


def test_an_inactive_account_does_not_log_in(applicant: User) -> None:
    applicant.is_active = False
    applicant.save()
    assert authenticate(email="ada@example.org", password=PASSWORD) is None


def test_an_address_is_kept_in_lower_case() -> None:
    assert User.objects.create_user("Ada.L@Example.ORG", PASSWORD).email == "ada.l@example.org"


@pytest.mark.parametrize("written", ["ada@example.org", "ADA@example.org", "Ada@Example.org"])
def test_an_address_is_taken_whatever_its_case(written: str, applicant: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(written, PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=written)])
    assert User.objects.count() == 1


@pytest.mark.parametrize("email", ["", None])
def test_a_user_needs_an_address(email: str | None) -> None:
    with pytest.raises(ValueError, match=r"^A user needs an email address\.$"):
        User.objects.create_user(email, PASSWORD)
    with pytest.raises(ValueError, match="email"):
        User.objects.create_superuser(email, PASSWORD)
    assert User.objects.count() == 0


def test_a_user_without_a_password_cannot_log_in() -> None:
    user = User.objects.create_user("ada@example.org")
    assert user.has_usable_password() is False
    assert authenticate(email="ada@example.org", password="") is None


def test_a_password_is_kept_as_a_hash(applicant: User) -> None:
    assert PASSWORD not in applicant.password
    assert applicant.check_password(PASSWORD) is True


def test_rights_of_applicants_advisors_and_superusers(applicant: User, curator: User) -> None:
    root = User.objects.create_superuser("root@example.org", PASSWORD)
    rights = [(user.is_staff, user.is_superuser) for user in (applicant, curator, root)]
    assert rights == [(False, False), (True, False), (True, True)]


def test_advisors_are_active_staff(applicant: User, curator: User) -> None:
    User.objects.create_user("gone@example.org", is_staff=True, is_active=False)
    assert list(User.objects.advisors()) == [curator]


@pytest.mark.parametrize(("name", "shown"), [("", "ada@example.org"), ("Ada L.", "Ada L.")])
def test_a_user_is_shown_by_name_or_else_by_address(name: str, shown: str) -> None:
    user = User(email="ada@example.org", name=name)
    assert (str(user), user.get_full_name(), user.get_short_name()) == (shown, shown, shown)
