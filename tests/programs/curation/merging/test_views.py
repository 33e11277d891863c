"""A curator merges two programs in the admin: finds the duplicate, chooses, looks at it, confirms, undoes."""

import re
from html import escape, unescape

import pytest
from django.test import Client

from applicants.models import User
from programs.curation.merging.page import CHOICES, MergeForm
from programs.curation.publishing import changes
from programs.models import CatalogImport, CatalogImportRow, Program, ProgramMerge
from tests.admin_forms import act, change_url, history_url
from tests.factories import make_applicant, make_application, make_program, make_record

HOST = {"name": "Lakeside Hospital", "kind": "university", "city": "Houston", "state": "TX"}


@pytest.fixture
def kept(db: None) -> Program:
    return make_program(
        slug="kept", name="Observership", host=HOST, housing="provided", weeks_min=2, weeks_max=4, free=False
    )


@pytest.fixture
def removed(db: None) -> Program:
    page = {
        "url": "https://example.org/new",
        "title": "The new page",
        "page_date": "2026-09",
        "kind": "primary",
    }
    return make_program(
        slug="removed",
        name="Observerships",
        host=HOST | {"name": "Lakeside Hospitl"},
        letter="offered",
        weeks_min=4,
        weeks_max=4,
        sources=[page],
    )


def address_of(kept: Program, removed: Program) -> str:
    return f"/admin/programs/program/{kept.pk}/merge/{removed.pk}/"


