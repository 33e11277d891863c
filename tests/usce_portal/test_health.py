"""What a load balancer asks."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries


@pytest.mark.django_db
def test_the_process_lives_and_asks_no_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")


@pytest.mark.django_db
def test_it_is_ready_with_a_migrated_database(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ready\n", "text/plain")


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_is_missing(client: Client) -> None:
    last = MigrationRecorder(connection).migration_qs.filter(app="programs").latest("id")
    MigrationRecorder(connection).record_unapplied(last.app, last.name)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")
    MigrationRecorder(connection).record_applied(last.app, last.name)
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_both_only_answer_questions(address: str, client: Client) -> None:
    assert (client.head(address).status_code, client.head(address).content) == (200, b"")
    assert client.post(address).headers["Allow"] == "GET, HEAD"
