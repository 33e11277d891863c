"""The portal's settings with the benchmarks' own addresses and templates; the middleware is the product's."""

from usce_portal.settings import *  # noqa: F403
from usce_portal.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
WSGI_APPLICATION = "benchmarks.wsgi.application"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "benchmarks" / "templates"]}]
