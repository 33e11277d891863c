"""A waived letter gives its applicant not one byte, on any route, in the export, for ever."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from applicants.agenda.digests import token_for
from applicants.alerts.mailing import token_for as alert_token
from applicants.applications.creation import shortlist
from applicants.applications.sending import note_sent
from applicants.documents.orphans import sweep_files
from applicants.letters.writer_links import create_link
from applicants.models import (
    Applicant,
    FileAccess,
    Letter,
    LetterFile,
    LetterLink,
    Mail,
    ResidencyProgram,
    User,
)
from applicants.privacy import erasing
from programs.feedback.links import PROPOSALS, REPORTS
from programs.models import CatalogImport, Program
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import stored
from tests.applicants.letters.conftest import MARKER, Say, pdf_of
from tests.factories import (
    make_advisor,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_plan,
    make_program,
    make_rotation,
    make_search,
    make_superuser,
    make_template,
)
from tests.routes import ROUTES

pytestmark = pytest.mark.django_db
LONG_AGO = 1_000_000_000


def everything(answer: Any) -> Iterator[bytes]:
    """Yield the headers and the body of an answer, and what is inside a zip."""
    yield str(answer.headers).encode()
    raw = b"".join(answer)
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)


def secrets_of(file: LetterFile) -> list[bytes]:
    """Return what stands for a letter's content: its marker, its hash, where it is kept."""
    return [MARKER.encode(), file.sha256.encode(), file.path.encode(), file.path[3:].encode()]


@pytest.fixture
def rows(ada: Applicant, handed: Letter) -> dict[str, Any]:
    """What every address of the matrix is filled with, about ada's sealed letter."""
    program = Program.objects.get(pk=make_program().pk)
    application, _ = shortlist(ada, Program.objects.for_reading().get(pk=program.pk))
    application.alternatives.create(starts_on="2027-01-01", ends_on="2027-01-02")
    application.payments.create(what="Fee", amount_usd=1)
    application.checklist.create(label="Photo")
    handed.questions.create(text="When?")
    note_sent(application, [make_document(ada).current], application.today)
    return {
        "contact": make_contact(ada),
        **make_plan(ada, application),
        **make_rotation(ada),
        "search": make_search(ada),
        "alert_token": alert_token(ada),
        "outreach": make_outreach(ada),
        "template": make_template(ada),
        "sent": application.sent_files.get(),
        "program": program,
        "version": program.changes.get(),
        "report_token": REPORTS.sign("1"),
        "proposal_token": PROPOSALS.sign("1"),
        "catalog_import": CatalogImport.objects.create(header=["Host"], status="previewed"),
        "curator": ada.user,
        "kind": ContentType.objects.get_for_model(Program),
        "ada": ada,
        "token": token_for(ada),
        "application": application,
        "move": application.moves.last(),
        "alternative": application.alternatives.get(),
        "payment": application.payments.get(),
        "requirement": application.checklist.get(),
        "document": make_document(ada),
        "immunization": ada.immunizations.create(what="mmr", on="2026-01-01"),
        "letter": handed,
        "question": handed.questions.get(),
        "writer_token": create_link(handed),
        "residency_program": ResidencyProgram.objects.create(applicant=ada, name="Mercy", match_year=2027),
    }


def test_no_route_gives_the_applicant_any_of_it(ada_client: Client, rows: dict[str, Any]) -> None:
    secrets = secrets_of(LetterFile.objects.get())
    leaks, seen = [], 0
    for name, (address, _) in ROUTES.items():
        for query in ("", f"?q={MARKER}"):
            answer = ada_client.get(address.format(**rows) + query)
            texts = [text.replace(f"?q={MARKER}".encode(), b"") for text in everything(answer)]
            asked = texts if not query else [text for text in texts if MARKER.encode() not in text]
            leaks += [(name, secret) for text in asked for secret in secrets if secret in text]
            seen += answer.status_code == 200
    assert leaks == []
    assert seen > 80


def test_the_measure_finds_what_is_not_sealed(
    ada: Applicant, ada_client: Client, letter: Letter, say: Say
) -> None:
    Letter.objects.filter(pk=letter.pk).update(waiver="not_waived")
    say("hand_over", file=pdf_of())
    answer = ada_client.get(f"/letters/{letter.pk}/file/")
    assert MARKER.encode() in b"".join(everything(answer))
    assert MARKER.encode() in b"".join(everything(ada_client.get("/me/export.zip")))


def test_the_export_says_that_it_is_there_and_no_more(ada_client: Client, handed: Letter) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(ada_client.get("/me/export.zip")))) as archive:
        names = archive.namelist()
        row = json.loads(archive.read("applicants.letterfile.json"))[0]
    assert [name for name in names if name.startswith("files/")] == []
    hidden = "(secret, not exported)"
    assert {name: row[name] for name in ("letter", "is_sealed", "path", "size", "sha256")} == {
        "letter": str(handed.pk),
        "is_sealed": True,
        "path": hidden,
        "size": hidden,
        "sha256": hidden,
    }


def test_a_letter_stays_sealed_whatever_its_waiver_says_later(ada_client: Client, handed: Letter) -> None:
    Letter.objects.filter(pk=handed.pk).update(waiver="not_waived", waiver_fixed_at=None)
    assert ada_client.get(f"/letters/{handed.pk}/file/").status_code == 404
    assert MARKER.encode() not in b"".join(everything(ada_client.get("/me/export.zip")))


