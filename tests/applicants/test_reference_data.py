"""What the portal needs before its first applicant."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from applicants.guides.choices import Grade, Nationality, VisitActivity
from applicants.models import EntryRule, Season, StageAdvice
from programs.choices import Audience

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"


def load() -> list[str]:
    out = StringIO()
    call_command("load_reference_data", stdout=out)
    return out.getvalue().splitlines()


def rights() -> set[str]:
    group = Group.objects.get(name="Advisors")
    return set(
        group.permissions.filter(content_type__app_label="applicants").values_list("codename", flat=True)
    )


def test_the_shipped_files_load_clean_and_once() -> None:
    assert [line.partition(":")[0] for line in load()] == [
        "entry rules",
        "stage advice",
        "advice by specialty",
        "societies",
        "seasons and their days",
        "cost figures",
        "steps before a rotation",
        "lead times",
        "funding",
        "figures of the Match",
        "steps of the pathway",
        "steps of visas",
        "days of a rotation",
        "skills",
        "kinds of documents",
        "texts for outreach",
        "sections of the immunization form",
    ]
    assert (EntryRule.objects.count(), StageAdvice.objects.count(), Season.objects.exists()) == (17, 13, True)
    assert load() == []


def test_what_an_advisor_changed_stays() -> None:
    load()
    EntryRule.objects.exclude(status="J-1").delete()
    EntryRule.objects.update(says="Ours")
    assert load() == []
    assert list(EntryRule.objects.values_list("status", "says")) == [("J-1", "Ours")]


def test_advisors_may_curate_it_until_somebody_takes_that_away() -> None:
    load()
    models = (
        *("entryrule", "stageadvice", "season", "seasondate", "costfigure", "arrivalstep", "leadtime"),
        *("specialtyadvice", "society", "funding", "matchfigure", "pathwaystep", "visastep", "rotationtip"),
        *("skill", "documentkind", "immunizationsection", "outreachsample"),
    )
    assert rights() == {f"{act}_{model}" for act in ("view", "add", "change") for model in models}
    programs = Group.objects.get(name="Advisors").permissions.filter(content_type__app_label="programs")
    assert programs.count() > 40
    Group.objects.get(name="Advisors").permissions.clear()
    load()
    assert rights() == set()


@pytest.mark.parametrize("name", ["load_reference_data", "load_desk"])
def test_a_broken_file_stops_it(name: str, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"^entry_rules\.json cannot be read: "):
        call_command(name)


def test_every_rule_and_every_piece_of_advice_has_its_proof() -> None:
    load()
    rows = [*EntryRule.objects.all(), *StageAdvice.objects.all()]
    assert [str(row) for row in rows if not (row.source_title and row.as_of and row.grade in Grade)] == []
    assert [str(row) for row in rows if not row.source_url.startswith("http")] == []


def test_every_case_of_a_foreign_passport_has_a_rule_and_no_bare_yes() -> None:
    load()
    cases = [(a, s, n) for a in VisitActivity for s in Audience for n in Nationality if n != Nationality.US]
    empty = [case for case in cases if not EntryRule.objects.for_case(*case)]
    assert empty == []
    assert [rule.status for rule in EntryRule.objects.all() if not rule.ask] == []
