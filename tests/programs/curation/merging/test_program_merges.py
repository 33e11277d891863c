"""Two programs become one: chosen facts with their proof, what pointed at the duplicate, and the way back."""

import datetime
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from applicants.models import Application
from programs.curation.history import versions
from programs.curation.merging import program_merges
from programs.curation.merging.program_merges import (
    MergeDecision,
    MergeError,
    foreign_keys_to_programs,
    versions_of,
)
from programs.curation.merging.record_merge import curators_by_fact
from programs.curation.publishing import changes
from programs.curation.review import fact_checks
from programs.models import (
    Change,
    FlagSilence,
    FormerSlug,
    HostProposal,
    Program,
    ProgramMerge,
    Report,
    SourceVisit,
)
from programs.proof import proof_of
from tests.factories import make_applicant, make_application, make_person, make_program, make_record

REASON = "The same page describes both"


def source(number: int, day: str) -> dict[str, Any]:
    return {"url": f"https://example.org/{number}", "title": "Page", "page_date": day, "kind": "primary"}


@pytest.fixture
def kept(db: None) -> Program:
    return make_program(slug="kept", name="Observership", housing="provided", sources=[source(1, "2025-03")])


@pytest.fixture
def removed(db: None) -> Program:
    return make_program(
        slug="removed", name="Observer program", letter="offered", sources=[source(2, "2026-06")]
    )


def decide(kept: Program, removed: Program, *taken: str) -> MergeDecision:
    for program in (kept, removed):
        program.refresh_from_db()
    return MergeDecision(kept.pk, removed.pk, frozenset(taken), versions_of(kept, removed), REASON)


def merge(kept: Program, removed: Program, *taken: str, by: Any = None) -> ProgramMerge:
    found = program_merges.merge_programs(decide(kept, removed, *taken), by)
    for program in (kept, removed):
        program.refresh_from_db()
    return found


def facts_and_proof(program: Program, *names: str) -> list[tuple[Any, str]]:
    found = [proof_of(program.record, name, program.checked_on, program.fact_checks) for name in names]
    return [
        (program.record[name], one.page_date if one else "") for name, one in zip(names, found, strict=True)
    ]


def test_chosen_facts_come_with_their_own_proof(kept: Program, removed: Program) -> None:
    curator = make_person("curator@example.org")
    found = merge(kept, removed, "name", "letter", by=curator)
    assert facts_and_proof(kept, "name", "letter", "housing") == [
        ("Observer program", "2026-06"),
        ("offered", "2026-06"),
        ("provided", "2025-03"),
    ]
    assert (found.change.action, found.change.by, found.change.reason) == ("merged", curator, REASON)
    assert sorted(found.change.facts) == ["letter", "name", "proof", "sources"]
    assert (kept.curated_at is None, curators_by_fact(kept)["letter"]) == (False, str(curator))


def test_the_duplicate_leaves_the_catalog_and_its_address_leads_on(
    client: Client, kept: Program, removed: Program
) -> None:
    FormerSlug.objects.create(slug="older", program=removed)
    merge(kept, removed)
    assert removed.publication == "archived"
    for address in ("removed", "older"):
        answer = client.get(f"/programs/{address}/")
        assert (answer.status_code, answer["Location"]) == (301, "/programs/kept/")
    last = removed.changes.first()
    assert (last.action, last.reason) == ("archived", f"Merged into kept: {REASON}")


def test_all_that_points_at_the_duplicate_moves(kept: Program, removed: Program) -> None:
    ada, obi = (make_applicant(f"{name}@example.org") for name in ("ada", "obi"))
    moving = make_application(ada, program=removed, note="Ask about August", record=removed.record)
    at_both = [make_application(obi, program=program, note=program.slug) for program in (kept, removed)]
    rows = [
        Report.objects.create(kind="problem", program=removed, text="Wrong fee"),
        HostProposal.objects.create(program=removed, email="office@example.org", note="Ask us"),
        SourceVisit.objects.create(program=removed, by=ada.user, url="https://example.org/2"),
        FlagSilence.objects.create(program=removed, rule="no_proof", reason="The office says so"),
        FormerSlug.objects.create(slug="older", program=removed),
    ]
    found = merge(kept, removed)
    for row in [moving, *rows, *at_both]:
        row.refresh_from_db()
    assert [row.program for row in [moving, *rows]] == [kept] * 6
    assert (moving.note, moving.record["slug"], moving.version) == ("Ask about August", "removed", 1)
    assert [(one.program, one.note) for one in at_both] == [(kept, "kept"), (removed, "removed")]
    assert program_merges.count_rows_left(removed) == {"applicants.application.program": 1}
    assert found.change.facts["silences"] == [[], [{"rule": "no_proof", "reason": "The office says so"}]]


