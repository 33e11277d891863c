"""Rows become applications: each whole or not at all, none twice, linked to the catalog by name."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.applications.creation import create_manually, shortlist
from applicants.applications.forms.sheets import SheetColumnsForm
from applicants.applications.spreadsheet.importing import SheetImportReport, import_rows
from applicants.applications.workflow import ApplicationStatus
from applicants.models import Applicant, Application
from programs.sheets.reader import read_text
from tests.factories import make_application, make_program

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def tenth_of_march() -> Iterator[None]:
    with time_machine.travel("2026-03-10 12:00:00+00:00", tick=False):
        yield


def bring(applicant: Applicant, *lines: str) -> SheetImportReport:
    """Import lines of commas with the columns as guessed."""
    sheet = read_text("\n".join(lines))
    first = SheetColumnsForm(sheet=sheet)
    mapping = SheetColumnsForm({name: first[name].value() for name in first.fields}, sheet=sheet)
    assert mapping.is_valid(), mapping.errors
    return import_rows(applicant, mapping.rows(TODAY))


def results(report: SheetImportReport) -> list[tuple[int, str]]:
    return [(outcome.row.number, str(outcome.result)) for outcome in report.outcomes]


def test_a_row_becomes_an_application_with_its_history(ada: Applicant) -> None:
    report = bring(
        ada,
        "Website,Program,Status,Status since,Deadlines,Type,Cost,Contact,Rating,Start,End,Hospital,State",
        "example.org/x,Heart,Applied,2/25/2026,2026-05-01,Shadowing,$500,Ms. Lee,4/5,"
        "June 1 2026,2026-06-28,Mercy,Texas",
    )
    row = Application.objects.get()
    assert (results(report), report.words) == ([(2, "created")], "1 created, 0 already there, 0 refused.")
    assert (row.name, row.host_name, row.state, row.type) == ("Heart", "Mercy", "TX", "observership")
    assert (row.website, row.costs_note, row.host_contact) == ("https://example.org/x", "$500", "Ms. Lee")
    assert (row.deadlines_note, f"{row.deadline_on}") == ("2026-05-01", "2026-05-01")
    assert (f"{row.starts_on}", f"{row.ends_on}", row.rating) == ("2026-06-01", "2026-06-28", 4)
    moves = [(move.from_status, move.to_status, move.happened_on) for move in row.moves.all()]
    assert moves == [("", "submitted", datetime.date(2026, 2, 25))]


def test_a_cell_that_cannot_be_read_is_refused_and_its_row_is_not(ada: Applicant) -> None:
    report = bring(
        ada,
        "Program,Status,Deadline,Start,Rating,Deadlines",
        "Heart,banana,soon,,,",
        "Lung,Applied,rolling,June,good,Every spring",
    )
    assert results(report) == [(2, "created"), (3, "created")]
    assert [outcome.words for outcome in report.outcomes] == [
        [
            "Status: “banana” was not understood; saved as Shortlisted.",
            "Deadline: “soon” was not understood; kept as a note under Deadlines.",
        ],
        [
            "Deadline: “rolling” was not understood; kept as a note under Deadlines.",
            "Start: “June” was not understood; left empty.",
            "Rating: “good” was not understood; left empty.",
        ],
    ]
    columns = ("name", "status", "deadline_on", "deadlines_note", "starts_on", "rating")
    assert list(Application.objects.order_by("name").values_list(*columns)) == [
        ("Heart", "shortlisted", None, "soon", None, None),
        ("Lung", "submitted", None, "Every spring; rolling", None, None),
    ]


def test_a_stay_that_was_completed_before_it_began_is_refused(ada: Applicant) -> None:
    report = bring(ada, "Program,Status,Status since,Start", "Heart,Done,2026-03-01,2026-03-05")
    words = "Choose that day or a later one, or correct the dates of the stay first."
    assert [outcome.words for outcome in report.outcomes] == [
        [f"Status since: The first day of the stay is March 5, 2026. {words}"]
    ]


def test_good_rows_are_kept_and_bad_ones_say_why(ada: Applicant) -> None:
    report = bring(
        ada,
        "Program,Status,Start,End,Rating,Website,Log-in hint,Status since",
        "Good,,,,,,,",
        "Bad,banana,soon,,9,nonsense,password: x,2027-01-01",
        ",,,,,,x,",
        "Late,,2026-02-02,2026-02-01,,,,",
        f"{'x' * 301},,,,,,,",
        "Fine,offered,,,,,,",
    )
    assert results(report) == [
        (2, "created"),
        (3, "refused"),
        (4, "refused"),
        (5, "refused"),
        (6, "refused"),
        (7, "created"),
    ]
    statuses = ", ".join(ApplicationStatus.labels)
    assert [outcome.row.faults for outcome in report.outcomes[1:5]] == [
        [
            f"Status: “banana” is not a status. Use one of: {statuses}.",
            "Start: “soon” is not a day. Write it as 2026-03-01.",
            "Status since: This day is in the future. Write down what has happened.",
            "Website: Enter a valid URL.",
            "Log-in hint: Never write a password here. Write which email or user name you use.",
            "Rating: Ensure this value is less than or equal to 5.",
        ],
        ["No program and no host is named."],
        ["End: The end cannot be before the start."],
        ["Program: Ensure this value has at most 300 characters (it has 301)."],
    ]
    assert sorted(Application.objects.values_list("name", flat=True)) == ["Fine", "Good"]


def test_the_same_sheet_twice_makes_nothing_twice(ada: Applicant, obi: Applicant) -> None:
    lines = [
        "Program,Host,City",
        "Heart,Mercy,Houston",
        "Heart,Mercy,Dallas",
        "heart , MERCY,houston",
        "Lung,,",
    ]
    assert [result for _, result in results(bring(ada, *lines))] == ["created", "created", "there", "created"]
    assert {result for _, result in results(bring(ada, *lines))} == {"there"}
    assert Application.objects.count() == 3
    bring(obi, *lines)
    assert (ada.applications.count(), obi.applications.count()) == (3, 3)


def test_what_is_there_already_is_not_changed(ada: Applicant) -> None:
    make_application(ada, name="Heart", host_name="Mercy", note="mine")
    assert results(bring(ada, "Program,Host,City,Notes", "Heart,Mercy,Houston,theirs")) == [(2, "there")]
    assert Application.objects.get().note == "mine"


def test_a_row_that_names_a_program_of_the_catalog_is_linked_to_it(ada: Applicant) -> None:
    program = make_program(name="Heart", requirements=[{"code": "cv", "level": "required"}])
    report = bring(ada, "Program,Host,Notes,Status", f"heart,{program.host.name.upper()},x,Applied")
    assert results(report) == [(2, "created")]
    row = Application.objects.get()
    assert row.program is None
    row.delete()
    bring(ada, "Program,Host,Notes,Status", f"Heart,{program.host.name.upper()},x,Applied")
    row = Application.objects.get()
    assert (row.program, row.record, row.note, row.status) == (program, program.record, "x", "submitted")
    assert (row.city, row.checklist.count()) == ("Houston", 1)


def test_a_program_saved_under_an_older_name_is_there_already(ada: Applicant) -> None:
    program = make_program(name="New name")
    application, _ = shortlist(ada, program)
    Application.objects.filter(pk=application.pk).update(name="Old name")
    report = bring(ada, "Program,Host", f"New name,{program.host.name}")
    assert (results(report), Application.objects.count()) == ([(2, "there")], 1)


@pytest.mark.parametrize(("count", "queries"), [(1, 12), (20, 107)])
def test_a_row_costs_a_constant_number_of_queries(ada: Applicant, count: int, queries: int) -> None:
    lines = [f"Program {number}" for number in range(count)]
    with CaptureQueriesContext(connection) as seen:
        bring(ada, "Program", *lines)
    assert len(seen) == queries


# The id that comes with a form


def test_an_id_sent_twice_makes_one(ada: Applicant) -> None:
    pk = uuid.uuid4()
    assert [create_manually(ada, pk, name="One")[1] for _ in range(2)] == [True, False]
    assert Application.objects.get().pk == pk


def test_an_id_of_somebody_else_gets_another_one_and_shows_nothing(ada: Applicant, obi: Applicant) -> None:
    theirs = make_application(obi, name="Secret")
    mine, is_new = create_manually(ada, theirs.pk, name="Mine")
    assert (is_new, mine.name, mine.pk != theirs.pk) == (True, "Mine", True)
    theirs.refresh_from_db()
    assert (theirs.name, theirs.applicant) == ("Secret", obi)
