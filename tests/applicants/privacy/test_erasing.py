"""A deleted account leaves nothing: not in any table, nor in the files of SQLite."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from applicants.mail.models import Mail
from applicants.models import Applicant, User
from applicants.privacy.erasing import empty_log
from programs.models import Change, Program
from tests.applicants.privacy.factories import make_marked, rows_of
from tests.factories import make_advisor, make_program

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
ROOT = Path(settings.BASE_DIR)


def dump() -> str:
    """Return every row of every table as one text, in lower case."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            lines += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(lines).lower()


def logged_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "1"})
    client.force_login(user)
    return client


def delete(client: Client, proof: str = PASSWORD) -> HttpResponse:
    return client.post("/me/delete/", {"proof": proof})


@pytest.fixture
def people(outbox: None) -> tuple[User, User]:
    """Ada and Obi, each with a row in every table."""
    make_program()
    return make_marked("ada@example.org", "ADA"), make_marked("obi@example.org", "OBI")


def test_no_table_knows_the_account_any_more(people: tuple[User, User]) -> None:
    ada, obi = people
    Mail.objects.create(to=ada.email.upper(), subject="ADA-stray", text="ADA-text")
    client = logged_in(ada)
    before, of_obi = dump(), rows_of(obi)
    assert before.count("ada-") > 40
    assert delete(client).headers["Location"] == "/"
    after = dump()
    assert [line for line in after.splitlines() if "ada-" in line] == []
    assert after.count("obi-") == before.count("obi-")
    assert rows_of(obi) == of_obi


def test_the_shared_catalog_stays(people: tuple[User, User]) -> None:
    before = Program.objects.count()
    delete(logged_in(people[0]))
    assert Program.objects.count() == before > 0


def test_every_session_of_the_account_ends_and_no_other(
    applicant: User, other_applicant: User, log_in: Callable[..., HttpResponse]
) -> None:
    here, there, stranger = Client(), Client(), Client()
    for client in (here, there):
        log_in(client, "ada@example.org")
    log_in(stranger, "obi@example.org")
    delete(here)
    owners = [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]
    assert owners == [str(other_applicant.pk)]
    assert [client.get("/me/").status_code for client in (here, there, stranger)] == [302, 302, 200]


def test_a_log_in_that_waits_for_its_second_step_ends_too(
    curator: User, log_in: Callable[..., HttpResponse]
) -> None:
    User.objects.filter(pk=curator.pk).update(is_staff=False)
    waiting, inside = Client(), Client()
    log_in(waiting, "cora@example.org")
    inside.force_login(User.objects.get(pk=curator.pk))
    assert Session.objects.count() == 2
    delete(inside)
    assert Session.objects.count() == 0


def test_a_session_cookie_of_a_deleted_account_is_worth_nothing(applicant: User) -> None:
    client = logged_in(applicant)
    key = client.session.session_key
    delete(client)
    client.cookies["sessionid"] = key
    assert client.get("/me/").status_code == 302


def test_counters_of_the_account_go_and_those_of_others_stay(
    applicant: User, other_applicant: User, log_in: Callable[..., HttpResponse]
) -> None:
    for email in ("ada@example.org", "obi@example.org"):
        log_in(Client(), email, "wrong")
    client = logged_in(applicant)
    EmailAddress.objects.create(user=applicant, email="obi@example.org")
    counted = counters()
    delete(client)
    gone = counted - counters()
    assert len(gone) == 1
    assert len([key for key in counters() if "login_failed:5" in key]) == 1


def counters() -> set[str]:
    """Return the keys in the cache that count by account, not by network."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        return {key for (key,) in cursor.fetchall() if ":ip:" not in key and not key.endswith(":lock")}


def test_what_an_advisor_did_to_the_catalog_stays_without_the_name() -> None:
    advisor = make_advisor("cora@example.org")
    program = make_program()
    Change.objects.create(program=program, by=advisor, action="edited")
    User.objects.filter(pk=advisor.pk).update(is_staff=False)
    assert delete(logged_in(User.objects.get(pk=advisor.pk))).status_code == 302
    assert Change.objects.filter(program=program, by=None).exists()


def test_no_mail_is_left_or_written(applicant: User, outbox: None) -> None:
    delete(logged_in(applicant))
    assert Mail.objects.count() == 0


def test_the_address_can_sign_up_anew(
    applicant: User, sign_up: Callable[..., HttpResponse], outbox: None
) -> None:
    delete(logged_in(applicant))
    sign_up(Client(), "ada@example.org")
    assert User.objects.filter(email="ada@example.org").exists()
    assert Applicant.objects.count() == 0


def test_cached_things_of_no_account_stay(applicant: User) -> None:
    cache.set("ours", 1)
    delete(logged_in(applicant))
    assert cache.get("ours") == 1


IN_A_FILE = """
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
call_command("migrate", verbosity=0)
from tests.applicants.privacy.factories import make_marked
from tests.factories import make_program
make_program()
ada, obi = make_marked("ada@example.org", "ADA"), make_marked("obi@example.org", "OBI")
client = Client()
client.force_login(ada)
var = Path(settings.VAR_DIR)
def hits(word):
    return sum(path.read_bytes().lower().count(word) for path in var.glob("db.sqlite3*"))
print(hits(b"ada-") > 40)
print(client.post("/me/delete/", {"proof": "correct horse"}).status_code)
print(hits(b"ada-"), hits(b"obi-") > 40, (var / "db.sqlite3-wal").stat().st_size)
"""


def test_the_files_of_sqlite_forget_too(tmp_path: Path) -> None:
    env = os.environ | {"PORTAL_ENV": "development", "PORTAL_VAR": str(tmp_path), "DATABASE_URL": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    del env["DATABASE_URL"]
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", IN_A_FILE]
    shown = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert shown.stdout.splitlines() == ["True", "302", "0 True 0"], shown.stderr


def test_only_sqlite_has_a_log_to_empty(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with django_assert_num_queries(0):
        empty_log()
