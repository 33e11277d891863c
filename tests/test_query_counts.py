"""How many queries each page takes: the same literal with one program and with many."""

import datetime
import re
import uuid
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from applicants.alerts.saved_searches import watch
from applicants.applications.creation import shortlist
from applicants.letters.writer_links import digest_of
from applicants.models import Alert, Applicant, Application, LetterLink
from programs.models import CatalogImport, Program, Report
from tests.factories import (
    import_records,
    load_vocabularies,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_plan,
    make_record,
    make_rotation,
    make_search,
    make_template,
    make_trip,
)
from tests.routes import ROUTES

MANY = 60

# Address: queries with one program, and with many. The index is warm, so this is what a visitor costs.
PAGES = {
    "/": (3, 3),
    "/programs/": (2, 2),
    "/programs/?type=observership&state=TX&q=program&sort=cheapest&unstated=include": (2, 2),
    "/programs/?page=3": (2, 2),
    "/programs/first/": (3, 4),
    "/programs/compare/?program=first&program=second&program=third": (3, 3),
    "/programs/suggest/": (0, 0),
    "/programs/first/report/": (2, 2),
    "/programs/first/claim/": (2, 2),
    "/hosts/": (2, 2),
    "/hosts/first-host-houston/": (4, 4),
    "/closed-programs/": (1, 2),
    "/where-else/": (1, 1),
    "/kinds/": (3, 3),
    "/glossary/": (1, 1),
    "/programs/export.csv": (2, 2),
    "/programs/export.json": (2, 2),
    "/sitemap.xml": (4, 4),
    "/start/": (1, 1),
}


# The same signed in, with one application and with many.
SIGNED_IN = {
    "/": (5, 5),
    "/programs/": (9, 9),
    "/programs/?fit=unknown&sort=fit&unstated=include": (10, 10),  # and the specialties one wishes for
    "/programs/?page=3": (9, 9),
    "/programs/first/": (10, 13),
    "/programs/compare/?program=first&program=second&program=third": (10, 10),
    "/hosts/first-host-houston/": (12, 12),
    "/dashboard/": (12, 12),
    "/applications/?view=board": (15, 16),  # the person 3, the catalog, the records of those that say no
    "/applications/?view=table&sort=-rating&show=running": (15, 16),
    "/applications/?view=agenda": (11, 11),
    "/applications/?view=month": (11, 11),
    "/applications/export.csv": (5, 5),
    "/applications/add/?q=program": (5, 5),
    "/applications/{first}/": (16, 16),
    "/documents/": (9, 9),
    "/letters/": (6, 6),
    "/letters/new/": (5, 5),
    "/letters/matrix/?season=2027": (6, 6),
    "/letters/{letter}/": (12, 12),
    "/letters/{letter}/edit/": (6, 6),
    "/letter/{writer_token}/": (5, 5),
    "/calendar/{secret}.ics": (12, 12),
    "/profile/": (13, 13),  # and the specialties one wishes for
    "/start/": (9, 9),
    "/seasons/": (3, 3),
    "/applications/{first}/pack/": (6, 6),
    "/contacts/": (4, 4),
    "/contacts/?q=doe&role=attending": (4, 4),
    "/contacts/new/": (3, 3),
    "/contacts/export.csv": (5, 5),
    "/contacts/export.xlsx": (5, 5),
    "/contacts/{person}/": (6, 6),
    "/contacts/{person}/edit/": (4, 4),
    "/pathway/": (5, 5),
    "/pathway/open-an-account/": (4, 4),
    "/visas/plan/?activity=observing&stage=graduate&nationality=other&visa=B-1": (4, 4),
    "/searches/": (4, 4),
    "/searches/new/": (3, 3),
    "/searches/{search}/": (3, 3),
    "/alerts/": (3, 3),
    "/plans/": (10, 10),
    "/plans/new/": (3, 3),
    "/rotations/": (3, 3),
    "/rotations/{rotation}/": (8, 8),
    "/rotations/{rotation}/first-day/": (4, 4),
    "/rotations/{rotation}/journal/": (6, 6),
    "/rotations/{rotation}/journal/{entry}/": (4, 4),
    "/rotations/{rotation}/log/": (8, 8),
    "/rotations/{rotation}/log/{line}/": (5, 5),
    "/plans/{trip}/": (15, 16),
    "/plans/{trip}/edit/": (3, 3),
    "/plans/{trip}/rotations/new/": (4, 4),
    "/plans/{trip}/rotations/{rotation_number}/": (5, 5),
    "/plans/{trip}/costs/new/": (10, 10),
    "/plans/{trip}/costs/{cost_number}/": (11, 11),
    "/plans/{trip}/costs/proposed/{rotation_number}-rent/": (10, 10),
    "/plans/{trip}/steps/": (10, 10),
    "/plans/{trip}/steps/{rotation_number}-find-a-room/": (11, 11),
    "/outreach/": (4, 4),
    "/outreach/?show=ended": (4, 4),
    "/outreach/settings/": (3, 3),
    "/outreach/new/": (4, 4),
    "/outreach/templates/": (4, 4),
    "/outreach/templates/new/": (2, 2),
    "/outreach/{draft}/": (7, 7),
    "/accounts/sessions/": (3, 3),
    "/applications/import/": (2, 2),
    "/applications/{first}/edit/": (9, 9),
    "/calendar/": (2, 2),
    "/reminders/": (2, 2),
    "/immunizations/": (5, 5),
    "/immunizations/print/": (5, 5),
    "/documents/{document}/": (7, 7),
    "/outreach/templates/{template}/": (3, 3),
    "/visas/": (2, 2),
    "/advice/": (2, 2),
    "/statistics/": (3, 3),
    "/funding/": (3, 3),
    "/advice/cardiovascular-disease/": (5, 5),
    "/societies/": (3, 3),
    "/me/": (3, 3),
}

