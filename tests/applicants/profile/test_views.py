"""The profile's page: everything optional, kept as typed, nobody else's."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from applicants.models import Answer, Applicant, Exam
from programs.models import Specialty
from tests.factories import make_application, make_program
from tests.page_forms import send_only
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
URL = "/profile/"
DOCUMENTS = [
    {"code": code, "level": "required"} for code in ("cv", "passport", "tb_test", "visa_proof", "usmle_step1")
]


@pytest.fixture
def program() -> Any:
    return make_program(slug="one", requirements=DOCUMENTS, access=["partner_school"])


def say(client: Client, **values: Any) -> Any:
    """Post the page with these values, everything else blank."""
    typed = {name.replace("__", "-"): value for name, value in values.items()}
    return send_only(client, URL, URL, {"complete": "True", **typed})


def errors(response: Any) -> list[str]:
    return [words for _, words in response.context_data["errors"]]


def test_the_page_asks_only_for_documents_that_programs_ask_for(program: Any, ada_client: Client) -> None:
    html = ada_client.get(URL).content.decode()
    asked = sorted(
        set(re.findall(r'name="answer-(\w+)"', html)) - {"taught_in_english", "partner_list_complete", "seen"}
    )
    assert asked == [
        *("cv", "employee_connection", "faculty_sponsor", "home_school_nomination", "partner_school"),
        *("passport", "society_member", "state_residents", "tb_test", "visa_proof", "vslo_school"),
    ]


def test_every_question_of_a_program_has_its_place_on_the_page(program: Any, ada_client: Client) -> None:
    links = re.findall(r'href="/profile/#(q-[\w-]+)"', ada_client.get("/programs/one/").content.decode())
    html = ada_client.get(URL).content.decode()
    assert len(links) == 6
    assert [link for link in links if f'id="{link}"' not in html] == []


def test_saying_everything(program: Any, ada: Applicant, ada_client: Client) -> None:
    specialty = Specialty.objects.first()
    response = say(
        ada_client,
        stage="graduate",
        school_name="University of Lagos",
        school_country="NG",
        graduated_on="2023-06-30",
        born_on="1998-02-01",
        ecfmg_status="certified",
        ecfmg_pathway="1",
        citizenship="NG",
        second_citizenship="GB",
        is_us_permanent_resident="no",
        visa_held="B-1/B-2",
        visa_expires_on="2030-01-01",
        seeks_residency="yes",
        match_year="2028",
        budget_usd="1500",
        specialties=[str(specialty.pk)],
        preferred_states=["TX", "NY"],
        available_months=["1", "12"],
        partner_hosts=[str(program.host.pk)],
        usmle_step1__status="passed",
        usmle_step1__taken_on="2024-01-05",
        usmle_step1__score="231",
        usmle_step1__attempts="1",
        answer__cv="yes",
        answer__tb_test="no",
    )
    assert (response.status_code, response["Location"]) == (302, URL)
    ada = Applicant.objects.get(pk=ada.pk)
    assert [ada.stage, ada.school_country, ada.graduated_on] == ["graduate", "NG", datetime.date(2023, 6, 30)]
    assert [ada.citizenships, ada.is_us_permanent_resident, ada.seeks_residency] == [
        ["NG", "GB"],
        False,
        True,
    ]
    assert [ada.ecfmg_pathway, ada.match_year, ada.budget_usd] == [1, 2028, 1500]
    assert [ada.preferred_states, ada.available_months] == [["TX", "NY"], [1, 12]]
    assert [list(ada.specialties.all()), list(ada.partner_hosts.all())] == [[specialty], [program.host]]
    assert list(ada.exams.values_list("kind", "status", "score", "attempts")) == [
        ("usmle_step1", "passed", 231, 1)
    ]
    assert dict(ada.answers.values_list("code", "is_yes")) == {"cv": True, "tb_test": False}
    page = ada_client.get(URL).content.decode()
    assert '<option value="NG" selected>Nigeria</option>' in page
    assert 'value="2024-01-05"' in page
    assert ">Saved. <a " in page


@pytest.mark.parametrize(
    ("stage", "query", "words"),
    [
        (
            "graduate",
            "?sort=fit&answer=qualify&answer=qualify_with_warnings",
            "See the 1 program that is open to you",
        ),
        ("preclinical_student", "?sort=fit", "See the programs, best for you first"),
    ],
)
def test_a_save_says_at_once_what_is_open(stage: str, query: str, words: str, ada_client: Client) -> None:
    make_program(slug="open", audiences=["graduate"], not_open_to=["preclinical_student"])
    assert say(ada_client, stage=stage)["Location"] == URL
    link = escape(f"/programs/{query}")
    said = re.findall(r"Saved\. .*?</li>", as_shown(ada_client.get(URL)))
    assert said == [f'Saved. <a href="{link}">{words}</a></li>']
    assert ('data-program="open"' in ada_client.get(f"/programs/{query}").content.decode()) is ("1" in words)


def test_blank_takes_back_what_was_said(program: Any, ada: Applicant, ada_client: Client) -> None:
    say(ada_client, stage="graduate", citizenship="NG", usmle_step1__status="passed", answer__cv="yes")
    Answer.objects.create(applicant=ada, code="not_on_the_page", is_yes=True)
    say(ada_client)
    ada = Applicant.objects.get(pk=ada.pk)
    assert [ada.stage, ada.citizenships, ada.exams.count()] == ["", [], 0]
    assert [answer.code for answer in ada.answers.all()] == ["not_on_the_page"]


@time_machine.travel("2026-11-25 11:00:00+00:00", tick=False)
@pytest.mark.parametrize(
    ("zone", "day", "count"),
    [
        ("Pacific/Kiritimati", "2026-11-26", 0),  # 14 hours ahead: it is the 26th there
        ("UTC", "2026-11-26", 1),
        ("Pacific/Pago_Pago", "2026-11-25", 0),
        ("Pacific/Pago_Pago", "2026-11-26", 1),
    ],
)
def test_a_day_is_past_on_the_applicant_s_own_calendar(
    zone: str, day: str, count: int, ada: Applicant, ada_client: Client
) -> None:
    Applicant.objects.filter(pk=ada.pk).update(time_zone=zone)
    response = say(ada_client, usmle_step1__status="passed", usmle_step1__taken_on=day)
    assert len(errors(response) if response.status_code == 422 else []) == count


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"stage": "wizard"}, "Current stage: Select a valid choice"),
        ({"graduated_on": "31/12/2023"}, "Graduation date: Write the day as year, month and day"),
        ({"graduated_on": "0203-06-30"}, "Graduation date: Write a day from 1920 to 2100."),
        ({"born_on": "2099-01-01"}, "Date of birth: This day must be in the past."),
        ({"school_country": "XX"}, "Country of your medical school: Select a valid choice"),
        ({"budget_usd": "-5"}, "Budget for four weeks, US dollars: Ensure this value is greater"),
        ({"match_year": "1999"}, "Match you aim for (year residency starts): Ensure this value is greater"),
        ({"specialties": ["0"]}, "Specialties you want: Select a valid choice"),
        ({"partner_hosts": ["x"]}, "US hosts that your school has an agreement with: "),
        ({"usmle_step1__score": "200"}, "Status: Choose the status of this exam."),
        (
            {"usmle_step1__status": "passed", "usmle_step1__taken_on": "2099-01-01"},
            "Date taken or scheduled: This",
        ),
        ({"toefl__status": "passed", "toefl__score": "9999"}, "Score: Ensure"),
        ({"answer__cv": "perhaps"}, "Curriculum vitae: Select a valid choice"),
        ({"complete": ""}, "Complete: The form arrived incomplete. Nothing was saved."),
    ],
)
def test_bad_input_is_told_and_kept_as_typed(
    values: dict[str, Any], expected: str, program: Any, ada: Applicant, ada_client: Client
) -> None:
    response = say(ada_client, **{"school_name": "My <school>", "answer__passport": "yes"} | values)
    assert response.status_code == 422
    assert [words for words in errors(response) if words.startswith(expected)] != []
    html = response.content.decode()
    assert 'value="My &lt;school&gt;"' in html
    assert re.search(r'value="yes"[^>]* checked', html)
    ada = Applicant.objects.get(pk=ada.pk)
    assert (ada.school_name, ada.answers.count(), ada.exams.count()) == ("", 0, 0)


def test_one_press_says_yes_to_the_usual_documents_not_answered(
    program: Any, ada: Applicant, ada_client: Client
) -> None:
    say(ada_client, answer__passport="no", usual="1")
    assert dict(ada.answers.values_list("code", "is_yes")) == {"cv": True, "passport": False}


def test_an_exam_may_be_scheduled(program: Any, ada: Applicant, ada_client: Client) -> None:
    say(ada_client, usmle_step1__status="scheduled", usmle_step1__taken_on="2099-01-01")
    assert ada.exams.get().taken_on == datetime.date(2099, 1, 1)
    say(ada_client, usmle_step1__status="passed")
    assert list(ada.exams.values_list("status", "taken_on")) == [("passed", None)]


def test_nobody_sees_or_changes_what_another_has_said(
    program: Any, ada: Applicant, obi: Applicant, ada_client: Client, obi_client: Client
) -> None:
    say(ada_client, school_name="University of Lagos", usmle_step1__status="passed", answer__cv="yes")
    say(obi_client, school_name="Punjab", answer__cv="no")
    assert "Lagos" not in obi_client.get(URL).content.decode()
    assert [Applicant.objects.get(pk=one.pk).school_name for one in (ada, obi)] == [
        "University of Lagos",
        "Punjab",
    ]
    assert [ada.exams.count(), obi.exams.count()] == [1, 0]
    assert [ada.answers.get(code="cv").is_yes, obi.answers.get(code="cv").is_yes] == [True, False]


def test_without_an_account_the_page_sends_to_the_log_in(client: Client) -> None:
    assert client.get(URL)["Location"].startswith("/accounts/login/?next=/profile/")


def test_an_empty_profile_says_what_helps_most(ada_client: Client) -> None:
    make_program(audiences=["graduate"])
    make_program(audiences=["graduate"], requirements=[{"code": "usmle_step1", "level": "required"}])
    html = as_shown(ada_client.get(URL))
    found = re.findall(r'data-missing="(\w+)" data-settles="(\d+)" data-asked="(\d+)"', html)
    assert found == [("stage", "1", "2"), ("usmle_step1", "0", "1")]
    assert "0 of 2 questions that programs ask" in html


def test_what_would_open_the_most_doors(ada: Applicant, ada_client: Client) -> None:
    step = {"code": "usmle_step1", "level": "required"}
    for _ in range(2):
        make_program(requirements=[step])
    make_program(requirements=[step, {"code": "tb_test", "level": "required"}])
    make_program(requirements=[step], intake="not_offered")
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="not_taken")
    html = ada_client.get(URL).content.decode()
    assert re.findall(r'data-unlock="(\w+)"\s+data-count="(\d+)"', html) == [("usmle_step1", "3")]
    Answer.objects.create(applicant=ada, code="tb_test", is_yes=False)
    html = ada_client.get(URL).content.decode()
    assert re.findall(r'data-unlock="(\w+)"\s+data-count="(\d+)"', html) == [("usmle_step1", "2")]


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(count: int, ada: Applicant, ada_client: Client) -> None:
    for number in range(count):
        program = make_program(access=["partner_school"], requirements=DOCUMENTS)
        ada.partner_hosts.add(program.host)
        make_application(ada, program=program)
        Answer.objects.create(applicant=ada, code=f"code-{number}", is_yes=True)
    ada_client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        ada_client.get(URL)
    assert len(queries) == 13
