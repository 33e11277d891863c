"""Path to residency: what the profile knows holds, what one says is kept, and planned days are told."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from applicants.guides.models import CostFigure, PathwayStep, Season, SeasonDate, VisaStep
from applicants.models import Applicant, Exam, PathwayProgress
from applicants.plans.choices import StepState
from applicants.plans.pathway import known_state, match_days, next_line, pathway_groups
from applicants.reference_data import load_missing_rows
from tests.applicants.agenda.reading import agenda_rows, day
from tests.applicants.plans.loading import FOLDER, load_figures
from tests.page_forms import forms_of
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
PLANNED = {"state": "doing", "on": datetime.date(2026, 10, 9)}


def step(code: str, **facts: object) -> PathwayStep:
    usual = {"title": code, "stage": "exams", "text": "Do it", "grade": "official", "source_title": "Page"}
    return PathwayStep.objects.create(code=code, **usual | facts)


def test_every_shipped_step_has_a_source_and_nothing_private() -> None:
    for model, name in ((PathwayStep, "pathway_steps"), (VisaStep, "visa_steps")):
        assert load_missing_rows(model, f"{name}.json", FOLDER) == model.objects.count() > 50
        rows = list(model.objects.all())
        assert [row.code for row in rows if not (row.source_title and row.dated_words)] == []
        assert [row.code for row in rows if ".md" in f"{row.text}{row.source_title}"] == []


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("passed", "done"),
        ("scheduled", "doing"),
        ("waiting", "doing"),
        ("failed", "doing"),
        ("not_taken", None),
    ],
)
def test_an_exam_of_the_profile_is_the_same_fact(status: str, state: str | None, ada: Applicant) -> None:
    exam = Exam(kind="usmle_step1", status=status, taken_on=datetime.date(2027, 1, 5))
    found = known_state(step("one", exams=["usmle_step1"]), ada, {"usmle_step1": exam})
    assert (found[0] if found else None) == state


def test_a_step_of_two_exams_is_done_when_both_are_passed(ada: Applicant) -> None:
    both = step("both", exams=["usmle_step1", "usmle_step2_ck"])
    exams = {"usmle_step1": Exam(kind="usmle_step1", status="passed")}
    assert known_state(both, ada, exams) == (
        StepState.DOING,
        None,
        "Your profile says: USMLE Step 1 passed.",
    )
    exams["usmle_step2_ck"] = Exam(kind="usmle_step2_ck", status="passed")
    found = known_state(both, ada, exams)
    assert found is not None
    assert found[0] == StepState.DONE


def test_who_is_certified_has_done_the_certification(ada: Applicant) -> None:
    ada.ecfmg_status = "certified"
    groups = pathway_groups([step("one", stage="certification"), step("two", stage="apply")], ada, {}, {})
    assert [(line.step.code, line.state) for group in groups for line in group.lines] == [
        ("one", StepState.DONE),
        ("two", StepState.TO_DO),
    ]
    found = next_line(groups)
    assert found is not None
    assert (found.step.code, groups[0].count) == ("two", "1 of 1 done")


def test_a_step_is_noted_once_and_two_windows_do_not_overwrite(
    ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    step("open-account", title="Open an account")
    here = "/pathway/open-account/"
    sent = {"state": "doing", "on": "2026-11-28", "note": "Passport first"}
    assert [ada_client.post(here, sent).status_code for _ in "1"] == [302]
    before = forms_of(ada_client.get(here))[here]
    PathwayProgress.objects.update(note="Changed elsewhere")
    assert ada_client.post(here, before | {"note": "Mine"}).status_code == 409
    assert PathwayProgress.objects.values_list("note", flat=True).get() == "Changed elsewhere"
    assert "Changed elsewhere" in as_shown(ada_client.get("/pathway/"))
    assert "Changed elsewhere" not in as_shown(obi_client.get("/pathway/"))
    assert [row for row in agenda_rows(ada) if row[0] == "plan"] == [("plan", 3, "Open an account")]
    PathwayProgress.objects.update(state="done")
    assert [row for row in agenda_rows(ada) if row[0] == "plan"] == []


def test_a_planned_day_has_the_day_it_was_given(ada: Applicant) -> None:
    PathwayProgress.objects.create(applicant=ada, step=step("one"), state="doing", on=day(9))
    assert agenda_rows(ada) == [("plan", 9, "one")]


# By when, for a Match


@pytest.mark.parametrize(
    ("due_on", "found"),
    [("-12-31", "2026-12-31"), ("01-31", "2027-01-31"), ("-06-28", "2026-06-28"), ("", None)],
)
def test_a_day_is_counted_from_the_match(due_on: str, found: str | None) -> None:
    day = PathwayStep(due_on=due_on).due(2027)
    assert (day.isoformat() if day else None) == found


@pytest.mark.parametrize("due_on", ["12-32", "13-01", "31-12", "--01-31", "January"])
def test_a_day_that_is_none_is_refused(due_on: str) -> None:
    with pytest.raises(ValidationError) as fault:
        PathwayStep(code="one", due_on=due_on).full_clean()
    assert "due_on" in fault.value.error_dict


def days_of(ada: Applicant, today: str, **said: object) -> list[tuple[str, str, bool]]:
    """Title, words and lateness of what has a day on the way to the 2027 Match."""
    english = step("English test", due_on="-12-31")
    step("Token", due_on="-06-28", is_from=True)
    step("Without a day")
    season = Season.objects.create(year=2027)
    rank = SeasonDate(season=season, event="rank_list_due", words="early March 2027")
    match = SeasonDate(season=season, event="match_day", day=datetime.date(2027, 3, 19))
    unknown = SeasonDate(season=season, event="eras_opens", words="Not published yet")
    progress = PathwayProgress(applicant=ada, step=english, **said)
    groups = pathway_groups(PathwayStep.objects.all(), ada, {}, {english.pk: progress} if said else {})
    found = match_days(groups, [match, rank, unknown], 2027, datetime.date.fromisoformat(today))
    return [(one.title, one.words, one.is_late) for one in found]


@pytest.mark.parametrize(
    ("today", "said", "english"),
    [
        ("2026-12-31", {}, ("English test", "By December 31, 2026", False)),
        ("2027-01-01", {}, ("English test", "By December 31, 2026", True)),
        ("2027-01-01", {"state": "done"}, ("English test", "By December 31, 2026", False)),
        (
            "2026-11-01",
            {"state": "doing", "on": datetime.date(2026, 10, 9)},
            ("English test", "October 9, 2026", True),
        ),
    ],
)
def test_days_stand_in_order_and_what_is_late_says_so(
    today: str, said: dict[str, object], english: tuple[str, str, bool], ada: Applicant
) -> None:
    assert days_of(ada, today, **said) == [
        ("Token", "From June 28, 2026", False),
        english,
        ("Rank order lists are due", "early March 2027", False),
        ("Match Day", "March 19, 2027", False),
    ]


def test_what_is_not_for_me_has_no_day(ada: Applicant) -> None:
    assert [title for title, _, _ in days_of(ada, "2026-11-01", state="not_mine")] == [
        "Token",
        "Rank order lists are due",
        "Match Day",
    ]


def test_the_page_says_by_when_and_what_it_costs(ada: Applicant, ada_client: Client) -> None:
    load_figures()
    load_missing_rows(PathwayStep, "pathway_steps.json", FOLDER)
    page = as_shown(ada_client.get("/pathway/"))
    assert "By December 31, " in page
    assert page.count("data-fee=") == CostFigure.objects.filter(kind__in=("exam", "match")).count() == 14
