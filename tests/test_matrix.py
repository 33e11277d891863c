"""Every route for every person with every method, against a table that has to name every route."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from applicants.applications.sending import note_sent
from applicants.documents.uploading import Upload, add_document
from applicants.letters import answering
from applicants.letters.linking import digest_of, link_of, make_link
from applicants.models import (
    Applicant,
    Application,
    Document,
    DocumentKind,
    EntryRule,
    ImmunizationSection,
    Letter,
    LetterLink,
    OutreachSample,
    ResidencyProgram,
    Season,
    SentFile,
    StageAdvice,
    User,
)
from applicants.planning.digest import token_for
from programs.models import Program, Resource, StateRule, Term
from tests.applicants.documents import corpus_parts as parts
from tests.factories import (
    make_application,
    make_approach,
    make_contact,
    make_letter,
    make_program,
    make_superuser,
    make_template,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
PEOPLE = ("anonymous", "applicant", "other_applicant", "curator", "superuser")

# What one person gets for METHODS, in this order.
READ = "200 200 405 405 405"
SHOWN = "200 200 200 200 200"
MOVED = "302 302 302 302 302"
REFUSED = "403 403 403 403 403"
MISSING = "404 404 404 404 404"
LOGGED_IN = "302 200 200 200 405"  # Django sends a GET alone on to the index
ADMIN_LOG_OUT = "405 405 302 405 405"
FORM = "200 200 200 200 405"  # a form view of Django, whose PUT is its POST
SENT_ON = "302 302 405 405 405"
NO_TERM = "403 403 405 405 405"  # an autocomplete that does not say of which field

Who = tuple[str, ...]
Row = tuple[str, Who]


def staff(*, curator: str, superuser: str | None = None) -> Who:
    """Return who gets what where anybody else is sent to the log-in."""
    return (MOVED, MOVED, MOVED, curator, superuser or curator)


def adas(*, anonymous: str, owner: str, others: str) -> Who:
    """Return who gets what with something of the first applicant's own."""
    return (anonymous, owner, others, others, others)


# Who gets what, in the order of PEOPLE.
READERS: Who = (READ,) * 5
STAFF = staff(curator=SHOWN)
SUPERUSER = staff(curator=REFUSED, superuser=SHOWN)
SHOWN_ONLY = staff(curator=REFUSED, superuser="200 200 403 200 200")

# On allauth's pages: those without an account, and two applicants beside two of the staff.
ENTRANCE: Who = (FORM, MOVED, MOVED, MOVED, MOVED)
NOTICES: Who = (READ,) * 5
NOWHERE: Who = (MOVED,) * 5  # a step of a log-in that nobody has begun


def own(page: str, *, staff_page: str | None = None, anonymous: str = MOVED) -> Who:
    """Return who gets what on a page about one's own account."""
    return (anonymous, page, page, staff_page or page, staff_page or page)


# An applicant's own pages: a visitor is sent to the log-in, everybody else sees their own.
OWN: Who = ("302 302 405 405 405", *(READ,) * 4)
OWN_FORM: Who = ("302 302 302 405 405", *("200 200 200 405 405",) * 4)
OWN_ACT: Who = ("302 302 302 405 405", *("200 200 302 405 405",) * 4)
ONE_CLICK: Who = ("200 200 200 405 405",) * 5

# Posts that need no token: the signed address in a mail is the permission (RFC 8058).
WITHOUT_TOKEN = {"applicants:reminder_unsubscribe"}

