"""An account with something in every corner, for the pages that browsers look at."""

import datetime
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applicants.alerts.saved_searches import watch
from applicants.applications.choices import ContactRole
from applicants.applications.creation import create_manually, shortlist
from applicants.applications.sending import note_sent
from applicants.applications.workflow import ApplicationStatus
from applicants.documents.uploading import Upload, add_version, create_document
from applicants.letters.answering import hand_over
from applicants.letters.assigning import assign_all
from applicants.letters.workflow import IN_HAND, LetterStatus
from applicants.letters.writer_links import create_link, digest_of, link_of
from applicants.models import (
    Alert,
    Applicant,
    Application,
    Document,
    DocumentKind,
    FirstDay,
    Letter,
    LetterLink,
    RotationTip,
    Skill,
)
from applicants.profile.match_years import match_year_of
from programs.models import Program, Specialty
from tests.applicants.documents import corpus_files as parts
from tests.factories import (
    make_applicant,
    make_contact,
    make_outreach,
    make_person,
    make_search,
    make_template,
)

# Known before the database is, so that a test can name an application's page.
IDS = {status: uuid.UUID(int=number) for number, status in enumerate(ApplicationStatus, start=1)}
PACKED = IDS[ApplicationStatus.SUBMITTED]
CHANGED, LONG, DOCUMENT = (uuid.UUID(int=number) for number in (100, 101, 102))
PERSON, TEXT, DRAFT, WAITING, ANSWERED = (uuid.UUID(int=number) for number in range(103, 108))
LETTER_IDS = {status: uuid.UUID(int=number) for number, status in enumerate(LetterStatus, start=200)}
UNDECIDED, SEALED = (uuid.UUID(int=number) for number in (220, 221))
TRIP, SEARCH, ENTRY, LINE = (uuid.UUID(int=number) for number in range(230, 234))
# Of the letter that is agreed, whose packet is full.
WRITER_TOKEN = "a-writer-s-token-for-tests-0123456789"
SAVED = ("usa-clerkships-hands-on-clinical-clerkship-externship",)
# The days on which an application went from step to step, counted back from today.
WAY = (
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.PREPARING,
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
)
WAYS: dict[ApplicationStatus, tuple[ApplicationStatus, ...]] = {
    ApplicationStatus.SHORTLISTED: WAY[:1],
    ApplicationStatus.PREPARING: WAY[:2],
    ApplicationStatus.SUBMITTED: WAY[:3],
    ApplicationStatus.INTERVIEW: WAY[:4],
    ApplicationStatus.OFFERED: WAY,
    ApplicationStatus.ACCEPTED: (*WAY, ApplicationStatus.ACCEPTED),
    ApplicationStatus.ROTATING: (*WAY, ApplicationStatus.ACCEPTED, ApplicationStatus.ROTATING),
    ApplicationStatus.COMPLETED: (
        *WAY,
        ApplicationStatus.ACCEPTED,
        ApplicationStatus.ROTATING,
        ApplicationStatus.COMPLETED,
    ),
    ApplicationStatus.NOT_ACCEPTED: (*WAY[:4], ApplicationStatus.NOT_ACCEPTED),
    ApplicationStatus.NO_REPLY: (*WAY[:3], ApplicationStatus.NO_REPLY),
    ApplicationStatus.WITHDRAWN: (*WAY[:3], ApplicationStatus.WITHDRAWN),
    ApplicationStatus.DECLINED: (*WAY, ApplicationStatus.DECLINED),
    ApplicationStatus.CANCELLED: (*WAY, ApplicationStatus.ACCEPTED, ApplicationStatus.CANCELLED),
}


