"""The start page of the admin: what there is to do, and who is told."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from applicants.models import User
from programs.curation.admin.start_page import StartPage, start_page
from programs.models import (
    CatalogImport,
    FactCheck,
    FactSnapshot,
    HostProposal,
    Program,
    Report,
    ReviewItem,
    SourcePage,
)
from tests.clock import today
from tests.factories import make_program
from tests.page_text import as_shown

START = "/admin/"


def counts_of(curator: User) -> dict[str, int]:
    return dict(start_page(curator).counts)


def shown(client: Client) -> StartPage:
    return client.get(START).context["start"]


def test_an_empty_catalog_has_nothing_to_do(curator_client: Client) -> None:
    page = curator_client.get(START)
    assert page.status_code == 200
    assert "Every program is checked." in page.text
    assert "The link check has not read a source yet." in page.text
    assert "None yet." in page.text


def test_programs_are_counted_by_what_they_need(curator: User) -> None:
    days = {
        "undated": datetime.date.min,
        "stale": today() - datetime.timedelta(days=365),
        "fresh": today() - datetime.timedelta(days=364),
    }
    for name, day in days.items():
        program = make_program(name=name)
        ReviewItem.objects.filter(program=program).update(oldest=day, links=name == "stale")
    ReviewItem.objects.filter(program__name="fresh").update(due_on=today() + datetime.timedelta(days=30))
    make_program(name="hidden")
    ReviewItem.objects.filter(program__name="hidden").delete()
    assert counts_of(curator) == {"published": 3, "due": 2, "undated": 1, "stale": 1, "in_trouble": 1}


def test_the_next_program_is_the_one_that_the_queue_gives(curator: User, curator_client: Client) -> None:
    first, second = make_program(name="First"), make_program(name="Second")
    ReviewItem.objects.filter(program=second).update(flags=9)
    page = shown(curator_client)
    assert (page.first.program.name, page.why[0]) == ("Second", "9 red flags")
    other = User.objects.create_user("other@example.org")
    assert ReviewItem.objects.of_program(second.pk).claim(other, timezone.now())
    assert start_page(curator).first.program == first
    assert "Review: First" in curator_client.post("/admin/review/next/", follow=True).text


def test_messages_and_what_visitors_do_not_see(curator: User, curator_client: Client) -> None:
    program = make_program()
    Report.objects.create(kind="problem", program=program)
    Report.objects.create(kind="problem", program=program, outcome="kept")
    for name in ("One", "Two"):
        Report.objects.create(kind="suggestion", name=name)
    HostProposal.objects.create(program=program, email="a@host.example")
    HostProposal.objects.create(program=program, email="b@host.example", state="waiting")
    Program.objects.bulk_create(
        Program(slug=f"x-{n}", name="X", host=program.host, type="elective", publication=hidden)
        for n, hidden in enumerate(["draft", "archived", "archived"])
    )
    page = start_page(curator)
    found = (page.problems, page.suggestions, page.corrections, page.drafts, page.archived)
    assert found == (1, 2, 1, 1, 2)
    text = as_shown(curator_client.get(START))
    assert "open report of a problem<" in text
    assert "suggested programs<" in text


def test_the_last_three_imports_are_shown_and_can_be_undone(curator: User, curator_client: Client) -> None:
    for number in range(4):
        at = timezone.now() + datetime.timedelta(minutes=number)
        CatalogImport.objects.create(file_name=f"{number}.csv", at=at, by=curator)
    CatalogImport.objects.filter(file_name="3.csv").update(status="applied", counts={"new": 2})
    CatalogImport.objects.filter(file_name="2.csv").update(status="undone", counts={"new": 2})
    page = curator_client.get(START)
    assert [job.file_name for job in page.context["start"].imports] == ["3.csv", "2.csv", "1.csv"]
    assert ("2 new, 0 changed" in page.text, page.text.count("Undo it")) == (True, 1)


def test_links_facts_and_todays_work(curator: User) -> None:
    program, now = make_program(), timezone.now()
    SourcePage.objects.create(url="https://example.org/never")
    SourcePage.objects.create(url="https://example.org/read", checked_at=now)
    shares = {"letter": 3, "intake": 2, "housing": 1, "access": 9, "audiences": 4}
    for fact, stated in shares.items():
        FactSnapshot.objects.create(day=today(), fact=fact, stated=stated, programs=10)
    for days in (0, 1):
        at = now - datetime.timedelta(days=days)
        FactCheck.objects.create(program=program, answer="true", by=curator, at=at)
    page = start_page(curator)
    assert page.links_checked_at == now
    assert [(row.label, row.share) for row in page.rarest] == [
        ("Intake", 20),
        ("Letter of recommendation", 30),
        ("Open to", 40),
    ]
    assert page.confirmed_today == 1


def test_each_link_leads_to_a_list_that_counts_the_same(curator_client: Client) -> None:
    lists = {
        "?freshness=undated&publication__exact=published": datetime.date.min,
        "?freshness=stale&publication__exact=published": datetime.date(2020, 1, 1),
    }
    for day in lists.values():
        program = make_program(name=str(day))
        Program.objects.filter(pk=program.pk).update(fresh_on=None if day.year == 1 else day)
        ReviewItem.objects.filter(program=program).update(oldest=day, links=day.year == 1)
    addresses = {**lists, "?links=trouble": datetime.date.min}
    page = curator_client.get(START).text.replace("&amp;", "&")
    for query, day in addresses.items():
        assert f'href="/admin/programs/program/{query}"' in page
        found = curator_client.get(f"/admin/programs/program/{query}").context["cl"].result_list
        assert [program.name for program in found] == [str(day)]


@pytest.mark.django_db
def test_staff_who_may_not_change_programs_see_what_they_may_edit() -> None:
    client = Client()
    staff = User.objects.create_user("sam@example.org", is_staff=True)
    client.force_login(staff)
    page = client.get(START, follow=True)
    assert "start" not in (page.context or {})
    assert "Check the next program" not in page.text
