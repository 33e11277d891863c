"""Nasty requests to every address: never a 500, nothing reflected unescaped, nothing of another applicant.

PORTAL_FUZZ_EXAMPLES says how many GET requests to make, and a fifth as many POSTs; a few hundred in the
suite, 20,000 before a release.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.conf import settings as conf
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from applicants.models import Application
from programs.search import FACETS
from tests.fuzz_inputs import (
    VALUES,
    addresses_of,
    encoded,
    faults_of,
    make_applications,
    make_stranger,
    signed_in,
)
from tests.page_forms import Forms
from tests.routes import ENTRANCE, ROUTES

EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "300"))
POSTS = max(EXAMPLES // 5, 100)

# The matrix names every route. The admin's pages have tests of their own.
OURS = {
    name: who for name, (_, who) in ROUTES.items() if not name.startswith("admin") or name == "admin:login"
}
READ = [name for name, who in OURS.items() if any(answers.split()[0] != "405" for answers in who)]
POSTED = [name for name, who in OURS.items() if any(answers.split()[2] != "405" for answers in who)]
PREFIXES = ("/programs/", "/hosts/", "/admin/", "/", "/static/", "/accounts/", "/applications/", "/calendar/")
OWN_PARAMETERS = ("q", "sort", "page", "unstated", "program", "next", "p", "csrfmiddlewaretoken", "fit")
DESK_PARAMETERS = ("view", "show", "month", "activity", "stage", "nationality", "process", "email", "key")
PARAMETERS = (*OWN_PARAMETERS, *DESK_PARAMETERS, *(facet.parameter for facet in FACETS))
# Fields that the second step of a form brings, or that only a button sends.
LATER_FIELDS = ("step", "text", "days", "column-0", "column-1", "form", "file", "program", "next", "usual")
# Posts without a field, or whose form is shown only now and then; and those to one section of a page whose
# form sends all of them elsewhere.
JUST_BUTTONS = {
    *("applicants:application_plan", "applicants:application_opinion", "applicants:application_portal"),
    "applicants:checklist_save",
    *("applicants:application_seen", "applicants:shortlist_remove"),
    *("applicants:checklist_remove", "applicants:payment_remove", "applicants:letter_use_again"),
    *("applicants:outreach_undo", "applicants:outreach_apply"),
    *("applicants:alerts_seen", "applicants:search_create"),
    *("applicants:program_watch", "applicants:program_unwatch"),
    "applicants:kept_form",  # only when something is kept
}
BOUNDARY = "fuzz"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Ask:
    """One GET: a path on the wire or a route about ada's or a stranger's things, and who asks."""

    path: str
    route: str
    query: str
    is_htmx: bool
    is_applicant: bool
    is_about_stranger: bool


@dataclass(frozen=True)
class Post:
    """One POST: a form as its page has it, with some fields changed, and a page to look at afterwards.

    ``changes`` are places among the names of the form's fields, and values; None: the field is not sent.
    """

    route: str
    changes: list[tuple[int, bytes | None]]
    body: bytes | None
    is_htmx: bool
    is_multipart: bool
    is_unlikely_person: bool
    is_about_stranger: bool
    then: str


PAIRS = st.tuples(
    st.sampled_from(PARAMETERS), st.sampled_from(["", "", "", "", "[]", "[0]", "__in", "%00"]), VALUES
)
QUERIES = st.one_of(
    st.lists(PAIRS, max_size=8).map(
        lambda pairs: "&".join(f"{name}{suffix}={encoded(value)}" for name, suffix, value in pairs)
    ),
    st.tuples(st.sampled_from(PARAMETERS), st.lists(VALUES, min_size=20, max_size=80)).map(
        lambda repeated: "&".join(f"{repeated[0]}={encoded(value)}" for value in repeated[1])
    ),
    st.binary(max_size=60).map(lambda raw: quote_from_bytes(raw, safe="&=;%+")),
)
PATHS = st.tuples(st.sampled_from(PREFIXES), VALUES, st.sampled_from(["", "/", ".ics"])).map(
    lambda parts: parts[0] + encoded(parts[1]) + parts[2]
)
HEAVY = ["programs:program_list", "programs:program_list", "applicants:application_list"]
ASKS = st.builds(
    Ask,
    path=st.one_of(st.just(""), st.just(""), st.just(""), PATHS),
    route=st.one_of(st.sampled_from(READ), st.sampled_from(HEAVY)),
    query=QUERIES,
    is_htmx=st.booleans(),
    is_applicant=st.booleans(),
    is_about_stranger=st.sampled_from([False, False, False, True]),
)
AFTERWARDS = (
    *("/contacts/", "/contacts/export.csv", "/contacts/export.xlsx", "/outreach/", "/outreach/?show=ended"),
    *("/dashboard/", "/applications/?view=board", "/applications/?view=table", "/applications/?view=agenda"),
    *("/applications/?view=month", "/applications/export.csv", "/me/export.zip", "/profile/", "/reminders/"),
    *("/programs/?fit=open", "/accounts/email/", "ics", "detail"),
)
RARELY = st.sampled_from([False] * 7 + [True])
POST_REQUESTS = st.builds(
    Post,
    route=st.sampled_from(POSTED),
    changes=st.lists(st.tuples(st.integers(0, 200), st.one_of(VALUES, VALUES, st.none())), max_size=6),
    body=st.one_of(*[st.none()] * 9, st.binary(max_size=80)),
    is_htmx=st.booleans(),
    is_multipart=st.sampled_from([False, False, True]),
    is_unlikely_person=RARELY,
    is_about_stranger=RARELY,
    then=st.sampled_from(AFTERWARDS),
)
COUNTED: dict[str, Counter[int]] = {"GET": Counter(), "POST": Counter()}


def fuzzed(given_: Any, examples: int) -> Callable[[Any], Any]:
    """Return the decorator of a test that makes so many requests."""
    configured = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    return lambda test: configured(given_(test))


@pytest.fixture(scope="module", autouse=True)
def tally() -> Iterator[None]:
    """Print how many requests were answered with which status."""
    yield
    for method, counted in COUNTED.items():
        print(f"\nfuzz: {sum(counted.values())} {method}s,", dict(sorted(counted.items())))  # noqa: T201
        counted.clear()


class Asked:
    """Two accounts in one database, and the browsers of ada and of a visitor."""

    def __init__(self, mine: Application, theirs: Application) -> None:
        self.session = signed_in(mine.applicant.user).cookies[conf.SESSION_COOKIE_NAME].value
        own = addresses_of(mine)
        # Whoever knows a calendar's address may read it.
        by_secret = {"applicants:calendar_feed": own["applicants:calendar_feed"]}
        self.addresses = {False: own, True: addresses_of(theirs) | by_secret}
        self.special = {
            "detail": mine.get_absolute_url(),
            "ics": own["applicants:calendar_feed"],
        }
        self.forms: dict[str, dict[str, bytes | None]] = {}
        for path in [*self.addresses[False].values(), *AFTERWARDS]:
            for is_applicant in (False, True):
                self.learn(path, self.browser(is_applicant=is_applicant))

    def browser(self, *, is_applicant: bool) -> Client:
        """Return a browser of ada, or of a visitor; what earlier answers did to its cookies is forgotten."""
        client = Client(raise_request_exception=False)
        if is_applicant:
            client.cookies[conf.SESSION_COOKIE_NAME] = self.session
        return client

    def learn(self, path: str, client: Client) -> None:
        """Note the forms of a page: address → the names of fields, with the values of those filled in."""
        answer = client.get(path)
        body = b"".join(answer)  # read to its end, which closes a file
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return
        page = body.decode()
        others = dict.fromkeys([*re.findall(r' name="([\w-]+)"', page), *LATER_FIELDS])
        for action, values in Forms(page).found.items():
            filled = {name: value.encode() for name, value in values.items()}
            self.forms[action or path] = others | self.forms.get(action or path, {}) | filled

    def get(self, ask: Ask) -> HttpResponseBase:
        headers = {"HX-Request": "true"} if ask.is_htmx else {}
        path = ask.path or self.addresses[ask.is_about_stranger][ask.route]
        client = self.browser(is_applicant=ask.is_applicant)
        return client.get(path, QUERY_STRING=ask.query, headers=headers)

    def answers(self, post: Post) -> Iterator[HttpResponseBase]:
        """Yield the answer to a POST, the page that it leads to, and one that shows what it saved."""
        client = self.browser(is_applicant=post.is_unlikely_person == (OURS[post.route] is ENTRANCE))
        path = self.addresses[post.is_about_stranger][post.route]
        body = self.body(post, self.addresses[False][post.route])
        kind = MULTIPART if post.is_multipart else "application/x-www-form-urlencoded"
        headers = {"HX-Request": "true"} if post.is_htmx else {}
        answer = client.post(path, body, content_type=kind, headers=headers)
        yield answer
        if answer.get("Location"):
            yield client.get(answer["Location"])
        yield client.get(self.special.get(post.then, post.then))

    def body(self, post: Post, path: str) -> bytes:
        fields = dict(self.forms.get(path) or dict.fromkeys(LATER_FIELDS))
        names = list(fields)
        for place, value in post.changes:
            fields[names[place % len(names)]] = value
        sent = [(name, value) for name, value in fields.items() if value is not None]
        if post.body is not None:
            return post.body
        if post.is_multipart:
            return b"".join(part(*pair) for pair in sent) + f"--{BOUNDARY}--\r\n".encode()
        return "&".join(f"{name}={encoded(value)}" for name, value in sent).encode()


def part(name: str, value: bytes) -> bytes:
    """Return a field of a multipart body; what is called file is one."""
    file = '; filename="sheet.csv"' if name == "file" else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + value + b"\r\n"


@pytest.fixture(scope="module")
def accounts(shipped_catalog: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asked]:
    """Make both accounts and read all their forms once; whatever a test does to them is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Asked(make_applications(), make_stranger())
        transaction.set_rollback(True)


@pytest.fixture
def asked(accounts: Asked, db: None) -> Asked:
    return accounts


@fuzzed(given(ask=ASKS), EXAMPLES)
def test_no_request_breaks_a_page_or_comes_back_unescaped(ask: Ask, asked: Asked) -> None:
    answer = asked.get(ask)
    COUNTED["GET"][answer.status_code] += 1
    assert faults_of(answer) == []


@fuzzed(given(post=POST_REQUESTS), POSTS)
def test_no_post_breaks_a_page_or_comes_back_unescaped(post: Post, asked: Asked) -> None:
    with transaction.atomic():
        answers = list(asked.answers(post))
        transaction.set_rollback(True)
    COUNTED["POST"][answers[0].status_code] += 1
    assert [faults_of(answer) for answer in answers] == [[]] * len(answers)


def test_the_fuzz_knows_the_fields_of_every_form_of_the_account(asked: Asked) -> None:
    known = {name for name in POSTED if asked.forms.get(asked.addresses[False][name])}
    assert {name for name in POSTED if name.startswith("applicants:")} - known == JUST_BUTTONS
