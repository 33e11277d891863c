"""In the admin advisors see nobody's private rows, and superusers see no secrets."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from applicants.models import Applicant, User
from programs.models import CatalogImport, Program, Report
from tests.applicants.privacy.factories import make_marked
from tests.factories import TOTP_SECRET, make_application, make_program, make_superuser

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
        *("RotationTip", "Skill", "Society", "SpecialtyAdvice"),
        *("ArrivalStep", "CostFigure", "Funding", "LeadTime", "MatchFigure", "PathwayStep", "VisaStep"),
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
    """Not on any page that a curator may open: lists, forms, histories, queue, imports, statistics."""
    program = Program.objects.first()
    report = Report.objects.create(kind="problem", program=program, email=marked.email, text="Fee")
    imported = CatalogImport.objects.create(file_name="programs.csv", status="applied")
    lists = [
        f"{model._meta.app_label}/{model._meta.model_name}/"
        for model in admin.site._registry  # noqa: SLF001
        if curator_client.get(
            reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
        ).status_code
        == 200
    ]
    assert len(lists) == 27
    pages = [
        *("", "applicants/", "programs/", "review/", "review/undo/", "reports/", "programs/import/"),
        *(f"review/{program.pk}/", f"programs/import/{imported.pk}/"),
        *(f"programs/program/{program.pk}/{page}/" for page in ("change", "history")),
        *(f"programs/report/{report.pk}/{page}/" for page in ("change", "history")),
        *lists,
        *(f"{address}add/" for address in lists if "report" not in address and "proposal" not in address),
    ]
    shown = {page: curator_client.get(f"/admin/{page}") for page in pages}
    assert {page: answer.status_code for page, answer in shown.items()} == dict.fromkeys(pages, 200)
    assert [page for page, answer in shown.items() if "ada-" in answer.content.decode().lower()] == []


def test_how_many_applicants_use_a_program_is_all_that_curators_see(
    ada: Applicant, curator_client: Client
) -> None:
    make_application(ada, program=make_program())
    assert curator_client.get("/admin/").status_code == 200
    page = curator_client.get("/admin/programs/program/").text
    assert "on 1 shortlist" in page
    assert ada.user.email not in page


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
