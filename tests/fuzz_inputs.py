"""What the fuzz is made of: values that break things, accounts to ask, and what no answer may hold."""

import io
import time
import zipfile
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlsplit

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.http.response import HttpResponseBase
from django.test import Client
from hypothesis import strategies as st

from applicants.agenda.digests import token_for
from applicants.alerts.mailing import token_for as alert_token
from applicants.applications.creation import shortlist
from applicants.applications.sending import note_sent
from applicants.applications.workflow import ApplicationStatus
from applicants.letters.workflow import LetterStatus
from applicants.letters.writer_links import digest_of
from applicants.models import Applicant, Application, Assignment, LetterLink, ResidencyProgram, User
from applicants.rotations.models import JournalEntry
from programs import choices
from programs.feedback.links import PROPOSALS, REPORTS
from programs.models import CatalogImport, Program
from programs.search import FACETS
from tests.applicants.privacy.factories import make_marked
from tests.factories import (
    make_applicant,
    make_application,
    make_contact,
    make_document,
    make_letter,
    make_outreach,
    make_person,
    make_plan,
    make_rotation,
    make_search,
    make_template,
)
from tests.routes import ROUTES

MARK = "zq7q"
WRITER_TOKEN = "ada-writer-token-0123456789"
# Stands in every text of another applicant, and may stand in no answer.
SECRET = "kuzuma"
PROGRAM = "usa-clerkships-hands-on-clinical-clerkship-externship"

GOOD_VALUES = (
    *(code for facet in FACETS for code, _ in facet.options or ()),
    *choices.ProgramSort.values,
    "TX",
    "Houston",
    "Internal Medicine",
    "usmle_step1",
    "include",
    "usa-clerkships-hands-on-clinical-clerkship-externship",
    "uab-heersink-school-of-medicine-visiting-elective",
    *ApplicationStatus.values,
    *LetterStatus.values,
    *("waived", "sloe", "practice", "signed", "agree", "decline", "question", "hand_over", "done", "move"),
    *("board", "table", "agenda", "month", "running", "-rating", "2027-03", "2000-01", "2100-12"),
    *("2026-03-01", "0001-01-01", "9999-12-31", "2026-02-30", "2999-01-01"),
    *("1", "2", "on", "yes", "no", "graduate", "older_graduate", "observing", "visa_waiver", "NG", "US"),
    *("https://example.org/", "ada@example.org", "Africa/Lagos", "DELETE", "name", "import", "preview"),
    *("Program,Host\nA,B", "Program\tRating\nA\t9\nB\t4", "a;b\n;", "\r\r\n,,"),
)
NASTY = (
    b"\x00",
    b"%00",
    b"\xed\xa0\x80",  # a surrogate
    b"\xff\xfe",
    b"\xc0\xaf",
    "\u202eabc\u200f".encode(),
    "\ufeff\u2028\u2029".encode(),
    "\ue000\ue001\ue002".encode(),  # the marks that the filters' frames use
    "ﬃ İ ß ǆ ٣ ² ½".encode(),
    "😀".encode() * 50,
    "٣".encode(),
    "²".encode(),
    b"%(a)s %d",
    b"=HYPERLINK(1)",
    b"9" * 400,
    b"-" + b"9" * 400,
    b"1e400",
    b"-0.0",
    b"NaN",
    b"Infinity",
    b"0x10",
    b"1_000",
    b"99999999999999999999",
    b"2147483648",
    b"1,5,,",
    b"[]",
    b"{}",
    b"__proto__",
    b"' OR 1=1 --",
    b'"; DROP TABLE programs_program; --',
    b"%' AND (SELECT 1 FROM pg_sleep(9))::int=1 --",
    b"1) UNION SELECT NULL,NULL--",
    b"../../../../etc/passwd",
    b"..%2f..%2fetc%2fpasswd",
    b"{{7*7}}{% debug %}",
    b"${jndi:ldap://x}",
    b"\r\nSet-Cookie: a=b",
    b"https://evil.example/",
    b"//evil.example",
    b"javascript:alert(1)",
    b"a" * 5000,
    b" a" * 2000,
    b"*:* AND ()\"'\\",
)
BREAKERS = (
    b"<",
    b">",
    b'"',
    b"'",
    b"><script>alert(7)</script>",
    b"</title><svg onload=alert(7)>",
    b"' onfocus='",
    b"</textarea><script>alert(7)</script>",
)
# Nothing of these may stand in a page as it was sent.
REFLECTED = tuple(f"{MARK}{character}" for character in "<>\"'")


def encoded(value: bytes) -> str:
    return quote_from_bytes(value, safe="")


VALUES = st.one_of(
    st.sampled_from([value.encode() for value in GOOD_VALUES]),
    st.sampled_from(NASTY),
    st.sampled_from([MARK.encode() + breaker for breaker in BREAKERS]),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=30),
    st.integers().map(lambda number: str(number).encode()),
    st.dates().map(lambda day: day.isoformat().encode()),
)


