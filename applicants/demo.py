"""A demo applicant and a demo advisor for a fresh database on a developer's own machine."""

import datetime
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from applicants.applications.models import Application
from applicants.applications.workflow import Status
from applicants.profile.choices import ECFMGStatus, ExamKind, ExamStatus, VisaHeld
from applicants.profile.models import Applicant, User
from programs.choices import Audience
from programs.curation.loading import ADVISORS, create_advisors
from programs.models import Program

APPLICANT, ADVISOR = "applicant@demo.example", "advisor@demo.example"
PASSWORD = "demo-rotation-2026"  # noqa: S105 - printed on the terminal of whoever starts it

# Where each sample application has been, and how many days ago.
HISTORIES: tuple[dict[Status, int], ...] = (
    {Status.SHORTLISTED: 3},
    {Status.SHORTLISTED: 40, Status.PREPARING: 35, Status.SUBMITTED: 24},
    {Status.SHORTLISTED: 60, Status.SUBMITTED: 45, Status.INTERVIEW: 15, Status.OFFERED: 2},
)


def make_demo() -> list[str]:
    """Make both people when nobody has an account yet; return how to log in while nobody has done so."""
    if not User.objects.exists():
        with transaction.atomic():
            make_applicant()
            make_advisor()
    fresh = User.objects.filter(email__in=[APPLICANT, ADVISOR], last_login=None)
    return [line for user in fresh.order_by("-email") for line in log_in_lines(user)]


def make_person(email: str, **facts: Any) -> User:
    """Create somebody whose address is confirmed."""
    user = User.objects.create_user(email, PASSWORD, **facts)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def make_applicant() -> None:
    """Create a graduate with a profile and three applications."""
    today = timezone.localdate()
    applicant = Applicant.objects.create(
        user=make_person(APPLICANT, name="Amara Demo"),
        stage=Audience.GRADUATE,
        school_name="University of Lagos",
        school_country="NG",
        graduated_on=today - datetime.timedelta(days=400),
        citizenships=["NG"],
        ecfmg_status=ECFMGStatus.IN_PROGRESS,
        visa_held=VisaHeld.B1_B2,
        visa_expires_on=today + datetime.timedelta(days=500),
        seeks_residency=True,
        match_year=today.year + 2,
        budget_usd=2500,
        has_digest=False,
    )
    applicant.exams.create(kind=ExamKind.STEP1, status=ExamStatus.PASSED, attempts=1)
    applicant.exams.create(kind=ExamKind.STEP2_CK, status=ExamStatus.SCHEDULED)
    programs = Program.objects.published().exclude(host=None).order_by("slug")[: len(HISTORIES)]
    for program, history in zip(programs, HISTORIES, strict=False):
        make_application(applicant, program, history, today)


def make_application(
    applicant: Applicant, program: Program, history: dict[Status, int], today: datetime.date
) -> None:
    """Create an application that has been through some statuses."""
    starts_on = today + datetime.timedelta(days=90)
    application = Application.objects.create(
        applicant=applicant,
        program=program,
        record=program.record,
        name=program.name,
        host_name=program.host.name,
        city=program.host.city,
        state=program.host.state,
        type=program.type,
        status=list(history)[-1],
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(weeks=4),
        reply_by=today + datetime.timedelta(days=9) if Status.OFFERED in history else None,
        next_action="Read the program's page again",
        next_action_on=today + datetime.timedelta(days=2),
    )
    before = ""
    for status, days_ago in history.items():
        happened_on = today - datetime.timedelta(days=days_ago)
        application.changes.create(from_status=before, to_status=status, happened_on=happened_on)
        before = status


def make_advisor() -> None:
    """Create an advisor with an authenticator app and recovery codes."""
    create_advisors()
    user = make_person(ADVISOR, name="Dr. Demo Advisor", is_staff=True)
    user.groups.add(Group.objects.get(name=ADVISORS))
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def log_in_lines(user: User) -> Iterator[str]:
    """Yield what somebody needs to log in."""
    yield f"  {'advisor' if user.is_staff else 'applicant'}: {user.email}  password: {PASSWORD}"
    for factor in Authenticator.objects.filter(user=user).order_by("type"):
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            yield f"    second step, once each: {' '.join(factor.wrap().get_unused_codes()[:3])}"
        else:
            secret = get_adapter().decrypt(factor.data["secret"])
            yield f"    or scan into an app: {get_adapter().build_totp_url(user, secret)}"
