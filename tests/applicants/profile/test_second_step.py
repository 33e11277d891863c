"""What a second step keeps secret is encrypted in the database, under a key that can be changed."""

import json
from collections.abc import Callable
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from applicants.demo import log_in_lines
from applicants.models import User
from applicants.profile.cleanup import tidy
from applicants.profile.second_step import (
    PURPOSE,
    UNREADABLE,
    UnreadableSecretError,
    decrypt,
    encrypt,
    encrypt_anew,
    fernet_of,
)
from tests.factories import TOTP_SECRET, totp_code

pytestmark = pytest.mark.django_db
Act = Callable[..., HttpResponse]
SEED = "0123456789abcdef" * 5
migration = import_module("applicants.migrations.0013_encrypt_totp_secrets")


@pytest.fixture
def stored(curator: User) -> Callable[[], dict[str, str]]:
    """An advisor with an app and recovery codes; return what the database holds of each."""
    RecoveryCodes.activate(curator)

    def raw() -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT type, data FROM mfa_authenticator ORDER BY type DESC")
            return {kind: data if isinstance(data, str) else json.dumps(data) for kind, data in cursor}

    return raw


def in_the_clear() -> None:
    """Store both as an earlier version did."""
    for kind, part, text in (("totp", "secret", TOTP_SECRET), ("recovery_codes", "seed", SEED)):
        one = Authenticator.objects.get(type=kind)
        one.data[part] = text
        one.save()


def second_step(client: Client, code: str) -> HttpResponse:
    return client.post("/accounts/2fa/authenticate/", {"code": code})


def codes() -> list[str]:
    return Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()


def change_key(settings: Settings, *fallbacks: str) -> str:
    """Change SECRET_KEY; return the one before."""
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, list(fallbacks)
    return before


# Texts


@given(st.text())
def test_each_text_comes_back_and_is_not_to_be_seen(text: str) -> None:
    kept = encrypt(text)
    assert decrypt(kept) == text
    assert kept.startswith("fernet:")
    assert encrypt(text) != kept


def test_keys_and_their_ids_differ() -> None:
    marks = {fernet_of(key, PURPOSE)[0] for key in ("one", "two", "three")}
    assert len(marks) == 3
    assert {len(mark) for mark in marks} == {len("fernet:01234567:")}


def test_what_somebody_has_changed_is_not_read() -> None:
    mark, _ = fernet_of("x", PURPOSE)
    kept = encrypt("text")
    for forged in (kept[:-4] + "AAAA", mark + kept.rpartition(":")[2], "fernet:", "fernet:zebra:x"):
        with pytest.raises(UnreadableSecretError):
            decrypt(forged)


# Rows


def test_no_secret_is_in_the_clear(stored: Callable[[], dict[str, str]]) -> None:
    seed = decrypt(Authenticator.objects.get(type="recovery_codes").data["seed"])
    assert [TOTP_SECRET in stored()["totp"], seed in stored()["recovery_codes"]] == [False, False]
    assert [data.count("fernet:") for data in stored().values()] == [1, 1]


def test_rows_of_an_earlier_version_work_and_are_encrypted_by_the_migration(
    stored: Callable[[], dict[str, str]], curator: User, log_in: Act
) -> None:
    in_the_clear()
    before = codes()
    client = Client()
    log_in(client, curator.email)
    assert second_step(client, totp_code()).status_code == 302
    migration.encrypt(apps, None)
    assert [data.count("fernet:") for data in stored().values()] == [1, 1]
    assert codes() == before
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == TOTP_SECRET


def test_the_migration_can_be_taken_back(stored: Callable[[], dict[str, str]]) -> None:
    in_the_clear()
    before = stored()
    migration.encrypt(apps, None)
    migration.decrypt(apps, None)
    assert stored() == before


def test_used_recovery_codes_stay_used(curator: User, settings: Settings) -> None:
    step = RecoveryCodes.activate(curator)
    first, *others = step.generate_codes()
    assert step.validate_code(first) is True
    change_key(settings, settings.SECRET_KEY)
    assert encrypt_anew(Authenticator.objects.all()) == 2
    assert codes() == others


# A key that changes


def test_a_fallback_reads_and_tidying_encrypts_anew(
    stored: Callable[[], dict[str, str]], settings: Settings
) -> None:
    before = codes()
    change_key(settings, settings.SECRET_KEY)
    assert codes() == before
    tidy()
    assert encrypt_anew(Authenticator.objects.all()) == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert codes() == before
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == TOTP_SECRET


def test_without_its_key_a_second_step_refuses_with_a_sentence(
    stored: Callable[[], dict[str, str]], settings: Settings, curator: User, log_in: Act
) -> None:
    recovery = codes()[0]
    before = change_key(settings)
    for code in (totp_code(), recovery):
        client = Client()
        log_in(client, curator.email)
        answer = second_step(client, code)
        assert answer.status_code == 200
        assert UNREADABLE in answer.text.replace("&#x27;", "'")
        assert client.get("/dashboard/").status_code == 302
    settings.SECRET_KEY_FALLBACKS = [before]
    assert second_step(client, recovery).status_code == 302


def test_what_no_key_reads_is_left_until_the_key_comes_back(
    stored: Callable[[], dict[str, str]], settings: Settings
) -> None:
    kept = stored()
    change_key(settings)
    assert encrypt_anew(Authenticator.objects.all()) == 0
    assert stored() == kept


@pytest.mark.parametrize("name", ["", "generate/", "download/"])
def test_pages_of_lost_recovery_codes_say_what_to_do(
    name: str, stored: Callable[[], dict[str, str]], settings: Settings, curator: User, log_in: Act
) -> None:
    client = Client()
    log_in(client, curator.email)
    second_step(client, totp_code())
    client.post("/accounts/reauthenticate/", {"password": "correct horse"})
    one = Authenticator.objects.get(type="recovery_codes")
    one.data["seed"] = "fernet:00000000:x"
    one.save()
    answer = client.get(f"/accounts/2fa/recovery-codes/{name}", follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert UNREADABLE in answer.text.replace("&#x27;", "'")


def test_the_demo_says_it_too(
    stored: Callable[[], dict[str, str]], settings: Settings, curator: User
) -> None:
    change_key(settings)
    assert list(log_in_lines(curator))[1:] == [f"    {UNREADABLE}"] * 2


def test_a_new_app_is_encrypted_with_the_newest_key(settings: Settings, applicant: User) -> None:
    change_key(settings, settings.SECRET_KEY)
    mark, _ = fernet_of(settings.SECRET_KEY, PURPOSE)
    assert TOTP.activate(applicant, TOTP_SECRET).instance.data["secret"].startswith(mark)
