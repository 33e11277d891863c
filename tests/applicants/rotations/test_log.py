"""The log of a rotation, with three people looking; it keeps patients out as the journal does."""

import datetime
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from applicants.guides.choices import Competency, SkillGroup
from applicants.models import Applicant, Skill, SkillLine
from applicants.reference_data import load_missing_rows
from tests.factories import make_application, make_rotation
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "fixtures" / "reference"


def page_of(applicant: Applicant) -> str:
    """The address of a log that is still empty."""
    rotation = make_application(applicant, status="rotating", starts_on=datetime.date(2027, 3, 1))
    return f"/rotations/{rotation.pk}/log/"


def add(client: Client, page: str, **facts: object) -> int:
    usual = {"day": "2027-03-02", "level": "observed", "count": "1", "token": str(uuid.uuid4())}
    return client.post(page, usual | facts).status_code


def test_the_shipped_skills_are_sourced_and_known() -> None:
    assert load_missing_rows(Skill, "skills.json", FOLDER) == 76
    rows = list(Skill.objects.all())
    assert [row.code for row in rows if not (row.source_title and row.group in SkillGroup)] == []
    assert {code for row in rows for code in row.competencies} == set(Competency.values)
    assert sum(len(skills) for _, skills in Skill.objects.by_group()) == 76


def test_a_skill_of_the_list_brings_its_competencies(ada: Applicant, ada_client: Client) -> None:
    page = page_of(ada)
    skill = Skill.objects.create(
        code="iv", group="procedures", name="Place an IV", competencies=["patient_care"], grade="official"
    )
    assert add(ada_client, page, skill=skill.pk, level="assisted", count="3") == 302
    line = SkillLine.objects.get()
    assert (line.skill, line.name, line.count) == (skill, "Place an IV", 3)
    assert line.competencies == ["patient_care"]
    shown = as_shown(ada_client.get(page))
    assert "Assisted, 3 times" in shown
    missing = (
        "Medical knowledge, Practice-based learning, Communication, Professionalism, Systems-based practice."
    )
    assert f"Nothing yet for: {missing}" in shown


def test_an_own_skill_has_the_competencies_that_were_ticked(ada: Applicant, ada_client: Client) -> None:
    page = page_of(ada)
    assert add(ada_client, page, name="Call the pharmacy", competencies=["systems", "communication"]) == 302
    line = SkillLine.objects.get()
    assert (line.skill, line.name) == (None, "Call the pharmacy")
    assert line.competencies == ["systems", "communication"]


def test_a_newly_chosen_skill_brings_its_own_and_a_kept_one_stays_as_it_was(
    ada: Applicant, ada_client: Client
) -> None:
    line = make_rotation(ada)["line"]
    Skill.objects.filter(pk=line.skill.pk).update(name="Auscultate", competencies=["systems"])
    other = Skill.objects.create(
        code="rounds",
        group="rounds",
        name="Present on rounds",
        competencies=["communication"],
        grade="official",
    )
    form = ada_client.get(line.get_absolute_url()).context["form"]
    assert (form["name"].value(), form["competencies"].value()) == ("", [])
    sent = {"day": "2027-03-03", "level": "observed", "count": "1", "seen": form["seen"].value()}
    assert ada_client.post(line.get_absolute_url(), sent | {"skill": line.skill.pk}).status_code == 302
    line.refresh_from_db()
    assert (line.name, line.competencies) == ("Listen to a heart", ["patient_care"])
    sent["seen"] = ada_client.get(line.get_absolute_url()).context["form"]["seen"].value()
    assert ada_client.post(line.get_absolute_url(), sent | {"skill": other.pk}).status_code == 302
    line.refresh_from_db()
    assert (line.name, line.competencies) == ("Present on rounds", ["communication"])


def test_neither_or_both_is_refused_and_the_note_kept(ada: Applicant, ada_client: Client) -> None:
    page = page_of(ada)
    skill = Skill.objects.create(code="iv", group="procedures", name="Place an IV", grade="official")
    for facts in ({}, {"skill": skill.pk, "name": "Suture"}):
        sent = {"day": "2027-03-02", "level": "observed", "count": "1", "note": "Three stitches.", **facts}
        answer = ada_client.post(page, sent | {"token": str(uuid.uuid4())})
        assert (answer.status_code, "Three stitches." in answer.content.decode()) == (422, True)
    assert SkillLine.objects.count() == 0


@pytest.mark.parametrize("field", ["name", "note"])
def test_nothing_of_a_patient_is_saved(field: str, ada: Applicant, ada_client: Client) -> None:
    page = page_of(ada)
    sent = {"name": "Suture", field: "Suture for Mr. Okafor, MRN 00482913"}
    assert add(ada_client, page, **sent) == 422
    assert SkillLine.objects.count() == 0
    assert add(ada_client, page, **sent, not_a_patient=["Okafor", "00482913"]) == 302
    assert SkillLine.objects.get().not_a_patient.splitlines() == ["00482913", "Okafor"]


def test_notes_are_encrypted_in_the_database(ada: Applicant, ada_client: Client) -> None:
    add(ada_client, page_of(ada), name="Suture", note="Three stitches on a pig’s foot.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM applicants_skillline")
        assert [row[0].startswith("fernet:") for row in cursor.fetchall()] == [True]
    assert SkillLine.objects.get().note == "Three stitches on a pig’s foot."


def test_sent_twice_it_is_one_line(ada: Applicant, ada_client: Client) -> None:
    page, token = page_of(ada), str(uuid.uuid4())
    assert [add(ada_client, page, name="Suture", token=token) for _ in range(2)] == [302, 302]
    assert SkillLine.objects.count() == 1


def test_a_line_is_changed_and_deleted_by_its_owner_alone(
    ada: Applicant, ada_client: Client, obi_client: Client, curator_client: Client
) -> None:
    line = make_rotation(ada)["line"]
    page = line.get_absolute_url()
    for stranger in (obi_client, curator_client):
        assert [stranger.get(f"{page}{end}").status_code for end in ("", "delete/")] == [404, 404]
    form = ada_client.get(page).context["form"]
    sent = {"day": "2027-03-03", "level": "performed", "count": "2", "seen": form["seen"].value()}
    assert ada_client.post(page, sent | {"skill": line.skill.pk}).status_code == 302
    line.refresh_from_db()
    assert (line.name, line.level, line.count) == ("Listen to a heart", "performed", 2)
    assert ada_client.post(f"{page}delete/").status_code == 302
    assert SkillLine.objects.count() == 0


def test_hours_are_summed_by_the_week_that_begins_on_monday(ada: Applicant, ada_client: Client) -> None:
    rotation = make_application(ada, status="rotating")
    for day, hours in (("2027-03-01", 8), ("2027-03-07", 4), ("2027-03-08", 9.5), ("2027-03-09", None)):
        rotation.journal.create(day=day, hours=hours, text="Read on valves.")
    assert [(str(week), float(hours)) for week, hours in rotation.journal.all().hours_by_week()] == [
        ("2027-03-01", 12.0),
        ("2027-03-08", 9.5),
    ]
    shown = as_shown(ada_client.get(f"/rotations/{rotation.pk}/log/"))
    assert ("12 hours" in shown, "9.5 hours" in shown) == (True, True)
