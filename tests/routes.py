"""Who gets what at every route: the table that the matrix checks, and that other tests walk along."""

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
PEOPLE = ("anonymous", "applicant", "other_applicant", "curator", "superuser")

# What one person gets for METHODS, in this order.
READ = "200 200 405 405 405"
SHOWN = "200 200 200 200 200"
MOVED = "302 302 302 302 302"
MOVED_FOR_GOOD = "301 301 301 301 301"
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
OWN_EDIT: Who = ("302 302 302 405 405", *("200 200 409 405 405",) * 4)
OWN_ACT: Who = ("302 302 302 405 405", *("200 200 302 405 405",) * 4)
# Anybody may answer; a post without its fields says nothing, and leads on.
FIRST_QUESTIONS: Who = ("200 200 302 405 405",) * 5
OWN_POST: Who = ("405 405 302 405 405",) * 5
ONE_CLICK: Who = ("200 200 200 405 405",) * 5

# Posts that need no token: the signed address in a mail is the permission (RFC 8058), and a theme is colors.
WITHOUT_TOKEN = {"applicants:reminder_unsubscribe": 200, "applicants:alerts_stop": 200, "theme": 302}
# Answered before anything is asked about who it is: they take no POST, with a token or without.
PROBES = {"healthz", "readyz"}

PAGE = adas(anonymous="302 302 405 405 405", owner="200 200 405 405 405", others="404 404 405 405 405")
FORM_PAGE = adas(anonymous="302 302 302 405 405", owner="200 200 409 405 405", others="404 404 404 405 405")
ADDING_PAGE = adas(anonymous="302 302 302 405 405", owner="200 200 422 405 405", others="404 404 404 405 405")
DELETION = adas(anonymous="302 302 302 405 405", owner="200 200 302 405 405", others="404 404 404 405 405")
# A form that does not tell what it was shown with changes nothing.
EDIT = adas(anonymous="405 405 302 405 405", owner="405 405 409 405 405", others="405 405 404 405 405")
DOCUMENTS_PAGE = adas(
    anonymous="302 302 302 405 405", owner="200 200 302 405 405", others="404 404 404 405 405"
)
DOCUMENTS_ACT = adas(
    anonymous="405 405 302 405 405", owner="405 405 422 405 405", others="405 405 404 405 405"
)
ACT = adas(anonymous="405 405 302 405 405", owner="405 405 302 405 405", others="405 405 404 405 405")
ONES_OWN_FORM = ("302 302 302 405 405", *("200 200 422 405 405",) * 4)
OWN_ADD = ("405 405 302 405 405", *("405 405 422 405 405",) * 4)
MADE = adas(anonymous="405 405 302 405 405", owner="405 405 200 405 405", others="405 405 404 405 405")
# Whoever has the link may answer by it, but for the applicant who made it.
WRITER = adas(anonymous="200 200 422 405 405", owner="200 200 302 405 405", others="200 200 422 405 405")
# A form that anybody may send.
PUBLIC_FORM: Who = ("200 200 422 405 405",) * 5
BUTTON = ("405 405 302 405 405",) * 5