PAGE = adas(anonymous="302 302 405 405 405", owner="200 200 405 405 405", others="404 404 405 405 405")
FORM_PAGE = adas(anonymous="302 302 302 405 405", owner="200 200 409 405 405", others="404 404 404 405 405")
DELETION = adas(anonymous="302 302 302 405 405", owner="200 200 302 405 405", others="404 404 404 405 405")
# A form without the version that it was opened on changes nothing.
EDIT = adas(anonymous="405 405 302 405 405", owner="405 405 409 405 405", others="405 405 404 405 405")
VAULT_PAGE = adas(anonymous="302 302 302 405 405", owner="200 200 302 405 405", others="404 404 404 405 405")
VAULT_ACT = adas(anonymous="405 405 302 405 405", owner="405 405 422 405 405", others="405 405 404 405 405")
FAULTY_FORM = adas(anonymous="302 302 302 405 405", owner="200 200 422 405 405", others="404 404 404 405 405")
ACT = adas(anonymous="405 405 302 405 405", owner="405 405 302 405 405", others="405 405 404 405 405")
NO_PROGRAM = adas(anonymous="405 405 302 405 405", owner="405 405 302 405 405", others="405 405 404 405 405")
ONES_OWN_FORM = ("302 302 302 405 405", *("200 200 422 405 405",) * 4)
OWN_ADD = ("405 405 302 405 405", *("405 405 422 405 405",) * 4)
LETTER_FORM = adas(anonymous="302 302 302 405 405", owner="200 200 422 405 405", others="404 404 404 405 405")
MADE = adas(anonymous="405 405 302 405 405", owner="405 405 200 405 405", others="405 405 404 405 405")
# Whoever has the link may answer by it, but for the applicant who made it.
WRITER = adas(anonymous="200 200 422 405 405", owner="200 200 302 405 405", others="200 200 422 405 405")
BUTTON = ("405 405 302 405 405",) * 5

