"""Every route for every person with every method, against a table that has to name every route."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from applicants.agenda.digests import token_for
from applicants.alerts.mailing import token_for as alert_token
from applicants.applications.sending import note_sent
from applicants.documents.uploading import Upload, create_document
from applicants.letters import answering
from applicants.letters.writer_links import create_link, digest_of, link_of
from applicants.models import (
    Applicant,
    Application,
    CostFigure,
    Document,
    EntryRule,
    Funding,
    ImmunizationSection,
    LeadTime,
    Letter,
    LetterLink,
    MatchFigure,
    OutreachSample,
    ResidencyProgram,
    Season,
    SentFile,
    Society,
    SpecialtyAdvice,
    StageAdvice,
    User,
    VisaStep,
)
from programs.feedback.links import PROPOSALS, REPORTS
from programs.models import (
    CatalogImport,
    HostProposal,
    Program,
    Report,
    Resource,
    StateRule,
    Term,
)
from tests.applicants.documents import corpus_files as parts
from tests.factories import (
    make_application,
    make_contact,
    make_kind,
    make_letter,
    make_outreach,
    make_plan,
    make_program,
    make_rotation,
    make_search,
    make_superuser,
    make_template,
)
from tests.routes import ADMIN, METHODS, OLD_ADDRESS, PAGES, PEOPLE, PROBES, ROUTES, WITHOUT_TOKEN, Row


def routes_of(resolver: URLResolver, name: str = "", pattern: str = "") -> Iterator[str]:
    """Yield the name of every route, or the whole pattern of a route without a name."""
    for part in resolver.url_patterns:
        whole = pattern + str(part.pattern)
        if isinstance(part, URLPattern):
            yield name + part.name if part.name else whole
        else:
            yield from routes_of(part, f"{name}{part.namespace}:" if part.namespace else name, whole)


def admin_table() -> dict[str, Row]:
    """Return the rows of the admin's models, with the address of a row that exists."""
    rows: dict[str, Row] = {}
    for label, answers in ADMIN.items():
        app, model = label.split("_", 1)
        row = apps.get_model(app, model).objects.order_by("pk").last()
        start, pk = f"/admin/{app}/{model}/", row.pk if row else 0
        for (page, ending), who in zip(PAGES.items(), answers, strict=True):
            rows[f"admin:{label}_{page}"] = (start + ending.format(pk=pk), who)
        rows[f"admin/{app}/{model}/<path:object_id>/"] = (f"{start}{pk}/", OLD_ADDRESS)
    return rows


@pytest.fixture
def program(db: None) -> Program:
    """A program, and beside it a row of every other model that the admin shows."""
    source = {"source_title": "Page", "source_url": "https://example.org/"}
    Term.objects.create(kind="glossary", slug="img", word="IMG", meaning="A graduate from elsewhere")
    Resource.objects.create(kind="society", name="A list", url="https://example.org/", good_for="Everybody")
    StateRule.objects.create(state="TX", rule="Ask the board first.", **source)
    EntryRule.objects.create(status="B-1", says="Observing", grade="official", **source)
    StageAdvice.objects.create(title="Observe", says="Watch", stages=["graduate"], grade="other", **source)
    CostFigure.objects.create(code="esta", kind="visa", label="ESTA", low_usd=21, read_on="2026", **source)
    LeadTime.objects.create(code="screening", days=14, says="Two weeks", **source)
    Funding.objects.create(code="loan", kind="money", name="A loan", **source)
    Society.objects.create(code="society", kind="img", name="A society", **source)
    SpecialtyAdvice.objects.create(code="advice", kind="society", says="Start early", **source)
    MatchFigure.objects.create(code="im", scope="specialty", year=2025, figure="1 of 2", **source)
    VisaStep.objects.create(code="ds-160", kind="step", title="DS-160", text="Fill it in", **source)
    Season.objects.create(year=2027)
    OutreachSample.objects.create(code="ask", name="Ask", purpose="other", subject="Hello", body="Dear Dr.")
    ImmunizationSection.objects.create(code="mmr", label="MMR", asks="Doses")
    return make_program(provider={"name": "An agency", "kind": "agency"})


@pytest.fixture
def application(ada: Applicant) -> Application:
    """An application of the first applicant, with one row of everything that hangs on it."""
    application = make_application(ada, status="preparing")
    application.moves.create(to_status="shortlisted", happened_on="2026-01-01")
    application.moves.create(from_status="shortlisted", to_status="preparing", happened_on="2026-01-02")
    application.alternatives.create(starts_on="2026-01-01", ends_on="2026-01-02")
    application.payments.create(what="Fee", amount_usd=1)
    application.checklist.create(label="Photo")
    return application


@pytest.fixture
def document(ada: Applicant) -> Document:
    """A document of the first applicant, with its file."""
    kind = make_kind("cv", label="CV", never_expires=True, validity_days=None)
    file = SimpleUploadedFile("cv.pdf", parts.pdf())
    return create_document(ada, kind, "", Upload(uuid.uuid4(), file, {})).document


