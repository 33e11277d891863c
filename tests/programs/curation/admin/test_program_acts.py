"""Programs at the advisors' admin: the acts, the history, deletion."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.models import User
from programs.curation.admin import program_admin
from programs.curation.publishing import changes
from programs.models import Change, FactCheck, Program, SearchDocument
from tests.admin_forms import (
    LIST,
    act,
    change_url,
    history_url,
    last_change,
    messages_on,
    row,
    save,
    untouched,
)
from tests.factories import make_program, make_superuser


@pytest.fixture
def program(db: None) -> Program:
    return make_program(
        name="Cardiology observership", audiences=["graduate", "clinical_student"], letter="on_merit"
    )


@pytest.fixture
def superuser_client(db: None) -> Client:
    client = Client()
    client.force_login(make_superuser("root@example.org"))
    return client


def is_public(program: Program) -> tuple[bool, bool]:
    """Return whether visitors have the program's page, and find it on the list."""
    client = Client()
    page = client.get(program.get_absolute_url())
    return page.status_code == HTTPStatus.OK, program.slug in client.get(
        reverse("programs:program_list")
    ).text


# Acts


def test_confirm(curator_client: Client, curator: User, program: Program) -> None:
    other = make_program()
    asked = act(curator_client, "confirmed_today", program, other)
    assert [row.name for row in asked.context["programs"]] == [program.name, other.name]
    assert program.record["sources"][0]["title"] in asked.text
    assert Program.objects.filter(checked_on__isnull=False).count() == 0
    answer = act(curator_client, "confirmed_today", program, other, reason="Both pages, this morning.")
    assert messages_on(answer) == [
        "2 programs confirmed today.",
        'Confirmed by mistake? <a href="/admin/review/undo/">Take it back</a>.',
    ]
    program.refresh_from_db()
    today = timezone.localdate()
    assert (program.checked_on, program.checked_by, program.fresh_on) == (today, curator, today)
    assert (last_change(program).action, last_change(program).by) == ("confirmed", curator)
    assert SearchDocument.objects.get(program=program).fresh_on == today


def test_a_confirmation_without_a_reason_is_refused(curator_client: Client, program: Program) -> None:
    answer = act(curator_client, "confirmed_today", program, reason="  ")
    assert "This field is required." in answer.text
    assert FactCheck.objects.count() == 0


def test_a_confirmation_of_several_is_taken_back_at_once(curator_client: Client, program: Program) -> None:
    program_ids = [program.pk, make_program().pk]
    before = list(Program.objects.in_bulk(program_ids).values())
    act(curator_client, "confirmed_today", *before, reason="Their office called.")
    stamps = FactCheck.objects.values_list("fact", "answer", "reason")
    assert list(stamps) == [("", "true", "Their office called.")] * 2
    assert FactCheck.objects.values("act").distinct().count() == 1
    assert curator_client.post("/admin/review/undo/").url == "/admin/review/"
    after = list(Program.objects.in_bulk(program_ids).values())
    days = [[(row.checked_on, row.checked_by, row.fresh_on) for row in rows] for rows in (before, after)]
    assert days[0] == days[1]
    assert FactCheck.objects.standing().count() == 0


def test_archive_and_publish(curator_client: Client, curator: User, program: Program) -> None:
    assert is_public(program) == (True, True)
    assert messages_on(act(curator_client, "archive", program)) == ["1 program archived."]
    assert is_public(program) == (False, False)
    assert messages_on(act(curator_client, "publish", program)) == ["1 program published."]
    assert is_public(program) == (True, True)
    assert [(change.action, change.by) for change in program.changes.all()] == [
        ("published", curator),
        ("archived", curator),
        ("created", None),
    ]


@pytest.mark.parametrize(
    ("button", "done"),
    [
        ("_confirm", ("confirmed", "published", "1 program confirmed today.")),
        ("_archive", ("archived", "archived", "1 program archived.")),
        ("_publish", ("published", "published", "1 program published.")),
    ],
)
def test_a_button_saves_and_acts(
    button: str, done: tuple[str, str, str], curator_client: Client, program: Program
) -> None:
    action, publication, message = done
    values = untouched(curator_client, change_url(program)) | {"letter": "offered", button: "1"}
    answer = curator_client.post(change_url(program), values, follow=True)
    assert message in messages_on(answer)
    program.refresh_from_db()
    assert (program.record["letter"], program.publication) == ("offered", publication)
    assert [change.action for change in program.changes.all()] == [action, "edited", "created"]


