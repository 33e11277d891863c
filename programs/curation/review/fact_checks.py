"""Curators' answers: what each does to a program, who may give it, and how the last one is taken back."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.forms import ModelForm
from django.utils import timezone

from programs import proof
from programs.choices import ChangeAction, FactAnswer
from programs.curation.publishing import changes
from programs.curation.publishing.record_rows import KnownRows, write_record
from programs.curation.review.stored_facts import clear_fact
from programs.facts import FACTS
from programs.models import (
    CatalogVersion,
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
class CuratorAct:
    """Who answers and why; all answers with one ``id`` are taken back together."""

    by: Any
    reason: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def fact_paths(record: Record) -> Iterator[str]:
    """Yield the path of each fact that a record states, those that decide first; lists line by line."""
    deciding = list(proof.deciding_paths(record))
    yield from deciding
    names = [fact.name for fact in FACTS if fact.name not in NO_FACT and fact.words(record)]
    yield from (name for name in names if name not in proof.LINES and name not in deciding)
    for key in proof.LINES:
        if key not in proof.DECIDING:
            yield from (f"{key}.{position}" for position in range(len(record[key])))


def source_url(record: Record, path: str) -> str:
    """The address that a fact rests on; blank without any source."""
    place = proof.path_place(record, path)
    return record["sources"][place]["url"] if place < len(record["sources"]) else ""


def urls_opened_by(program: Program, user: Any) -> set[str]:
    """The addresses of a program's sources that somebody has opened lately."""
    visits = SourceVisit.objects.filter(program=program, by=user, at__gte=timezone.now() - OPENED_FOR)
    return set(visits.values_list("url", flat=True))


def standing_answers(program: Program) -> dict[str, str]:
    """The answers that still stand, by path of the fact."""
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
    """The paths of the facts that nobody has answered lately."""
    answered = standing_answers(program)
    return [path for path in fact_paths(program.record) if path not in answered]


def require_sources(program: Program, paths: list[str], act: CuratorAct) -> None:
    """Raise UnopenedSourceError unless the sources of some facts were opened or a reason says why not."""
    urls = {source_url(program.record, path) for path in paths}
    if not act.reason and not urls <= urls_opened_by(program, act.by):
        raise UnopenedSourceError(UNOPENED)


def review_state(program: Program) -> dict[str, Any]:
    """What an answer may replace, as ``FactCheck.before`` keeps it for taking the answer back."""
    item = ReviewItem.objects.filter(program=program).values("due_on", "links").first()
    return {
        "checked_on": program.checked_on and program.checked_on.isoformat(),
        "checked_by": program.checked_by_id,
        "fact_checks": program.fact_checks,
        "item": item and {"due_on": item["due_on"].isoformat(), "links": item["links"]},
    }


def save_check(program: Program, path: str, answer: FactAnswer, act: CuratorAct, **more: Any) -> FactCheck:
    return FactCheck.objects.create(
        program=program,
        fact=path,
        answer=answer,
        source_url=source_url(program.record, path or "sources"),
        by=act.by,
        reason=act.reason,
        act=act.id,
        **more,
    )


def postpone_review(program: Program, time: datetime.timedelta, **values: Any) -> None:
    """Let a program come back to the queue after some days, free for whoever is there then."""
    ReviewItem.objects.of_program(program.pk).update(
        due_on=timezone.localdate() + time, claimed_by=None, claimed_until=None, **values
    )


@transaction.atomic
def confirm_program(program: Program, act: CuratorAct) -> FactCheck:
    """Note that every fact of a program still agrees with its sources.

    Raise UnopenedSourceError when the source of an unanswered fact was not opened and no reason says why.
    """
    CatalogVersion.advance()
    require_sources(program, unanswered_paths(program), act)
    before = review_state(program)
    change = changes.mark_checked(program, act.by, act.reason)
    urls = [source["url"] for source in program.record["sources"]]
    SourcePage.objects.acknowledge(urls)
    postpone_review(program, CONFIRMED_FOR, links=0)
    return save_check(program, "", FactAnswer.TRUE, act, change=change, before=before)


