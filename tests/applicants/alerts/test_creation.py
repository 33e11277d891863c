"""Alerts from changes: who is told, of what, once and only once."""

import random
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from applicants.alerts import creation
from applicants.alerts.creation import alerts_for_searches, make_alerts
from applicants.models import Alert, AlertProgress, Applicant, Mail, User
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change, archive_program, note_silences
from programs.flags import RULES
from programs.models import Program
from programs.search import SearchQuery
from programs.us_states import USState
from tests.factories import make_application, make_program, make_search

pytestmark = pytest.mark.django_db
FREE = SearchQuery(ticked={"price_max": ("0",)})


@pytest.fixture(autouse=True)
def caught_up() -> None:
    """Begin where the catalog stands, as the first round does."""
    assert make_alerts() == 0


def catch_up() -> None:
    while make_alerts():
        pass


def edit(program: Program, **facts: Any) -> None:
    """Let a curator change columns of a program."""
    Program.objects.filter(pk=program.pk).update(**facts)
    apply_change(program.pk, ChangeAction.EDITED)


def told(applicant: Applicant) -> list[tuple[str, str, str]]:
    """Kind, program and search of what an applicant was told, the oldest first."""
    rows = Alert.objects.filter(applicant=applicant).order_by("pk")
    return [(row.kind, row.program.name, row.search.name if row.search else "") for row in rows]


def test_what_was_before_the_first_round_is_no_news(ada: Applicant) -> None:
    AlertProgress.objects.all().delete()
    program = make_program(name="Heart")
    make_application(ada, program=program)
    edit(program, is_free=True)
    assert (make_alerts(), told(ada)) == (0, [])
    edit(program, is_free=None)
    catch_up()
    assert told(ada) == [("changed", "Heart", "")]


def test_who_tracks_a_program_is_told_and_others_are_not(ada: Applicant, obi: Applicant) -> None:
    program = make_program(name="Heart")
    make_application(ada, program=program)
    make_application(obi, program=program, status="declined")
    catch_up()
    edit(program, is_free=True)
    catch_up()
    assert (told(ada), told(obi)) == ([("changed", "Heart", "")], [])


def test_a_check_without_a_change_is_no_news(ada: Applicant) -> None:
    program = make_program()
    make_application(ada, program=program)
    catch_up()
    apply_change(program.pk, ChangeAction.CONFIRMED)
    catch_up()
    assert told(ada) == []


def test_a_program_that_leaves_is_said(ada: Applicant) -> None:
    program = make_program(name="Heart")
    make_application(ada, program=program)
    catch_up()
    archive_program(Program.objects.get(pk=program.pk), None)
    catch_up()
    assert told(ada) == [("left", "Heart", "")]


def test_a_search_tells_of_what_newly_matches_and_of_nothing_else(ada: Applicant, obi: Applicant) -> None:
    there = make_program(name="Was free", free=True)
    program = make_program(name="Heart", specialties=["Cardiovascular Disease"])
    make_search(ada, FREE, name="Free")
    make_search(ada, SearchQuery(ticked={"type": ("research",)}), name="Research")
    make_search(obi, FREE, name="Paused", is_paused=True)
    catch_up()
    Alert.objects.all().delete()
    edit(program, is_free=True)
    edit(there, summary="New words")
    catch_up()
    assert (told(ada), told(obi)) == ([("matches", "Heart", "Free")], [])
    edit(program, summary="Newer words")
    catch_up()
    assert told(ada) == [("matches", "Heart", "Free")]


def test_a_silenced_flag_is_told_once_and_not_at_every_change(ada: Applicant) -> None:
    program = make_program(letter="not_offered")
    catch_up()
    make_search(ada, SearchQuery(ticked={"hide": ("flagged",)}))
    for rule in RULES:
        program.silences.create(rule=rule, reason="Known")
    note_silences(apply_change(program.pk, ChangeAction.EDITED), program, [])
    catch_up()
    assert [kind for kind, _, _ in told(ada)] == ["matches"]
    edit(program, summary="New words")
    catch_up()
    assert [kind for kind, _, _ in told(ada)] == ["matches"]


def test_a_search_saved_after_a_change_does_not_tell_of_it(ada: Applicant) -> None:
    program = make_program()
    catch_up()
    edit(program, is_free=True)
    make_search(ada, FREE)
    catch_up()
    assert told(ada) == []


