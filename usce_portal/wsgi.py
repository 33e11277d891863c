"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from usce_portal.checks import refuse_unsafe_deployment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")

application = get_wsgi_application()
refuse_unsafe_deployment()

from programs import sandbox  # noqa: E402 - once settings are there

sandbox.start()