def day(number: int) -> datetime.date:
    """Return the day that is so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)


def make_full_account(email: str) -> None:
    """Create an applicant with a profile, and an application in every status with rows of everything."""
    person = make_person(email, name="Ada Lovelace-Okonkwo")
    ada = make_applicant(
        person.email,
        exams={"usmle_step1": "passed", "usmle_step2_ck": "scheduled"},
        answers={"vslo_school": False},
        stage="graduate",
        graduated_on=day(-700),
        citizenships=["NG"],
        visa_held="B-1/B-2",
        visa_expires_on=day(20),
        seeks_residency=True,
        match_year=day(400).year,
        time_zone="Africa/Lagos",
    )
    ada.exams.filter(kind="usmle_step2_ck").update(taken_on=day(12))
    programs = Program.objects.published().for_reading().order_by("slug")
    for number, (status, pk) in enumerate(IDS.items()):
        make_one(ada, pk, programs[20 * number], WAYS[status])
    changed = make_one(ada, CHANGED, programs[7], WAY[:1])
    old = changed.record | {"name": "Its old name", "summary": "An older summary", "weeks_min": 2}
    Application.objects.filter(pk=CHANGED).update(record=old)
    word = "Gastroenterologyandhepatology" * 4
    create_manually(
        ada, LONG, name=word, host_name=word, city=word[:100], host_contact=word, costs_note=word, note=word
    )
    shortlist(ada, programs.get(slug=SAVED[0]))
    keep_documents(ada)
    send_documents(ada)
    keep_record(ada)
    keep_people(ada)
    keep_letters(ada)
    plan_trip(ada)
    tell_news(ada)


def keep_a_journal(ada: Applicant) -> None:
    """Note the first day of the accepted rotation, and two days of its journal."""
    rotation = Application.objects.get(pk=IDS[ApplicationStatus.ACCEPTED])
    FirstDay.objects.create(application=rotation, when="Monday, 6:30 a.m.", whom="The coordinator")
    rotation.tip_checks.create(tip=RotationTip.objects.get(code="d1-dress"), done_on=rotation.today)
    rotation.journal.create(
        pk=ENTRY, day=rotation.today, hours=8, text="Listened to a murmur, read on valves."
    )
    skill = Skill.objects.get(code="history")
    facts = {"skill": skill, "name": skill.name, "level": "observed", "note": "With an interpreter."}
    rotation.log.create(pk=LINE, day=rotation.today, **facts)


def tell_news(ada: Applicant) -> None:
    """Keep a search, and tell of a program that changed and of one that matches."""
    search = make_search(ada, pk=SEARCH, name="Cardiology in Texas")
    keep_a_journal(ada)
    watch(ada, Program.objects.published().order_by("slug")[3])
    for number, program in enumerate(Program.objects.published().order_by("slug")[:2]):
        facts = {"free": [None, True], "requirements": [[], program.record["requirements"]]}
        change = program.changes.create(action="edited", facts=facts)
        Alert.objects.create(
            applicant=ada,
            program=program,
            change=change,
            search=search if number else None,
            kind="matches" if number else "changed",
            made_at=change.at,
        )


def plan_trip(ada: Applicant) -> None:
    """Plan a trip of an application, one with long words, and an idea, with costs and a moved day."""
    trip = ada.trips.create(pk=TRIP, name="Spring, with a long name " * 3, visa="B-1", visa_wait_days=90)
    for pk in (IDS[ApplicationStatus.ACCEPTED], LONG):
        application = ada.applications.get(pk=pk)
        trip.rotations.create(application=application, name=application.name)
    days = {"starts_on": day(30), "ends_on": day(57)}
    idea = trip.rotations.create(name="Cardiology in Chicago", city="Chicago", state="IL", **days)
    trip.costs.create(
        rotation=idea, kind="other", label="Longwords" * 12, low_usd=30, high_usd=90, paid_usd=10
    )
    trip.days.create(code=f"{idea.pk}-pre-housing", day=day(5))


def keep_letters(ada: Applicant) -> None:
    """Keep a letter in every status, one undecided, one sealed, and a matrix with a full program."""
    letters = [keep_letter(ada, pk, status) for status, pk in LETTER_IDS.items()]
    keep_letter(ada, UNDECIDED, LetterStatus.PLANNED, waiver="undecided", writer_name="Housewilson" * 9)
    sealed = keep_letter(ada, SEALED, LetterStatus.PACKET_SENT)
    link = link_of(create_link(sealed))
    hand_over(link, SimpleUploadedFile("letter.pdf", parts.pdf()), ["signed", "size"], is_in_eras=True)
    agreed = letters[2]
    agreed.questions.create(text="When is it due?\nAnd to whom do I address it? " * 5)
    agreed.shared.set(ada.documents.all())
    agreed.amend(
        what_to_mention="The night shifts, and the talk about heart failure. " * 8, letter_id="LOR-778"
    )
    LetterLink.objects.create(letter=agreed, digest=digest_of(WRITER_TOKEN))
    agreed.steps.create(code="thank", done_on=day(-1))
    season = letters[0].match_years[0]
    specialty = Specialty.objects.get(name="Internal Medicine")
    ada.letter_targets.create(match_year=season, specialty=specialty, count=4)
    ada.letter_targets.create(match_year=season, count=1)
    for name in ("Mercy Hospital, Internal Medicine", "Longnamedhospital" * 8, "Abbey"):
        program = ada.residency_programs.create(name=name, match_year=season, specialty=specialty)
        assign_all([(program, letters[2:3] + letters[4:7] if name != "Abbey" else [], [])])
    keep_letter(ada, uuid.UUID(int=222), LetterStatus.CONFIRMED, match_years=[season - 1])


def keep_letter(ada: Applicant, pk: uuid.UUID, status: LetterStatus, **facts: Any) -> Letter:
    """Create one letter that went straight to a status."""
    contact = ada.contacts.create(name=f"Dr. {status.label} Oduya-Smith", email="writer@example.org")
    usual: dict[str, Any] = {
        "contact": None if "writer_name" in facts else contact,
        "writer_name": contact.name,
        "asked_as": "Ada Lovelace",
        "rotation": ada.applications.with_id(IDS[ApplicationStatus.ROTATING]),
        "specialty": Specialty.objects.get(name="Internal Medicine"),
        "waiver": "not_waived" if status == LetterStatus.UPLOADED else "waived",
        "letterhead": "practice",
        "match_years": [match_year_of(ada.match_year, day(0))],
        "written_on": day(-20) if status in IN_HAND else None,
    }
    letter = Letter.objects.create(pk=pk, applicant=ada, **usual | facts)
    if status != LetterStatus.PLANNED:
        letter.move_to(status, on=day(-2), note="We talked after the round.")
    return letter


def keep_documents(ada: Applicant) -> None:
    """Keep a document of each kind of standing: good, over, without dates, for ever."""
    kinds = DocumentKind.objects.all().by_code()
    document = Document(id=DOCUMENT, applicant=ada, kind=kinds["tb_test"], name="Quantiferon" * 9)
    document.save()
    for number in (200, 50):
        file = SimpleUploadedFile(f"{'result' * 15}-{number}.pdf", parts.pdf())
        facts = {"issued_on": day(number - 365), "note": "Both steps. " * 20}
        add_version(document, Upload(uuid.uuid4(), file, facts))
    for code, facts in (
        ("passport", {"expires_on": day(-3)}),
        ("background_check", {}),
        ("cv", {"issued_on": day(-30)}),
    ):
        file = SimpleUploadedFile(f"{code}.jpg", parts.picture())
        create_document(ada, kinds[code], "", Upload(uuid.uuid4(), file, facts))


def send_documents(ada: Applicant) -> None:
    """Give one application documents of every standing in its pack, and note what was sent with it."""
    application = Application.objects.get(pk=PACKED)
    for code, label in (("tb_test", "TB test"), ("cv", "Curriculum vitae"), ("mspe", "MSPE")):
        application.checklist.create(code=code, label=label)
    application.checklist.create(code="photo_id", label="Photo ID", is_packed=False)
    note_sent(application, [Document.objects.get(pk=DOCUMENT).current], day(-2))


def keep_record(ada: Applicant) -> None:
    """Enter doses and tests of every kind."""
    for what, ago, result in (
        ("mmr", 9000, ""),
        ("mmr", 8900, ""),
        ("hepatitis_b_vaccine", 900, ""),
        ("igra", 30, "negative"),
        ("other_titer", 40, "equivocal"),
    ):
        facts = {"place": "Gastroenterologyandhepatology" * 4, "value": "120 mIU/mL", "dose_number": 2}
        ada.immunizations.create(what=what, on=day(-ago), result=result, document_id=DOCUMENT, **facts)


def keep_people(ada: Applicant) -> None:
    """Keep people of every role, and a letter at each step: a draft with gaps, due, answered with yes."""
    word = "Otorhinolaryngology" * 5
    person = make_contact(
        ada,
        pk=PERSON,
        name=f"Dr. {word}",
        title=word,
        organization=word,
        email="long.name@example.org",
        website="https://example.org/" + word,
        note=f"{word}\n" * 3,
        next_on=day(-1),
        next_note="Thank her for the call",
        specialty=Specialty.objects.get(name="Internal Medicine"),
    )
    person.applications.add(*IDS.values())
    for number, role in enumerate(ContactRole):
        make_contact(ada, name=f"Somebody {role.label}", role=role, next_on=day(5 + number))
    text = make_template(ada, pk=TEXT, name="My letter", subject=f"A question from {{{{my_name}}}}, {word}")
    place = {"contact__organization": "Mayo Clinic", "contact__department": "Cardiology"}
    gaps = "Dear Dr. Doe,\n\nI am [your name].\n\n[Say why you write to this person.]\n\n" + word
    make_outreach(
        ada,
        pk=DRAFT,
        template=text,
        body=gaps,
        contact__name="Dr. Draft",
        contact__email="d@example.org",
        **place,
    )
    due = make_outreach(ada, pk=WAITING, template=text, contact__name="Dr. Due", **place)
    due.move_to("sent", on=day(-8))
    answered = make_outreach(ada, pk=ANSWERED, template=text, contact__name="Dr. Yes", **place)
    answered.move_to("sent", on=day(-9))
    answered.move_to("replied", on=day(-1), outcome="yes", note="Come in May for four weeks.")


def make_one(
    ada: Applicant, pk: uuid.UUID, program: Program, way: tuple[ApplicationStatus, ...]
) -> Application:
    """Create one application to a program that went its way step by step, a week each."""
    facts: dict[str, Any] = {
        "program": program,
        "record": program.record,
        "name": program.record["name"],
        "host_name": program.record["host"]["name"],
        "state": program.record["host"]["state"] or "",
        "type": program.record["type"],
        "website": program.record["website"] or "",
    }
    application, _ = create_manually(ada, pk, on=day(-7 * len(way)), **facts)
    for number, status in enumerate(way[1:], start=1):
        application.move_to(status, on=day(-7 * (len(way) - number)), note="They wrote an email.")
    application.amend(
        starts_on=day(40),
        ends_on=day(67),
        deadline_on=day(3),
        reply_by=day(9) if ApplicationStatus.OFFERED in way else None,
        next_action="Ask the dean for a letter",
        next_action_on=day(1),
        rating=4,
        rank=2,
        note="Quiet town, long bus ride.",
        host_portal_url="https://example.org/portal",
    )
    application.alternatives.create(starts_on=day(80), ends_on=day(107))
    application.payments.create(what="Application fee", amount_usd=150, due_on=day(5), refund_until=day(8))
    application.payments.create(what="Deposit", amount_usd=1000, due_on=day(-5), paid_on=day(-6))
    application.checklist.create(label="A letter from my landlord")
    return application
