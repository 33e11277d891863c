"""The matrix: four letters to one residency program, never five: in the form, the act and the database."""

import threading
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from applicants.letters.answering import agree
from applicants.letters.assigning import assign, assign_all, create_residency_program, use_again
from applicants.letters.assignment_limits import MOST_PROGRAMS, free_slots, too_many
from applicants.letters.creation import create_letter
from applicants.letters.writer_links import create_link, link_of
from applicants.models import Applicant, Assignment, Letter, Mail, ResidencyProgram
from tests.factories import make_letter
from tests.page_forms import said, send
from tests.page_text import as_shown

PAGE = "/letters/matrix/?season=2027"


@pytest.fixture
def program(ada: Applicant) -> ResidencyProgram:
    """A residency program of ada's."""
    return ResidencyProgram.objects.create(applicant=ada, name="Mercy", match_year=2027)


@pytest.fixture
def five(ada: Applicant) -> list[Letter]:
    """Five letters of ada's in the 2027 Match."""
    return [make_letter(ada, writer_name=f"Dr. {number}") for number in range(5)]


def held(program: ResidencyProgram) -> list[Letter]:
    return [row.letter for row in program.assignments.order_by("slot")]


def tick(
    client: Client, program: ResidencyProgram, letters: list[Letter], shown: list[Letter] | None = None
) -> HttpResponse:
    """Save the matrix with these letters ticked, on a page that showed ``shown`` (None: what is stored)."""
    stored = held(program) if shown is None else shown
    typed = [(f"program-{program.pk}", letter.pk) for letter in letters]
    typed += [(f"initial-program-{program.pk}", letter.pk) for letter in stored]
    return client.post(PAGE, urlencode(typed), content_type="application/x-www-form-urlencoded")


@given(st.lists(st.integers(1, 4)))
def test_free_slots_are_the_others(taken: list[int]) -> None:
    assert sorted({*taken, *free_slots(taken)}) == [1, 2, 3, 4]
    assert set(taken) & set(free_slots(taken)) == set()


@given(st.integers(0, 50))
def test_only_more_than_four_is_too_many(count: int) -> None:
    assert (too_many(count) is None) is (count <= 4)
    assert count <= 4 or f"take {count - 4} away" in too_many(count)


@pytest.mark.django_db
def test_four_letters_are_given_and_the_fifth_is_refused_in_words(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    assert tick(ada_client, program, five[:4]).status_code == 302
    assert held(program) == five[:4]
    answer = tick(ada_client, program, five)
    assert answer.status_code == 422
    page = as_shown(answer)
    assert "You ticked 5 letters. At most 4 go to one program: take 1 away." in page
    assert page.count(" checked") == 5
    assert held(program) == five[:4]


@pytest.mark.django_db
def test_a_tick_from_an_old_page_meets_four_and_is_refused(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:4])
    answer = tick(ada_client, program, [five[4]], shown=[])
    assert answer.status_code == 422
    assert "“Mercy” has 4 letters" in as_shown(answer)
    assert held(program) == five[:4]


@pytest.mark.django_db
def test_a_letter_is_changed_for_another_in_one_step(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:4])
    tick(ada_client, program, five[1:])
    assert set(held(program)) == set(five[1:])
    assert sorted(Assignment.objects.values_list("slot", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_an_old_page_takes_nothing_away_that_it_did_not_show(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:2])
    tick(ada_client, program, [five[0], five[2]], shown=[five[0]])
    assert set(held(program)) == set(five[:3])


@pytest.mark.django_db
def test_the_page_carries_what_it_showed(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:2])
    page = as_shown(ada_client.get(PAGE))
    assert page.count(f'type="hidden" name="initial-program-{program.pk}"') == 2
    assert page.count(f'type="checkbox" name="program-{program.pk}"') == 5
    assert page.count(f'name="program-{program.pk}"') == 5
    again = as_shown(tick(ada_client, program, five, shown=five[:1]))
    assert again.count(f'name="initial-program-{program.pk}" value="{five[0].pk}"') == 1
    assert again.count(f'name="initial-program-{program.pk}"') == 1