def test_too_many_at_once_are_refused(
    curator_client: Client, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_admin, "MOST_AT_ONCE", 1)
    answer = act(curator_client, "archive", program, make_program())
    assert messages_on(answer) == ["Select at most 1 programs."]
    assert Program.objects.filter(publication="archived").count() == 0


def test_an_act_is_done_to_all_or_none(
    curator_client: Client, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [program, make_program()]
    done = []

    def break_at_the_second(program: Program, by: User) -> Change:
        done.append(program)
        if len(done) == 2:
            raise RuntimeError("broken")
        return changes.archive_program(program, by)

    monkeypatch.setitem(program_admin.BUTTONS, "_archive", (break_at_the_second, "archived"))
    with pytest.raises(RuntimeError):
        act(curator_client, "archive", *others)
    assert [program.publication for program in Program.objects.all()] == ["published", "published"]


# History


def test_history_says_who_what_before_and_after(
    curator_client: Client, curator: User, program: Program
) -> None:
    save(curator_client, program, letter="not_offered", audiences=["graduate", "final_year_student"])
    page = curator_client.get(history_url(program))
    newest, oldest = page.context["history"]
    assert (newest.by, oldest.by) == (str(curator), "an import, or an account since removed")
    assert [(f.label, f.before, f.after, f.removed, f.added) for f in newest.facts] == [
        ("Letter of recommendation", "Letter on merit", "No letter", [], []),
        ("Open to", "Not stated", "Not stated", ["Clinical student"], ["Final-year student"]),
    ]
    for words in ("Edited by", "Letter on merit", "No letter", "Removed:", "Clinical student"):
        assert words in page.text


def test_history_is_escaped(curator_client: Client, curator: User, program: Program) -> None:
    User.objects.update(name="<i>Cora</i>")
    rows = row("silences", 0, rule="no_letter", reason="<script>alert(2)</script>")
    save(curator_client, program, name="<script>alert(1)</script>", **rows)
    text = curator_client.get(history_url(program)).text
    assert [marked for marked in ("<script>alert", "<i>Cora") if marked in text] == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;i&gt;Cora&lt;/i&gt;" in text


def test_history_has_pages(curator_client: Client, program: Program) -> None:
    Change.objects.bulk_create(Change(program=program, action="edited") for _ in range(30))
    assert [len(curator_client.get(f"{history_url(program)}?p={p}").context["history"]) for p in (1, 2)] == [
        25,
        6,
    ]
    assert len(curator_client.get(f"{history_url(program)}?p=nonsense").context["history"]) == 25


def test_history_takes_the_same_queries_however_long(
    curator_client: Client, curator: User, program: Program, django_assert_num_queries: Any
) -> None:
    curator_client.get(history_url(program))
    # Session, user, permissions twice, program and its record, Django's own log, the changes (count, rows),
    # the merge into another program and those into this one.
    with django_assert_num_queries(11):
        curator_client.get(history_url(program))
    Change.objects.bulk_create(Change(program=program, by=curator, action="edited") for _ in range(20))
    with django_assert_num_queries(11):
        curator_client.get(history_url(program))


def test_history_of_no_program_leads_away(curator_client: Client) -> None:
    answers = [curator_client.get(f"{LIST}{pk}/history/") for pk in (0, "nonsense")]
    assert [answer.status_code for answer in answers] == [302, 302]


# Deletion


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_superuser_deletes_and_the_index_forgets(
    way: str, superuser_client: Client, program: Program
) -> None:
    assert is_public(program) == (True, True)
    if way == "page":
        url = reverse("admin:programs_program_delete", args=[program.pk])
        superuser_client.post(url, {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [program.pk], "post": "yes"}
        superuser_client.post(LIST, chosen)
    assert (Program.objects.count(), is_public(program)) == (0, (False, False))
