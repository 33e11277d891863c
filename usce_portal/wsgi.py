"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")

application = get_wsgi_application()

from applicants import sandbox  # noqa: E402 - it logs, as the settings say

sandbox.start()