@pytest.mark.django_db
def test_all_programs_are_saved_or_none(
    ada: Applicant, ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    other = ResidencyProgram.objects.create(applicant=ada, name="Abbey", match_year=2027)
    tick(ada_client, program, five[:4])
    typed = [(f"program-{other.pk}", five[0].pk), (f"program-{program.pk}", five[4].pk)]
    answer = ada_client.post(PAGE, urlencode(typed), content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, held(other), held(program)) == (422, [], five[:4])


@pytest.mark.django_db
def test_the_database_itself_stops_at_four(program: ResidencyProgram, five: list[Letter]) -> None:
    for slot, letter in enumerate(five[:4], start=1):
        Assignment.objects.create(program=program, letter=letter, slot=slot)
    for slot in (0, 4, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(program=program, letter=five[4], slot=slot)
    Assignment.objects.filter(slot=4).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(program=program, letter=five[0], slot=4)


@pytest.mark.django_db
def test_the_act_stops_at_four_and_takes_a_letter_once(program: ResidencyProgram, five: list[Letter]) -> None:
    assign_all([(program, [*five[:4], five[0]], [])])
    with pytest.raises(ValidationError, match="the most that ERAS sends"):
        assign(program, five[4])
    assert held(program) == five[:4]


needs_rows = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's database in memory serves one thread; run on PostgreSQL"
)


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Do something in many threads at the same moment; return how each ended."""
    start, ends = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            ends.append("kept")
        except ValidationError:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_four_is_the_most_under_a_race(program: ResidencyProgram, ada: Applicant) -> None:
    letters = [make_letter(ada) for _ in range(8)]
    for letter in letters[:3]:
        assign(program, letter)
    ends = at_once([lambda letter=letter: assign(program, letter) for letter in letters[3:]])
    assert ends == ["kept"] + ["refused"] * 4
    assert program.assignments.count() == 4


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_plan_one_letter_and_add_one_program(ada: Applicant) -> None:
    pk = uuid.uuid4()
    asked = {"contact": None, "name": "Dr. House", "email": "", "match_years": [2027]}
    assert at_once([lambda: create_letter(ada, pk, **asked)] * 6) == ["kept"] * 6
    assert (ada.letters.count(), ada.contacts.count()) == (1, 1)
    assert at_once([lambda: create_residency_program(ada, "Mercy", 2027, None)] * 6) == ["kept"] * 6
    assert ada.residency_programs.count() == 1


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_two_clicks_of_a_writer_at_once_say_yes_once(ada: Applicant) -> None:
    letter = make_letter(ada)
    token = create_link(letter)
    assert at_once([lambda: agree(link_of(token))] * 6) == ["kept"] * 6
    assert (letter.moves.count(), Mail.objects.count()) == (1, 1)


# Programs and seasons


@pytest.mark.django_db
def test_a_program_is_added_once_and_taken_out(ada: Applicant, ada_client: Client) -> None:
    for name in ("Mercy", "mercy"):
        answer = send(ada_client, PAGE, "/matrix/programs/", name=name)
        assert answer["Location"] == PAGE
    program = ada.residency_programs.get()
    assert (program.name, program.match_year) == ("Mercy", 2027)
    answer = ada_client.post(f"/letters/matrix/programs/{program.pk}/remove/", follow=True)
    assert said(answer)[-1] == "“Mercy” is out of your matrix."
    assert ada.residency_programs.count() == 0


@pytest.mark.django_db
def test_a_season_full_of_programs_can_be_saved_and_takes_no_more(
    ada: Applicant, ada_client: Client, five: list[Letter]
) -> None:
    rows = [ResidencyProgram(applicant=ada, name=f"No. {n}", match_year=2027) for n in range(MOST_PROGRAMS)]
    programs = ResidencyProgram.objects.bulk_create(rows)
    Assignment.objects.bulk_create(
        Assignment(program=program, letter=letter, slot=slot)
        for program in programs
        for slot, letter in enumerate(five[:4], start=1)
    )
    typed = [
        (f"{shown}program-{program.pk}", letter.pk)
        for program in programs
        for shown, letters in (("initial-", five[:4]), ("", five[1:]))
        for letter in letters
    ]
    answer = ada_client.post(PAGE, urlencode(typed), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert set(held(programs[-1])) == set(five[1:])
    full = send(ada_client, PAGE, "/matrix/programs/", name="One more")
    assert full.status_code == 422
    assert "the most that fit here" in as_shown(full)
    assert send(ada_client, PAGE, "/matrix/programs/", name="no. 0").status_code == 302
    assert ada.residency_programs.count() == MOST_PROGRAMS


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "x" * 201}, {"match_year": "7"}])
def test_a_wrong_program_comes_back(ada_client: Client, typed: dict[str, str]) -> None:
    assert send(ada_client, PAGE, "/matrix/programs/", **{"name": "Mercy"} | typed).status_code == 422
    assert ResidencyProgram.objects.count() == 0


@pytest.mark.django_db
def test_nobody_touches_somebody_else_s_matrix(
    program: ResidencyProgram, five: list[Letter], obi: Applicant, obi_client: Client
) -> None:
    own = ResidencyProgram.objects.create(applicant=obi, name="Obi's", match_year=2027)
    assert obi_client.post(f"/letters/matrix/programs/{program.pk}/remove/").status_code == 404
    assert tick(obi_client, program, five[:1]).status_code == 302
    assert tick(obi_client, own, five[:1]).status_code == 422
    assert Assignment.objects.count() == 0
    assert "Mercy" not in as_shown(obi_client.get(PAGE))


@pytest.mark.django_db
@pytest.mark.parametrize("season", ["nonsense", "1", "99999", "", "%00"])
def test_a_wrong_season_shows_one_s_own(ada_client: Client, season: str) -> None:
    answer = ada_client.get(f"/letters/matrix/?season={season}")
    assert (answer.status_code, answer.context["matrix"].season >= 2026) == (200, True)


@pytest.mark.django_db
def test_an_uploaded_letter_is_used_again_and_counts_toward_four(
    ada: Applicant, ada_client: Client, five: list[Letter], program: ResidencyProgram
) -> None:
    earlier = make_letter(ada, writer_name="Dr. Before", match_years=[2026], status="confirmed")
    tick(ada_client, program, five[:4])
    assert "Use it in 2027" in as_shown(ada_client.get(PAGE))
    answer = ada_client.post(f"/letters/{earlier.pk}/seasons/", {"season": "2027"})
    assert answer["Location"] == PAGE
    assert Letter.objects.get(pk=earlier.pk).match_years == [2026, 2027]
    assert tick(ada_client, program, [*five[:4], earlier]).status_code == 422
    assert "Use it in 2027" not in as_shown(ada_client.get(PAGE))


@pytest.mark.django_db
def test_what_is_uploaded_is_used_again_only_once(ada: Applicant, ada_client: Client) -> None:
    letter = make_letter(ada, match_years=[2026], status="uploaded")
    assert (use_again(letter, 2027), use_again(letter, 2027)) == (True, False)
    assert letter.match_years == [2026, 2027]
    wrong = ada_client.post(f"/letters/{letter.pk}/seasons/", {"season": "soon"}, follow=True)
    assert said(wrong)[-1] == "Write the year of the season, such as 2028."


@pytest.mark.django_db
def test_what_is_still_to_come_moves_to_another_season_and_leaves_the_matrix(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:4])
    assert "Move it to 2028" in as_shown(ada_client.get("/letters/matrix/?season=2028"))
    answer = ada_client.post(f"/letters/{five[0].pk}/seasons/", {"season": "2028"}, follow=True)
    assert said(answer) == ["Letter from Dr. 0 is for the 2028 Match now."]
    assert Letter.objects.get(pk=five[0].pk).match_years == [2028]
    assert held(program) == five[1:4]


@pytest.mark.django_db
def test_a_letter_that_is_declined_makes_room_for_another(
    ada_client: Client, program: ResidencyProgram, five: list[Letter]
) -> None:
    tick(ada_client, program, five[:4])
    five[1].move_to("declined", on=five[1].today)
    page = as_shown(ada_client.get(PAGE))
    assert 'data-count="3"' in page
    rest = [five[0], *five[2:]]
    assert tick(ada_client, program, rest).status_code == 302
    assert set(held(program)) == set(rest)


@pytest.mark.django_db
def test_a_declined_letter_is_not_in_the_matrix(
    ada: Applicant, ada_client: Client, program: ResidencyProgram
) -> None:
    declined = make_letter(ada, status="declined")
    assert tick(ada_client, program, [declined]).status_code == 422
    assert "No letter is in the 2027 Match yet." in as_shown(ada_client.get(PAGE))
