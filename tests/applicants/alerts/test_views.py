"""The pages of saved searches and alerts, with three people looking."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from applicants.alerts.creation import make_alerts
from applicants.alerts.mailing import token_for
from applicants.models import Alert, Applicant, SavedSearch, Watch
from programs.choices import ChangeAction
from programs.curation.publishing.changes import apply_change
from programs.models import Program
from tests.factories import make_application, make_program, make_search
from tests.page_forms import forms_of
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
NEW = "/searches/new/?type=observership&state=TX&page=3&nonsense=1"


def tell(applicant: Applicant, **facts: object) -> Alert:
    program = make_program(name="Heart")
    change = program.changes.get()
    change.facts = {"free": [None, True], "requirements": [[], []]}
    change.save()
    usual = {"kind": "changed", "made_at": timezone.now(), "program": program, "change": change}
    return Alert.objects.create(applicant=applicant, **usual | facts)


def test_a_search_of_the_list_is_kept_under_a_name_once(ada: Applicant, ada_client: Client) -> None:
    body = as_shown(ada_client.get(NEW))
    assert "Observership" in body
    sent = {"name": "Texas", "token": str(uuid.uuid4())}
    assert [ada_client.post(NEW, sent).status_code for _ in "12"] == [302, 302]
    search = SavedSearch.objects.get()
    assert (search.applicant, search.name) == (ada, "Texas")
    assert (search.query, search.conditions) == ("type=observership&state=TX", "state=TX\ntype=observership")
    assert "Texas" in as_shown(ada_client.get("/searches/"))


def test_a_typed_search_is_kept_as_it_is_understood(ada_client: Client) -> None:
    make_program(host={"name": "Host", "kind": "clinic", "city": "Houston", "state": "TX"})
    ada_client.post("/searches/new/?q=observership+texas", {"name": "Typed"})
    search = SavedSearch.objects.get()
    assert (search.query, search.conditions) == ("q=observership+texas", "state=TX\ntype=observership")


def test_a_misspelled_search_is_kept_as_the_list_read_it(ada_client: Client) -> None:
    make_program(name="Baylor Heart")
    ada_client.post("/searches/new/?q=bayolr", {"name": "Typo"})
    search = SavedSearch.objects.get()
    assert (search.query, search.conditions) == ("q=bayolr", "q=baylor")


def test_a_visitor_is_asked_to_log_in_first(client: Client) -> None:
    answer = client.get(NEW)
    assert (answer.status_code, "next=" in answer.headers["Location"]) == (302, True)


def test_searches_are_renamed_paused_and_deleted_by_their_owner_alone(
    ada: Applicant, ada_client: Client, obi_client: Client, curator_client: Client
) -> None:
    search = make_search(ada, name="Old")
    here = search.get_absolute_url()
    assert [person.get(here).status_code for person in (ada_client, obi_client, curator_client)] == [
        200,
        404,
        404,
    ]
    before = forms_of(ada_client.get(here))[here]
    ada_client.post(here, before | {"name": "New", "is_paused": "on"})
    search.refresh_from_db()
    assert (search.name, search.is_paused) == ("New", True)
    assert ada_client.post(here, before | {"name": "Newer"}).status_code == 409
    assert obi_client.post(f"{here}delete/").status_code == 404
    assert ada_client.post(f"{here}delete/").status_code == 302
    assert SavedSearch.objects.count() == 0


def test_alerts_say_what_changed_from_what_to_what_with_the_source(
    ada: Applicant, ada_client: Client, obi_client: Client
) -> None:
    tell(ada)
    body = as_shown(ada_client.get("/alerts/"))
    assert "You track this program." in body
    assert "Not stated → " in body
    assert "https://example.org/" in body
    assert "Heart" not in as_shown(obi_client.get("/alerts/"))
    ada_client.post("/alerts/seen/")
    assert Alert.objects.unseen().count() == 0
    assert "Mark all as seen" not in as_shown(ada_client.get("/alerts/"))


def test_one_click_ends_the_mails_and_nothing_else(ada: Applicant, client: Client) -> None:
    tell(ada)
    stop = f"/alerts/stop/{token_for(ada)}/"
    assert "Stop the news by email?" in as_shown(client.get(stop))
    ada.refresh_from_db()
    assert ada.alert_mail == "digest"
    assert client.post(stop).status_code == 200
    ada.refresh_from_db()
    assert (ada.alert_mail, ada.has_digest, Alert.objects.count()) == ("none", True, 1)
    assert client.get("/alerts/stop/nonsense/").status_code == 404


def test_the_list_and_an_empty_result_offer_to_save_the_search(client: Client) -> None:
    make_program()
    shown = client.get("/programs/?type=observership").content.decode()
    assert "/searches/new/?type=observership" in shown
    assert "/searches/new/?type=research" in client.get("/programs/?type=research").content.decode()


def test_a_watched_program_is_told_of_until_the_watch_ends(
    ada: Applicant, obi: Applicant, ada_client: Client, obi_client: Client
) -> None:
    program = make_program(name="Heart")
    make_alerts()
    here, watch = program.get_absolute_url(), f"/alerts/watch/{program.slug}/"
    assert watch in as_shown(ada_client.get(here))
    assert [ada_client.post(watch).status_code for _ in "12"] == [302, 302]
    assert list(Watch.objects.values_list("applicant", "program")) == [(ada.pk, program.pk)]
    assert "You watch this program" in as_shown(ada_client.get(here))
    assert [
        f'data-watch="{program.slug}"' in as_shown(who.get("/searches/")) for who in (ada_client, obi_client)
    ] == [
        True,
        False,
    ]
    Program.objects.filter(pk=program.pk).update(is_free=True)
    apply_change(program.pk, ChangeAction.EDITED)
    make_alerts()
    assert list(Alert.objects.values_list("applicant", "kind", "search")) == [(ada.pk, "changed", None)]
    obi_client.post(f"{watch}stop/")
    assert Watch.objects.count() == 1
    ada_client.post(f"{watch}stop/")
    Program.objects.filter(pk=program.pk).update(is_free=False)
    apply_change(program.pk, ChangeAction.EDITED)
    make_alerts()
    assert (Watch.objects.count(), Alert.objects.count()) == (0, 1)


def test_what_is_saved_needs_no_watch_and_what_is_not_published_has_none(
    ada: Applicant, ada_client: Client, client: Client
) -> None:
    program = make_program()
    assert f"/alerts/watch/{program.slug}/" not in as_shown(client.get(program.get_absolute_url()))
    make_application(ada, program=program)
    assert f"/alerts/watch/{program.slug}/" not in as_shown(ada_client.get(program.get_absolute_url()))
    Program.objects.update(publication="archived")
    assert ada_client.post(f"/alerts/watch/{program.slug}/").status_code == 404
    assert Watch.objects.count() == 0