# A route's name (its pattern when it has none), one of its addresses, and who gets what.
ROUTES: dict[str, Row] = {
    "programs:home": ("/", READERS),
    "programs:program_list": ("/programs/", READERS),
    "programs:program_compare": ("/programs/compare/", READERS),
    "programs:program_export_csv": ("/programs/export.csv", READERS),
    "programs:program_export_json": ("/programs/export.json", READERS),
    "programs:program_detail": ("/programs/{program.slug}/", READERS),
    "programs:host_list": ("/hosts/", READERS),
    "programs:host_detail": ("/hosts/{program.host.slug}/", READERS),
    "programs:closed_doors": ("/closed-doors/", READERS),
    "programs:where_else": ("/where-else/", READERS),
    "programs:kinds": ("/kinds/", READERS),
    "programs:glossary": ("/glossary/", READERS),
    "applicants:dashboard": ("/dashboard/", OWN),
    "applicants:application_list": ("/applications/", OWN),
    "applicants:calendar_settings": ("/calendar/", OWN_ACT),
    "applicants:calendar_feed": ("/calendar/{ada.calendar_secret}.ics", READERS),
    "applicants:reminder_settings": ("/reminders/", OWN_FORM),
    "applicants:reminder_unsubscribe": ("/reminders/unsubscribe/{token}/", ONE_CLICK),
    "applicants:season_list": ("/seasons/", READERS),
    "applicants:application_create": ("/applications/add/", ONES_OWN_FORM),
    "applicants:application_import": ("/applications/import/", ONES_OWN_FORM),
    "applicants:application_export": ("/applications/export.csv", OWN),
    "applicants:shortlist_add": ("/applications/shortlist/", BUTTON),
    "applicants:shortlist_remove": ("/applications/shortlist/remove/", BUTTON),
    "applicants:application_detail": ("/applications/{application.pk}/", PAGE),
    "applicants:application_edit": ("/applications/{application.pk}/edit/", FORM_PAGE),
    "applicants:application_delete": ("/applications/{application.pk}/delete/", DELETION),
    "applicants:application_plan": ("/applications/{application.pk}/plan/", EDIT),
    "applicants:application_opinion": ("/applications/{application.pk}/opinion/", EDIT),
    "applicants:application_portal": ("/applications/{application.pk}/portal/", EDIT),
    "applicants:application_seen": ("/applications/{application.pk}/seen/", NO_PROGRAM),
    "applicants:application_move": ("/applications/{application.pk}/move/", EDIT),
    "applicants:application_undo": ("/applications/{application.pk}/undo/", EDIT),
    "applicants:application_correct": ("/applications/{application.pk}/events/{change.pk}/", EDIT),
    "applicants:alternative_add": ("/applications/{application.pk}/dates/", EDIT),
    "applicants:alternative_remove": ("/applications/{application.pk}/dates/{alternative.pk}/remove/", EDIT),
    "applicants:payment_add": ("/applications/{application.pk}/payments/", EDIT),
    "applicants:payment_edit": ("/applications/{application.pk}/payments/{payment.pk}/", EDIT),
    "applicants:payment_remove": ("/applications/{application.pk}/payments/{payment.pk}/remove/", EDIT),
    "applicants:checklist_save": ("/applications/{application.pk}/checklist/", EDIT),
    "applicants:checklist_add": ("/applications/{application.pk}/checklist/add/", EDIT),
    "applicants:checklist_remove": ("/applications/{application.pk}/checklist/{paper.pk}/remove/", EDIT),
    "applicants:application_pack": ("/applications/{application.pk}/pack/", FORM_PAGE),
    "applicants:pack_zip": ("/applications/{application.pk}/pack.zip", PAGE),
    "applicants:pack_pdf": ("/applications/{application.pk}/pack.pdf", PAGE),
    "applicants:sent_add": ("/applications/{application.pk}/sent/", EDIT),
    "applicants:sent_remove": ("/applications/{application.pk}/sent/{sent.pk}/remove/", EDIT),
    "applicants:immunization_list": ("/immunizations/", ONES_OWN_FORM),
    "applicants:immunization_print": ("/immunizations/print/", OWN),
    "applicants:immunization_delete": ("/immunizations/{immunization.pk}/delete/", NO_PROGRAM),
    "applicants:document_list": ("/documents/", ONES_OWN_FORM),
    "applicants:document_detail": ("/documents/{document.pk}/", VAULT_PAGE),
    "applicants:version_add": ("/documents/{document.pk}/versions/", VAULT_ACT),
    "applicants:document_download": ("/documents/{document.pk}/download/", PAGE),
    "applicants:version_download": (
        "/documents/{document.pk}/versions/{document.current.pk}/download/",
        PAGE,
    ),
    "applicants:document_delete": ("/documents/{document.pk}/delete/", DELETION),
    "applicants:contact_list": ("/contacts/", OWN),
    "applicants:contact_create": ("/contacts/new/", ONES_OWN_FORM),
    "applicants:contact_export_csv": ("/contacts/export.csv", OWN),
    "applicants:contact_export_xlsx": ("/contacts/export.xlsx", OWN),
    "applicants:contact_detail": ("/contacts/{contact.pk}/", PAGE),
    "applicants:contact_edit": ("/contacts/{contact.pk}/edit/", FAULTY_FORM),
    "applicants:contact_next": ("/contacts/{contact.pk}/next/", ACT),
    "applicants:contact_tie": ("/contacts/{contact.pk}/applications/", ACT),
    "applicants:contact_delete": ("/contacts/{contact.pk}/delete/", DELETION),
    "applicants:outreach_list": ("/outreach/", OWN),
    "applicants:outreach_settings": ("/outreach/settings/", ONES_OWN_FORM),
    "applicants:outreach_template_list": ("/outreach/templates/", OWN),
    "applicants:outreach_template_create": ("/outreach/templates/new/", ONES_OWN_FORM),
    "applicants:outreach_template_edit": ("/outreach/templates/{template.pk}/", FAULTY_FORM),
    "applicants:outreach_template_delete": ("/outreach/templates/{template.pk}/delete/", DELETION),
    "applicants:approach_create": ("/outreach/new/", ONES_OWN_FORM),
    "applicants:approach_detail": ("/outreach/{approach.pk}/", PAGE),
    "applicants:approach_text": ("/outreach/{approach.pk}/text/", ACT),
    "applicants:approach_anew": ("/outreach/{approach.pk}/anew/", ACT),
    "applicants:approach_step": ("/outreach/{approach.pk}/step/", VAULT_ACT),
    "applicants:approach_undo": ("/outreach/{approach.pk}/undo/", ACT),
    "applicants:approach_apply": ("/outreach/{approach.pk}/application/", ACT),
    "applicants:approach_delete": ("/outreach/{approach.pk}/delete/", DELETION),
    "applicants:letter_list": ("/letters/", OWN),
    "applicants:letter_create": ("/letters/new/", ONES_OWN_FORM),
    "applicants:letter_matrix": ("/letters/matrix/", OWN_ACT),
    "applicants:residency_program_add": ("/letters/matrix/programs/", OWN_ADD),
    "applicants:residency_program_remove": (
        "/letters/matrix/programs/{residency_program.pk}/remove/",
        NO_PROGRAM,
    ),
    "applicants:letter_target": ("/letters/targets/", BUTTON),
    "applicants:letter_detail": ("/letters/{letter.pk}/", PAGE),
    "applicants:letter_edit": ("/letters/{letter.pk}/edit/", LETTER_FORM),
    "applicants:letter_move": ("/letters/{letter.pk}/move/", VAULT_ACT),
    "applicants:letter_undo": ("/letters/{letter.pk}/undo/", NO_PROGRAM),
    "applicants:letter_delete": ("/letters/{letter.pk}/delete/", DELETION),
    "applicants:letter_waive": ("/letters/{letter.pk}/waiver/", VAULT_ACT),
    "applicants:letter_packet": ("/letters/{letter.pk}/packet/", NO_PROGRAM),
    "applicants:letter_check": ("/letters/{letter.pk}/checks/", NO_PROGRAM),
    "applicants:letter_step": ("/letters/{letter.pk}/steps/ask/", VAULT_ACT),
    "applicants:letter_answered": ("/letters/{letter.pk}/questions/{question.pk}/", NO_PROGRAM),
    "applicants:letter_file": ("/letters/{letter.pk}/file/", PAGE),
    "applicants:letter_use_again": ("/letters/{letter.pk}/seasons/", NO_PROGRAM),
    "applicants:letter_link": ("/letters/{letter.pk}/link/", MADE),
    "applicants:letter_link_end": ("/letters/{letter.pk}/link/end/", NO_PROGRAM),
    "applicants:letter_writer": ("/letter/{writer_token}/", WRITER),
    "applicants:letter_writer_paper": ("/letter/{writer_token}/papers/{document.pk}/", READERS),
    "healthz": ("/healthz", READERS),
    "readyz": ("/readyz", READERS),
    "robots": ("/robots.txt", READERS),
    "sitemap": ("/sitemap.xml", (SHOWN,) * 5),
    "admin:index": ("/admin/", STAFF),
    "admin:login": ("/admin/login/", (MOVED, REFUSED, REFUSED, LOGGED_IN, LOGGED_IN)),
    "admin:logout": ("/admin/logout/", staff(curator=ADMIN_LOG_OUT)),
    "admin:password_change": ("/admin/password_change/", (MOVED,) * 5),
    "admin_password": ("/admin/password_change/", (MOVED,) * 5),
    "admin:password_change_done": ("/admin/password_change/done/", staff(curator=READ)),
    "admin:autocomplete": ("/admin/autocomplete/", staff(curator=NO_TERM)),
    "admin:jsi18n": ("/admin/jsi18n/", staff(curator=READ)),
    "admin:view_on_site": ("/admin/r/{kind.pk}/{program.pk}/", staff(curator=MOVED)),
    "admin:app_list": ("/admin/applicants/", STAFF),
    "admin:auth_user_password_change": ("/admin/applicants/user/{curator.pk}/password/", SUPERUSER),
    "admin/(?P<url>.*)$": ("/admin/nothing-here/", staff(curator=MISSING)),
    "account_login": ("/accounts/login/", ENTRANCE),
    "account_signup": ("/accounts/signup/", ENTRANCE),
    "account_logout": ("/accounts/logout/", own("200 200 302 405 405", anonymous="302 302 302 405 405")),
    "account_inactive": ("/accounts/inactive/", NOTICES),
    "account_reauthenticate": ("/accounts/reauthenticate/", own(FORM)),
    "account_email": ("/accounts/email/", own("200 200 302 302 405")),
    "account_email_verification_sent": ("/accounts/confirm-email/", NOTICES),
    "account_confirm_email": ("/accounts/confirm-email/wrong/", ("200 200 404 405 405",) * 5),
    "account_change_password": ("/accounts/password/change/", own(FORM)),
    "account_set_password": ("/accounts/password/set/", own(MOVED)),
    "account_reset_password": ("/accounts/password/reset/", (FORM,) * 5),
    "account_reset_password_done": ("/accounts/password/reset/done/", NOTICES),
    "account_reset_password_from_key": ("/accounts/password/reset/key/1-wrong/", (SHOWN,) * 5),
    "account_reset_password_from_key_done": ("/accounts/password/reset/key/done/", NOTICES),
    "account_confirm_login_code": ("/accounts/login/code/confirm/", NOWHERE),
    "mfa_index": ("/accounts/2fa/", own(READ)),
    "mfa_authenticate": ("/accounts/2fa/authenticate/", NOWHERE),
    "mfa_reauthenticate": ("/accounts/2fa/reauthenticate/", own(MOVED, staff_page=FORM)),
    "mfa_activate_totp": ("/accounts/2fa/totp/activate/", own(MOVED)),
    "mfa_deactivate_totp": ("/accounts/2fa/totp/deactivate/", own(MISSING, staff_page=MOVED)),
    "mfa_view_recovery_codes": ("/accounts/2fa/recovery-codes/", own("404 404 405 405 405")),
    "mfa_generate_recovery_codes": ("/accounts/2fa/recovery-codes/generate/", own(MOVED)),
    "mfa_download_recovery_codes": ("/accounts/2fa/recovery-codes/download/", own(MISSING)),
    "mfa_list_webauthn": ("/accounts/2fa/webauthn/", own(READ)),
    "mfa_add_webauthn": ("/accounts/2fa/webauthn/add/", own(MOVED)),
    "mfa_reauthenticate_webauthn": ("/accounts/2fa/webauthn/reauthenticate/", own(MOVED)),
    "mfa_remove_webauthn": ("/accounts/2fa/webauthn/keys/1/remove/", own(MOVED)),
    "mfa_edit_webauthn": ("/accounts/2fa/webauthn/keys/1/edit/", own(MOVED)),
    "mfa_login_webauthn": ("/accounts/2fa/webauthn/login/", own(MOVED, anonymous="302 302 302 302 405")),
    "usersessions_list": ("/accounts/sessions/", own("200 200 302 302 405")),
    "applicants:account": ("/me/", own(READ, anonymous=SENT_ON)),
    "applicants:data_export": ("/me/export.zip", own(READ, anonymous=SENT_ON)),
    "applicants:account_delete": (
        "/me/delete/",
        own("200 200 200 405 405", staff_page="200 200 403 405 405", anonymous="302 302 302 405 405"),
    ),
    "applicants:profile": ("/profile/", OWN_FORM),
    "applicants:entry_guide": ("/visas/", READERS),
    "applicants:stage_advice": ("/advice/", READERS),
}

