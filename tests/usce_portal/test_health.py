"""What a load balancer asks."""

import tomllib

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from applicants.mail.rounds import note_round
from usce_portal import __version__


@pytest.mark.django_db
def test_the_process_lives_and_asks_no_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        200,
        b"ok\nversion 0.2.0\n",
        "text/plain",
    )


@pytest.mark.django_db
def test_it_is_ready_with_a_migrated_database_and_says_how_mail_goes(client: Client) -> None:
    note_round("mail", timezone.now())
    answer = client.get("/readyz")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    lines = answer.content.decode().splitlines()
    assert (lines[0], lines[1][:16], lines[2]) == ("ready", "mail: last round", "digests: no round yet, late")
    assert lines[-1] == "outbox: 0 due, the oldest for 0 s, 0 given up"


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_is_missing(client: Client) -> None:
    last = MigrationRecorder(connection).migration_qs.filter(app="programs").latest("id")
    MigrationRecorder(connection).record_unapplied(last.app, last.name)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")
    MigrationRecorder(connection).record_applied(last.app, last.name)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_migrated_database_is_asked_little_the_next_time(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/readyz")
    with django_assert_num_queries(2):
        client.get("/readyz")


@pytest.mark.django_db
def test_a_mistake_of_ours_is_no_outage(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyError("missing")

    monkeypatch.setattr("usce_portal.health.report", fail)
    with pytest.raises(KeyError, match="missing"):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_both_only_answer_questions(address: str, client: Client) -> None:
    assert (client.head(address).status_code, client.head(address).content) == (200, b"")
    assert client.post(address).headers["Allow"] == "GET, HEAD"


def test_the_version_is_one(client: Client, db: None) -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert f"## {__version__}" in (settings.BASE_DIR / "CHANGELOG.md").read_text()
    assert f"Version {__version__}" in client.get("/").content.decode()
