"""What a visitor saves before the log-in is on the shortlist after it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from applicants.applications import shortlisting
from applicants.models import Applicant, Application, User
from applicants.profile.caps import CAPS, Cap
from programs.choices import Publication
from programs.models import Program
from tests.applicants.profile.logging_in import Act
from tests.factories import make_application, make_program
from tests.page_forms import said
from tests.page_text import as_shown

pytestmark = pytest.mark.django_db
Link = Callable[[str], str]


def keep(client: Client, program: Program) -> str:
    return client.get(f"/applications/shortlist/keep/{program.pk}/")["Location"]


def shortlisted(applicant: Applicant) -> list[str]:
    return sorted(applicant.applications.values_list("name", flat=True))


@pytest.mark.parametrize("page", ["/programs/", "/programs/heart/"])
@pytest.mark.parametrize("has_answered", [False, True])
def test_the_save_link_leads_to_the_sign_up_and_keeps_the_program(
    page: str, client: Client, *, has_answered: bool
) -> None:
    program = make_program(slug="heart", name="Heart observership")
    if has_answered:
        client.post("/start/", {"stage": "graduate"})
    links = re.findall(r'"(/applications/shortlist/keep/\d+/)"', client.get(page).content.decode())
    assert links == [f"/applications/shortlist/keep/{program.pk}/"]
    assert client.get(links[0])["Location"] == "/accounts/signup/?next=/programs/heart/"
    assert client.session[shortlisting.SESSION_KEY] == {str(program.pk): "Heart observership"}


def test_the_way_in_says_what_is_kept(client: Client, ada_client: Client) -> None:
    for name in ("Heart", "Lung <b>"):
        keep(client, make_program(name=name))
    words = "We keep “Heart”, “Lung &lt;b&gt;” for you. Sign up or log in, and they are on your shortlist."
    for address in ("/accounts/signup/", "/accounts/login/", "/start/"):
        assert words in as_shown(client.get(address)), address
    assert "We keep" not in as_shown(ada_client.get("/start/"))


def test_a_log_in_puts_it_on_the_shortlist_and_says_what_speaks_against_it(
    applicant: User, log_in: Act, client: Client
) -> None:
    keep(client, make_program(name="Heart", letter="not_offered"))
    log_in(client, applicant.email)
    assert said(client.get("/start/"))[-2:] == [
        "“Heart” is on your shortlist now.",
        "No letter: The source says that no letter of recommendation is given.",
    ]
    assert shortlisted(Applicant.objects.get(user=applicant)) == ["Heart"]
    assert shortlisting.SESSION_KEY not in client.session
    client.get("/start/")
    assert Application.objects.count() == 1


def test_a_sign_up_puts_it_on_the_shortlist_once_the_address_is_confirmed(
    sign_up: Act, mailed_link: Link
) -> None:
    client = Client()
    keep(client, make_program(name="Heart"))
    sign_up(client, "new@example.org")
    assert Application.objects.count() == 0
    page = client.post(mailed_link("new@example.org"), follow=True)
    assert said(page)[-1] == "“Heart” is on your shortlist now."
    assert shortlisted(Applicant.objects.get(user__email="new@example.org")) == ["Heart"]


def test_what_is_there_already_or_published_no_more_makes_nothing_new(ada: Applicant, client: Client) -> None:
    known, gone = make_program(name="Known"), make_program(name="Gone")
    make_application(ada, program=known, name="Known")
    for program in (known, gone):
        keep(client, program)
    Program.objects.filter(pk=gone.pk).update(publication=Publication.ARCHIVED)
    client.force_login(ada.user)
    assert said(client.get("/start/")) == ["“Known” is already among your applications."]
    assert shortlisted(ada) == ["Known"]


def test_the_newest_ten_are_kept(client: Client) -> None:
    programs = [make_program() for _ in range(shortlisting.MOST_KEPT + 2)]
    for program in programs:
        keep(client, program)
    assert list(client.session[shortlisting.SESSION_KEY]) == [str(program.pk) for program in programs[2:]]


def test_a_full_account_says_so(ada: Applicant, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CAPS, "applicants.application", Cap(0, "You have {} applications"))
    keep(client, make_program(name="Heart"))
    client.force_login(ada.user)
    assert said(client.get("/start/")) == [
        "You have 0 applications, the most you can keep. Delete one first."
    ]
    assert shortlisted(ada) == []


def test_with_an_account_the_link_saves_nothing(ada: Applicant, ada_client: Client) -> None:
    program = make_program(slug="heart")
    assert keep(ada_client, program) == "/programs/heart/"
    assert shortlisted(ada) == []
    assert ada_client.get("/applications/shortlist/keep/999999/").status_code == 404
