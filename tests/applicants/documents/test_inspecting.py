"""What strangers send is looked into elsewhere; what that cannot bear is refused in words."""

from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.documents import inspecting
from applicants.documents.checking.faults import BROKEN, RefusedError
from applicants.models import DocumentVersion, RateCount
from programs import sandbox
from tests.applicants.documents import corpus_files as parts
from tests.applicants.documents.conftest import Post


def test_an_honest_file_gets_its_type() -> None:
    assert inspecting.inspect(SimpleUploadedFile("cv.pdf", parts.pdf())) == "application/pdf"


def test_what_the_check_says_comes_back_in_its_words() -> None:
    with pytest.raises(RefusedError) as error:
        inspecting.inspect(SimpleUploadedFile("cv.pdf", b"%PDF-1.7 nothing"))
    assert error.value.messages == [BROKEN]


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (sandbox.StoppedError, (422, None, 1, inspecting.TOO_MUCH)),
        (sandbox.BusyError, (503, "10", 0, inspecting.BUSY)),  # sent again, it may be taken
    ],
)
@pytest.mark.django_db
def test_a_file_that_gets_no_answer_is_refused_beside_the_form(
    upload: Post,
    ada_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    answer: tuple[int, str | None, int, str],
) -> None:
    monkeypatch.setattr(sandbox, "run", Mock(side_effect=error))
    page = upload(ada_client)
    fault = page.context_data["form"].errors["file"][0]
    assert (page.status_code, page.get("Retry-After"), RateCount.objects.get().count, fault) == answer
    assert DocumentVersion.objects.count() == 0