# A route's name (its pattern when it has none), one of its addresses, and who gets what.
ROUTES: dict[str, Row] = {
    "programs:home": ("/", READERS),
    "programs:program_list": ("/programs/", READERS),
    "programs:program_compare": ("/programs/compare/", READERS),
    "programs:program_export_csv": ("/programs/export.csv", READERS),
    "programs:program_export_json": ("/programs/export.json", READERS),
    "programs:program_detail": ("/programs/{program.slug}/", READERS),
    "programs:suggestion_create": ("/programs/suggest/", PUBLIC_FORM),
    "programs:report_create": ("/programs/{program.slug}/report/", PUBLIC_FORM),
    "programs:report_detail": ("/programs/reports/{report_token}/", READERS),
    "programs:claim_create": ("/programs/{program.slug}/claim/", PUBLIC_FORM),
    "programs:host_proposal": ("/programs/host/{proposal_token}/", PUBLIC_FORM),
    "programs:host_list": ("/hosts/", READERS),
    "programs:host_detail": ("/hosts/{program.host.slug}/", READERS),
    "programs:closed_programs": ("/closed-programs/", READERS),
    "closed-doors/": ("/closed-doors/", (MOVED_FOR_GOOD,) * 5),
    "programs:where_else": ("/where-else/", READERS),
    "programs:kinds": ("/kinds/", READERS),
    "programs:glossary": ("/glossary/", READERS),
    "applicants:dashboard": ("/dashboard/", OWN),
    "applicants:application_list": ("/applications/", OWN),
    "applicants:calendar_settings": ("/calendar/", OWN_ACT),
    "applicants:calendar_feed": ("/calendar/{ada.calendar_secret}.ics", READERS),
    "applicants:reminder_settings": ("/reminders/", OWN_EDIT),
    "applicants:reminder_unsubscribe": ("/reminders/unsubscribe/{token}/", ONE_CLICK),
    "applicants:season_list": ("/seasons/", READERS),
    "applicants:application_create": ("/applications/add/", ONES_OWN_FORM),
    "applicants:application_import": ("/applications/import/", ONES_OWN_FORM),
    "applicants:application_export": ("/applications/export.csv", OWN),
    "applicants:shortlist_add": ("/applications/shortlist/", BUTTON),
    "applicants:shortlist_keep": ("/applications/shortlist/keep/{program.pk}/", (SENT_ON,) * 5),
    "applicants:shortlist_remove": ("/applications/shortlist/remove/", BUTTON),
    "applicants:application_detail": ("/applications/{application.pk}/", PAGE),
    "applicants:application_edit": ("/applications/{application.pk}/edit/", FORM_PAGE),
    "applicants:application_delete": ("/applications/{application.pk}/delete/", DELETION),
    "applicants:application_save": ("/applications/{application.pk}/save/", EDIT),
    "applicants:application_plan": ("/applications/{application.pk}/plan/", EDIT),
    "applicants:application_opinion": ("/applications/{application.pk}/opinion/", EDIT),
    "applicants:application_portal": ("/applications/{application.pk}/portal/", EDIT),
    "applicants:application_seen": ("/applications/{application.pk}/seen/", ACT),
    "applicants:application_move": ("/applications/{application.pk}/move/", EDIT),
    "applicants:application_undo": ("/applications/{application.pk}/undo/", EDIT),
    "applicants:application_correct": ("/applications/{application.pk}/events/{move.pk}/", EDIT),
    "applicants:alternative_add": ("/applications/{application.pk}/dates/", EDIT),
    "applicants:alternative_remove": ("/applications/{application.pk}/dates/{alternative.pk}/remove/", EDIT),
    "applicants:payment_add": ("/applications/{application.pk}/payments/", EDIT),
    "applicants:payment_edit": ("/applications/{application.pk}/payments/{payment.pk}/", EDIT),
    "applicants:payment_remove": ("/applications/{application.pk}/payments/{payment.pk}/remove/", EDIT),
    "applicants:checklist_save": ("/applications/{application.pk}/checklist/", EDIT),
    "applicants:checklist_add": ("/applications/{application.pk}/checklist/add/", EDIT),
    "applicants:checklist_remove": (
        "/applications/{application.pk}/checklist/{requirement.pk}/remove/",
        EDIT,
    ),
    "applicants:application_pack": ("/applications/{application.pk}/pack/", FORM_PAGE),
    "applicants:pack_zip": ("/applications/{application.pk}/pack.zip", PAGE),
    "applicants:pack_pdf": ("/applications/{application.pk}/pack.pdf", PAGE),
    "applicants:sent_add": ("/applications/{application.pk}/sent/", EDIT),
    "applicants:sent_remove": ("/applications/{application.pk}/sent/{sent.pk}/remove/", EDIT),
    "applicants:immunization_list": ("/immunizations/", ONES_OWN_FORM),
    "applicants:immunization_print": ("/immunizations/print/", OWN),
    "applicants:immunization_delete": ("/immunizations/{immunization.pk}/delete/", ACT),
    "applicants:document_list": ("/documents/", ONES_OWN_FORM),
    "applicants:document_detail": ("/documents/{document.pk}/", DOCUMENTS_PAGE),
    "applicants:version_add": ("/documents/{document.pk}/versions/", DOCUMENTS_ACT),
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
    "applicants:contact_edit": ("/contacts/{contact.pk}/edit/", FORM_PAGE),
    "applicants:contact_next": ("/contacts/{contact.pk}/next/", ACT),
    "applicants:contact_tie": ("/contacts/{contact.pk}/applications/", ACT),
    "applicants:contact_delete": ("/contacts/{contact.pk}/delete/", DELETION),
    "applicants:outreach_list": ("/outreach/", OWN),
    "applicants:outreach_settings": ("/outreach/settings/", OWN_EDIT),
    "applicants:outreach_template_list": ("/outreach/templates/", OWN),
    "applicants:outreach_template_create": ("/outreach/templates/new/", ONES_OWN_FORM),
    "applicants:outreach_template_edit": ("/outreach/templates/{template.pk}/", FORM_PAGE),
    "applicants:outreach_template_delete": ("/outreach/templates/{template.pk}/delete/", DELETION),
    "applicants:outreach_create": ("/outreach/new/", ONES_OWN_FORM),
    "applicants:outreach_detail": ("/outreach/{outreach.pk}/", PAGE),
    "applicants:outreach_text": ("/outreach/{outreach.pk}/text/", EDIT),
    "applicants:outreach_anew": ("/outreach/{outreach.pk}/anew/", ACT),
    "applicants:outreach_step": ("/outreach/{outreach.pk}/step/", DOCUMENTS_ACT),
    "applicants:outreach_undo": ("/outreach/{outreach.pk}/undo/", ACT),
    "applicants:outreach_apply": ("/outreach/{outreach.pk}/application/", ACT),
    "applicants:outreach_delete": ("/outreach/{outreach.pk}/delete/", DELETION),
    "applicants:rotation_list": ("/rotations/", OWN),
    "applicants:rotation_detail": ("/rotations/{rotation.pk}/", PAGE),
    "applicants:first_day_edit": ("/rotations/{rotation.pk}/first-day/", FORM_PAGE),
    "applicants:tip_check": ("/rotations/{rotation.pk}/done/dress/", ACT),
    "applicants:journal": ("/rotations/{rotation.pk}/journal/", ADDING_PAGE),
    "applicants:journal_edit": ("/rotations/{rotation.pk}/journal/{entry.pk}/", FORM_PAGE),
    "applicants:journal_delete": ("/rotations/{rotation.pk}/journal/{entry.pk}/delete/", DELETION),
    "applicants:log": ("/rotations/{rotation.pk}/log/", ADDING_PAGE),
    "applicants:log_edit": ("/rotations/{rotation.pk}/log/{line.pk}/", FORM_PAGE),
    "applicants:log_delete": ("/rotations/{rotation.pk}/log/{line.pk}/delete/", DELETION),
    "applicants:search_list": ("/searches/", OWN),
    "applicants:search_create": ("/searches/new/", ONES_OWN_FORM),
    "applicants:search_edit": ("/searches/{search.pk}/", FORM_PAGE),
    "applicants:search_delete": ("/searches/{search.pk}/delete/", DELETION),
    "applicants:alert_list": ("/alerts/", OWN),
    "applicants:program_watch": ("/alerts/watch/{program.slug}/", OWN_POST),
    "applicants:program_unwatch": ("/alerts/watch/{program.slug}/stop/", OWN_POST),
    "applicants:alerts_seen": ("/alerts/seen/", OWN_POST),
    "applicants:alerts_stop": ("/alerts/stop/{alert_token}/", ONE_CLICK),
    "applicants:pathway": ("/pathway/", READERS),
    "applicants:pathway_edit": ("/pathway/open-an-account/", ONES_OWN_FORM),
    "applicants:visa_planner": ("/visas/plan/", READERS),
    "applicants:trip_list": ("/plans/", OWN),
    "applicants:trip_create": ("/plans/new/", ONES_OWN_FORM),
    "applicants:trip_detail": ("/plans/{trip.pk}/", PAGE),
    "applicants:trip_edit": ("/plans/{trip.pk}/edit/", FORM_PAGE),
    "applicants:trip_delete": ("/plans/{trip.pk}/delete/", DELETION),
    "applicants:trip_rotation_create": ("/plans/{trip.pk}/rotations/new/", ADDING_PAGE),
    "applicants:trip_rotation_edit": ("/plans/{trip.pk}/rotations/{trip_rotation.pk}/", FORM_PAGE),
    "applicants:trip_rotation_remove": ("/plans/{trip.pk}/rotations/{trip_rotation.pk}/remove/", ACT),
    "applicants:trip_cost_create": ("/plans/{trip.pk}/costs/new/", ADDING_PAGE),
    "applicants:trip_cost_change": ("/plans/{trip.pk}/costs/proposed/{trip_rotation.pk}-rent/", DELETION),
    "applicants:trip_cost_edit": ("/plans/{trip.pk}/costs/{trip_cost.pk}/", FORM_PAGE),
    "applicants:trip_cost_delete": ("/plans/{trip.pk}/costs/{trip_cost.pk}/delete/", ACT),
    "applicants:trip_steps": ("/plans/{trip.pk}/steps/", PAGE),
    "applicants:trip_step_edit": ("/plans/{trip.pk}/steps/{trip_rotation.pk}-find-a-room/", DELETION),
    "applicants:trip_step_done": ("/plans/{trip.pk}/steps/{trip_rotation.pk}-find-a-room/done/", ACT),
    "applicants:letter_list": ("/letters/", OWN),
    "applicants:letter_create": ("/letters/new/", ONES_OWN_FORM),
    "applicants:letter_matrix": ("/letters/matrix/", OWN_ACT),
    "applicants:residency_program_add": ("/letters/matrix/programs/", OWN_ADD),
    "applicants:residency_program_remove": (
        "/letters/matrix/programs/{residency_program.pk}/remove/",
        ACT,
    ),
    "applicants:letter_target": ("/letters/targets/", BUTTON),
    "applicants:letter_detail": ("/letters/{letter.pk}/", PAGE),
    "applicants:letter_edit": ("/letters/{letter.pk}/edit/", FORM_PAGE),
    "applicants:letter_move": ("/letters/{letter.pk}/move/", DOCUMENTS_ACT),
    "applicants:letter_undo": ("/letters/{letter.pk}/undo/", ACT),
    "applicants:letter_delete": ("/letters/{letter.pk}/delete/", DELETION),
    "applicants:letter_waive": ("/letters/{letter.pk}/waiver/", EDIT),
    "applicants:letter_packet": ("/letters/{letter.pk}/packet/", EDIT),
    "applicants:letter_check": ("/letters/{letter.pk}/checks/", ACT),
    "applicants:letter_step": ("/letters/{letter.pk}/steps/ask/", DOCUMENTS_ACT),
    "applicants:letter_answered": ("/letters/{letter.pk}/questions/{question.pk}/", ACT),
    "applicants:letter_file": ("/letters/{letter.pk}/file/", PAGE),
    "applicants:letter_use_again": ("/letters/{letter.pk}/seasons/", ACT),
    "applicants:letter_link": ("/letters/{letter.pk}/link/", MADE),
    "applicants:letter_link_end": ("/letters/{letter.pk}/link/end/", ACT),
    "applicants:letter_writer": ("/letter/{writer_token}/", WRITER),
    "applicants:letter_writer_document": ("/letter/{writer_token}/documents/{document.pk}/", READERS),
    "letter/<str:token>/papers/<uuid:document_pk>/": (
        "/letter/{writer_token}/papers/{document.pk}/",
        READERS,
    ),
    "healthz": ("/healthz", READERS),
    "readyz": ("/readyz", READERS),
    "robots": ("/robots.txt", READERS),
    "theme": ("/theme/", BUTTON),
    "sitemap": ("/sitemap.xml", (SHOWN,) * 5),
    "admin_reports": ("/admin/reports/", staff(curator=READ)),
    "admin:programs_program_restore": (
        "/admin/programs/program/{program.pk}/restore/{version.pk}/",
        staff(curator="200 200 302 405 405"),
    ),
    "admin:programs_program_find_duplicate": (
        "/admin/programs/program/{program.pk}/merge/",
        staff(curator=READ),
    ),
    "admin:programs_program_merge": (
        "/admin/programs/program/{program.pk}/merge/{program.pk}/",
        staff(curator="200 200 422 405 405"),
    ),
    "admin:programs_program_merge_undo": (
        "/admin/programs/program/{program.pk}/merge/undo/1/",
        staff(curator="404 404 404 405 405"),
    ),
    "review:queue": ("/admin/review/", staff(curator=READ)),
    "review:next": ("/admin/review/next/", staff(curator="405 405 302 405 405")),
    "review:undo": ("/admin/review/undo/", staff(curator="200 200 302 405 405")),
    "review:program": ("/admin/review/{program.pk}/", staff(curator="200 200 422 405 405")),
    "review:source": ("/admin/review/{program.pk}/source/1/", staff(curator=SENT_ON)),
    "review:ahead": ("/admin/review/{program.pk}/ahead/", staff(curator=SENT_ON)),
    "review:edit": ("/admin/review/{program.pk}/fact/type/", staff(curator="200 200 422 405 405")),
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
    "program_import:upload": ("/admin/programs/import/", staff(curator="200 200 422 405 405")),
    "program_import:detail": (
        "/admin/programs/import/{catalog_import.pk}/",
        staff(curator="200 200 422 405 405"),
    ),
    "program_import:columns": (
        "/admin/programs/import/{catalog_import.pk}/columns/",
        staff(curator="200 200 422 405 405"),
    ),
    "program_import:undo": (
        "/admin/programs/import/{catalog_import.pk}/undo/",
        staff(curator="405 405 404 405 405"),
    ),
    "admin:auth_user_password_change": ("/admin/applicants/user/{curator.pk}/password/", SUPERUSER),
    "admin/(?P<url>.*)$": ("/admin/nothing-here/", staff(curator=MISSING)),
    "account_login": ("/accounts/login/", ENTRANCE),
    "account_signup": ("/accounts/signup/", ENTRANCE),
    "account_logout": ("/accounts/logout/", own("200 200 302 405 405", anonymous="302 302 302 405 405")),
    "account_inactive": ("/accounts/inactive/", NOTICES),
    "account_reauthenticate": ("/accounts/reauthenticate/", own(FORM)),
    "account_email": ("/accounts/email/", own("200 200 302 302 405")),
    "account_email_verification_sent": ("/accounts/confirm-email/", NOTICES),
    "account_verification_again": ("/accounts/confirm-email/again/", ("302 302 302 405 405",) * 5),
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
    "applicants:profile": ("/profile/", ONES_OWN_FORM),
    "applicants:kept_form": ("/sent-form/", own("302 302 302 405 405", anonymous="302 302 302 405 405")),
    "applicants:start": ("/start/", FIRST_QUESTIONS),
    "applicants:entry_guide": ("/visas/", READERS),
    "applicants:stage_advice": ("/advice/", READERS),
    "applicants:match_figures": ("/statistics/", READERS),
    "applicants:funding_list": ("/funding/", READERS),
    "applicants:specialty_advice": ("/advice/cardiovascular-disease/", READERS),
    "applicants:society_list": ("/societies/", READERS),
}

