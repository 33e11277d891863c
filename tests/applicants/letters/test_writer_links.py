"""The writer's link: guessed, used, ended, old, or another letter's, it opens nothing."""

import datetime
import hashlib

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applicants.letters.writer_links import create_link, digest_of, end_link, link_of
from applicants.models import Applicant, Letter, LetterLink
from tests.applicants.letters.conftest import Say, pdf_of
from tests.factories import make_letter

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


def body(path: str) -> tuple[int, str]:
    """Return the status and what a visitor sees, the page's own address apart."""
    answer = Client().get(path)
    return answer.status_code, answer.content.decode().replace(path, "/letter/…/")


def test_only_the_hash_of_a_token_is_kept(token: str) -> None:
    link = LetterLink.objects.get()
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43
    assert [name for name, value in vars(link).items() if token in str(value)] == []


def test_two_links_have_nothing_in_common(letter: Letter) -> None:
    assert create_link(letter)[:8] != create_link(letter)[:8]


def test_a_live_link_shows_the_letter_and_no_other(ada: Applicant, address: str) -> None:
    make_letter(ada, writer_name="Dr. Wilson", what_to_mention="Of the other letter")
    status, page = body(address)
    assert status == 200
    assert "Dr. House" in page
    assert "Dr. Wilson" not in page
    assert "Of the other letter" not in page


def test_every_dead_link_gets_the_same_answer(letter: Letter, say: Say) -> None:
    dead = {}
    dead["wrong"] = body(f"/letter/{'x' * 43}/")
    dead["short"] = body("/letter/x/")
    dead["odd"] = body("/letter/%FF%00%C3%28/")
    ended = create_link(letter)
    end_link(letter)
    dead["ended"] = body(f"/letter/{ended}/")
    replaced = create_link(letter)
    used = create_link(letter)
    dead["replaced"] = body(f"/letter/{replaced}/")
    say("decline", address=f"/letter/{used}/")
    dead["used"] = body(f"/letter/{used}/")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        dead["old"] = body(f"/letter/{ended}/")
    pages = {name: page for name, (_, page) in dead.items()}
    assert {status for status, _ in dead.values()} == {404}
    assert "This link no longer works" in pages["wrong"]
    shown = {name: page[page.index("<main") :] for name, page in pages.items()}
    assert set(shown.values()) == {shown["wrong"]}


@pytest.mark.parametrize(("minutes", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_works_for_thirty_days_to_the_minute(letter: Letter, minutes: int, *, works: bool) -> None:
    with time_machine.travel(NOW, tick=False):
        token = create_link(letter)
    with time_machine.travel(NOW + datetime.timedelta(days=30, minutes=minutes), tick=False):
        assert (link_of(token) is not None) is works


def test_a_letter_has_one_live_link(letter: Letter) -> None:
    first, second = create_link(letter), create_link(letter)
    assert (link_of(first), link_of(second) is not None) == (None, True)
    assert LetterLink.objects.not_ended().count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterLink.objects.create(letter=letter, digest=digest_of("another"))


def test_an_old_link_leaves_room_for_a_new_one(letter: Letter) -> None:
    with time_machine.travel(NOW):
        create_link(letter)
    with time_machine.travel(NOW + datetime.timedelta(days=40)):
        assert link_of(create_link(letter)) is not None


def test_no_link_before_the_waiver_is_decided(ada: Applicant) -> None:
    letter = make_letter(ada, waiver="undecided")
    with pytest.raises(ValidationError, match="Decide about the waiver first"):
        create_link(letter)
    assert LetterLink.objects.count() == 0


def test_a_link_fixes_the_waiver(letter: Letter, token: str) -> None:
    stored = Letter.objects.get()
    with pytest.raises(ValidationError, match="can no longer be changed"):
        stored.decide_waiver("not_waived")
    assert Letter.objects.get().waiver == "waived"


@pytest.mark.parametrize(
    ("act", "more", "lives"),
    [
        ("agree", {}, True),
        ("question", {"text": "When?"}, True),
        ("decline", {}, False),
        ("uploaded", {}, False),
        ("nonsense", {}, True),
        ("hand_over", {}, True),  # no file
    ],
)
def test_what_ends_a_link(say: Say, token: str, act: str, more: dict[str, str], *, lives: bool) -> None:
    say(act, **more)
    assert (link_of(token) is not None) is lives


def test_handing_over_ends_a_link(say: Say, token: str) -> None:
    say("hand_over", file=pdf_of())
    assert link_of(token) is None


def test_a_used_link_changes_nothing_any_more(say: Say, letter: Letter) -> None:
    say("uploaded")
    before = Letter.objects.values().get()
    for act in ("agree", "decline", "uploaded", "question", "hand_over"):
        assert say(act, text="Late", file=pdf_of()).status_code == 404
    assert Letter.objects.values().get() == before
    assert (letter.questions.count(), letter.moves.count(), hasattr(Letter.objects.get(), "file")) == (
        0,
        1,
        False,
    )


def test_one_letter_s_link_never_touches_another(ada: Applicant, obi: Applicant, say: Say) -> None:
    others = [make_letter(ada, writer_name="Dr. Wilson"), make_letter(obi, writer_name="Dr. Cuddy")]
    before = [Letter.objects.filter(pk=other.pk).values().get() for other in others]
    say("agree", letter=others[0].pk, pk=others[1].pk)
    say("hand_over", file=pdf_of(), letter=others[0].pk)
    assert [Letter.objects.filter(pk=other.pk).values().get() for other in others] == before


def test_the_first_opening_is_noted_once(address: str) -> None:
    with time_machine.travel(NOW - datetime.timedelta(days=1), tick=False):
        Client().get(address)
    Client().get(address)
    assert LetterLink.objects.get().opened_at == NOW - datetime.timedelta(days=1)


def test_a_mail_program_that_asks_for_headers_and_the_applicant_are_no_openings(
    address: str, ada_client: Client
) -> None:
    assert (Client().head(address).status_code, ada_client.get(address).status_code) == (200, 200)
    assert LetterLink.objects.get().opened_at is None


@pytest.mark.parametrize("act", ["agree", "decline", "question", "uploaded", "hand_over"])
def test_the_applicant_does_not_answer_for_the_writer(
    ada_client: Client, address: str, letter: Letter, act: str
) -> None:
    answer = ada_client.post(address, {"act": act, "text": "When?", "file": pdf_of()}, follow=True)
    assert "only they can answer: send them the link." in answer.content.decode()
    stored = Letter.objects.get()
    assert (stored.status, stored.questions.count(), hasattr(stored, "file")) == ("planned", 0, False)
    assert LetterLink.objects.not_ended().count() == 1


def test_many_looks_use_no_link_up(address: str, token: str) -> None:
    for method in ("get", "head", "options") * 5:
        getattr(Client(), method)(address)
    assert link_of(token) is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_in_no_cache_no_index_and_no_referrer(address: str, method: str) -> None:
    for path in (address, "/letter/wrong/", f"{address}documents/00000000-0000-0000-0000-000000000001/"):
        headers = getattr(Client(), method)(path).headers
        if "Allow" in headers:
            continue
        assert "no-store" in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "no-referrer, strict-origin"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_many_posts_from_one_network_are_slowed_down(say: Say, letter: Letter) -> None:
    assert {say("nonsense").status_code for _ in range(30)} == {422}
    assert say("agree").status_code == 429
    assert Letter.objects.get().status == "planned"


def test_a_post_without_its_token_against_forgery_is_refused(address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address, {"act": "decline"}).status_code == 403
    assert Letter.objects.get().status == "planned"
