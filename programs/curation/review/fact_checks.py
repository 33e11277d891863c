"""Curators' answers: what each does to a program, who may give it, and how the last one is taken back."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from programs import proof
from programs.choices import ChangeAction, FactAnswer
from programs.curation.publishing import changes
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.facts import FACTS
from programs.models import (
    CatalogueVersion,
    Change,
    FactCheck,
    Program,
    ReviewItem,
    SourcePage,
    SourceVisit,
)
from programs.records import Record, comparable

DAY = datetime.timedelta(days=1)
# A source counts as opened for a working day.
OPENED_FOR = datetime.timedelta(hours=12)
# A fact that was answered within this time is not asked again.
ANSWERED_FOR = 30 * DAY
# When a program comes back: after it was confirmed, when somebody could not tell, and when it was skipped.
CONFIRMED_FOR, UNCLEAR_FOR, SKIPPED_FOR = 180 * DAY, 30 * DAY, DAY
# What dates another fact and is none of its own.
NO_FACT = ("intake_as_of",)
UNOPENED = "Open the source first, or say below why you answer without it."


class UnopenedSourceError(Exception):
    """Somebody answers for a source that they have not opened, and does not say why."""


class ChangedMeanwhileError(Exception):
    """What is to be taken back has been changed since."""


@dataclass(frozen=True)
class Answering:
    """One act of a curator: who, with which reason, under which id."""

    by: Any
    reason: str = ""
    act: uuid.UUID = field(default_factory=uuid.uuid4)


def fact_paths(record: Record) -> Iterator[str]:
    """Yield the path of each fact that a record states, those that decide first; lists line by line."""
    deciding = list(proof.deciding_paths(record))
    yield from deciding
    names = [fact.name for fact in FACTS if fact.name not in NO_FACT and fact.words(record)]
    yield from (name for name in names if name not in proof.LINES and name not in deciding)
    for key in proof.LINES:
        if key not in proof.DECIDING:
            yield from (f"{key}.{position}" for position in range(len(record[key])))


def url_of(record: Record, path: str) -> str:
    """Return the address that a fact rests on; blank without any source."""
    place = proof.path_place(record, path)
    return record["sources"][place]["url"] if place < len(record["sources"]) else ""


def opened_by(program: Program, user: Any) -> set[str]:
    """Return the addresses of a program's sources that somebody has opened lately."""
    visits = SourceVisit.objects.filter(program=program, by=user, at__gte=timezone.now() - OPENED_FOR)
    return set(visits.values_list("url", flat=True))


def answers_of(program: Program) -> dict[str, str]:
    """Return the answers that still stand, by path of the fact."""
    since = timezone.now() - ANSWERED_FOR
    first = (timezone.localdate() - ANSWERED_FOR).isoformat()
    unclear = {
        path: answer
        for path, answer in FactCheck.objects.answers_since(program.pk, since).items()
        if answer == FactAnswer.UNCLEAR
    }
    checked = {path: FactAnswer.TRUE.value for path, day in program.fact_checks.items() if day >= first}
    return unclear | checked


def unanswered_paths(program: Program) -> list[str]:
    """Return the paths of the facts that nobody has answered lately."""
    answered = answers_of(program)
    return [path for path in fact_paths(program.record) if path not in answered]


def require_sources(program: Program, paths: list[str], answering: Answering) -> None:
    """UnopenedSourceError unless the sources of some facts were opened or a reason says why not."""
    urls = {url_of(program.record, path) for path in paths}
    if not answering.reason and not urls <= opened_by(program, answering.by):
        raise UnopenedSourceError(UNOPENED)


def checked_today(path: str) -> proof.Checks:
    return {path: timezone.localdate().isoformat()}


def state_of(program: Program) -> dict[str, Any]:
    """Return what an answer may replace, for taking it back."""
    item = ReviewItem.objects.filter(program=program).values("due_on", "links").first()
    return {
        "checked_on": program.checked_on and program.checked_on.isoformat(),
        "checked_by": program.checked_by_id,
        "fact_checks": program.fact_checks,
        "item": item and {"due_on": item["due_on"].isoformat(), "links": item["links"]},
    }


def save_check(
    program: Program, path: str, answer: FactAnswer, answering: Answering, **more: Any
) -> FactCheck:
    """Stamp an answer: who, when, which source."""
    return FactCheck.objects.create(
        program=program,
        fact=path,
        answer=answer,
        source_url=url_of(program.record, path or "sources"),
        by=answering.by,
        reason=answering.reason,
        act=answering.act,
        **more,
    )


