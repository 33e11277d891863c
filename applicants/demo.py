"""A demo applicant and a demo advisor for a fresh database on a developer's own machine."""

import datetime
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pikepdf
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from applicants.applications.choices import ContactRole
from applicants.applications.creation import create_manually, facts_of
from applicants.applications.workflow import ApplicationStatus
from applicants.documents.models import DocumentKind
from applicants.documents.uploading import Upload, create_document
from applicants.letters.choices import Waiver
from applicants.letters.creation import create_letter
from applicants.letters.workflow import LetterStatus
from applicants.profile.choices import ECFMGStatus, ExamKind, ExamStatus, VisaHeld
from applicants.profile.models import Applicant, User
from applicants.profile.second_step import UnreadableSecretError
from programs.choices import Audience
from programs.curation.importing.shipped_files import ADVISORS, create_advisors
from programs.models import Program

APPLICANT, ADVISOR = "applicant@demo.example", "advisor@demo.example"
PASSWORD = "demo-rotation-2026"  # noqa: S105 - printed on the terminal of whoever starts it

# Where each sample application has been, and how many days ago; what the applicant means to do next.
HISTORIES: tuple[dict[ApplicationStatus, int], ...] = (
    {ApplicationStatus.SHORTLISTED: 3},
    {ApplicationStatus.SHORTLISTED: 40, ApplicationStatus.PREPARING: 35, ApplicationStatus.SUBMITTED: 24},
    {
        ApplicationStatus.SHORTLISTED: 60,
        ApplicationStatus.SUBMITTED: 45,
        ApplicationStatus.INTERVIEW: 15,
        ApplicationStatus.OFFERED: 2,
    },
)
NEXT_ACTIONS = ("Ask for a letter of support", "Call the coordinator", "Ask about housing")
MOST_DOCUMENTS = 12
# How many days ago each sample document was issued: the TB test runs out before the rotations end.
DOCUMENTS = {"cv": 20, "tb_test": 280}


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
        time_zone="Africa/Lagos",
    )
    applicant.exams.create(kind=ExamKind.STEP1, status=ExamStatus.PASSED, attempts=1)
    applicant.exams.create(kind=ExamKind.STEP2_CK, status=ExamStatus.SCHEDULED)
    for number, (program, history) in enumerate(zip(sample_programs(), HISTORIES, strict=False)):
        make_application(applicant, program, history, number)
    make_documents(applicant)
    make_letters(applicant)


def sample_programs() -> list[Program]:
    """The programs that show most: those with many documents, but not more than a page holds well."""
    programs = Program.objects.published().exclude(host=None).order_by("slug")
    return sorted(programs, key=lambda program: -(len(program.record["requirements"]) % MOST_DOCUMENTS))


def make_application(
    applicant: Applicant, program: Program, history: dict[ApplicationStatus, int], number: int
) -> None:
    """Create an application that has been through some statuses, the way an applicant would."""
    today = timezone.localdate()
    (_, first), *moves = ((status, today - datetime.timedelta(days=ago)) for status, ago in history.items())
    application, _ = create_manually(
        applicant, uuid.uuid4(), on=first, program=program, **facts_of(program, today)
    )
    starts_on = today + datetime.timedelta(days=90 + 21 * number)
    application.amend(
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=27),
        next_action=NEXT_ACTIONS[number],
        next_action_on=today + datetime.timedelta(days=2 + 3 * number),
    )
    for status, on in moves:
        reply_by = today + datetime.timedelta(days=9) if status == ApplicationStatus.OFFERED else None
        application.move_to(status, on=on, reply_by=reply_by)


def make_documents(applicant: Applicant) -> None:
    """Keep an empty page of document as each sample document, where its kind is loaded."""
    for kind in DocumentKind.objects.filter(code__in=DOCUMENTS):
        content = io.BytesIO()
        with pikepdf.new() as page:
            page.add_blank_page(page_size=(612, 792))
            page.save(content)
        file = SimpleUploadedFile(f"{kind.code}-demo.pdf", content.getvalue())
        issued_on = timezone.localdate() - datetime.timedelta(days=DOCUMENTS[kind.code])
        create_document(applicant, kind, "", Upload(uuid.uuid4(), file, {"issued_on": issued_on}))


def make_letters(applicant: Applicant) -> None:
    """Plan a letter from the first application, and one that its writer has agreed to."""
    today = timezone.localdate()
    attending = applicant.contacts.create(
        name="Dr. Demo Attending",
        role=ContactRole.ATTENDING,
        email="attending@demo.example",
        next_on=today + datetime.timedelta(days=12),
        next_note="Tell her what you are doing now",
    )
    facts: dict[str, Any] = {"waiver": Waiver.WAIVED, "match_years": [applicant.match_year]}
    last_day = today - datetime.timedelta(days=10)
    agreed = create_letter(
        applicant, uuid.uuid4(), contact=attending, name="", email="", worked_until=last_day, **facts
    )
    for status, ago in ((LetterStatus.ASKED, 9), (LetterStatus.AGREED, 6)):
        agreed.move_to(status, on=today - datetime.timedelta(days=ago))
    rotation = applicant.applications.first()
    facts |= {"waiver": Waiver.UNDECIDED, "rotation": rotation}
    create_letter(applicant, uuid.uuid4(), contact=None, name="Dr. Demo Preceptor", email="", **facts)


def make_advisor() -> None:
    """Create an advisor with an authenticator app and recovery codes."""
    create_advisors()
    user = make_person(ADVISOR, name="Dr. Demo Advisor", is_staff=True)
    user.groups.add(Group.objects.get(name=ADVISORS))
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def log_in_lines(user: User) -> Iterator[str]:
    yield f"  {'advisor' if user.is_staff else 'applicant'}: {user.email}  password: {PASSWORD}"
    for factor in Authenticator.objects.filter(user=user).order_by("type"):
        try:
            yield f"    {second_step_line(factor)}"
        except UnreadableSecretError as error:
            yield f"    {error.message}"


def second_step_line(factor: Authenticator) -> str:
    """Tell what opens one second step; raise UnreadableSecretError if SECRET_KEY has changed since."""
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        return f"second step, once each: {' '.join(factor.wrap().get_unused_codes()[:3])}"
    adapter = get_adapter()
    secret = adapter.decrypt(factor.data["secret"])
    return f"or scan into an app: {adapter.build_totp_url(factor.user, secret)}"