# Who gets what with a model of the admin: its list, add, history, delete and change pages.
ADMINISTERED = (SUPERUSER,) * 5
CURATED = (STAFF, STAFF, STAFF, SUPERUSER, STAFF)  # an advisor deletes nothing
ADMIN: dict[str, tuple[Who, ...]] = {
    "account_emailaddress": ADMINISTERED,
    "mfa_authenticator": (SUPERUSER, staff(curator=REFUSED), SUPERUSER, SUPERUSER, SHOWN_ONLY),
    "auth_group": ADMINISTERED,
    "applicants_user": ADMINISTERED,
    "applicants_documentkind": CURATED,
    "applicants_entryrule": CURATED,
    "applicants_outreachsample": CURATED,
    "applicants_immunizationsection": CURATED,
    "applicants_season": CURATED,
    "applicants_stageadvice": CURATED,
    "programs_host": CURATED,
    "programs_program": CURATED,
    "programs_provider": CURATED,
    "programs_requirement": CURATED,
    "programs_resource": CURATED,
    "programs_specialty": CURATED,
    "programs_staterule": CURATED,
    "programs_term": CURATED,
}
PAGES = {
    "changelist": "",
    "add": "add/",
    "history": "{pk}/history/",
    "delete": "{pk}/delete/",
    "change": "{pk}/change/",
}
OLD_ADDRESS = (MOVED,) * 5  # of a change page; it sends on to the new one, whoever asks


