"""Who may do what at the advisors' admin."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from applicants.models import User
from programs import models
from programs.models import Change, Program
from tests.admin_forms import LIST, change_url, history_url
from tests.factories import make_program, make_superuser

CURATED = {
    models.Program,
    models.Host,
    models.Provider,
    models.Specialty,
    models.Requirement,
    models.Term,
    models.Resource,
    models.StateRule,
}
FROM_OUTSIDE = {models.Report, models.HostProposal}  # answered, never added


@pytest.fixture
def program(db: None) -> Program:
    return make_program()


def pages_of(program: Program) -> list[str]:
    return [LIST, f"{LIST}add/", change_url(program), history_url(program)]


def make_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_is_curated() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label == "programs"}  # noqa: SLF001
    assert registered == CURATED | FROM_OUTSIDE


def test_an_advisor_may_open_every_page(curator_client: Client, program: Program) -> None:
    assert [curator_client.get(url).status_code for url in pages_of(program)] == [200, 200, 200, 200]


def test_a_superuser_may_open_every_page(program: Program) -> None:
    client = make_client(make_superuser("root@example.org"))
    assert [client.get(url).status_code for url in pages_of(program)] == [200, 200, 200, 200]


@pytest.mark.parametrize("who", ["anonymous", "applicant"])
def test_everybody_else_is_asked_to_log_in(who: str, applicant: User, program: Program) -> None:
    client = Client() if who == "anonymous" else make_client(applicant)
    answers = [client.get(url) for url in pages_of(program)]
    login = reverse("admin:login")
    assert [answer.url.partition("?")[0] for answer in answers] == [login] * 4


def test_staff_outside_the_group_see_nothing(program: Program) -> None:
    staff = make_superuser("stan@example.org")
    User.objects.filter(pk=staff.pk).update(is_superuser=False)
    client = make_client(staff)
    assert [client.get(url).status_code for url in pages_of(program)] == [403, 403, 403, 403]
    answer = client.post(LIST, {"action": "archive", "_selected_action": [program.pk]})
    assert (answer.status_code, Program.objects.get().publication) == (403, "published")


@pytest.mark.parametrize("model", sorted(CURATED, key=lambda model: model.__name__))
def test_an_advisor_lists_and_adds_everything_curated(
    model: type, curator_client: Client, program: Program
) -> None:
    name = model._meta.model_name
    urls = [reverse(f"admin:programs_{name}_{page}") for page in ("changelist", "add")]
    assert [curator_client.get(url).status_code for url in urls] == [200, 200]


def test_an_advisor_archives_and_does_not_delete(curator_client: Client, program: Program) -> None:
    url = reverse("admin:programs_program_delete", args=[program.pk])
    assert curator_client.post(url, {"post": "yes"}).status_code == 403
    answer = curator_client.get(LIST)
    actions = [name for name, _ in answer.context["action_form"].fields["action"].choices]
    assert actions == [
        "",
        "confirmed_today",
        "publish",
        "archive",
        "export_csv",
        "export_xlsx",
        "export_records",
        "merge",
    ]
    assert Program.objects.count() == 1


def test_history_is_read_on_the_program_alone(curator_client: Client) -> None:
    assert admin.site.is_registered(Change) is False
    assert "Change" not in [
        model["object_name"]
        for app in curator_client.get(reverse("admin:index")).context["app_list"]
        for model in app["models"]
    ]


def test_the_account_has_a_name(curator_client: Client) -> None:
    page = curator_client.get(reverse("admin:index"))
    assert "USCE portal: advisors&#x27; admin" in page.text
    assert "css/admin.css" in page.text
