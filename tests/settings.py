"""The portal's settings as tests need them: no collected static files, fast passwords, quiet logs."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("PORTAL_ENV", "development")
if "PORTAL_VAR" not in os.environ:
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="portal-tests-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_VAR"], ignore_errors=True)

from usce_portal.settings import *  # noqa: F403
from usce_portal.settings import STORAGES

WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PORTAL_URL = "http://127.0.0.1:8000"
