"""The documents in a bucket that speaks S3, on a server of the test's own: nothing in it is public."""

import datetime
import hashlib
import io
import json
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from applicants.documents.bucket import BucketStorage
from applicants.documents.storage import PrivateStorage, StorageAwayError, new_path
from applicants.letters.writer_links import create_link
from applicants.models import Applicant, Document, DocumentVersion, LetterFile
from applicants.privacy import erasing
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post, stored
from tests.factories import make_letter
from usce_portal import environment

KEYS = {"aws_access_key_id": "portal", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server on this machine; its address."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty bucket, which the environment names."""
    name = f"documents-{uuid.uuid4().hex}"
    made = boto3.resource("s3", endpoint_url=f"http://{server}", **KEYS).create_bucket(Bucket=name)
    monkeypatch.setenv("FILES_URL", f"s3+http://portal:secret@{server}/{name}")
    settings.STORAGES = settings.STORAGES | {
        "private": environment.private_storage(environment.environ.Env())
    }
    return made


def keys(bucket: Any) -> list[str]:
    """Return the names of all objects."""
    return [found.key for found in bucket.objects.all()]


@pytest.mark.django_db
def test_files_go_into_the_bucket_and_come_out_of_our_own_view(
    upload: Post, ada_client: Client, obi_client: Client, bucket: Any, private_dir: Path
) -> None:
    body = parts.picture("PNG", (900, 900))
    upload(ada_client, name="scan.png", body=body)
    version = DocumentVersion.objects.get()
    assert keys(bucket) == [version.path]
    assert bucket.Object(version.path).get()["Body"].read() == body
    assert version.sha256 == hashlib.sha256(body).hexdigest()
    assert stored(private_dir) == []
    address = f"/documents/{version.document_id}/download/"
    answer = ada_client.get(address)
    assert b"".join(answer) == body
    assert (answer.headers["Content-Disposition"], answer.headers["Cache-Control"]) == (
        'attachment; filename="scan.png"',
        "private, no-store",
    )
    assert answer.headers["Content-Length"] == str(len(body))
    assert obi_client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_letter_from_its_writer_goes_into_the_bucket_too(
    ada: Applicant, ada_client: Client, settings: Settings, bucket: Any, private_dir: Path
) -> None:
    letter, body = make_letter(ada, waiver="not_waived"), parts.pdf()
    address = f"/letter/{create_link(letter)}/"
    for scanner, status, files in ((["false"], 422, 0), (["true"], 200, 1)):
        settings.UPLOAD_SCAN_COMMAND = scanner
        file = SimpleUploadedFile("letter.pdf", body, "application/pdf")
        assert Client().post(address, {"act": "hand_over", "file": file}).status_code == status
        assert len(keys(bucket)) == files
    row = LetterFile.objects.get()
    assert (keys(bucket), row.sha256) == ([row.path], hashlib.sha256(body).hexdigest())
    assert b"".join(ada_client.get(f"/letters/{letter.pk}/file/")) == body
    assert stored(private_dir) == []


@pytest.mark.django_db
def test_objects_have_no_address_and_no_public_access(upload: Post, ada_client: Client, bucket: Any) -> None:
    upload(ada_client)
    (key,) = keys(bucket)
    grants = bucket.Object(key).Acl().grants
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}
    with pytest.raises(ValueError, match="no address"):
        PrivateStorage().url(key)


@pytest.mark.django_db
def test_a_large_upload_is_one_object(upload: Post, ada_client: Client, bucket: Any) -> None:
    body = parts.picture(size=(2600, 2600), quality=97)
    assert 3_000_000 < len(body) < 10_000_000
    assert upload(ada_client, name="photo.jpg", body=body).status_code == 302
    (key,) = keys(bucket)
    assert bucket.Object(key).get()["Body"].read() == body
    assert list(bucket.multipart_uploads.all()) == []


@pytest.mark.django_db
def test_a_missing_object_is_404(document: Document, ada_client: Client, bucket: Any) -> None:
    assert ada_client.get(f"/documents/{document.pk}/download/").status_code == 404


@pytest.mark.django_db
def test_a_deleted_document_leaves_the_bucket(
    upload: Post, ada_client: Client, bucket: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload(ada_client)
    document = Document.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        ada_client.post(f"/documents/{document.pk}/delete/")
    assert keys(bucket) == []


@pytest.mark.django_db
def test_export_and_deletion_of_an_account_reach_the_bucket(
    *,
    upload: Post,
    ada_client: Client,
    obi_client: Client,
    bucket: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "empty_log", lambda: None)  # it needs a commit, and a test has none
    upload(ada_client)
    upload(obi_client, name="obi.pdf")
    with zipfile.ZipFile(io.BytesIO(b"".join(ada_client.get("/me/export.zip")))) as archive:
        names = [name for name in archive.namelist() if name.startswith("files/")]
        assert [archive.read(name) for name in names] == [parts.pdf()]
    with django_capture_on_commit_callbacks(execute=True):
        ada_client.post("/me/delete/", {"proof": "correct horse"})
    assert keys(bucket) == [DocumentVersion.objects.get(original_name="obi.pdf").path]


@pytest.mark.django_db
def test_the_sweep_takes_old_orphans_of_the_bucket(
    upload: Post, ada_client: Client, bucket: Any, capsys: pytest.CaptureFixture
) -> None:
    upload(ada_client)
    PrivateStorage().save(new_path(), ContentFile(b"orphan"))
    call_command("sweep_files")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        call_command("sweep_files")
    assert capsys.readouterr().out == (
        "0 files without a document deleted\n1 files without a document deleted\n"
    )
    assert keys(bucket) == [DocumentVersion.objects.get().path]


@pytest.mark.django_db
def test_a_bucket_that_is_away_is_503_and_nothing_is_noted(
    upload: Post, ada_client: Client, bucket: Any, settings: Settings
) -> None:
    options = settings.STORAGES["private"]["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = settings.STORAGES | {"private": settings.STORAGES["private"] | {"OPTIONS": options}}
    ada_client.raise_request_exception = False
    answer = upload(ada_client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert Document.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "status"), [("QuotaExceeded", 507), ("AccessDenied", 503)])
def test_what_the_bucket_says_becomes_an_answer(
    *, code: str, status: int, upload: Post, ada_client: Client, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise bucket.meta.client.exceptions.ClientError({"Error": {"Code": code}}, "PutObject")

    monkeypatch.setattr("storages.backends.s3.S3Storage._save", refuse)
    ada_client.raise_request_exception = False
    assert upload(ada_client).status_code == status
    assert Document.objects.count() == 0


def test_a_bucket_that_does_not_exist_is_away(bucket: Any, settings: Settings) -> None:
    options = settings.STORAGES["private"]["OPTIONS"] | {"bucket_name": "nobody-made-this"}
    with pytest.raises(StorageAwayError, match="NoSuchBucket"):
        list(BucketStorage(**options).stored())


def test_boto_is_loaded_only_where_a_bucket_is_named() -> None:
    code = "import sys, json, django; django.setup(); from applicants.documents import views; "
    code += "print(json.dumps('boto3' in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert json.loads(found.stdout) is False