def test_more_questions_than_a_statement_takes_are_all_told(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creation, "QUESTIONS_AT_ONCE", 2)
    for state in USState.values[:3]:
        make_search(ada, SearchQuery(ticked={"not_state": (state,)}), name=state)
    make_search(ada, SearchQuery(ticked={"not_state": ("TX", "NY")}), name="None")
    program = make_program(host={"name": "Host", "kind": "clinic", "city": "Houston", "state": "TX"})
    found = {alert.search.name for alert in alerts_for_searches(list(program.changes.all())) if alert.search}
    assert found == set(USState.values[:3])


@pytest.mark.parametrize("account", [{"is_active": False}, {"last_login": None}])
def test_a_closed_account_and_a_mere_sign_up_get_no_mail(account: dict[str, Any], ada: Applicant) -> None:
    ada.alert_mail = "at_once"
    ada.save()
    EmailAddress.objects.filter(user=ada.user).delete()
    EmailAddress.objects.create(user=ada.user, email=ada.user.email)
    User.objects.filter(pk=ada.user_id).update(**account)
    make_application(ada, program=(program := make_program()))
    catch_up()
    edit(program, is_free=True)
    catch_up()
    assert (Mail.objects.count(), Alert.objects.unmailed().count()) == (0, 1)


def test_a_new_program_matches_newly(ada: Applicant) -> None:
    make_search(ada, name="All")
    program = make_program(name="Brand new")
    catch_up()
    assert told(ada) == [("matches", program.name, "All")]


def test_one_change_is_told_once_whatever_it_is_due_to(ada: Applicant) -> None:
    program = make_program(name="Heart")
    make_application(ada, program=program)
    for name in ("One", "Two"):
        make_search(ada, FREE, name=name)
    catch_up()
    Alert.objects.all().delete()
    edit(program, is_free=True)
    catch_up()
    assert told(ada) == [("changed", "Heart", "")]


def test_the_mail_says_from_what_to_what_and_by_which_source(ada: Applicant) -> None:
    ada.alert_mail = "at_once"
    ada.save()
    make_application(ada, program=(program := make_program(name="Heart")))
    catch_up()
    edit(program, is_free=True)
    catch_up()
    lines = Mail.objects.get().text.split("\n")
    assert lines[0] == "- Changed: Heart"
    assert lines[1].endswith(": Not stated → Yes")
    assert lines[2].startswith("  Source: https://example.org/")
    assert lines[3].endswith(program.get_absolute_url())


def test_a_maker_that_is_killed_loses_nothing_and_repeats_nothing(
    ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.alert_mail = "at_once"
    ada.save()
    program = make_program()
    make_application(ada, program=program)
    catch_up()
    Alert.objects.all().delete()
    Mail.objects.all().delete()
    monkeypatch.setattr(creation, "AT_ONCE", 7)
    for number in range(100):
        edit(program, summary=f"Words {number}")
    chance, kills = random.Random(4), 0

    class KilledError(Exception):
        """A worker that was killed."""

    steps = ("alerts_for_watchers", "alerts_for_searches", "with_programs", "mails_at_once")
    while True:
        with monkeypatch.context() as patch:
            if kills < 20:
                step = chance.choice(steps)
                whole = getattr(creation, step)

                def dies(*args: Any, act: Any = whole) -> Any:
                    act(*args)
                    raise KilledError

                patch.setattr(creation, step, dies)
                with pytest.raises(KilledError):
                    make_alerts()
                kills += 1
                if kills % 3:
                    continue
        if not make_alerts():
            break
    assert kills == 20
    assert Alert.objects.filter(applicant=ada).count() == 100
    assert Alert.objects.values("change").distinct().count() == 100
    assert Alert.objects.filter(mailed_at__isnull=True).count() == 0
    texts = "\n".join(Mail.objects.values_list("text", flat=True))
    assert (Mail.objects.count(), texts.count("- Changed: ")) == (15, 100)


def test_who_has_ended_news_gets_no_mail_and_keeps_the_page(ada: Applicant) -> None:
    ada.alert_mail = "none"
    ada.save()
    program = make_program()
    make_application(ada, program=program)
    catch_up()
    edit(program, is_free=True)
    catch_up()
    assert (Mail.objects.count(), Alert.objects.unseen().count()) == (0, 1)
    assert creation.mark_seen(ada.alerts, timezone.now()) == 1
