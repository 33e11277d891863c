#!/usr/bin/env python3
"""Django's command line for the USCE portal."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command; a checkout without keys is a development checkout."""
    if not (os.environ.get("SECRET_KEY") or os.environ.get("ALLOWED_HOSTS")):
        os.environ.setdefault("PORTAL_ENV", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{sys.argv[0]}: {error}")


if __name__ == "__main__":
    main()
