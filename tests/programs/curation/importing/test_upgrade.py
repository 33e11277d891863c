"""A portal with the catalog of the release before takes the new one; nothing that a person wrote is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from applicants.applications.program_changes import facts_changed
from applicants.models import Applicant, Application, User
from programs.choices import ChangeAction, Publication
from programs.curation.importing.record_import import RecordResult, import_lines
from programs.curation.publishing.changes import apply_change
from programs.models import Fee, Program
from programs.records import changed_facts
from tests.factories import CATALOG, load_vocabularies, make_application

pytestmark = pytest.mark.django_db

DATA = Path(settings.BASE_DIR) / "tests" / "data"
REPLACED = json.loads((CATALOG / "replaced.json").read_text())
NEW = {
    json.loads(line)["slug"]: json.loads(line)
    for line in (CATALOG / "programs.jsonl").read_bytes().splitlines()
}


@pytest.fixture
def before() -> dict[str, Any]:
    """Load programs of the release before that the new one changes or replaces; return their records."""
    load_vocabularies()
    with (DATA / "previous_release.jsonl").open("rb") as lines:
        report = import_lines(lines)
    assert (report.count(RecordResult.CREATED), report.refused) == (50, [])
    return dict(Program.objects.values_list("slug", "record"))


def edit_thirty(curator: User) -> list[str]:
    """Let a curator edit thirty programs that the release changes, columns and rows; return their slugs."""
    programs = list(Program.objects.exclude(slug__in=REPLACED).order_by("slug")[:30])
    for program in programs:
        Program.objects.filter(pk=program.pk).update(summary="As I read it.", housing="not_provided")
        Fee.objects.create(program=program, kind="other", amount_min=7, note="Told by the office")
        apply_change(program.pk, ChangeAction.EDITED, by=curator)
    return [program.slug for program in programs]


def test_every_address_of_the_release_before_is_there_or_leads_somewhere() -> None:
    slugs = (DATA / "previous_slugs.txt").read_text().split()
    assert len(slugs) == 280
    assert {slug for slug in slugs if slug not in NEW} == set(REPLACED)


def test_what_curators_wrote_stays_and_everything_else_is_the_new_release(
    before: dict[str, Any], curator: User
) -> None:
    edited = edit_thirty(curator)
    written = dict(Program.objects.values_list("slug", "record"))
    call_command("load_catalog", verbosity=0)
    after = dict(Program.objects.values_list("slug", "record"))
    assert len(after) == 424 + 99 + len(REPLACED)
    fresh = import_lines(
        [json.dumps(NEW[slug]).encode() for slug in before if slug in NEW], force=True, dry_run=True
    )
    assert fresh.refused == []
    for slug in edited:
        kept = ("summary", "housing", "fees")
        assert [after[slug][key] for key in kept] == [written[slug][key] for key in kept], slug
    for slug in before.keys() - set(edited) - set(REPLACED):
        assert (
            changed_facts(
                after[slug],
                after[slug]
                | {key: value for key, value in NEW[slug].items() if key not in ("proof", "specialties")},
            )
            == {}
        ), slug


def test_a_second_start_changes_nothing(before: dict[str, Any], curator: User) -> None:
    edit_thirty(curator)
    call_command("load_catalog", verbosity=0)
    seen = list(Program.objects.order_by("slug").values_list("slug", "record", "changed_in"))
    call_command("load_catalog", verbosity=0)
    assert list(Program.objects.order_by("slug").values_list("slug", "record", "changed_in")) == seen


def test_applications_stay_and_show_the_difference(before: dict[str, Any], ada: Applicant) -> None:
    programs = list(Program.objects.order_by("slug")[:20])
    for program in programs:
        make_application(ada, program=program, record=program.record, note="My own words")
    call_command("load_catalog", verbosity=0)
    mine = list(Application.objects.select_related("program").order_by("program__slug"))
    assert [(one.record, one.note) for one in mine] == [
        (before[one.program.slug], "My own words") for one in mine
    ]
    assert len(mine) == 20
    for one in mine:
        left = one.program.publication != Publication.PUBLISHED
        assert left is (one.program.slug in REPLACED)
        assert left or facts_changed(one.record, one.program.record) != [], one.program.slug


def test_a_replaced_programs_address_leads_to_its_successor(before: dict[str, Any], client: Client) -> None:
    call_command("load_catalog", verbosity=0)
    for old, new in REPLACED.items():
        answer = client.get(f"/programs/{old}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/programs/{new}/")


def test_a_replaced_program_that_a_curator_edited_stays_listed(
    before: dict[str, Any], curator: User, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    old = next(iter(REPLACED))
    apply_change(Program.objects.get(slug=old).pk, ChangeAction.EDITED, by=curator)
    call_command("load_catalog")
    assert f"kept {old}, which the release replaces" in capsys.readouterr().out
    assert client.get(f"/programs/{old}/").status_code == 200
