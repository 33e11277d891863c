"""The way to residency: what the profile knows holds, what one says is kept, and planned days are told."""

import datetime

import pytest
from django.test import Client

from applicants.guides.models import PathwayStep, VisaStep
from applicants.models import Applicant, Exam, PathwayProgress
from applicants.plans.choices import StepState
from applicants.plans.pathway import known_state, next_line, pathway_groups
from applicants.reference_data import load_missing_rows
from tests.applicants.agenda.reading import agenda_rows, day
from tests.applicants.plans.loading import FOLDER
from tests.page_forms import forms_of
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db


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
