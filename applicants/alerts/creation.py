"""Makes alerts from what was changed in the catalog: none lost, none twice."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from applicants.alerts.choices import AlertKind
from applicants.alerts.facts import told_facts
from applicants.alerts.mailing import mails_at_once
from applicants.alerts.models import Alert, AlertProgress, SavedSearch, Watch
from applicants.applications.models import Application
from applicants.mail.models import Mail
from programs import pricing
from programs.choices import ChangeAction, Publication
from programs.curation.publishing.changes import specialty_parents
from programs.models import Change, Program, SearchDocument
from programs.records import Record
from programs.search import FewPrograms, document_fields

AT_ONCE = 100
# A database takes so many values in one statement at least.
QUESTIONS_AT_ONCE = 500
KEPT_FOR = datetime.timedelta(days=365)
LEAVING = frozenset({ChangeAction.ARCHIVED, ChangeAction.MERGED})
RETURNING = frozenset({ChangeAction.PUBLISHED, ChangeAction.UNMERGED})
COMING = RETURNING | {ChangeAction.CREATED}


def make_alerts() -> int:
    """Make the alerts of the next changes and return how many changes were read; 0: there were none.

    In one transaction with the number of the last change read, so that a round that is cut off is done again
    from its beginning, and a round that is done is never done again. The first round only notes where the
    catalog stands: what happened before is no news.
    """
    with transaction.atomic():
        progress = AlertProgress.objects.select_for_update().first()
        if progress is None:
            last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            AlertProgress.objects.create(pk=1, change_number=last)
            return 0
        changes = list(Change.objects.filter(pk__gt=progress.change_number).order_by("pk")[:AT_ONCE])
        if not changes:
            return 0
        alerts = each_once([*alerts_for_watchers(changes), *alerts_for_searches(changes)])
        mails = mails_at_once(with_programs(alerts), str(changes[-1].pk), timezone.now())
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
        Alert.objects.bulk_create(alerts, ignore_conflicts=True)
        progress.change_number = changes[-1].pk
        progress.save(update_fields=["change_number"])
    return len(changes)


def each_once(alerts: Iterable[Alert]) -> list[Alert]:
    """The first alert of each change and applicant: what one tracks comes before what a search finds."""
    found: dict[tuple[int, int], Alert] = {}
    for alert in alerts:
        found.setdefault((alert.applicant_id, alert.change_id), alert)
    return list(found.values())


def with_programs(alerts: list[Alert]) -> list[Alert]:
    programs = Program.objects.in_bulk({alert.program_id for alert in alerts})
    for alert in alerts:
        alert.program = programs[alert.program_id]
    return alerts


def kind_of(change: Change) -> AlertKind | None:
    """What a change is to somebody who watches the program; None: nothing to tell."""
    if change.action in LEAVING:
        return AlertKind.LEFT
    if change.action in RETURNING:
        return AlertKind.BACK
    return AlertKind.CHANGED if told_facts(change.facts) else None


def alerts_for_watchers(changes: Iterable[Change]) -> list[Alert]:
    """The alerts of those who tracked the program among their running applications, or watched it."""
    told = [(change, kind) for change in changes if (kind := kind_of(change))]
    program_ids = [change.program_id for change, _ in told]
    tracked = Application.objects.running().of_programs(program_ids)
    watched = Watch.objects.of_programs(program_ids)
    watchers: dict[int, list[tuple[int, datetime.datetime]]] = {}
    for rows in (tracked, watched):
        for program_id, applicant_id, since in rows.values_list("program", "applicant", "created_at"):
            watchers.setdefault(program_id, []).append((applicant_id, since))
    return [
        Alert(
            applicant_id=applicant_id,
            program_id=change.program_id,
            change=change,
            kind=kind,
            made_at=change.at,
        )
        for change, kind in told
        for applicant_id, since in sorted(watchers.get(change.program_id, ()))
        if since <= change.at
    ]


def alerts_for_searches(changes: Sequence[Change]) -> list[Alert]:
    """The alerts of saved searches that find a program now and did not before these changes.

    Whoever saved a search after a change has seen on the list what it finds.
    """
    last = {change.program_id: change for change in changes}
    today = timezone.localdate()
    now = FewPrograms(SearchDocument.objects.filter(program__in=last), today)
    before = FewPrograms(documents_before(changes), today)
    hits: dict[str, set[int]] = {}
    for question in SavedSearch.objects.awake().questions():
        found = now.ids(question)
        if found and (new := found - before.ids(question)):
            hits[question] = new
    asked = sorted(hits)
    return [
        Alert(
            applicant_id=search.applicant_id,
            program_id=program_id,
            change=last[program_id],
            search=search,
            kind=AlertKind.MATCHES,
            made_at=last[program_id].at,
        )
        for start in range(0, len(asked), QUESTIONS_AT_ONCE)
        for search in SavedSearch.objects.awake().asking(asked[start : start + QUESTIONS_AT_ONCE])
        for program_id in sorted(hits[search.conditions])
        if search.created_at <= last[program_id].at
    ]


def documents_before(changes: Iterable[Change]) -> list[SearchDocument]:
    """The programs as the search would have seen them before these changes; none that were not listed."""
    by_program: dict[int, list[Change]] = {}
    for change in changes:
        by_program.setdefault(change.program_id, []).append(change)
    programs = Program.objects.prefetch_related("silences").in_bulk(by_program)
    parents = specialty_parents()
    return [
        document_of(program, record_before(program.record, by_program[pk]), parents)
        for pk, program in programs.items()
        if was_listed(program, by_program[pk])
    ]


def was_listed(program: Program, changes: Sequence[Change]) -> bool:
    """Whether a program was on the list before its first change here."""
    first = changes[0].action
    if first in COMING:
        return False
    return first in LEAVING or program.publication == Publication.PUBLISHED


def record_before(record: Record, changes: Sequence[Change]) -> Record:
    """The record with every changed fact as it was before the first of these changes.

    It has "silences" where a change tells of them; the record itself never has.
    """
    before = dict(record)
    for change in reversed(changes):
        before |= {name: pair[0] for name, pair in change.facts.items()}
    return before


def document_of(program: Program, record: Record, parents: dict[str, str | None]) -> SearchDocument:
    """An unsaved row of the index for a record."""
    price = pricing.four_week_price(record["fees"], is_free=record["free"])
    now = [silence.rule for silence in program.silences.all()]
    silenced = [line["rule"] for line in record["silences"]] if "silences" in record else now
    fields = document_fields(record, price, parents, silenced)
    return SearchDocument(program_id=program.pk, fresh_on=program.fresh_on, **fields)


def forget_old_alerts() -> int:
    """Delete the alerts of more than a year ago; return how many."""
    count, _ = Alert.objects.made_before(timezone.now() - KEPT_FOR).delete()
    return count


def mark_seen(alerts: Any, now: datetime.datetime) -> int:
    """Note that the applicant has seen these; return how many were new."""
    return alerts.unseen().update(seen_at=now)