def routes_of(resolver: URLResolver, name: str = "", pattern: str = "") -> Iterator[str]:
    """Yield the name of every route, or the whole pattern of a route without a name."""
    for part in resolver.url_patterns:
        whole = pattern + str(part.pattern)
        if isinstance(part, URLPattern):
            yield name + part.name if part.name else whole
        else:
            yield from routes_of(part, f"{name}{part.namespace}:" if part.namespace else name, whole)


def admin_table() -> dict[str, Row]:
    """Return the rows of the admin's models, with the address of a row that exists."""
    rows: dict[str, Row] = {}
    for label, answers in ADMIN.items():
        app, model = label.split("_", 1)
        row = apps.get_model(app, model).objects.order_by("pk").last()
        start, pk = f"/admin/{app}/{model}/", row.pk if row else 0
        for (page, ending), who in zip(PAGES.items(), answers, strict=True):
            rows[f"admin:{label}_{page}"] = (start + ending.format(pk=pk), who)
        rows[f"admin/{app}/{model}/<path:object_id>/"] = (f"{start}{pk}/", OLD_ADDRESS)
    return rows


@pytest.fixture
def program(db: None) -> Program:
    """A program, and beside it a row of every other model that the admin shows."""
    source = {"source_title": "Page", "source_url": "https://example.org/"}
    Term.objects.create(kind="glossary", slug="img", word="IMG", meaning="A graduate from elsewhere")
    Resource.objects.create(kind="society", name="A list", url="https://example.org/", good_for="Everybody")
    StateRule.objects.create(state="TX", rule="Ask the board first.", **source)
    EntryRule.objects.create(status="B-1", says="Observing", grade="official", **source)
    StageAdvice.objects.create(title="Observe", says="Watch", stages=["graduate"], grade="other", **source)
    Season.objects.create(year=2027)
    OutreachSample.objects.create(code="ask", name="Ask", purpose="other", subject="Hello", body="Dear Dr.")
    ImmunizationSection.objects.create(code="mmr", label="MMR", asks="Doses")
    return make_program(provider={"name": "An agency", "kind": "agency"})