def test_every_column_that_points_at_programs_is_decided_on() -> None:
    """A new one moves by itself; name here that it does, or add its table to ``OWN``."""
    assert sorted(foreign_keys_to_programs()) == [
        "applicants.alert.program",
        "applicants.application.program",
        "applicants.watch.program",
        "programs.flagsilence.program",
        "programs.formerslug.program",
        "programs.hostproposal.program",
        "programs.report.program",
        "programs.sourcevisit.program",
    ]


def test_records_and_histories_of_both_stay_as_they_were(kept: Program, removed: Program) -> None:
    record, changes = removed.record, list(removed.changes.all())
    merge(kept, removed, "name")
    assert (removed.record, list(removed.changes.all())[1:]) == (record, changes)
    first = kept.changes.last()
    assert versions.version_after(kept.record, first)["name"] == "Observership"
    assert [one.removed for one in program_merges.all_merged_into(kept)] == [removed]


def test_facts_keep_the_days_of_their_own_checks(kept: Program, removed: Program) -> None:
    ada = make_person("ada@example.org")
    for program, day in ((kept, datetime.date(2026, 9, 1)), (removed, datetime.date(2026, 7, 1))):
        Program.objects.filter(pk=program.pk).update(checked_on=day, checked_by=ada)
    merge(kept, removed, "letter")
    days = [
        proof_of(kept.record, name, kept.checked_on, kept.fact_checks).day
        for name in ("name", "housing", "letter")
    ]
    assert days == [datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), datetime.date(2026, 7, 1)]


def test_what_was_never_checked_is_not_checked_by_a_merge(kept: Program, removed: Program) -> None:
    changes.mark_checked(kept, make_person("ada@example.org"))
    merge(kept, removed, "letter")
    found = {
        name: proof_of(kept.record, name, kept.checked_on, kept.fact_checks) for name in ("name", "letter")
    }
    assert {name: one.is_checked for name, one in found.items()} == {"name": True, "letter": False}


def refused(kept: Program, removed: Program, *taken: str) -> str:
    with pytest.raises(MergeError) as error:
        merge(kept, removed, *taken)
    assert not ProgramMerge.objects.exists() or ProgramMerge.objects.count() == 1
    return str(error.value)


def test_why_two_programs_are_not_merged(kept: Program, removed: Program) -> None:
    assert refused(kept, kept) == "This is the same program."
    changes.archive_program(kept, None)
    assert refused(kept, removed).startswith("Visitors see Observer program and would lose it")
    changes.publish_program(kept, None)
    bare = make_program(name="Bare", sources=[])
    assert refused(kept, bare).startswith("Record a source for Bare first")
    third = make_program(name="Third")
    merge(kept, removed)
    assert refused(third, removed) == "Observer program was merged into Observership already."
    assert refused(removed, third) == "Observer program was merged into Observership already."


def test_facts_that_do_not_fit_together_are_refused_whole(kept: Program) -> None:
    short = make_program(name="Short", weeks_min=2, weeks_max=4)
    long = make_program(name="Long", weeks_min=8, weeks_max=12)
    assert refused(short, long, "weeks_min").startswith("These facts do not fit together")
    short.refresh_from_db()
    assert (short.record["weeks_min"], short.changes.count()) == (2, 1)


def test_a_change_since_the_choice_is_not_overwritten(kept: Program, removed: Program) -> None:
    seen = decide(kept, removed, "name")
    changes.mark_checked(removed, make_person("ada@example.org"))
    with pytest.raises(MergeError, match="Somebody has changed one of the two"):
        program_merges.merge_programs(seen, None)


def test_trying_out_changes_nothing(kept: Program, removed: Program) -> None:
    make_application(make_applicant("ada@example.org"), program=removed)
    found, left = program_merges.preview_merge(decide(kept, removed, "name"), None)
    assert (found.change.facts["name"], left) == (["Observership", "Observer program"], {})
    kept.refresh_from_db()
    assert (kept.record["name"], ProgramMerge.objects.count(), Application.objects.get().program) == (
        "Observership", 0, removed,
    )  # fmt: skip