def put_off(program: Program, time: datetime.timedelta, **values: Any) -> None:
    """Let a program come back to the queue after some days."""
    ReviewItem.objects.of_program(program.pk).update(
        due_on=timezone.localdate() + time, claimed_by=None, claimed_until=None, **values
    )


@transaction.atomic
def confirm_program(program: Program, answering: Answering) -> FactCheck:
    """Note that every fact of a program still agrees with its sources.

    UnopenedSourceError when the source of an unanswered fact was not opened and no reason says why.
    """
    CatalogueVersion.advance()
    require_sources(program, unanswered_paths(program), answering)
    before = state_of(program)
    change = changes.confirm(program, answering.by, answering.reason)
    urls = [source["url"] for source in program.record["sources"]]
    SourcePage.objects.acknowledge(urls)
    put_off(program, CONFIRMED_FOR, links=0)
    return save_check(program, "", FactAnswer.TRUE, answering, change=change, before=before)


@transaction.atomic
def answer_fact(program: Program, path: str, answer: FactAnswer, answering: Answering) -> None:
    """Answer for one fact: still true, or could not tell. The last answer of a program finishes it."""
    CatalogueVersion.advance()
    before, change = state_of(program), None
    if answer == FactAnswer.TRUE:
        require_sources(program, [path], answering)
        change = changes.apply_change(
            program.pk,
            ChangeAction.CONFIRMED,
            by=answering.by,
            reason=answering.reason,
            checks=checked_today(path),
        )
    save_check(program, path, answer, answering, change=change, before=before)
    finish(program, answering)


@transaction.atomic
def note_edit(program: Program, path: str, answer: FactAnswer, answering: Answering) -> Change:
    """Publish what a curator has just changed or removed in the working copy, and stamp it."""
    before = state_of(program)
    checks = checked_today(path) if answer == FactAnswer.CHANGED else {}
    change = changes.apply_change(
        program.pk, ChangeAction.EDITED, by=answering.by, reason=answering.reason, checks=checks
    )
    save_check(program, path, answer, answering, change=change, before=before)
    finish(program, answering)
    return change


def finish(program: Program, answering: Answering) -> None:
    """Confirm a program whose facts are all answered; one that somebody could not tell comes back earlier."""
    program.refresh_from_db()
    if unanswered_paths(program):
        return
    if FactAnswer.UNCLEAR in answers_of(program).values():
        put_off(program, UNCLEAR_FOR)
    else:
        confirm_program(program, answering)


def skip(program: Program, answering: Answering) -> None:
    """Leave a program for another day."""
    save_check(program, "", FactAnswer.SKIPPED, answering, before=state_of(program))
    put_off(program, SKIPPED_FOR)


def take_back_facts(program: Program, facts: dict[str, list[Any]]) -> None:
    """Write the values of before a change; ChangedMeanwhileError when somebody has changed them since."""
    record = program.record
    if any(comparable(record.get(key) or None) != comparable(new or None) for key, (_, new) in facts.items()):
        raise ChangedMeanwhileError
    blank = {key: type(record[key])() if isinstance(record[key], list | dict) else None for key in facts}
    old = {key: blank[key] if before is None else before for key, (before, _) in facts.items()}
    write_record(program, record | old, KnownRows.of_program(program))


@transaction.atomic
def undo(checks: list[FactCheck], by: Any) -> None:
    """Take the answers of one act back, the last first; ChangedMeanwhileError changes nothing."""
    CatalogueVersion.advance()
    for check in checks:
        program = Program.objects.for_editing().get(pk=check.program_id)
        changed = check.change.facts if check.change and check.change.action == ChangeAction.EDITED else {}
        if changed:
            take_back_facts(program, changed)
        restore(program, check.before, by, is_changed=check.change is not None)
        check.undone_at = timezone.now()
        check.save(update_fields=["undone_at"])


def restore(program: Program, before: dict[str, Any], by: Any, *, is_changed: bool) -> None:
    """Give a program the days and the place in the queue that it had before an answer."""
    day, checks = before["checked_on"], before["fact_checks"]
    Program.objects.filter(pk=program.pk).update(
        checked_on=day and datetime.date.fromisoformat(day),
        checked_by=before["checked_by"],
        fact_checks=checks,
    )
    if is_changed:
        changes.apply_change(program.pk, ChangeAction.TAKEN_BACK, by=by, checks=checks)
    if before["item"]:
        ReviewItem.objects.of_program(program.pk).update(**before["item"])
