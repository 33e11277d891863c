"""The agenda's days of the applicant's own: visa, exams, people and the season."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.agenda.other_dates import other_dates
from applicants.models import Applicant, Exam, Season, SeasonDate
from tests.applicants.agenda.reading import agenda_rows, day, entries
from tests.factories import make_contact

pytestmark = pytest.mark.django_db


def test_the_applicants_own_days_visa_exams_and_season(ada: Applicant) -> None:
    ada.visa_held, ada.visa_expires_on = "B-1/B-2", day(90)
    Exam.objects.create(applicant=ada, kind="usmle_step1", status="scheduled", taken_on=day(-1))
    Exam.objects.create(applicant=ada, kind="usmle_step2_ck", status="passed", taken_on=day(-100))
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    SeasonDate.objects.create(season=season, event="rank_list_due", words="early March 2027")
    assert agenda_rows(ada) == [
        ("exam", -1, "USMLE Step 1"),
        ("visa", 90, "Your visa expires (B-1/B-2)"),
        ("season", 114, "Match Day (2027 Match)"),
    ]
    assert [(e.is_overdue, e.is_confirmed, e.note) for e in entries(ada)] == [
        (True, True, "Afterward, add the result to your profile."),
        (False, True, ""),
        (False, False, "This date is not confirmed."),
    ]


def test_people_to_be_in_touch_with_wait_until_they_heard(ada: Applicant, obi: Applicant) -> None:
    late = make_contact(ada, name="Jane", next_on=day(-2), next_note="Thank her")
    make_contact(ada, name="José", next_on=day(5))
    make_contact(ada, name="Nobody in particular")
    make_contact(obi, name="Obi's friend", next_on=day(1))
    assert agenda_rows(ada) == [
        ("in_touch", -2, "Get in touch with Jane"),
        ("in_touch", 5, "Get in touch with José"),
    ]
    first = entries(ada)[0]
    assert (first.uid, first.page) == (f"{late.pk}-in_touch", late.get_absolute_url())
    assert (first.note, first.is_overdue, first.application) == ("Thank her", True, None)


def test_exams_and_people_are_read_in_one_query_for_everybody(ada: Applicant, obi: Applicant) -> None:
    exam = {"kind": "toefl", "status": "scheduled"}
    Exam.objects.create(applicant=ada, taken_on=day(3), **exam)
    Exam.objects.create(applicant=obi, taken_on=None, **exam)
    people = [make_contact(one, name="Jane", next_on=day(4), next_note="Hi") for one in (ada, obi)]
    with CaptureQueriesContext(connection) as queries:
        found = other_dates([ada, obi])
    keys = {UUID(person.key) for days in found.values() for person in days if person.kind == "in_touch"}
    assert (len(queries), keys) == (1, {contact.pk for contact in people})
    assert [[(one.kind, one.words, one.detail, one.day) for one in days] for days in found.values()] == [
        [("exam", "toefl", "", day(3)), ("in_touch", "Jane", "Hi", day(4))],
        [("in_touch", "Jane", "Hi", day(4))],
    ]


def test_who_does_not_seek_residency_has_no_season(ada: Applicant) -> None:
    season = Season.objects.create(year=2027)
    SeasonDate.objects.create(season=season, event="match_day", day=day(114))
    ada.seeks_residency = False
    assert agenda_rows(ada) == []
