"""The five first questions: before an account, at sign-up, and with one."""

import re

import pytest
from django.test import Client

from applicants.profile.first_answers import SESSION_KEY, as_read, as_written
from applicants.profile.first_questions import FirstQuestionsForm, initial_of
from applicants.profile.models import Applicant, Exam, User
from programs.models import Requirement, Specialty
from tests.factories import make_person, make_program

pytestmark = pytest.mark.django_db
STEP1 = [{"code": "usmle_step1", "level": "required"}]
SAID = {
    "stage": "graduate",
    "graduated_on": "2023-06-01",
    "school_country": "NG",
    "vslo_school": "no",
    "usmle_step1": "passed",
    "usmle_step2_ck": "",
    "citizenship": "NG",
    "visa_held": "B-1/B-2",
    "specialties": ["General Surgery"],
    "budget_usd": "2000",
    "seeks_residency": "yes",
}


@pytest.fixture
def surgery() -> Specialty:
    return Specialty.objects.create(name="General Surgery", slug="general-surgery")


@pytest.fixture
def three() -> None:
    """Programs that take a graduate with Step 1, that need VSLO, and that ask what was not said."""
    Requirement.objects.create(code="usmle_step1", label="USMLE Step 1", group="exam")
    make_program(slug="open", name="C", requirements=STEP1, free=True)
    make_program(slug="shut", name="A", access=["vslo_school"])
    make_program(slug="unknown", name="B", access=["faculty_sponsor"])


def answers(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    slugs, said = re.findall(r'data-program="(\w+)"', html), re.findall(r'data-answer="(\w+)"', html)
    return dict(zip(slugs, said, strict=True)) if said else {}


@pytest.mark.usefixtures("surgery", "three")
def test_a_visitor_gets_answers_without_an_account(client: Client) -> None:
    answer = client.post("/start/", SAID)
    assert (answer.status_code, answer["Location"]) == (302, "/programs/?sort=fit")
    assert answers(client, "/programs/?sort=fit&hide=") == {
        "open": "qualify",
        "unknown": "needs_answers",
        "shut": "not_for_me",
    }
    assert User.objects.count() == 0
    assert 'data-answer="qualify"' in client.get("/programs/open/").content.decode()
    assert answers(Client(), "/programs/") == {}


def test_before_any_answer_each_program_asks(client: Client) -> None:
    make_program(slug="one")
    for address in ("/programs/", "/programs/one/"):
        html = client.get(address).content.decode()
        assert ("/start/" in html, "data-answer" in html) == (True, False)


@pytest.mark.usefixtures("surgery", "three")
def test_the_count_comes_without_leaving_the_page(client: Client) -> None:
    assert client.post("/start/", SAID | {"count": "1"})["Location"] == "/start/"
    html = client.get("/start/").content.decode()
    assert re.findall(r"<b>(\d+)</b> ([^<]+)</a>", html) == [
        ("1", "You qualify"),
        ("0", "You qualify, with warnings"),
        ("1", "Needs your answers"),
        ("1", "Not eligible"),
        ("0", "Not accepting"),
    ]
    assert '<option value="graduate" selected>' in html


@pytest.mark.usefixtures("surgery")
def test_the_answers_move_into_the_profile_at_the_first_visit_with_an_account(client: Client) -> None:
    client.post("/start/", SAID)
    client.force_login(make_person("new@example.org"))
    client.get("/dashboard/")
    applicant = Applicant.objects.get(user__email="new@example.org")
    assert (applicant.stage, applicant.school_country, applicant.citizenships) == ("graduate", "NG", ["NG"])
    assert (applicant.budget_usd, applicant.seeks_residency, applicant.visa_held) == (2000, True, "B-1/B-2")
    assert list(applicant.exams.values_list("kind", "status")) == [("usmle_step1", "passed")]
    assert list(applicant.answers.values_list("code", "is_yes")) == [("vslo_school", False)]
    assert list(applicant.specialties.values_list("name", flat=True)) == ["General Surgery"]
    assert SESSION_KEY not in client.session


def test_an_account_that_is_there_keeps_what_it_says(ada: Applicant, client: Client) -> None:
    ada.stage = "clinical_student"
    ada.save()
    client.post("/start/", {"stage": "graduate"})
    client.force_login(ada.user)
    client.get("/dashboard/")
    ada.refresh_from_db()
    assert ada.stage == "clinical_student"


def test_with_an_account_the_profile_is_filled_and_nothing_is_forgotten(
    ada: Applicant, ada_client: Client, obi: Applicant
) -> None:
    ada.school_country, ada.seeks_residency = "IN", False
    ada.save()
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="scheduled")
    assert '<option value="IN" selected>' in ada_client.get("/start/").content.decode()
    ada_client.post("/start/", {"stage": "graduate", "usmle_step1": "passed"})
    ada.refresh_from_db()
    assert (ada.stage, ada.school_country, ada.seeks_residency) == ("graduate", "IN", False)
    assert list(ada.exams.values_list("kind", "status")) == [("usmle_step1", "passed")]
    obi.refresh_from_db()
    assert (obi.stage, obi.exams.count()) == ("", 0)


def test_what_cannot_be_read_is_said_and_stays(client: Client) -> None:
    answer = client.post("/start/", {"graduated_on": "soon", "school_country": "PK"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the day as year, month and day" in html
    assert '<option value="PK" selected>' in html
    assert SESSION_KEY not in client.session


def test_the_session_keeps_them_as_they_were(surgery: Specialty) -> None:
    form = FirstQuestionsForm(SAID, specialties=[surgery.name])
    assert form.is_valid()
    first = form.first_answers
    again = as_read(as_written(first))
    assert initial_of(again) == initial_of(first)
    assert (again.exams, again.answers, again.specialties) == (
        {"usmle_step1": "passed"},
        {"vslo_school": False},
        ("General Surgery",),
    )


def test_the_counts_are_those_of_the_profile_without_closed_programs(ada_client: Client) -> None:
    make_program()
    make_program(intake="discontinued")
    counts = [
        re.findall(r'verdicts__one--(\w+)"\s+href="[^"]+"><b>(\d+)', ada_client.get(path).content.decode())
        for path in ("/start/", "/profile/")
    ]
    assert counts[0] == counts[1]
    assert sum(int(count) for _, count in counts[0]) == 1