@pytest.fixture
def application(ada: Applicant) -> Application:
    """An application of the first applicant, with one row of everything that hangs on it."""
    application = make_application(ada, status="preparing")
    application.changes.create(to_status="shortlisted", happened_on="2026-01-01")
    application.changes.create(from_status="shortlisted", to_status="preparing", happened_on="2026-01-02")
    application.alternatives.create(starts_on="2026-01-01", ends_on="2026-01-02")
    application.payments.create(what="Fee", amount_usd=1)
    application.checklist.create(label="Photo")
    return application


@pytest.fixture
def document(ada: Applicant) -> Document:
    """A document of the first applicant, with its file."""
    kind = DocumentKind.objects.create(code="cv", label="CV", what_it_is="A life.", never_expires=True)
    file = SimpleUploadedFile("cv.pdf", parts.pdf())
    return add_document(ada, kind, "", Upload(uuid.uuid4(), file, {})).document


def sent_with(application: Application, document: Document) -> SentFile:
    """Return the note that a document went with an application; it is in its pack too."""
    application.checklist.create(code="cv", label="CV")
    application.checklist.filter(label="Photo").update(packed_version=document.current)
    note_sent(application, [document.current], application.today)
    return application.sent_files.get()


@pytest.fixture
def people(ada: Applicant) -> dict[str, Any]:
    """Somebody whom the first applicant knows, a draft to somebody else, and a text for it."""
    return {"contact": make_contact(ada), "approach": make_approach(ada), "template": make_template(ada)}