def test_what_was_not_waived_is_the_applicant_s_and_nobody_else_s(
    ada_client: Client, obi_client: Client, letter: Letter, say: Say
) -> None:
    Letter.objects.filter(pk=letter.pk).update(waiver="not_waived")
    say("hand_over", file=pdf_of())
    address = f"/letters/{letter.pk}/file/"
    answer = ada_client.get(address)
    assert b"".join(answer) == pdf_of().read()
    assert answer["Content-Disposition"] == 'attachment; filename="Letter from Dr. House.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert obi_client.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    log = FileAccess.objects.values_list("name", "action", "by__email")
    assert list(log) == [
        ("Letter from Dr. House", "downloaded", "ada@example.org"),
        ("Letter from Dr. House", "uploaded", None),
    ]


def test_the_link_never_gives_the_letter_back(say: Say, handed: Letter, address: str) -> None:
    again = f"/letter/{create_link(handed)}/"
    for path in (address, again, f"{again}documents/{handed.pk}/", f"{again}file/"):
        assert MARKER.encode() not in b"".join(everything(Client().get(path)))


def named_reader(email: str) -> User:
    """Return staff who were given the permission by name."""
    reader = make_advisor(email)
    group = Group.objects.create(name="Letter readers")
    group.permissions.add(Permission.objects.get(codename="open_handed_letter"))
    reader.groups.add(group)
    return reader


def opened_by(user: User, letter: Letter) -> int:
    """Return the status that somebody gets for a letter's file."""
    client = Client()
    client.force_login(user)
    answer = client.get(f"/letters/{letter.pk}/file/")
    b"".join(answer)
    return answer.status_code


def test_only_staff_with_the_permission_by_name_open_it(handed: Letter) -> None:
    assert opened_by(make_advisor("cora@example.org"), handed) == 404
    assert opened_by(make_superuser("root@example.org"), handed) == 404
    assert opened_by(named_reader("rita@example.org"), handed) == 200
    log = FileAccess.objects.values_list("applicant__user__email", "name", "action", "by__email")
    assert list(log) == [
        ("ada@example.org", "Letter from Dr. House", "downloaded", "rita@example.org"),
        ("ada@example.org", "Letter from Dr. House", "uploaded", None),
    ]


def test_the_permission_opens_nothing_without_a_second_step_or_as_no_staff(handed: Letter) -> None:
    reader = named_reader("rita@example.org")
    User.objects.filter(pk=reader.pk).update(is_staff=False)
    assert opened_by(User.objects.get(pk=reader.pk), handed) == 404
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    reader.authenticator_set.all().delete()
    assert opened_by(User.objects.get(pk=reader.pk), handed) == 404


def test_the_permission_does_not_open_one_s_own_sealed_letter(ada: Applicant, handed: Letter) -> None:
    reader = named_reader("rita@example.org")
    for group in reader.groups.all():
        ada.user.groups.add(group)
    User.objects.filter(pk=ada.user_id).update(is_staff=True)
    assert opened_by(User.objects.get(pk=ada.user_id), handed) == 404


def test_nobody_else_reads_a_letter_or_its_file(obi_client: Client, handed: Letter) -> None:
    for path in ("", "edit/", "file/", "delete/"):
        assert obi_client.get(f"/letters/{handed.pk}/{path}").status_code == 404


def test_no_letter_is_in_the_admin() -> None:
    registered = {model._meta.model_name for model in admin.site._registry}  # noqa: SLF001 - Django's own
    every = {model._meta.model_name for model in apps.get_app_config("applicants").get_models()}
    private = {name for name in every if "letter" in name} | {"assignment", "residencyprogram"}
    assert len(private) == 9
    assert registered & private == set()


def test_mails_and_logs_hold_nothing_of_it(
    handed: Letter, say: Say, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    caplog.set_level("DEBUG")
    again = create_link(handed)
    Client().get(f"/letter/{again}/")
    say("question", address=f"/letter/{again}/", text="zebra question")
    written = " ".join(f"{mail.subject} {mail.text}" for mail in Mail.objects.all())
    assert Mail.objects.count() == 2
    for secret in (MARKER, "zebra", "Dr. House", token, again):
        assert secret not in written


def test_after_erasure_no_byte_is_left(
    *,
    ada_client: Client,
    obi: Applicant,
    handed: Letter,
    private_dir: Path,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "empty_log", lambda: None)  # it needs a commit, and a test has none
    make_letter(obi)
    assert len(stored(private_dir)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        ada_client.post("/me/delete/", {"proof": "correct horse"})
    assert stored(private_dir) == []
    assert (Letter.objects.count(), LetterFile.objects.count(), LetterLink.objects.count()) == (1, 0, 0)


def test_a_deleted_letter_takes_its_file_along(
    ada_client: Client, handed: Letter, private_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ada_client.post(f"/letters/{handed.pk}/delete/")
    assert stored(private_dir) == []
    assert Letter.objects.count() == 0


def test_the_sweep_knows_letters(handed: Letter, private_dir: Path) -> None:
    (private_dir / "ab").mkdir(exist_ok=True)
    (private_dir / "ab" / "orphan").write_bytes(parts.pdf())
    for path in stored(private_dir):
        os.utime(path, (LONG_AGO, LONG_AGO))
    assert sweep_files() == 1
    assert [path.name for path in stored(private_dir)] == [LetterFile.objects.get().path[3:]]