# A curator's pages, with one program and with many.
CURATOR = {
    "/admin/": (16, 16),
    "/admin/programs/program/": (7, 8),
    "/admin/programs/program/?q=program&state=TX&missing=letter": (7, 8),
    "/admin/programs/program/{program}/change/": (29, 29),
    "/admin/programs/import/": (6, 6),
    "/admin/reports/": (12, 12),
    "/admin/review/": (9, 9),
    "/admin/review/{program}/": (10, 10),
}

# Routes that answer a GET and have no count, and why.
ONE_ROW = "asks one question about one row"
ONE_FILE = "hands out one file"
UNCOUNTED = {
    "programs:report_detail": ONE_ROW,
    "programs:host_proposal": "reads one program as the form that edits it does",
    "applicants:application_delete": ONE_ROW,
    "applicants:document_delete": ONE_ROW,
    "applicants:contact_delete": ONE_ROW,
    "applicants:outreach_template_delete": ONE_ROW,
    "applicants:outreach_delete": ONE_ROW,
    "applicants:trip_delete": ONE_ROW,
    "applicants:search_delete": ONE_ROW,
    "applicants:journal_delete": ONE_ROW,
    "applicants:log_delete": ONE_ROW,
    "applicants:alerts_stop": ONE_ROW,
    "applicants:letter_delete": ONE_ROW,
    "applicants:account_delete": ONE_ROW,
    "applicants:reminder_unsubscribe": ONE_ROW,
    "applicants:document_download": ONE_FILE,
    "applicants:version_download": ONE_FILE,
    "applicants:letter_file": ONE_FILE,
    "applicants:letter_writer_document": ONE_FILE,
    "applicants:pack_zip": "reads what the pack's page reads, and logs each file",
    "applicants:pack_pdf": "reads what the pack's page reads, and logs each file",
    "applicants:data_export": "reads each table of the account once, and logs each file",
}


def test_every_page_of_ours_has_a_count_or_a_reason() -> None:
    """A route is a page when somebody's GET is answered with 200."""
    readable = {name for name, (_, who) in ROUTES.items() if any(row.startswith("200") for row in who)}
    ours = {name for name in readable if name.startswith(("programs:", "applicants:"))}
    paths = [re.sub(r"{\w+_number}", "1", urlsplit(page).path) for page in [*PAGES, *SIGNED_IN]]
    addresses = [re.sub(r"{\w+}", str(uuid.uuid4()), path) for path in paths]
    counted = {resolve(address).view_name for address in addresses}
    assert ours - counted == set(UNCOUNTED)


def make_programs(count: int) -> None:
    """Import programs at one host; every third is a closed program."""
    host = {"name": "First host", "kind": "university", "city": "Houston", "state": "TX"}
    requirements = [{"code": "usmle_step1", "level": "required"}, {"code": "tb_test", "level": "preferred"}]
    slugs = ["first", "second", "third", *(f"more-{number}" for number in range(count))][:count]
    records = [
        make_record(
            slug=slug,
            host=host,
            requirements=requirements,
            specialties=["Internal Medicine"],
            intake="not_offered" if slug == "third" else "open",
        )
        for slug in slugs
    ]
    load_vocabularies()
    report = import_records(*records)
    assert not report.refused


