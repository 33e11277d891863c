"""Four windows save one form at the same moment: one is kept, the others are told and keep their text."""

import datetime
import re
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from benchmarks.drills.people import Answer, Person
from benchmarks.drills.site import Site

ROUNDS, WINDOWS = 200, 4
KEPT, CONFLICT = 302, 409
FIRST_DAY, DAY = datetime.date(2027, 1, 1), datetime.timedelta(days=1)
STATE = re.compile(r'name="(state-\d+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
MAKE = """
import json
from applicants.models import Applicant
applicant = Applicant.objects.get(pk={owner})
application = applicant.applications.create(name="Cardiology")
move = application.moves.create(to_status="shortlisted", happened_on="2026-01-01")
payment = application.payments.create(what="Fee", amount_usd=1)
line = application.checklist.create(label="CV")
print(json.dumps([str(application.pk), move.pk, payment.pk, line.pk]))
"""
STORED = """
import json
from applicants.models import Application
one = Application.objects.get(pk="{pk}")
print(json.dumps([one.version, one.moves.count()]))
"""
Fields = dict[str, Any]
Form = tuple[str, Callable[[str, int], Fields]]


def forms_of(move: int, payment: int, line: int) -> list[Form]:
    """Return every form of an application with words in it: its address, and its fields by (text, number)."""
    return [
        ("plan/", lambda text, _: {"next_action": text}),
        ("opinion/", lambda text, _: {"note": text}),
        ("portal/", lambda text, _: {"contact": text}),
        ("edit/", lambda text, _: {"name": text}),
        ("move/", lambda text, _: {"status": "preparing", "on": "2026-02-01", "note": text}),
        (f"events/{move}/", lambda text, _: {"on": "2026-01-01", "note": text}),
        ("payments/", lambda text, _: {"what": text, "amount_usd": "1"}),
        (f"payments/{payment}/", lambda text, _: {"what": text, "amount_usd": "1"}),
        ("checklist/", lambda text, _: {f"note-{line}": text}),
        ("checklist/add/", lambda text, _: {"label": text}),
        ("dates/", lambda _, number: {"starts_on": str(FIRST_DAY + number * DAY), "ends_on": "2040-01-01"}),
    ]


def carried(person: Person, port: int, page: str, address: str = "") -> Fields:
    """Return what a page's forms carry besides words: the version, and the checklist's states."""
    body = person.get(port, page).body.decode()
    states = STATE.findall(body) if address == "checklist/" else ()
    return {"version": VERSION.search(body)[1]} | dict.fromkeys(states, "have")


def post(person: Person, port: int, address: str, fields: Fields) -> Answer:
    """Send a form."""
    body = urlencode(fields | {"csrfmiddlewaretoken": person.csrf}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return person.ask(port, "POST", address, body, kind)


def together(send: Callable[[int], Answer]) -> list[Answer]:
    """Send from every window at the same moment."""
    answers: list[Answer] = [Answer(0)] * WINDOWS
    start = threading.Barrier(WINDOWS)

    def run(window: int) -> None:
        start.wait()
        answers[window] = send(window)

    threads = [threading.Thread(target=run, args=(window,)) for window in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def race(person: Person, port: int, page: str, form: Form, number: int) -> tuple[list[Answer], list[bool]]:
    """Save one form from every window; return the answers, and which of them show what was typed."""
    address, fields_of = form
    unseen = carried(person, port, page, address)
    fields = [
        fields_of(f"round{number}window{window}x", number * WINDOWS + window) for window in range(WINDOWS)
    ]
    answers = together(lambda window: post(person, port, page + address, unseen | fields[window]))
    typed = [
        str(max(given.values(), key=len) if "starts_on" not in given else given["starts_on"])
        for given in fields
    ]
    return answers, [text in answer.body.decode() for text, answer in zip(typed, answers, strict=True)]


def run(site: Site) -> dict[str, object]:
    """Let the forms take turns; return how often one window won, and what the others got."""
    (person,) = site.prepare(1)
    pk, *parts = site.ask(MAKE.format(owner=person.pk))
    page, forms = f"/applications/{pk}/", forms_of(*parts)
    statuses: Counter[int] = Counter()
    lost: Counter[str] = Counter()
    won = undone = 0
    with site.serving() as server:
        for number in range(ROUNDS):
            form = forms[number % len(forms)]
            answers, shown = race(person, server.port, page, form, number)
            statuses.update(answer.status for answer in answers)
            won += [answer.status for answer in answers].count(KEPT) == 1
            for answer, is_shown in zip(answers, shown, strict=True):
                lost[form[0]] += answer.status != KEPT and not is_shown
            if form[0] == "move/":  # back again, alone
                undone += 1
                post(person, server.port, f"{page}undo/", carried(person, server.port, page))
    version, moves = site.ask(STORED.format(pk=pk))
    return {
        "rounds": ROUNDS,
        "windows": WINDOWS,
        "forms": len(forms),
        "rounds with exactly one winner": won,
        "answers": dict(statuses),
        "texts lost": dict(+lost),
        "edits stored": version - 1 - undone,
        "moves left": moves,
    }


def faults(found: dict[str, object]) -> list[str]:
    """Return which promises are broken."""
    broken = ["one winner"] * (found["rounds with exactly one winner"] != ROUNDS)
    broken += ["answers"] * (found["answers"] != {KEPT: ROUNDS, CONFLICT: ROUNDS * (WINDOWS - 1)})
    broken += ["texts"] * bool(found["texts lost"])
    return broken + ["stored"] * ((found["edits stored"], found["moves left"]) != (ROUNDS, 1))
