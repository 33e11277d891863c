"""Which files make an application's pack: the checklist's order, the best file of each line, names."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from applicants.applications.choices import DocumentState
from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.packs import Pack, pack_of, sendable
from applicants.documents.collection import load_documents
from applicants.models import Applicant, Application, DocumentVersion
from tests.factories import make_application, make_document, make_kind, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    """Stand still on March 1, 2026."""
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def application(ada: Applicant) -> Application:
    """A rotation in May that asks for a CV, a TB test and an interview."""
    ada.user.name = "Ada Lovelace"
    ada.user.save()
    make_kind()
    make_kind("cv", label="CV", never_expires=True, validity_days=None)
    application = make_application(ada, starts_on="2026-05-01", ends_on="2026-05-28", host_name="Mercy")
    for code, label in (("cv", "CV"), ("interview", "Interview"), ("tb_test", "TB test")):
        application.checklist.create(code=code, label=label)
    return application


def packed(application: Application) -> Pack:
    """Return the pack as a request would find it."""
    fresh = Application.objects.for_its_pack().get(pk=application.pk)
    collection = load_documents(fresh.applicant)
    return pack_of(fresh, collection, fresh.today, verdicts_of(fresh, collection, fresh.today))


def names(application: Application) -> list[str]:
    return [one.name for one in packed(application).chosen]


def version(applicant: Applicant, code: str = "tb_test", **facts: object) -> DocumentVersion:
    return make_document(applicant, code, **facts).versions.get()


def test_files_stand_in_the_checklist_s_order_and_what_is_no_document_has_no_place(
    application: Application, ada: Applicant
) -> None:
    version(ada, issued_on="2026-02-01")
    version(ada, "cv")
    assert names(application) == ["01 CV - Lovelace, Ada.pdf", "02 TB test - Lovelace, Ada.pdf"]
    assert packed(application).missing == []


def test_what_is_missing_is_said_and_nothing_of_anybody_else_is_taken(
    application: Application, ada: Applicant, obi: Applicant
) -> None:
    version(obi, issued_on="2026-02-01")
    version(ada, "cv")
    pack = packed(application)
    assert ([one.line.code for one in pack.chosen], pack.missing) == (["cv"], [("tb_test", "TB test")])


def test_the_newest_that_is_ready_goes_along_before_the_newest(
    application: Application, ada: Applicant
) -> None:
    document = make_document(ada, issued_on="2026-02-01", original_name="ready.pdf")
    old = {"size": 1, "content_type": "application/pdf", "document": document}
    old |= {"uploaded_at": timezone.now() + datetime.timedelta(days=1)}
    DocumentVersion.objects.create(path="x", original_name="old.pdf", issued_on="2025-03-01", **old)
    assert [one.version.original_name for one in packed(application).chosen] == ["ready.pdf"]
    Application.objects.update(starts_on="2027-05-01", ends_on="2027-05-28")
    pack = packed(application)
    (one,) = pack.held_back
    assert (list(pack.chosen), pack.missing) == ([], [("cv", "CV")])
    assert (one.version.original_name, one.is_ready) == ("old.pdf", False)
    assert one.verdict.words.startswith("Your TB test expires")


def test_a_chosen_file_goes_along_whatever_it_is(application: Application, ada: Applicant) -> None:
    old = version(ada, issued_on="2025-03-01", original_name="old.pdf")
    version(ada, issued_on="2026-02-01", original_name="new.pdf")
    application.checklist.filter(code="tb_test").update(packed_version=old)
    (one,) = packed(application).chosen
    assert (one.version, one.verdict.state) == (old, "expired_before")
    old.document.delete()
    assert [one.version.original_name for one in packed(application).chosen] == ["new.pdf"]


def test_somebody_else_s_file_is_never_taken_even_if_it_is_named(
    application: Application, obi: Applicant
) -> None:
    theirs = version(obi, issued_on="2026-02-01")
    application.checklist.update(packed_version=theirs)
    pack = packed(application)
    assert (list(pack.chosen), [code for code, _ in pack.missing]) == ([], ["cv", "tb_test"])


def test_what_is_left_out_or_not_needed_is_not_missing(application: Application, ada: Applicant) -> None:
    version(ada, issued_on="2026-02-01")
    application.checklist.filter(code="tb_test").update(is_packed=False)
    application.checklist.filter(code="cv").update(state=DocumentState.NOT_NEEDED)
    pack = packed(application)
    assert (pack.files, pack.missing, [line.code for line in pack.left_out]) == ([], [], ["tb_test"])


def test_of_alternatives_the_ready_one_goes_along(ada: Applicant) -> None:
    application = make_application(ada, starts_on="2026-05-01", ends_on="2026-05-28")
    for code in ("toefl", "ielts"):
        make_kind(code, label=code.upper(), validity_days=730)
        application.checklist.create(code=code, label=code.upper(), any_of="English")
    assert packed(application).missing == [("toefl", "One of: TOEFL, IELTS")]
    version(ada, "toefl", issued_on="2020-01-01")
    assert [one.line.code for one in packed(application).held_back] == ["toefl"]
    version(ada, "ielts", issued_on="2026-01-01")
    pack = packed(application)
    assert ([one.line.code for one in pack.chosen], pack.missing) == (["ielts"], [])


def test_a_document_of_one_s_own_has_the_file_that_is_chosen(
    application: Application, ada: Applicant
) -> None:
    cv = version(ada, "cv")
    line = application.checklist.create(label="A letter from my landlord")
    assert packed(application).missing[-1] == ("", "A letter from my landlord")
    line.packed_version = cv
    line.save()
    assert names(application)[-1] == "02 A letter from my landlord - Lovelace, Ada.pdf"


def test_the_host_s_rule_names_the_files(application: Application, ada: Applicant) -> None:
    version(ada, "cv", content_type="image/jpeg")
    version(ada, issued_on="2026-02-01")
    Application.objects.update(pack_naming="{last_name}_{first_name}_{host}")
    assert names(application) == ["Lovelace_Ada_Mercy.jpg", "Lovelace_Ada_Mercy.pdf"]
    Application.objects.update(pack_naming="{last_name} x {document}")
    application.checklist.update(label="../CV")
    assert names(application) == ["Lovelace x ..-CV.jpg", "Lovelace x ..-CV.pdf"]


def test_without_a_name_the_documents_name_the_files(ada: Applicant, application: Application) -> None:
    make_person("nobody@example.org")
    ada.user.name = ""
    ada.user.save()
    version(ada, "cv")
    assert names(application) == ["01 CV.pdf"]
    assert packed(application).title == "Cardiology observership"


def test_what_may_have_been_sent_is_the_pack_then_the_newest_of_each_document(
    application: Application, ada: Applicant
) -> None:
    tb, other = version(ada, issued_on="2026-02-01"), version(ada, "photo", original_name="photo.png")
    pack = packed(application)
    assert pack.versions == [tb]
    assert sendable(pack, load_documents(ada)) == [tb, other]


def test_a_program_s_own_rule_decides_what_is_ready(application: Application, ada: Applicant) -> None:
    version(ada, issued_on="2026-02-01", original_name="long.pdf")
    application.checklist.filter(code="tb_test").update(valid_days=30)
    (one,) = packed(application).held_back
    assert (one.is_ready, one.verdict.state) == (False, "expired_before")