def said(answer: object) -> str:
    """Return the text of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def choices(kept: Program, removed: Program, **chosen: str) -> dict[str, str]:
    form = MergeForm(kept=kept, removed=removed)
    return {pair.name: pair.default for pair in form.to_choose} | {"seen": form.versions} | chosen


def test_every_fact_of_a_record_can_be_chosen() -> None:
    program = make_record()
    names = [name for names in CHOICES for name in names]
    assert len(names) == len(set(names))
    assert set(names) >= program.keys() - {"slug", "sources", "proof"}


@pytest.mark.django_db
def test_no_fact_of_a_program_is_left_out(kept: Program) -> None:
    names = {name for names in CHOICES for name in names}
    assert names == kept.record.keys() - {"slug", "sources", "proof"}


def test_the_form_leads_to_probable_duplicates(
    curator_client: Client, kept: Program, removed: Program
) -> None:
    far = make_program(name="Surgery clerkship")
    assert f'href="/admin/programs/program/{kept.pk}/merge/"' in curator_client.get(change_url(kept)).text
    page = curator_client.get(f"/admin/programs/program/{kept.pk}/merge/").text
    assert [address_of(kept, other) in page for other in (removed, far)] == [True, False]


@pytest.mark.parametrize("words", ["removed", "https://portal.example/programs/removed/", "lakeside hospitl"])
def test_another_program_is_found_by_address_or_words(
    curator_client: Client, kept: Program, removed: Program, words: str
) -> None:
    Program.objects.filter(pk=removed.pk).update(name="Other")
    page = curator_client.get(f"/admin/programs/program/{kept.pk}/merge/", {"other": words}).text
    assert address_of(kept, removed) in page
    nothing = curator_client.get(f"/admin/programs/program/{kept.pk}/merge/", {"other": "xylophone"}).text
    assert "No other program has this name." in nothing


def test_the_list_merges_two(curator_client: Client, kept: Program, removed: Program) -> None:
    changes.archive_program(kept, None)
    answer = act(curator_client, "merge", kept, removed)
    assert answer.redirect_chain == [(address_of(removed, kept), 302)]
    assert "Select exactly two programs." in act(curator_client, "merge", kept).text


def test_what_is_chosen_at_first(kept: Program, removed: Program) -> None:
    """Stated beats not stated, then the newer source; what says one thing together stays together."""
    form = MergeForm(kept=kept, removed=removed)
    assert {pair.name: pair.default for pair in form.to_choose} == {
        "name": "removed",
        "host": "removed",
        "type": "removed",
        "weeks_min": "removed",
        "free": "kept",
        "housing": "kept",
        "letter": "removed",
    }


def test_both_are_shown_with_source_and_date(curator_client: Client, kept: Program, removed: Program) -> None:
    page = said(curator_client.get(address_of(kept, removed)))
    assert "Housing The one that stays Housing provided Source: Page , June 2026" in page
    assert "Letter offered Source: The new page , September 2026" in page
    assert "The duplicate Not stated" in page


def test_nothing_happens_before_the_reason(curator_client: Client, kept: Program, removed: Program) -> None:
    make_application(make_applicant("ada@example.org"), program=removed)
    values = choices(kept, removed, name="kept")
    preview = curator_client.post(address_of(kept, removed), values | {"step": "preview"})
    page = said(preview)
    assert (preview.status_code, "Nothing is merged yet." in page) == (200, True)
    assert "These move to the one that stays: 1 application." in page
    assert "Letter of recommendation Not stated Letter offered" in page
    without = curator_client.post(address_of(kept, removed), values | {"step": "merge"})
    assert (without.status_code, "Say how you know." in without.text) == (422, True)
    back = curator_client.post(address_of(kept, removed), values | {"step": "choose"})
    assert re.search(r'name="name" value="kept" checked', back.text)
    assert ProgramMerge.objects.count() == 0


def test_the_last_step_merges(curator_client: Client, curator: User, kept: Program, removed: Program) -> None:
    values = choices(kept, removed, name="kept") | {"step": "merge", "reason": "Same page"}
    answer = curator_client.post(address_of(kept, removed), values, follow=True)
    assert "Observerships is merged into this program." in answer.text
    kept.refresh_from_db()
    assert (kept.record["name"], kept.record["letter"], kept.record["housing"]) == (
        "Observership",
        "offered",
        "provided",
    )
    assert ProgramMerge.objects.get().by == curator
    history = said(curator_client.get(history_url(kept)))
    assert "Merged with a duplicate by curator" in history.replace(str(curator), "curator")
    assert "History of Observerships, merged into Observership on" in history
    assert "Archived by" in history
    assert "This program was merged into" in curator_client.get(change_url(removed)).text


def test_a_page_that_was_open_too_long_asks_again(
    curator_client: Client, curator: User, kept: Program, removed: Program
) -> None:
    values = choices(kept, removed) | {"step": "merge", "reason": "Same page"}
    changes.mark_checked(removed, curator)
    answer = curator_client.post(address_of(kept, removed), values)
    assert (answer.status_code, "Somebody has changed one of the two" in answer.text) == (422, True)
    removed.refresh_from_db()
    assert f'name="seen" value="{kept.changed_in}-{removed.changed_in}"' in answer.text
    assert ProgramMerge.objects.count() == 0


def test_a_wrong_choice_is_refused(curator_client: Client, kept: Program, removed: Program) -> None:
    values = choices(kept, removed, name="both") | {"step": "merge", "reason": "Same page"}
    assert curator_client.post(address_of(kept, removed), values).status_code == 422
    assert ProgramMerge.objects.count() == 0


def test_a_merge_is_undone_with_a_reason(curator_client: Client, kept: Program, removed: Program) -> None:
    values = choices(kept, removed) | {"step": "merge", "reason": "Same page"}
    curator_client.post(address_of(kept, removed), values)
    address = f"/admin/programs/program/{kept.pk}/merge/undo/{ProgramMerge.objects.get().pk}/"
    page = said(curator_client.get(address))
    assert "The facts of Observerships go back to what they were before the merge." in page
    assert curator_client.post(address, {}).status_code == 422
    answer = curator_client.post(address, {"reason": "Two departments"}, follow=True)
    assert "Both programs are as they were before." in answer.text
    kept.refresh_from_db()
    assert (kept.record["name"], curator_client.get("/programs/removed/").status_code) == (
        "Observership",
        200,
    )
    assert curator_client.get(address).status_code == 404


def test_an_import_links_its_probable_duplicates(
    curator_client: Client, kept: Program, removed: Program
) -> None:
    job = CatalogImport.objects.create(file_name="x.csv", status="applied")
    row = {"catalog_import": job, "name": "x", "result": "created", "alike": ["kept"], "after": {"name": "x"}}
    CatalogImportRow.objects.create(number=2, slug="removed", **row)
    CatalogImportRow.objects.create(number=3, slug="not-there", **row)
    page = curator_client.get(f"/admin/programs/import/{job.pk}/").text
    assert page.count("Merge with kept") == 1
    assert address_of(kept, removed) in page


def test_who_may_not_change_programs_may_not_merge(
    client: Client, kept: Program, removed: Program, django_user_model: type[User]
) -> None:
    user = django_user_model.objects.create_user("viewer@example.org", "correct horse", is_staff=True)
    client.force_login(user)
    assert client.get(address_of(kept, removed)).status_code in (302, 403)


def test_hostile_texts_stay_texts(curator_client: Client, kept: Program) -> None:
    payload = "<script>alert(1)</script>"
    page = {"url": "https://example.org/x", "title": payload, "page_date": None, "kind": "primary"}
    other = make_program(name=payload, host=HOST, summary=payload, sources=[page])
    values = choices(kept, other, name="removed") | {"reason": payload}
    address = address_of(kept, other)
    pages = [
        curator_client.get(f"/admin/programs/program/{kept.pk}/merge/", {"other": payload}),
        curator_client.get(address),
        curator_client.post(address, values | {"step": "preview"}),
        curator_client.post(address, values | {"step": "merge"}, follow=True),
        curator_client.get(history_url(kept)),
        curator_client.get(f"/admin/programs/program/{kept.pk}/merge/undo/{ProgramMerge.objects.get().pk}/"),
    ]
    assert [(payload in page.text, escape(payload) in page.text) for page in pages] == [(False, True)] * 6