def sent_with(application: Application, document: Document) -> SentFile:
    """Return the note that a document went with an application; it is in its pack too."""
    application.checklist.create(code="cv", label="CV")
    application.checklist.filter(label="Photo").update(packed_version=document.current)
    note_sent(application, [document.current], application.today)
    return application.sent_files.get()


@pytest.fixture
def people(ada: Applicant, application: Application) -> dict[str, Any]:
    """Somebody whom the first applicant knows, a draft to somebody else, a text for it, and a trip."""
    return {
        "contact": make_contact(ada),
        "outreach": make_outreach(ada),
        "template": make_template(ada),
        **make_plan(ada, application),
        **make_rotation(ada),
        "search": make_search(ada),
        "alert_token": alert_token(ada),
    }


@pytest.fixture
def letter(ada: Applicant, application: Application, document: Document) -> Letter:
    """A letter of the first applicant, with its file, that they have not waived the right to read."""
    letter = make_letter(ada, rotation=application, waiver="not_waived")
    letter.shared.add(document)
    letter.questions.create(text="When is it due?")
    link = link_of(create_link(letter))
    answering.hand_over(link, SimpleUploadedFile("letter.pdf", parts.pdf()), [], is_in_eras=True)
    return Letter.objects.get()


@pytest.fixture
def rest(letter: Letter, people: dict[str, Any], ada: Applicant) -> dict[str, Any]:
    """What the addresses of people and letters are filled with: a link that lives, too."""
    LetterLink.objects.create(letter=letter, digest=digest_of("a-token"))
    program = ResidencyProgram.objects.create(applicant=ada, name="Mercy", match_year=2027)
    return {
        "letter": letter,
        "question": letter.questions.get(),
        "writer_token": "a-token",
        "residency_program": program,
        **people,
    }


@pytest.fixture
def table(
    program: Program,
    curator: User,
    application: Application,
    document: Document,
    rest: dict[str, Any],
) -> dict[str, Row]:
    """The whole table, addresses filled in."""
    report = Report.objects.create(kind="problem", program=program, topic="fact", text="Over")
    proposal = HostProposal.objects.create(program=program, email="office@example.org")
    rows = {
        "program": program,
        "version": program.changes.get(),
        "report_token": REPORTS.sign(str(report.pk)),
        "proposal_token": PROPOSALS.sign(str(proposal.pk)),
        "catalog_import": CatalogImport.objects.create(header=["Host"], status="previewed"),
        "curator": curator,
        "kind": ContentType.objects.get_for_model(Program),
        "ada": application.applicant,
        "token": token_for(application.applicant),
        "application": application,
        "move": application.moves.last(),
        "alternative": application.alternatives.get(),
        "payment": application.payments.get(),
        "requirement": application.checklist.first(),
        "document": document,
        "sent": sent_with(application, document),
        "immunization": application.applicant.immunizations.create(what="mmr", on="2026-01-01"),
        **rest,
    }
    filled = {name: (address.format(**rows), who) for name, (address, who) in ROUTES.items()}
    return filled | admin_table()


@pytest.fixture
def session_keys(applicant: User, other_applicant: User, curator: User) -> dict[str, str]:
    """Everybody's session cookie; the anonymous visitor has none."""
    superuser = make_superuser("root@example.org")
    keys = {"anonymous": ""}
    for person, user in zip(PEOPLE[1:], (applicant, other_applicant, curator, superuser), strict=True):
        client = Client()
        client.force_login(user)
        keys[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def status(method: str, address: str, session_key: str, *, has_token: bool = True) -> int:
    """Return the status that a person gets, and undo whatever the request changed."""
    client = Client(enforce_csrf_checks=not has_token, raise_request_exception=False)
    if session_key:
        client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    with transaction.atomic():
        answer = client.generic(method, address)
        b"".join(answer)  # closes the file of a download
        transaction.set_rollback(True)
    return answer.status_code


def answers(address: str, session_key: str) -> str:
    """Return what a person gets for METHODS, as the table writes it."""
    return " ".join(str(status(method, address, session_key)) for method in METHODS)


def test_the_table_names_every_route_and_no_other(table: dict[str, Row]) -> None:
    routes = list(routes_of(get_resolver()))
    assert sorted(routes) == sorted(table)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_table_says(
    person: str, table: dict[str, Row], session_keys: dict[str, str]
) -> None:
    expected = {name: who[PEOPLE.index(person)] for name, (_, who) in table.items()}
    assert {name: answers(address, session_keys[person]) for name, (address, _) in table.items()} == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_post_without_a_token_is_refused_everywhere(
    person: str, table: dict[str, Row], session_keys: dict[str, str]
) -> None:
    refused = {
        name: status("POST", address, session_keys[person], has_token=False)
        for name, (address, _) in table.items()
    }
    expected = dict.fromkeys(table, 403) | WITHOUT_TOKEN | dict.fromkeys(PROBES, 405)
    assert refused == expected