def test_undoing_puts_everything_back(client: Client, kept: Program, removed: Program) -> None:
    curator = make_person("ada@example.org")
    changes.mark_checked(kept, curator)
    application = make_application(make_applicant("obi@example.org"), program=removed)
    FormerSlug.objects.create(slug="older", program=removed)
    kept.refresh_from_db()
    before = (kept.record, kept.checked_on, kept.checked_by, kept.fact_checks, kept.fresh_on)
    decided = curators_by_fact(kept)
    found = merge(kept, removed, "name", "letter")
    assert program_merges.undo_merge(found, curator, "Two departments") is True
    for row in (kept, removed, application):
        row.refresh_from_db()
    assert (kept.record, kept.checked_on, kept.checked_by, kept.fact_checks, kept.fresh_on) == before
    assert (removed.publication, application.program) == ("published", removed)
    assert list(FormerSlug.objects.values_list("slug", "program__slug")) == [("older", "removed")]
    assert [client.get(f"/programs/{slug}/").status_code for slug in ("kept", "removed")] == [200, 200]
    assert [program.changes.first().action for program in (kept, removed)] == ["unmerged", "unmerged"]
    assert curators_by_fact(kept) == decided
    with pytest.raises(MergeError, match="Somebody else has undone this merge"):
        program_merges.undo_merge(found, curator, "Again")


def test_undoing_leaves_what_changed_since(kept: Program, removed: Program) -> None:
    found = merge(kept, removed, "name")
    changes.mark_checked(kept, make_person("ada@example.org"))
    late = make_application(make_applicant("obi@example.org"), program=kept)
    assert program_merges.undo_merge(found, None, "Two departments") is False
    for row in (kept, late):
        row.refresh_from_db()
    assert (kept.record["name"], late.program) == ("Observer program", kept)


def test_merges_in_a_row_are_undone_from_the_last(client: Client, kept: Program, removed: Program) -> None:
    last = make_program(slug="last", name="Last")
    first, second = merge(kept, removed), merge(last, kept)
    assert client.get("/programs/removed/")["Location"] == "/programs/last/"
    assert [one.removed for one in program_merges.all_merged_into(last)] == [kept, removed]
    with pytest.raises(MergeError, match="was itself merged into Last"):
        program_merges.undo_merge(first, None, "Wrong")
    program_merges.undo_merge(second, None, "Wrong")
    assert client.get("/programs/removed/")["Location"] == "/programs/kept/"
    assert program_merges.undo_merge(first, None, "Wrong") is True


def test_an_answer_about_the_duplicate_is_taken_back_there(kept: Program, removed: Program) -> None:
    ada = make_person("ada@example.org")
    check = fact_checks.confirm_program(removed, fact_checks.CuratorAct(ada, "Called them"))
    merge(kept, removed)
    check.refresh_from_db()
    record = kept.record
    fact_checks.undo_answers([check], ada)
    for program in (kept, removed):
        program.refresh_from_db()
    assert (kept.record, removed.publication, removed.checked_on) == (record, "archived", None)


def at_once(*acts: Any) -> list[str]:
    """Return what became of some acts that began at the same moment."""
    start, said = threading.Barrier(len(acts)), []

    def do(act: Any) -> None:
        try:
            start.wait(30)
            act()
            said.append("done")
        except MergeError as error:
            said.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(said)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)
def test_two_merges_at_once_make_one() -> None:
    for number in range(10):
        one, two, three = (make_program(name=f"{name} {number}") for name in ("One", "Two", "Three"))
        there, back = decide(one, two), decide(two, one)
        third = decide(three, two)
        said = at_once(*(lambda d=d: program_merges.merge_programs(d, None) for d in (there, back, third)))
        assert (said.count("done"), len(said)) == (1, 3)
        standing = ProgramMerge.objects.filter(removed__in=[one, two, three])
        assert standing.count() == 1
        assert Program.objects.filter(pk__in=[one.pk, two.pk, three.pk]).published().count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)
def test_nothing_saved_during_a_merge_is_lost() -> None:
    for number in range(10):
        kept, removed = make_program(name=f"Kept {number}"), make_program(name=f"Removed {number}")
        applicant = make_applicant(f"a{number}@example.org")
        decision = decide(kept, removed)
        at_once(
            lambda d=decision: program_merges.merge_programs(d, None),
            lambda a=applicant, p=removed: make_application(a, program=p, note="Mine"),
        )
        application = Application.objects.get(applicant=applicant)
        assert (application.note, application.program in (kept, removed)) == ("Mine", True)
        assert Change.objects.filter(program=kept, action="merged").count() == 1


def test_a_record_of_the_exchange_format_can_be_merged_whole(db: None) -> None:
    one, two = (make_program(**make_record(name=name)) for name in ("One", "Two"))
    every = [key for key in one.record if key not in ("slug", "sources", "proof")]
    merge(one, two, *every)
    assert {key: one.record[key] for key in every} == {key: two.record[key] for key in every}
