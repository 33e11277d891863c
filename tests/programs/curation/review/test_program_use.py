"""Who uses a program and who reports a problem moves it in the review queue."""

import datetime

from django.utils import timezone

from applicants.models import Applicant
from programs.curation.review.program_use import count_people
from programs.models import Report, ReviewItem
from tests.factories import make_application, make_program


def counts() -> tuple[int, int]:
    return ReviewItem.objects.values_list("people", "reports").get()


def test_counts_rise_and_fall(ada: Applicant, obi: Applicant) -> None:
    program = make_program()
    applications = [make_application(applicant, program=program) for applicant in (ada, obi)]
    make_application(ada)
    report = Report.objects.create(kind="problem", program=program)
    count_people()
    assert counts() == (2, 1)
    applications[0].delete()
    report.outcome = "done"
    report.save()
    count_people()
    assert counts() == (1, 0)


def test_a_new_report_makes_a_program_due_once(db: None) -> None:
    program, today = make_program(), timezone.localdate()
    Report.objects.create(kind="problem", program=program)
    later = today + datetime.timedelta(days=9)
    for due_on in (today, later):
        ReviewItem.objects.update(due_on=later)
        count_people()
        assert ReviewItem.objects.get().due_on == due_on