# Who gets what with a model of the admin: its list, add, history, delete and change pages.
ADMINISTERED = (SUPERUSER,) * 5
CURATED = (STAFF, STAFF, STAFF, SUPERUSER, STAFF)  # an advisor deletes nothing
FROM_OUTSIDE = (STAFF, staff(curator=REFUSED), STAFF, SUPERUSER, STAFF)
ADMIN: dict[str, tuple[Who, ...]] = {
    "account_emailaddress": ADMINISTERED,
    "mfa_authenticator": (SUPERUSER, staff(curator=REFUSED), SUPERUSER, SUPERUSER, SHOWN_ONLY),
    "auth_group": ADMINISTERED,
    "applicants_user": ADMINISTERED,
    "applicants_arrivalstep": CURATED,
    "applicants_costfigure": CURATED,
    "applicants_documentkind": CURATED,
    "applicants_entryrule": CURATED,
    "applicants_funding": CURATED,
    "applicants_rotationtip": CURATED,
    "applicants_skill": CURATED,
    "applicants_society": CURATED,
    "applicants_specialtyadvice": CURATED,
    "applicants_leadtime": CURATED,
    "applicants_matchfigure": CURATED,
    "applicants_pathwaystep": CURATED,
    "applicants_visastep": CURATED,
    "applicants_outreachsample": CURATED,
    "applicants_immunizationsection": CURATED,
    "applicants_season": CURATED,
    "applicants_stageadvice": CURATED,
    "programs_host": CURATED,
    "programs_hostproposal": FROM_OUTSIDE,
    "programs_program": CURATED,
    "programs_provider": CURATED,
    "programs_report": FROM_OUTSIDE,
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
