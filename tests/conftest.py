"""What all tests share: three people, an index that starts empty, and no query while a page renders."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.template import Context, RequestContext
from django.template.base import Template
from django.template.response import TemplateResponse
from django.test import Client
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer

from applicants.models import Applicant, User
from programs.models import Host, Program, Provider
from programs.search import catalog
from tests.clock import let_midnight_pass
from tests.factories import make_advisor, make_applicant, make_person
from tests.scheduling import Scheduling

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking all that stays, again and again: a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Keep together what shares a server, a browser or a catalog (a hook of xdist's own)."""
    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def same_day() -> None:
    """Begin no test in the last seconds of a day."""
    let_midnight_pass(seconds=10)


@pytest.fixture(autouse=True)
def fresh_index() -> Iterator[None]:
    """Drop the process's index: each test's database goes back in time."""
    catalog.forget()
    yield
    catalog.forget()


@pytest.fixture(autouse=True)
def fresh_cache(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Empty the caches: the worker's own, and after a test that commits the table that is no model's."""
    yield
    caches["memory"].clear()
    if "transactional_db" in request.fixturenames:
        with django_db_blocker.unblock():
            cache.clear()


@contextmanager
def no_queries(what: str) -> Iterator[None]:
    """Fail on any query inside."""

    def refuse(execute: Callable[..., Any], sql: str, *args: Any) -> None:
        message = f"A query ran while {what} was rendered: {sql[:200]}"
        raise AssertionError(message)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture(autouse=True)
def templates_never_query(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any query during the rendering of our own pages fail; the admin's templates are Django's."""
    render = TemplateResponse.rendered_content.fget

    def guarded(response: TemplateResponse) -> str:
        name = response.template_name
        if not isinstance(name, str) or not name.startswith(("programs/", "applicants/")):
            return render(response)
        with no_queries(name):
            return render(response)

    monkeypatch.setattr(TemplateResponse, "rendered_content", property(guarded))


@pytest.fixture(autouse=True, scope="session")
def pages_are_recorded_whole(django_test_environment: None) -> None:
    """Let ``response.context`` be the page's own: every input is a template too, and each would be copied."""
    record = Template._render  # noqa: SLF001 - Django's test environment listens there

    def render(template: Template, context: Context) -> str:
        is_page = isinstance(context, RequestContext) and context.template is template
        return record(template, context) if is_page else template.nodelist.render(context)

    Template._render = render  # noqa: SLF001


@pytest.fixture
def applicant(db: None) -> User:
    """An applicant: somebody with an account and no staff rights."""
    return make_person("ada@example.org")


@pytest.fixture
def other_applicant(db: None) -> User:
    """Another applicant."""
    return make_person("obi@example.org")


@pytest.fixture
def ada(applicant: User) -> Applicant:
    """The owner of what a test makes, as an applicant."""
    return make_applicant(applicant.email)


@pytest.fixture
def obi(other_applicant: User) -> Applicant:
    """The other applicant, who must see none of it."""
    return make_applicant(other_applicant.email)


@pytest.fixture
def ada_client(ada: Applicant) -> Client:
    """The owner's browser."""
    client = Client()
    client.force_login(ada.user)
    return client


@pytest.fixture
def obi_client(obi: Applicant) -> Client:
    """The other applicant's browser."""
    client = Client()
    client.force_login(obi.user)
    return client


@pytest.fixture
def curator(db: None) -> User:
    """An advisor who curates programs."""
    return make_advisor("cora@example.org")


@pytest.fixture
def curator_client(curator: User) -> Client:
    """The curator's browser."""
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture(scope="module")
def shipped_catalog(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the shipped catalog once for a test file, and take it away after its last test."""
    with django_db_blocker.unblock():
        call_command("load_catalog", verbosity=0)
    yield
    with django_db_blocker.unblock():
        for model in (Program, Host, Provider):
            model.objects.all().delete()
        call_command("flush", interactive=False, verbosity=0)
        Group.objects.all().delete()