def query_count(client: Client, address: str) -> int:
    """Return the queries of a warm page, a streamed body included."""
    b"".join(client.get(address))
    with CaptureQueriesContext(connection) as queries:
        body = client.get(address)
        assert body.status_code == 200
        b"".join(body)
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "column"), [(1, 0), (MANY, 1)])
def test_queries_do_not_grow_with_the_catalog(count: int, column: int, client: Client) -> None:
    make_programs(count)
    expected = {address: counts[column] for address, counts in PAGES.items()}
    assert {address: query_count(client, address) for address in PAGES} == expected


def make_applications(ada: Applicant) -> dict[str, object]:
    """Save every program with a row of everything; return what the addresses are filled with."""
    applications = [shortlist(ada, program)[0] for program in Program.objects.for_reading().order_by("pk")]
    for application in applications:
        application.move_to("submitted", on=application.today)
        application.amend(next_action_on=application.today, starts_on=application.today)
        application.payments.create(what="Fee", amount_usd=1, due_on=application.today)
        application.alternatives.create(starts_on=application.today, ends_on=application.today)
    people = [make_contact(ada, next_on=application.today) for application in applications]
    for contact in people:
        contact.applications.set(applications)
    for application in applications:
        outreach = make_outreach(ada, template=make_template(ada), contact__organization="Hospital")
        if application != applications[0]:
            outreach.move_to("sent", on=application.today - datetime.timedelta(days=application.program_id))
    draft = ada.outreaches.first().pk
    document = make_document(ada)
    for application in applications[1:]:
        facts = {"original_name": "a.pdf", "size": 1, "content_type": "application/pdf"}
        document.versions.create(path=str(application.pk), **facts)
    return {
        "first": applications[0].pk,
        "secret": ada.calendar_secret,
        "person": people[0].pk,
        "draft": draft,
        "document": document.pk,
        "template": ada.outreach_templates.first().pk,
        **make_trips(ada, applications),
        **make_letters(ada, applications),
    }


def make_trips(ada: Applicant, applications: list[Application]) -> dict[str, object]:
    """Plan a trip of all applications, and one more for each of them."""
    plan = make_plan(ada, *applications)
    for application in applications:
        make_trip(ada, application)
        plan["trip"].costs.create(kind="other", label=application.name, low_usd=1)
    rotation = make_rotation(ada)["rotation"]
    for _ in applications:
        rotation.journal.create(day=rotation.starts_on, text="Read on valves.")
        rotation.log.create(day=rotation.starts_on, name="Suture", level="assisted")
        make_rotation(ada)
    numbers = {
        "rotation": rotation.pk,
        "entry": rotation.journal.last().pk,
        "line": rotation.log.last().pk,
        "rotation_number": plan["trip_rotation"].pk,
        "cost_number": plan["trip_cost"].pk,
    }
    for application in applications:
        search = make_search(ada)
        watch(ada, application.program)
        Alert.objects.create(
            applicant=ada,
            program=application.program,
            change=application.program.changes.first(),
            kind="changed",
            made_at=timezone.now(),
        )
    return {"trip": plan["trip"].pk, "search": search.pk} | numbers


def make_letters(ada: Applicant, applications: list[Application]) -> dict[str, object]:
    """Plan a letter from every application, the first with a row for each of them of all that hangs on it."""
    letters = [make_letter(ada, rotation=rotation) for rotation in applications]
    LetterLink.objects.create(letter=letters[0], digest=digest_of("a-token"))
    for number, letter in enumerate(letters):
        letter.contact = ada.contacts.create(name=f"Dr. {number}")
        letter.save()
        letters[0].questions.create(text=str(number))
        letters[0].moves.create(from_status="asked", to_status="agreed", happened_on=letter.today)
        letters[0].shared.add(make_document(ada, "cv"))
        program = ada.residency_programs.create(name=str(number), match_year=2027)
        program.assignments.create(letter=letter, slot=1)
    return {"letter": letters[0].pk, "writer_token": "a-token"}


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "column"), [(1, 0), (MANY, 1)])
def test_queries_do_not_grow_with_the_account(
    count: int, column: int, ada: Applicant, ada_client: Client
) -> None:
    make_programs(count)
    rows = make_applications(ada)
    expected = {address: counts[column] for address, counts in SIGNED_IN.items()}
    assert {address: query_count(ada_client, address.format(**rows)) for address in SIGNED_IN} == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "column"), [(1, 0), (MANY, 1)])
def test_queries_do_not_grow_with_what_curators_have_to_do(
    count: int, column: int, curator_client: Client
) -> None:
    make_programs(count)
    for program in Program.objects.all():
        Report.objects.create(kind="problem", program=program)
        CatalogImport.objects.create(file_name="sheet.csv", status="applied")
    first = Program.objects.order_by("pk")[0].pk
    expected = {page: counts[column] for page, counts in CURATOR.items()}
    assert {page: query_count(curator_client, page.format(program=first)) for page in CURATOR} == expected