@pytest.fixture
def letter(ada: Applicant, application: Application, document: Document) -> Letter:
    """A letter of the first applicant, with its file, that they have not waived the right to read."""
    letter = make_letter(ada, rotation=application, waiver="not_waived")
    letter.shared.add(document)
    letter.questions.create(text="When is it due?")
    link = link_of(make_link(letter))
    answering.hand_over(link, SimpleUploadedFile("letter.pdf", parts.pdf()), [], is_in_eras=True)
    return Letter.objects.get()


@pytest.fixture
def rest(letter: Letter, people: dict[str, Any], ada: Applicant) -> dict[str, Any]:
    """What the addresses of people and letters are filled with: a link that lives, too."""
    LetterLink.objects.create(letter=letter, digest=digest_of("a-token"))
    program = ResidencyProgram.objects.create(applicant=ada, name="Mercy", match_year=2027)
    return {
        "letter": letter,
        "question": letter.questions.get(),
        "writer_token": "a-token",
        "residency_program": program,
        **people,
    }


@pytest.fixture
def table(
    program: Program,
    curator: User,
    application: Application,
    document: Document,
    rest: dict[str, Any],
) -> dict[str, Row]:
    """The whole table, addresses filled in."""
    rows = {
        "program": program,
        "curator": curator,
        "kind": ContentType.objects.get_for_model(Program),
        "ada": application.applicant,
        "token": token_for(application.applicant),
        "application": application,
        "change": application.changes.last(),
        "alternative": application.alternatives.get(),
        "payment": application.payments.get(),
        "paper": application.checklist.first(),
        "document": document,
        "sent": sent_with(application, document),
        "immunization": application.applicant.immunizations.create(what="mmr", on="2026-01-01"),
        **rest,
    }
    filled = {name: (address.format(**rows), who) for name, (address, who) in ROUTES.items()}
    return filled | admin_table()


@pytest.fixture
def session_keys(applicant: User, other_applicant: User, curator: User) -> dict[str, str]:
    """Everybody's session cookie; the anonymous visitor has none."""
    superuser = make_superuser("root@example.org")
    keys = {"anonymous": ""}
    for person, user in zip(PEOPLE[1:], (applicant, other_applicant, curator, superuser), strict=True):
        client = Client()
        client.force_login(user)
        keys[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def status(method: str, address: str, session_key: str, *, has_token: bool = True) -> int:
    """Return the status that a person gets, and undo whatever the request changed."""
    client = Client(enforce_csrf_checks=not has_token, raise_request_exception=False)
    if session_key:
        client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    with transaction.atomic():
        answer = client.generic(method, address)
        b"".join(answer)  # closes the file of a download
        transaction.set_rollback(True)
    return answer.status_code


def answers(address: str, session_key: str) -> str:
    """Return what a person gets for METHODS, as the table writes it."""
    return " ".join(str(status(method, address, session_key)) for method in METHODS)


def test_the_table_names_every_route_and_no_other(table: dict[str, Row]) -> None:
    routes = list(routes_of(get_resolver()))
    assert sorted(routes) == sorted(table)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_table_says(
    person: str, table: dict[str, Row], session_keys: dict[str, str]
) -> None:
    expected = {name: who[PEOPLE.index(person)] for name, (_, who) in table.items()}
    assert {name: answers(address, session_keys[person]) for name, (address, _) in table.items()} == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_post_without_a_token_is_refused_everywhere(
    person: str, table: dict[str, Row], session_keys: dict[str, str]
) -> None:
    refused = {
        name: status("POST", address, session_keys[person], has_token=False)
        for name, (address, _) in table.items()
    }
    assert refused == dict.fromkeys(table, 403) | dict.fromkeys(WITHOUT_TOKEN, 200)