def faults_of(answer: HttpResponseBase) -> list[str]:
    """Return what is wrong with an answer whatever was asked; its body is read."""
    raw = b"".join(answer)
    is_page = answer.get("Content-Type", "").startswith("text/html")
    body = raw.decode("utf-8", "replace")
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    found += [f"reflected {text}" for text in REFLECTED if is_page and text in body]
    found += ["a script"] if is_page and "alert(7)</script>" in body else []
    found += ["another applicant"] if any(SECRET in text for text in texts_of(raw, body)) else []
    found += [f"header {name}" for name, value in answer.items() if "\n" in value or "\r" in value]
    found += ["another host"] if urlsplit(answer.get("Location", "")).netloc else []
    return found


def texts_of(raw: bytes, body: str) -> Iterator[str]:
    """Yield the text of an answer, and of the files of a zip."""
    yield body
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist())


def make_applications() -> Application:
    """Return an application of ada's with a row of everything beside some others."""
    ada = make_applicant(
        make_person("ada@example.org").email,
        exams={"usmle_step1": "passed"},
        citizenships=["NG"],
        match_year=2027,
        calendar_secret="ada-calendar-secret-0123456789",
    )
    application, _ = shortlist(ada, Program.objects.for_reading().get(slug=PROGRAM))
    application.move_to("submitted", on=application.today)
    application.alternatives.create(starts_on="2027-01-01", ends_on="2027-01-02")
    application.payments.create(what="Fee", amount_usd=1, due_on="2027-01-01")
    application.checklist.create(label="Photo")
    make_document(ada, "cv")
    document = make_document(ada, issued_on="2026-01-01")
    note_sent(application, [document.current], application.today)
    make_outreach(ada, contact__email="jo@example.org", template=make_template(ada))
    make_contact(ada, name="Kim", email="jane@example.org").applications.add(application)
    ada.immunizations.create(what="mmr", on="2020-01-01", document=document)
    make_letters(ada, application)
    make_plan(ada, application)
    make_search(ada)
    make_rotation(ada)
    for status in ApplicationStatus:
        other = make_application(ada, status=status, starts_on="2027-02-01", ends_on="2027-02-28")
        other.moves.create(to_status=status, happened_on="2026-01-01")
    return application


def make_letters(ada: Applicant, rotation: Application) -> None:
    """Give ada a letter in every status, the last one with a link, a question and a program."""
    for status in LetterStatus:
        letter = make_letter(ada, rotation=rotation, waiver="not_waived", status=status)
    letter.moves.create(from_status="uploaded", to_status="confirmed", happened_on="2026-01-01")
    letter.amend(status="planned")
    letter.questions.create(text="When?")
    letter.shared.set(ada.documents.all())
    LetterLink.objects.create(letter=letter, digest=digest_of(WRITER_TOKEN))
    program = ResidencyProgram.objects.create(applicant=ada, name="Mercy", match_year=2027)
    Assignment.objects.create(program=program, letter=letter, slot=1)
    ada.letter_targets.create(match_year=2027, count=3)


def make_stranger() -> Application:
    """Return an application of somebody else, whose every row holds SECRET in its texts."""
    user = make_marked("obi@example.org", SECRET)
    return Application.objects.filter(applicant__user=user).get()


def signed_in(user: User) -> Client:
    """Return the browser of somebody who has typed their password just now."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    typed = {"method": "password", "at": time.time() + 24 * 3600, "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [typed]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def rows_of(application: Application) -> dict[str, object]:
    """Return what the matrix's addresses are filled with, about one application."""
    return {
        "program": (program := Program.objects.select_related("host").get(slug=PROGRAM)),
        "kind": ContentType.objects.get_for_model(Program),
        "curator": application.applicant.user,
        "ada": application.applicant,
        "token": token_for(application.applicant),
        "application": application,
        "move": application.moves.last(),
        "alternative": application.alternatives.last(),
        "payment": application.payments.last(),
        "requirement": application.checklist.last(),
        "sent": application.sent_files.last(),
        "immunization": application.applicant.immunizations.last(),
        "document": application.applicant.documents.with_versions().first(),
        "contact": application.applicant.contacts.last(),
        "search": application.applicant.saved_searches.first(),
        "alert_token": alert_token(application.applicant),
        "entry": (entry := JournalEntry.objects.filter(application__applicant=application.applicant).last()),
        "rotation": entry.application,
        "line": entry.application.log.last(),
        "trip": (trip := application.applicant.trips.last()),
        "trip_rotation": trip.rotations.first(),
        "trip_cost": trip.costs.first(),
        "outreach": application.applicant.outreaches.first(),
        "template": application.applicant.outreach_templates.first(),
        "letter": (letter := application.applicant.letters.last()),
        "question": letter.questions.first(),
        "residency_program": application.applicant.residency_programs.first(),
        "writer_token": WRITER_TOKEN,
        "version": program.changes.first(),
        "catalog_import": CatalogImport.objects.get_or_create(header=["Host"], status="previewed")[0],
        "report_token": REPORTS.sign("1"),
        "proposal_token": PROPOSALS.sign("1"),
    }


def addresses_of(application: Application) -> dict[str, str]:
    """Return the address of every route, by the route's name; the matrix's test keeps the names complete."""
    rows = rows_of(application)
    return {name: address.format(**rows) for name, (address, _) in ROUTES.items()}