@transaction.atomic
def answer_fact(program: Program, path: str, answer: FactAnswer, act: CuratorAct) -> None:
    """Answer for one fact: still true, or could not tell. The last answer of a program finishes it."""
    CatalogVersion.advance()
    before, change = review_state(program), None
    if answer == FactAnswer.TRUE:
        require_sources(program, [path], act)
        change = changes.apply_change(
            program.pk,
            ChangeAction.CONFIRMED,
            by=act.by,
            reason=act.reason,
            checks={path: timezone.localdate().isoformat()},
        )
    save_check(program, path, answer, act, change=change, before=before)
    finish_when_answered(program, act)


@transaction.atomic
def change_fact(program: Program, path: str, form: ModelForm, act: CuratorAct) -> None:
    """Save and publish a fact's new value from its valid form; the value counts as checked today.

    UnopenedSourceError changes nothing.
    """
    CatalogVersion.advance()
    require_sources(program, [path], act)
    form.save()
    publish_answer(program, path, FactAnswer.CHANGED, act, {path: timezone.localdate().isoformat()})


@transaction.atomic
def remove_fact(program: Program, path: str, act: CuratorAct) -> None:
    """Make a fact not stated and publish that.

    Raise UnopenedSourceError when its source was not opened, and ValueError for a fact that every program
    needs; nothing is changed then.
    """
    CatalogVersion.advance()
    require_sources(program, [path], act)
    clear_fact(program, path)
    publish_answer(program, path, FactAnswer.GONE, act, proof.NO_CHECKS)


def publish_answer(
    program: Program, path: str, answer: FactAnswer, act: CuratorAct, checks: proof.Checks
) -> None:
    """Publish what an answer has just changed in the working copy, and note the answer."""
    before = review_state(program)
    change = changes.apply_change(
        program.pk, ChangeAction.EDITED, by=act.by, reason=act.reason, checks=checks
    )
    save_check(program, path, answer, act, change=change, before=before)
    finish_when_answered(program, act)


def finish_when_answered(program: Program, act: CuratorAct) -> None:
    """Confirm a program whose facts are all answered; one that somebody could not tell comes back earlier."""
    program.refresh_from_db()
    if unanswered_paths(program):
        return
    if FactAnswer.UNCLEAR in standing_answers(program).values():
        postpone_review(program, UNCLEAR_FOR)
    else:
        confirm_program(program, act)


def skip_program(program: Program, act: CuratorAct) -> None:
    save_check(program, "", FactAnswer.SKIPPED, act, before=review_state(program))
    postpone_review(program, SKIPPED_FOR)


def note_visit(program: Program, url: str, by_id: int) -> None:
    """Remember that a curator opened a source, so that their answers need no reason for a while."""
    SourceVisit.objects.create(program=program, by_id=by_id, url=url)


def revert_facts(program: Program, facts: dict[str, list[Any]]) -> None:
    """Write the values from before a change; raise ChangedMeanwhileError if somebody changed them since."""
    record = program.record
    if any(comparable(record.get(key) or None) != comparable(new or None) for key, (_, new) in facts.items()):
        raise ChangedMeanwhileError
    blank = {key: type(record[key])() if isinstance(record[key], list | dict) else None for key in facts}
    old = {key: blank[key] if before is None else before for key, (before, _) in facts.items()}
    write_record(program, record | old, KnownRows.of_program(program))


@transaction.atomic
def undo_answers(checks: list[FactCheck], by: Any) -> None:
    """Take the answers of one act back, the last first; ChangedMeanwhileError changes nothing."""
    CatalogVersion.advance()
    for check in checks:
        program = Program.objects.for_editing().get(pk=check.program_id)
        changed = check.change.facts if check.change and check.change.action == ChangeAction.EDITED else {}
        if changed:
            revert_facts(program, changed)
        restore_review_state(program, check.before, by, is_changed=check.change is not None)
        check.undone_at = timezone.now()
        check.save(update_fields=["undone_at"])


def restore_review_state(program: Program, before: dict[str, Any], by: Any, *, is_changed: bool) -> None:
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
