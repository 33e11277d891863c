"""Settings of the USCE portal: one file, read from the environment.

PORTAL_ENV     production (default) or development
SECRET_KEY     required in production
SECRET_KEY_FALLBACKS  earlier keys, comma separated: what they signed and encrypted stays readable
ALLOWED_HOSTS  required in production, comma separated
DATABASE_URL   sqlite:///… or postgres://…; default SQLite in PORTAL_VAR
PORTAL_VAR     the folder for everything made at run time; default var/
DEBUG          1 for Django's debug pages, refused in production
SECURE_PROXY   1 when a proxy sets X-Forwarded-Proto
PROXY_COUNT    how many proxies stand in front and append to X-Forwarded-For; needed with SECURE_PROXY
EMAIL_URL      smtp+tls://user:password@host:587; default: mail is printed on the console
MAIL_FROM      the sender of every mail; required in production
FILES_URL      s3://key:secret@host/bucket?region=… keeps applicants' files there; default PORTAL_VAR/private
UPLOAD_SCAN_COMMAND  a virus scanner, given each upload's path: 0 clean, 1 found; default: none
LINK_CHECKS_A_DAY  how many pages of sources the timed jobs read in 24 hours, 0 for none; default 100,
               in development 0
LINK_CHECK_ALLOWS_PRIVATE  1 lets the check of sources' links ask servers of a private network
PORTAL_URL     where links in mails and calendars lead; required in production, with https;
               default http://127.0.0.1 with PORT (8000)
"""

import os
import shlex
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from usce_portal import environment
from usce_portal.private_files import OTHERS, private_folder

# Before anything is made: the database, keys and uploads are the portal's own, whatever started it.
os.umask(OTHERS)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

IS_PRODUCTION = environment.environment_name() == "production"
VAR_DIR = private_folder(Path(env.str("PORTAL_VAR", default=str(BASE_DIR / "var"))).resolve())
SECRET_KEY = environment.secret_key(env, VAR_DIR, is_production=IS_PRODUCTION)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = environment.allowed_hosts(env, is_production=IS_PRODUCTION)
DEBUG = environment.switch(env, "DEBUG")
if DEBUG and IS_PRODUCTION:
    message = "DEBUG=1 is refused in production: its pages show settings and data."
    raise ImproperlyConfigured(message)

INSTALLED_APPS = [
    "applicants",
    "programs",
    "usce_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "csp",
    "usce_portal",
]
MIDDLEWARE = [
    "usce_portal.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "usce_portal.middleware.LightGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # What asks the database comes after these, what adds headers before.
    "usce_portal.middleware.DatabaseOutageMiddleware",
    "usce_portal.middleware.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "applicants.profile.middleware.PrivatePagesMiddleware",
    "applicants.profile.middleware.SessionAgeMiddleware",
    "applicants.profile.middleware.StaffMFAMiddleware",
    "applicants.catalog_visitor.middleware.VisitorMiddleware",
    "usce_portal.middleware.MethodPageMiddleware",
]
ROOT_URLCONF = "usce_portal.urls"
WSGI_APPLICATION = "usce_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "usce_portal.context.account_section",
                "usce_portal.context.version",
                "usce_portal.theme.theme_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(env, VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that limits on guessing count for all workers together.
# Roomy, so that nobody pushes another's count out of it; `manage.py tidy` drops what is over.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # One per worker: what changes rarely and may be a minute old.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60},
}

AUTH_USER_MODEL = "applicants.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# It is Django's own with log-in by email; Django's beside it would hash each wrong password twice.
AUTHENTICATION_BACKENDS = ["applicants.profile.accounts.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "applicants:dashboard"
LOGOUT_REDIRECT_URL = "programs:home"

ACCOUNT_ADAPTER = "applicants.profile.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "applicants.profile.accounts.LoginForm",
    "signup": "applicants.profile.accounts.SignupForm",
    "add_email": "applicants.profile.accounts.AddEmailForm",
    "reset_password": "applicants.profile.accounts.ResetPasswordForm",
    "change_password": "applicants.profile.accounts.ChangePasswordForm",
}
# What a letter's writer sends by link, and what visitors tell the curators, is counted by network, as allauth
# counts log-ins; of the latter no more are taken in all than people can read.
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "1/3m/key,8/d/key",
    "send_again": "10/10m/ip",
    "change_password": "5/5m/user",
    "letter_link": "30/10m/ip",
    "feedback": "10/10m/ip,40/d/ip,1000/d/key",
    "feedback_account": "10/10m/user,40/d/user",
}
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up (profile/pending_sign_up.py)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
MFA_ADAPTER = "applicants.profile.second_step.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "applicants.profile.accounts.AddWebAuthnForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_TOTP_ISSUER = "USCE portal"

EMAIL_BACKEND = "applicants.mail.outbox.OutboxBackend"
MAIL_DELIVERY = environment.mail_delivery(env)
PORTAL_URL = environment.portal_url(env)
DEFAULT_FROM_EMAIL = environment.mail_from(env, is_production=IS_PRODUCTION)

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "usce_portal.static_files.StaticFilesStorage"},
    "private": environment.private_storage(env),
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site uses our files
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# What applicants upload: no address leads there, and half of an upload is as private as the whole.
PRIVATE_DIR = private_folder(VAR_DIR / "private")
# A season's matrix of letters sends up to 2,400 ticks (applicants/letters/assignment_limits.py).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_TEMP_DIR = private_folder(PRIVATE_DIR / "uploads")
FILE_UPLOAD_HANDLERS = [
    "applicants.documents.upload_handlers.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Whom the catalog asks how many applicants use each program; it may not import applicants.
PROGRAM_USE = "applicants.applications.program_use.people_per_program"
# Seconds to wait for a source's server, and between two requests to one host.
LINK_CHECK_TIMEOUT = 10.0
LINK_CHECK_PAUSE = 2.0
LINK_CHECKS_A_DAY = environment.whole_number(env, "LINK_CHECKS_A_DAY", 100 if IS_PRODUCTION else 0)
LINK_CHECK_ALLOWS_PRIVATE = environment.switch(env, "LINK_CHECK_ALLOWS_PRIVATE")
UPLOAD_SCAN_COMMAND = shlex.split(env.str("UPLOAD_SCAN_COMMAND", default=""))
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What no page asks a browser for; copying to the clipboard and passkeys stay ours alone.
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
    "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), "
    "storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=(), "
    "clipboard-write=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "usce_portal.refused_forms.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    # The health probes of a load balancer speak plain HTTP from inside.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    if environment.switch(env, "SECURE_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "secrets": {"()": "usce_portal.secret_paths.SecretPathFilter"},
        "refusals": {"()": "usce_portal.errors.RefusalFilter"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"filters": ["refusals"]},
        "fido2": {"level": "WARNING"},  # it would log the ids of passkeys
        "pikepdf": {"level": "CRITICAL"},  # it would log what is wrong in somebody's file
    },
}
